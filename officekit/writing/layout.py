"""Sizes: how wide a text is, how it wraps, how high its row must be.

Excel does not store the height that wrapped text needs, and LibreOffice clips what does not fit:
heights are computed here. Widths are in half-width units (a Chinese character is two), column
widths in digits of the standard font as Excel counts them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from officekit.model.schema import UNIT_SEPARATOR

MAX_ROW_HEIGHT = 409.0
"""Highest row that Excel allows, in points."""

CELL_LIMIT = 32_767
"""Most characters in a cell, in UTF-16 units."""

ROW_SIZES = (10.5, 10.0, 9.0, 8.0, 7.0, 6.0)
"""Font sizes of a row, usual one first, that of the last resort last."""

_LINE_FACTOR = 1.44  # line height over font size of Noto CJK, the tallest substitute of 仿宋
_PIXELS_PER_DIGIT = 7  # Arial 10 at 96 dpi, which xlsx column widths refer to
_UPRIGHT_PITCH = 1.45  # height of a character in vertical text over the font size
_SAFETY = 2  # pixels of a cell's width left blank: programs and printers round differently
_ROUNDING = 5  # what LibreOffice may take away when it rounds a width
_SHORT_PIECE = 4  # characters
# What a line break can't divide: a word or character with the marks that may not stand at the
# end of a line before it and those that may not begin one behind it.
_PIECE = re.compile(
    r"[（〔【《〈「『“‘]*(?:[!-~]+|.)[，。、；：？！）〕】》〉」』”’…％]*", re.DOTALL
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _CharWidths(dict[str, int]):
    """Width of each character in half-width units, looked up once."""

    def __missing__(self, char: str) -> int:
        wide = unicodedata.east_asian_width(char) in "WFA"
        self[char] = 0 if unicodedata.combining(char) else 2 if wide else 1
        return self[char]


_WIDTHS = _CharWidths()


class _PieceWidths(dict[str, int]):
    """Width of each piece of a line; those of few characters come again and again."""

    def __missing__(self, piece: str) -> int:
        width = display_width(piece)
        if len(piece) <= _SHORT_PIECE:
            self[piece] = width
        return width


_PIECE_WIDTHS = _PieceWidths()


def display_width(text: str) -> int:
    """Width of one line in half-width units."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def longest_line(text: str) -> int:
    """Width of the widest line of a text in half-width units."""
    return max((display_width(line) for line in text.split("\n")), default=0)


def units_per_line(column_width: float, size: float) -> int:
    """Half-width units that fit a line of a cell, for a font size in points."""
    pixels = column_width * _PIXELS_PER_DIGIT - _SAFETY
    return max(2, int(pixels / (size * 96 / 72 / 2)))


def width_for(units: int, size: float) -> float:
    """Column width in which a line of so many half-width units just fits."""
    pixels = units * size * 96 / 72 / 2 + _SAFETY + _ROUNDING
    return math.ceil(pixels / _PIXELS_PER_DIGIT * 2) / 2


@lru_cache(maxsize=4096)  # the same text is measured for its column, its row and other rows
def line_count(text: str, column_width: float, size: float) -> int:
    """Lines that a wrapped text takes; Latin words and numbers stay in one piece."""
    room = units_per_line(column_width, size)
    return sum(_wrapped(line, room) for line in text.split("\n")) if text else 0


def _wrapped(line: str, room: int) -> int:
    if 2 * len(line) <= room or display_width(line) <= room:
        return 1
    lines, used = 1, 0
    for width in map(_PIECE_WIDTHS.__getitem__, _PIECE.findall(line)):
        if used + width > room and used:
            lines, used = lines + 1, 0
        more, rest = divmod(width, room) if width > room else (0, width)
        lines += more
        used += rest
    return lines


def row_height(cells: Iterable[tuple[str, float]], size: float, *, least: float = 18.0) -> float:
    """Height in points that shows all texts of a row in full; may exceed what Excel allows.

    Args:
        cells: text and column width of each cell.
        size: font size in points.
        least: smallest height.
    """
    lines = max((line_count(text, width, size) for text, width in cells), default=0)
    return max(least, math.ceil(lines * size * _LINE_FACTOR + 3))


def fitted_row(cells: Sequence[tuple[str, float]], *, least: float = 18.0) -> tuple[float, float]:
    """Font size and height in points with which Excel can show a row.

    Args:
        cells: text and column width of each cell.
        least: smallest height.
    """
    for size in ROW_SIZES:
        height = row_height(cells, size, least=least)
        if height <= MAX_ROW_HEIGHT:
            return size, height
    return ROW_SIZES[-1], MAX_ROW_HEIGHT


def fitting_width(texts: Sequence[str], widths: Iterable[float], size: float) -> float:
    """The first of some column widths in which each text fits a row that Excel can show.

    Args:
        texts: contents of the column.
        widths: smallest first; at least one. The last where none is enough.
        size: font size in points.
    """
    chosen = 0.0
    for chosen in widths:
        if all(row_height([(text, chosen)], size) <= MAX_ROW_HEIGHT for text in texts):
            return chosen
    return chosen


def content_width(heading: str, lines: Iterable[str], most: float, size: float) -> float:
    """Column width that shows these lines and half of a long heading, up to a width."""
    longest = max((display_width(line) for line in lines), default=0)
    head = width_for(display_width(heading[:4]), size)
    return max(min(most, width_for(longest, size)), min(most, head))


def unit_lines(text: str) -> list[str]:
    """The units of a cell, each as it stands on a line of its own."""
    return [f"{name}{UNIT_SEPARATOR}" for name in text.split(UNIT_SEPARATOR)]


def upright_height(length: int, size: float) -> float:
    """Height in points of so many characters one below the other."""
    return length * size * _UPRIGHT_PITCH + 8


def clean(text: str) -> str:
    """The text without characters that XML forbids, line ends as line feeds."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def chunks(text: str, limit: int = CELL_LIMIT) -> list[str]:
    """The text in pieces that each fit a cell; one piece where it fits as it is."""
    if len(text) * 2 <= limit:
        return [text]
    pieces, start, size = [], 0, 0
    for i, char in enumerate(text):
        length = 2 if ord(char) > 0xFFFF else 1  # noqa: PLR2004 -- end of the basic plane
        if size + length > limit:
            pieces.append(text[start:i])
            start, size = i, 0
        size += length
    return [*pieces, text[start:]]
