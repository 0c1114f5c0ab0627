"""References and formulas as text: places, areas, formulas moved to other cells."""

from __future__ import annotations

import re

from officekit.model.location import column_letters
from officekit.reading.grid import Range

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_FORMULA_PIECE = re.compile(
    r'"[^"]*"|\'[^\']*\''
    r"|(?<![A-Za-z0-9_.\\])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(!])"
)


def column_number(letters: str) -> int:
    """Number of a column by its letters, upper or lower case.

    Raises:
        ValueError: there is no such column.
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= MOST_COLUMNS:
        raise ValueError(letters)
    return number


def place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as ``$B$3``.

    Raises:
        ValueError: it is none.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None or not 1 <= int(match[2]) <= MOST_ROWS:
        raise ValueError(reference)
    return int(match[2]), column_number(match[1])


def area(reference: str) -> Range:
    """The rectangle of a reference such as ``B3`` or ``B3:D9``, corners in whatever order.

    Raises:
        ValueError: it is none.
    """
    first, _, last = reference.partition(":")
    top, left = place(first)
    bottom, right = place(last or first)
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def shift_formula(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads when copied so many rows down and columns right.

    References that are fixed by ``$``, text in quotes and function names stay.
    """
    if not rows and not columns:
        return formula

    def moved(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        try:
            column = column_number(match[2]) + (0 if match[1] else columns)
        except ValueError:
            return match[0]
        row = int(match[4]) + (0 if match[3] else rows)
        if not (1 <= column <= MOST_COLUMNS and 1 <= row <= MOST_ROWS):
            return "#REF!"
        return f"{match[1]}{column_letters(column)}{match[3]}{row}"

    return _FORMULA_PIECE.sub(moved, formula)
