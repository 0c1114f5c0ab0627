"""Workbook streams of .xls files written by hand, record by record ([MS-XLS] 2.4)."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any

from officekit.model.returned import ReturnedSheet
from officekit.model.table import CellValue
from officekit.reading.xls_told import add_told, tell

GLOBALS, WORKSHEET = 0x0005, 0x0010
PERCENT, TEXT, EXPONENT, STRUCK, WHITE, TINY, OWN_PERCENT, HIDING = range(1, 9)
"""Cell styles of :func:`looks`."""
_PLENTY = 10_000


def record(kind: int, data: bytes = b"") -> bytes:
    """A record."""
    return struct.pack("<HH", kind, len(data)) + data


def begin(kind: int, version: int = 0x0600) -> bytes:
    """The record that begins a substream."""
    return record(0x0809, struct.pack("<HH", version, kind) + bytes(12))


END = record(0x000A)


def chars(text: str) -> bytes:
    """Flags and characters."""
    return b"\x01" + text.encode("utf-16-le")


def long(text: str) -> bytes:
    """A string behind a length of two bytes."""
    return struct.pack("<H", len(text)) + chars(text)


def short(text: str) -> bytes:
    """A string behind a length of one byte."""
    return bytes([len(text)]) + chars(text)


def words(*values: int) -> bytes:
    """Numbers of two bytes."""
    return struct.pack(f"<{len(values)}H", *values)


def workbook(
    sheets: Sequence[bytes], *around: bytes, version: int = 0x0600, kinds: Sequence[int] = ()
) -> bytes:
    """A stream: records of the workbook, and each sheet's records; names are 表1, 表2 …"""
    before = begin(GLOBALS, version) + b"".join(around)
    names = [short(f"表{i}") for i in range(1, len(sheets) + 1)]
    offset = len(before) + sum(4 + 6 + len(name) for name in names) + len(END)
    listed = b""
    body = b""
    for i, (name, content) in enumerate(zip(names, sheets, strict=True)):
        kind = kinds[i] if kinds else 0
        listed += record(0x0085, struct.pack("<IBB", offset + len(body), 0, kind) + name)
        body += begin(WORKSHEET) + content + END
    return before + listed + END + body


def looks() -> bytes:
    """Fonts, formats and styles: number 0 is plain, the others as their names say."""
    fonts = [(200, 0, 0x7FFF), (200, 8, 0x7FFF), (200, 0, 9), (20, 0, 0x7FFF)]
    cells = [
        *((0, number) for number in (0, 9, 49, 11)),
        *((font, 0) for font in (1, 2, 3)),
        *((0, number) for number in (180, 181)),
    ]
    return b"".join(
        (
            *(record(0x0031, words(*font) + bytes(8) + short("宋体")) for font in fonts),
            record(0x041E, words(180) + long("0.0%")),
            record(0x041E, words(181) + long(";;;")),
            *(record(0x00E0, words(*cell) + bytes(16)) for cell in cells),
        )
    )


def number(row: int, column: int, style: int = 0) -> bytes:
    """A cell with the number 1; rows and columns count from 0, as in the file."""
    return record(0x0203, words(row, column, style) + struct.pack("<d", 1))


def formula(row: int, column: int, tokens: bytes, result: bytes = bytes(8)) -> bytes:
    """A cell with a formula."""
    head = words(row, column, 0) + result + bytes(6)
    return record(0x0006, head + words(len(tokens)) + tokens)


def object_(kind: int, identity: int) -> bytes:
    """An object of a drawing."""
    return record(0x005D, words(0x15, 0x12, kind, identity) + bytes(14))


def text_of_object(*pieces: str) -> bytes:
    """The text of the object before, in as many records as there are pieces."""
    length = sum(map(len, pieces))
    head = record(0x01B6, bytes(10) + words(length, 16) + bytes(4))
    runs = record(0x003C, bytes(16))
    return head + b"".join(record(0x003C, chars(piece)) for piece in pieces) + runs


def told_book(stream: bytes, most: int = _PLENTY) -> tuple[dict[str, Any], list[ReturnedSheet]]:
    """What is told of a stream, on its way through JSON as in the product."""
    facts, sheets = json.loads(json.dumps(tell(stream, most)))
    return facts, [add_told(ReturnedSheet("表"), sheet) for sheet in sheets]


def told(*records: bytes, around: bytes = b"") -> ReturnedSheet:
    """What is told of one sheet."""
    return told_book(workbook([b"".join(records)], around))[1][0]


def with_values(rows: dict[int, dict[int, CellValue]], *records: bytes) -> ReturnedSheet:
    """One sheet whose values are known from elsewhere."""
    _, sheets = tell(workbook([b"".join(records)]), _PLENTY)
    return add_told(ReturnedSheet("表", rows=rows), sheets[0])
