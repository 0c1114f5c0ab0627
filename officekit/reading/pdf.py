"""PDF with a text layer: paragraphs from geometry, without page numbers, headers and footers."""

from __future__ import annotations

import math
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import Config
from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
)
from officekit.model.document import Document, Paragraph, Source, SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.residue import is_bare_number, is_page_number
from officekit.reading.furniture import page_number_finding
from officekit.reading.pdf_lines import Line, PageLines, lines_of_page
from officekit.reading.wrapped import ends_sentence, first_word_width, join

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PAGES = 2_000
_PASSWORD_ERROR = 4
_MARGIN = 0.11
_REPEATS = 3
_UNMAPPED_SHARE = 0.3
_QUOTE = 30
_SHOWN_PAGES = 5

_WIDE_LINE = 0.6
_EDGE_SHARE = 0.12
_FEWEST_WIDE = 8
_INDENT = 1.4
_HANG_SLACK = 0.5
_HANG_LEAST = 0.5
_SHORT = 2.2
_WORD_SLACK = 0.6
_SIZE_STEP = 0.08
_PITCH_STEP = 1.35
_WIDEST_PITCH = 2.5
_CENTER_SLACK = 1.0
_CENTER_INDENT = 1.8

_NUMBER = re.compile(r"\d+")
_CHINESE_DASHES = re.compile(r"[一－—–-]\s*\d{1,4}\s*[一－—–-]")
_OCR = "请先用 WPS 或扫描软件识别成文字（OCR），存为 .docx 再试。"


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the body text begins and ends, in points."""

    left: float
    right: float


@dataclass(slots=True)
class _Building:
    """A paragraph that is being put together."""

    text: str
    page: int
    centered: bool
    first: Line
    last: Line
    last_page: int


def read_pdf(path: str, config: Config) -> Document:
    """Read a PDF by the positions of its characters.

    Args:
        path: the file.
        config: ``text_chars``, ``paragraphs`` and ``tool_seconds`` bound the work.

    Returns:
        Paragraphs with their page; a row of a table is a paragraph. RD004 tells which page
        numbers, headers and footers were left out, RD006 which pages have no text.

    Raises:
        FormatUnsupportedError: scanned, or its fonts don't tell which characters they show.
        FileEncryptedError: it asks for a password.
        FileUnreadableError: broken.
        FileRefusedError: more than the limits allow.
    """
    name = Path(path).name
    pages = _read_pages(path, config)
    text = "".join(line.text for page in pages for line in page.lines)
    if not text:
        raise FormatUnsupportedError(f"“{name}”是扫描件，里面只有图片，没有文字。", _OCR)
    if text.count("\ufffd") > _UNMAPPED_SHARE * len(text):
        raise FormatUnsupportedError(f"“{name}”的字体没有编码，文字取不出来。", _OCR)
    empty = [page.number for page in pages if not page.lines]
    pages, dropped = _without_margins(pages)
    paragraphs = _paragraphs(pages)
    if len(paragraphs) > config.limits.paragraphs:
        raise FileRefusedError(
            f"“{name}”超过 {config.limits.paragraphs} 段的上限。", "请拆成几个文件后再试。"
        )
    blocks = tuple(
        Paragraph(
            item.text,
            Location(file=path, paragraph=number, page=item.page, quote=item.text[:_QUOTE]),
            centered=item.centered,
        )
        for number, item in enumerate(paragraphs, 1)
    )
    findings = page_number_finding(dropped, path) + _empty_pages_finding(empty, path)
    return Document(Source(path, SourceKind.PDF), blocks, findings)


def _read_pages(path: str, config: Config) -> list[PageLines]:
    limits = config.limits
    deadline = time.monotonic() + limits.tool_seconds
    pages: list[PageLines] = []
    chars = 0
    document = _open(path)
    try:
        if len(document) > _MOST_PAGES:
            raise FileRefusedError(
                f"“{Path(path).name}”有 {len(document)} 页，超过 {_MOST_PAGES} 页的上限。",
                "请只保留需要的页，另存一份再试。",
            )
        for index in range(len(document)):
            page = document[index]
            pieces = lines_of_page(page, index + 1)
            page.close()
            pages += pieces
            chars += sum(len(line.text) for piece in pieces for line in piece.lines)
            if chars > limits.text_chars or time.monotonic() > deadline:
                raise FileRefusedError(
                    f"“{Path(path).name}”读到第 {index + 1} 页仍未结束，内容太多。",
                    "请只保留需要的页，另存一份再试。",
                )
    finally:
        document.close()
    return pages


def _open(path: str) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        name = Path(path).name
        if error.err_code == _PASSWORD_ERROR:
            raise FileEncryptedError(
                f"“{name}”设有打开密码。", "请向发送人要密码，取消密码后另存一份再试。"
            ) from error
        raise FileUnreadableError(
            f"“{name}”已损坏，打不开。", "文件可能没有传完整，请重新下载或请对方重新发送。"
        ) from error


def _without_margins(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[str]]:
    """Pages without page numbers and repeated lines in their margins, and what was left out."""
    repeats = Counter(
        key
        for page in pages
        for key in {_margin_key(line, page) for line in page.lines if _in_margin(line, page)}
    )
    needed = min(_REPEATS, max(2, len(pages)))
    kept_pages: list[PageLines] = []
    dropped: list[str] = []
    for page in pages:
        kept: list[Line] = []
        for line in page.lines:
            repeated = _in_margin(line, page) and repeats[_margin_key(line, page)] >= needed
            if repeated or (_in_margin(line, page) and _is_number_line(line.text)):
                dropped.append(line.text)
            else:
                kept.append(line)
        kept_pages.append(PageLines(page.number, page.bottom, page.top, tuple(kept)))
    return kept_pages, dropped


def _in_margin(line: Line, page: PageLines) -> bool:
    height = page.top - page.bottom
    middle = line.baseline + line.size / 2
    return not page.bottom + _MARGIN * height < middle < page.top - _MARGIN * height


def _margin_key(line: Line, page: PageLines) -> tuple[str, int]:
    """What makes a header the same on all pages: its words and its height, to 4 points."""
    return _NUMBER.sub("#", line.text), round((page.top - line.baseline) / 4)


def _is_number_line(text: str) -> bool:
    return is_page_number(text) or is_bare_number(text) or bool(_CHINESE_DASHES.fullmatch(text))


def _paragraphs(pages: Sequence[PageLines]) -> list[_Building]:
    everywhere = _edges([line for page in pages for line in page.lines])
    pitch = _pitch(pages)
    result: list[_Building] = []
    for page in pages:
        widest = max((line.right - line.left for line in page.lines), default=0.0)
        wide = sum(line.right - line.left >= _WIDE_LINE * widest for line in page.lines)
        edges = _edges(page.lines) if wide >= _FEWEST_WIDE else everywhere
        for line in page.lines:
            centered = _is_centered(line, edges)
            current = result[-1] if result else None
            if (
                current is None
                or centered
                or current.centered
                or _starts_paragraph(line, current, edges)
                or (current.last_page == page.number and _is_apart(line, current.last, pitch))
            ):
                result.append(_Building(line.text, page.number, centered, line, line, page.number))
            else:
                current.text = join(current.text, line.text)
                current.last, current.last_page = line, page.number
    return result


def _starts_paragraph(line: Line, current: _Building, edges: _Edges) -> bool:
    last = current.last
    em = line.size
    if line.gapped or last.gapped or abs(last.size - em) > _SIZE_STEP * em:
        return True
    if line.hang is not None and ends_sentence(last.text):
        return True
    if line.left > edges.left + _INDENT * em and not _hangs(line, current):
        return True
    word = first_word_width(line.text) / 2 * em
    return edges.right - last.right > max(_SHORT * em, word + _WORD_SLACK * em)


def _hangs(line: Line, current: _Building) -> bool:
    """Whether a line hangs below the text behind its paragraph's outline number."""
    first = current.first
    if first.hang is None or line.hang is not None:
        return False
    beyond_number = line.left > first.left + _HANG_LEAST * line.size
    if current.last is not first:
        return beyond_number and abs(line.left - current.last.left) < _HANG_LEAST * line.size
    return beyond_number and line.left < first.hang + _HANG_SLACK * line.size


