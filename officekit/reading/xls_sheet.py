"""A sheet of a .xls workbook: all that calamine leaves out ([MS-XLS] 2.4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any, Final

from officekit.reading.xls_book import XlsBook
from officekit.reading.xls_formulas import ERRORS, NOT_TOLD, SHARED, formula_text
from officekit.reading.xls_records import (
    Record,
    RecordStream,
    continued_text,
    handle,
    long_text,
)

_MOST_COLUMNS: Final = 256
_RULE_KINDS: Final = (
    "none",
    "whole",
    "decimal",
    "list",
    "date",
    "time",
    "textLength",
    "custom",
)
_ERROR_RESULT, _NOT_A_NUMBER = 2, 0xFFFF
_ROW_HIDDEN, _ROW_GROUPED = 0x20, 0x07
_PICTURE, _NOTE = 0x08, 0x19
_COMMON_OBJECT: Final = 0x15
_NUMBERS: Final = frozenset({0x0203, 0x027E, 0x00BD})
_MOST_FORMULA_CHARS: Final = 2_000_000

Place = tuple[int, int]


@dataclass(slots=True)
class XlsSheet:
    """What a sheet says beside the values of its cells; rows and columns count from 1.

    Args:
        book: what its records refer to.
    """

    book: XlsBook
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    marks: dict[str, list[Place]] = field(default_factory=dict)
    protected: bool = False
    password: str = ""
    rules: list[tuple[str, str, list[tuple[int, ...]]]] = field(default_factory=list)
    conditional: set[tuple[int, ...]] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    grouped_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    shapes: list[str] = field(default_factory=list)
    pictures: int = 0
    _chars: int = 0
    _object: tuple[int, int] = (0, 0)
    _note_texts: dict[int, str] = field(default_factory=dict)
    _notes: list[tuple[int, int, int, str]] = field(default_factory=list)
    _last_formula: Place = (0, 0)
    _tokens: dict[Place, bytes] = field(default_factory=dict)
    _shared: dict[Place, Place] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """All of it for JSON; see :func:`officekit.reading.xls_told.add_told`."""
        for (row, column), first in self._shared.items():
            tokens = self._tokens.get(first)
            self._add_formula(row, column, tokens)
        notes = [
            (row, column, self._note_texts.get(number, ""), author)
            for row, column, number, author in self._notes
        ]
        return {
            "errors": [(*place, text) for place, text in self.errors.items()],
            "formulas": [(*place, text) for place, text in self.formulas.items()],
            "marks": self.marks,
            "protected": self.protected,
            "password": self.password,
            "rules": self.rules,
            "conditional": len(self.conditional),
            "hidden_rows": self.hidden_rows,
            "grouped_rows": self.grouped_rows,
            "hidden_columns": self.hidden_columns,
            "filtered": self.filtered,
            "notes": notes,
            "shapes": self.shapes,
            "pictures": self.pictures,
        }

    def on_cell(self, record: Record) -> None:
        """A cell with a value: NUMBER, RK, LABEL, LABELSST, RSTRING."""
        row, column, style = struct.unpack_from("<HHH", record.data)
        self._mark(row, column, style, number=record.kind in _NUMBERS)

    def on_numbers(self, record: Record) -> None:
        """MULRK: numbers side by side."""
        row, column = struct.unpack_from("<HH", record.data)
        size = (len(record.data) - 6) // 6 * 6
        for i, (style, _) in enumerate(struct.iter_unpack("<HI", record.data[4 : 4 + size])):
            self._mark(row, column + i, style, number=True)

    def on_error(self, record: Record) -> None:
        """BOOLERR: a truth value or an error value."""
        row, column, style, value, is_error = struct.unpack_from("<HHHBB", record.data)
        self._mark(row, column, style, number=False)
        if is_error and column < _MOST_COLUMNS:
            self.errors[row + 1, column + 1] = ERRORS.get(value, "#N/A")

    def on_formula(self, record: Record) -> None:
        """FORMULA: its result, where that is an error value, and its tokens."""
        data = record.data
        row, column, style, kind, value, mark = struct.unpack_from("<HHHBxBxxxH", data)
        if column >= _MOST_COLUMNS:
            return
        self._mark(row, column, style, number=mark != _NOT_A_NUMBER)
        if mark == _NOT_A_NUMBER and kind == _ERROR_RESULT:
            self.errors[row + 1, column + 1] = ERRORS.get(value, "#N/A")
        self.formulas[row + 1, column + 1] = NOT_TOLD
        self._last_formula = (row, column)
        (size,) = struct.unpack_from("<H", data, 20)
        tokens = data[22 : 22 + size]
        if tokens[0] == SHARED:
            first_row, first_column = struct.unpack_from("<HH", tokens, 1)
            self._shared[row, column] = (first_row, first_column)
        else:
            self._add_formula(row, column, tokens)

    def on_shared(self, record: Record) -> None:
        """SHRFMLA: the formula of several cells."""
        (size,) = struct.unpack_from("<H", record.data, 8)
        self._tokens[self._last_formula] = record.data[10 : 10 + size]

    def on_array(self, record: Record) -> None:
        """ARRAY: the array formula of several cells."""
        (size,) = struct.unpack_from("<H", record.data, 12)
        self._tokens[self._last_formula] = record.data[14 : 14 + size]

    def on_row(self, record: Record) -> None:
        """ROW: whether it is hidden, and in an outline group."""
        row, height, flags = struct.unpack_from("<H4xH4xH", record.data)
        if flags & _ROW_HIDDEN or not height & 0x7FFF:
            self.hidden_rows.append(row + 1)
        if flags & _ROW_GROUPED:
            self.grouped_rows.append(row + 1)

    def on_columns(self, record: Record) -> None:
        """COLINFO: whether columns are hidden."""
        first, last, width, _, flags = struct.unpack_from("<HHHHH", record.data)
        if (flags & 1 or not width) and first < _MOST_COLUMNS:
            self.hidden_columns.append((first + 1, min(last + 1, _MOST_COLUMNS)))

    def on_protection(self, record: Record) -> None:
        """PROTECT."""
        self.protected = struct.unpack_from("<H", record.data)[0] != 0

    def on_password(self, record: Record) -> None:
        """PASSWORD: its hash."""
        (value,) = struct.unpack_from("<H", record.data)
        self.password = f"{value:04X}" if value else ""

    def on_filter(self, _record: Record) -> None:
        """AUTOFILTER, AUTOFILTER12 or FILTERMODE: a filter has criteria."""
        self.filtered = True

    def on_rule(self, record: Record) -> None:
        """DV: a data validation."""
        data = record.data
        (flags,) = struct.unpack_from("<I", data)
        offset = 4
        for _ in range(4):
            _, offset = long_text(data, offset)
        sizes: list[bytes] = []
        for _ in range(2):
            (size,) = struct.unpack_from("<H", data, offset)
            sizes.append(data[offset + 4 : offset + 4 + size])
            offset += 4 + size
        formula = formula_text(sizes[0], self.book) if sizes[0] else ""
        if formula.startswith('"'):
            formula = formula.replace("\0", ",")
        self._chars += len(formula)
        kind = flags & 0x0F
        self.rules.append(
            (
                _RULE_KINDS[kind] if kind < len(_RULE_KINDS) else "custom",
                formula if self._chars <= _MOST_FORMULA_CHARS else NOT_TOLD,
                _areas(data, offset),
            )
        )

    def on_conditional(self, record: Record) -> None:
        """CONDFMT: areas with conditional formats."""
        self.conditional.update(_areas(record.data, 12))

    def on_object(self, record: Record) -> None:
        """OBJ: what kind of object comes, and its number."""
        part, _, kind, number = struct.unpack_from("<HHHH", record.data)
        self._object = (kind, number) if part == _COMMON_OBJECT else (0, 0)
        self.pictures += self._object[0] == _PICTURE

    def on_text(self, record: Record) -> None:
        """TXO: the text of the object before it."""
        (length,) = struct.unpack_from("<H", record.data, 10)
        text = continued_text(record.more, length).replace("\r\n", "\n").replace("\r", "\n")
        kind, number = self._object
        if kind == _NOTE:
            self._note_texts[number] = text
        elif text.strip():
            self.shapes.append(text.strip())

    def on_note(self, record: Record) -> None:
        """NOTE: the cell and the author of a comment; its text is that of an object."""
        row, column, _, number = struct.unpack_from("<HHHH", record.data)
        if column < _MOST_COLUMNS:
            self._notes.append((row + 1, column + 1, number, ""))
            author = long_text(record.data, 8)[0]
            self._notes[-1] = (row + 1, column + 1, number, author.strip())

    def _mark(self, row: int, column: int, style: int, *, number: bool) -> None:
        for mark in self.book.marks(style):
            if number or mark != "scientific":
                self.marks.setdefault(mark, []).append((row + 1, column + 1))

    def _add_formula(self, row: int, column: int, tokens: bytes | None) -> None:
        if tokens is None or self._chars > _MOST_FORMULA_CHARS:
            return
        text = formula_text(tokens, self.book, row, column)
        self._chars += len(text) + len(tokens)
        self.formulas[row + 1, column + 1] = text


def read_sheet(stream: RecordStream, offset: int, book: XlsBook) -> XlsSheet:
    """Read a worksheet.

    Args:
        stream: the workbook stream.
        offset: of the sheet in it.
        book: what stands before the sheets.

    Raises:
        TooManyRecordsError: the limit is reached.
    """
    sheet = XlsSheet(book)
    handle(
        stream.walk(offset),
        dict.fromkeys((0x0203, 0x027E, 0x0204, 0x00FD, 0x00D6), sheet.on_cell)
        | dict.fromkeys((0x009B, 0x009E, 0x087E), sheet.on_filter)
        | {
            0x00BD: sheet.on_numbers,
            0x0205: sheet.on_error,
            0x0006: sheet.on_formula,
            0x04BC: sheet.on_shared,
            0x0221: sheet.on_array,
            0x0208: sheet.on_row,
            0x007D: sheet.on_columns,
            0x0012: sheet.on_protection,
            0x0013: sheet.on_password,
            0x01BE: sheet.on_rule,
            0x01B0: sheet.on_conditional,
            0x005D: sheet.on_object,
            0x01B6: sheet.on_text,
            0x001C: sheet.on_note,
        },
    )
    return sheet


def _areas(data: bytes, offset: int) -> list[tuple[int, ...]]:
    """Areas behind their number: first row and column, last row and column."""
    (count,) = struct.unpack_from("<H", data, offset)
    size = min(count, (len(data) - offset - 2) // 8) * 8
    stored = struct.iter_unpack("<HHHH", data[offset + 2 : offset + 2 + size])
    return [(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in stored]
