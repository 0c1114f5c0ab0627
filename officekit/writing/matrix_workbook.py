"""The matrix workbook: what a clerk opens, prints and sends on."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

from officekit.model.matrix import CrossTable, Matrix
from officekit.model.schema import SheetName
from officekit.writing.atomic import atomic_output
from officekit.writing.cross_sheet import write_cross_sheet
from officekit.writing.layout import clean
from officekit.writing.list_sheet import write_list_sheet
from officekit.writing.long_texts import split_long_texts
from officekit.writing.marks import mark_findings
from officekit.writing.record_sheets import (
    unit_range,
    write_changes_sheet,
    write_findings_sheet,
    write_meta_sheet,
    write_settings_sheet,
    write_units_sheet,
)
from officekit.writing.styles import Styles

_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 -- fixed: the same matrix gives the same bytes
_PROPERTY_LENGTH = 200


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
    import xlsxwriter

    matrix = split_long_texts(matrix)
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            # Column widths count digits of this font: one that has the same measure everywhere.
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties(
        {
            "title": clean(matrix.title)[:_PROPERTY_LENGTH],
            "subject": "责任清单和责任矩阵",
            "author": clean(matrix.settings.get("发文机关", ""))[:_PROPERTY_LENGTH],
            "comments": "由 officekit 生成",
            "created": _CREATED,
        }
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
