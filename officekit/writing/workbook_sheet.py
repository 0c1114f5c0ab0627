"""Cells of a worksheet part: their texts, read and set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from officekit.model.location import column_letters
from officekit.writing.layout import clean
from officekit.writing.workbook_package import WorkbookPackage, child, local_name, sibling_tag

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_SPILLING = frozenset({"array", "dataTable"})


class SharedStrings:
    """The shared strings of a workbook; they are read, never changed."""

    def __init__(self, package: WorkbookPackage) -> None:
        part = package.part_of_type("/sharedStrings")
        root = package.root(part) if part else None
        self._items = [] if root is None else [e for e in root if local_name(e) == "si"]

    def item(self, number: str) -> etree._Element | None:
        """The string item of a number as it stands in a cell."""
        known = number.isascii() and number.isdecimal() and int(number) < len(self._items)
        return self._items[int(number)] if known else None


class SheetPart:
    """A worksheet.

    Args:
        root: root element of its part.
        strings: shared strings of the workbook.

    Attributes:
        last_row: number of the last row that has cells; 0 where there is none.
        last_column: number of the last column that has cells; 0 where there is none.
    """

    def __init__(self, root: etree._Element, strings: SharedStrings) -> None:
        data = child(root, "sheetData")
        self._root = root
        self._strings = strings
        self.data = etree.SubElement(root, sibling_tag(root, "sheetData")) if data is None else data
        self._cells: dict[tuple[int, int], etree._Element] = {}
        self.rows: dict[int, etree._Element] = {}
        self._formulas: list[tuple[int, int, int, int]] = []
        self._read_cells()
        self.last_row = max((number for number, row in self.rows.items() if len(row)), default=0)
        self.last_column = max((column for _, column in self._cells), default=0)
        self._has_blank_rows = max(self.rows, default=0) > self.last_row
        merges = child(root, "mergeCells")
        self._merges = [_area(e.get("ref", "")) for e in (() if merges is None else merges)]

    def _read_cells(self) -> None:
        row_number = 0
        for row in self.data:
            row_number = int(row.get("r", row_number + 1))
            self.rows[row_number] = row
            column = 0
            for cell in row:
                at = _REFERENCE.fullmatch(cell.get("r", ""))
                column = _column_number(at[1]) if at else column + 1
                self._cells[row_number, column] = cell
                formula = child(cell, "f")
                if formula is None:
                    continue
                spilling = formula.get("t") in _SPILLING and formula.get("ref")
                one = (row_number, column, row_number, column)
                self._formulas.append(_area(formula.get("ref", "")) if spilling else one)
        self._single = {area[:2] for area in self._formulas if area[:2] == area[2:]}
        self._formulas = [area for area in self._formulas if area[:2] != area[2:]]

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merge that a cell is in, else the cell itself."""
        area = next((a for a in self._merges if _within(a, row, column)), None)
        return area[:2] if area else (row, column)

    def has_cell(self, row: int, column: int) -> bool:
        """Whether the part has the cell, be it blank."""
        return (row, column) in self._cells

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell holds a formula or a part of an array formula's result."""
        spilled = any(_within(area, row, column) for area in self._formulas)
        return (row, column) in self._single or spilled

    def style(self, row: int, column: int) -> str | None:
        """Number of a cell's format."""
        cell = self._cells.get((row, column))
        return None if cell is None else cell.get("s")

    def text(self, row: int, column: int) -> str:
        """Text of a cell; blank where there is none, or something that is not text."""
        cell = self._cells.get((row, column))
        item = None if cell is None else self._item(cell)
        return "" if item is None else "".join(_text(t) for t in _text_elements(item))

    def _item(self, cell: etree._Element) -> etree._Element | None:
        """The element whose runs and texts a cell shows."""
        kind = cell.get("t")
        if kind == "inlineStr":
            return child(cell, "is")
        value = child(cell, "v")
        if kind == "s" and value is not None:
            return self._strings.item((value.text or "").strip())
        return _plain_item(cell, value.text or "") if kind == "str" and value is not None else None

    def set_text(self, row: int, column: int, text: str) -> None:
        """Set an existing cell, keeping its format and the formats within its text.

        A blank text leaves a blank cell, which Excel's ``COUNTA`` does not count.
        """
        cell = self._cells[row, column]
        old = self._item(cell)
        item = _plain_item(cell, text) if old is None else _edited_item(cell, old, text)
        self._empty(cell)
        if text:
            cell.set("t", "inlineStr")
            cell.insert(0, item)

    def set_number(self, row: int, column: int, number: float) -> None:
        """Set an existing cell to a number, keeping its format."""
        cell = self._cells[row, column]
        self._empty(cell)
        value = etree.Element(sibling_tag(cell, "v"))
        value.text = repr(number)
        cell.insert(0, value)

    @staticmethod
    def _empty(cell: etree._Element) -> None:
        for element in list(cell):
            if local_name(element) in ("v", "is"):
                cell.remove(element)
        if "t" in cell.attrib:
            del cell.attrib["t"]

    def ensure_cell(self, row: int, column: int) -> bool:
        """Make a cell in a row that is there, in the format of its neighbour to the left.

        Returns:
            Whether the cell is there now.
        """
        if (row, column) in self._cells:
            return True
        parent = self.rows.get(row)
        if parent is None:
            return False
        before = [c for r, c in self._cells if r == row and c < column]
        neighbour = self._cells[row, max(before)] if before else None
        cell = etree.Element(sibling_tag(self.data, "c"), r=f"{column_letters(column)}{row}")
        if neighbour is not None and neighbour.get("s"):
            cell.set("s", neighbour.get("s", ""))
        place = 0 if neighbour is None else parent.index(neighbour) + 1
        parent.insert(place, cell)
        self._cells[row, column] = cell
        self.last_column = max(self.last_column, column)
        return True

    def _remove_blank_rows(self) -> None:
        """Rows behind the last one that has cells hold only a height; new rows take their place."""
        if self._has_blank_rows:
            for number in [n for n in self.rows if n > self.last_row]:
                self.data.remove(self.rows.pop(number))
            self._has_blank_rows = False

    def drop_blank_lines(self, head: int) -> None:
        """Take rows out that have formats and no content behind the last one that has any.

        Args:
            head: row of the headings, which stays.
        """
        filled = {row for (row, _), cell in self._cells.items() if len(cell)}
        last = max((row for row in filled if row > head), default=head)
        for number in [n for n in self.rows if n > last]:
            self.data.remove(self.rows.pop(number))
        self._cells = {place: cell for place, cell in self._cells.items() if place[0] <= last}
        self.last_row = last

    def add_row(self, texts: dict[int, str], styles: dict[int, str], height: float) -> int:
        """A row of texts behind the last one; returns its number."""
        number = self.last_row + 1
        self._remove_blank_rows()
        self.last_row = number
        self.last_column = max(self.last_column, *texts)
        row = etree.SubElement(self.data, sibling_tag(self.data, "row"), r=str(number))
        row.set("ht", f"{height:g}")
        row.set("customHeight", "1")
        self.rows[number] = row
        for column, text in sorted(texts.items()):
            reference = f"{column_letters(column)}{number}"
            cell = etree.SubElement(row, sibling_tag(row, "c"), r=reference)
            if column in styles:
                cell.set("s", styles[column])
            if text:
                cell.set("t", "inlineStr")
                cell.append(_plain_item(cell, text))
            self._cells[number, column] = cell
        self._note_extent()
        return number

    def rows_behind(
        self, lines: Iterable[tuple[Mapping[int, str], float]], styles: Mapping[int, str]
    ) -> list[bytes]:
        """Rows of texts behind the last one as XML, for ``append_serialised`` of the package.

        Args:
            lines: texts by column and height of each row.
            styles: formats by column.
        """
        self._remove_blank_rows()
        prefix = f"{self.data.prefix}:" if self.data.prefix else ""
        columns: dict[int, tuple[str, str]] = {}
        rows: list[bytes] = []
        for texts, height in lines:
            self.last_row = number = self.last_row + 1
            cells: list[str] = []
            for column, text in sorted(texts.items()):
                if column not in columns:
                    style = f' s="{styles[column]}"' if column in styles else ""
                    columns[column] = column_letters(column), style
                letters, style = columns[column]
                cells.append(_cell_xml(prefix, f'r="{letters}{number}"{style}', text))
            row = f'<{prefix}row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}'
            rows.append(f"{row}</{prefix}row>".encode())
        self.last_column = max(self.last_column, *columns, 0)
        self._note_extent()
        return rows

    def _note_extent(self) -> None:
        dimension = child(self._root, "dimension")
        if dimension is not None:
            last = f"{column_letters(max(1, self.last_column))}{self.last_row}"
            dimension.set("ref", f"A1:{last}")


