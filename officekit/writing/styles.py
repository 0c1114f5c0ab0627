"""Fonts, colours and cell formats of all workbooks: print first, one restrained accent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from officekit.model.sheet_content import Formula, SheetValue
from officekit.writing.contents import cell_text
from officekit.writing.layout import MAX_ROW_HEIGHT, clean, row_height

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE_FONT: Final = "方正小标宋简体"
HEAD_FONT: Final = "黑体"
BODY_FONT: Final = "仿宋"

ACCENT: Final = "#1F3864"
WHITE: Final = "#FFFFFF"
RULE: Final = "#A6A6A6"
QUIET: Final = "#595959"
PALE: Final = "#F2F2F2"
RED: Final = "#C00000"
PALE_RED: Final = "#FBE9E7"
AMBER: Final = "#8A5A00"
PALE_AMBER: Final = "#FFF4D6"
GREEN: Final = "#2E7D32"

TITLE_SIZE: Final = 18.0
BODY_SIZE: Final = 10.5
PAPER_A3: Final = 8
PAPER_A4: Final = 9
FOOTER: Final = '&C&"宋体,常规"&10第 &P 页　共 &N 页'

PROTECTION: Final = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What stays possible in a protected sheet; protection has no password."""


class Styles:
    """Cell formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def make(self, **properties: object) -> Format:
        """The format with these XlsxWriter properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(dict(key))
        return self._formats[key]

    def title(self) -> Format:
        """Title line above a sheet."""
        return self.make(
            font_name=TITLE_FONT,
            font_size=TITLE_SIZE,
            align="center",
            valign="vcenter",
            text_wrap=True,
        )

    def subtitle(self) -> Format:
        """Small line below the title."""
        return self.make(
            font_name=BODY_FONT,
            font_size=10.5,
            font_color=QUIET,
            align="center",
            valign="vcenter",
            text_wrap=True,
        )

    def head(self, **more: object) -> Format:
        """Head row."""
        return self.make(
            **{
                "font_name": HEAD_FONT,
                "font_size": 10.5,
                "font_color": WHITE,
                "bg_color": ACCENT,
                "border": 1,
                "border_color": RULE,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                **more,
            }
        )

    def body(self, **more: object) -> Format:
        """Body cell: top left, wrapped, thin grey rules, stored as text."""
        return self.make(
            **{
                "font_name": BODY_FONT,
                "font_size": BODY_SIZE,
                "border": 1,
                "border_color": RULE,
                "align": "left",
                "valign": "top",
                "text_wrap": True,
                "num_format": "@",
                **more,
            }
        )


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """A text as text, whatever it begins with; a text too long for a cell says what is missing.

    Args:
        sheet: XlsxWriter worksheet.
        row: 0-based row.
        column: 0-based column.
        text: any text.
        style: cell format.
    """
    text = cell_text(text)
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def write_value(sheet: Worksheet, row: int, column: int, value: SheetValue, style: Format) -> None:
    """A number as number, a formula of ours as formula, everything else as text."""
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, style, value.value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, style)
    else:
        write_text(sheet, row, column, value or "", style)


def write_heading(
    sheet: Worksheet, styles: Styles, title: str, subtitle: str, widths: Sequence[float]
) -> None:
    """Title and small line on the first two rows, merged over columns of these widths."""
    room = sum(widths)
    for row, text, style, size, least in (
        (0, title, styles.title(), TITLE_SIZE, 34.0),
        (1, subtitle, styles.subtitle(), BODY_SIZE, 20.0),
    ):
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
        write_text(sheet, row, 0, text, style)
        height = row_height([(clean(text), room)], size, least=least)
        sheet.set_row(row, min(MAX_ROW_HEIGHT, height))


def page_setup(sheet: Worksheet, *, paper: int = PAPER_A3, pages_wide: int = 1) -> None:
    """Landscape, modest margins, page numbers, so many pages wide."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.65)
    sheet.center_horizontally()
    sheet.set_footer(FOOTER, {"margin": 0.3})
    sheet.fit_to_pages(pages_wide, 0)
