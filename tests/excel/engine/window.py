# ruff: noqa: N802, N803 - the public names are Excel's
"""The window of a workbook: what is seen, and what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.excel.engine import cells
from tests.excel.engine.areas import Area, parse_area
from tests.excel.engine.dispatch import ComObject, Setting
from tests.excel.engine.errors import bad_index, refused

if TYPE_CHECKING:
    from tests.excel.engine.book import Workbook
    from tests.excel.engine.sheet import Worksheet


def selected(sheet: Worksheet) -> cells.Range:
    """What is selected on a sheet; of several areas the first."""
    views = sheet._xml.sheet_view.selection
    text = str(views[-1].sqref).split(maxsplit=1)[0] if views else "A1"
    return cells.Range(sheet, parse_area(text) or Area(1, 1, 1, 1))


def select(target: cells.Range) -> None:
    """Select cells on their sheet."""
    view = target._sheet._xml.sheet_view
    selection = view.selection[-1]
    selection.sqref = target._area.plain
    selection.activeCell = Area(target.Row, target.Column, target.Row, target.Column).plain


class SelectedShape(ComObject):
    """A selection that is no range, for example a button."""

    @property
    def Address(self) -> str:
        raise refused("Unable to get the Address property")


class Window(ComObject):
    """The window of a workbook; it shows the active sheet."""

    Caption = Setting("")
    WindowState = Setting(-4137)
    Visible = Setting(True)

    def __init__(self, book: Workbook) -> None:
        super().__init__(book._session)
        self._book = book

    @property
    def _view(self) -> Any:
        return self._book.ActiveSheet._xml.sheet_view

    @property
    def ActiveSheet(self) -> Worksheet:
        return self._book.ActiveSheet

    @property
    def RangeSelection(self) -> cells.Range:
        return selected(self._book.ActiveSheet)

    @property
    def _corner(self) -> Area:
        pane = self._view.pane
        text = (pane.topLeftCell if pane else None) or self._view.topLeftCell or "A1"
        return parse_area(text) or Area(1, 1, 1, 1)

    def _scroll(self, row: int, column: int) -> None:
        if row < 1 or column < 1:
            raise refused("Unable to set the ScrollRow property of the Window class")
        pane = self._view.pane
        if pane:
            row, column = max(row, self.SplitRow + 1), max(column, self.SplitColumn + 1)
        text = Area(row, column, row, column).plain
        if pane:
            pane.topLeftCell = text
        else:
            self._view.topLeftCell = text

    @property
    def ScrollRow(self) -> int:
        return self._corner.top

    @ScrollRow.setter
    def ScrollRow(self, value: int) -> None:
        self._scroll(value, self.ScrollColumn)

    @property
    def ScrollColumn(self) -> int:
        return self._corner.left

    @ScrollColumn.setter
    def ScrollColumn(self, value: int) -> None:
        self._scroll(self.ScrollRow, value)

    @property
    def FreezePanes(self) -> bool:
        pane = self._view.pane
        return bool(pane and pane.state in ("frozen", "frozenSplit"))

    @property
    def SplitRow(self) -> int:
        pane = self._view.pane
        return int(pane.ySplit or 0) if pane else 0

    @property
    def SplitColumn(self) -> int:
        pane = self._view.pane
        return int(pane.xSplit or 0) if pane else 0

    @property
    def Zoom(self) -> int:
        return int(self._view.zoomScale or 100)

    @Zoom.setter
    def Zoom(self, value: int) -> None:
        self._view.zoomScale = value

    @property
    def DisplayGridlines(self) -> bool:
        return self._view.showGridLines is not False

    @DisplayGridlines.setter
    def DisplayGridlines(self, value: bool) -> None:
        self._view.showGridLines = value

    def Activate(self) -> None:
        self._book.Activate()


class Windows(ComObject):
    """The windows of a workbook; the double has one."""

    def __init__(self, book: Workbook) -> None:
        super().__init__(book._session)
        self._book = book

    @property
    def Count(self) -> int:
        return 1

    def __call__(self, Index: int) -> Window:
        return self.Item(Index)

    def Item(self, Index: int) -> Window:
        if Index != 1:
            raise bad_index()
        return Window(self._book)
