"""Worksheets and shared strings of an .xlsx file, in one pass (ECMA-376 part 1, 18.3, 18.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from xml.parsers import expat

from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.model.location import column_letters
from officekit.model.table import CellValue
from officekit.reading.grid import Range, SparseSheet
from officekit.reading.number_formats import FormatKind, from_iso, from_serial

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_MOST_SHARED_CHARS = 100_000_000
_SEND_AGAIN = "请用 Excel 或 WPS 打开后另存一份，或请对方重新发送。"
_TRUE = ("1", "true")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULA_PIECE = re.compile(
    r'"[^"]*"|\'[^\']*\''
    r"|(?<![A-Za-z0-9_.\\])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(!])"
)


@dataclass(frozen=True, slots=True)
class BookData:
    """What the cells of all sheets refer to.

    Attributes:
        file: the file's name, for messages.
        strings: shared strings.
        kinds: what the number format of each cell style shows.
        date1904: dates count from 1904.
        most_cells: most non-blank cells a sheet may have.
    """

    file: str
    strings: tuple[str, ...]
    kinds: tuple[FormatKind, ...]
    date1904: bool
    most_cells: int


def unescape(text: str) -> str:
    """Text with ``_xHHHH_`` escapes resolved (ST_Xstring)."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def new_parser(file: str, part: str) -> expat.XMLParserType:
    """A parser with namespaces that refuses a DTD, and with it every entity."""

    def refuse(*_: object) -> None:
        raise FileRefusedError(
            f"文件“{file}”内部的“{part}”带有文档类型声明，可能有害，已拒绝打开。",
            "请确认文件来源可靠；" + _SEND_AGAIN,
        )

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def parse(parser: expat.XMLParserType, data: bytes, file: str, part: str) -> None:
    """Run a parser over a part.

    Raises:
        FileUnreadableError: not well-formed, or an attribute is not what the standard asks for.
    """
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileUnreadableError(
            f"文件“{file}”内部的“{part}”已损坏，读不下去。", _SEND_AGAIN
        ) from error


def read_strings(data: bytes, part: str, file: str) -> tuple[str, ...]:
    """The shared strings: rich text joined, phonetic guides (``rPh``) left out.

    Args:
        data: the part's XML.
        part: its name, for messages.
        file: the file's name, for messages.

    Raises:
        FileRefusedError: a DTD.
        FileUnreadableError: broken.
    """
    items, texts, guides = (
        frozenset(f"{namespace} {name}" for namespace in NAMESPACES) for name in ("si", "t", "rPh")
    )
    parser = new_parser(file, part)
    strings: list[str] = []
    buffer: list[str] = []
    phonetic = 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal phonetic
        if tag in texts:
            if not phonetic:
                parser.CharacterDataHandler = buffer.append
        elif tag in items:
            buffer.clear()
        elif tag in guides:
            phonetic += 1

    def end(tag: str) -> None:
        nonlocal phonetic
        if tag in texts:
            parser.CharacterDataHandler = None
        elif tag in items:
            strings.append(unescape("".join(buffer)))
        elif tag in guides:
            phonetic -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, data, file, part)
    return tuple(strings)


def read_sheet(data: bytes, part: str, name: str, book: BookData) -> SparseSheet:
    """The cells of a worksheet part.

    Args:
        data: the part's XML, transitional or strict.
        part: its name, for messages.
        name: the sheet's name.
        book: shared strings, styles and limits.

    Raises:
        FileRefusedError: a DTD, or more cells than the limit.
        FileUnreadableError: not a worksheet, broken, or a cell refers to a string that is not
            there.
    """
    return _SheetReader(part, name, book).read(data)


