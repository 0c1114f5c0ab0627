"""What a macro needs of Excel besides cells: dialogs, progress, quiet, and one way back."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officekit.config import Config
from officekit.data.folders import home_folder
from officekit.data.settings import load_settings, save_setting
from officekit.errors import OfficekitError
from officekit.excel import undo
from officekit.excel.gateway import Gateway
from officekit.excel.problems import CancelledError, explained, hresult_of
from officekit.model.table import Table

if TYPE_CHECKING:
    import xlwings as xw

TITLE = "officekit"
_FILE_PICKER = 3  # msoFileDialogFilePicker
_FOLDER_PICKER = 4  # msoFileDialogFolderPicker
_CHOSEN = -1
_TEXT_INPUT = 2
_MANUAL = "manual"

Filter = tuple[str, str]
"""Name in Chinese and patterns, as Excel's dialog takes them: ``("方案", "*.docx;*.pdf")``."""


class Desk:
    """The workbook that a button was pressed in, and the Excel around it.

    Args:
        book: the workbook.
        home: the clerk's own folder.
    """

    def __init__(self, book: xw.Book, home: Path | None = None) -> None:
        self.book = book
        self.home = home if home is not None else home_folder()
        self.gateway = Gateway(book)
        escape_pressed()  # an Esc from before the click cancels nothing

    @property
    def config(self) -> Config:
        """Settings for workflows: Esc also ends a program that works for us (LibreOffice)."""
        return replace(Config.from_environment(), heartbeat=_stop_on_escape)

    # -------------------------------------------------------------- talking

    def confirm(self, question: str) -> None:
        """Ask; anything but yes cancels.

        Raises:
            CancelledError: the clerk does not want to.
        """
        if self.book.app.alert(question, TITLE, "yes_no", "info") != "yes":
            raise CancelledError

    def wants(self, question: str) -> bool:
        """Ask; whether the answer is yes."""
        return bool(self.book.app.alert(question, TITLE, "yes_no", "info") == "yes")

    def choose_number(self, question: str, choices: Sequence[str]) -> int:
        """Let the clerk choose from a numbered list, until the answer is one of the numbers.

        Returns:
            Index of the choice, counted from 0.

        Raises:
            CancelledError: nothing was chosen.
        """
        listed = "\n".join(f"{i}  {text}" for i, text in enumerate(choices, start=1))
        asked = f"{question}请填写前面的数字：\n{listed}"
        return (self.ask_whole_number(asked, range(1, len(choices) + 1), default="1") or 1) - 1

    def ask_whole_number(self, question: str, allowed: range, default: str = "") -> int | None:
        """Ask for a number, until it is an allowed one; ``None`` where the answer is blank.

        Raises:
            CancelledError: the clerk has cancelled.
        """
        hint = ""
        while True:
            answer = self.book.app.api.InputBox(
                Prompt=hint + question, Title=TITLE, Default=default, Type=_TEXT_INPUT
            )
            if answer is False:
                raise CancelledError
            text = unicodedata.normalize("NFKC", str(answer)).strip()
            if not text:
                return None
            if text.isdigit() and int(text) in allowed:
                return int(text)
            hint = f"“{text}”不能用。"

    def ask_text(self, question: str, default: str = "") -> str:
        """Ask for a text, until it is not blank.

        Raises:
            CancelledError: the clerk has cancelled.
        """
        while True:
            answer = self.book.app.api.InputBox(
                Prompt=question, Title=TITLE, Default=default, Type=_TEXT_INPUT
            )
            if answer is False:
                raise CancelledError
            text = str(answer).strip()
            if text:
                return text

    @property
    def folder(self) -> Path:
        """Where new files go: beside the workbook, else the clerk's folder among her documents."""
        beside = str(self.book.api.Path)
        if beside and "://" not in beside:
            return Path(beside)
        from officekit import workflows

        return workflows.own_folder() or self.home

    def choose_file(self, title: str, key: str, filters: Sequence[Filter]) -> Path:
        """Let the clerk choose a file; the folder is remembered for the next time.

        Args:
            title: of the dialog.
            key: under which the folder is remembered.
            filters: kinds of files.

        Raises:
            CancelledError: no file was chosen.
        """
        dialog = self.book.app.api.FileDialog(_FILE_PICKER)
        dialog.AllowMultiSelect = False
        dialog.Filters.Clear()
        for name, patterns in filters:
            dialog.Filters.Add(name, patterns)
        path = self._chosen(dialog, title, key)
        save_setting(self.home, f"folder:{key}", str(path.parent))
        return path

    def choose_folder(self, title: str, key: str) -> Path:
        """Let the clerk choose a folder; it is remembered for the next time.

        Args:
            title: of the dialog.
            key: under which it is remembered.

        Raises:
            CancelledError: none was chosen.
        """
        path = self._chosen(self.book.app.api.FileDialog(_FOLDER_PICKER), title, key)
        save_setting(self.home, f"folder:{key}", str(path))
        return path

    def _chosen(self, dialog: Any, title: str, key: str) -> Path:
        """What is chosen in a dialog that opens in the remembered folder."""
        dialog.Title = title
        folder = self._folder(key)
        if folder is not None:
            dialog.InitialFileName = (
                f"{folder}{'' if str(folder).endswith(_SEPARATORS) else _SLASH}"
            )
        if dialog.Show() != _CHOSEN:
            raise CancelledError
        return Path(str(dialog.SelectedItems.Item(1)))

    def _folder(self, key: str) -> Path | None:
        """Where a dialog opens: where it was last, else beside the workbook."""
        remembered = load_settings(self.home).get(f"folder:{key}")
        beside = str(self.book.api.Path)
        for folder in (remembered, beside if "://" not in beside else None):
            if folder and Path(folder).is_dir():
                return Path(folder)
        return None

    def progress(self, text: str, done: int = 0, total: int = 0, /) -> None:
        """Show in the status bar what begins now, and how far it has come.

        Raises:
            CancelledError: the clerk has pressed Esc.
        """
        _stop_on_escape()
        counted = f"{text}（{done}/{total}）" if total else text
        self.book.app.status_bar = f"officekit：{counted}……（按 Esc 取消）"

    def open(self, address: str) -> None:
        """Open a file with the program it belongs to."""
        self.book.api.FollowHyperlink(Address=address)

    # -------------------------------------------------------------- changing

    @contextmanager
    def working(self) -> Iterator[None]:
        """Progress in the status bar, and the bar given back to Excel whatever happens."""
        app = self.book.app
        try:
            yield
        finally:
            _quietly(app, "status_bar", False)

    @contextmanager
    def action(
        self, label: str, sheets: Sequence[str], *, run: int = 0
    ) -> Iterator[undo.SavedCopy]:
        """Change sheets: all of it succeeds, or all sheets are as before.

        A copy of the workbook is saved first, for 撤销上次操作. Screen updating, events and
        calculation are off meanwhile and put back whatever happens.

        Args:
            label: of the button.
            sheets: names of the sheets that may change.
            run: number in the register of the exchange, where it has one.

        Raises:
            OutputNotWritableError: the copy can't be saved.
            SheetProtectedError: a sheet is protected with a password.
        """
        self.gateway.require_writable(*sheets)
        self.progress("保存撤销用的副本")
        saved = undo.save_copy(self.book, self.home, label)
        copy = replace(saved, sheets=tuple(sheets), run=run)
        workbook = undo.identity(self.book)  # asked now: Excel may be busy at the end
        with self._quiet():
            try:
                yield copy
            except BaseException:
                self._put_back(copy)
                raise
        undo.remember(workbook, self.home, copy)

    def saved_sheets(self, copy: undo.SavedCopy) -> tuple[Table, ...]:
        """The sheets of a copy that it names, as they were.

        Raises:
            OfficekitError: the copy can't be read.
        """
        from officekit import workflows

        return tuple(t for t in workflows.read_sheets(copy.path) if t.name in copy.sheets)

    def put_back(self, sheets: Sequence[Table]) -> None:
        """Restore sheets as they were; one that can't be written does not keep the others back.

        Raises:
            OfficekitError: a sheet can't be written.
        """
        present = self.gateway.names()
        failed: list[Exception] = []
        for table in sheets:
            if table.name in present:
                try:
                    self.gateway.restore(table)
                except Exception as error:  # noqa: BLE001 -- raised when the others are restored
                    failed.append(error)
        if failed:
            raise failed[0]

    def _put_back(self, copy: undo.SavedCopy) -> None:
        try:
            self.put_back(self.saved_sheets(copy))
        except Exception as error:
            known = explained(error)
            why = known.message.rstrip("。") if known else str(error)
            raise OfficekitError(
                f"操作没有完成，也没能自动恢复（{why}）。",
                f"请不要保存本工作簿；操作之前的完整副本在：{copy.path}",
            ) from error

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        app = self.book.app
        calculation = _read(app, "calculation")
        screen, events = _read(app, "screen_updating"), _read(app, "enable_events")
        try:
            app.screen_updating = False
            app.enable_events = False
            app.calculation = _MANUAL
            yield
        finally:
            # Calculation first: what is shown when the screen comes back is up to date.
            for name, value in (
                ("calculation", calculation),
                ("enable_events", events),
                ("screen_updating", screen),
            ):
                if value is not None:
                    _quietly(app, name, value)


_SLASH = "\\" if sys.platform == "win32" else "/"
_SEPARATORS = ("\\", "/")
_ESCAPE_KEY = 0x1B


def _stop_on_escape() -> None:
    if escape_pressed():
        raise CancelledError


def escape_pressed() -> bool:
    """Whether Esc was pressed since this was asked last."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE_KEY) & 0x8001)
    return False


def _read(app: xw.App, name: str) -> Any:
    """A property of Excel, ``None`` where it has none to tell (no workbook window)."""
    try:
        return getattr(app, name)
    except Exception as error:
        if hresult_of(error) is None:
            raise
        return None


def _quietly(app: xw.App, name: str, value: Any) -> None:
    """Set a property of Excel; a refusal here must not hide what happened before."""
    try:
        setattr(app, name, value)
    except Exception as error:
        if hresult_of(error) is None:
            raise
