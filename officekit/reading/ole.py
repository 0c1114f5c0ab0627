"""Directory of an OLE2 compound file (.doc, .xls, .wps, .et, encrypted .docx).

Source: Microsoft [MS-CFB], Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_HEADER_FAT_SECTORS = 109
_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_ENTRY = 128
_SECTOR_SHIFTS = (9, 12)
_MOST_SECTORS = 4_096


def root_names(path: str) -> frozenset[str]:
    """Names of the streams and storages directly under the root.

    What is embedded (an Excel sheet in a Word document) lies deeper and is not listed.

    Returns:
        The names; empty where the directory can't be read.
    """
    with Path(path).open("rb") as stream:
        try:
            return _names(_directory(stream))
        except (struct.error, IndexError):
            return frozenset()


def _directory(stream: BinaryIO) -> bytes:
    header = stream.read(_HEADER)
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in _SECTOR_SHIFTS:
        return b""
    size = 1 << shift
    fat = _fat_sectors(stream, header, size)
    (sector,) = struct.unpack_from("<I", header, 48)
    directory = bytearray()
    for _ in range(_MOST_SECTORS):
        if sector >= _LAST_SECTOR:
            break
        directory += _sector(stream, sector, size)
        per_sector = size // 4
        table = _sector(stream, fat[sector // per_sector], size)
        (sector,) = struct.unpack_from("<I", table, sector % per_sector * 4)
    return bytes(directory)


def _fat_sectors(stream: BinaryIO, header: bytes, size: int) -> list[int]:
    fat = list(struct.unpack_from(f"<{_HEADER_FAT_SECTORS}I", header, 76))
    (sector,) = struct.unpack_from("<I", header, 68)
    for _ in range(_MOST_SECTORS):
        if sector >= _LAST_SECTOR:
            break
        *more, sector = struct.unpack(f"<{size // 4}I", _sector(stream, sector, size))
        fat.extend(more)
    return fat


def _sector(stream: BinaryIO, number: int, size: int) -> bytes:
    stream.seek((number + 1) * size)
    return stream.read(size)


def _names(directory: bytes) -> frozenset[str]:
    names: set[str] = set()
    seen: set[int] = set()
    (child,) = struct.unpack_from("<I", directory, 76)
    waiting = [child]
    while waiting:
        number = waiting.pop()
        if number == _NO_ENTRY or number in seen:
            continue
        seen.add(number)
        entry = directory[number * _ENTRY : (number + 1) * _ENTRY]
        length, _, _, left, right = struct.unpack_from("<HBBII", entry, 64)
        names.add(entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace"))
        waiting += [left, right]
    return frozenset(names)
