"""From a plan to a matrix workbook, and back from the workbook to the matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import ContentError
from officekit.model.document import Document, Workbook
from officekit.model.matrix import Matrix
from officekit.model.plan import Plan
from officekit.model.schema import SheetName
from officekit.model.sheet_content import ListPlaces, SheetContent
from officekit.model.table import Table
from officekit.model.unit import UnitRegistry
from officekit.workflows.progress import PathLike, Progress, silent

if TYPE_CHECKING:
    pass


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
    progress: Progress = silent,
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
    return matrix_of_sheets(content.sheets, file=content.source.path)


def read_sheets(path: PathLike, *, config: Config = DEFAULT_CONFIG) -> tuple[Table, ...]:
    """The sheets of a workbook file as they are.

    Raises:
        ContentError: the file is no workbook.
        OfficekitError: the file can't be read.
    """
    from officekit import reading

    content = reading.read(path, config)
    if isinstance(content, Document):
        raise ContentError(f"“{Path(path).name}”不是工作簿。", "请选择 Excel 或 WPS 表格文件。")
    return content.sheets


def matrix_of_sheets(sheets: Sequence[Table], *, file: str = "") -> Matrix:
    """The matrix in the sheets of a workbook, read from a file or open in a program.

    Args:
        sheets: all sheets of the workbook, hidden ones included.
        file: name of the workbook, for messages.

    Raises:
        ContentError: no sheet has the headings of a task list.
    """
    from officekit import matrix
    from officekit.data import unit_families

    return matrix.from_tables(sheets, file=file, families=unit_families())


def is_matrix_workbook(content: Document | Workbook) -> bool:
    """Whether the file was written by officekit: it has the hidden sheet."""
    return isinstance(content, Workbook) and any(
        sheet.name == SheetName.META for sheet in content.sheets
    )


def with_missing_units(matrix: Matrix) -> Matrix:
    """The matrix with the units that the list names and 单位名录 does not know added to it."""
    from officekit.data import unit_families

    names = [
        printed
        for row in matrix.rows
        for key in ("lead", "support")
        for printed, unit in matrix.resolved_units(row, key)
        if unit is None
    ]
    known = {unit.name for unit in matrix.registry.units}
    found = UnitRegistry.from_names(dict.fromkeys(names), unit_families()).units
    added = tuple(unit for unit in found if unit.name not in known)
    registry = UnitRegistry((*matrix.registry.units, *added), unit_families())
    return replace(matrix, registry=registry)


def sheet_contents(
    matrix: Matrix, places: ListPlaces | None = None
) -> dict[SheetName, SheetContent]:
    """What stands in each sheet of the matrix workbook, from A1 on.

    Args:
        matrix: with its findings.
        places: where the rows of 责任清单 stand; by default where a new workbook has them.
    """
    from officekit import writing
    from officekit.matrix import cross_table

    return writing.sheet_contents(matrix, cross_table(matrix), places)


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
    progress: Progress = silent,
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
    known = read_matrix(registry, config=config) if registry is not None else None
    matrix, plan = import_matrix(
        source, known=known, settings=settings, config=config, progress=progress
    )
    progress("写入工作簿")
    write_matrix(matrix, output, overwrite=overwrite)
    return Built(Path(output), matrix, plan)


def _with_answered_findings(matrix: Matrix) -> Matrix:
    """A matrix whose 处理意见 stay: they stand beside the findings that they answer."""
    if not matrix.opinions:
        return matrix
    from officekit import checking

    result = checking.check(checking.Subject(matrix), waivers=matrix.opinions)
    answered = tuple(finding for finding, _ in result.waived)
    return replace(matrix, findings=(*result.findings, *answered))


def import_matrix(
    source: PathLike,
    *,
    known: Matrix | None = None,
    settings: Mapping[str, str] | None = None,
    config: Config = DEFAULT_CONFIG,
    progress: Progress = silent,
) -> tuple[Matrix, Plan | None]:
    """The matrix of a plan, task table or matrix workbook, and the plan where there is one.

    Args:
        source: plan, task table or matrix workbook.
        known: matrix whose 单位名录 names the units.
        settings: lines of the sheet 设置, going before what the source says.
        config: settings and limits.
        progress: told what begins.

    Raises:
        ContentError: the file holds no task.
        OfficekitError: the file can't be read.
    """
    from officekit import reading

    progress("读取文件")
    content = reading.read(source, config)
    if isinstance(content, Workbook) and is_matrix_workbook(content):
        matrix = matrix_of_sheets(content.sheets, file=content.source.path)
        matrix = replace(matrix, settings={**matrix.settings, **(settings or {})})
        matrix = replace(matrix, registry=known.registry) if known else matrix
        return _with_answered_findings(matrix), None
    progress("识别任务和责任单位")
    plan = _parsed(content, known.registry if known else None)
    if not plan.tasks:
        raise ContentError(
            f"在“{Path(source).name}”中没有找到任务。",
            "请确认文件是行动计划、重点工作任务或任务表，正文带有“一、”“（一）”“1.”等编号。",
        )
    progress("编制责任矩阵")
    matrix = build_matrix(plan, settings)
    return (replace(matrix, confirmed_units=known.confirmed_units) if known else matrix), plan
