"""What RunPython calls: a button was pressed in Excel.

The one handler of this adapter: whatever happens, the clerk is told in Chinese what happened and
what to do, and a fault of ours is written to a log file instead of being shown as a traceback.
"""

from __future__ import annotations

import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from officekit import __version__
from officekit.data.folders import home_folder
from officekit.excel.buttons import Button, button
from officekit.excel.problems import CancelledError, NotConnectedError, explained, hresult_of

if TYPE_CHECKING:
    import xlwings as xw

    from officekit.excel.macros import Outcome

_FAILED = 1
_LONGEST = 1_500  # characters that a message box shows on a small screen
_ATTEMPTS = 2_000  # about a second: long enough for a busy moment


class _UntoldError(Exception):
    """What the clerk is to be told, when Excel shows no message box."""


def click(name: str) -> None:
    """Run the macro of a button in the workbook it was pressed in.

    Args:
        name: of a button in :mod:`officekit.excel.buttons`.

    Raises:
        SystemExit: Excel does not answer; the message is on standard error, where the workbook's
            VBA picks it up and shows it.
    """
    try:
        _run(name, _calling_book())
    except Exception as error:  # noqa: BLE001 -- the last net: a message instead of a traceback
        text = str(error) if isinstance(error, _UntoldError) else _told(error)
        print(text, file=sys.stderr)  # noqa: T201 -- VBA shows what stands there
        raise SystemExit(_FAILED) from None


def _calling_book() -> xw.Book:
    """The workbook that the button was pressed in.

    Raises:
        NotConnectedError: Excel or the workbook is not found.
    """
    import xlwings as xw

    _limit_patience(xw)
    try:
        return xw.Book.caller()
    except Exception as error:
        if explained(error) is not None:
            raise
        log = _write_log(error)
        hint = "请保存工作簿，关闭 Excel 后重新打开，再按一次按钮"
        if any(text.startswith("--wb=") and text.count("=") > 1 for text in sys.argv):
            hint = "工作簿的文件名里有等号，请改名后重新打开，再按一次按钮"
        raise NotConnectedError(
            "没有连上 Excel 里的工作簿，工作簿没有改动。",
            f"{hint}；还不行时，请把这个日志文件发给维护人员：{log}" if log else f"{hint}。",
        ) from error


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
    mode: Literal["info", "critical"] = "info"
    try:
        outcome = getattr(macros, name)(book)
        _show(book, pressed, outcome)
        text = outcome.message
    except CancelledError as cancelled:
        text = cancelled.message
    except Exception as error:  # noqa: BLE001 -- told in the workbook that it happened in
        text, mode = _told(error), "critical"
    try:
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
        book.app.alert(shown, f"{TITLE} {pressed.label}", "ok", mode)
    except Exception as error:
        if hresult_of(error) is None:
            raise
        raise _UntoldError(text) from error


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
