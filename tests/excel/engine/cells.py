# ruff: noqa: N802, N803 - the public names are Excel's
"""A range of cells behind a COM reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.excel.engine import clipboard, companions, contents, navigation, structure
from tests.excel.engine.areas import MAX_COLUMNS, MAX_ROWS, Area
from tests.excel.engine.errors import refused
from tests.excel.engine.formats import Formatted

if TYPE_CHECKING:
    from tests.excel.engine.application import Application
    from tests.excel.engine.sheet import Worksheet
    from tests.excel.engine.tables import ListObject


class Range(Formatted):
    """A rectangle of cells.

    Args:
        sheet: its sheet.
        area: the rectangle.
        unit: what counting and numbering go by: cells, rows or columns.
    """

    def __init__(self, sheet: Worksheet, area: Area, unit: str = "cells") -> None:
        super().__init__(sheet, area)
        self._unit = unit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Range) and (other._sheet, other._area) == (self._sheet, self._area)

    def __hash__(self) -> int:
        return hash((id(self._sheet), self._area))

    def _by(self, unit: str) -> Range:
        return Range(self._sheet, self._area, unit)

    def _to(self, area: Area, unit: str = "cells") -> Range:
        if not area.inside_sheet():
            raise refused("Application-defined or object-defined error")
        return Range(self._sheet, area, unit)

    @property
    def _external(self) -> str:
        name = self._sheet.Name.replace("'", "''")
        return f"'{name}'!{self._area.address()}"

    # Place

    @property
    def Application(self) -> Application:
        return self._sheet.Application

    @property
    def Parent(self) -> Worksheet:
        return self._sheet

    @property
    def Worksheet(self) -> Worksheet:
        return self._sheet

    @property
    def Row(self) -> int:
        return self._area.top

    @property
    def Column(self) -> int:
        return self._area.left

    @property
    def Count(self) -> int:
        sizes = {"rows": self._area.height, "columns": self._area.width}
        count = sizes.get(self._unit, self._area.height * self._area.width)
        if count >= 2**31:
            raise refused("Overflow")
        return count

    @property
    def CountLarge(self) -> int:
        return self._area.height * self._area.width

    @property
    def Address(self) -> str:
        return self._area.address()

    def GetAddress(
        self,
        RowAbsolute: bool = True,
        ColumnAbsolute: bool = True,
        ReferenceStyle: int = 1,
        External: bool = False,
    ) -> str:
        if ReferenceStyle != 1:
            raise NotImplementedError("R1C1 is not in the double")
        text = self._area.address(
            row_dollar=RowAbsolute is not False, column_dollar=ColumnAbsolute is not False
        )
        return f"'[{self._sheet.Parent.Name}]{self._sheet.Name}'!{text}" if External else text

    @property
    def Areas(self) -> list[Range]:
        return [self]

    @property
    def Cells(self) -> Range:
        return self._by("cells")

    @property
    def Rows(self) -> Range:
        return self._by("rows")

    @property
    def Columns(self) -> Range:
        return self._by("columns")

    @property
    def EntireRow(self) -> Range:
        area = Area(self._area.top, 1, self._area.bottom, MAX_COLUMNS)
        return Range(self._sheet, area, "rows")

    @property
    def EntireColumn(self) -> Range:
        area = Area(1, self._area.left, MAX_ROWS, self._area.right)
        return Range(self._sheet, area, "columns")

    def __call__(self, RowIndex: int | str, ColumnIndex: int | str | None = None) -> Range:
        self._gate()
        return navigation.item(self, RowIndex, ColumnIndex)

    def Item(self, RowIndex: int | str, ColumnIndex: int | str | None = None) -> Range:
        """A cell (row, column) by its number, from 1, also beyond the range."""
        return navigation.item(self, RowIndex, ColumnIndex)

    def __iter__(self) -> Iterator[Range]:
        self._gate()
        return (self.Item(number) for number in range(1, self.Count + 1))

    def GetOffset(self, RowOffset: int = 0, ColumnOffset: int = 0) -> Range:
        return self._to(self._area.moved(RowOffset, ColumnOffset))

    def GetResize(self, RowSize: int | None = None, ColumnSize: int | None = None) -> Range:
        area = self._area
        bottom = area.bottom if RowSize is None else area.top + RowSize - 1
        right = area.right if ColumnSize is None else area.left + ColumnSize - 1
        return self._to(Area(area.top, area.left, bottom, right))

    def End(self, Direction: int) -> Range:
        return navigation.end(self, Direction)

    @property
    def CurrentRegion(self) -> Range:
        return self._to(navigation.region(self._sheet, self._area))

    # Contents

    def _note(self, kind: str) -> None:
        self._session.note(kind, self._sheet.Name, self._area.plain)

    @property
    def Value(self) -> Any:
        """Numbers are floats, empty cells None; a tuple of rows unless it is one cell."""
        self._note("read")
        return contents.read_values(self._sheet, self._area)

    @Value.setter
    def Value(self, data: Any) -> None:
        self._note("write")
        contents.write(self._sheet, self._area, data)

    @property
    def Value2(self) -> Any:
        self._note("read")
        return contents.read_values(self._sheet, self._area, dates=False)

    @Value2.setter
    def Value2(self, data: Any) -> None:
        self._note("write")
        contents.write(self._sheet, self._area, data)

    @property
    def Formula(self) -> Any:
        self._note("formula read")
        return contents.read_formulas(self._sheet, self._area)

    @Formula.setter
    def Formula(self, data: Any) -> None:
        self._note("formula write")
        contents.write(self._sheet, self._area, data, is_formula=True)

    @property
    def Formula2(self) -> Any:
        self._note("formula read")
        return contents.read_formulas(self._sheet, self._area)

    @Formula2.setter
    def Formula2(self, data: Any) -> None:
        self._note("formula write")
        contents.write(self._sheet, self._area, data, is_formula=True)

    @property
    def HasFormula(self) -> bool | None:
        return self._agreed(cell.data_type == "f" for cell in self._sources())

    @property
    def HasArray(self) -> bool:
        return False

    @property
    def PrefixCharacter(self) -> str | None:
        return self._agreed("'" if cell.quotePrefix else "" for cell in self._sources())

    def ClearContents(self) -> None:
        """Empty the cells; formats, notes and merges stay.

        Raises:
            com_error: cells are locked, or the range cuts a merged area.
        """
        self._note("clear")
        structure.clear(self._sheet, self._area, contents=True)

    def ClearFormats(self) -> None:
        self._note("format")
        structure.clear(self._sheet, self._area, formats=True)

    def Clear(self) -> None:
        self._note("clear")
        structure.clear(self._sheet, self._area, contents=True, formats=True)

    # Structure

    @property
    def MergeCells(self) -> bool | None:
        return structure.merge_state(self._sheet, self._area)

    @MergeCells.setter
    def MergeCells(self, value: bool) -> None:
        self.Merge() if value else self.UnMerge()

    @property
    def MergeArea(self) -> Range:
        merge = self._sheet._merge_at(self._area.top, self._area.left)
        if not self._area.is_cell and (merge is None or not merge.holds(self._area)):
            raise refused("Unable to get the MergeArea property of the Range class")
        return self._to(merge or self._area)

    def Merge(self, Across: bool = False) -> None:
        self._note("merge")
        structure.merge(self._sheet, self._area, across=Across)

    def UnMerge(self) -> None:
        self._note("unmerge")
        structure.unmerge(self._sheet, self._area)

    def Insert(self, Shift: int | None = None, CopyOrigin: int | None = None) -> bool:
        self._note("insert")
        structure.insert(self._sheet, self._area, Shift, from_below=CopyOrigin == 1)
        return True

    def Delete(self, Shift: int | None = None) -> bool:
        self._note("delete")
        structure.delete(self._sheet, self._area, Shift)
        return True

    def Copy(self, Destination: Range | None = None) -> bool:
        """Copy to another range, which is filled repeatedly where it is a multiple.

        Without a destination the cells go to the clipboard, see :meth:`PasteSpecial`.
        """
        self._note("copy")
        self._sheet._check_unfiltered(self._area, "a filtered range was copied")
        if Destination is None:
            self.Application._clipboard = self
        else:
            Destination._note("paste")
            clipboard.copy(self, Destination)
        return True

    def PasteSpecial(
        self,
        Paste: int = clipboard.ALL,
        Operation: int = clipboard.NO_OPERATION,
        SkipBlanks: bool = False,
        Transpose: bool = False,
    ) -> bool:
        """Paste from the clipboard.

        Raises:
            com_error: the clipboard is empty.
        """
        self._note("paste")
        source = self.Application._clipboard
        if source is None:
            raise refused("PasteSpecial method of Range class failed")
        if Operation != clipboard.NO_OPERATION or SkipBlanks or Transpose:
            raise NotImplementedError("pasting with an operation is not in the double")
        clipboard.copy(source, self, Paste)
        self.Application._clipboard = source
        return True

    def AutoFilter(
        self,
        Field: int | None = None,
        Criteria1: Any = None,
        Operator: int | None = None,
        Criteria2: Any = None,
        VisibleDropDown: bool = True,
    ) -> bool:
        """Set or clear the filter of one column; without a field, turn the filter on or off."""
        self._note("filter")
        if not VisibleDropDown:
            raise NotImplementedError("hidden filter buttons are not in the double")
        filtered = self._sheet._filtered
        if Field is None:
            filtered.toggle(self._area)
        else:
            filtered.apply(self._area, Field, Criteria1, Operator, Criteria2)
        return True

    def Select(self) -> bool:
        """Select the cells.

        Raises:
            com_error: their sheet is not the active one.
        """
        self._note("select")
        self.Application._select(self)
        return True

    def Activate(self) -> bool:
        return self.Select()

    # Companions

    @property
    def Hyperlinks(self) -> companions.Hyperlinks:
        return companions.Hyperlinks(self)

    @property
    def Comment(self) -> companions.Comment | None:
        return companions.comment_at(self)

    def AddComment(self, Text: str = "") -> companions.Comment:
        self._note("comment")
        return companions.add_comment(self, Text)

    @property
    def CommentThreaded(self) -> None:
        return None

    def ClearComments(self) -> None:
        self._note("comment")
        companions.clear_comments(self)

    @property
    def ListObject(self) -> ListObject | None:
        return next((each for each in self._sheet.ListObjects if each._area.meet(self._area)), None)

    @property
    def Name(self) -> Any:
        for each in self._sheet.Parent.Names:
            if each.RefersTo.replace("'", "") == "=" + self._external.replace("'", ""):
                return each
        raise refused("Application-defined or object-defined error")

    @Name.setter
    def Name(self, value: str) -> None:
        self._sheet.Parent.Names.Add(value, self)
