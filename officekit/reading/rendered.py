"""Pages as a printer gives them: LibreOffice draws the document, the PDF is measured."""

from __future__ import annotations

import ctypes
import math
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import Config
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    ToolFailedError,
    ToolMissingError,
)
from officekit.model.laid_document import RenderedLine, RenderedPage, RenderedRule
from officekit.reading.character_grid import drawable
from officekit.reading.guards import check_file
from officekit.reading.office import convert

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage, PdfTextPage

_MM = 25.4 / 72
_MOST_PAGES = 2_000
_BASELINE = 0.4
_GAP = 0.9
_OVERPRINT = 0.15
_THICKEST_RULE = 2.0  # mm; higher shapes are boxes
_SHORTEST_RULE = 2.0  # mm, after pieces have been joined
_FLATTEST = 4  # a rule is so many times longer than thick
_LEVEL = 0.05  # mm by which the ends of a horizontal line may differ
_JOINT = 0.5  # mm between two pieces of one rule
_WHITE = "FFFFFF"
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")
_WITHOUT_PAGES = "不影响对字体、页边距等设置的检查；需要逐页检查时，请先排除问题再试。"


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character in points from the page's lower left; across its cell, up and down its ink."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    size: float
    colour: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page's edges in points, to turn positions into millimetres from the top left."""

    left: float
    top: float

    def across(self, x: float) -> float:
        return (x - self.left) * _MM

    def down(self, y: float) -> float:
        return (self.top - y) * _MM


def render_pages(path: str, config: Config) -> tuple[RenderedPage, ...]:
    """Draw a document with LibreOffice and measure its pages.

    Args:
        path: a document that LibreOffice opens.
        config: ``soffice`` and limits.

    Returns:
        The pages with their lines and horizontal rules, as :func:`measure_pdf`.

    Raises:
        FileUnreadableError: the document is missing, empty or broken.
        FileRefusedError: larger than the limits.
        ToolMissingError: LibreOffice is not installed.
        ToolFailedError: LibreOffice failed or ran out of time.
    """
    name = Path(path).name
    with tempfile.TemporaryDirectory(
        prefix="officekit-", ignore_cleanup_errors=True
    ) as folder_name:
        folder = Path(folder_name)
        try:
            pdf = convert(drawable(path, folder), "pdf", config, folder)
        except ToolMissingError as error:
            raise ToolMissingError(
                f"逐页检查“{name}”需要 LibreOffice，本机没有找到。", _WITHOUT_PAGES
            ) from error
        except ToolFailedError as error:
            raise ToolFailedError(error.message, _WITHOUT_PAGES) from error
        return measure_pdf(str(pdf), config)


def measure_pdf(path: str, config: Config) -> tuple[RenderedPage, ...]:
    """Measure the pages of a PDF with a text layer.

    A line's ``left`` and ``right`` are the edges of its characters' cells (a bracket's cell begins
    half a character before its ink), ``top`` and ``bottom`` those of its ink, as a ruler on paper
    finds them. Text on one height is one line, whatever column or cell it stands in.

    Args:
        path: the PDF.
        config: ``file_bytes``, ``text_chars`` and ``tool_seconds`` bound the work.

    Raises:
        FileUnreadableError: missing or broken.
        FileRefusedError: more than the limits allow.
    """
    import pypdfium2

    limits = config.limits
    check_file(path, limits)
    name = Path(path).name
    deadline = time.monotonic() + limits.tool_seconds
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise FileUnreadableError(
            f"“{name}”的页面读不出来。", "请用 WPS 或 Word 打开原文件，另存一份再试。"
        ) from error
    pages: list[RenderedPage] = []
    characters = 0
    try:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            try:
                pages.append(_measure(page, number))
            finally:
                page.close()
            characters += sum(len(line.text) for line in pages[-1].lines)
            late = time.monotonic() > deadline
            if number > _MOST_PAGES or characters > limits.text_chars or late:
                raise FileRefusedError(
                    f"“{name}”读到第 {number} 页仍未结束，内容太多。",
                    "请只保留需要的页，另存一份再试。",
                )
    finally:
        document.close()
    return tuple(pages)


def _measure(page: PdfPage, number: int) -> RenderedPage:
    left, bottom, right, top = page.get_mediabox()
    sheet = _Sheet(left, top)
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage))
    finally:
        textpage.close()
    return RenderedPage(
        number,
        width=(right - left) * _MM,
        height=(top - bottom) * _MM,
        lines=tuple(_line(row, sheet) for row in _rows(glyphs)),
        rules=tuple(_joined(_rules(page, sheet))),
    )


def _glyphs(textpage: PdfTextPage) -> Iterator[_Glyph]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    cell, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for index in range(textpage.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        if pdfium.FPDFText_IsHyphen(textpage, index) == 1:
            text = "-"  # at a line's end pdfium gives a mark of its own instead
        elif _INVISIBLE.match(text) or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        pdfium.FPDFText_GetMatrix(textpage, index, matrix)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, cell)
        pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        yield _Glyph(
            text,
            left=min(cell.left, x.value),
            right=max(float(cell.right), x.value),
            bottom=bottom.value,
            top=top.value,
            baseline=y.value,
            size=pdfium.FPDFText_GetFontSize(textpage, index) * scale,
            colour=_text_colour(textpage, index),
        )


def _text_colour(textpage: PdfTextPage, index: int) -> str:
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha):
        return "000000"
    return f"{red.value:02X}{green.value:02X}{blue.value:02X}"


