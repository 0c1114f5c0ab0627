"""Worksheets of an .xlsx file, in one pass (ECMA-376 part 1, 18.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.model.table import CellValue
from officekit.reading.grid import SparseSheet
from officekit.reading.number_formats import FormatKind, from_iso, from_serial
from officekit.reading.xlsx_package import (
    NAMESPACES,
    OPEN_AND_SAVE,
    TRUE,
    Attributes,
    Part,
    XlsxPackage,
    new_parser,
    parse,
    target,
    unescape,
)
from officekit.reading.xlsx_plain import PlainCell, PlainRow, without_plain_cells
from officekit.reading.xlsx_references import (
    MOST_COLUMNS,
    MOST_ROWS,
    area,
    column_number,
    shift_formula,
)
from officekit.reading.xlsx_strings import LONGEST_TEXT, MOST_CHARS, SharedStrings, read_strings
from officekit.reading.xlsx_styles import CellLook, read_styles


@dataclass(frozen=True, slots=True)
class BookData:
    """What the cells of all sheets refer to.

    Attributes:
        strings: shared strings.
        looks: what each cell style shows.
        date1904: dates count from 1904.
        most_cells: most non-blank cells a sheet may have.
        most_blanks: most rows and blank cells that it may spell out.
        most_chars: most characters of formulas, and of texts that are not shared.
    """

    strings: SharedStrings
    looks: tuple[CellLook, ...]
    date1904: bool
    most_cells: int
    most_blanks: int
    most_chars: int = MOST_CHARS


def read_book_data(
    package: XlsxPackage, main: str, *, date1904: bool, most_chars: int = MOST_CHARS
) -> BookData:
    """Read what the cells of all sheets of a workbook refer to.

    Args:
        package: the workbook.
        main: name of its workbook part.
        date1904: as the workbook part says.
        most_chars: most characters of the shared strings, and once more of the cells' own.
    """
    relations, folder, limits = package.relations(main), posixpath.dirname(main), package.limits
    strings = target(relations, "sharedStrings", folder)
    styles = target(relations, "styles", folder)
    return BookData(
        SharedStrings()
        if strings is None
        else read_strings(package.part(strings), most=limits.cells, most_chars=most_chars),
        () if styles is None else read_styles(package.part(styles)),
        date1904,
        limits.cells,
        limits.blank_cells,
        most_chars,
    )


def read_sheet(part: Part, name: str, book: BookData) -> SparseSheet:
    """The cells of a worksheet part.

    Args:
        part: the XML, transitional or strict.
        name: the sheet's name.
        book: shared strings, styles and limits.

    Raises:
        FileRefusedError: a DTD, or more cells than the limit.
        FileUnreadableError: not a worksheet, broken, or a cell refers to a string that is not
            there.
    """
    reader = SheetReader(part, name, book)
    reader.read()
    return reader.sheet


class SheetReader:
    """Handlers of one pass; blank cells leave no trace.

    The handlers for cells do without calls where they can: they run for every cell.

    Args:
        part: the XML.
        name: the sheet's name.
        book: what the cells refer to, and limits.

    Attributes:
        sheet: what was read.
        count: cells with a value or a formula.
        blanks: rows and blank cells.
    """

    def __init__(self, part: Part, name: str, book: BookData) -> None:
        self.part = part
        self.book = book
        self.sheet = SparseSheet(name)
        self.parser = new_parser(part)
        self.row = self.column = self.count = self.blanks = self.chars = 0
        self.cells: dict[int, CellValue] = {}
        self.kind: str = "n"
        self.style = "0"
        self.value: str | None = None
        self.formula: str | None = None
        self.shared: dict[str, tuple[int, int, str]] = {}
        self.shared_index: str | None = None
        self.phonetic = 0
        self.inline_guided = False
        self.buffer: list[str] = []
        self.letters: dict[str, int] = {}
        self.known_looks: dict[str, CellLook] = {}
        self.texts = book.strings.texts
        self.plain: list[list[PlainRow]] = []

    def read(self) -> None:
        """Read the part; for errors see :func:`read_sheet`."""
        self.parser.StartElementHandler = self.root
        data, self.plain = without_plain_cells(self.part.data)
        if self.plain:
            self.parser.ProcessingInstructionHandler = self.take_plain
        parse(self.parser, replace(self.part, data=data), self.watch)
        self.watch()

    def root(self, tag: str, _attributes: Attributes) -> None:
        """Learn the namespace from the first element."""
        namespace, _, local = tag.rpartition(" ")
        if local != "worksheet" or namespace not in NAMESPACES:
            raise FileUnreadableError(
                f"文件“{self.part.file}”里的工作表“{self.sheet.name}”不是正确的工作表。",
                OPEN_AND_SAVE,
            )
        tags = [f"{namespace} {name}" for name in ("c", "v", "row", "f", "t", "rPh", "is")]
        self.c, self.v, self.row_tag, self.f, self.t, self.rph, self.is_ = tags
        self.literal, self.quiet = {self.v, self.t}, {self.row_tag, self.is_}
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.buffer.append

    def start(self, tag: str, attributes: Attributes) -> None:
        """Start of an element."""
        if tag == self.c:
            get = attributes.get
            reference = get("r")
            if reference:
                letters = reference.rstrip("0123456789")
                self.column = self.letters.get(letters) or self.learn(letters)
            else:
                self.column += 1
            self.kind = get("t", "n")
            self.style = get("s", "0")
            self.value = self.formula = None
        elif tag in self.literal:
            self.buffer.clear()
        elif tag == self.row_tag:
            self.start_row(attributes)
        elif tag == self.f:
            self.shared_index = attributes["si"] if attributes.get("t") == "shared" else None
            self.formula = ""
            self.buffer.clear()
        elif tag == self.rph:
            self.phonetic += 1
            self.inline_guided = True
        else:
            self.start_other(tag.rpartition(" ")[2], attributes)

    def take_plain(self, _target: str, number: str) -> None:
        """Rows that were taken out of the XML before it was parsed."""
        for row, cells in self.plain[int(number)]:
            if row:
                self.start_row({"r": row})
            self.plain_row(cells)

    def plain_row(self, found: Sequence[PlainCell]) -> None:
        """All cells of a row.

        The same as :meth:`end_cell` for each of them, without a call for each.
        """
        cells, texts, known = self.cells, self.texts, self.letters
        blanks = 0
        for _, letters, style, kind, text in found:
            self.column = column = known.get(letters) or self.learn(letters)
            if not text:
                blanks += 1
            elif kind == "s":
                index = int(text)
                if index < 0:
                    raise IndexError(index)
                if texts[index]:
                    cells[column] = texts[index]
            else:
                self.style = style or "0"
                cells[column] = self.number(text)
        self.blanks += blanks
        self.count += len(found) - blanks
        if cells and self.row not in self.sheet.rows:
            self.sheet.rows[self.row] = cells
        if blanks < len(found) and (not self.row or max(cells, default=0) > MOST_COLUMNS):
            raise ValueError(self.column)

    def end(self, tag: str) -> None:
        """End of an element."""
        if tag == self.c:
            if self.value is not None or self.formula is not None:
                self.end_cell()
            else:
                self.blanks += 1
        elif tag == self.v:
            self.value = "".join(self.buffer)
        elif tag == self.t:
            if not self.phonetic:
                self.value = (self.value or "") + "".join(self.buffer)
        elif tag == self.f:
            self.formula = self.whole_formula("".join(self.buffer))
        elif tag == self.rph:
            self.phonetic -= 1
        elif tag not in self.quiet:
            self.end_other(tag.rpartition(" ")[2])

    def start_other(self, name: str, attributes: Attributes) -> None:
        """Start of an element outside the rows."""
        if name == "mergeCell":
            self.add_merge(attributes["ref"])
        elif name == "col" and (attributes.get("hidden") in TRUE or attributes.get("width") == "0"):
            hidden = (max(int(attributes["min"]), 1), min(int(attributes["max"]), MOST_COLUMNS))
            self.sheet.hidden_columns.append(hidden)
            if len(self.sheet.hidden_columns) > MOST_COLUMNS:
                raise ValueError(MOST_COLUMNS)

    def end_other(self, name: str) -> None:
        """End of an element outside the rows."""

    def start_row(self, attributes: Attributes) -> None:
        """Start of a row."""
        row = int(attributes["r"]) if "r" in attributes else self.row + 1
        if not 1 <= row <= MOST_ROWS:
            raise ValueError(row)
        self.row = row
        self.column = 0
        self.buffer.clear()
        self.blanks += 1
        self.cells = self.sheet.rows.get(row, {})
        if attributes.get("hidden") in TRUE or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(row)

    def learn(self, letters: str) -> int:
        """Number of a column, remembered for the cells below."""
        column = column_number(letters)
        self.letters[letters] = column
        return column

    def watch(self) -> None:
        """Compare with the limits."""
        book = self.book
        if self.count > book.most_cells or len(self.sheet.merges) > book.most_cells:
            raise self.too_many(f"{book.most_cells} 个单元格")
        if self.blanks > book.most_blanks:
            raise self.too_many(f"{book.most_blanks} 个空白单元格")
        if self.chars > book.most_chars or sum(map(len, self.buffer)) > LONGEST_TEXT:
            raise self.too_many("可以读取的长度")

    def too_many(self, most: str) -> FileRefusedError:
        """The error for a sheet that has more of something than the limit."""
        return FileRefusedError(
            f"工作表“{self.sheet.name}”的内容超过{most}，或公式、合并区域过多，已停止读取。",
            "请把表格拆成几个文件后再试。",
            entry="A08",
        )

    def add_merge(self, reference: str) -> None:
        """Note a merged range."""
        merge = area(reference)
        if merge[:2] != merge[2:]:
            self.sheet.merges.append(merge)

    def whole_formula(self, text: str) -> str:
        """Formula of this cell; the followers of a shared formula store only its index."""
        if self.shared_index is None:
            return unescape(text)
        if text:
            self.shared[self.shared_index] = (self.row, self.column, unescape(text))
        row, column, formula = self.shared.get(self.shared_index, (self.row, self.column, ""))
        self.spend(len(formula))
        return shift_formula(formula, self.row - row, self.column - column)

    def spend(self, chars: int) -> None:
        """Count characters that are not in the shared strings."""
        self.chars += chars
        if self.chars > self.book.most_chars:
            raise self.too_many("可以读取的长度")

    def end_cell(self) -> None:
        """End of a cell with a value or a formula."""
        row, column, sheet = self.row, self.column, self.sheet
        text = self.value
        value: CellValue = None
        if text and self.kind == "s":
            index = int(text)
            if index < 0:
                raise IndexError(index)
            value = self.texts[index] or None
        elif text:
            value = self.converted(text)
        if value is not None:
            self.cells[column] = value
        if self.formula is not None:
            self.end_formula(value)
        if self.kind == "e" and value is not None:
            sheet.errors.append((row, column))
        if self.cells and row not in sheet.rows:
            sheet.rows[row] = self.cells
        self.count += 1
        if not row or column > MOST_COLUMNS:
            raise ValueError(column)

    def end_formula(self, value: CellValue) -> None:
        """Note the formula of a cell, and whether it has no stored value."""
        place = (self.row, self.column)
        self.sheet.formulas[place] = self.formula or ""
        if value is None and not (self.kind == "str" and self.value is not None):
            self.sheet.uncached.append(place)
            self.cells[self.column] = None

    def converted(self, text: str) -> CellValue:
        """The stored text as a value, by cell type and number format."""
        kind = self.kind
        if kind == "n":
            return self.number(text)
        if kind == "b":
            return text.strip() in TRUE
        if kind == "d":
            return from_iso(text)
        self.spend(len(text))
        return unescape(text)

    def look(self) -> CellLook:
        """Look of the cell at hand, remembered by the number of its style as stored."""
        known = self.known_looks.get(self.style)
        if known is None:
            number, looks = int(self.style), self.book.looks
            known = looks[number] if 0 <= number < len(looks) else CellLook(FormatKind.NUMBER, ())
            self.known_looks[self.style] = known
        return known

    def number(self, text: str) -> CellValue:
        """A number, or the moment that it means; the text itself where it is no number."""
        try:
            number: float = int(text)
        except ValueError:
            try:
                number = float(text)
            except ValueError:
                return text
            if not isfinite(number):
                return text
        kind = self.look().kind
        if kind is not FormatKind.NUMBER:
            return from_serial(number, kind, date1904=self.book.date1904)
        return number
