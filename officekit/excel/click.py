"""What RunPython calls: a button was pressed in Excel.

The one handler of this adapter: whatever happens, the clerk is told in Chinese what happened and
what to do, and a fault of ours is written to a log file instead of being shown as a traceback.
"""

from __future__ import annotations

import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officekit import __version__
from officekit.data.folders import home_folder
from officekit.excel.buttons import Button, button
from officekit.excel.problems import CancelledError, explained

if TYPE_CHECKING:
    import xlwings as xw

    from officekit.excel.macros import Outcome

_FAILED = 1
_ATTEMPTS = 2_000  # about a second: long enough for a busy moment


def click(name: str) -> None:
    """Run the macro of a button in the workbook it was pressed in.

    Args:
        name: of a button in :mod:`officekit.excel.buttons`.

    Raises:
        SystemExit: Excel does not answer; the message is on standard error, where the workbook's
            VBA picks it up and shows it.
    """
    try:
        import xlwings as xw

        _limit_patience(xw)
        _run(name, xw.Book.caller())
    except Exception as error:  # noqa: BLE001 -- the last net: a message instead of a traceback
        text = _told(error)
        print(text, file=sys.stderr)  # noqa: T201 -- VBA shows what stands there
        raise SystemExit(_FAILED) from None


def _limit_patience(xw: Any) -> None:
    """Have xlwings give up on an Excel that rejects every call, as it does while a cell is edited.

    It would ask again and again without end, and the clerk would see nothing but an hourglass.
    """
    windows = getattr(xw, "_xlwindows", None)
    if windows is not None and hasattr(windows, "N_COM_ATTEMPTS"):
        windows.N_COM_ATTEMPTS = _ATTEMPTS


def _run(name: str, book: xw.Book) -> None:
    """Run the macro and tell what came of it; an error is told as well."""
    from officekit.excel import macros
    from officekit.excel.desk import TITLE

    pressed = button(name)
    try:
        outcome = getattr(macros, name)(book)
        _show(book, pressed, outcome)
        book.app.alert(outcome.message, f"{TITLE} {pressed.label}", "ok", "info")
    except CancelledError as cancelled:
        book.app.alert(cancelled.message, f"{TITLE} {pressed.label}", "ok", "info")
    except Exception as error:  # noqa: BLE001 -- told in the workbook that it happened in
        book.app.alert(_told(error), f"{TITLE} {pressed.label}", "ok", "critical")


def _show(book: xw.Book, pressed: Button, outcome: Outcome) -> None:
    """What else tells of the result; the work is done, so a refusal here only goes into the log."""
    from officekit.excel import start_page
    from officekit.excel.udf_help import describe

    try:
        start_page.record(book, pressed, outcome.message, outcome.links)
        describe(book.app, book.name)
        if outcome.show is not None:
            book.sheets[outcome.show].activate()
    except Exception as error:  # noqa: BLE001 -- must not hide that the work is done
        _write_log(error)


def _told(error: Exception) -> str:
    """What the clerk is told of an error; a fault of ours goes into a log file."""
    known = explained(error)
    if known is not None:
        return f"{known.message}\n\n{known.hint}" if known.hint else known.message
    log = _write_log(error)
    if log is None:
        return "程序内部出错，工作簿没有改动；日志也写不出来。\n\n请按“体检”，或联系维护人员。"
    return f"程序内部出错，工作簿没有改动。\n\n请把这个日志文件发给维护人员：{log}"


def _write_log(error: BaseException) -> Path | None:
    """The log file with everything that helps to find the fault."""
    now = datetime.now().astimezone()
    text = "\n".join(
        [
            f"== {now:%Y-%m-%d %H:%M:%S} officekit {__version__} Python {sys.version}",
            f"argv: {sys.argv!r}",
            "".join(traceback.format_exception(error)),
        ]
    )
    try:
        folder = home_folder() / "logs"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"excel-{now:%Y%m%d}.log"
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return None
    return path
