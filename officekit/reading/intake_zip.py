"""Files in a zip archive.

Source: PKWARE APPNOTE.TXT 6.3.10; names without the UTF-8 flag are in the code page of the
system that packed them, which in China is GBK.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from officekit.config import MEBIBYTE
from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.model.incoming import Incoming
from officekit.model.returned import Refusal
from officekit.reading.intake_store import MOST_FILES, Store
from officekit.reading.refusals import refused

SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_DOCUMENT_PARTS: Final = frozenset({"[content_types].xml", "mimetype", "ofd.xml"})
_FIRST_PARTS: Final = (b"[content_types].xml", b"mimetype", b"_rels/.rels", b"docprops/", b"xl/")
_LOCAL_HEADER: Final = 30
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LOCATOR64: Final = b"PK\x06\x07"
_LOCATOR64_SIZE: Final = 20
_RECORDS64_SIZE: Final = 76
_LONGEST_COMMENT: Final = 65_535
_MOST_DIRECTORY: Final = 4 * MEBIBYTE
_UTF8_FLAG: Final = 0x800
_ENCRYPTED_FLAG: Final = 1
_FIRST_IDEOGRAPHIC: Final = "\u0800"
_CHUNK: Final = MEBIBYTE
_FAULTS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_SEND_AGAIN: Final = "请重新压缩后报送。"


def is_archive(path: Path) -> bool:
    """Whether a file is a zip that is no office document itself.

    A directory too large to look into counts as an archive: :func:`members` refuses it.
    """
    with path.open("rb") as stream:
        head = stream.read(_LOCAL_HEADER + 32)
    if not head.startswith(SIGNATURES):
        return False
    if head[_LOCAL_HEADER:].lower().startswith(_FIRST_PARTS):
        return False
    try:
        with _opened(path) as archive:
            return _DOCUMENT_PARTS.isdisjoint(name.lower() for name in archive.namelist())
    except FileRefusedError:
        return True
    except FileUnreadableError:
        return False


def members(incoming: Incoming, store: Store) -> Iterator[Incoming]:
    """The files of an archive, one after the other; those that can't be taken are refused.

    Args:
        incoming: the archive.
        store: where the bytes go.

    Raises:
        FileRefusedError: too many files.
        FileUnreadableError: the archive is broken.
    """
    origin = (*incoming.origin, incoming.name)
    with _opened(incoming.path) as archive:
        found = [info for info in archive.infolist() if not info.is_dir()]
        if len(found) > MOST_FILES:
            raise FileRefusedError(
                f"压缩包“{incoming.name}”里有 {len(found)} 个文件，多得不正常。",
                "请解压后只报送填好的表格。",
                entry=Refusal.BOMB,
            )
        for info in found:
            folder, name = _split(member_name(info))
            if folder == "__MACOSX":
                continue
            member = replace(
                incoming,
                name=name,
                origin=origin,
                folder=folder.rpartition("/")[2] or incoming.folder,
            )
            store.check_room()
            try:
                _check(info, store.largest(name), store.limits.part_ratio)
                path = store.save(_chunks(archive, info), name)
            except OfficekitError as error:
                yield refused(member, error)
            else:
                yield replace(member, path=path)


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member with its folders: UTF-8, else GB18030, else code page 437."""
    shown = info.orig_filename
    if info.flag_bits & _UTF8_FLAG:
        return shown
    stored = shown.encode("cp437", errors="replace")
    return decoded_name(stored, fallback=shown)


def decoded_name(stored: bytes, *, fallback: str = "") -> str:
    """A file name from bytes of unknown encoding.

    Short GBK names can be valid UTF-8, but give letters below U+0800 then; a Chinese name in
    UTF-8 never does.
    """
    if stored.isascii():
        return stored.decode("ascii")
    try:
        text = stored.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if any(char >= _FIRST_IDEOGRAPHIC for char in text):
        return text
    try:
        return stored.decode("gb18030")
    except UnicodeDecodeError:
        return text or fallback or stored.decode("utf-8", errors="replace")


def _split(name: str) -> tuple[str, str]:
    """Folder and last part of a member's name, written with either slash."""
    folder, _, last = name.replace("\\", "/").rstrip("/").rpartition("/")
    top = folder.lstrip("/").partition("/")[0]
    return ("__MACOSX", last) if top == "__MACOSX" else (folder, last or name)


def _opened(path: Path) -> zipfile.ZipFile:
    _check_directory_size(path)
    try:
        return zipfile.ZipFile(path)
    except (*_FAULTS, NotImplementedError) as error:
        raise FileUnreadableError("压缩包已损坏，打不开。", _SEND_AGAIN) from error


def _check_directory_size(path: Path) -> None:
    """Refuse a directory that alone would fill the memory, before anything reads it."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _RECORDS64_SIZE))
        tail = stream.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise FileUnreadableError("压缩包不完整，打不开。", _SEND_AGAIN)
    entries, length = struct.unpack_from("<HI", tail, place + 10)
    if tail[max(0, place - _LOCATOR64_SIZE) :].startswith(_LOCATOR64) and place >= _RECORDS64_SIZE:
        entries, length = struct.unpack_from("<QQ", tail, place - _RECORDS64_SIZE + 32)
    if length > _MOST_DIRECTORY or entries > MOST_FILES:
        raise FileRefusedError(
            "压缩包里的文件多得不正常，没有打开。",
            "请解压后只报送填好的表格。",
            entry=Refusal.BOMB,
        )


def _check(info: zipfile.ZipInfo, most_bytes: int, most_ratio: int) -> None:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise FileEncryptedError(
            "压缩包设有密码，里面的文件取不出来。",
            "请取消压缩包的密码后重新报送。",
        )
    bloated = info.file_size > info.compress_size * most_ratio
    if info.file_size > most_bytes or (info.file_size > MEBIBYTE and bloated):
        raise FileRefusedError(
            "压缩包里的这个文件解压后大得不正常，没有取出。",
            "请不要压缩，直接报送这个文件。",
            entry=Refusal.BOMB,
        )


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member, never more than its entry declares."""
    left = info.file_size
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise FileRefusedError(
                        "压缩包里的这个文件比它声明的大，没有取出。",
                        _SEND_AGAIN,
                        entry=Refusal.BOMB,
                    )
                yield chunk
    except NotImplementedError as error:
        raise FormatUnsupportedError(
            "压缩包的压缩方式不能识别，里面的文件取不出来。", "请改用 ZIP 压缩包，或直接报送表格。"
        ) from error
    except _FAULTS as error:
        raise FileUnreadableError("压缩包里的这个文件已损坏，取不出来。", _SEND_AGAIN) from error
    if left:
        raise FileUnreadableError("压缩包里的这个文件不完整。", _SEND_AGAIN)
