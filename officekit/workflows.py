"""The order of the stages: one function for each thing a user does.

Read this module to know the program. Adapters (command line, Excel) call it and only it; the
stages below it do not know each other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import ContentError, UsageError
from officekit.model.document import Document, Workbook
from officekit.model.finding import Finding
from officekit.model.matrix import Matrix
from officekit.model.plan import Plan
from officekit.model.schema import SheetName
from officekit.model.unit import UnitRegistry

if TYPE_CHECKING:
    from officekit.checking import CheckResult, Correction, Subject

Progress = Callable[[str], None]
"""Told in Chinese what begins now; adapters show it."""

PathLike = str | os.PathLike[str]


def _silent(_: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has made.

    Attributes:
        path: the workbook.
        matrix: the matrix in it.
        plan: the plan it was made from; ``None`` where a matrix workbook was made anew.
    """

    path: Path
    matrix: Matrix
    plan: Plan | None


def read_plan(
    path: PathLike,
    *,
    registry: UnitRegistry | None = None,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = _silent,
) -> Plan:
    """Read a plan from a file of any supported format.

    Args:
        path: .docx, .doc, .wps, .pdf, .txt, .html, or a task table in .docx, .xlsx, .xls, .et,
            .ods, .csv. The content counts, not the extension.
        registry: registered organisations; by default drawn up from the document.
        config: settings and limits.
        progress: told what begins.

    Returns:
        The plan with its findings.

    Raises:
        OfficekitError: the file can't be read; message and hint in Chinese.
    """
    from officekit import reading

    progress("读取文件")
    content = reading.read(path, config)
    progress("识别任务和责任单位")
    return _parsed(content, registry)


def _parsed(content: Document | Workbook, registry: UnitRegistry | None) -> Plan:
    from officekit import parsing

    if isinstance(content, Workbook):
        return parsing.parse_workbook(content, registry)
    return parsing.parse_plan(content, registry)


def build_matrix(plan: Plan, settings: Mapping[str, str] | None = None) -> Matrix:
    """The responsibility matrix of a plan.

    Args:
        plan: from :func:`read_plan`.
        settings: values for the sheet 设置 (for example ``{"包含总体要求": "是"}``).
    """
    from officekit import matrix

    return matrix.build_matrix(plan, settings)


def read_registry(path: PathLike, *, config: Config = DEFAULT_CONFIG) -> UnitRegistry:
    """The registered organisations in the sheet 单位名录 of a matrix workbook."""
    return read_matrix(path, config=config).registry


def read_matrix(path: PathLike, *, config: Config = DEFAULT_CONFIG) -> Matrix:
    """Read a matrix workbook back, with what the clerk added and changed.

    Raises:
        ContentError: the file holds no 责任清单.
        OfficekitError: the file can't be read.
    """
    from officekit import reading

    content = reading.read(path, config)
    if isinstance(content, Document):
        raise ContentError(
            f"“{Path(path).name}”不是责任清单工作簿。", "请选择由 officekit 生成的 .xlsx 文件。"
        )
    return _matrix_of(content)


def _matrix_of(workbook: Workbook) -> Matrix:
    from officekit import matrix
    from officekit.data import unit_families

    return matrix.from_tables(workbook.sheets, file=workbook.source.path, families=unit_families())


def _is_matrix_workbook(content: Document | Workbook) -> bool:
    """Whether the file was written by officekit: it has the hidden sheet."""
    return isinstance(content, Workbook) and any(
        sheet.name == SheetName.META for sheet in content.sheets
    )


def write_matrix(
    matrix: Matrix, path: PathLike, *, overwrite: bool = False, mark: bool = False
) -> None:
    """Write the matrix workbook, whole or not at all.

    Args:
        matrix: what is written.
        path: output.
        overwrite: replace an existing file.
        mark: fill the cells that findings speak of, and add notes.

    Raises:
        OutputExistsError: the file exists and ``overwrite`` is false.
        OutputNotWritableError: the folder is missing or can't be written.
    """
    from officekit.matrix import cross_table
    from officekit.writing import write_matrix_workbook

    cross = cross_table(matrix)
    write_matrix_workbook(matrix, cross, Path(path), overwrite=overwrite, mark=mark)


def build(
    source: PathLike,
    output: PathLike,
    *,
    registry: PathLike | None = None,
    settings: Mapping[str, str] | None = None,
    overwrite: bool = False,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = _silent,
) -> Built:
    """Plan file → matrix workbook.

    A matrix workbook that a clerk has edited is made anew: her rows, columns and texts stay, the
    cross table, counts and links follow them.

    Args:
        source: plan, task table or matrix workbook.
        output: workbook to write.
        registry: matrix workbook whose 单位名录 names the units.
        settings: lines of the sheet 设置, going before what the source says.
        overwrite: replace an existing file.
        config: settings and limits.
        progress: told what begins.

    Raises:
        ContentError: the file holds no task.
        OfficekitError: reading or writing is not possible.
    """
    from officekit import reading

    known = read_matrix(registry, config=config) if registry is not None else None
    progress("读取文件")
    content = reading.read(source, config)
    if isinstance(content, Workbook) and _is_matrix_workbook(content):
        matrix = _matrix_of(content)
        matrix = replace(matrix, settings={**matrix.settings, **(settings or {})})
        if known is not None:
            matrix = replace(matrix, registry=known.registry)
        progress("写入工作簿")
        write_matrix(matrix, output, overwrite=overwrite)
        return Built(Path(output), matrix, None)
    progress("识别任务和责任单位")
    plan = _parsed(content, known.registry if known else None)
    if not plan.tasks:
        raise ContentError(
            f"在“{Path(source).name}”中没有找到任务。",
            "请确认文件是行动计划、重点工作任务或任务表，正文带有“一、”“（一）”“1.”等编号。",
        )
    progress("编制责任矩阵")
    matrix = build_matrix(plan, settings)
    if known is not None:
        matrix = replace(matrix, confirmed_units=known.confirmed_units)
    progress("写入工作簿")
    write_matrix(matrix, output, overwrite=overwrite)
    return Built(Path(output), matrix, plan)


