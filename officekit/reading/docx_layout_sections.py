"""Sections of a Word document: page, margins, grid."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from officekit.model.laid_document import LaidSection
from officekit.reading.docx_layout_footers import FooterReader, Parity
from officekit.reading.docx_layout_looks import MM_PER_TWIP, millimetres, twips
from officekit.reading.docx_layout_parts import LayoutParts
from officekit.reading.docx_parts import VAL, switched_on, w

SECTION = w("sectPr")
_P_PR = w("pPr")
_RELATION = "}id"
_GRIDS = frozenset({"lines", "linesAndChars", "snapToChars"})
# What Word takes where a section says nothing: Letter, an inch on each side.
_PAGE = {"w": 12240 * MM_PER_TWIP, "h": 15840 * MM_PER_TWIP}
_MARGIN = 1440 * MM_PER_TWIP
_TO_EDGE = 720 * MM_PER_TWIP


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a document.

    Attributes:
        laid: their layout, in order; at least one.
        ends: the elements that end a section inside the body, with the section's index.
        new_page: for each section, whether it begins a new page.
        parity: odd and even pages have different footers.
    """

    laid: tuple[LaidSection, ...]
    ends: dict[etree._Element, int]
    new_page: tuple[bool, ...]
    parity: bool


def read_sections(parts: LayoutParts, body: etree._Element, footers: FooterReader) -> Sections:
    """Read all sections with their footers.

    A footer whose page number stands on the outside (外侧) of the page makes two: Word needs no
    second footer for that.
    """
    found = (p_pr.find(SECTION) for p_pr in body.iter(_P_PR))
    properties = [element for element in found if element is not None]
    ends = {element: index for index, element in enumerate(properties)}
    last = body.find(SECTION)
    elements = [*properties, last]
    declared = parts.setting("evenAndOddHeaders")
    inherited: dict[str, str] = {}
    laid: list[LaidSection] = []
    parity = declared
    for element in elements:
        inherited |= _footer_references(element)
        section = _page(parts, element)
        odd = footers.read(inherited.get("default"), Parity.ODD)
        even = footers.read(inherited.get("even"), Parity.EVEN) if declared else None
        if not declared and footers.depends_on_parity(inherited.get("default")):
            parity = True
            even = footers.read(inherited.get("default"), Parity.EVEN)
        differs = _flag(element, "titlePg")
        first = footers.read(inherited.get("first"), Parity.ODD) if differs else None
        laid.append(
            replace(
                section,
                odd_footer=odd,
                even_footer=even,
                first_footer=first,
                first_page_differs=differs,
            )
        )
    new_page = tuple(_type(element) != "continuous" for element in elements)
    return Sections(tuple(laid), ends, new_page, parity)


def _page(parts: LayoutParts, element: etree._Element | None) -> LaidSection:
    size, margin = _child(element, "pgSz"), _child(element, "pgMar")

    def edge(name: str, default: float) -> float:
        # A negative margin is one that the header may not push away.
        return abs(millimetres(_attribute(margin, name), default))

    top, left = edge("top", _MARGIN), edge("left", _MARGIN)
    gutter = edge("gutter", 0.0)
    if parts.setting("gutterAtTop"):
        top += gutter
    else:
        left += gutter
    width = millimetres(_attribute(size, "w"), _PAGE["w"])
    height = millimetres(_attribute(size, "h"), _PAGE["h"])
    return LaidSection(
        width=width,
        height=height,
        top=top,
        bottom=edge("bottom", _MARGIN),
        left=left,
        right=edge("right", _MARGIN),
        header=edge("header", _TO_EDGE),
        footer=edge("footer", _TO_EDGE),
        landscape=_attribute(size, "orient") == "landscape" or width > height,
        line_pitch=_grid_pitch(_child(element, "docGrid")),
    )


def _grid_pitch(grid: etree._Element | None) -> float | None:
    if grid is None or grid.get(w("type")) not in _GRIDS:
        return None
    pitch = twips(grid.get(w("linePitch")))
    return pitch / 20 if pitch else None


def _footer_references(element: etree._Element | None) -> dict[str, str]:
    """Kind of footer → identity of its part, as far as a section says."""
    references: dict[str, str] = {}
    for child in () if element is None else element.iterchildren(w("footerReference")):
        identity = next((v for k, v in child.attrib.items() if str(k).endswith(_RELATION)), "")
        references[child.get(w("type")) or "default"] = str(identity)
    return references


def _type(element: etree._Element | None) -> str:
    child = _child(element, "type")
    return "nextPage" if child is None else child.get(VAL) or "nextPage"


def _flag(element: etree._Element | None, name: str) -> bool:
    child = _child(element, name)
    return child is not None and switched_on(child)


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else element.find(w(name))


def _attribute(element: etree._Element | None, name: str) -> str | None:
    return None if element is None else element.get(w(name))
