# ruff: noqa: N802, N803 - the public names are Excel's
"""Hyperlinks and notes of cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment as XmlComment
from openpyxl.styles import Font
from openpyxl.worksheet.hyperlink import Hyperlink as XmlHyperlink

from tests.excel.engine import contents
from tests.excel.engine.dispatch import ComObject
from tests.excel.engine.errors import bad_index, refused
from tests.excel.engine.values import Entry

if TYPE_CHECKING:
    from tests.excel.engine.cells import Range
    from tests.excel.engine.sheet import Worksheet

_AUTHOR = "officekit"
_LINK_COLOR = "FF0563C1"


class Hyperlink(ComObject):
    """The link of a cell."""

    def __init__(self, cell: Range) -> None:
        super().__init__(cell._session)
        self._cell = cell

    @property
    def _target(self) -> Any:
        return self._cell._sheet._cell(self._cell._area.top, self._cell._area.left)

    @property
    def Range(self) -> Range:
        return self._cell

    @property
    def Address(self) -> str:
        return self._target.hyperlink.target or ""

    @Address.setter
    def Address(self, value: str) -> None:
        self._target.hyperlink.target = value or None

    @property
    def SubAddress(self) -> str:
        return self._target.hyperlink.location or ""

    @SubAddress.setter
    def SubAddress(self, value: str) -> None:
        self._target.hyperlink.location = value or None

    @property
    def ScreenTip(self) -> str:
        return self._target.hyperlink.tooltip or ""

    @ScreenTip.setter
    def ScreenTip(self, value: str | None) -> None:
        self._target.hyperlink.tooltip = value

    @property
    def TextToDisplay(self) -> str:
        value = contents.cell_value(self._cell._sheet, self._target.row, self._target.column)
        return "" if value is None else str(value)

    @TextToDisplay.setter
    def TextToDisplay(self, value: str) -> None:
        contents.put(self._cell._sheet, self._target.row, self._target.column, Entry(value))

    def Delete(self) -> None:
        self._cell._sheet._check_unlocked(self._cell._area)
        _set_link(self._target, None)


class Hyperlinks(ComObject):
    """The links of a range."""

    def __init__(self, cells: Range) -> None:
        super().__init__(cells._session)
        self._cells = cells

    def _all(self) -> list[Hyperlink]:
        sheet, area = self._cells._sheet, self._cells._area
        places = sorted(
            at for at, cell in sheet._xml._cells.items() if area.has(*at) and cell.hyperlink
        )
        return [Hyperlink(sheet.Cells(*at)) for at in places]

    @property
    def Count(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Hyperlink]:
        return iter(self._all())

    def __call__(self, Index: int) -> Hyperlink:
        return self.Item(Index)

    def Item(self, Index: int) -> Hyperlink:
        links = self._all()
        if not 1 <= Index <= len(links):
            raise bad_index()
        return links[Index - 1]

    def Add(
        self,
        Anchor: Range,
        Address: str = "",
        SubAddress: str | None = None,
        ScreenTip: str | None = None,
        TextToDisplay: str | None = None,
    ) -> Hyperlink:
        """Link a cell; without a text it shows the address, unless it has a content."""
        self._cells._session.note("hyperlink", Anchor._sheet.Name, Anchor._area.plain)
        Anchor._sheet._guard.check("insertHyperlinks")
        Anchor._sheet._check_unlocked(Anchor._area)
        row, column = Anchor._area.top, Anchor._area.left
        cell = Anchor._sheet._cell(row, column)
        link = XmlHyperlink(
            ref=cell.coordinate, target=Address or None, location=SubAddress, tooltip=ScreenTip
        )
        _set_link(cell, link)
        if TextToDisplay is not None or cell.value is None:
            text = TextToDisplay or Address or SubAddress or ""
            contents.put(Anchor._sheet, row, column, Entry(text))
        cell.font = Font(
            name=cell.font.name, size=cell.font.size, color=_LINK_COLOR, underline="single"
        )
        Anchor._sheet._changed()
        return Hyperlink(Anchor.Cells(1, 1))

    def Delete(self) -> None:
        for each in self._all():
            each.Delete()


def _set_link(cell: Any, link: XmlHyperlink | None) -> None:
    """Set a link without openpyxl making its address the value."""
    cell._hyperlink = link


class Comment(ComObject):
    """The note of a cell."""

    def __init__(self, cell: Range) -> None:
        super().__init__(cell._session)
        self._cell = cell

    @property
    def _target(self) -> Any:
        return self._cell._sheet._cell(self._cell._area.top, self._cell._area.left)

    @property
    def Parent(self) -> Range:
        return self._cell

    @property
    def Author(self) -> str:
        return str(self._target.comment.author or "")

    def Text(self, Text: str | None = None, Start: int = 1, Overwrite: bool = True) -> str:
        """The text; set first where one is given."""
        if Start != 1 or not Overwrite:
            raise NotImplementedError("changing part of a note is not in the double")
        if Text is not None:
            self._target.comment = XmlComment(Text, self.Author)
        return str(self._target.comment.text)

    def Delete(self) -> None:
        self._target.comment = None


def comments_of(sheet: Worksheet) -> list[Comment]:
    """The notes of a sheet."""
    places = sorted(at for at, cell in sheet._xml._cells.items() if cell.comment)
    return [Comment(sheet.Cells(*at)) for at in places]


def comment_at(cells: Range) -> Comment | None:
    """The note of the first cell."""
    cell = cells._sheet._peek(cells._area.top, cells._area.left)
    return Comment(cells.Cells(1, 1)) if cell is not None and cell.comment else None


def add_comment(cells: Range, text: str) -> Comment:
    """Add a note.

    Raises:
        com_error: the cell has one, or the sheet is protected.
    """
    cells._sheet._guard.check("objects")
    if comment_at(cells) is not None or not cells._area.is_cell:
        raise refused("Application-defined or object-defined error")
    cells._sheet._cell(cells._area.top, cells._area.left).comment = XmlComment(text, _AUTHOR)
    cells._sheet._changed()
    return Comment(cells)


def clear_comments(cells: Range) -> None:
    """Delete the notes of a range."""
    for each in comments_of(cells._sheet):
        if cells._area.holds(each.Parent._area):
            each.Delete()
