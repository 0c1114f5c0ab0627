"""What the installer says: plain Chinese on standard output, faults with a hint and the log."""

from __future__ import annotations

import errno
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

DONE, FAILED = 0, 2
"""Exit codes."""

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_WINDOWS_DISK_FULL = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


class InstallError(Exception):
    """What stops the installation.

    Args:
        message: what happened and where, in Chinese.
        hint: what to do next, in Chinese.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Log:
    """The log file of one run; it is made at the first line.

    Args:
        folder: where the file goes, ``logs`` in officekit's folder.
        name: ``install`` or ``uninstall``.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}-{time.strftime('%Y%m%d-%H%M%S')}.log"

    def write(self, text: str) -> None:
        """Add a line; a log that can't be written stops nothing."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8", newline="\r\n") as file:
                file.write(text.rstrip() + "\n")
        except OSError:
            return


def say(text: str, end: str = "\n") -> None:
    """Show a line to the clerk at once."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


def use_utf8() -> None:
    """Let Chinese through whatever the code page: a console takes Unicode, a pipe gets UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if stream.isatty():
                reconfigure(errors="replace")
            else:
                reconfigure(encoding="utf-8", errors="replace")


def guarded(work: Callable[[], int], log: Log) -> int:
    """Run the work; whatever stops it ends in a Chinese message, never in a traceback."""
    try:
        return work()
    except InstallError as error:
        tell(error, log)
    except OSError as error:
        log.write(traceback.format_exc())
        tell(of_system_error(error), log)
    except KeyboardInterrupt:
        say("\n已取消，重新运行就可以继续。")
    except Exception:  # noqa: BLE001 - the last net: a log instead of a traceback
        log.write(traceback.format_exc())
        tell(InstallError("程序内部出错。", "请把日志文件发给维护人员。"), log)
    return FAILED


def tell(error: InstallError, log: Log) -> None:
    """Show an error with its hint; name the log where the run came as far as to have one."""
    say(f"\n出错：{error.message}\n建议：{error.hint}")
    if log.path.exists():
        log.write(f"{error.message}\n{error.hint}")
        say(f"日志：{log.path}")


def is_disk_full(error: OSError) -> bool:
    """Whether the system says that there is no room left."""
    return error.errno in _DISK_FULL or getattr(error, "winerror", 0) in _WINDOWS_DISK_FULL


def of_system_error(error: OSError) -> InstallError:
    """The error in words that a clerk understands."""
    where = f"“{error.filename}”" if error.filename else "文件夹"
    if is_disk_full(error):
        return InstallError(f"磁盘空间不足，{where}没有写完。", "请清理磁盘后重新运行。")
    if isinstance(error, PermissionError):
        return InstallError(
            f"没有权限写入{where}，或者它正在使用。",
            "请关闭 Excel 和杀毒软件的提示窗口后重新运行；仍然不行的，请找信息技术人员。",
        )
    return InstallError(f"读写{where}时出错：{error.strerror or error}。", "请重新运行一次。")
