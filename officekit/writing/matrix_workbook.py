"""The matrix workbook: what a clerk opens, prints and sends on."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.model.matrix import CrossTable, Matrix, MatrixRow
from officekit.model.schema import SheetName
from officekit.writing.atomic import atomic_output
from officekit.writing.contents import list_places
from officekit.writing.cross_sheet import write_cross_sheet
from officekit.writing.list_sheet import write_list_sheet
from officekit.writing.long_texts import split_long_texts
from officekit.writing.marks import mark_findings
from officekit.writing.new_workbook import new_workbook
from officekit.writing.record_sheets import (
    unit_range,
    write_changes_sheet,
    write_findings_sheet,
    write_meta_sheet,
    write_settings_sheet,
    write_units_sheet,
)
from officekit.writing.return_report_sheets import write_exchange_sheets
from officekit.writing.styles import Styles, write_text

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_BLANK_SUBTITLES = {
    SheetName.CROSS: "还没有任务",
    SheetName.FINDINGS: "还没有校验",
    SheetName.UNITS: "导入方案后，这里列出方案中的单位",
}
_FIRST_UNIT = f"'{SheetName.UNITS}'!$A$4"
_REGISTERED = f"OFFSET({_FIRST_UNIT},0,0,MAX(1,COUNTA({_FIRST_UNIT}:$A$5003)),1)"
"""The registered names of a workbook whose registry grows."""


def write_matrix_workbook(
    matrix: Matrix,
    cross: CrossTable,
    path: str | Path,
    *,
    overwrite: bool = False,
    mark: bool = False,
) -> None:
    """Write the workbook with all its sheets; the same input gives the same bytes.

    Every text is stored as text, never as a formula. A text too long for a cell is carried on in
    a column behind and reported in 问题清单 (``MX013``).

    Args:
        matrix: the list.
        cross: its cross table.
        path: output, ``.xlsx``.
        overwrite: replace an existing file.
        mark: fill the cells that findings speak of, and add notes.

    Raises:
        OutputExistsError: the file exists and ``overwrite`` is false.
        OutputNotWritableError: folder missing, no permission, open in Excel, disk full.
    """
    with atomic_output(Path(path), overwrite=overwrite) as stream:
        stream.write(matrix_workbook_bytes(matrix, cross, mark=mark))


def matrix_workbook_bytes(matrix: Matrix, cross: CrossTable, *, mark: bool = False) -> bytes:
    """The workbook as bytes."""
    matrix = split_long_texts(matrix)
    buffer = BytesIO()
    workbook = new_workbook(
        buffer,
        title=matrix.title,
        subject="责任清单和责任矩阵",
        author=matrix.settings.get("发文机关", ""),
    )
    styles = Styles(workbook)
    places = write_list_sheet(workbook, styles, matrix, unit_range(matrix))
    if mark:
        mark_findings(workbook.get_worksheet_by_name(SheetName.TASKS), styles, matrix, places.rows)
    write_cross_sheet(workbook, styles, matrix, cross)
    write_findings_sheet(workbook, styles, matrix, places)
    write_units_sheet(workbook, styles, matrix, cross)
    write_settings_sheet(workbook, styles, matrix)
    write_changes_sheet(workbook, styles, matrix)
    write_meta_sheet(workbook, styles, matrix)
    workbook.close()
    return buffer.getvalue()


def add_blank_sheets(workbook: Workbook, styles: Styles) -> None:
    """The sheets without any task, for a workbook that is filled in Excel.

    Each list has two blank lines with the formats of its lines, and 责任矩阵 two blank units: what
    is put in between them takes their formats, and Excel extends print areas, dropdowns and
    conditional formats by itself.
    """
    lines = 2
    matrix = Matrix(rows=(MatrixRow("", {}),) * lines)
    cross = CrossTable(("", ""), (True, True), ("",) * lines, (("", ""),) * lines)
    write_list_sheet(workbook, styles, matrix, _REGISTERED, blank=True)
    write_cross_sheet(workbook, styles, matrix, cross)
    places = list_places(matrix)
    write_findings_sheet(workbook, styles, matrix, places, blank_lines=lines)
    write_units_sheet(workbook, styles, matrix, cross, blank_lines=lines)
    write_settings_sheet(workbook, styles, matrix)
    write_changes_sheet(workbook, styles, matrix, blank_lines=lines)
    write_exchange_sheets(workbook, styles)
    write_meta_sheet(workbook, styles, Matrix())
    for name, text in _BLANK_SUBTITLES.items():
        write_text(workbook.get_worksheet_by_name(name), 1, 0, text, styles.subtitle())
