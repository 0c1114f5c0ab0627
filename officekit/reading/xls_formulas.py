"""Formulas of .xls files: tokens in postfix order, as text ([MS-XLS] 2.5.198)."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from officekit.model.location import column_letters
from officekit.reading.xls_functions import FUNCTIONS, USER_DEFINED
from officekit.reading.xls_records import BROKEN, short_text

NOT_TOLD: Final = "…"
"""Stands for a formula, or a name in it, that can't be told as text."""
ERRORS: Final[Mapping[int, str]] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
SHARED: Final = 0x01
"""Token of a cell whose formula stands in a record for several cells."""

_BINARY: Final = dict(
    enumerate(("+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"), 0x03)
)
_CONSTANT: Final = re.compile(r"[^\W\d]\w*")
_LONGEST: Final = 8_192
_CLASSES: Final = 0x20
_ROWS, _COLUMNS = 0x1_0000, 0x100
_RELATIVE_COLUMN, _RELATIVE_ROW = 0x4000, 0x8000
_SIZES: Final = {0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2, 0x2E: 2, 0x2F: 2}
"""Bytes of the tokens that only help with calculating."""
_ATTRIBUTE_CHOOSE, _ATTRIBUTE_SUM = 0x04, 0x10


class Surroundings(Protocol):
    """What formulas refer to by numbers."""

    def name(self, number: int) -> str:
        """A defined name, from 1."""

    def foreign_name(self, link: int, number: int) -> str:
        """A name behind a link, from 1: of an add-in, another workbook, or this one."""

    def sheet(self, link: int) -> str:
        """The sheet or sheets of a link, ready to stand before ``!``."""


def formula_text(tokens: bytes, around: Surroundings, row: int = 0, column: int = 0) -> str:
    """A formula as text, without ``=``.

    Args:
        tokens: as stored, without what follows them.
        around: what they refer to.
        row: of the cell, from 0; counts where the formula is one for several cells.
        column: of the cell, from 0.

    Returns:
        The text; :data:`NOT_TOLD` for tokens that are unknown, broken, or too long.
    """
    try:
        return _Reader(tokens, around, row, column).read()
    except BROKEN:
        return NOT_TOLD


def quoted(sheet: str) -> str:
    """A sheet's name as it stands before ``!``."""
    return sheet if _CONSTANT.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"