def _cell_xml(prefix: str, attributes: str, text: str) -> str:
    """A cell with a text, as XML."""
    if not text:
        return f"<{prefix}c {attributes}/>"
    return (
        f'<{prefix}c {attributes} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
        f"{escape(_stored(text))}</{prefix}t></{prefix}is></{prefix}c>"
    )


def _text_elements(item: etree._Element) -> list[etree._Element]:
    """The t elements of an item: its own, or those of its runs; phonetic ones are left out."""
    found: list[etree._Element] = []
    for element in item:
        if local_name(element) == "t":
            found.append(element)
        elif local_name(element) == "r":
            found += [e for e in element if local_name(e) == "t"]
    return found


def _text(element: etree._Element) -> str:
    raw = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), element.text or "")
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def _stored(text: str) -> str:
    """A text as it is stored: what looks like an escape is itself escaped."""
    return _ESCAPED.sub(r"_x005F_x\1_", clean(text))


def _put(element: etree._Element, text: str) -> None:
    element.text = _stored(text)
    element.set(_SPACE, "preserve")


def _plain_item(cell: etree._Element, text: str) -> etree._Element:
    item = etree.Element(sibling_tag(cell, "is"))
    _put(etree.SubElement(item, sibling_tag(cell, "t")), text)
    return item


