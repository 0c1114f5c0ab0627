"""Footers of a Word document: where the page number stands, in a paragraph, frame or text box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from officekit.model.laid_document import Alignment, Footer
from officekit.reading.docx import block_elements
from officekit.reading.docx_inline import Inline, InlineReader
from officekit.reading.docx_layout_looks import millimetres
from officekit.reading.docx_layout_parts import LayoutParts
from officekit.reading.docx_layout_styles import LayoutStyles, TextLook, alignment, indents
from officekit.reading.docx_parts import w
from officekit.reading.docx_styles import Styles, paragraph_properties
from officekit.reading.docx_tables import own_cells

PAGE_MARK = "#"
_P_PR, _TABLE, _FRAME, _BOX = w("pPr"), w("tbl"), w("framePr"), w("txbxContent")
_EMU_PER_MM = 36_000
_POSITIONS = frozenset({"left", "center", "right", "inside", "outside"})
_STARTS = {"margin", "column", "character", "text", "insideMargin"}


class Parity(Enum):
    """On which pages a footer stands; decides what inside and outside are."""

    ODD = "odd"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a frame or text box puts its text: an alignment, or millimetres from the left."""

    position: str | None = None
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of a footer."""

    text: str
    has_page_field: bool
    position: str | None
    alignment: Alignment
    left: float
    right: float
    look: TextLook


_NOWHERE = _Place()


class FooterReader:
    """Reads the footers of a document, each of them once.

    Args:
        parts: the document.
        styles: what its text looks like.
        texts: its styles as the reader of text needs them.
    """

    def __init__(self, parts: LayoutParts, styles: LayoutStyles, texts: Styles) -> None:
        self._footers = parts.footers
        self._styles = styles
        self._inline = InlineReader(texts, page_mark=PAGE_MARK)
        self._lines: dict[str, list[_Line]] = {}

    def read(self, identity: str | None, parity: Parity) -> Footer | None:
        """The footer as it stands on odd or even pages; ``None`` where there is no such part."""
        if identity is None or identity not in self._footers:
            return None
        lines = self._read(identity)
        line = _decisive(lines)
        if line is None:
            return Footer("")
        return Footer(
            "\n".join(text for one in lines if (text := one.text.strip())),
            has_page_field=line.has_page_field,
            alignment=_resolved(line, parity),
            left=line.left,
            right=line.right,
            font=line.look.latin or line.look.chinese,
            size=line.look.size,
        )

    def depends_on_parity(self, identity: str | None) -> bool:
        """Whether the page number stands on the inside or outside of the page."""
        if identity is None or identity not in self._footers:
            return False
        line = _decisive(self._read(identity))
        return line is not None and line.position in ("inside", "outside")

    def _read(self, identity: str) -> list[_Line]:
        if identity not in self._lines:
            self._lines[identity] = list(self._story(self._footers[identity], _NOWHERE))
        return self._lines[identity]

    def _story(self, parent: etree._Element, place: _Place) -> Iterator[_Line]:
        for element in block_elements(parent):
            if element.tag == _TABLE:
                for cell in own_cells(element):
                    yield from self._story(cell, place)
                continue
            p_pr = element.find(_P_PR)
            style = paragraph_properties(p_pr).style
            inline = self._inline.read(element, style)
            yield self._line(inline, p_pr, style, _frame(p_pr) or place)
            for box in inline.boxes:
                yield from self._story(box, _box_place(box))

    def _line(
        self, inline: Inline, p_pr: etree._Element | None, style: str | None, place: _Place
    ) -> _Line:
        marked = next((n for n, piece in enumerate(inline.pieces) if piece[0] == PAGE_MARK), None)
        inked = next((n for n, piece in enumerate(inline.pieces) if piece[0].strip()), None)
        shown = inked if marked is None else marked
        look = self._styles.run(None if shown is None else inline.looks[shown], style, None)
        said = self._styles.paragraph(p_pr, None)
        indent = indents(said, look.size)
        aligned = alignment(said)
        if marked is not None and aligned in (Alignment.LEFT, Alignment.BOTH):
            aligned = _by_tabs(inline, marked) or aligned
        return _Line(
            inline.text,
            has_page_field=marked is not None,
            position=place.position,
            alignment=aligned,
            left=indent.left + place.left + max(indent.first_line, 0.0),
            right=indent.right,
            look=look,
        )


def _decisive(lines: list[_Line]) -> _Line | None:
    """The line with the page number, else the first with text, else the first."""
    for wanted in (
        [line for line in lines if line.has_page_field],
        [line for line in lines if line.text.strip()],
        lines,
    ):
        if wanted:
            return wanted[0]
    return None


def _resolved(line: _Line, parity: Parity) -> Alignment:
    match line.position:
        case "left":
            return Alignment.LEFT
        case "center":
            return Alignment.CENTER
        case "right":
            return Alignment.RIGHT
        case "outside":
            return Alignment.RIGHT if parity is Parity.ODD else Alignment.LEFT
        case "inside":
            return Alignment.LEFT if parity is Parity.ODD else Alignment.RIGHT
        case _:
            return line.alignment


def _by_tabs(inline: Inline, marked: int) -> Alignment | None:
    """Word's footers have a tab in the middle and one at the right edge."""
    tabs = "".join(text for text, _ in inline.pieces[:marked]).count("\t")
    if not tabs:
        return None
    return Alignment.CENTER if tabs == 1 else Alignment.RIGHT


def _frame(p_pr: etree._Element | None) -> _Place | None:
    """Where the paragraph's own frame stands (``w:framePr``)."""
    frame = None if p_pr is None else p_pr.find(_FRAME)
    if frame is None or not frame.attrib:
        return None
    position = frame.get(w("xAlign"))
    if position in _POSITIONS:
        return _Place(position)
    inside = frame.get(w("hAnchor")) in _STARTS
    return _Place(left=millimetres(frame.get(w("x"))) if inside else 0.0)


def _box_place(box: etree._Element) -> _Place:
    """Where the text box around ``w:txbxContent`` stands, in DrawingML or VML."""
    for element in box.iterancestors():
        name = etree.QName(element).localname
        if name == "anchor":
            return _drawing_place(element)
        if name in ("p", "hdr", "ftr"):
            break
        style = element.get("style")
        if style is not None and "position:absolute" in style.replace(" ", ""):
            return _vml_place(style)
    return _NOWHERE


def _drawing_place(anchor: etree._Element) -> _Place:
    horizontal = anchor.find("{*}positionH")
    if horizontal is None:
        return _NOWHERE
    aligned, offset = horizontal.findtext("{*}align"), horizontal.findtext("{*}posOffset")
    if aligned is not None and aligned.strip() in _POSITIONS:
        return _Place(aligned.strip())
    try:
        left = int(offset or "") / _EMU_PER_MM
    except ValueError:
        return _NOWHERE
    return _Place(left=left) if horizontal.get("relativeFrom") in _STARTS else _NOWHERE


def _vml_place(style: str) -> _Place:
    pairs = (part.partition(":") for part in style.split(";"))
    settings = {name.strip(): value.strip() for name, _, value in pairs}
    position = settings.get("mso-position-horizontal", "")
    if position in _POSITIONS:
        return _Place(position)
    start = settings.get("mso-position-horizontal-relative", "text")
    return _Place(left=millimetres(settings.get("margin-left"))) if start in _STARTS else _NOWHERE
