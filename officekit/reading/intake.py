"""Taking files in: folders, zip archives and saved mails become single files.

Names of files are text. What comes out of a container lies under a neutral name in a private
folder that is removed at the end, so no sender's name ever becomes part of a path.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.model.incoming import Incoming
from officekit.model.returned import Refusal
from officekit.reading.intake_store import Store
from officekit.reading.intake_zip import decoded_name
from officekit.reading.refusals import refused

_DEEPEST: Final = 4
_FOLDER: Final = "officekit-intake-"
_STALE_SECONDS: Final = 24 * 3600
_LOCK_FILE: Final = re.compile(r"~\$|\.~")
_SYSTEM_FILE: Final = re.compile(
    r"\.ds_store|thumbs\.db|desktop\.ini|\._.*|\.officekit-[0-9a-f]{12}\.tmp", re.IGNORECASE
)
"""Files of the system, and what a killed run of ours has left behind (a folder as well)."""
_SYSTEM_FOLDERS: Final = frozenset(
    {"__MACOSX", "$RECYCLE.BIN", "System Volume Information", ".Trashes", ".Spotlight-V100"}
)

PathLike = str | os.PathLike[str]
_Opener = Callable[[Incoming, Store], Iterator[Incoming]]


@contextmanager
def gather(
    paths: Sequence[PathLike], config: Config = DEFAULT_CONFIG
) -> Iterator[tuple[Incoming, ...]]:
    """The files to be read as returns, from whatever the clerk chose.

    Folders are searched to the bottom, zip archives and mails (.eml, .msg) are opened, up to
    four within each other. A file that is reached twice is taken once. What can't be taken is
    among the results, with the reason.

    Args:
        paths: files and folders.
        config: ``limits.file_bytes`` and ``part_ratio`` apply to each file in a container.

    Yields:
        The files in the order of their containers and names, which does not depend on the order
        of ``paths``. Copies out of containers are removed at the end of the ``with`` block.

    Raises:
        FileUnreadableError: a path does not exist; the clerk named it, so she is told at once.
    """
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as folder:
        _sweep(Path(folder))
        store = Store(Path(folder), config.limits)
        found = _files(paths)
        taken = [incoming for one in found for incoming in _opened(one, store)]
        yield tuple(sorted(taken, key=_order))


def _sweep(folder: Path) -> None:
    """Remove what killed runs have left beside a new private folder: departments' files."""
    with suppress(OSError):
        newest = folder.stat().st_mtime - _STALE_SECONDS
        for other in folder.parent.glob(f"{_FOLDER}*"):
            if not other.is_symlink() and other.stat().st_mtime < newest:
                shutil.rmtree(other, ignore_errors=True)


def _order(incoming: Incoming) -> tuple[tuple[str, ...], str, str, str]:
    return incoming.origin, incoming.name, incoming.folder, str(incoming.path)


def _files(paths: Sequence[PathLike]) -> list[Incoming]:
    """Every file once, in an order of its own; one in a folder keeps the folder's name."""
    found: dict[str, Incoming] = {}
    for given in paths:
        path = _existing(given)
        for incoming in _in_folder(path) if path.is_dir() else [Incoming(path, _text(path.name))]:
            if _SYSTEM_FILE.fullmatch(incoming.name):
                continue
            key = os.path.normcase(os.path.realpath(incoming.path))
            if key not in found or incoming.folder:
                found[key] = incoming
    return [found[key] for key in sorted(found)]


def _existing(given: PathLike) -> Path:
    path = Path(given)
    try:
        path.stat()
    except (OSError, ValueError) as error:
        raise FileUnreadableError(
            f"找不到“{_text(os.fspath(given))}”。",
            "请检查文件或文件夹的名称和位置，注意扩展名是否写对。",
        ) from error
    return path


