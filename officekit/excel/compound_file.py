"""Compound files: the container of vbaProject.bin.

Source: Microsoft [MS-CFB], Compound File Binary File Format, version 3 (sectors of 512 bytes).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MINOR_VERSION: Final = 0x003E
_MAJOR_VERSION: Final = 3
_LITTLE_ENDIAN: Final = 0xFFFE
_SECTOR_SHIFT: Final = 9
_MINI_SECTOR_SHIFT: Final = 6
_SECTOR: Final = 1 << _SECTOR_SHIFT
_MINI_SECTOR: Final = 1 << _MINI_SECTOR_SHIFT
_MINI_STREAM_CUTOFF: Final = 4096

_FAT_SECTOR: Final = 0xFFFFFFFD
_END_OF_CHAIN: Final = 0xFFFFFFFE
_FREE_SECTOR: Final = 0xFFFFFFFF
_NO_STREAM: Final = 0xFFFFFFFF

_NUMBERS_PER_SECTOR: Final = _SECTOR // 4
_FAT_SECTORS_IN_HEADER: Final = 109

_STORAGE: Final = 1
_STREAM: Final = 2
_ROOT: Final = 5
_RED: Final = 0
_BLACK: Final = 1

_ENTRY: Final = struct.Struct("<64sHBBIII36xIQ")
_ENTRIES_PER_SECTOR: Final = _SECTOR // _ENTRY.size
_UNUSED_ENTRY: Final = _ENTRY.pack(b"", 0, 0, 0, _NO_STREAM, _NO_STREAM, _NO_STREAM, 0, 0)

_LONGEST_NAME: Final = 31
_NOT_IN_NAMES: Final = frozenset("\0/\\:!")


def write_compound_file(streams: Mapping[str, bytes | Mapping[str, bytes]]) -> bytes:
    r"""Write a compound file.

    Args:
        streams: content by name: a stream's bytes, or a storage's streams by name.

    Returns:
        The file, the same bytes for the same content in the same order: times and class
        identifiers are blank.

    Raises:
        ValueError: a name is blank, longer than 31 characters, not ASCII, holds ``/ \ : !`` or
            stands twice in a storage (upper and lower case are the same); or there are more than
            about 7 MB, which is what the header can keep account of.
    """
    entries = _directory_entries(streams)
    sectors, mini_sectors = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            place = mini_sectors if len(entry.content) < _MINI_STREAM_CUTOFF else sectors
            entry.start = place.add(entry.content)
            entry.size = len(entry.content)
    root = entries[0]
    root.start = sectors.add(mini_sectors.content)
    root.size = len(mini_sectors.content)
    mini_fat = _whole_sectors(mini_sectors.chains)
    mini_fat_start = sectors.add(mini_fat)
    directory_start = sectors.add(_directory(entries))
    fat_start = len(sectors.chains)
    fat = _file_allocation_table(sectors.chains)
    header = _header(
        directory_start=directory_start,
        mini_fat_start=mini_fat_start,
        mini_fat_sectors=len(mini_fat) // _SECTOR,
        fat_sectors=range(fat_start, fat_start + len(fat) // _SECTOR),
    )
    return header + sectors.content + fat


class _Sectors:
    """Sectors of one size, and the number of the sector that follows each.

    Args:
        size: bytes of a sector.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._content = bytearray()
        self.chains: list[int] = []

    @property
    def content(self) -> bytes:
        return bytes(self._content)

    def add(self, content: bytes) -> int:
        """Append a chain and return its first sector."""
        if not content:
            return _END_OF_CHAIN
        first = len(self.chains)
        count = -(-len(content) // self._size)
        self.chains += [*range(first + 1, first + count), _END_OF_CHAIN]
        self._content += content.ljust(count * self._size, b"\0")
        return first


@dataclass(slots=True)
class _Entry:
    """A directory entry; siblings form a red-black tree, ``child`` is the root of the children."""

    name: str
    kind: int
    content: bytes = b""
    color: int = _BLACK
    left: int = _NO_STREAM
    right: int = _NO_STREAM
    child: int = _NO_STREAM
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")
        links = (self.color, self.left, self.right, self.child)
        return _ENTRY.pack(name, len(name) + 2, self.kind, *links, self.start, self.size)


def _directory_entries(streams: Mapping[str, bytes | Mapping[str, bytes]]) -> list[_Entry]:
    """The root, what is directly in it, then what is in the storages."""
    entries = [_Entry("Root Entry", _ROOT)]
    _check_names(streams)
    entries += [
        _Entry(name, _STREAM, content) if isinstance(content, bytes) else _Entry(name, _STORAGE)
        for name, content in streams.items()
    ]
    entries[0].child = _link(entries, range(1, len(entries)))
    for storage, content in zip(entries[1:], streams.values(), strict=True):
        if isinstance(content, bytes):
            continue
        _check_names(content)
        first = len(entries)
        entries += [_Entry(name, _STREAM, stream) for name, stream in content.items()]
        storage.child = _link(entries, range(first, len(entries)))
    return entries


def _check_names(names: Mapping[str, object]) -> None:
    seen: set[str] = set()
    for name in names:
        if not 0 < len(name) <= _LONGEST_NAME:
            raise ValueError(f"{name!r} must have 1 to {_LONGEST_NAME} characters")
        # ASCII: the order of siblings depends on upper case, which is plain only there.
        if not name.isascii() or not _NOT_IN_NAMES.isdisjoint(name):
            raise ValueError(f"{name!r} holds a character that names here can't have")
        if name.upper() in seen:
            raise ValueError(f"{name!r} stands twice in the same storage")
        seen.add(name.upper())


def _link(entries: Sequence[_Entry], siblings: Sequence[int]) -> int:
    """Link siblings into a red-black tree and return its root."""
    ordered = sorted(siblings, key=lambda number: _sibling_order(entries[number].name))
    full_rows = (len(ordered) + 1).bit_length() - 1
    return _link_ordered(entries, ordered, full_rows)


def _sibling_order(name: str) -> tuple[int, str]:
    return len(name), name.upper()


def _link_ordered(entries: Sequence[_Entry], siblings: Sequence[int], black_rows: int) -> int:
    """Link ordered siblings by halves: full rows are black, a row begun at the bottom red."""
    if not siblings:
        return _NO_STREAM
    middle = len(siblings) // 2
    entry = entries[siblings[middle]]
    entry.color = _BLACK if black_rows else _RED
    entry.left = _link_ordered(entries, siblings[:middle], black_rows - 1)
    entry.right = _link_ordered(entries, siblings[middle + 1 :], black_rows - 1)
    return siblings[middle]


def _directory(entries: Sequence[_Entry]) -> bytes:
    unused = -len(entries) % _ENTRIES_PER_SECTOR
    return b"".join(entry.packed() for entry in entries) + _UNUSED_ENTRY * unused


def _file_allocation_table(chains: Sequence[int]) -> bytes:
    """The table of all sectors, which comes last and lists its own sectors too."""
    # A sector of the table accounts for itself and 127 others.
    own = -(-len(chains) // (_NUMBERS_PER_SECTOR - 1))
    if own > _FAT_SECTORS_IN_HEADER:
        most = _FAT_SECTORS_IN_HEADER * (_NUMBERS_PER_SECTOR - 1)
        raise ValueError(f"{len(chains)} sectors of content; a compound file here holds {most}")
    return _whole_sectors([*chains, *[_FAT_SECTOR] * own])


def _whole_sectors(numbers: Sequence[int]) -> bytes:
    unused = -len(numbers) % _NUMBERS_PER_SECTOR
    return _packed([*numbers, *[_FREE_SECTOR] * unused])


def _packed(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _header(
    *, directory_start: int, mini_fat_start: int, mini_fat_sectors: int, fat_sectors: range
) -> bytes:
    unused = _FAT_SECTORS_IN_HEADER - len(fat_sectors)
    versions = (_MINOR_VERSION, _MAJOR_VERSION, _LITTLE_ENDIAN)
    return (
        struct.pack("<8s16x5H6x", _SIGNATURE, *versions, _SECTOR_SHIFT, _MINI_SECTOR_SHIFT)
        # Version 3 leaves the number of directory sectors zero.
        + _packed([0, len(fat_sectors), directory_start, 0, _MINI_STREAM_CUTOFF])
        + _packed([mini_fat_start, mini_fat_sectors, _END_OF_CHAIN, 0])
        + _packed([*fat_sectors, *[_FREE_SECTOR] * unused])
    )
