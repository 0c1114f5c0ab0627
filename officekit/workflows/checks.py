"""Checking a plan or a matrix, and correcting what is safe to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import UsageError
from officekit.model.document import Document, Workbook
from officekit.model.matrix import Matrix
from officekit.model.plan import Plan
from officekit.model.schema import SheetName
from officekit.workflows.building import (
    build_matrix,
    is_matrix_workbook,
    matrix_of_sheets,
    read_plan,
    write_matrix,
)
from officekit.workflows.progress import PathLike, Progress, silent

if TYPE_CHECKING:
    from officekit.checking import CheckResult, Correction, Subject
    from officekit.writing import CellEdit


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
    progress: Progress = silent,
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
    subject = _with_source(_subject(content), source, config, progress)
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
        if not is_matrix_workbook(content):
            raise UsageError(
                f"“{Path(path).name}”不是由 officekit 生成的责任矩阵，不能自动修正。",
                "请先用 officekit build 生成责任矩阵，再对它使用 --fix。",
            )
        from officekit.writing import edit_workbook

        progress("修正")
        made = checking.corrections(subject)
        edits = _cell_edits(subject.matrix, made)
        more = edit_workbook(Path(path), Path(fix), edits, overwrite=overwrite)
        result = replace(result, findings=(*result.findings, *more))
    return Checked(
        matrix,
        result,
        report=Path(report) if report else None,
        summary=Path(summary) if summary else None,
        fixed=Path(fix) if fix else None,
        corrections=made,
    )


def _cell_edits(matrix: Matrix, made: Sequence[Correction]) -> tuple[CellEdit, ...]:
    """The cells that corrections change, each once, with the lines of 修改记录 that log it."""
    from officekit.checking import changes
    from officekit.writing import CellEdit

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
    return tuple(edits)


def check_matrix(
    matrix: Matrix,
    *,
    source: PathLike | None = None,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> CheckResult:
    """Check a matrix that is at hand, against its plan where one is named."""
    from officekit import checking

    subject = _with_source(checking.Subject(matrix), source, config, progress)
    progress("检查")
    return checking.check(subject, waivers=matrix.opinions)


def _with_source(
    subject: Subject, source: PathLike | None, config: Config, progress: Progress
) -> Subject:
    """The subject with the plan that it is to be compared with, if one is named."""
    if source is None:
        return subject
    progress("读取原文")
    original = build_matrix(read_plan(source, config=config), subject.matrix.settings)
    return replace(subject, source=original)


def correct_matrix(matrix: Matrix) -> tuple[CellEdit, ...]:
    """The cells that safe corrections change, with the lines of 修改记录 that log them."""
    from officekit import checking

    return _cell_edits(matrix, checking.corrections(checking.Subject(matrix)))


def _matrix(workbook: Workbook) -> Matrix:
    return matrix_of_sheets(workbook.sheets, file=workbook.source.path)


def _subject(content: Document | Workbook) -> Subject:
    """What the rules look at in a file."""
    from officekit import parsing
    from officekit.checking import Subject

    if isinstance(content, Document):
        return subject_of_plan(content, parsing.parse_plan(content))
    if is_matrix_workbook(content):
        return Subject(_matrix(content))
    plan = parsing.parse_workbook(content)
    if not plan.tasks:
        return Subject(_matrix(content))
    return Subject(build_matrix(plan, {"包含总体要求": "是"}), plan)
