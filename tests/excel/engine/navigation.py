"""Finding ranges from a range: items, ends of blocks, the current region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import column_index_from_string

from tests.excel.engine.areas import MAX_COLUMNS, MAX_ROWS, Area, parse_area
from tests.excel.engine.errors import refused

if TYPE_CHECKING:
    from tests.excel.engine.cells import Range
    from tests.excel.engine.sheet import Worksheet

_STEPS = {-4121: (1, 0), -4162: (-1, 0), -4161: (0, 1), -4159: (0, -1)}
"""xlDown, xlUp, xlToRight, xlToLeft."""


def item(source: Range, row: int | str, column: int | str | None) -> Range:
    """A member of a range: cell, row or column by number, from its first cell.

    Raises:
        com_error: it lies outside the sheet.
    """
    area = source._area
    if source._unit != "cells" and column is None:
        return _line(source, row)
    if isinstance(row, str):
        raise refused("Application-defined or object-defined error")
    if isinstance(column, str):
        column = column_index_from_string(column)
    if column is None:
        down, across = divmod(int(row) - 1, area.width)
    else:
        down, across = int(row) - 1, int(column) - 1
    at = Area(area.top + down, area.left + across, area.top + down, area.left + across)
    return source._to(at)


def _line(source: Range, index: int | str) -> Range:
    area = source._area
    by_rows = source._unit == "rows"
    if isinstance(index, str):
        found = parse_area(index if ":" in index else f"{index}:{index}")
        if found is None or not (found.spans_rows if by_rows else found.spans_columns):
            raise refused("Application-defined or object-defined error")
        first = (found.top if by_rows else found.left) - 1
        size = found.height if by_rows else found.width
    else:
        first, size = int(index) - 1, 1
    if by_rows:
        top = area.top + first
        return source._to(Area(top, area.left, top + size - 1, area.right), "rows")
    left = area.left + first
    return source._to(Area(area.top, left, area.bottom, left + size - 1), "columns")


def end(source: Range, direction: int) -> Range:
    """``Range.End``: where Ctrl and an arrow lead."""
    down, across = _STEPS[direction]
    sheet, used = source._sheet, source._sheet._used()
    row, column = source._area.top, source._area.left
    if down < 0 and row > used.bottom + 1:
        row = used.bottom + 1
    if across < 0 and column > used.right + 1:
        column = used.right + 1

    def filled(at_row: int, at_column: int) -> bool:
        cell = sheet._peek(at_row, at_column)
        return cell is not None and cell.value is not None

    def inside(at_row: int, at_column: int) -> bool:
        return 1 <= at_row <= used.bottom and 1 <= at_column <= used.right

    if filled(row, column) and filled(row + down, column + across):
        while filled(row + down, column + across):
            row, column = row + down, column + across
        return source._to(Area(row, column, row, column))
    row, column = row + down, column + across
    while inside(row, column) and not filled(row, column):
        row, column = row + down, column + across
    if not inside(row, column):
        row = {1: MAX_ROWS, -1: 1, 0: row}[down]
        column = {1: MAX_COLUMNS, -1: 1, 0: column}[across]
    return source._to(Area(row, column, row, column))


def region(sheet: Worksheet, area: Area) -> Area:
    """The block around a cell, bounded by empty rows and columns."""
    used = sheet._used()
    top, left, bottom, right = area.top, area.left, area.top, area.left
    filled = {at for at, cell in sheet._xml._cells.items() if cell.value is not None}
    grown = True
    while grown:
        grown = False
        near = Area(max(1, top - 1), max(1, left - 1), bottom + 1, right + 1)
        for row, column in filled:
            if near.has(row, column) and not (top <= row <= bottom and left <= column <= right):
                top, left = min(top, row), min(left, column)
                bottom, right = max(bottom, row), max(right, column)
                grown = True
    return Area(top, left, min(bottom, max(used.bottom, area.top)), max(right, area.left))
