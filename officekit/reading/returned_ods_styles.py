"""Automatic styles of an OpenDocument spreadsheet: what a cell shows, whether a sheet does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

_WHITE: Final = "#ffffff"
_TINY_POINTS: Final = 2
_NUMBER_STYLES: Final = frozenset({"number-style", "percentage-style", "text-style"})


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class Looks:
    """What a style says of the cells and texts that have it.

    Attributes:
        percent: numbers show as percentages.
        text: cells are formatted as text.
        scientific: numbers show exponents.
        struck: text is struck through.
        color: of the letters, as ``#ffffff``; blank where it is automatic.
        background: of the cell; blank where it has none.
        tiny: letters are too small to be read.
    """

    percent: bool = False
    text: bool = False
    scientific: bool = False
    struck: bool = False
    color: str = ""
    background: str = ""
    tiny: bool = False

    @property
    def invisible(self) -> bool:
        """Whether what stands in the cell is not seen."""
        return self.tiny or (bool(self.color) and self.color == (self.background or _WHITE))


_PLAIN: Final = Looks()


class StyleReader:
    """Takes the elements before the first sheet, in order."""

    def __init__(self) -> None:
        self._formats: dict[str, Looks] = {}
        self._looks: dict[str, Looks] = {}
        self._hidden_tables: set[str] = set()
        self._style = ""
        self._format = ""

    def start(self, name: str, found: dict[str, str]) -> None:
        """An element begins; attribute names are without namespaces."""
        if name in _NUMBER_STYLES:
            self._format = found.get("name", "")
            self._formats[self._format] = Looks(
                percent=name == "percentage-style", text=name == "text-style"
            )
        elif name == "scientific-number":
            self._formats[self._format] = Looks(scientific=True)
        elif name == "style":
            self._style = found.get("name", "")
            inherited = self._looks.get(found.get("parent-style-name", ""), _PLAIN)
            shown = self._formats.get(found.get("data-style-name", ""))
            if shown is not None:
                inherited = replace(
                    inherited,
                    percent=shown.percent,
                    text=shown.text,
                    scientific=shown.scientific,
                )
            self._looks[self._style] = inherited
        elif name == "text-properties":
            self._looks[self._style] = _with_letters(self.looks(self._style), found)
        elif name == "table-cell-properties" and "background-color" in found:
            color = found["background-color"].lower()
            background = "" if color == "transparent" else color
            self._looks[self._style] = replace(self.looks(self._style), background=background)
        elif name == "table-properties" and found.get("display") == "false":
            self._hidden_tables.add(self._style)

    def looks(self, style: str) -> Looks:
        """What a style shows; plain where it is not known."""
        return self._looks.get(style, _PLAIN)

    def is_hidden_table(self, style: str) -> bool:
        """Whether a sheet of this style is hidden."""
        return style in self._hidden_tables


def _with_letters(looks: Looks, found: dict[str, str]) -> Looks:
    """A style with the properties of its letters; what they don't name is inherited."""
    if "text-line-through-style" in found:
        looks = replace(looks, struck=found["text-line-through-style"] != "none")
    if "color" in found:
        looks = replace(looks, color=found["color"].lower())
    if found.get("use-window-font-color") == "true":
        looks = replace(looks, color="")
    size = found.get("font-size", "").removesuffix("pt")
    if size.replace(".", "", 1).isdecimal():
        looks = replace(looks, tiny=float(size) <= _TINY_POINTS)
    return looks
