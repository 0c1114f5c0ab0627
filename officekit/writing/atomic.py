"""Outputs that are either complete or not there at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from officekit.errors import OfficekitError, OutputExistsError, OutputNotWritableError

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def atomic_output(path: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """A stream whose content stands under ``path`` once the block ends without an error.

    The stream is a temporary file in the same folder, flushed to the disk and renamed at the
    end. If the block raises, the temporary file is removed and a former output stays as it was.

    Args:
        path: output file.
        overwrite: replace an existing file.

    Raises:
        OutputExistsError: the file exists and ``overwrite`` is false.
        OutputNotWritableError: folder missing, no permission, file open in Excel, disk full.
    """
    _refuse_existing(path, overwrite=overwrite)
    temporary = path.parent / f".officekit-{secrets.token_hex(6)}.tmp"
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _refuse_existing(path, overwrite=overwrite)
        temporary.replace(path)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _refuse_existing(path: Path, *, overwrite: bool) -> None:
    try:
        if path.is_dir():
            raise OutputNotWritableError(
                f"“{path}”是一个文件夹，不能作为输出文件。", "请在后面写上文件名。"
            )
        exists = path.exists()
    except OSError as error:
        raise _explained(error, path) from error
    if exists and not overwrite:
        raise OutputExistsError(
            f"文件“{path}”已经存在，没有覆盖。", "请换一个文件名，或者确认后选择覆盖。"
        )


def _explained(error: OSError, path: Path) -> OfficekitError:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return OutputNotWritableError(
            f"文件夹“{path.parent}”不存在，无法写入“{path.name}”。",
            "请先建立这个文件夹，或者换一个位置保存。",
        )
    if isinstance(error, PermissionError):
        return OutputNotWritableError(
            f"没有权限写入“{path}”，或者它正在 Excel、WPS 中打开。",
            "请先关闭这个文件再试；仍然不行时，请换一个文件夹保存。",
        )
    if error.errno in _DISK_FULL:
        return OutputNotWritableError(
            f"磁盘空间不足，无法写入“{path}”。", "请清理磁盘，或者换一个磁盘保存。"
        )
    if error.errno == errno.EROFS:
        return OutputNotWritableError(
            f"“{path.parent}”是只读的，无法写入。", "请换一个可以写入的文件夹保存。"
        )
    if error.errno == errno.ENAMETOOLONG:
        return OutputNotWritableError(
            f"文件名“{path.name[:20]}…”太长，无法写入。", "请换一个短一些的文件名。"
        )
    return OutputNotWritableError(
        f"无法写入“{path}”：{error.strerror or error}。", "请换一个文件夹保存后再试。"
    )
