"""Paragraph and run properties of a Word document, resolved through its styles."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from officekit.reading.docx_parts import VAL, integer, switched_on, w

_P_STYLE, _NUM_PR, _JC, _P_PR, _R_PR = w("pStyle"), w("numPr"), w("jc"), w("pPr"), w("rPr")
_R_STYLE, _BOLD, _VANISH = w("rStyle"), w("b"), w("vanish")
_NUM_ID, _LEVEL = w("numId"), w("ilvl")
_STYLE, _STYLE_ID, _BASED_ON = w("style"), w("styleId"), w("basedOn")
_REMOVED_MARKS = frozenset({w("del"), w("moveFrom")})
_DEEPEST_CHAIN = 20


@dataclass(slots=True)
class RunProperties:
    """What run properties say; ``None`` where they say nothing."""

    style: str | None = None
    bold: bool | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class ParagraphProperties:
    """What paragraph properties say; ``None`` where they say nothing.

    Attributes:
        style: paragraph style.
        num_id: list; ``"0"`` switches numbering off.
        level: 0-based level in the list.
        centered: the paragraph is centred.
        mark_removed: a tracked change deletes the paragraph mark.
        mark_hidden: the paragraph mark is hidden text.
    """

    style: str | None = None
    num_id: str | None = None
    level: int | None = None
    centered: bool | None = None
    mark_removed: bool = False
    mark_hidden: bool = False


@dataclass(slots=True)
class _Style:
    base: str | None
    paragraph: ParagraphProperties
    run: RunProperties


_NO_RUN_PROPERTIES = RunProperties()


def run_properties(element: etree._Element | None) -> RunProperties:
    """Read ``w:rPr``."""
    if element is None:
        return _NO_RUN_PROPERTIES
    properties = RunProperties()
    for child in element:
        tag = child.tag
        if tag == _BOLD:
            properties.bold = switched_on(child)
        elif tag == _VANISH:
            properties.hidden = switched_on(child)
        elif tag == _R_STYLE:
            properties.style = child.get(VAL)
    return properties


def paragraph_properties(element: etree._Element | None) -> ParagraphProperties:
    """Read ``w:pPr``."""
    properties = ParagraphProperties()
    for child in () if element is None else element:
        tag = child.tag
        if tag == _P_STYLE:
            properties.style = child.get(VAL)
        elif tag == _JC:
            properties.centered = child.get(VAL) == "center"
        elif tag == _NUM_PR:
            for setting in child:
                if setting.tag == _NUM_ID:
                    properties.num_id = setting.get(VAL)
                elif setting.tag == _LEVEL:
                    properties.level = integer(setting.get(VAL), 0)
        elif tag == _R_PR:
            properties.mark_removed = any(mark.tag in _REMOVED_MARKS for mark in child)
            properties.mark_hidden = run_properties(child).hidden is True
    return properties


class Styles:
    """The styles part: properties through the basedOn chain.

    Args:
        root: ``w:styles``, or ``None`` where the document has none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        self._chains: dict[str | None, tuple[str, ...]] = {}
        self._runs: dict[str | None, RunProperties] = {}
        self._centered: dict[str | None, bool] = {}
        for element in () if root is None else root.iterchildren(_STYLE):
            self._add(element)

    def _add(self, element: etree._Element) -> None:
        style_id = element.get(_STYLE_ID)
        if style_id is None:
            return
        base = element.find(_BASED_ON)
        self._styles[style_id] = _Style(
            None if base is None else base.get(VAL),
            paragraph_properties(element.find(_P_PR)),
            run_properties(element.find(_R_PR)),
        )
        by_default = element.get(w("default")) in {"1", "true", "on"}
        if by_default and element.get(w("type")) == "paragraph":
            self._default = style_id

    def chain(self, style: str | None) -> tuple[str, ...]:
        """A paragraph style and those it is based on, nearest first; the default for ``None``."""
        known = self._chains.get(style)
        if known is None:
            known = self._chains[style] = self._follow(
                style if style in self._styles else self._default
            )
        return known

    def _follow(self, style: str | None) -> tuple[str, ...]:
        chain: list[str] = []
        while style in self._styles and style not in chain and len(chain) < _DEEPEST_CHAIN:
            chain.append(style)
            style = self._styles[style].base
        return tuple(chain)

    def list_of(self, style: str | None) -> tuple[str | None, int | None]:
        """List and level that a paragraph style gives; the nearest style that says so wins."""
        num_id: str | None = None
        level: int | None = None
        for name in self.chain(style):
            properties = self._styles[name].paragraph
            num_id = properties.num_id if num_id is None else num_id
            level = properties.level if level is None else level
        return num_id, level

    def centers(self, style: str | None) -> bool:
        """Whether a paragraph style centres."""
        if style not in self._centered:
            said = (self._styles[name].paragraph.centered for name in self.chain(style))
            self._centered[style] = next((s for s in said if s is not None), False)
        return self._centered[style]

    def run_of_paragraph(self, style: str | None) -> RunProperties:
        """Run properties that a paragraph style gives to its text."""
        return self._run(style, self.chain(style))

    def run_of_character(self, style: str) -> RunProperties:
        """Run properties that a character style gives."""
        return self._run(style, self._follow(style))

    def _run(self, style: str | None, chain: tuple[str, ...]) -> RunProperties:
        if style not in self._runs:
            merged = RunProperties()
            for name in chain:
                said = self._styles[name].run
                merged.bold = said.bold if merged.bold is None else merged.bold
                merged.hidden = said.hidden if merged.hidden is None else merged.hidden
            self._runs[style] = merged
        return self._runs[style]
