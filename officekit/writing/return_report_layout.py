"""How the sheets of a round's report are laid out: title, small line, heads, lines with rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officekit.model.sheet_content import SheetContent, SheetValue
from officekit.writing.layout import MAX_ROW_HEIGHT, row_height
from officekit.writing.styles import (
    BODY_SIZE,
    PAPER_A4,
    QUIET,
    Styles,
    page_setup,
    write_heading,
    write_value,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW, FIRST_ROW = 2, 3
HEAD_HEIGHT = 26.0
_LEAST_HEIGHT = 20.0


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """Look of a column.

    Attributes:
        width: in digits of the standard font.
        centred: its cells are centred.
        number: it holds whole numbers, also where a line is still blank.
    """

    width: float
    centred: bool = False
    number: bool = False


def start_sheet(
    workbook: Workbook, styles: Styles, content: SheetContent, layout: Sequence[ReportColumn]
) -> Worksheet:
    """A sheet with title, small line and head row on A4 paper across.

    Args:
        workbook: to add the sheet to.
        styles: cell formats.
        content: of the sheet; columns beyond the layout are hidden ones.
        layout: of the columns that show.
    """
    sheet = workbook.add_worksheet(content.name)
    (title,), (subtitle,), heads = content.rows[:FIRST_ROW]
    write_heading(sheet, styles, str(title), str(subtitle), [column.width for column in layout])
    for i, column in enumerate(layout):
        sheet.set_column(i, i, column.width)
    for i, head in enumerate(heads):
        write_value(sheet, HEAD_ROW, i, head, styles.head())
    if len(heads) > len(layout):
        sheet.set_column(len(layout), len(heads) - 1, None, None, {"hidden": True})
    sheet.set_row(HEAD_ROW, HEAD_HEIGHT)
    sheet.freeze_panes(FIRST_ROW, 0)
    page_setup(sheet, paper=PAPER_A4)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)
    return sheet


def write_line(
    sheet: Worksheet,
    at: int,
    line: Sequence[SheetValue],
    layout: Sequence[ReportColumn],
    formats: Sequence[Format],
) -> float:
    """Write a line, each value in its format; answers the height of its row in points."""
    for i, (value, style) in enumerate(zip(line, formats, strict=True)):
        write_value(sheet, at, i, value, style)
    texts = [("" if v is None else str(v), c.width) for v, c in zip(line, layout, strict=False)]
    height = min(MAX_ROW_HEIGHT, row_height(texts, BODY_SIZE, least=_LEAST_HEIGHT))
    sheet.set_row(at, height)
    return height


def line_formats(
    styles: Styles, layout: Sequence[ReportColumn], line: Sequence[SheetValue], **more: object
) -> list[Format]:
    """Formats of a line's cells: texts as text, whole numbers as such."""
    return [
        styles.body(
            **{
                "align": "center" if column.centred else "left",
                "valign": "vcenter",
                **({"num_format": "0"} if _is_number(column, value) else {}),
                **more,
            }
        )
        for column, value in zip(layout, line, strict=False)
    ]


def _is_number(column: ReportColumn, value: SheetValue) -> bool:
    return column.number if value is None else isinstance(value, (int, float))


def finish_list(sheet: Worksheet, count: int, columns: int, *, filtered: bool = True) -> None:
    """Print area over what shows, and a filter where there is something to filter.

    Args:
        sheet: with its lines.
        count: of its lines.
        columns: that show.
        filtered: wants a filter.
    """
    last = FIRST_ROW + max(count, 1) - 1
    sheet.print_area(0, 0, last, columns - 1)
    if filtered and count:
        sheet.autofilter(HEAD_ROW, 0, last, columns - 1)


def say_nothing(sheet: Worksheet, styles: Styles, text: str, columns: int) -> None:
    """One line in place of a list that has none."""
    style = styles.body(align="center", valign="vcenter", font_color=QUIET)
    sheet.merge_range(FIRST_ROW, 0, FIRST_ROW, columns - 1, "", style)
    write_value(sheet, FIRST_ROW, 0, text, style)
    sheet.set_row(FIRST_ROW, 30)
