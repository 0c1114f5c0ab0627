"""Rectangles of cells and their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from openpyxl.utils import column_index_from_string, get_column_letter

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384

_CELLS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")


class Area(NamedTuple):
    """A rectangle; rows and columns count from 1, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1

    @property
    def is_cell(self) -> bool:
        return self.height == 1 and self.width == 1

    @property
    def spans_rows(self) -> bool:
        """Whether it is made of entire rows."""
        return self.left == 1 and self.right == MAX_COLUMNS

    @property
    def spans_columns(self) -> bool:
        """Whether it is made of entire columns."""
        return self.top == 1 and self.bottom == MAX_ROWS

    def positions(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column

    def has(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def holds(self, other: Area) -> bool:
        """Whether the other lies inside."""
        return self.has(other.top, other.left) and self.has(other.bottom, other.right)

    def meet(self, other: Area) -> Area | None:
        """What the two have in common."""
        area = Area(
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )
        return area if area.height > 0 and area.width > 0 else None

    def moved(self, rows: int, columns: int) -> Area:
        return Area(self.top + rows, self.left + columns, self.bottom + rows, self.right + columns)

    def inside_sheet(self) -> bool:
        return WHOLE_SHEET.holds(self)

    def address(self, *, row_dollar: bool = True, column_dollar: bool = True) -> str:
        """The address in A1 notation, with $ unless told otherwise."""
        row_sign, column_sign = "$" * row_dollar, "$" * column_dollar
        first, last = get_column_letter(self.left), get_column_letter(self.right)
        if self.spans_columns:
            return f"{column_sign}{first}:{column_sign}{last}"
        if self.spans_rows:
            return f"{row_sign}{self.top}:{row_sign}{self.bottom}"
        start = f"{column_sign}{first}{row_sign}{self.top}"
        if self.is_cell:
            return start
        return f"{start}:{column_sign}{last}{row_sign}{self.bottom}"

    @property
    def plain(self) -> str:
        """The address without $."""
        return self.address(row_dollar=False, column_dollar=False)


WHOLE_SHEET = Area(1, 1, MAX_ROWS, MAX_COLUMNS)


def spanning(first: Area, second: Area) -> Area:
    """The smallest rectangle that holds both."""
    return Area(
        min(first.top, second.top),
        min(first.left, second.left),
        max(first.bottom, second.bottom),
        max(first.right, second.right),
    )


def parse_area(text: str) -> Area | None:
    """The rectangle of an address like ``B2``, ``$A$1:C3``, ``A:C`` or ``1:3``; None if none."""
    area = None
    if match := _CELLS.fullmatch(text):
        first, top, last, bottom = match.groups()
        left = column_index_from_string(first)
        right = column_index_from_string(last) if last else left
        area = _ordered(int(top), left, int(bottom or top), right)
    elif match := _COLUMNS.fullmatch(text):
        left, right = (column_index_from_string(part) for part in match.groups())
        area = _ordered(1, left, MAX_ROWS, right)
    elif match := _ROWS.fullmatch(text):
        top_row, bottom_row = (int(part) for part in match.groups())
        area = _ordered(top_row, 1, bottom_row, MAX_COLUMNS)
    return area if area and area.inside_sheet() else None


def _ordered(top: int, left: int, bottom: int, right: int) -> Area:
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