def _rows(glyphs: Sequence[_Glyph]) -> list[list[_Glyph]]:
    """Characters on one baseline, from left to right; rows without ink are left out."""
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.baseline):
        first = rows[-1][0] if rows else None
        if first and first.baseline - glyph.baseline <= _BASELINE * min(glyph.size, first.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    inked = (row for row in rows if any(not glyph.text.isspace() for glyph in row))
    return [sorted(row, key=lambda g: g.left) for row in inked]


def _line(row: Sequence[_Glyph], sheet: _Sheet) -> RenderedLine:
    ink = [glyph for glyph in row if not glyph.text.isspace()]
    pieces: list[str] = []
    last: _Glyph | None = None
    for glyph in row:
        if last is not None:
            apart = glyph.left - last.right > _GAP * glyph.size
            if glyph.text == last.text and glyph.left - last.left < _OVERPRINT * glyph.size:
                continue  # printed twice to look bold
            if apart and not (last.text + glyph.text).isspace():
                pieces.append(" ")
        pieces.append(glyph.text)
        last = glyph
    text = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return RenderedLine(
        text.strip(),
        top=sheet.down(max(glyph.top for glyph in ink)),
        bottom=sheet.down(min(glyph.bottom for glyph in ink)),
        left=sheet.across(min(glyph.left for glyph in ink)),
        right=sheet.across(max(glyph.right for glyph in ink)),
        size=Counter(round(glyph.size, 1) for glyph in ink).most_common(1)[0][0],
        colour=Counter(glyph.colour for glyph in ink).most_common(1)[0][0],
    )


def _rules(page: PdfPage, sheet: _Sheet) -> Iterator[RenderedRule]:
    """Horizontal lines in the pieces in which they are drawn."""
    import pypdfium2.raw as pdfium

    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(item, mode, stroked):
            continue
        matrix = item.get_matrix()
        for outline in _outlines(item):
            points = [matrix.on_point(*point) for point in outline]
            if mode.value:
                yield from _filled(points, _path_colour(item, filled=True), sheet)
            elif stroked.value:
                width = ctypes.c_float()
                pdfium.FPDFPageObj_GetStrokeWidth(item, width)
                thickness = width.value * math.hypot(matrix.c, matrix.d) * _MM
                yield from _stroked(points, thickness, _path_colour(item, filled=False), sheet)


def _outlines(item: PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The points of each part of a path, in its own coordinates."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(max(pdfium.FPDFPath_CountSegments(item), 0)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _filled(
    points: Sequence[tuple[float, float]], colour: str | None, sheet: _Sheet
) -> Iterator[RenderedRule]:
    """A flat filled shape is a rule."""
    left, right = (sheet.across(f(x for x, _ in points)) for f in (min, max))
    top, bottom = (sheet.down(f(y for _, y in points)) for f in (max, min))
    width = bottom - top
    if colour and width <= min(_THICKEST_RULE, (right - left) / _FLATTEST):
        yield RenderedRule(left, right, (top + bottom) / 2, width, colour)


def _stroked(
    points: Sequence[tuple[float, float]], width: float, colour: str | None, sheet: _Sheet
) -> Iterator[RenderedRule]:
    """The horizontal sides of an outline are rules."""
    for (x0, y0), (x1, y1) in pairwise(points):
        level = abs(y1 - y0) * _MM <= _LEVEL
        if colour and level and abs(x1 - x0) * _MM > width and width <= _THICKEST_RULE:
            left, right = sorted((sheet.across(x0), sheet.across(x1)))
            yield RenderedRule(left, right, sheet.down((y0 + y1) / 2), width, colour)


def _path_colour(item: PdfObject, *, filled: bool) -> str | None:
    """Colour of a path; ``None`` for what does not show on paper."""
    import pypdfium2.raw as pdfium

    read = pdfium.FPDFPageObj_GetFillColor if filled else pdfium.FPDFPageObj_GetStrokeColor
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not read(item, red, green, blue, alpha):
        return "000000"
    colour = f"{red.value:02X}{green.value:02X}{blue.value:02X}"
    return colour if alpha.value and colour != _WHITE else None


def _joined(pieces: Iterator[RenderedRule]) -> list[RenderedRule]:
    """Whole rules from top to bottom: tables draw theirs cell by cell, dashes stroke by stroke."""
    rows: list[list[RenderedRule]] = []
    for piece in sorted(pieces, key=lambda rule: (rule.colour, round(rule.width, 1), rule.y)):
        first = rows[-1][0] if rows else None
        if first and _one_row(first, piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    rules: list[RenderedRule] = []
    for row in rows:
        start = len(rules)
        for piece in sorted(row, key=lambda rule: rule.left):
            if len(rules) > start and piece.left - rules[-1].right <= _JOINT:
                rules[-1] = replace(rules[-1], right=max(rules[-1].right, piece.right))
            else:
                rules.append(piece)
    long_enough = (rule for rule in rules if rule.right - rule.left >= _SHORTEST_RULE)
    return sorted(long_enough, key=lambda rule: (rule.y, rule.left))


def _one_row(first: RenderedRule, second: RenderedRule) -> bool:
    """Whether two pieces may belong to one rule."""
    return (
        first.colour == second.colour
        and abs(first.width - second.width) <= _LEVEL
        and abs(first.y - second.y) <= _LEVEL
    )
