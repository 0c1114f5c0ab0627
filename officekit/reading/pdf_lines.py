"""Lines of a PDF page from the positions of its characters.

Lengths are points, measured from the lower left corner after undoing the page's rotation.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officekit.model.numbering import outline_number
from officekit.reading.pdf_columns import in_columns

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_BASELINE = 0.4
_OVERPRINT = 0.15
_WORD_GAP = 0.2
_COLUMN_GAP = 0.9
_NARROW = 0.5
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    Attributes:
        text: its characters from left to right.
        left, right: where its ink begins and ends.
        baseline: height of its baseline.
        size: commonest font size.
        gapped: it has gaps as between the columns of a table.
        hang: where the text behind an outline number begins; ``None`` without a number.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    gapped: bool
    hang: float | None


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page from top to bottom.

    Attributes:
        number: 1-based page number.
        bottom, top: edges of the page.
        lines: its lines.
    """

    number: int
    bottom: float
    top: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    x: float
    right: float
    y: float
    size: float


def lines_of_page(page: PdfPage, number: int) -> list[PageLines]:
    """The lines of a page, in one piece or, where it has columns, a piece for each of them.

    Text that runs in another direction (watermarks) is left out.
    """
    textpage = page.get_textpage()
    try:
        turned = [(angle, char) for char, angle in _chars(textpage)]
    finally:
        textpage.close()
    angles = Counter(angle for angle, _ in turned)
    main = angles.most_common(1)[0][0] if angles else 0
    x0, y0, x1, y1 = page.get_mediabox()
    heights = [_rotated(x, y, main)[1] for x in (x0, x1) for y in (y0, y1)]
    chars = [_turn(char, main) for angle, char in turned if angle == main]
    bands = [_lines(band) for band in in_columns(_rows(chars))] or [[]]
    return [PageLines(number, min(heights), max(heights), tuple(lines)) for lines in bands]


def _chars(textpage: PdfTextPage) -> Iterator[tuple[_Char, int]]:
    """Characters with their direction in degrees, rounded to quarter turns where they are."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    for index in range(textpage.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        if _INVISIBLE.match(text) or pdfium.FPDFText_IsGenerated(textpage, index):
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        pdfium.FPDFText_GetMatrix(textpage, index, matrix)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = pdfium.FPDFText_GetFontSize(textpage, index) * scale
        wide = unicodedata.east_asian_width(text) in "WF"
        right = x.value + size if wide else max(float(box.right), x.value)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        yield _Char(text, x.value, right, y.value, size), angle


def _turn(char: _Char, angle: int) -> _Char:
    """The character where it would stand if its text ran from left to right."""
    if not angle:
        return char
    x, y = _rotated(char.x, char.y, angle)
    wide = unicodedata.east_asian_width(char.text) in "WF"
    return _Char(char.text, x, x + char.size * (1 if wide else _NARROW), y, char.size)


def _rotated(x: float, y: float, angle: int) -> tuple[float, float]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return x * cos + y * sin, y * cos - x * sin


def _rows(chars: Sequence[_Char]) -> list[list[_Char]]:
    """Characters on one baseline, from left to right; rows without ink are left out."""
    rows: list[list[_Char]] = []
    for char in sorted(chars, key=lambda c: -c.y):
        if rows and rows[-1][0].y - char.y <= _BASELINE * max(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    inked = (row for row in rows if any(not char.text.isspace() for char in row))
    return [sorted(row, key=lambda c: c.x) for row in inked]


def _lines(rows: Sequence[Sequence[_Char]]) -> list[Line]:
    return [line for row in rows if (line := _line(row)) is not None]


def _line(row: Sequence[_Char]) -> Line | None:
    """The line of characters sorted from left to right; ``None`` for white space alone."""
    text = ""
    starts: list[float] = []
    gapped = False
    last: _Char | None = None
    for char in row:
        if char.text.isspace():
            between = " " if last else ""
        elif last and char.text == last.text and char.x - last.x < _OVERPRINT * char.size:
            continue
        else:
            gap = _gap(last, char, text)
            gapped = gapped or gap.column
            between = gap.space
            last = char
        piece = between if char.text.isspace() else between + char.text
        text += piece
        starts += [char.x] * len(piece)
    if last is None:
        return None
    ink = [char for char in row if not char.text.isspace()]
    size = Counter(round(char.size, 1) for char in ink).most_common(1)[0][0]
    number = outline_number(text)
    hang = starts[number.end] if number and number.end < len(starts) else None
    return Line(text.rstrip(), ink[0].x, last.right, ink[0].y, size, gapped, hang)


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two characters: a space to write, and whether columns part here."""

    space: str = ""
    column: bool = False


def _gap(last: _Char | None, char: _Char, text: str) -> _Gap:
    """The gap before a character; ``text`` is what the line holds already."""
    if last is None or text.endswith(" "):
        return _Gap()
    width = char.x - last.right
    number = outline_number(text)
    if number is not None and number.end == len(text):
        return _Gap()
    if width > _COLUMN_GAP * char.size:
        return _Gap(" ", column=True)
    latin = _is_latin(text[-1]) and _is_latin(char.text)
    return _Gap(" " if latin and width > _WORD_GAP * char.size else "")


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
