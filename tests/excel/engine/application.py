# ruff: noqa: N802, N803 - the public names are Excel's
"""The application behind a COM reference, and its collection of workbooks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.excel.engine import cells, window
from tests.excel.engine.areas import spanning
from tests.excel.engine.book import Workbook
from tests.excel.engine.dialogs import FileDialog
from tests.excel.engine.dispatch import ComObject, Setting
from tests.excel.engine.errors import bad_index, refused
from tests.excel.engine.session import Session
from tests.excel.engine.sheet import Worksheet

_HANDLES = itertools.count(66_001)
_MACRO_OPTIONS = {
    "Macro",
    "Description",
    "HasMenu",
    "MenuText",
    "HasShortcutKey",
    "ShortcutKey",
    "Category",
    "StatusBar",
    "HelpContextID",
    "HelpFile",
    "ArgumentDescriptions",
}
_LONGEST_DESCRIPTION = 255


class Application(ComObject):
    """A running Excel.

    Args:
        session: the state that tests script.
    """

    Visible = Setting(True)
    UserControl = Setting(True)
    EnableEvents = Setting(True)
    DisplayAlerts = Setting(True)
    Interactive = Setting(True)
    Calculation = Setting(-4105)
    Cursor = Setting(-4143)
    EnableCancelKey = Setting(1)
    UserName = Setting("officekit")
    DisplayStatusBar = Setting(True)
    AskToUpdateLinks = Setting(True)
    AutomationSecurity = Setting(1)
    Caption = Setting("Excel")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._handle = next(_HANDLES)
        self._books: list[Workbook] = []
        self._active: Workbook | None = None
        self._clipboard: cells.Range | None = None
        self._status: str | bool = False
        self._updates = True
        self._running = True

    def _forget(self, book: Workbook) -> None:
        self._books.remove(book)
        if self._active is book:
            self._active = self._books[-1] if self._books else None
        if self._clipboard is not None and self._clipboard._sheet.Parent is book:
            self._clipboard = None

    def _select(self, target: cells.Range) -> None:
        book = target._sheet._book
        if self._active is not book or book.ActiveSheet is not target._sheet:
            raise refused("Select method of Range class failed")
        window.select(target)

    @property
    def Application(self) -> Application:
        return self

    @property
    def Name(self) -> str:
        return "Microsoft Excel"

    @property
    def Version(self) -> str:
        return "16.0"

    @property
    def Build(self) -> int:
        return 17_928

    @property
    def OperatingSystem(self) -> str:
        return "Windows (64-bit) NT 10.00"

    @property
    def Hwnd(self) -> int:
        return self._handle

    @property
    def Ready(self) -> bool:
        return True

    @property
    def CalculationState(self) -> int:
        return 0

    @property
    def Path(self) -> str:
        return "C:\\Program Files\\Microsoft Office\\root\\Office16"

    @property
    def StartupPath(self) -> str:
        return "C:\\XLSTART"

    @property
    def PathSeparator(self) -> str:
        return "\\"

    @property
    def StatusBar(self) -> str | bool:
        return self._status

    @StatusBar.setter
    def StatusBar(self, value: str | bool) -> None:
        self._session.status_bar_history.append(value)
        self._status = value

    @property
    def ScreenUpdating(self) -> bool:
        return self._updates

    @ScreenUpdating.setter
    def ScreenUpdating(self, value: bool) -> None:
        self._session.screen_updating_history.append(bool(value))
        self._updates = bool(value)

    @property
    def CutCopyMode(self) -> int:
        """1 while copied cells wait to be pasted, else 0."""
        return 0 if self._clipboard is None else 1

    @CutCopyMode.setter
    def CutCopyMode(self, value: bool) -> None:
        if value:
            raise NotImplementedError("CutCopyMode can only be cleared")
        self._clipboard = None

    # What is open and seen

    @property
    def Workbooks(self) -> Workbooks:
        return Workbooks(self)

    @property
    def ActiveWorkbook(self) -> Workbook | None:
        return self._active

    @property
    def ActiveSheet(self) -> Worksheet | None:
        return self._active.ActiveSheet if self._active else None

    @property
    def ActiveWindow(self) -> window.Window | None:
        return self._active._window if self._active else None

    @property
    def ActiveCell(self) -> cells.Range | None:
        return self.Selection.Cells(1, 1) if self._active else None

    @property
    def Selection(self) -> Any:
        if self._active is None:
            return None
        if self._session.shape_selected:
            return window.SelectedShape(self._session)
        return window.selected(self._active.ActiveSheet)

    def Goto(self, Reference: cells.Range, Scroll: bool = False) -> None:
        """Show and select cells; scroll until they stand in the corner where told."""
        self._session.note("goto", Reference._sheet.Name, Reference._area.plain)
        Reference._sheet.Activate()
        window.select(Reference)
        if Scroll:
            view = self._active._window if self._active else None
            if view is not None:
                view.ScrollRow, view.ScrollColumn = Reference.Row, Reference.Column

    def Intersect(self, Arg1: cells.Range, Arg2: cells.Range) -> cells.Range | None:
        area = Arg1._area.meet(Arg2._area) if Arg1._sheet is Arg2._sheet else None
        return cells.Range(Arg1._sheet, area) if area else None

    def Union(self, Arg1: cells.Range, Arg2: cells.Range) -> cells.Range:
        whole = spanning(Arg1._area, Arg2._area)
        sizes = [each.height * each.width for each in (Arg1._area, Arg2._area, whole)]
        if sizes[0] + sizes[1] != sizes[2] and whole not in (Arg1._area, Arg2._area):
            raise NotImplementedError("ranges of several areas are not in the double")
        return cells.Range(Arg1._sheet, whole)

    # What it does

    def FileDialog(self, fileDialogType: int) -> FileDialog:
        return FileDialog(self._session, fileDialogType)

    def InputBox(self, Prompt: str, Title: str = "", Default: str = "", Type: int = 2) -> Any:
        """The next scripted answer; False where it is cancelled."""
        self._session.note("input", "", f"{Prompt}|{Title}|{Default}|{Type}")
        if not self._session.inputs:
            raise AssertionError(f"an input box was shown without a scripted answer: {Prompt}")
        return self._session.inputs.pop(0)

    def MacroOptions(self, **options: Any) -> None:
        """Describe a function for the function wizard; recorded.

        Raises:
            com_error: a description is longer than 255 characters.
            TypeError: there is no such option.
        """
        if unknown := set(options) - _MACRO_OPTIONS:
            raise TypeError(f"MacroOptions got unexpected arguments: {sorted(unknown)}")
        texts = [options.get("Description", ""), *options.get("ArgumentDescriptions", ())]
        if any(len(str(text)) > _LONGEST_DESCRIPTION for text in texts):
            raise refused("Method 'MacroOptions' of object '_Application' failed")
        self._session.macro_options.append(options)

    def Run(self, Macro: str, *args: Any) -> Any:
        """Run a macro that the test knows.

        Raises:
            com_error: it knows none of that name.
        """
        self._session.note("run", "", Macro)
        if Macro not in self._session.known_macros:
            raise refused(f"Cannot run the macro '{Macro}'.")
        self._session.macros_run.append((Macro, args))
        return self._session.known_macros[Macro]

    def Calculate(self) -> None:
        """Nothing: the double cannot calculate."""

    def CalculateFull(self) -> None:
        """Nothing: the double cannot calculate."""

    def Wait(self, Time: Any) -> bool:  # noqa: ARG002 - waiting is over at once
        return True

    def Quit(self) -> None:
        for each in list(self._books):
            each.Close(SaveChanges=False)
        self._session.note("quit")
        self._running = False


class Workbooks(ComObject):
    """The open workbooks, from 1 or by name."""

    def __init__(self, app: Application) -> None:
        super().__init__(app._session)
        self._app = app

    @property
    def Application(self) -> Application:
        return self._app

    @property
    def Count(self) -> int:
        return len(self._app._books)

    def __iter__(self) -> Iterator[Workbook]:
        self._gate()
        return iter(list(self._app._books))

    def __call__(self, Index: int | str) -> Workbook:
        return self.Item(Index)

    def Item(self, Index: int | str) -> Workbook:
        """A workbook.

        Raises:
            com_error: it is not open.
        """
        for number, each in enumerate(self._app._books, 1):
            if number == Index or (isinstance(Index, str) and each.Name.lower() == Index.lower()):
                return each
        raise bad_index()

    def Add(self) -> Workbook:
        """A new workbook, never saved."""
        self._session.note("add book")
        taken = {each.Name for each in self._app._books}
        number = next(each for each in itertools.count(1) if f"工作簿{each}" not in taken)
        return self._opened(Workbook(self._app, name=f"工作簿{number}"))

    def Open(
        self,
        Filename: str,
        UpdateLinks: int | None = None,  # noqa: ARG002 - accepted as Excel does
        ReadOnly: bool | None = None,
        *ignored: Any,
    ) -> Workbook:
        """Open a workbook; one that is open already is shown.

        Raises:
            com_error: it is missing or no workbook, or another of the same name is open.
        """
        del ignored
        return self._open(Path(Filename), read_only=bool(ReadOnly))

    def _open(self, path: Path, *, url: str | None = None, read_only: bool = False) -> Workbook:
        self._session.note("open", "", str(path))
        for each in self._app._books:
            if each._path is not None and each._path == path.resolve():
                each.Activate()
                return each
            if each.Name.lower() == path.name.lower():
                raise refused(f"A workbook named '{path.name}' is already open.")
        book = Workbook(self._app, path=path.resolve(), url=url, read_only=read_only)
        return self._opened(book)

    def _opened(self, book: Workbook) -> Workbook:
        self._app._books.append(book)
        self._app._active = book
        return book