class _Reader:
    """One formula: a stack of texts."""

    def __init__(self, tokens: bytes, around: Surroundings, row: int, column: int) -> None:
        self.tokens, self.around = tokens, around
        self.row, self.column = row, column
        self.offset = 0
        self.stack: list[str] = []

    def read(self) -> str:
        while self.offset < len(self.tokens):
            token = self.tokens[self.offset]
            self.offset += 1
            self.one(token if token < _CLASSES else token & 0x1F | _CLASSES)
        (text,) = self.stack
        return text

    def one(self, token: int) -> None:
        if token in _BINARY:
            right = self.stack.pop()
            self.push(self.stack.pop() + _BINARY[token] + right)
        elif token in _SIZES:
            self.offset += _SIZES[token]
        else:
            _TOKENS[token](self)

    def push(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise ValueError(len(text))
        self.stack.append(text)

    def take(self, layout: str) -> Sequence[int]:
        values: Sequence[int] = struct.unpack_from(layout, self.tokens, self.offset)
        self.offset += struct.calcsize(layout)
        return values

    def prefix(self, sign: str) -> None:
        self.push(sign + self.stack.pop())

    def string(self) -> None:
        text, self.offset = short_text(self.tokens, self.offset)
        self.push('"' + text.replace('"', '""') + '"')

    def attribute(self) -> None:
        kind, value = self.take("<BH")
        if kind & _ATTRIBUTE_CHOOSE:
            self.offset += (value + 1) * 2
        elif kind & _ATTRIBUTE_SUM:
            self.push(f"SUM({self.stack.pop()})")

    def call(self, number: int, arguments: int | None = None) -> None:
        found = FUNCTIONS.get(number)
        if arguments is None:
            arguments = FUNCTIONS[number].arguments
        if arguments is None or arguments > len(self.stack):
            raise ValueError(number)
        start = len(self.stack) - arguments
        parts = self.stack[start:]
        del self.stack[start:]
        name = found.name if found else NOT_TOLD
        if number == USER_DEFINED:
            name, *parts = parts
        self.push(f"{name}({','.join(parts)})")

    def fixed(self) -> None:
        self.call(self.take("<H")[0])

    def variable(self) -> None:
        arguments, number = self.take("<BH")
        self.call(number, arguments & 0x7F)

    def name(self) -> None:
        number, _ = self.take("<HH")
        self.push(self.around.name(number))

    def foreign(self) -> None:
        link, number, _ = self.take("<HHH")
        self.push(self.around.foreign_name(link, number))

    def one_cell(self, sheet: str = "", *, near: bool = False) -> None:
        row, column = self.take("<HH")
        self.push(sheet + self.place(row, column, near=near))

    def area(self, sheet: str = "", *, near: bool = False) -> None:
        top, bottom, left, right = self.take("<HHHH")
        first = self.place(top, left, near=near)
        self.push(f"{sheet}{first}:{self.place(bottom, right, near=near)}")

    def lost(self, size: int, sheet: str = "") -> None:
        self.offset += size
        self.push(f"{sheet}#REF!")

    def place(self, row: int, column: int, *, near: bool) -> str:
        """A cell; ``near`` where numbers count from the cell that has the formula."""
        free_row, free_column = column & _RELATIVE_ROW, column & _RELATIVE_COLUMN
        column &= 0xFF
        if near:
            row = (row + self.row) % _ROWS if free_row else row
            column = (column + self.column) % _COLUMNS if free_column else column
        dollars = ("" if free_column else "$", "" if free_row else "$")
        return f"{dollars[0]}{column_letters(column + 1)}{dollars[1]}{row + 1}"

    def sheet(self) -> str:
        return self.around.sheet(self.take("<H")[0]) + "!"

    def array(self) -> None:
        self.offset += 7
        self.push(f"{{{NOT_TOLD}}}")


_TOKENS: Final[Mapping[int, Callable[[_Reader], None]]] = {
    0x12: lambda reader: reader.prefix("+"),
    0x13: lambda reader: reader.prefix("-"),
    0x14: lambda reader: reader.push(f"{reader.stack.pop()}%"),
    0x15: lambda reader: reader.push(f"({reader.stack.pop()})"),
    0x16: lambda reader: reader.push(""),
    0x17: _Reader.string,
    0x19: _Reader.attribute,
    0x1C: lambda reader: reader.push(ERRORS[reader.take("<B")[0]]),
    0x1D: lambda reader: reader.push("TRUE" if reader.take("<B")[0] else "FALSE"),
    0x1E: lambda reader: reader.push(str(reader.take("<H")[0])),
    0x1F: lambda reader: reader.push(f"{reader.take('<d')[0]:.15g}"),
    0x20: _Reader.array,
    0x21: _Reader.fixed,
    0x22: _Reader.variable,
    0x23: _Reader.name,
    0x24: _Reader.one_cell,
    0x25: _Reader.area,
    0x2A: lambda reader: reader.lost(4),
    0x2B: lambda reader: reader.lost(8),
    0x2C: lambda reader: reader.one_cell(near=True),
    0x2D: lambda reader: reader.area(near=True),
    0x39: _Reader.foreign,
    0x3A: lambda reader: reader.one_cell(reader.sheet()),
    0x3B: lambda reader: reader.area(reader.sheet()),
    0x3C: lambda reader: reader.lost(4, reader.sheet()),
    0x3D: lambda reader: reader.lost(8, reader.sheet()),
}
