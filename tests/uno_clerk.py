"""A clerk at a spreadsheet: does steps in LibreOffice over UNO and answers in JSON.

Run by the system's Python, which has ``uno``: ``/usr/bin/python3 uno_clerk.py``. A list of steps
(see the functions named ``do_…``) is read from standard input; the list of their answers is
written to standard output. One office with a profile of its own serves all steps.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from com.sun.star.sheet.ValidationType import ANY, LIST
from com.sun.star.table.TableOrientation import ROWS
from com.sun.star.util import SortField

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}
_CSV_OPTIONS = "44,34,76,1,,0,false,true"
"""Commas, double quotes, UTF-8, from the first line, cells as they are shown."""
_START_SECONDS = 60
_CONTENTS = 1 | 2 | 4 | 16
"""Numbers, dates, texts and formulas, as the flags of a cell's contents."""


class Clerk:
    """One running office and the workbook that is open in it."""

    def __init__(self) -> None:
        self._profile = tempfile.mkdtemp(prefix="officekit-clerk-")
        pipe = f"officekit{os.getpid()}"
        self._process = subprocess.Popen(
            [
                shutil.which("soffice") or "soffice",
                *("--headless", "--norestore", "--nologo", "--nodefault"),
                f"-env:UserInstallation={Path(self._profile).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        context = _connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self.desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self._dispatcher = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        self.book: Any = None

    def close(self) -> None:
        """Close the workbook, end the office and remove its profile."""
        if self.book is not None:
            self.book.close(True)
        self.desktop.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
        shutil.rmtree(self._profile, ignore_errors=True)

    def sheet(self, name: str) -> Any:
        """A sheet by name."""
        return self.book.Sheets.getByName(name)

    def do_open(self, path: str) -> list[str]:
        """Open a workbook; answers the sheet names."""
        if self.book is not None:
            self.book.close(True)
        self.book = self.desktop.loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, (_property("Hidden", value=True),)
        )
        if self.book is None:
            raise FileNotFoundError(f"LibreOffice does not open {path}")
        return list(self.book.Sheets.ElementNames)

    def do_save(self, path: str) -> None:
        """Save a copy in the format of the extension."""
        how = [_property("FilterName", value=FILTERS[Path(path).suffix])]
        if path.endswith(".csv"):
            how.append(_property("FilterOptions", value=_CSV_OPTIONS))
        self.book.storeToURL(Path(path).as_uri(), (*how, _property("Overwrite", value=True)))

    def do_type(self, sheet: str, cell: str, text: str) -> str:
        """Type into a cell as at the keyboard; answers what the cell shows then."""
        place = self.sheet(sheet).getCellRangeByName(cell)
        place.setFormula(text)
        return str(place.String)

    def do_enter(self, sheet: str, cell: str, text: str) -> str:
        """Go to a cell and type, as protection and formats let her; answers what it shows then.

        LibreOffice without a screen survives one refusal in each opened workbook: open it again
        before the next one.
        """
        view = self.book.CurrentController
        view.setActiveSheet(self.sheet(sheet))
        for command, name, value in (
            ("GoToCell", "ToPoint", cell),
            ("EnterString", "StringName", text),
        ):
            self._dispatcher.executeDispatch(
                view.Frame, f".uno:{command}", "", 0, (_property(name, value=value),)
            )
        return str(self.sheet(sheet).getCellRangeByName(cell).String)

    def do_identity(self) -> dict[str, Any]:
        """Custom properties, contents of defined names, and whether each sheet is visible."""
        told = self.book.DocumentProperties.UserDefinedProperties
        names = self.book.NamedRanges
        return {
            "properties": {
                item.Name: str(told.getPropertyValue(item.Name))
                for item in told.PropertySetInfo.Properties
            },
            "names": {name: str(names.getByName(name).Content) for name in names.ElementNames},
            "sheets": {
                name: bool(self.sheet(name).IsVisible) for name in self.book.Sheets.ElementNames
            },
        }

    def do_show(self, sheet: str, cells: str) -> list[list[str]]:
        """What the cells of a range show."""
        area = self.sheet(sheet).getCellRangeByName(cells)
        return [
            [str(area.getCellByPosition(i, j).String) for i in range(area.Columns.Count)]
            for j in range(area.Rows.Count)
        ]

    def do_insert_columns(self, sheet: str, at: int) -> None:
        """Insert a blank column before the 0-based column ``at``."""
        self.sheet(sheet).Columns.insertByIndex(at, 1)

    def do_move_column(self, sheet: str, source: int, to: int) -> None:
        """Cut a column out and insert it before the column ``to``."""
        page = self.sheet(sheet)
        page.Columns.insertByIndex(to, 1)
        source += source >= to
        address = page.Columns.getByIndex(source).RangeAddress
        page.moveRange(page.getCellByPosition(to, 0).CellAddress, address)
        page.Columns.removeByIndex(source, 1)

    def do_insert_row(self, sheet: str, at: int) -> None:
        """Insert a blank row before the 0-based row ``at``."""
        self.sheet(sheet).Rows.insertByIndex(at, 1)

    def do_delete_row(self, sheet: str, at: int) -> None:
        """Delete the 0-based row ``at``."""
        self.sheet(sheet).Rows.removeByIndex(at, 1)

    def do_merge(self, sheet: str, cells: str) -> None:
        """Merge a range."""
        self.sheet(sheet).getCellRangeByName(cells).merge(True)

    def do_sort(self, sheet: str, cells: str, column: int) -> None:
        """Sort the rows of a range, without its head, by its 0-based column."""
        field = SortField()
        field.Field, field.SortAscending = column, True
        fields = uno.Any("[]com.sun.star.util.SortField", (field,))
        arguments = (
            _property("SortFields", value=fields),
            _property("ContainsHeader", value=False),
        )
        uno.invoke(self.sheet(sheet).getCellRangeByName(cells), "sort", (arguments,))

    def do_fill(self, sheet: str, cells: dict[str, str]) -> None:
        """Type into several cells."""
        page = self.sheet(sheet)
        for cell, text in cells.items():
            page.getCellRangeByName(cell).setFormula(text)

    def do_number(self, sheet: str, cell: str, value: float) -> None:
        """Put a number into a cell, whatever its format makes of typed digits."""
        self.sheet(sheet).getCellRangeByName(cell).setValue(float(value))

    def do_text(self, sheet: str, cell: str, text: str) -> None:
        """Put a text into a cell as it is, as a paste of plain text does."""
        self.sheet(sheet).getCellRangeByName(cell).setString(text)

    def do_format(self, sheet: str, cells: str, code: str) -> None:
        """Set the number format of a range."""
        formats, where = self.book.NumberFormats, uno.createUnoStruct("com.sun.star.lang.Locale")
        key = formats.queryKey(code, where, False)
        area = self.sheet(sheet).getCellRangeByName(cells)
        area.NumberFormat = key if key >= 0 else formats.addNew(code, where)

    def do_font(self, sheet: str, cells: str, name: str, value: Any) -> None:
        """Set a property of the letters of a range: ``CharColor``, ``CharStrikeout`` …"""
        area = self.sheet(sheet).getCellRangeByName(cells)
        area.setPropertyValue(name, value)
        if name in ("CharHeight", "CharWeight"):
            area.setPropertyValue(f"{name}Asian", value)

    def do_clear(self, sheet: str, cells: str) -> None:
        """Delete the contents of a range."""
        self.sheet(sheet).getCellRangeByName(cells).clearContents(_CONTENTS)

    def do_unprotect(self, sheet: str, password: str = "") -> None:
        """Take the protection of a sheet away."""
        self.sheet(sheet).unprotect(password)

    def do_protect(self, sheet: str, password: str) -> None:
        """Protect a sheet with another password."""
        page = self.sheet(sheet)
        page.unprotect("")
        page.protect(password)

    def do_paste(self, sheet: str, source: str, to: str) -> None:
        """Copy a range over another one, formats and validations included."""
        page = self.sheet(sheet)
        page.copyRange(
            page.getCellRangeByName(to).CellAddress, page.getCellRangeByName(source).RangeAddress
        )

    def do_paste_foreign(self, sheet: str, to: str, texts: list[list[str]]) -> None:
        """Paste cells of another workbook: texts that have no format and no validation."""
        sheets, name = self.book.Sheets, "粘贴来源"
        sheets.insertNewByName(name, sheets.Count)
        source = sheets.getByName(name)
        area = source.getCellRangeByPosition(0, 0, len(texts[0]) - 1, len(texts) - 1)
        area.setFormulaArray(tuple(map(tuple, texts)))
        page = self.sheet(sheet)
        page.copyRange(page.getCellRangeByName(to).CellAddress, area.RangeAddress)
        sheets.removeByName(name)

    def do_cut(self, sheet: str, source: str, to_sheet: str, to: str) -> None:
        """Cut a range and paste it somewhere."""
        target = self.sheet(to_sheet).getCellRangeByName(to).CellAddress
        page = self.sheet(sheet)
        page.moveRange(target, page.getCellRangeByName(source).RangeAddress)

    def do_delete_column(self, sheet: str, at: int) -> None:
        """Delete the 0-based column ``at``."""
        self.sheet(sheet).Columns.removeByIndex(at, 1)

    def do_show_columns(self, sheet: str, first: int, last: int, *, visible: bool) -> None:
        """Show or hide 0-based columns."""
        for at in range(first, last + 1):
            self.sheet(sheet).Columns.getByIndex(at).IsVisible = visible

    def do_hide_rows(self, sheet: str, first: int, last: int) -> None:
        """Hide 0-based rows."""
        for at in range(first, last + 1):
            self.sheet(sheet).Rows.getByIndex(at).IsVisible = False

    def do_group_rows(self, sheet: str, cells: str) -> None:
        """Put the rows of a range into an outline group."""
        page = self.sheet(sheet)
        page.group(page.getCellRangeByName(cells).RangeAddress, ROWS)

    def do_filter(self, sheet: str, cells: str, column: int, text: str) -> None:
        """Show only the rows of a range, its head first, with a text in a 0-based column."""
        area = self.sheet(sheet).getCellRangeByName(cells)
        wanted = TableFilterField()
        wanted.Field, wanted.Operator, wanted.StringValue = column, EQUAL, text
        how = area.createFilterDescriptor(True)
        how.ContainsHeader = True
        how.setFilterFields((wanted,))
        area.filter(how)

    def do_autofilter(self, sheet: str, cells: str) -> None:
        """Put filter buttons on a table, without choosing anything."""
        ranges = self.book.DatabaseRanges
        ranges.addNewByName("筛选", self.sheet(sheet).getCellRangeByName(cells).RangeAddress)
        ranges.getByName("筛选").AutoFilter = True

    def do_unmerge(self, sheet: str, cells: str) -> None:
        """Divide merged cells."""
        self.sheet(sheet).getCellRangeByName(cells).merge(False)

    def do_rename_sheet(self, sheet: str, name: str) -> None:
        """Give a sheet another name."""
        self.sheet(sheet).setName(name)

    def do_copy_sheet(self, sheet: str, name: str) -> None:
        """Copy a sheet behind all others."""
        self.book.Sheets.copyByName(sheet, name, self.book.Sheets.Count)

    def do_add_sheet(self, name: str) -> None:
        """Add a blank sheet behind all others."""
        self.book.Sheets.insertNewByName(name, self.book.Sheets.Count)

    def do_move_sheet(self, sheet: str, to: int) -> None:
        """Move a sheet before the 0-based place ``to``."""
        self.book.Sheets.moveByName(sheet, to)

    def do_delete_sheet(self, sheet: str) -> None:
        """Delete a sheet."""
        self.book.Sheets.removeByName(sheet)

    def do_show_sheet(self, sheet: str, *, visible: bool) -> None:
        """Show or hide a sheet."""
        self.sheet(sheet).IsVisible = visible

    def do_note(self, sheet: str, cell: str, text: str) -> None:
        """Add a comment to a cell."""
        page = self.sheet(sheet)
        page.Annotations.insertNew(page.getCellRangeByName(cell).CellAddress, text)

    def do_text_box(self, sheet: str, text: str) -> None:
        """Add a text box."""
        shape = self._shape("com.sun.star.drawing.TextShape", sheet)
        shape.setString(text)

    def do_picture(self, sheet: str, path: str) -> None:
        """Put a picture on a sheet."""
        shape = self._shape("com.sun.star.drawing.GraphicObjectShape", sheet)
        shape.GraphicURL = Path(path).as_uri()

    def _shape(self, kind: str, sheet: str) -> Any:
        shape = self.book.createInstance(kind)
        shape.Size, shape.Position = Size(5000, 2000), Point(3000, 3000)
        self.sheet(sheet).DrawPage.add(shape)
        return shape

    def do_validation_off(self, sheet: str, cells: str) -> None:
        """Take the validation of a range away."""
        self._validate(sheet, cells, "")

    def do_validation_list(self, sheet: str, cells: str, entries: str) -> None:
        """Offer other entries (``"正常";"不正常"``) in a range."""
        self._validate(sheet, cells, entries)

    def _validate(self, sheet: str, cells: str, entries: str) -> None:
        area = self.sheet(sheet).getCellRangeByName(cells)
        rule = area.Validation
        rule.Type = LIST if entries else ANY
        rule.setFormula1(entries)
        area.Validation = rule

    def do_page(self, sheet: str, *, landscape: bool, area: str, zoom: int, frozen: int) -> None:
        """Change print settings, zoom and frozen rows."""
        page = self.sheet(sheet)
        style = self.book.StyleFamilies.getByName("PageStyles").getByName(page.PageStyle)
        if style.IsLandscape != landscape:
            style.IsLandscape, style.Width, style.Height = landscape, style.Height, style.Width
        page.setPrintAreas((page.getCellRangeByName(area).RangeAddress,))
        view = self.book.CurrentController
        view.setActiveSheet(page)
        view.ZoomValue = zoom
        view.freezeAtPosition(0, frozen)

    def do_may_type(self, sheet: str, cell: str) -> bool:
        """Whether the protection lets a clerk type into a cell."""
        page = self.sheet(sheet)
        locked = page.getCellRangeByName(cell).CellProtection.IsLocked
        return not (page.isProtected() and locked)

    def do_validation(self, sheet: str, cell: str) -> dict[str, Any]:
        """The rule of a cell and, for a list, the entries it offers."""
        rule = self.sheet(sheet).getCellRangeByName(cell).Validation
        formula = str(rule.getFormula1())
        entries = [entry.strip('"') for entry in formula.split(";")]
        if formula.startswith("$"):
            name, area = formula[1:].split(".", 1)
            cells = self.sheet(name.strip("'")).getCellRangeByName(area.replace("$", ""))
            entries = [str(line[0]) for line in cells.DataArray]
        return {"kind": rule.Type.value, "entries": entries, "strict": bool(rule.ShowErrorMessage)}

    def do_facts(self, sheet: str) -> dict[str, Any]:
        """Protection, visibility, print areas, repeated heads, page style, conditional formats."""
        page = self.sheet(sheet)
        style = self.book.StyleFamilies.getByName("PageStyles").getByName(page.PageStyle)
        repeated = page.TitleRows
        footer = style.RightPageFooterContent
        return {
            "protected": bool(page.isProtected()),
            "visible": bool(page.IsVisible),
            "print_areas": [
                [a.StartRow, a.StartColumn, a.EndRow, a.EndColumn] for a in page.PrintAreas
            ],
            "repeats": [repeated.StartRow, repeated.EndRow] if page.PrintTitleRows else None,
            "landscape": bool(style.IsLandscape),
            "size_mm": [round(style.Width / 100), round(style.Height / 100)],
            "footer": str(footer.CenterText.getString()),
            "conditions": [
                entry.getPropertyValue("Formula1")
                for form in page.ConditionalFormats.getConditionalFormats()
                for entry in (form.getByIndex(i) for i in range(form.Count))
            ],
        }

    def do_heights(self, sheet: str, first: int, last: int) -> list[tuple[float, float]]:
        """Height of each row from ``first`` to ``last`` and the one its text needs, in points."""
        rows = self.sheet(sheet).Rows
        lines = [rows.getByIndex(at) for at in range(first, last + 1)]
        given = [line.Height for line in lines]
        for line in lines:
            line.OptimalHeight = True
        return [
            (round(height * 72 / 2540, 1), round(line.Height * 72 / 2540, 1))
            for height, line in zip(given, lines, strict=True)
        ]

    def do_view(self) -> dict[str, Any]:
        """What is seen on opening: the active sheet, zoom and frozen panes of each sheet."""
        view = self.book.CurrentController
        answer: dict[str, Any] = {"active": str(view.ActiveSheet.Name), "sheets": {}}
        for name in self.book.Sheets.ElementNames:
            if self.sheet(name).IsVisible:
                view.setActiveSheet(self.sheet(name))
                frozen = [view.SplitColumn, view.SplitRow] if view.hasFrozenPanes() else None
                answer["sheets"][name] = {"zoom": int(view.ZoomValue), "frozen": frozen}
        return answer


def _property(name: str, *, value: Any) -> Any:
    item = PropertyValue()
    item.Name, item.Value = name, value
    return item


def _connect(address: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            return resolver.resolve(address)
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def main() -> None:
    """Do the steps of standard input."""
    steps = json.load(sys.stdin)
    clerk = Clerk()
    try:
        answers = [getattr(clerk, f"do_{step.pop('do')}")(**step) for step in steps]
    finally:
        clerk.close()
    json.dump(answers, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