def subject_of_plan(
    document: Document, plan: Plan, settings: Mapping[str, str] | None = None
) -> Subject:
    """What the rules look at when a plan is checked: its matrix and its own lines."""
    from officekit.checking import Subject

    matrix = build_matrix(plan, {"包含总体要求": "是", **(settings or {})})
    return Subject.of_plan(document, plan, matrix)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found and written.

    Attributes:
        matrix: the matrix that was checked; that of the plan, where a plan was checked.
        result: open and waived findings.
        report: the report workbook, if one was asked for.
        summary: the Word summary, if one was asked for.
        fixed: the corrected copy, if one was asked for.
        corrections: what was corrected in it.
    """

    matrix: Matrix
    result: CheckResult
    report: Path | None = None
    summary: Path | None = None
    fixed: Path | None = None
    corrections: tuple[Correction, ...] = ()


def check(
    path: PathLike,
    *,
    source: PathLike | None = None,
    report: PathLike | None = None,
    summary: PathLike | None = None,
    fix: PathLike | None = None,
    overwrite: bool = False,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = _silent,
) -> Checked:
    """Check a matrix workbook, a task table or a plan.

    Args:
        path: what is checked.
        source: the plan that a matrix was made from, to be compared with it.
        report: workbook to write with all findings in 问题清单 and marked cells.
        summary: Word document to write with counts and the worst findings on one page.
        fix: copy of the matrix workbook to write with the safe corrections.
        overwrite: replace existing outputs.
        config: settings and limits.
        progress: told what begins.

    Raises:
        UsageError: corrections are asked for in something that is no workbook of ours.
        OfficekitError: reading or writing is not possible.
    """
    from officekit import checking, reading

    progress("读取文件")
    content = reading.read(path, config)
    progress("识别内容")
    subject = _subject(content)
    if source is not None:
        progress("读取原文")
        original = build_matrix(read_plan(source, config=config), subject.matrix.settings)
        subject = replace(subject, source=original)
    progress("检查")
    result = checking.check(subject, waivers=subject.matrix.opinions)
    matrix = replace(subject.matrix, findings=result.findings)
    answered = tuple(finding for finding, _ in result.waived)
    if report is not None:
        progress("写入检查报告")
        reported = replace(matrix, findings=(*result.findings, *answered))
        write_matrix(reported, report, overwrite=overwrite, mark=True)
    if summary is not None:
        from officekit.writing import write_findings_document

        write_findings_document(matrix, Path(summary), waived=len(answered), overwrite=overwrite)
    made: tuple[Correction, ...] = ()
    if fix is not None:
        if not _is_matrix_workbook(content):
            raise UsageError(
                f"“{Path(path).name}”不是由 officekit 生成的责任矩阵，不能自动修正。",
                "请先用 officekit build 生成责任矩阵，再对它使用 --fix。",
            )
        progress("修正")
        made = checking.corrections(subject)
        more = _write_corrected(path, fix, subject.matrix, made, overwrite=overwrite)
        result = replace(result, findings=(*result.findings, *more))
    return Checked(
        matrix,
        result,
        report=Path(report) if report else None,
        summary=Path(summary) if summary else None,
        fixed=Path(fix) if fix else None,
        corrections=made,
    )


def _write_corrected(
    source: PathLike,
    output: PathLike,
    matrix: Matrix,
    made: Sequence[Correction],
    *,
    overwrite: bool,
) -> tuple[Finding, ...]:
    """Set the corrected cells in a copy of the clerk's own workbook."""
    from officekit.checking import changes
    from officekit.writing import CellEdit, edit_workbook

    rows = {row.key: row for row in matrix.rows}
    time = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    fields: dict[tuple[str, str], list[Correction]] = {}
    for correction in made:
        fields.setdefault((correction.row_key, correction.column), []).append(correction)
    edits = []
    for (key, column), steps in fields.items():
        place = rows[key].at(column)
        edits.append(
            CellEdit(
                place.sheet or SheetName.TASKS,
                place.row or 0,
                place.column or 0,
                steps[0].before,
                steps[-1].after,
                changes(matrix, steps, time=time),
            )
        )
    return edit_workbook(Path(source), Path(output), edits, overwrite=overwrite)


def _subject(content: Document | Workbook) -> Subject:
    """What the rules look at in a file."""
    from officekit import parsing
    from officekit.checking import Subject

    if isinstance(content, Document):
        return subject_of_plan(content, parsing.parse_plan(content))
    if _is_matrix_workbook(content):
        return Subject(_matrix_of(content))
    plan = parsing.parse_workbook(content)
    if not plan.tasks:
        return Subject(_matrix_of(content))
    return Subject(build_matrix(plan, {"包含总体要求": "是"}), plan)


__all__ = [
    "Built",
    "Checked",
    "Progress",
    "build",
    "build_matrix",
    "check",
    "read_matrix",
    "read_plan",
    "read_registry",
    "subject_of_plan",
    "write_matrix",
]
