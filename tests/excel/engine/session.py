"""What a test sees and scripts: calls, faults, answers, histories."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tests.excel.engine.errors import com_error, refused, rejected


class Call(NamedTuple):
    """One call that touched cells or files."""

    kind: str
    sheet: str
    address: str


class Alert(NamedTuple):
    """One message box."""

    prompt: str
    title: str
    buttons: str
    mode: str | None


class DialogRecord(NamedTuple):
    """One file dialog as it was shown."""

    kind: int
    title: str
    button: str
    initial: str
    multiple: bool
    filters: tuple[tuple[str, str], ...]


@dataclass
class _Fault:
    kind: str
    sheet: str | None
    left: int
    error: Exception


class Dialogs:
    """The answers to the file dialogs, in the order in which they will be shown.

    Attributes:
        shown: the dialogs that were shown.
    """

    def __init__(self) -> None:
        self.shown: list[DialogRecord] = []
        self._answers: list[list[str] | None] = []

    def answer_files(self, paths: list[Path]) -> None:
        """The next dialog gives these files."""
        self._answers.append([str(path) for path in paths])

    def answer_folder(self, path: Path) -> None:
        """The next dialog gives this folder."""
        self._answers.append([str(path)])

    def answer_cancel(self) -> None:
        """The next dialog is cancelled."""
        self._answers.append(None)

    @property
    def unused(self) -> int:
        """Number of answers that no dialog has asked for."""
        return len(self._answers)

    def show(self, record: DialogRecord) -> list[str]:
        """Show a dialog: the chosen paths, none if it was cancelled."""
        self.shown.append(record)
        if not self._answers:
            raise AssertionError(f"a file dialog was shown without a scripted answer: {record}")
        answer = self._answers.pop(0)
        if answer is not None and len(answer) > 1 and not record.multiple:
            raise AssertionError("several files were chosen in a dialog that allows one")
        return answer or []


class Session:
    """The state of the double that tests read and script.

    Attributes:
        edit_mode: whether a cell is being edited; every COM call is rejected then.
        calls: every call that touched cells or files. Kinds: read, write, formula read, formula
            write, clear, format, resize, autofit, merge, unmerge, insert, delete, copy, paste,
            filter, show all, comment, hyperlink, protect, unprotect, select, activate, goto, add
            sheet, delete sheet, copy sheet, move sheet, add book, open, save, save as, save copy,
            close, follow, dialog, input, run, quit.
        alerts: every message box.
        dialogs: the file dialogs.
        status_bar_history: every value set, False for the bar handed back to Excel.
        screen_updating_history: every value set.
        opened_links: addresses handed to FollowHyperlink.
        macro_options: arguments of each MacroOptions call.
        macros_run: name and arguments of each Run call.
        known_macros: what Run returns for the names that exist.
        inputs: answers to InputBox; False stands for cancelled.
        shape_selected: whether a shape is selected instead of cells.
        denied_folders: folders in which nothing can be written.
    """

    def __init__(self) -> None:
        self.edit_mode = False
        self.calls: list[Call] = []
        self.alerts: list[Alert] = []
        self.dialogs = Dialogs()
        self.status_bar_history: list[str | bool] = []
        self.screen_updating_history: list[bool] = []
        self.opened_links: list[str] = []
        self.macro_options: list[dict[str, Any]] = []
        self.macros_run: list[tuple[str, tuple[Any, ...]]] = []
        self.known_macros: dict[str, Any] = {}
        self.inputs: list[Any] = []
        self.shape_selected = False
        self.denied_folders: list[Path] = []
        self._alert_answers: list[str] = []
        self._faults: list[_Fault] = []

    def check_ready(self) -> None:
        """Pass only where Excel takes calls.

        Raises:
            com_error: a cell is being edited.
        """
        if self.edit_mode:
            raise rejected()

    def note(self, kind: str, sheet: str = "", address: str = "") -> None:
        """Record a call; raise the fault that was asked for it, if any."""
        self.calls.append(Call(kind, sheet, address))
        for fault in self._faults:
            if fault.kind == kind and fault.sheet in (None, sheet):
                fault.left -= 1
                if fault.left == 0:
                    self._faults.remove(fault)
                    raise fault.error

    def count(self, kind: str, sheet: str | None = None) -> int:
        """Number of calls of a kind, on one sheet or on all."""
        return sum(call.kind == kind and sheet in (None, call.sheet) for call in self.calls)

    def fail_on(
        self,
        kind: str,
        *,
        sheet: str | None = None,
        after: int = 1,
        error: Exception | None = None,
    ) -> None:
        """Make the n-th call of a kind from now on fail, once.

        Args:
            kind: as in :attr:`calls`.
            sheet: name of the sheet; None for any.
            after: the number n.
            error: what is raised; Excel's error 1004 where None.
        """
        fault = error or refused(f"A fault that the test asked for: {kind}.")
        self._faults.append(_Fault(kind, sheet, after, fault))

    @property
    def faults_left(self) -> int:
        """Number of faults that have not struck yet."""
        return len(self._faults)

    def answer_alert(self, answer: str) -> None:
        """The next message box is answered so: ok, cancel, yes or no."""
        self._alert_answers.append(answer)

    def show_alert(self, alert: Alert) -> str:
        """Show a message box: the scripted answer, else that of its first button."""
        self.alerts.append(alert)
        choices = alert.buttons.split("_")
        if not self._alert_answers:
            return choices[0]
        answer = self._alert_answers.pop(0)
        if answer not in choices:
            raise AssertionError(f"the message box has no button {answer}: {alert}")
        return answer

    def check_writable(self, path: Path) -> None:
        """Pass only where a file can be written.

        Raises:
            com_error: the folder is missing or refuses the file.
        """
        folder = path.parent
        if not folder.is_dir():
            raise refused(f"Excel cannot access '{folder}'.")
        denied = any(path.is_relative_to(each) for each in self.denied_folders)
        locked = path.exists() and not os.access(path, os.W_OK)
        if denied or locked or not os.access(folder, os.W_OK):
            raise refused(f"Cannot access read-only document '{path.name}'.")


__all__ = ["Alert", "Call", "DialogRecord", "Dialogs", "Session", "com_error"]
