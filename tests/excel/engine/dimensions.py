"""Widths, heights and formats of entire columns and rows of an openpyxl sheet."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension

DEFAULT_HEIGHT = 15.0
DEFAULT_WIDTH = 8.43


def peek_column(sheet: Any, column: int) -> Any:
    """The dimension that covers a column; None where it has none."""
    for key, each in sheet.column_dimensions.items():
        if (each.min or 0) <= column <= (each.max or 0):
            return each
        if key == get_column_letter(column) and not each.min:
            return each
    return None


def own_column(sheet: Any, column: int) -> Any:
    """The dimension of this column alone; a group that covers it is split."""
    found = peek_column(sheet, column)
    letter = get_column_letter(column)
    if found is None:
        width = sheet.sheet_format.defaultColWidth or DEFAULT_WIDTH
        own = ColumnDimension(sheet, index=letter, min=column, max=column, width=width)
        sheet.column_dimensions[letter] = own
        return own
    first, last = found.min or column, found.max or column
    if first == last:
        found.min = found.max = column
        return found
    del sheet.column_dimensions[get_column_letter(first)]
    for low, high in ((first, column - 1), (column, column), (column + 1, last)):
        if low <= high:
            part = clone_column(found, sheet, low, high)
            sheet.column_dimensions[part.index] = part
    return sheet.column_dimensions[letter]


def clone_column(source: Any, sheet: Any, first: int, last: int) -> Any:
    """A copy of a column's dimension for other columns, maybe of another sheet."""
    part = ColumnDimension(
        sheet,
        index=get_column_letter(first),
        min=first,
        max=last,
        width=source.width,
        hidden=source.hidden,
        outlineLevel=source.outlineLevel,
        collapsed=source.collapsed,
    )
    copy_style(source, part)
    return part


def copy_style(source: Any, target: Any) -> None:
    """Give a cell, row or column the format of another, maybe of another workbook."""
    if source.parent.parent is target.parent.parent:
        target._style = copy(source._style)
        return
    if not source.has_style:
        target._style = type(target._style)()
        return
    for name in ("font", "fill", "border", "alignment", "protection"):
        setattr(target, name, copy(getattr(source, name)))
    target.number_format = source.number_format
    target.quotePrefix = source.quotePrefix


def column_width(sheet: Any, column: int) -> float:
    found = peek_column(sheet, column)
    if found is not None and found.width is not None:
        return float(found.width)
    return float(sheet.sheet_format.defaultColWidth or DEFAULT_WIDTH)


def column_hidden(sheet: Any, column: int) -> bool:
    found = peek_column(sheet, column)
    return found is not None and bool(found.hidden)


def row_height(sheet: Any, row: int) -> float:
    found = sheet.row_dimensions.get(row)
    if found is not None and found.height is not None:
        return float(found.height)
    return float(sheet.sheet_format.defaultRowHeight or DEFAULT_HEIGHT)


def row_hidden(sheet: Any, row: int) -> bool:
    found = sheet.row_dimensions.get(row)
    return found is not None and bool(found.hidden)


def display_width(text: str) -> int:
    """Width of a text in characters; a wide character counts two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
