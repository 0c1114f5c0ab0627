"""Records of a BIFF8 workbook stream (.xls, .et): the walk, and the strings in them.

Source: Microsoft [MS-XLS], Excel Binary File Format (.xls) Structure. Everything is read as it
may come from anyone: a record that is cut off or makes no sense raises :data:`BROKEN` in its
handler and is left out, the walk itself ends where the stream does.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

BROKEN: Final = (struct.error, IndexError, KeyError, ValueError, OverflowError)
"""What a handler may raise on a record that makes no sense."""
BOF: Final = 0x0809
EOF: Final = 0x000A
CONTINUE: Final = 0x003C
VERSION_8: Final = 0x0600

_HEAD: Final = struct.Struct("<HH")
_WORD: Final = struct.Struct("<H")


class TooManyRecordsError(Exception):
    """The stream has more records than may be read."""


class Record(NamedTuple):
    """A record.

    Attributes:
        kind: its number.
        data: its bytes without those of records that continue it.
        more: bytes of the records that continue it.
    """

    kind: int
    data: bytes
    more: tuple[bytes, ...] = ()


class RecordStream:
    """A workbook stream and how many of its records may still be read.

    Args:
        data: the stream.
        most: records in all walks together; several sheets may point to the same place.
    """

    def __init__(self, data: bytes, most: int) -> None:
        self.data = data
        self.left = most

    def walk(self, offset: int) -> Iterator[Record]:
        """Records of the substream that begins at an offset, without those of nested ones.

        Args:
            offset: of its BOF record, in bytes.

        Raises:
            TooManyRecordsError: the limit is reached.
        """
        depth = 0
        for record in self._records(offset):
            if record.kind == BOF:
                depth += 1
            elif record.kind == EOF:
                depth -= 1
            if depth == 1:
                yield record
            elif depth < 1:
                return

    def _records(self, offset: int) -> Iterator[Record]:
        data, end = self.data, len(self.data) - _HEAD.size
        while 0 <= offset <= end:
            kind, length = _HEAD.unpack_from(data, offset)
            start = offset + _HEAD.size
            offset = start + length
            more: list[bytes] = []
            while offset <= end and _WORD.unpack_from(data, offset)[0] == CONTINUE:
                size = _WORD.unpack_from(data, offset + 2)[0]
                more.append(data[offset + _HEAD.size : offset + _HEAD.size + size])
                offset += _HEAD.size + size
                self.left -= 1
            self.left -= 1
            if self.left < 0:
                raise TooManyRecordsError
            yield Record(kind, data[start : start + length], tuple(more))


def handle(records: Iterator[Record], handlers: Mapping[int, Callable[[Record], None]]) -> None:
    """Give each record to the handler of its kind; records that make no sense are left out."""
    for record in records:
        handler = handlers.get(record.kind)
        if handler is not None:
            try:
                handler(record)
            except BROKEN:
                continue


def text_at(data: bytes, offset: int, length: int) -> tuple[str, int]:
    """A string whose length stands elsewhere: a byte of flags, then its characters.

    Args:
        data: bytes of a record.
        offset: of the flags.
        length: characters.

    Returns:
        The string, and the offset behind it.

    Raises:
        ValueError: the record ends before.
    """
    wide = data[offset] & 1
    end = offset + 1 + length * (1 + wide)
    if end > len(data):
        raise ValueError(length)
    return data[offset + 1 : end].decode("utf-16-le" if wide else "latin-1", "replace"), end


def long_text(data: bytes, offset: int) -> tuple[str, int]:
    """A string behind a length of two bytes; see :func:`text_at`."""
    return text_at(data, offset + 2, _WORD.unpack_from(data, offset)[0])


def short_text(data: bytes, offset: int) -> tuple[str, int]:
    """A string behind a length of one byte; see :func:`text_at`."""
    return text_at(data, offset + 1, data[offset])


def continued_text(parts: tuple[bytes, ...], length: int) -> str:
    """A string in the records behind its own, each of which begins with flags anew."""
    pieces: list[str] = []
    for part in parts:
        if length <= 0 or not part:
            break
        room = (len(part) - 1) // (1 + (part[0] & 1))
        piece, _ = text_at(part, 0, min(room, length))
        pieces.append(piece)
        length -= room
    return "".join(pieces)
