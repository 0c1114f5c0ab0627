"""Bounds against hostile or broken files: checks before reading, zip parts, XML without DTD."""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from officekit.config import MEBIBYTE, Limits
from officekit.errors import FileEncryptedError, FileRefusedError, FileUnreadableError

_LOCK_FILE = re.compile(r"~\$|\.~")
_DRIVE = re.compile(r"[A-Za-z]:")
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_END_RECORD = 22
_LONGEST_TAIL = 65_535 + _END_RECORD + 20 + 56  # comment, end record and those of zip64
_MOST_ENTRY_BYTES = 1_024
_SMALL_PART = MEBIBYTE
_LOCAL_HEAD = 30
_UTF_8_NAME, _UNREADABLE = 0x800, 0x61  # encrypted, a patch, strongly encrypted
_SEND_AGAIN = "文件可能没有传完整或已损坏，请重新下载或请对方重新发送。"
_SAVE_AGAIN = "请用 WPS 或 Word、Excel 打开后另存一份，再试一次。"


def check_file(path: str, limits: Limits) -> None:
    """Make sure that a file can be opened and is of a sensible size.

    Args:
        path: file as the user gave it.
        limits: ``file_bytes`` is the largest size accepted.

    Raises:
        FileUnreadableError: missing, a folder, not an ordinary file, no permission, or empty.
        FileRefusedError: an office program's lock file, or larger than the limit.
    """
    name = Path(path).name or path
    if _LOCK_FILE.match(name):
        raise FileRefusedError(
            f"“{name}”是办公软件打开文件时留下的临时锁文件，不是文档。",
            "请选择名称开头没有“~$”或“.~”的那个文件。",
        )
    try:
        status = Path(path).stat()
    except FileNotFoundError as error:
        raise FileUnreadableError(
            f"找不到文件“{path}”。", "请检查文件名和所在文件夹，注意扩展名是否写对。"
        ) from error
    except (OSError, ValueError) as error:
        raise FileUnreadableError(
            f"无法访问文件“{path}”。", "请检查路径是否正确、您是否有权打开它所在的文件夹。"
        ) from error
    if stat.S_ISDIR(status.st_mode):
        raise FileUnreadableError(f"“{path}”是文件夹，不是文件。", "请选择文件夹里的某一个文件。")
    if not stat.S_ISREG(status.st_mode):
        raise FileUnreadableError(f"“{path}”不是普通文件。", "请选择一个文档或表格文件。")
    if status.st_size == 0:
        raise FileUnreadableError(f"文件“{name}”是空的（0 字节）。", _SEND_AGAIN)
    if status.st_size > limits.file_bytes:
        raise FileRefusedError(
            f"文件“{name}”有 {status.st_size / MEBIBYTE:.0f} MB，"
            f"超过 {limits.file_bytes / MEBIBYTE:.0f} MB 的上限。",
            "请删去其中的图片、视频等附件，或拆成几个文件后再试。",
            entry="A05",
        )
    _check_permission(path, name)


def _check_permission(path: str, name: str) -> None:
    try:
        with Path(path).open("rb") as stream:
            stream.read(1)
    except PermissionError as error:
        raise FileUnreadableError(
            f"没有权限打开文件“{name}”。", "如果它正在别的程序里打开，请先关闭；否则请联系管理员。"
        ) from error
    except OSError as error:
        raise FileUnreadableError(
            f"文件“{name}”打不开。", "请把它复制到本机硬盘后再试。"
        ) from error


def open_package(path: str, limits: Limits) -> zipfile.ZipFile:
    """Open a zip package (.docx, .xlsx, .ods) after checking its directory.

    Args:
        path: the file.
        limits: ``parts``, ``unpacked_bytes`` and ``part_ratio`` apply.

    Returns:
        The open package; the caller closes it.

    Raises:
        FileUnreadableError: not a zip file, or a broken one.
        FileEncryptedError: a part is encrypted.
        FileRefusedError: too many or too large parts, or part names that no office program
            writes.
    """
    name = Path(path).name
    try:
        if _directory_bytes(path) > limits.parts * _MOST_ENTRY_BYTES:
            raise _too_many_parts(f"文件“{name}”内部的部件目录大得不正常。")
        package = zipfile.ZipFile(path)
    except _ZIP_FAULTS as error:
        raise FileUnreadableError(f"文件“{name}”已损坏，打不开。", _SEND_AGAIN) from error
    try:
        _check_directory(package.infolist(), name, limits)
    except BaseException:
        package.close()
        raise
    return package


def _directory_bytes(path: str) -> int:
    """Size of the zip directory, 0 where it is not found: known before anything is made of it.

    ``zipfile`` makes an object of every entry, whatever their number, before it can be asked.
    """
    with Path(path).open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - _LONGEST_TAIL))
        tail = stream.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) - end < _END_RECORD:
        return 0
    length: int = struct.unpack_from("<L", tail, end + 12)[0]
    if tail[max(0, end - 20) :].startswith(b"PK\6\7"):
        wide = tail.rfind(b"PK\6\6", 0, end)
        length = struct.unpack_from("<Q", tail, wide + 40)[0] if wide >= 0 else size
    return length


