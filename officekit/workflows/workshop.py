"""Several results that are put in place together: made in a folder of their own first."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from officekit.errors import OutputExistsError, OutputNotWritableError

_TEMPORARY = re.compile(r"\.officekit-[0-9a-f]{12}\.tmp")
"""Names of what is removed at the end of a run: workshops, and files that are being written."""
_STALE_SECONDS = 24 * 3600
"""No run takes a day: what is older was left behind by a program that was killed."""


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A folder inside another in which files are made before they are put in place.

    What a killed run has left behind there is harmless, since no collecting looks into it; it is
    removed a day later, by the next run.

    Args:
        folder: where they will stand; made where it is missing.

    Raises:
        OutputNotWritableError: nothing can be made there.
    """
    shop = folder / f".officekit-{secrets.token_hex(6)}.tmp"
    try:
        shop.mkdir(parents=True)
    except OSError as error:
        raise OutputNotWritableError(
            f"不能在“{folder}”中建立文件。", "请换一个可以写入的文件夹。"
        ) from error
    try:
        _sweep(shop)
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def _sweep(shop: Path) -> None:
    """Remove what lies beside a new workshop and is a day older.

    Its own time is the measure, not the clock's, which differs from that of a network share.
    """
    with suppress(OSError):
        newest = shop.stat().st_mtime - _STALE_SECONDS
        for path in shop.parent.iterdir():
            if not _TEMPORARY.fullmatch(path.name) or path.is_symlink():
                continue
            with suppress(OSError):
                if path.stat().st_mtime < newest:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


def refuse_existing(path: Path) -> None:
    """Make sure that nothing stands there.

    Raises:
        OutputExistsError: something does.
    """
    if path.exists():
        raise OutputExistsError(
            f"文件“{path}”已经存在，没有覆盖。", "请换一个文件名，或者确认后选择覆盖。"
        )


def put_in_place(made: Path, target: Path) -> None:
    """Flush a file to the disk and rename it; what stood there is replaced.

    Raises:
        OutputNotWritableError: it can't be put there (open in Excel, no permission).
    """
    try:
        with made.open("rb+") as stream:
            os.fsync(stream.fileno())
        made.replace(target)
    except OSError as error:
        raise OutputNotWritableError(
            f"没有权限写入“{target}”，或者它正在 Excel、WPS 中打开。",
            "请先关闭这个文件再试；仍然不行时，请换一个文件夹保存。",
        ) from error
