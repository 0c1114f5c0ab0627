"""What properties of paragraphs and runs say, layer by layer: flat dictionaries that merge."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from lxml import etree

from officekit.model.laid_document import Rule
from officekit.reading.docx_parts import VAL, switched_on, w

Look = dict[str, str]
"""What one layer says, such as ``{"ind.left": "420", "size": "32"}``."""

MM_PER_TWIP = 25.4 / 1440
MM_PER_POINT = 25.4 / 72
FONT_SLOTS = ("eastAsia", "ascii", "hAnsi")
_TWIPS_PER_UNIT = {
    "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0,
}  # fmt: skip
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?")
_LONGEST = 1_000_000.0  # twips; Word's pages end at 31,680
_ALIASES = {
    "start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars",
}  # fmt: skip
_FIRST = ("ind.firstLine", "ind.firstLineChars")
_HANGING = ("ind.hanging", "ind.hangingChars")
_WITH_ATTRIBUTES = {w("ind"): "ind", w("spacing"): "spacing"}
_LONGEST_NUMBER = 20  # characters
_NO_LINE = frozenset({"nil", "none"})
_DEFAULT_LINE = "4"  # eighths of a point


def paragraph_look(element: etree._Element | None) -> Look:
    """What a ``w:pPr`` says about the form of a paragraph."""
    look: Look = {}
    for child in () if element is None else element:
        tag = child.tag
        if tag in _WITH_ATTRIBUTES:
            name = _WITH_ATTRIBUTES[tag]
            for key, value in child.attrib.items():
                attribute = str(key).rpartition("}")[2]
                look[f"{name}.{_ALIASES.get(attribute, attribute)}"] = str(value)
        elif tag == w("jc"):
            look["jc"] = child.get(VAL) or ""
        elif tag == w("pageBreakBefore"):
            look["pageBreakBefore"] = "1" if switched_on(child) else ""
        elif tag == w("pBdr"):
            for side in child:
                if side.tag in (w("top"), w("bottom")):
                    look[f"border.{side.tag.rpartition('}')[2]}"] = border(side)
    return look


def run_look(element: etree._Element | None) -> Look:
    """What a ``w:rPr`` says about the form of text; theme fonts begin with ``+``."""
    look: Look = {}
    for child in () if element is None else element:
        tag = child.tag
        if tag == w("rFonts"):
            look |= _fonts(child)
        elif tag == w("sz"):
            look["size"] = child.get(VAL) or ""
        elif tag == w("b"):
            look["bold"] = "1" if switched_on(child) else ""
        elif tag == w("color"):
            look["colour"] = child.get(VAL) or "auto"
        elif tag == w("rStyle"):
            look["style"] = child.get(VAL) or ""
    return look


def _fonts(element: etree._Element) -> Look:
    look: Look = {}
    for slot in FONT_SLOTS:
        theme, name = element.get(w(f"{slot}Theme")), element.get(w(slot))
        if theme or name:
            look[f"font.{slot}"] = f"+{theme}" if theme else name or ""
    if hint := element.get(w("hint")):
        look["hint"] = hint
    return look


def merge(look: Look, nearer: Mapping[str, str]) -> None:
    """Lay a nearer layer over ``look``; its first-line indent replaces a hanging one."""
    for mine, other in ((_FIRST, _HANGING), (_HANGING, _FIRST)):
        if any(key in nearer for key in mine):
            for key in other:
                look.pop(key, None)
    look.update(nearer)


def twips(text: str | None) -> float | None:
    """A length in twips, from a plain number or one with a unit; ``None`` where malformed."""
    match = _MEASURE.fullmatch(text.strip()) if text and len(text) < _LONGEST_NUMBER else None
    if match is None:
        return None
    value = float(match[1]) * _TWIPS_PER_UNIT.get(match[2] or "", 1.0)
    return value if math.isfinite(value) and abs(value) <= _LONGEST else None


def millimetres(text: str | None, default: float = 0.0) -> float:
    """A length in millimetres; the default where it is missing or malformed."""
    value = twips(text)
    return default if value is None else value * MM_PER_TWIP


def border(element: etree._Element) -> str:
    """A border in one word: kind, width in eighths of a point, colour."""
    size, colour = element.get(w("sz")) or _DEFAULT_LINE, element.get(w("color")) or "auto"
    return f"{element.get(VAL) or 'none'}|{size}|{colour}"


def rule(text: str | None) -> Rule | None:
    """The line that :func:`border` names; ``None`` where there is none."""
    kind, _, rest = (text or "none").partition("|")
    size, _, colour = rest.partition("|")
    if kind in _NO_LINE:
        return None
    eighths = twips(size) or 0.0
    double = kind == "double" or kind.startswith(("thickThin", "thinThick"))
    return Rule(eighths / 8 * MM_PER_POINT, _colour(colour), double)


def _colour(text: str) -> str:
    return text if text == "auto" else text.upper()