def _too_many_parts(message: str) -> FileRefusedError:
    return FileRefusedError(message, _SAVE_AGAIN, entry="A05")


def _check_directory(parts: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise _too_many_parts(f"文件“{name}”内部有 {len(parts)} 个部件，多得不正常。")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise FileRefusedError(
            f"文件“{name}”解压后超过 {limits.unpacked_bytes / MEBIBYTE:.0f} MB。",
            "请删去其中的图片等大对象，或拆成几个文件后再试。",
            entry="A05",
        )
    seen: set[str] = set()
    for part in parts:
        _check_part(part, name, limits)
        key = part.orig_filename.lower()
        if key in seen:
            raise FileRefusedError(
                f"文件“{name}”内部有重名的部件“{key}”。", _SAVE_AGAIN, entry="A06"
            )
        seen.add(key)


def _check_part(part: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    inner = part.orig_filename
    if (
        inner.startswith("/")
        or "\\" in inner
        or "\0" in inner
        or ".." in inner.split("/")
        or _DRIVE.match(inner)
    ):
        raise FileRefusedError(
            f"文件“{name}”内部的部件名“{inner}”不正常。", _SAVE_AGAIN, entry="A06"
        )
    if part.flag_bits & 1:
        raise FileEncryptedError(
            f"文件“{name}”设有密码。", "请向发送人要密码，打开后取消密码另存一份再试。"
        )
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefusedError(
            f"文件“{name}”的压缩方式不是办公软件所用的。", _SAVE_AGAIN, entry="A06"
        )
    bloated = part.file_size > part.compress_size * limits.part_ratio
    if part.file_size > MEBIBYTE and bloated:
        raise FileRefusedError(
            f"文件“{name}”里的“{inner}”解压后膨胀得不正常，已拒绝打开。",
            "请确认文件来源可靠；" + _SAVE_AGAIN,
            entry="A05",
        )


def read_part(package: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """Unpack one part, never more than its directory entry declares.

    Args:
        package: opened by :func:`open_package`.
        name: the part's name.
        limits: ``unpacked_bytes`` applies once more.

    Returns:
        The part's bytes.

    Raises:
        FileUnreadableError: missing, truncated, or its check sum is wrong.
        FileRefusedError: larger than declared or than the limit.
    """
    shown = Path(package.filename or "").name
    try:
        info = package.getinfo(name)
    except KeyError as error:
        raise FileUnreadableError(f"文件“{shown}”内部缺少部件“{name}”。", _SEND_AGAIN) from error
    most = min(info.file_size, limits.unpacked_bytes)
    try:
        if info.file_size <= _SMALL_PART:
            data = _unpacked(package, info, most + 1)
        else:
            with package.open(info) as stream:
                data = stream.read(most + 1)
    except _ZIP_FAULTS as error:
        raise FileUnreadableError(
            f"文件“{shown}”内部的部件“{name}”已损坏。", _SEND_AGAIN
        ) from error
    if len(data) > most:
        raise FileRefusedError(
            f"文件“{shown}”内部的部件“{name}”比它声明的大。", _SAVE_AGAIN, entry="A05"
        )
    if len(data) < info.file_size:
        raise FileUnreadableError(f"文件“{shown}”内部的部件“{name}”不完整。", _SEND_AGAIN)
    return data


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a small part, at most so many: as ``zipfile`` reads it, without its stream.

    Most parts of a package are small, and the stream takes longer than the unpacking.
    """
    stream = package.fp
    if stream is None:
        raise ValueError(info.filename)
    stream.seek(info.header_offset)
    head = stream.read(_LOCAL_HEAD)
    name_length, extra_length = struct.unpack_from("<HH", head, _LOCAL_HEAD - 4)
    name = stream.read(name_length)
    told = name.decode("utf-8" if info.flag_bits & _UTF_8_NAME else "cp437")
    if head[:4] != b"PK\3\4" or told != info.orig_filename or info.flag_bits & _UNREADABLE:
        raise zipfile.BadZipFile(info.filename)
    stream.seek(extra_length, os.SEEK_CUR)
    data = packed = stream.read(info.compress_size)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    data = data[:most]
    if len(data) == info.file_size and zlib.crc32(data) != info.CRC:
        raise zipfile.BadZipFile(info.filename)
    return data


def parse_xml(data: bytes, *, part: str) -> etree._Element:
    """Parse XML without DTD, entities or network.

    Args:
        data: the XML.
        part: name of the part, for the message.

    Returns:
        The root element.

    Raises:
        FileRefusedError: it has a DOCTYPE; no office program writes one.
        FileUnreadableError: it is not well-formed.
    """
    if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T\0Y\0P\0E" in data:
        raise _doctype_error(part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise FileUnreadableError(f"文件内部的“{part}”不是正确的 XML。", _SEND_AGAIN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype_error(part)
    return root


def _doctype_error(part: str) -> FileRefusedError:
    return FileRefusedError(
        f"文件内部的“{part}”带有文档类型声明，可能有害，已拒绝打开。",
        "请确认文件来源可靠；" + _SAVE_AGAIN,
        entry="A07",
    )
