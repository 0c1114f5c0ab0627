# ruff: noqa: N802 - the public names are Excel's
"""How cells are formatted: number format, alignment, width and height."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

from openpyxl.cell.cell import MergedCell

from tests.excel.engine import dimensions, looks
from tests.excel.engine.areas import Area
from tests.excel.engine.dispatch import ComObject
from tests.excel.engine.errors import refused

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet

T = TypeVar("T")

_HORIZONTAL = {
    None: 1,
    "general": 1,
    "left": -4131,
    "center": -4108,
    "right": -4152,
    "fill": 5,
    "justify": -4130,
    "centerContinuous": 7,
    "distributed": -4117,
}
_VERTICAL = {
    None: -4107,
    "bottom": -4107,
    "top": -4160,
    "center": -4108,
    "justify": -4130,
    "distributed": -4117,
}


class Formatted(ComObject):
    """The part of a range that formats its cells.

    Args:
        sheet: the sheet.
        area: the rectangle.
    """

    _unit: str

    def __init__(self, sheet: Worksheet, area: Area) -> None:
        super().__init__(sheet._session)
        self._sheet = sheet
        self._area = area

    def _gate(self) -> None:
        super()._gate()
        self._sheet._gate()

    def _sources(self) -> Iterator[Any]:
        """What gives the cells their formats, cells first, then whatever covers the rest."""
        area, used = self._area, self._sheet._used()
        if area.height * area.width <= 10_000:
            yield from (self._sheet._style_source(*at) for at in area.positions())
            return
        if inner := area.meet(used):
            yield from (self._sheet._style_source(*at) for at in inner.positions())
        rest = min(area.bottom, used.bottom + 1)
        yield from (
            self._sheet._style_source(rest, column) for column in range(area.left, area.right + 1)
        )

    @staticmethod
    def _agreed(values: Iterable[T]) -> T | None:
        """What all have in common; None where they differ."""
        found = list(values)
        return found[0] if all(each == found[0] for each in found[1:]) else None

    def _targets(self) -> Iterator[Any]:
        """Everything to format: the cells, for entire rows and columns those with their cells."""
        area = self._area
        if not (area.spans_rows or area.spans_columns):
            yield from (self._sheet._cell(*at) for at in area.positions())
            return
        if area.spans_columns:
            first, last = area.left, min(area.right, area.left + 255)
            for column in range(first, last + 1):
                yield dimensions.own_column(self._sheet._xml, column)
        else:
            for row in range(area.top, area.bottom + 1):
                yield self._sheet._xml.row_dimensions[row]
        for at, cell in list(self._sheet._xml._cells.items()):
            if area.has(*at):
                yield cell

    def _style(self, part: str, **changes: Any) -> None:
        """Change one part of the format of every cell."""
        self._session.note("format", self._sheet.Name, self._area.plain)
        self._sheet._guard.check("formatCells")
        for target in self._targets():
            changed = copy(getattr(target, part))
            for attribute, value in changes.items():
                setattr(changed, attribute, value)
            setattr(target, part, changed)
        self._sheet._changed()

    @property
    def NumberFormat(self) -> str | None:
        return self._agreed(str(each.number_format) for each in self._sources())

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self._session.note("format", self._sheet.Name, self._area.plain)
        self._sheet._guard.check("formatCells")
        for target in self._targets():
            target.number_format = value
        self._sheet._changed()

    @property
    def Font(self) -> looks.Font:
        return looks.Font(self)

    @property
    def Interior(self) -> looks.Interior:
        return looks.Interior(self)

    @property
    def Borders(self) -> looks.Borders:
        return looks.Borders(self)

    @property
    def Locked(self) -> bool | None:
        return self._agreed(bool(each.protection.locked) for each in self._sources())

    @Locked.setter
    def Locked(self, value: bool) -> None:
        self._sheet._guard.check()
        self._style("protection", locked=value)

    @property
    def WrapText(self) -> bool | None:
        return self._agreed(bool(each.alignment.wrap_text) for each in self._sources())

    @WrapText.setter
    def WrapText(self, value: bool) -> None:
        self._style("alignment", wrap_text=value)

    @property
    def ShrinkToFit(self) -> bool | None:
        return self._agreed(bool(each.alignment.shrink_to_fit) for each in self._sources())

    @ShrinkToFit.setter
    def ShrinkToFit(self, value: bool) -> None:
        self._style("alignment", shrink_to_fit=value)

    @property
    def IndentLevel(self) -> int | None:
        return self._agreed(int(each.alignment.indent or 0) for each in self._sources())

    @IndentLevel.setter
    def IndentLevel(self, value: int) -> None:
        self._style("alignment", indent=value)

    @property
    def HorizontalAlignment(self) -> int | None:
        return self._agreed(_HORIZONTAL[each.alignment.horizontal] for each in self._sources())

    @HorizontalAlignment.setter
    def HorizontalAlignment(self, value: int) -> None:
        self._style("alignment", horizontal=_named(_HORIZONTAL, value))

    @property
    def VerticalAlignment(self) -> int | None:
        return self._agreed(_VERTICAL[each.alignment.vertical] for each in self._sources())

    @VerticalAlignment.setter
    def VerticalAlignment(self, value: int) -> None:
        self._style("alignment", vertical=_named(_VERTICAL, value))

    @property
    def RowHeight(self) -> float | None:
        rows = range(self._area.top, min(self._area.bottom, self._area.top + 9999) + 1)
        return self._agreed(dimensions.row_height(self._sheet._xml, row) for row in rows)

    @RowHeight.setter
    def RowHeight(self, value: float) -> None:
        if not 0 <= value <= 409.5:
            raise refused("Unable to set the RowHeight property of the Range class")
        self._resize("formatRows")
        for row in range(self._area.top, self._area.bottom + 1):
            self._sheet._xml.row_dimensions[row].height = value
        self._sheet._changed()

    @property
    def ColumnWidth(self) -> float | None:
        columns = range(self._area.left, self._area.right + 1)
        return self._agreed(dimensions.column_width(self._sheet._xml, each) for each in columns)

    @ColumnWidth.setter
    def ColumnWidth(self, value: float) -> None:
        if not 0 <= value <= 255:
            raise refused("Unable to set the ColumnWidth property of the Range class")
        self._resize("formatColumns")
        for column in range(self._area.left, self._area.right + 1):
            dimensions.own_column(self._sheet._xml, column).width = value
        self._sheet._changed()

    def _resize(self, permission: str) -> None:
        self._session.note("resize", self._sheet.Name, self._area.plain)
        self._sheet._guard.check(permission)

    @property
    def Hidden(self) -> bool | None:
        """Whether the rows or columns are hidden, None where they differ.

        Raises:
            com_error: the range is not made of entire rows or columns.
        """
        area, xml = self._area, self._sheet._xml
        if area.spans_rows:
            rows = range(area.top, area.bottom + 1)
            return self._agreed(dimensions.row_hidden(xml, row) for row in rows)
        if area.spans_columns:
            columns = range(area.left, area.right + 1)
            return self._agreed(dimensions.column_hidden(xml, column) for column in columns)
        raise refused("Unable to get the Hidden property of the Range class")

    @Hidden.setter
    def Hidden(self, value: bool) -> None:
        area, xml = self._area, self._sheet._xml
        if not (area.spans_rows or area.spans_columns):
            raise refused("Unable to set the Hidden property of the Range class")
        self._resize("formatRows" if area.spans_rows else "formatColumns")
        if area.spans_rows:
            for row in range(area.top, area.bottom + 1):
                xml.row_dimensions[row].hidden = bool(value)
        else:
            for column in range(area.left, area.right + 1):
                dimensions.own_column(xml, column).hidden = bool(value)
        self._sheet._changed()

    def AutoFit(self) -> bool:
        """Fit the heights of rows, or the widths of columns, to their texts.

        Raises:
            com_error: the range is neither rows nor columns.
        """
        rows = self._unit == "rows" or self._area.spans_rows
        if not rows and self._unit != "columns" and not self._area.spans_columns:
            raise refused("AutoFit method of Range class failed")
        self._session.note("autofit", self._sheet.Name, self._area.plain)
        self._sheet._guard.check("formatRows" if rows else "formatColumns")
        area = self._area.meet(self._sheet._used())
        if area is not None and rows:
            for row in range(area.top, area.bottom + 1):
                self._sheet._xml.row_dimensions[row].height = self._needed_height(row)
        elif area is not None:
            for column in range(area.left, area.right + 1):
                width = self._needed_width(column, area)
                dimensions.own_column(self._sheet._xml, column).width = width
        self._sheet._changed()
        return True

    def _needed_height(self, row: int) -> float:
        lines = 1
        for column in range(1, self._sheet._used().right + 1):
            cell = self._sheet._peek(row, column)
            if cell is None or not isinstance(cell.value, str) or isinstance(cell, MergedCell):
                continue
            if not cell.alignment.wrap_text or self._sheet._merge_at(row, column):
                continue
            width = max(1.0, dimensions.column_width(self._sheet._xml, column))
            parts = [dimensions.display_width(part) for part in cell.value.split("\n")]
            lines = max(lines, sum(max(1, -int(-part // width)) for part in parts))
        return min(409.5, lines * dimensions.DEFAULT_HEIGHT)

    def _needed_width(self, column: int, area: Area) -> float:
        texts = [self._sheet._peek(row, column) for row in range(area.top, area.bottom + 1)]
        longest = max(
            (dimensions.display_width(str(each.value)) for each in texts if each and each.value),
            default=dimensions.DEFAULT_WIDTH,
        )
        return float(min(255, longest + 1))


def _named(names: dict[str | None, int], value: int) -> str | None:
    for name, code in names.items():
        if code == value and name is not None:
            return name
    raise refused("Unable to set the alignment of the Range class")
