"""The sheet 填报说明 of a unit's workbook: what to fill in, and what to leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officekit.model.packet import INSTRUCTIONS_SHEET, Packet, answer_columns
from officekit.writing.layout import clean, row_height
from officekit.writing.packet_texts import (
    ANSWER_HELP,
    facts_line,
    instructions,
)
from officekit.writing.styles import (
    HEAD_FONT,
    PAPER_A4,
    Styles,
    page_setup,
    write_heading,
    write_text,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (6.0, 16.0, 56.0, 56.0)
_HEADS = ("序号", "要填的列", "怎么填", "例子")
_FILLING, _NOTING = "一、怎么填", "二、请注意"
_SIZE = 12.0
_LEAST_HEIGHT = 24.0


def write_instructions_sheet(workbook: Workbook, styles: Styles, packet: Packet) -> None:
    """The sheet 填报说明, locked; one page of A4 where the texts are of usual length."""
    sheet = workbook.add_worksheet(INSTRUCTIONS_SHEET)
    for i, width in enumerate(_WIDTHS):
        sheet.set_column(i, i, width)
    write_heading(sheet, styles, INSTRUCTIONS_SHEET, facts_line(packet), _WIDTHS)
    at = _write_columns(sheet, styles, _write_part(sheet, styles, 2, _FILLING))
    at = _write_part(sheet, styles, at, _NOTING)
    text = styles.body(font_size=_SIZE, valign="vcenter")
    for number, point in enumerate(instructions(packet), start=1):
        write_text(sheet, at, 0, f"{number}", _centred(styles))
        sheet.merge_range(at, 1, at, len(_WIDTHS) - 1, "", text)
        write_text(sheet, at, 1, point, text)
        _set_height(sheet, at, [(point, sum(_WIDTHS[1:]))])
        at += 1
    page_setup(sheet, paper=PAPER_A4)
    sheet.print_area(0, 0, at - 1, len(_WIDTHS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:A{at}"})
    sheet.hide_gridlines(2)
    sheet.protect("")


def instruction_texts(packet: Packet) -> list[str]:
    """The texts of all cells of the sheet, row by row."""
    texts = [INSTRUCTIONS_SHEET, facts_line(packet), _FILLING, *_HEADS]
    for number, column in enumerate(answer_columns(), start=1):
        told = ANSWER_HELP[column.key]
        texts += (f"{number}", column.heading, told.hint, told.example)
    texts.append(_NOTING)
    for number, point in enumerate(instructions(packet), start=1):
        texts += (f"{number}", point)
    return texts


def _write_part(sheet: Worksheet, styles: Styles, at: int, heading: str) -> int:
    """A heading across the sheet; answers the next row."""
    style = styles.make(font_name=HEAD_FONT, font_size=_SIZE, valign="vcenter")
    write_text(sheet, at, 0, heading, style)
    sheet.set_row(at, 30)
    return at + 1


def _write_columns(sheet: Worksheet, styles: Styles, at: int) -> int:
    """A line for each column to be filled in; answers the next row."""
    for i, head in enumerate(_HEADS):
        write_text(sheet, at, i, head, styles.head(font_size=_SIZE))
    sheet.set_row(at, _LEAST_HEIGHT)
    text = styles.body(font_size=_SIZE, valign="vcenter")
    for number, column in enumerate(answer_columns(), start=1):
        at += 1
        told = ANSWER_HELP[column.key]
        write_text(sheet, at, 0, f"{number}", _centred(styles))
        for i, part in enumerate((column.heading, told.hint, told.example), start=1):
            write_text(sheet, at, i, part, text)
        _set_height(sheet, at, [(told.hint, _WIDTHS[2]), (told.example, _WIDTHS[3])])
    return at + 1


def _centred(styles: Styles) -> Format:
    return styles.body(font_size=_SIZE, valign="vcenter", align="center")


def _set_height(sheet: Worksheet, at: int, cells: list[tuple[str, float]]) -> None:
    shown = [(clean(text), width) for text, width in cells]
    sheet.set_row(at, row_height(shown, _SIZE, least=_LEAST_HEIGHT))
