"""Two runs at once would spoil each other: the second one is told to wait."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from installer.telling import InstallError


@contextmanager
def only_one(path: Path) -> Generator[None]:
    """Hold the lock file for the time of a run.

    The system lets go of it when the process ends, however it ends: no stale lock is left.

    Raises:
        InstallError: another run holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError:
            raise InstallError(
                "另一个安装或卸载窗口正在运行。", "请等它结束，或关闭那个窗口后重新运行。"
            ) from None
        yield


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt
        import os

        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
