"""Cells of a return: their text, their answer, and what merges cover."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from officekit.model.packet import INSTRUCTIONS_SHEET, REPLY_SHEET
from officekit.model.returned import Area, ReturnedSheet
from officekit.model.schema import BY_KEY, SheetName, ValueKind
from officekit.model.submission import Answer
from officekit.model.table import CellValue, text_of

_MOST_COVERED_ROWS = 1_000_000
_PERCENT_KEYS = frozenset(key for key, column in BY_KEY.items() if column.kind is ValueKind.PERCENT)


def clean(value: CellValue) -> str:
    """A cell's text: spaces and line breaks at the ends removed, line breaks as LF."""
    text = value.strip() if isinstance(value, str) else text_of(value)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def filled(value: CellValue) -> bool:
    """Whether a cell holds more than spaces."""
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def plain(text: str) -> str:
    """A text to compare by: half width, without spaces and line breaks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_meta_sheet(name: str) -> bool:
    """Whether a sheet is the hidden one that says what the workbook is."""
    return name.strip().casefold() == SheetName.META


def is_instruction_sheet(name: str) -> bool:
    """Whether a sheet is the one with the instructions."""
    return name.strip() == INSTRUCTIONS_SHEET


def is_reply_sheet(name: str) -> bool:
    """Whether a sheet is the one that a copy which went back had."""
    return name.strip() == REPLY_SHEET


def answer_at(
    sheet: ReturnedSheet,
    row: int,
    column: int,
    key: str,
    value: CellValue,
    *,
    formats_told: bool = True,
) -> Answer:
    """What stands in a cell of the table, read as its column asks for.

    Args:
        sheet: with the table.
        row: of the cell, from 1.
        column: of the cell, from 1.
        key: of the column.
        value: of the cell.
        formats_told: the file tells number formats; where it does not (.xls before Excel 97), the
            percentage format of the issued workbook is taken to be there still.
    """
    formula = sheet.formulas.get((row, column)) if sheet.formulas else None
    if value is None:
        return Answer("", row, column, "", None, formula)
    if isinstance(value, str):
        text = clean(value)
        return Answer(text, row, column, "" if text == value else value, None, formula)
    stored = text_of(value)
    if isinstance(value, bool):
        return Answer(stored, row, column, str(value).upper(), None, formula)
    if not isinstance(value, (int, float)):
        return Answer(stored, row, column, "", None, formula)
    text = stored
    share = not formats_told and 0 <= value <= 1
    if key in _PERCENT_KEYS and (share or (row, column) in sheet.percent):
        text = f"{round(value * 100, 6):g}%"
    return Answer(text, row, column, "" if text == stored else stored, float(value), formula)


def covered_rows(
    merges: Iterable[Area], rows: Sequence[int], above: int
) -> Mapping[int, Sequence[Area]]:
    """Merges of more than one cell by each row that they touch.

    Args:
        merges: of the sheet.
        rows: rows with content, ascending.
        above: last row of the headings; merges that begin there or higher are left out.

    Returns:
        Row → merges. Merges that together touch over a million rows (they would have to overlap,
        which no spreadsheet program allows) are left out beyond that.
    """
    found: dict[int, list[Area]] = {}
    budget = _MOST_COVERED_ROWS
    for area in merges:
        first, left, last, right = area
        if first <= above or (first == last and left == right):
            continue
        touched = rows[bisect_left(rows, first) : bisect_right(rows, last)]
        budget -= len(touched) + 1
        if budget < 0:
            break
        for row in touched:
            found.setdefault(row, []).append(area)
    return found


def cover_of(areas: Iterable[Area], row: int, column: int) -> Area | None:
    """The merge that covers a cell; ``None`` for a first cell and outside of all merges."""
    for area in areas:
        first, left, last, right = area
        if first <= row <= last and left <= column <= right:
            return None if (row, column) == (first, left) else area
    return None
