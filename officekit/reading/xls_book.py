"""What a .xls workbook says before its sheets: fonts, formats, names, links ([MS-XLS] 2.4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from officekit.reading.number_formats import format_traits
from officekit.reading.xls_formulas import NOT_TOLD, formula_text, quoted
from officekit.reading.xls_records import (
    Record,
    RecordStream,
    handle,
    long_text,
    short_text,
    text_at,
)

_WHITE: Final = 0xFFFFFF
_FIXED_COLORS: Final = (0, _WHITE, 0x0000FF, 0x00FF00, 0xFF0000, 0x00FFFF, 0xFF00FF, 0xFFFF00)
_FIRST_OF_PALETTE: Final = 8
_WHITE_OF_PALETTE: Final = 9
_WINDOW_BACK: Final = 0x41
_TINY_TWIPS: Final = 40
_STRUCK: Final = 0x0008
_NO_FONT_FOUR: Final = 4
_SOLID: Final = 1
_BUILT_IN: Final = 0x0020
_THIS_BOOK, _ADD_INS = 0x0401, 0x3A01
_MOST_NAME_CHARS: Final = 1_000_000
_SHEET_KIND, _MACRO_KIND = 0, 1
_LONGEST_TARGET: Final = 200
_NEWER: Final = "_xlfn."
"""Stands before the names of functions that are newer than the format."""


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it.

    Attributes:
        offset: of its substream.
        kind: 0 for worksheets, 1 for macro sheets, 2 for charts.
        name: as shown.
    """

    offset: int
    kind: int
    name: str

    @property
    def is_worksheet(self) -> bool:
        """Whether it has cells for people."""
        return self.kind == _SHEET_KIND


class _Font(NamedTuple):
    color: int
    struck: bool
    tiny: bool


class _Style(NamedTuple):
    font: int
    number_format: int
    pattern: int
    fill: int


@dataclass(slots=True)
class _Target:
    """What links lead to: this workbook, add-ins, another workbook, or another program."""

    path: str = ""
    program: bool = False
    sheets: tuple[str, ...] = ()
    names: list[str] = field(default_factory=list)
    own: bool = False


class _Name(NamedTuple):
    text: str
    tokens: bytes
    of_book: bool