def _in_folder(top: Path) -> Iterator[Incoming]:
    """The files below a folder; links that lead out of it and closed folders are refused."""
    closed: list[OSError] = []
    root = os.path.realpath(top)
    for folder, folders, names in os.walk(top, onerror=closed.append):
        for name in list(folders):
            inner = Path(folder, name)
            if name in _SYSTEM_FOLDERS or _SYSTEM_FILE.fullmatch(name):
                folders.remove(name)
            elif inner.is_symlink() and not _is_inside(inner, root):
                yield _link(inner, folder)
        for name in names:
            path = Path(folder, name)
            if not path.is_symlink():
                yield Incoming(path, _text(name), folder=_folder_name(folder))
            elif not _is_inside(path, root):
                yield _link(path, folder)
    for error in closed:
        path = Path(error.filename)
        problem = FileUnreadableError(
            f"文件夹“{_text(path.name)}”打不开。",
            "请确认您有权打开它，或把里面的文件复制出来再收。",
        )
        yield refused(Incoming(path, _text(path.name), folder=_folder_name(path.parent)), problem)


def _is_inside(path: Path, root: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(root)


def _link(path: Path, folder: str) -> Incoming:
    problem = FormatUnsupportedError(
        f"“{_text(path.name)}”是指向别处的链接，没有打开。", "请把原文件复制到这个文件夹再收。"
    )
    return refused(Incoming(path, _text(path.name), folder=_folder_name(folder)), problem)


def _folder_name(folder: PathLike) -> str:
    return _text(Path(folder).name or Path(os.path.realpath(folder)).name)


def _text(name: str) -> str:
    """A name of the file system as text; bytes that are no UTF-8 are decoded."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return decoded_name(os.fsencode(name))
    return name


def _opened(incoming: Incoming, store: Store) -> Iterator[Incoming]:
    """The file itself, or the files in it where it is a container."""
    if incoming.refusal is not None:
        yield incoming
    elif _SYSTEM_FILE.fullmatch(incoming.name):
        return
    elif _LOCK_FILE.match(incoming.name):
        yield refused(incoming, _lock_error(incoming.name))
    elif (opener := _opener(incoming)) is None:
        yield incoming
    elif len(incoming.origin) >= _DEEPEST:
        yield refused(incoming, _too_deep(incoming.name))
    else:
        yield from _contents(incoming, opener, store)


def _contents(incoming: Incoming, opener: _Opener, store: Store) -> Iterator[Incoming]:
    count, body = 0, incoming.body
    try:
        for member in opener(incoming, store):
            # One file carries the text of the mail, so that it stands in the report once.
            body = body or member.body
            for one in _opened(replace(member, body="") if count else member, store):
                count += 1
                incoming = replace(incoming, body="")
                yield one
    except OfficekitError as error:
        yield refused(incoming, error)
    except MemoryError:
        yield refused(incoming, _too_much(incoming.name))
    except Exception as error:  # noqa: BLE001 - a hostile container must not end the run
        broken = FileUnreadableError(
            f"“{incoming.name}”已损坏，里面的文件取不出来。",
            "请打开它，把里面的表格另存出来，直接报送表格。",
        )
        broken.__cause__ = error
        yield refused(incoming, broken)
    else:
        if not count:
            yield refused(replace(incoming, body=body), _nothing_in_it(incoming.name))


def _opener(incoming: Incoming) -> _Opener | None:
    """What opens a container; ``None`` for a file, and for what can't be looked into."""
    from officekit.reading import intake_mail, intake_outlook, intake_zip

    try:
        if not incoming.path.is_file():
            return None
        if incoming.name.lower().endswith(".eml"):
            return intake_mail.attachments
        if intake_outlook.is_outlook(incoming.path, incoming.name):
            return intake_outlook.attachments
        if intake_zip.is_archive(incoming.path):
            return intake_zip.members
    except OSError:
        return None
    return None


def _lock_error(name: str) -> FileRefusedError:
    return FileRefusedError(
        f"“{name}”是办公软件打开文件时留下的临时锁文件，不是文档。",
        "可以不管它；请确认同名的正式文件也已报送。",
        entry=Refusal.LOCK_FILE,
    )


def _too_deep(name: str) -> FileRefusedError:
    return FileRefusedError(
        f"压缩包或邮件“{name}”套了太多层，没有再打开。",
        "请解压后直接报送里面的表格。",
        entry=Refusal.BOMB,
    )


def _too_much(name: str) -> FileRefusedError:
    return FileRefusedError(
        f"打开“{name}”时内存不够。", "请解压后把里面的表格分几次报送。", entry=Refusal.TOO_MUCH
    )


def _nothing_in_it(name: str) -> FormatUnsupportedError:
    return FormatUnsupportedError(f"“{name}”里没有附件或文件。", "请把填好的表格作为附件重新报送。")
