# ruff: noqa: N802, N803 - the public names are Excel's
"""A worksheet behind a COM reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from openpyxl.worksheet.worksheet import Worksheet as XmlSheet

from tests.excel.engine import cells, companions, filters, names, printing, tables
from tests.excel.engine.areas import WHOLE_SHEET, Area, parse_area, spanning
from tests.excel.engine.dimensions import peek_column
from tests.excel.engine.dispatch import ComObject, Setting
from tests.excel.engine.errors import object_required, refused
from tests.excel.engine.protection import SheetProtection

if TYPE_CHECKING:
    from tests.excel.engine.application import Application
    from tests.excel.engine.book import Workbook

_STATES = {"visible": -1, "hidden": 0, "veryHidden": 2}
_BAD_NAME = set("[]:*?/\\")


class Worksheet(ComObject):
    """A sheet of a workbook.

    Args:
        book: its workbook.
        xml: the sheet as openpyxl has it.
        results: saved values of its formulas by row and column.
    """

    StandardWidth = Setting(8.43)
    EnableSelection = Setting(0)
    EnableAutoFilter = Setting(False)
    EnableOutlining = Setting(False)

    def __init__(self, book: Workbook, xml: XmlSheet, results: dict[tuple[int, int], Any]) -> None:
        super().__init__(book._session)
        self._book = book
        self._xml = cast("Any", xml)
        self._results = results
        self._guard = SheetProtection(self)
        self._filtered = filters.FilteredRows(self)
        self._deleted = False

    def _gate(self) -> None:
        super()._gate()
        if self._deleted or self._book._closed:
            raise object_required()

    # Cells, for the other modules of the double

    def _peek(self, row: int, column: int) -> Any:
        """The openpyxl cell, None where there is none."""
        return self._xml._cells.get((row, column))

    def _cell(self, row: int, column: int) -> Any:
        """The openpyxl cell, made with the format of its row or column where there is none."""
        cell = self._peek(row, column)
        if cell is None:
            source = self._style_source(row, column)
            cell = self._xml.cell(row, column)
            if source is not cell and source.has_style:
                cell._style = source._style.__copy__()
        return cell

    def _style_source(self, row: int, column: int) -> Any:
        """What gives a cell its format: the cell, its row, its column or the default."""
        cell = self._peek(row, column)
        if cell is not None:
            return cell
        line = self._xml.row_dimensions.get(row)
        if line is not None and line.has_style:
            return line
        band = peek_column(self._xml, column)
        return band if band is not None else self._book._blank_cell

    def _range(self, area: Area) -> cells.Range:
        return cells.Range(self, area)

    def _used(self) -> Area:
        """The rectangle of the cells that hold something or have a format."""
        places = [
            at for at, cell in self._xml._cells.items() if cell.value is not None or cell.has_style
        ]
        merged = self._merges()
        if not places and not merged:
            return Area(1, 1, 1, 1)
        rows = [row for row, _ in places] + [edge for a in merged for edge in (a.top, a.bottom)]
        columns = [col for _, col in places] + [edge for a in merged for edge in (a.left, a.right)]
        return Area(min(rows), min(columns), max(rows), max(columns))

    def _merges(self) -> list[Area]:
        return [
            Area(each.min_row, each.min_col, each.max_row, each.max_col)
            for each in self._xml.merged_cells.ranges
        ]

    def _merge_at(self, row: int, column: int) -> Area | None:
        return next((each for each in self._merges() if each.has(row, column)), None)

    def _changed(self) -> None:
        self._book._changed()

    def _check_unlocked(self, area: Area) -> None:
        self._guard.check_cells(area)

    def _check_unfiltered(self, area: Area, message: str) -> None:
        self._filtered.check(area, message)

    # Excel's names

    @property
    def Application(self) -> Application:
        return self._book.Application

    @property
    def Parent(self) -> Workbook:
        return self._book

    @property
    def Name(self) -> str:
        return str(self._xml.title)

    @Name.setter
    def Name(self, value: str) -> None:
        self._book._check_structure()
        taken = {each.Name.lower() for each in self._book._sheets if each is not self}
        if not value or len(value) > 31 or _BAD_NAME & set(value) or value.lower() in taken:
            raise refused("That name is already taken or not valid.")
        self._xml.title = value
        self._changed()

    @property
    def CodeName(self) -> str:
        return str(self._xml.sheet_properties.codeName or "")

    @property
    def Index(self) -> int:
        return self._book._sheets.index(self) + 1

    @property
    def Visible(self) -> int:
        return _STATES[self._xml.sheet_state]

    @Visible.setter
    def Visible(self, value: int) -> None:
        self._book._check_structure()
        state = next(
            name for name, code in _STATES.items() if code == (-1 if value == 1 else value)
        )
        others = [each for each in self._book._sheets if each is not self and each.Visible == -1]
        if state != "visible" and not others:
            raise refused("Unable to set the Visible property of the Worksheet class")
        self._xml.sheet_state = state
        if state != "visible" and self._book.ActiveSheet is self:
            others[0].Activate()
        self._changed()

    @property
    def Cells(self) -> cells.Range:
        return self._range(WHOLE_SHEET)

    @property
    def Rows(self) -> cells.Range:
        return self._range(WHOLE_SHEET)._by("rows")

    @property
    def Columns(self) -> cells.Range:
        return self._range(WHOLE_SHEET)._by("columns")

    @property
    def UsedRange(self) -> cells.Range:
        return self._range(self._used())

    def Range(
        self, Cell1: cells.Range | str, Cell2: cells.Range | str | None = None
    ) -> cells.Range:
        """The rectangle of an address or name, or between two cells.

        Raises:
            com_error: there is no such address or name.
        """
        first = self._find(Cell1)
        if Cell2 is None:
            return first
        return self._range(spanning(first._area, self._find(Cell2)._area))

    def _find(self, reference: cells.Range | str) -> cells.Range:
        if isinstance(reference, cells.Range):
            if reference._sheet is not self:
                raise refused("Method 'Range' of object '_Worksheet' failed")
            return reference
        area = parse_area(reference)
        if area is not None:
            return self._range(area)
        found = self._book._resolve(reference, self)
        if found is None:
            raise refused("Method 'Range' of object '_Worksheet' failed")
        return found

    def Activate(self) -> None:
        """Bring the sheet to the front.

        Raises:
            com_error: it is hidden.
        """
        if self.Visible != -1:
            raise refused("Activate method of Worksheet class failed")
        self._session.note("activate", self.Name)
        self._book._show(self)

    def Select(self, Replace: bool = True) -> None:
        if not Replace:
            raise NotImplementedError("several selected sheets are not in the double")
        self.Activate()

    def Delete(self) -> bool:
        """Delete the sheet.

        Raises:
            com_error: the structure is protected, or no visible sheet would remain.
        """
        self._session.note("delete sheet", self.Name)
        self._book._remove(self)
        self._deleted = True
        return True

    def Copy(self, Before: Worksheet | None = None, After: Worksheet | None = None) -> None:
        self._session.note("copy sheet", self.Name)
        self._book._copy_sheet(self, Before, After)

    def Move(self, Before: Worksheet | None = None, After: Worksheet | None = None) -> None:
        self._session.note("move sheet", self.Name)
        self._book._move_sheet(self, Before, After)

    def Calculate(self) -> None:
        """Nothing: the double cannot calculate."""

    @property
    def Names(self) -> names.Names:
        return names.Names(self._book, self)

    @property
    def ListObjects(self) -> tables.ListObjects:
        return tables.ListObjects(self)

    @property
    def Comments(self) -> list[companions.Comment]:
        return companions.comments_of(self)

    @property
    def CommentsThreaded(self) -> list[Any]:
        return []

    @property
    def Hyperlinks(self) -> companions.Hyperlinks:
        return companions.Hyperlinks(self._range(WHOLE_SHEET))

    @property
    def PageSetup(self) -> printing.PageSetup:
        return printing.PageSetup(self)

    # Protection

    @property
    def ProtectContents(self) -> bool:
        return self._guard.is_on

    @property
    def ProtectDrawingObjects(self) -> bool:
        return self._guard.is_on and bool(self._xml.protection.objects)

    @property
    def ProtectScenarios(self) -> bool:
        return self._guard.is_on and bool(self._xml.protection.scenarios)

    @property
    def ProtectionMode(self) -> bool:
        return self._guard.is_on and self._guard._interface_only

    @property
    def Protection(self) -> SheetProtection:
        return self._guard

    def Protect(self, Password: str | None = None, **options: bool) -> None:
        self._guard.protect(Password, options)

    def Unprotect(self, Password: str | None = None) -> None:
        self._guard.unprotect(Password)

    # Filters

    @property
    def AutoFilterMode(self) -> bool:
        return self._filtered.area is not None

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:
        if value:
            raise refused("Unable to set the AutoFilterMode property of the Worksheet class")
        self._filtered.remove()

    @property
    def FilterMode(self) -> bool:
        return self._filtered.is_active

    @property
    def AutoFilter(self) -> filters.AutoFilter | None:
        return filters.AutoFilter(self._filtered) if self.AutoFilterMode else None

    def ShowAllData(self) -> None:
        """Show the rows that a filter hides.

        Raises:
            com_error: nothing is filtered, or the sheet is protected.
        """
        self._filtered.show_all()