@dataclass(slots=True)
class XlsBook:
    """The records of the whole workbook; handlers for :func:`read_globals`.

    Attributes:
        version: of the format, from the first record.
        sheets: all sheets in order.
        date1904: dates count from 1904.
        connected: it has data connections.
    """

    version: int = 0
    sheets: list[SheetEntry] = field(default_factory=list)
    date1904: bool = False
    connected: bool = False
    _fonts: list[_Font] = field(default_factory=list)
    _formats: dict[int, str] = field(default_factory=dict)
    _styles: list[_Style] = field(default_factory=list)
    _palette: list[int] = field(default_factory=list)
    _names: list[_Name] = field(default_factory=list)
    _targets: list[_Target] = field(default_factory=list)
    _links: list[tuple[int, int, int]] = field(default_factory=list)
    _known: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def macros(self) -> bool:
        """Whether it has sheets with macros."""
        return any(sheet.kind == _MACRO_KIND for sheet in self.sheets)

    def external(self) -> tuple[str, ...]:
        """What reaches out of the workbook, each in a few words, once."""
        told = [
            f"{'其他程序的链接' if target.program else '外部链接'}“{target.path[:_LONGEST_TARGET]}”"
            for target in self._targets
            if target.path
        ]
        return tuple(dict.fromkeys([*told, *(("数据连接",) if self.connected else ())]))

    def names(self) -> dict[str, str]:
        """Defined names of the whole workbook → formula; those of programs are left out."""
        found: dict[str, str] = {}
        chars = 0
        for name in self._names:
            if name.of_book and name.text and chars < _MOST_NAME_CHARS:
                found[name.text] = formula_text(name.tokens, self)
                chars += len(found[name.text])
        return found

    def marks(self, style: int) -> tuple[str, ...]:
        """What a cell style says, as names of attributes of a returned sheet."""
        known = self._known.get(style)
        if known is None:
            known = self._marks(style) if style < len(self._styles) else ()
            self._known[style] = known
        return known

    def name(self, number: int) -> str:
        """A defined name, from 1."""
        known = 0 < number <= len(self._names)
        return self._names[number - 1].text.removeprefix(_NEWER) if known else NOT_TOLD

    def foreign_name(self, link: int, number: int) -> str:
        """A name behind a link, from 1."""
        target = self._targets[self._links[link][0]]
        if target.own:
            return self.name(number)
        name = target.names[number - 1]
        if target.program:
            return _called("DDE", *target.path.split("|", 1), name)
        return f"'[{target.path}]'!{name}" if target.path else name.removeprefix(_NEWER)

    def sheet(self, link: int) -> str:
        """The sheet or sheets of a link, ready to stand before ``!``."""
        number, first, last = self._links[link]
        target = self._targets[number]
        sheets = tuple(each.name for each in self.sheets) if target.own else target.sheets
        ends = [sheets[i] for i in dict.fromkeys((first, last)) if 0 <= i < len(sheets)]
        text = ":".join(ends) or ("#REF" if target.own else "")
        return quoted(f"[{target.path}]{text}") if target.path else quoted(text)

    def on_start(self, record: Record) -> None:
        """BOF."""
        (self.version,) = struct.unpack_from("<H", record.data)

    def on_sheet(self, record: Record) -> None:
        """BOUNDSHEET."""
        offset, _, kind = struct.unpack_from("<IBB", record.data)
        self.sheets.append(SheetEntry(offset, kind, short_text(record.data, 6)[0]))

    def on_epoch(self, record: Record) -> None:
        """DATEMODE."""
        self.date1904 = struct.unpack_from("<H", record.data)[0] == 1

    def on_connection(self, _record: Record) -> None:
        """DCONN or QSI."""
        self.connected = True

    def on_font(self, record: Record) -> None:
        """FONT; one that makes no sense keeps its number."""
        self._fonts.append(_Font(0x7FFF, struck=False, tiny=False))
        height, flags, color = struct.unpack_from("<HHH", record.data)
        self._fonts[-1] = _Font(color, bool(flags & _STRUCK), 0 < height <= _TINY_TWIPS)

    def on_format(self, record: Record) -> None:
        """FORMAT."""
        (number,) = struct.unpack_from("<H", record.data)
        self._formats[number] = long_text(record.data, 2)[0]

    def on_style(self, record: Record) -> None:
        """XF; one that makes no sense keeps its number."""
        self._styles.append(_Style(0, 0, 0, 0))
        font, number_format, borders, fill = struct.unpack_from("<HH10xIH", record.data)
        self._styles[-1] = _Style(font, number_format, borders >> 26, fill & 0x7F)

    def on_palette(self, record: Record) -> None:
        """PALETTE."""
        (count,) = struct.unpack_from("<H", record.data)
        count = min(count, (len(record.data) - 2) // 4)
        colors = struct.unpack_from(f"<{count}I", record.data, 2)
        self._palette = [color & _WHITE for color in colors]

    def on_name(self, record: Record) -> None:
        """LBL; one that makes no sense keeps its number."""
        self._names.append(_Name("", b"", of_book=False))
        flags, _, length, size, _, sheet = struct.unpack_from("<HBBHHH", record.data)
        text, end = text_at(record.data, 14, length)
        of_book = not sheet and not flags & _BUILT_IN
        self._names[-1] = _Name(text, record.data[end : end + size], of_book=of_book)

    def on_target(self, record: Record) -> None:
        """SUPBOOK; one that makes no sense keeps its number."""
        self._targets.append(_Target())
        data = record.data + b"".join(part[1:] for part in record.more)
        count, length = struct.unpack_from("<HH", data)
        if length in (_THIS_BOOK, _ADD_INS):
            self._targets[-1].own = length == _THIS_BOOK
            return
        path, end = text_at(data, 4, length)
        target = self._targets[-1]
        target.program = not path.startswith("\x01") and "\x03" in path
        target.path = _plain_path(path, program=target.program)
        sheets: list[str] = []
        for _ in range(count):
            if end + 2 > len(data):
                break
            name, end = long_text(data, end)
            sheets.append(name)
        target.sheets = tuple(sheets)

    def on_target_name(self, record: Record) -> None:
        """EXTERNNAME: a name of the last target."""
        names = self._targets[-1].names
        names.append(NOT_TOLD)
        names[-1] = short_text(record.data, 6)[0]

    def on_links(self, record: Record) -> None:
        """EXTERNSHEET."""
        data = record.data[2:] + b"".join(record.more)
        self._links += struct.iter_unpack("<Hhh", data[: len(data) // 6 * 6])

    def _marks(self, style: int) -> tuple[str, ...]:
        font_number, number, pattern, fill = self._styles[style]
        font_number -= font_number > _NO_FONT_FOUR
        font = (
            self._fonts[font_number]
            if font_number < len(self._fonts)
            else _Font(0x7FFF, struck=False, tiny=False)
        )
        traits = format_traits(number, self._formats.get(number))
        paper = self._color(fill) if pattern == _SOLID else None if pattern else _WHITE
        same = paper is not None and self._color(font.color) == paper
        told = {
            "percent": traits.percent,
            "text_format": traits.text,
            "scientific": traits.scientific,
            "struck": font.struck,
            "invisible": traits.hides or font.tiny or same,
        }
        return tuple(name for name, is_so in told.items() if is_so)

    def _color(self, number: int) -> int:
        """A colour as a number; those that are not known are unlike all others."""
        if number < _FIRST_OF_PALETTE:
            return _FIXED_COLORS[number]
        if number - _FIRST_OF_PALETTE < len(self._palette):
            return self._palette[number - _FIRST_OF_PALETTE]
        white = number in (_WINDOW_BACK, _WHITE_OF_PALETTE)
        return _WHITE if white else -number


def read_globals(stream: RecordStream) -> XlsBook:
    """Read what stands before the sheets.

    Args:
        stream: the workbook stream.

    Raises:
        TooManyRecordsError: the limit is reached.
    """
    book = XlsBook()
    handle(
        stream.walk(0),
        {
            0x0809: book.on_start,
            0x0085: book.on_sheet,
            0x0022: book.on_epoch,
            0x0876: book.on_connection,
            0x0031: book.on_font,
            0x041E: book.on_format,
            0x00E0: book.on_style,
            0x0092: book.on_palette,
            0x0018: book.on_name,
            0x01AE: book.on_target,
            0x0023: book.on_target_name,
            0x0017: book.on_links,
        },
    )
    return book


def _called(function: str, *texts: str) -> str:
    """A call with texts as arguments."""
    quotes = (text.replace('"', '""') for text in texts)
    return f"{function}(" + ",".join(f'"{text}"' for text in quotes) + ")"


def _plain_path(path: str, *, program: bool) -> str:
    """A stored path without the signs that stand for folders and drives.

    Args:
        path: as stored ([MS-XLS] 2.5.277, VirtualPath).
        program: it is the topic of another program.

    Returns:
        ``program|topic``, or the name of the other workbook; blank for links to this one.
    """
    if program:
        return path.replace("\x03", "|", 1).strip()
    for sign in "\x03\\/":
        path = path.rpartition(sign)[2]
    return "".join(letter for letter in path if letter >= " ").strip().strip("[]")