class _SheetReader:
    """Handlers of one pass; blank cells leave no trace."""

    def __init__(self, part: str, name: str, book: BookData) -> None:
        self.part = part
        self.book = book
        self.sheet = SparseSheet(name)
        self.parser = new_parser(book.file, part)
        self.row = self.column = self.count = 0
        self.cells: dict[int, CellValue] = {}
        self.kind: str = "n"
        self.style = 0
        self.value: str | None = None
        self.formula: str | None = None
        self.shared: dict[str, tuple[int, int, str]] = {}
        self.shared_index: str | None = None
        self.shared_chars = 0
        self.phonetic = 0
        self.buffer: list[str] = []
        self.letters: dict[str, int] = {}

    def read(self, data: bytes) -> SparseSheet:
        self.parser.StartElementHandler = self.root
        parse(self.parser, data, self.book.file, self.part)
        return self.sheet

    def root(self, tag: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = tag.rpartition(" ")
        if local != "worksheet" or namespace not in NAMESPACES:
            raise FileUnreadableError(
                f"文件“{self.book.file}”里的工作表“{self.sheet.name}”不是正确的工作表。",
                _SEND_AGAIN,
            )
        names = ("c", "v", "row", "f", "t", "rPh", "is", "mergeCell", "col")
        tags = [f"{namespace} {name}" for name in names]
        self.c, self.v, self.row_tag, self.f, self.t, self.rph, self.is_, self.merge, self.col = (
            tags
        )
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self.c:
            self.start_cell(attributes)
        elif tag == self.v:
            self.collect()
        elif tag == self.t:
            if not self.phonetic:
                self.collect()
        elif tag == self.row_tag:
            self.start_row(attributes)
        elif tag == self.f:
            self.shared_index = attributes["si"] if attributes.get("t") == "shared" else None
            self.formula = ""
            self.collect()
        elif tag == self.rph:
            self.phonetic += 1
        elif tag == self.merge:
            self.add_merge(attributes["ref"])
        elif tag == self.col and (
            attributes.get("hidden") in _TRUE or attributes.get("width") == "0"
        ):
            hidden = (max(int(attributes["min"]), 1), min(int(attributes["max"]), MOST_COLUMNS))
            self.sheet.hidden_columns.append(hidden)
            if len(self.sheet.hidden_columns) > MOST_COLUMNS:
                raise ValueError(MOST_COLUMNS)

    def collect(self) -> None:
        self.buffer.clear()
        self.parser.CharacterDataHandler = self.buffer.append

    def collected(self) -> str:
        self.parser.CharacterDataHandler = None
        return "".join(self.buffer)

    def end(self, tag: str) -> None:
        if tag == self.v:
            self.value = self.collected()
        elif tag == self.c:
            if self.value is not None or self.formula is not None:
                self.end_cell()
        elif tag == self.t:
            if not self.phonetic:
                self.value = (self.value or "") + self.collected()
        elif tag == self.f:
            self.formula = self.whole_formula(self.collected())
        elif tag == self.rph:
            self.phonetic -= 1

    def start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes["r"]) if "r" in attributes else self.row + 1
        if not 1 <= row <= MOST_ROWS:
            raise ValueError(row)
        self.row = row
        self.column = 0
        self.cells = self.sheet.rows.get(row, {})
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            self.column = self.letters.get(letters) or self.learn(letters)
        else:
            self.column += 1
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", 0))
        self.value = self.formula = None

    def learn(self, letters: str) -> int:
        """Number of a column, remembered for the cells below."""
        column = _column_number(letters)
        self.letters[letters] = column
        return column

    def add_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        merge = Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
        if merge[:2] != merge[2:]:
            self.sheet.merges.append(merge)
        if len(self.sheet.merges) > self.book.most_cells:
            raise self.too_many()

    def whole_formula(self, text: str) -> str:
        """Formula of this cell; the followers of a shared formula store only its index."""
        if self.shared_index is None:
            return unescape(text)
        if text:
            self.shared[self.shared_index] = (self.row, self.column, unescape(text))
        row, column, formula = self.shared.get(self.shared_index, (self.row, self.column, ""))
        self.shared_chars += len(formula)
        if self.shared_chars > _MOST_SHARED_CHARS:
            raise self.too_many()
        return shift_formula(formula, self.row - row, self.column - column)

    def end_cell(self) -> None:
        row, column, sheet = self.row, self.column, self.sheet
        value = self.converted()
        if self.formula is not None:
            sheet.formulas[row, column] = self.formula
            if value is None and not (self.kind == "str" and self.value is not None):
                sheet.uncached.append((row, column))
                self.cells[column] = None
        if value is not None:
            if self.kind == "e":
                sheet.errors.append((row, column))
            self.cells[column] = value
        if self.cells and row not in sheet.rows:
            sheet.rows[row] = self.cells
        self.count += 1
        if not row or column > MOST_COLUMNS:
            raise ValueError(column)
        if self.count > self.book.most_cells:
            raise self.too_many()

    def too_many(self) -> FileRefusedError:
        return FileRefusedError(
            f"工作表“{self.sheet.name}”的内容超过 {self.book.most_cells} 个单元格，"
            "或公式、合并区域过多，已停止读取。",
            "请把表格拆成几个文件后再试。",
        )

    def converted(self) -> CellValue:
        """The stored text as a value, by cell type and number format."""
        text, kind = self.value, self.kind
        if not text:
            return None
        if kind == "s":
            return self.shared_string(int(text))
        if kind == "n":
            return self.number(text)
        if kind == "b":
            return text.strip() in _TRUE
        if kind == "d":
            return from_iso(text)
        return unescape(text)

    def shared_string(self, index: int) -> str | None:
        if not 0 <= index < len(self.book.strings):
            raise IndexError(index)
        return self.book.strings[index] or None

    def number(self, text: str) -> CellValue:
        try:
            number: float = int(text)
        except ValueError:
            try:
                number = float(text)
            except ValueError:
                return text
            if not isfinite(number):
                return text
        kinds = self.book.kinds
        if self.style < len(kinds) and kinds[self.style] is not FormatKind.NUMBER:
            return from_serial(number, kinds[self.style], date1904=self.book.date1904)
        return number


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= MOST_COLUMNS:
        raise ValueError(letters)
    return number


def _place(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None or not 1 <= int(match[2]) <= MOST_ROWS:
        raise ValueError(reference)
    return int(match[2]), _column_number(match[1])


def shift_formula(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads when copied so many rows down and columns right.

    References that are fixed by ``$``, text in quotes and function names stay.
    """
    if not rows and not columns:
        return formula

    def moved(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        try:
            column = _column_number(match[2]) + (0 if match[1] else columns)
        except ValueError:
            return match[0]
        row = int(match[4]) + (0 if match[3] else rows)
        if not (1 <= column <= MOST_COLUMNS and 1 <= row <= MOST_ROWS):
            return "#REF!"
        return f"{match[1]}{column_letters(column)}{match[3]}{row}"

    return _FORMULA_PIECE.sub(moved, formula)
