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
from com.sun.star.beans import PropertyValue
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
