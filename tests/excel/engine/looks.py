# ruff: noqa: N802, N803 - the public names are Excel's
"""Font, fill and borders of a range."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.styles import PatternFill, Side
from openpyxl.styles.colors import COLOR_INDEX, Color

from tests.excel.engine.dispatch import ComObject

if TYPE_CHECKING:
    from tests.excel.engine.formats import Formatted

NONE = -4142
AUTOMATIC = -4105
_LINES: dict[tuple[int, int], Any] = {
    (1, 2): "thin",
    (1, 1): "hair",
    (1, -4138): "medium",
    (1, 4): "thick",
    (-4115, 2): "dashed",
    (-4118, 2): "dotted",
    (-4119, 4): "double",
}
"""LineStyle and Weight of the borders that a file names."""
_THEME = [
    "FFFFFF",
    "000000",
    "E7E6E6",
    "44546A",
    "4472C4",
    "ED7D31",
    "A5A5A5",
    "FFC000",
    "5B9BD5",
    "70AD47",
]
"""The colours of Office's theme in the order in which files number them."""
_SIDES = {7: "left", 8: "top", 9: "bottom", 10: "right"}


class Font(ComObject):
    """The font of a range; None where its cells differ."""

    def __init__(self, cells: Formatted) -> None:
        super().__init__(cells._session)
        self._cells = cells

    def _get(self, name: str) -> Any:
        return self._cells._agreed(getattr(each.font, name) for each in self._cells._sources())

    @property
    def Name(self) -> Any:
        return self._get("name")

    @Name.setter
    def Name(self, value: str) -> None:
        self._cells._style("font", name=value, scheme=None)

    @property
    def Size(self) -> Any:
        return self._get("size")

    @Size.setter
    def Size(self, value: float) -> None:
        self._cells._style("font", size=value)

    @property
    def Bold(self) -> Any:
        return self._get("bold")

    @Bold.setter
    def Bold(self, value: bool) -> None:
        self._cells._style("font", bold=value)

    @property
    def Italic(self) -> Any:
        return self._get("italic")

    @Italic.setter
    def Italic(self, value: bool) -> None:
        self._cells._style("font", italic=value)

    @property
    def Strikethrough(self) -> Any:
        return self._get("strike")

    @Strikethrough.setter
    def Strikethrough(self, value: bool) -> None:
        self._cells._style("font", strike=value)

    @property
    def Color(self) -> float | None:
        fonts = (each.font.color for each in self._cells._sources())
        return self._cells._agreed(to_bgr(color) or 0.0 for color in fonts)

    @Color.setter
    def Color(self, value: float) -> None:
        self._cells._style("font", color=from_bgr(value))


class Interior(ComObject):
    """The fill of a range."""

    def __init__(self, cells: Formatted) -> None:
        super().__init__(cells._session)
        self._cells = cells

    def _fills(self) -> Iterator[Any]:
        return (each.fill for each in self._cells._sources())

    @property
    def Color(self) -> float | None:
        """The colour as blue, green, red; white without a fill."""
        return self._cells._agreed(
            to_bgr(fill.fgColor) or 0.0 if fill.fill_type else float(0xFFFFFF)
            for fill in self._fills()
        )

    @Color.setter
    def Color(self, value: float) -> None:
        self._fill(PatternFill("solid", fgColor=from_bgr(value)))

    @property
    def ColorIndex(self) -> int | None:
        """-4142 without a fill; 1 for any fill: the double has no palette."""
        return self._cells._agreed(1 if fill.fill_type else NONE for fill in self._fills())

    @ColorIndex.setter
    def ColorIndex(self, value: int) -> None:
        if value not in (NONE, AUTOMATIC):
            raise NotImplementedError("the palette is not in the double")
        self._fill(PatternFill())

    @property
    def Pattern(self) -> int | None:
        return self._cells._agreed(1 if fill.fill_type else NONE for fill in self._fills())

    @Pattern.setter
    def Pattern(self, value: int) -> None:
        if value != NONE:
            raise NotImplementedError("only a plain fill is in the double")
        self._fill(PatternFill())

    def _fill(self, fill: PatternFill) -> None:
        cells = self._cells
        cells._session.note("format", cells._sheet.Name, cells._area.plain)
        cells._sheet._guard.check("formatCells")
        for target in cells._targets():
            target.fill = fill
        cells._sheet._changed()


class Borders(ComObject):
    """The borders of a range: all of them, or one side by its index."""

    def __init__(self, cells: Formatted, sides: tuple[str, ...] = tuple(_SIDES.values())) -> None:
        super().__init__(cells._session)
        self._cells, self._sides = cells, sides

    def __call__(self, Index: int) -> Borders:
        return self.Item(Index)

    def Item(self, Index: int) -> Borders:
        """The borders of one side: 7 left, 8 top, 9 bottom, 10 right."""
        if Index not in _SIDES:
            raise NotImplementedError(f"border {Index} is not in the double")
        return Borders(self._cells, (_SIDES[Index],))

    def _set(self, line: int, weight: int) -> None:
        style: Any = None if line == NONE else _LINES.get((line, weight), "thin")
        side = Side(style=style)
        self._cells._style("border", **dict.fromkeys(self._sides, side))

    def _get(self) -> tuple[int, int] | None:
        styles = self._cells._agreed(
            tuple(getattr(each.border, side).style for side in self._sides)
            for each in self._cells._sources()
        )
        if styles is None or len(set(styles)) > 1:
            return None
        return next((key for key, name in _LINES.items() if name == styles[0]), (NONE, 2))

    @property
    def LineStyle(self) -> int | None:
        found = self._get()
        return found and found[0]

    @LineStyle.setter
    def LineStyle(self, value: int) -> None:
        self._set(value, 2)

    @property
    def Weight(self) -> int | None:
        found = self._get()
        return found and found[1]

    @Weight.setter
    def Weight(self, value: int) -> None:
        self._set(1, value)


def to_bgr(color: Any) -> float | None:
    """The number COM gives a colour; None without a colour."""
    if color is None:
        return None
    if color.type == "theme":
        text = _THEME[color.theme] if color.theme < len(_THEME) else "000000"
    elif color.type == "indexed":
        text = COLOR_INDEX[color.indexed] if color.indexed < len(COLOR_INDEX) else "000000"
    else:
        text = str(color.rgb)
    parts = [int(text[at : at + 2], 16) / 255 for at in range(len(text) - 6, len(text), 2)]
    hue, light, saturation = colorsys.rgb_to_hls(*parts)
    tint = color.tint or 0.0
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, light, saturation))
    return float(red + green * 256 + blue * 65536)


def from_bgr(value: float) -> Color:
    """The colour of COM's number."""
    number = int(value)
    red, green, blue = number & 255, number >> 8 & 255, number >> 16 & 255
    return Color(rgb=f"FF{red:02X}{green:02X}{blue:02X}")
