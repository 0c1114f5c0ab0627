"""Sets indents, line pitch, fonts, sizes, colour and punctuation width of one paragraph."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from officekit.data.notice_fonts import BODY, FIRST_LEVEL, SECOND_LEVEL, TITLE, NoticeFont
from officekit.data.notice_measures import CELL, PITCH, TWIPS_PER_MM
from officekit.model.laid_document import Alignment, LaidParagraph, LaidRun
from officekit.model.notice import TextLevel
from officekit.model.notice_element import NoticeElement, PlacedElement
from officekit.writing.notice_fix_log import FixLog
from officekit.writing.word_xml import W, el, set_property

_SIZE, _SMALL, _LARGE = 32, 28, 44
_PIECES = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "黑体": "黑体", "方正小标宋简体": "标宋"}
_PITCHES = (27.95, 30.05)
_OWN_PITCHES = (24.95, 33.05)  # may be adjusted for the page of the signature (7.3.5.5)
_ROUGHLY = 1.5
_TWO = 2 * CELL / TWIPS_PER_MM
_SPACES = " \u3000\xa0\t"
_WRITTEN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff“”‘’—…]")
_DARK = 0x50
_LINE = 26
_ATTACHED = re.compile(r"附件?[：:]\s*")
_ITEM = re.compile(r"(\d{1,2})[.．、]\s*")
_FORMS: dict[NoticeElement, tuple[NoticeFont, int]] = {
    NoticeElement.SECRECY: (FIRST_LEVEL, _SIZE),
    NoticeElement.URGENCY: (FIRST_LEVEL, _SIZE),
    NoticeElement.TITLE: (TITLE, _LARGE),
    NoticeElement.ANNEX_MARK: (FIRST_LEVEL, _SIZE),
    NoticeElement.COPIES: (BODY, _SMALL),
    NoticeElement.PRINTED: (BODY, _SMALL),
}
_HEADINGS = {TextLevel.FIRST: FIRST_LEVEL, TextLevel.SECOND: SECOND_LEVEL}
_FULL_WIDTH = frozenset(
    {NoticeElement.TITLE, NoticeElement.ADDRESSEES, NoticeElement.TEXT, NoticeElement.COPIES}
)
_FLUSH = frozenset({NoticeElement.ADDRESSEES, NoticeElement.ANNEX_MARK})
_INDENTED = frozenset({NoticeElement.TEXT, NoticeElement.NOTE})
_RUN_ORDER = """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd
    fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange
"""
_RANK = {f"{W}{name}": rank for rank, name in enumerate(_RUN_ORDER.split())}
_MARKS = (f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen")
_Note = Callable[[str, str, str, str], None]
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def fix_paragraph(
    paragraph: Any,
    laid: LaidParagraph,
    placed: PlacedElement,
    log: FixLog,
    full_width: Callable[[str], str] | None = None,
) -> None:
    """Set what is wrong in a paragraph.

    Args:
        paragraph: ``w:p``.
        laid: how it is laid out.
        placed: what it is.
        log: takes what was set.
        full_width: as for :func:`officekit.writing.notice_fix.fix_notice`.
    """
    note = partial(log.add, _place(laid, placed))
    _fix_runs(paragraph, laid, placed, note)
    spaces = len(_text(laid)) - len(_text(laid).lstrip(_SPACES))
    if placed.element in _INDENTED | _FLUSH and spaces and not laid.in_table:
        _strip(paragraph, spaces)
        note("段首空格", f"{spaces}个空格", "删去", _clause(placed))
    _fix_indent(paragraph, laid, placed, note, spaces=bool(spaces))
    pitch = laid.line_pitch
    least, most = _PITCHES if placed.issued else _OWN_PITCHES
    outside = pitch is not None and not least <= pitch <= most
    if placed.element is NoticeElement.TEXT and outside:
        _set(paragraph, "spacing", line=PITCH, lineRule="exact")
        note("行距", f"{pitch:g}磅", "28.95磅", "5.2.3")
    if full_width is not None and placed.element in _FULL_WIDTH:
        _fix_marks(paragraph, note, full_width)


def _text(laid: LaidParagraph) -> str:
    return "".join(run.text for run in laid.runs)


def _place(laid: LaidParagraph, placed: PlacedElement) -> str:
    return f"第{laid.location.paragraph or laid.number}段（{placed.element}）"


def _clause(placed: PlacedElement) -> str:
    return "7.3.2" if placed.element is NoticeElement.ADDRESSEES else "7.3.3"


# ------------------------------------------------------------------ paragraph


def _fix_indent(
    paragraph: Any, laid: LaidParagraph, placed: PlacedElement, note: _Note, *, spaces: bool
) -> None:
    starts = laid.left + laid.first_line
    element = placed.element
    aside = laid.alignment in (Alignment.CENTER, Alignment.RIGHT)
    if element in _INDENTED and placed.begins and not aside:
        chars = laid.first_line_chars
        right = (chars == 2 and not laid.left) or abs(starts - _TWO) <= _ROUGHLY  # noqa: PLR2004 - 7.3.3
        if not right or spaces:
            _indent(paragraph, left=0, first=2)
            if not right:
                note("首行缩进", f"{starts:.1f}毫米", "2字符", "7.3.3")
    elif element in _FLUSH and (aside or abs(starts) >= 1 or abs(laid.left) >= 1):
        _indent(paragraph, left=0, first=0)
        set_property(paragraph, el("jc", val="left"))
        note("缩进", f"{starts:.1f}毫米", "顶格", _clause(placed))
    elif element is NoticeElement.TITLE:
        centred = laid.alignment is Alignment.CENTER and abs(laid.first_line) < 1
        if not centred and laid.alignment is not Alignment.DISTRIBUTE:
            _indent(paragraph, left=0, first=0)
            set_property(paragraph, el("jc", val="center"))
            note("对齐", laid.alignment.value, "居中", "7.3.1")
    elif element is NoticeElement.ATTACHMENTS:
        _hang(paragraph, laid, placed, note)


def _hang(paragraph: Any, laid: LaidParagraph, placed: PlacedElement, note: _Note) -> None:
    """A name that wraps is aligned to its first character."""
    text = re.sub(r"\s", "", laid.text)
    named = _ATTACHED.match(text) if placed.begins else None
    start = 2 if named else 5
    rest = text[named.end() :] if named else text
    numbered = _ITEM.match(rest)
    left = 5 + (1 if numbered else 0)
    long_enough = len(text) > _LINE and laid.left < 2.5 * CELL / TWIPS_PER_MM
    known = named is not None or numbered is not None
    misplaced = named is not None and abs(laid.left + laid.first_line - _TWO) > _ROUGHLY
    if known and (long_enough or misplaced):
        _indent(paragraph, left=left, first=start - left)
        note("缩进", f"{laid.left:.1f}毫米", "与名称首字对齐", "7.3.4")


def _indent(paragraph: Any, *, left: int, first: int) -> None:
    """Set the left and first-line indent in characters; a negative first line hangs."""
    values: dict[str, int] = {"leftChars": left * 100, "left": left * CELL}
    kind = "firstLine" if first >= 0 else "hanging"
    values |= {f"{kind}Chars": abs(first) * 100, kind: abs(first) * CELL}
    old = paragraph.find(f"{W}pPr/{W}ind")
    kept = {} if old is None else dict(old.attrib)
    for name in ("left", "start", "firstLine", "hanging"):
        for suffix in ("", "Chars"):
            kept.pop(f"{W}{name}{suffix}", None)
    element = el("ind", **values)
    for name, value in kept.items():
        element.set(name, value)
    set_property(paragraph, element)


def _set(paragraph: Any, name: str, **values: object) -> None:
    """Set attributes of a property and keep its others."""
    old = paragraph.find(f"{W}pPr/{W}{name}")
    element = el(name) if old is None else copy.deepcopy(old)
    for key, value in values.items():
        element.set(f"{W}{key}", str(value))
    set_property(paragraph, element)


# ------------------------------------------------------------------ runs


def _runs(paragraph: Any) -> Iterator[Any]:
    """Runs of the paragraph itself, not those of text boxes in it."""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p"), None) is paragraph:
            yield run


def _run_text(run: Any) -> str:
    return "".join(child.text or "" for child in run if child.tag == f"{W}t")


def _length(run: Any) -> int:
    texts = (len(child.text or "") for child in run if child.tag == f"{W}t")
    return sum(texts) + sum(1 for child in run if child.tag in _MARKS)


def _fix_runs(paragraph: Any, laid: LaidParagraph, placed: PlacedElement, note: _Note) -> None:
    font, size = _FORMS.get(placed.element, (BODY, _SIZE))
    heading_font = _HEADINGS.get(placed.level) if placed.heading else None
    if heading_font is not None:
        _split(paragraph, placed.heading)
    at = 0
    for run in _runs(paragraph):
        length = _length(run)
        if not length:
            continue
        shown = _shown(laid, at, at + length)
        inside = heading_font is not None and at < placed.heading
        _fix_font(run, shown, (heading_font if inside else None) or font, placed, note)
        _fix_size(run, shown, size, note)
        at += length


def _shown(laid: LaidParagraph, start: int, end: int) -> list[LaidRun]:
    """The pieces of one look between two places."""
    pieces, at = [], 0
    for run in laid.runs:
        if at < end and at + len(run.text) > start and run.text.strip():
            pieces.append(run)
        at += len(run.text)
    return pieces


def _fix_font(
    run: Any, shown: list[LaidRun], font: NoticeFont, placed: PlacedElement, note: _Note
) -> None:
    """Set the font by name.

    That of a numbered sentence which is no heading, of a line with number and 签发人, and of the
    mark behind a heading is not told.
    """
    free = placed.level in _HEADINGS and not placed.heading
    free = free or placed.element is NoticeElement.NUMBER
    named = (p for p in shown if _WRITTEN.search(p.text) and _WRITTEN.search(_run_text(run)))
    other = [p.font for p in named if not p.theme_font and not _is_named(p.font, font)]
    theme = any(piece.theme_font for piece in shown)
    if theme or (other and not free):
        fonts = {"eastAsia": font.name, "hint": "eastAsia"}
        if theme:
            fonts |= {"ascii": font.name, "hAnsi": font.name}
        _set_fonts(run, fonts, anew=theme)
        note("字体", "跟随主题" if theme else str(other[0]), font.name, "5.2.2")


def _fix_size(run: Any, shown: list[LaidRun], size: int, note: _Note) -> None:
    """Set size and colour."""
    sizes = [p.size for p in shown if p.size is not None and abs(p.size * 2 - size) > 1]
    if sizes:
        for name in ("sz", "szCs"):
            _set_run(run, el(name, val=size))
        note("字号", f"{sizes[0]:g}磅", f"{size / 2:g}磅", "5.2.2")
    coloured = [p.colour for p in shown if not _is_black(p.colour)]
    if coloured:
        _set_run(run, el("color", val="auto"))
        note("颜色", coloured[0], "黑色", "5.2.4")


def _is_named(name: str | None, font: NoticeFont) -> bool:
    """Whether a font is of this typeface by its name; what nothing names is left alone."""
    if name is None or name in font.names:
        return True
    return _PIECES.get(font.name, font.name) in name


def _is_black(colour: str) -> bool:
    try:
        value = int(colour, 16)
    except ValueError:
        return True
    return max(value >> 16, value >> 8 & 0xFF, value & 0xFF) <= _DARK


def _set_fonts(run: Any, fonts: dict[str, str], *, anew: bool) -> None:
    old = run.find(f"{W}rPr/{W}rFonts")
    element = el("rFonts") if old is None else copy.deepcopy(old)
    for name in _THEMES if anew else ("eastAsiaTheme",):
        element.attrib.pop(f"{W}{name}", None)
    for name, value in fonts.items():
        element.set(f"{W}{name}", value)
    _set_run(run, element)


def _set_run(run: Any, element: Any) -> None:
    """Set a property of a run, in the order that Word asks for."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = el("rPr")
        run.insert(0, properties)
    old = properties.find(element.tag)
    if old is not None:
        properties.remove(old)
    rank = _RANK[element.tag]
    following = next((e for e in properties if _RANK.get(e.tag, len(_RANK)) > rank), None)
    if following is None:
        properties.append(element)
    else:
        following.addprevious(element)