def _is_apart(line: Line, last: Line, pitch: dict[float, float]) -> bool:
    """Whether the gap above a line is wider than between the lines of a paragraph."""
    usual = min(pitch.get(line.size, math.inf), _WIDEST_PITCH * line.size)
    return last.baseline - line.baseline > _PITCH_STEP * usual


def _is_centered(line: Line, edges: _Edges) -> bool:
    before, behind = line.left - edges.left, edges.right - line.right
    return min(before, behind) > _CENTER_INDENT * line.size and (
        abs(before - behind) <= 2 * _CENTER_SLACK * line.size
    )


def _pitch(pages: Sequence[PageLines]) -> dict[float, float]:
    """Commonest distance of two lines' baselines, by font size."""
    gaps: dict[float, Counter[float]] = {}
    for page in pages:
        for above, below in zip(page.lines, page.lines[1:], strict=False):
            if above.size == below.size:
                gap = round(above.baseline - below.baseline, 0)
                gaps.setdefault(below.size, Counter())[gap] += 1
    return {size: counter.most_common(1)[0][0] for size, counter in gaps.items()}


def _edges(lines: Sequence[Line]) -> _Edges:
    """The body's left and right edge: the outermost that a fair share of wide lines has."""
    widest = max((line.right - line.left for line in lines), default=0.0)
    wide = [line for line in lines if line.right - line.left >= _WIDE_LINE * widest]
    if not wide:
        return _Edges(0.0, 0.0)
    lefts = Counter(round(line.left) for line in wide)
    rights = Counter(round(line.right) for line in wide)
    fewest = _EDGE_SHARE * len(wide)
    aligned_left = [x for x, count in lefts.items() if count >= fewest]
    aligned_right = [x for x, count in rights.items() if count >= fewest]
    return _Edges(
        float(min(aligned_left or lefts)),
        float(max(aligned_right or rights)),
    )


def _empty_pages_finding(empty: Sequence[int], path: str) -> tuple[Finding, ...]:
    if not empty:
        return ()
    shown = "、".join(map(str, empty[:_SHOWN_PAGES])) + (" 等" if len(empty) > _SHOWN_PAGES else "")
    return (
        Finding(
            "RD006",
            Severity.WARNING,
            f"第 {shown} 页没有文字，可能是扫描的图片或空白页。",
            "请打开原文件查看；如果是扫描页，先做文字识别（OCR）再读。",
            Location(file=path, page=empty[0]),
        ),
    )
