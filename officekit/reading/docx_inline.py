"""The visible text of one Word paragraph: runs, fields, tracked changes, symbols, hidden text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from officekit.reading.docx_number_formats import format_number
from officekit.reading.docx_parts import ALTERNATE_CONTENT, chosen_alternative, integer, w
from officekit.reading.docx_styles import Styles, run_properties

_RUN, _R_PR, _TEXT = w("r"), w("rPr"), w("t")
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LITERALS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_SKIPPED = frozenset(
    w(name)
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "rt",
        "del", "moveFrom", "delText", "delInstrText", "softHyphen", "proofErr",
        "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak",
    )
)  # fmt: skip
_NOTE_REFERENCES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
# 带圈字符: Word writes "EQ \o\ac(○,7)", a field without a result.
_CIRCLED = re.compile(
    r"\s*eq\s*\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇◯]\s*[,，;；]\s*(\d+)\s*\)", re.IGNORECASE
)
_PAGE = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_PRIVATE_USE = range(0xF000, 0xF100)
_SYMBOLS = {
    ("symbol", 0xB7): "•", ("symbol", 0xB0): "°", ("symbol", 0xB1): "±", ("symbol", 0xB4): "×",
    ("symbol", 0xB8): "÷", ("symbol", 0xA3): "≤", ("symbol", 0xB3): "≥", ("symbol", 0xB9): "≠",
    ("symbol", 0xBB): "≈", ("symbol", 0x6D): "μ", ("wingdings", 0x6C): "●",
    ("wingdings", 0x6E): "■", ("wingdings", 0x6F): "□", ("wingdings", 0x71): "❑",
    ("wingdings", 0x75): "◆", ("wingdings", 0x76): "❖", ("wingdings", 0x9F): "•",
    ("wingdings", 0xA1): "○", ("wingdings", 0xA7): "▪", ("wingdings", 0xA8): "□",
    ("wingdings", 0xAB): "★", ("wingdings", 0xD8): "➢", ("wingdings", 0xE0): "→",
    ("wingdings", 0xFB): "✗", ("wingdings", 0xFC): "✓", ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFE): "☑", ("wingdings 2", 0x50): "✓", ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "□",
}  # fmt: skip


@dataclass(slots=True)
class Inline:
    """What one paragraph holds.

    Attributes:
        pieces: visible text with its boldness, in order.
        looks: the run properties (``w:rPr``) of each piece.
        page_breaks: for each page break, how many pieces stand before it.
        boxes: contents of the text boxes anchored here.
        notes: referenced notes as (part, id), in order.
        hidden: number of characters left out as hidden text.
    """

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    looks: list[etree._Element | None] = field(default_factory=list)
    page_breaks: list[int] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0

    @property
    def text(self) -> str:
        """The visible text."""
        return "".join([piece for piece, _ in self.pieces])

    @property
    def bold_lead(self) -> int:
        """Length of the bold beginning; spaces before it count along."""
        length, bold_seen = 0, False
        for piece, bold in self.pieces:
            if not bold and (bold_seen or piece.strip()):
                break
            bold_seen = bold_seen or bold
            length += len(piece)
        return length if bold_seen else 0

    def append(self, other: Inline) -> None:
        """Continue with the paragraph that follows a deleted paragraph mark."""
        self.page_breaks += [len(self.pieces) + count for count in other.page_breaks]
        self.pieces += other.pieces
        self.looks += other.looks
        self.boxes += other.boxes
        self.notes += other.notes
        self.hidden += other.hidden


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    marked: bool = False


class InlineReader:
    """Reads paragraphs one at a time.

    Args:
        styles: the document's styles.
        page_mark: what to write for a page number (PAGE field) in place of its last value.
    """

    def __init__(self, styles: Styles, page_mark: str | None = None) -> None:
        self._styles = styles
        self._page_mark = page_mark
        self._look: etree._Element | None = None
        self._inline = Inline()
        self._fields: list[_Field] = []
        self._bold = self._hidden = False
        self._base_bold = self._base_hidden = False
        self._handlers: dict[object, Callable[[etree._Element], None]] = {
            _RUN: self._run,
            w("br"): self._break,
            w("sym"): self._symbol,
            w("fldChar"): self._field_mark,
            w("fldSimple"): self._simple_field,
            w("instrText"): self._instruction,
            w("txbxContent"): self._box,
            ALTERNATE_CONTENT: self._alternative,
            **dict.fromkeys(_NOTE_REFERENCES, self._note),
        }

    def read(self, paragraph: etree._Element, style: str | None) -> Inline:
        """The visible content of ``w:p`` with tracked changes accepted.

        Args:
            paragraph: the element.
            style: its paragraph style.
        """
        base = self._styles.run_of_paragraph(style)
        self._bold = self._base_bold = bool(base.bold)
        self._hidden = self._base_hidden = bool(base.hidden)
        self._inline = Inline()
        # An unclosed field must not swallow the paragraphs that follow.
        self._fields.clear()
        self._look = None
        self._walk(paragraph)
        return self._inline

    def _walk(self, parent: etree._Element) -> None:
        handlers = self._handlers
        for child in parent:
            tag = child.tag
            if tag in (_TEXT, _MATH_TEXT):
                self._add(child.text or "")
            elif tag in handlers:
                handlers[tag](child)
            elif tag in _LITERALS:
                self._add(_LITERALS[tag])
            elif tag not in _SKIPPED:
                self._walk(child)

    def _run(self, run: etree._Element) -> None:
        self._look = run.find(_R_PR)
        properties = run_properties(self._look)
        bold, hidden = properties.bold, properties.hidden
        if properties.style is not None:
            styled = self._styles.run_of_character(properties.style)
            bold = styled.bold if bold is None else bold
            hidden = styled.hidden if hidden is None else hidden
        self._bold = self._base_bold if bold is None else bold
        self._hidden = self._base_hidden if hidden is None else hidden
        self._walk(run)
        self._bold, self._hidden = self._base_bold, self._base_hidden

    def _add(self, text: str) -> None:
        if not text or (self._fields and not all(f.in_result for f in self._fields)):
            return
        if self._page_mark is not None and (page := self._page_field()):
            if page.marked:
                return
            page.marked, text = True, self._page_mark
        if self._hidden:
            self._inline.hidden += len(text)
        else:
            self._inline.pieces.append((text, self._bold))
            self._inline.looks.append(self._look)

    def _page_field(self) -> _Field | None:
        return next((one for one in self._fields if self._counts_pages(one)), None)

    def _counts_pages(self, one: _Field) -> bool:
        return self._page_mark is not None and _PAGE.match(one.instruction) is not None

    def _break(self, element: etree._Element) -> None:
        if element.get(w("type")) in (None, "textWrapping"):
            self._add("\n")
        elif element.get(w("type")) == "page" and not self._hidden:
            self._inline.page_breaks.append(len(self._inline.pieces))

    def _symbol(self, element: etree._Element) -> None:
        font = (element.get(w("font")) or "").lower()
        try:
            code = int(element.get(w("char")) or "", 16)
        except ValueError:
            code = 0
        code = code if 0 <= code <= sys.maxunicode else 0
        if code in _PRIVATE_USE or (font, code) in _SYMBOLS:
            self._add(_SYMBOLS.get((font, code & 0xFF), "□"))
        else:
            self._add(chr(code) if chr(code).isprintable() else "□")

    def _field_mark(self, element: etree._Element) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            circled = _CIRCLED.match(ended.instruction)
            if circled and not ended.in_result:
                number = integer(circled[1], 0)
                self._add(format_number(number, "decimalEnclosedCircle") or "")
            elif self._counts_pages(ended) and not ended.marked:
                self._add(self._page_mark or "")

    def _simple_field(self, element: etree._Element) -> None:
        simple = _Field(element.get(w("instr")) or "", in_result=True)
        self._fields.append(simple)
        self._walk(element)
        while self._fields and self._fields.pop() is not simple:
            pass  # fields that began inside and never ended
        if self._counts_pages(simple) and not simple.marked:
            self._add(self._page_mark or "")

    def _instruction(self, element: etree._Element) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _box(self, element: etree._Element) -> None:
        self._inline.boxes.append(element)

    def _alternative(self, element: etree._Element) -> None:
        branch = chosen_alternative(element)
        if branch is not None:
            self._walk(branch)

    def _note(self, element: etree._Element) -> None:
        self._inline.notes.append((_NOTE_REFERENCES[element.tag], element.get(w("id")) or ""))