def _split(paragraph: Any, offset: int) -> None:
    """Make a run begin at an offset."""
    at = 0
    for run in list(_runs(paragraph)):
        length = _length(run)
        if at < offset < at + length:
            _split_run(run, offset - at)
            return
        at += length


def _split_run(run: Any, offset: int) -> None:
    """Move what stands behind an offset to a run of its own with the same look."""
    behind = el("r")
    look = run.find(f"{W}rPr")
    if look is not None:
        behind.append(copy.deepcopy(look))
    at = 0
    for child in [c for c in run if c.tag != f"{W}rPr"]:
        length = len(child.text or "") if child.tag == f"{W}t" else int(child.tag in _MARKS)
        if at < offset < at + length:
            rest = copy.deepcopy(child)
            whole = child.text or ""
            _put(child, whole[: offset - at])
            _put(rest, whole[offset - at :])
            behind.append(rest)
        elif at >= offset:
            behind.append(child)
        at += length
    run.addnext(behind)


def _put(element: Any, text: str) -> None:
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


# ------------------------------------------------------------------ characters


def _strip(paragraph: Any, count: int) -> None:
    """Take so many spaces from the beginning, typed or as tabs."""
    for run in _runs(paragraph):
        for child in list(run):
            if count and child.tag == f"{W}tab":
                run.remove(child)
                count -= 1
            elif count and child.tag == f"{W}t":
                text = child.text or ""
                front = min(len(text) - len(text.lstrip(_SPACES)), count)
                _put(child, text[front:])
                count -= front
                if text[front:]:
                    return


def _fix_marks(paragraph: Any, note: _Note, full_width: Callable[[str], str]) -> None:
    """Put full-width marks in the place of half-width ones, character by character."""
    texts = [t for run in _runs(paragraph) for t in run if t.tag == f"{W}t"]
    before = "".join(text.text or "" for text in texts)
    after = full_width(before)
    if after == before or len(after) != len(before):
        return
    at = 0
    for text in texts:
        end = at + len(text.text or "")
        if before[at:end] != after[at:end]:
            _put(text, after[at:end])
        at = end
    marks = "".join(sorted({a for a, b in zip(before, after, strict=True) if a != b}))
    note("标点", f"半角“{marks}”", "全角", "GB/T 15834")
