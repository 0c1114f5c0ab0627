"""Cell styles of an .xlsx file: what each shows and what it hides (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from officekit.reading.number_formats import FormatKind, format_kind, format_traits
from officekit.reading.xlsx_package import (
    TRUE,
    Attributes,
    Part,
    parse_elements,
    remembered,
    too_much,
)

_MOST_STYLES = 200_000
_TINY_POINTS = 2
_WHITE = "FFFFFF"
_AUTOMATIC = "auto"
_PATTERN = "pattern"
_INDEXED = {"1": _WHITE, "9": _WHITE, "65": _WHITE, "64": _AUTOMATIC}
_SECTIONS = frozenset({"fonts", "fills", "cellXfs"})


class Mark(StrEnum):
    """What a style says of a cell that a reader of returned workbooks must know."""

    PERCENT = "percent"
    TEXT_FORMAT = "text_format"
    SCIENTIFIC = "scientific"
    STRUCK = "struck"
    INVISIBLE = "invisible"


class CellLook(NamedTuple):
    """A cell style (``cellXfs``): what its number format shows, and its marks."""

    kind: FormatKind
    marks: tuple[Mark, ...]


class _Font:
    """A font while it is read."""

    def __init__(self) -> None:
        self.color = _AUTOMATIC
        self.struck = self.tiny = False


@remembered
def read_styles(part: Part) -> tuple[CellLook, ...]:
    """The cell styles in the order in which cells cite them.

    Raises:
        FileRefusedError: a DTD, or more styles than any program writes.
        FileUnreadableError: broken.
    """
    styles = _Styles(part.file)
    parse_elements(part, styles.start, styles.end)
    return styles.looks()


class _Styles:
    """Handlers of one pass; fonts and fills of differential styles (``dxfs``) are left out."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.codes: dict[int, str] = {}
        self.fonts: list[_Font] = []
        self.fills: list[str] = []
        self.cells: list[tuple[int, int, int]] = []
        self.section = ""

    def start(self, tag: str, found: Attributes) -> None:
        if tag == "numFmt":
            self.codes.setdefault(int(found["numFmtId"]), found["formatCode"])
        elif tag in _SECTIONS:
            self.section = tag
        elif not self.section:
            return
        elif tag == "xf":
            ids = (found.get(name, "0") for name in ("numFmtId", "fontId", "fillId"))
            number, font, fill = map(int, ids)
            self.cells.append((number, font, fill))
        elif tag == "font":
            self.fonts.append(_Font())
        elif tag == "fill":
            self.fills.append(_WHITE)
        elif self.section == "fonts" and self.fonts:
            self.font(self.fonts[-1], tag, found)
        elif self.section == "fills" and self.fills:
            self.fill(tag, found)
        if len(self.cells) + len(self.fonts) + len(self.fills) > _MOST_STYLES:
            raise too_much(self.file, f"的单元格样式超过 {_MOST_STYLES} 种")

    def end(self, tag: str) -> None:
        if tag == self.section:
            self.section = ""

    def font(self, font: _Font, tag: str, found: Attributes) -> None:
        if tag == "strike":
            font.struck = found.get("val", "1") in TRUE
        elif tag == "sz":
            font.tiny = float(found.get("val", "11")) <= _TINY_POINTS
        elif tag == "color":
            font.color = _color(found)

    def fill(self, tag: str, found: Attributes) -> None:
        if tag == "patternFill":
            pattern = found.get("patternType", "none")
            self.fills[-1] = _WHITE if pattern == "none" else _PATTERN
            if pattern == "solid":
                self.fills[-1] = ""
        elif tag == "fgColor" and not self.fills[-1]:
            self.fills[-1] = _color(found)
        elif tag == "gradientFill":
            self.fills[-1] = _PATTERN

    def looks(self) -> tuple[CellLook, ...]:
        known: dict[tuple[int, int, int], CellLook] = {}
        for ids in self.cells:
            if ids not in known:
                known[ids] = self.look(*ids)
        return tuple(known[ids] for ids in self.cells)

    def look(self, number: int, font_id: int, fill_id: int) -> CellLook:
        code = self.codes.get(number)
        traits = format_traits(number, code)
        font = self.fonts[font_id] if 0 <= font_id < len(self.fonts) else _Font()
        fill = self.fills[fill_id] if 0 <= fill_id < len(self.fills) else _WHITE
        same = font.color == fill != _AUTOMATIC
        told = {
            Mark.PERCENT: traits.percent,
            Mark.TEXT_FORMAT: traits.text,
            Mark.SCIENTIFIC: traits.scientific,
            Mark.STRUCK: font.struck,
            Mark.INVISIBLE: traits.hides or font.tiny or same,
        }
        return CellLook(
            format_kind(number, code), tuple(mark for mark, is_so in told.items() if is_so)
        )


def _color(found: Attributes) -> str:
    """One name for each colour; equal names are the same colour, others may be.

    The first theme colour is the background of windows: white in every theme in use.
    """
    if "rgb" in found:
        return found["rgb"][-6:].upper()
    tint = float(found.get("tint", "0"))
    if "theme" in found:
        return _WHITE if found["theme"] == "0" and not tint else f"theme {found['theme']} {tint}"
    if "indexed" in found:
        number = found["indexed"]
        return _INDEXED.get(number, f"indexed {number}")
    return _AUTOMATIC