def _edited_item(cell: etree._Element, old: etree._Element, text: str) -> etree._Element:
    """An inline string with the runs of the old one; each new character joins its neighbours."""
    item = etree.Element(sibling_tag(cell, "is"))
    item.extend(deepcopy(e) for e in old if local_name(e) in ("t", "r"))
    elements = _text_elements(item)
    owner = [i for i, element in enumerate(elements) for _ in _text(element)]
    if not owner:
        return _plain_item(cell, text)
    before = "".join(_text(element) for element in elements)
    pieces = [""] * len(elements)
    matcher = SequenceMatcher(None, before, text, autojunk=False)
    for _, start, end, since, until in matcher.get_opcodes() if len(elements) > 1 else ():
        last = min(max(start, end - 1), len(owner) - 1)
        for offset, char in enumerate(text[since:until]):
            pieces[owner[min(start + offset, last)]] += char
    if len(elements) == 1:
        pieces = [text]
    for element, piece in zip(elements, pieces, strict=True):
        _put(element, piece)
    return item


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _area(reference: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of A1:B2; nothing at all for what is none."""
    corners = [_REFERENCE.fullmatch(part) for part in reference.replace("$", "").split(":")]
    first, last = corners[0], corners[-1]
    if first is None or last is None:
        return 0, 0, 0, 0
    return int(first[2]), _column_number(first[1]), int(last[2]), _column_number(last[1])


def _within(area: tuple[int, int, int, int], row: int, column: int) -> bool:
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]
