"""Rules and colours of the cells that tell progress, the same in every workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from officekit.model.schema import BY_KEY, Status
from officekit.writing.styles import GREEN, PALE_RED, RED, Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

STATUS_RULE: Final[Mapping[str, object]] = {
    "validate": "list",
    "source": list(BY_KEY["status"].allowed),
    "error_title": BY_KEY["status"].heading,
    "error_message": f"请从下拉列表中选择：{'、'.join(BY_KEY['status'].allowed)}。",
}
"""Data validation of 进展状态."""

COMPLETION_RULE: Final[Mapping[str, object]] = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 1,
    "error_title": BY_KEY["completion"].heading,
    "error_message": "请填写0%到100%之间的数，例如：60%。",
}
"""Data validation of 完成率."""


def highlight_rows(
    sheet: Worksheet, rows: tuple[int, int], column: int, formula: str, style: Format
) -> None:
    """A conditional format by formula over one column.

    Args:
        sheet: XlsxWriter worksheet.
        rows: first and last row, from 0.
        column: from 0.
        formula: for the first of the rows, with ``=``.
        style: what it adds.
    """
    first, last = rows
    condition = {"type": "formula", "criteria": formula, "format": style}
    sheet.conditional_format(first, column, last, column, condition)


def highlight_status(sheet: Worksheet, styles: Styles, rows: tuple[int, int], column: int) -> None:
    """已完成 in green and 滞后 in red; rows and column from 0."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    cell = xl_rowcol_to_cell(rows[0], column, col_abs=True)
    done = styles.make(font_color=GREEN)
    delayed = styles.make(font_color=RED, bg_color=PALE_RED)
    highlight_rows(sheet, rows, column, f'={cell}="{Status.DONE}"', done)
    highlight_rows(sheet, rows, column, f'={cell}="{Status.DELAYED}"', delayed)
