# ruff: noqa: N802, N803 - the public names are Excel's
"""A workbook behind a COM reference, and its collection of sheets."""

from __future__ import annotations

import pathlib
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.protection import hash_password

from tests.excel.engine import cells, contents, files, names, sheet_copies, window, worksheets
from tests.excel.engine.areas import parse_area
from tests.excel.engine.dispatch import ComObject, Setting
from tests.excel.engine.errors import object_required, refused
from tests.excel.engine.sheet import Worksheet

if TYPE_CHECKING:
    from tests.excel.engine import application

_MACRO_SUFFIXES = (".xlsm", ".xltm")
_FORMATS = {".xlsx": 51, ".xlsm": 52, ".xltx": 54, ".xltm": 53}


class Workbook(ComObject):
    """An open workbook.

    Args:
        app: the application.
        name: its name where it was never saved.
        path: its file.
        url: the address under which a synchronised folder shows it.
        read_only: whether it cannot be saved.
    """

    Saved = Setting(True)
    Password = Setting("********")

    def __init__(
        self,
        app: application.Application,
        *,
        name: str = "",
        path: pathlib.Path | None = None,
        url: str | None = None,
        read_only: bool = False,
    ) -> None:
        super().__init__(app._session)
        self._app, self._name, self._path = app, name, path
        self._url, self._read_only, self._closed = url, read_only, False
        results: dict[str, files.Values] = {}
        if path is None:
            made = openpyxl.Workbook()
            made.worksheets[0].title = "Sheet1"
            self._xml: Any = made
        else:
            self._xml, results = files.load(path)
        self._blank_cell = Cell(self._xml.worksheets[0], row=1, column=1)
        self._sheets = [
            Worksheet(self, each, results.get(each.title, {})) for each in self._xml.worksheets
        ]

    def _gate(self) -> None:
        super()._gate()
        if self._closed:
            raise object_required()

    def _changed(self) -> None:
        self.Saved = False
        self._app._clipboard = None

    def _check_structure(self) -> None:
        if self.ProtectStructure:
            raise refused("Workbook is protected and cannot be changed.")

    def _show(self, sheet: Worksheet) -> None:
        self._xml.active = self._xml.index(sheet._xml)
        for each in self._sheets:
            each._xml.sheet_view.tabSelected = each is sheet
        self._app._active = self

    def _at(self, reference: str) -> cells.Range | None:
        """The range of an address with its sheet, like ``'a b'!$A$1``."""
        title, mark, address = reference.rpartition("!")
        area = parse_area(address)
        if not mark or area is None:
            return None
        title = title.strip("'").replace("''", "'")
        found = next((each for each in self._sheets if each.Name.lower() == title.lower()), None)
        return cells.Range(found, area) if found else None

    def _resolve(self, reference: str, sheet: Worksheet) -> cells.Range | None:
        """The range of a name, or of an address with its sheet."""
        if (found := self._at(reference)) is not None:
            return found
        for owner in (sheet, None):
            for each in names.Names(self, owner):
                if each._key.lower() == reference.lower():
                    return self._at(each.RefersTo[1:])
        return None

    # Sheets

    @property
    def Worksheets(self) -> worksheets.Worksheets:
        return worksheets.Worksheets(self)

    @property
    def Sheets(self) -> worksheets.Worksheets:
        return worksheets.Worksheets(self)

    @property
    def ActiveSheet(self) -> Worksheet:
        xml = self._xml.active
        return next(each for each in self._sheets if each._xml is xml)

    def _remove(self, sheet: Worksheet) -> None:
        self._check_structure()
        others = [each for each in self._sheets if each is not sheet and each.Visible == -1]
        if not others:
            raise refused("A workbook must contain at least one visible worksheet.")
        active = others[0] if self.ActiveSheet is sheet else self.ActiveSheet
        self._xml.remove(sheet._xml)
        self._sheets.remove(sheet)
        self._xml.active = self._xml.index(active._xml)
        self._changed()

    def _add_sheet(self, at: int, title: str | None = None) -> Worksheet:
        self._check_structure()
        number = len(self._sheets) + 1
        taken = {each.Name.lower() for each in self._sheets}
        while title is None and f"sheet{number}" in taken:
            number += 1
        xml = self._xml.create_sheet(title or f"Sheet{number}", at)
        sheet = Worksheet(self, xml, {})
        self._sheets.insert(at, sheet)
        self._show(sheet)
        self._changed()
        return sheet

    def _place(self, before: Worksheet | None, after: Worksheet | None) -> int:
        return before.Index - 1 if before else after.Index if after else self.ActiveSheet.Index - 1

    def _copy_sheet(
        self, sheet: Worksheet, before: Worksheet | None, after: Worksheet | None
    ) -> None:
        anchor = before or after
        if anchor is None:
            raise NotImplementedError("copying a sheet into a new workbook is not in the double")
        book = anchor.Parent
        taken = {each.Name.lower() for each in book._sheets}
        title, number = sheet.Name, 2
        while title.lower() in taken:
            title, number = f"{sheet.Name} ({number})", number + 1
        sheet_copies.copy_sheet(sheet, book._add_sheet(book._place(before, after), title))

    def _move_sheet(
        self, sheet: Worksheet, before: Worksheet | None, after: Worksheet | None
    ) -> None:
        self._check_structure()
        anchor = before or after
        if anchor is None or anchor.Parent is not self:
            raise NotImplementedError("moving a sheet to another workbook is not in the double")
        active = self.ActiveSheet
        self._sheets.remove(sheet)
        at = self._sheets.index(anchor) + (after is not None)
        self._sheets.insert(at, sheet)
        self._xml._sheets.sort(key=[each._xml for each in self._sheets].index)
        self._show(active)
        self._changed()

    @property
    def Names(self) -> names.Names:
        return names.Names(self)

    # What it is

    @property
    def Application(self) -> application.Application:
        return self._app

    @property
    def Parent(self) -> application.Application:
        return self._app

    @property
    def Name(self) -> str:
        if self._url:
            return pathlib.PurePosixPath(self._url).name
        return self._path.name if self._path else self._name

    @property
    def FullName(self) -> str:
        return self._url or (str(self._path) if self._path else self._name)

    @property
    def Path(self) -> str:
        if self._url:
            return self._url.rpartition("/")[0]
        return str(self._path.parent) if self._path else ""

    @property
    def ReadOnly(self) -> bool:
        return self._read_only

    @property
    def FileFormat(self) -> int:
        return _FORMATS.get(pathlib.Path(self.Name).suffix.lower(), 51)

    @property
    def HasVBProject(self) -> bool:
        return self._xml.vba_archive is not None

    @property
    def CodeName(self) -> str:
        return str(self._xml.code_name or "")

    @property
    def MultiUserEditing(self) -> bool:
        return False

    @property
    def AutoSaveOn(self) -> bool:
        return self._url is not None

    @property
    def Windows(self) -> window.Windows:
        return window.Windows(self)

    def Activate(self) -> None:
        self._app._active = self

    @property
    def _window(self) -> window.Window:
        return window.Window(self)

    # Protection

    @property
    def ProtectStructure(self) -> bool:
        security = self._xml.security
        return bool(security and security.lockStructure)

    @property
    def ProtectWindows(self) -> bool:
        return bool(self._xml.security and self._xml.security.lockWindows)

    def Protect(
        self, Password: str | None = None, Structure: bool = True, Windows: bool = False
    ) -> None:
        self._xml.security.lockStructure = Structure
        self._xml.security.lockWindows = Windows
        self._xml.security.set_workbook_password(Password or "", already_hashed=not Password)

    def Unprotect(self, Password: str | None = None) -> None:
        """Take the protection of the structure off.

        Raises:
            com_error: the password is missing or wrong.
        """
        stored = self._xml.security.workbookPassword
        if stored and (not Password or hash_password(Password) != stored):
            raise refused("The password you supplied is not correct.")
        self._xml.security.lockStructure = False

    # Files

    def _write(self, path: pathlib.Path) -> None:
        self._session.check_writable(path)
        values = {
            each.Name: {
                at: contents.formula_result(each, *at)
                for at, cell in each._xml._cells.items()
                if cell.data_type == "f"
            }
            for each in self._sheets
        }
        scratch = path.with_name(f"~${path.name}")
        files.save(self._xml, scratch, values)
        shutil.move(scratch, path)

    def Save(self) -> None:
        """Save under its name.

        Raises:
            com_error: it is read-only, or the file cannot be written.
        """
        self._session.note("save")
        if self._read_only or self._path is None:
            raise refused("Cannot save: the workbook is read-only or has no file.")
        self._write(self._path)
        self.Saved = True

    def SaveAs(
        self, Filename: str, FileFormat: int | None = None, Password: str | None = None
    ) -> None:
        """Save under another name, which it keeps.

        Raises:
            com_error: the folder is missing, the name does not fit the format, or another open
                workbook has it.
        """
        self._session.note("save as")
        path = pathlib.Path(Filename)
        if Password:
            raise NotImplementedError("encrypted workbooks are not in the double")
        wanted = FileFormat or self.FileFormat
        if _FORMATS.get(path.suffix.lower()) != wanted:
            raise refused("This extension can not be used with the selected file type.")
        if any(each.Name == path.name and each is not self for each in self._app._books):
            raise refused("You cannot save this workbook with the same name as another open one.")
        if path.suffix.lower() not in _MACRO_SUFFIXES:
            self._xml.vba_archive = None
        self._write(path)
        self._path, self._url, self._read_only, self.Saved = path, None, False, True

    def SaveCopyAs(self, Filename: str) -> None:
        """Write a copy; the workbook itself stays as it is.

        Raises:
            com_error: the folder is missing or refuses the file.
        """
        self._session.note("save copy")
        self._write(pathlib.Path(Filename))

    def Close(self, SaveChanges: bool | None = None) -> None:
        if SaveChanges:
            self.Save()
        self._session.note("close")
        self._app._forget(self)
        self._closed = True

    def FollowHyperlink(
        self,
        Address: str,
        SubAddress: str | None = None,
        NewWindow: bool = False,  # noqa: ARG002 - Excel has it; a recorded link needs none
    ) -> None:
        """Open an address with the program that Windows has for it; here it is recorded.

        Raises:
            com_error: it is the path of a file that does not exist.
        """
        self._session.note("follow", "", Address)
        if (
            "://" not in Address
            and Address
            and not pathlib.Path(Address.replace("file:///", "/")).exists()
        ):
            raise refused("Cannot open the specified file.")
        self._session.opened_links.append(f"{Address}#{SubAddress}" if SubAddress else Address)
