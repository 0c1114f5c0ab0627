"""The content.xml of an OpenDocument spreadsheet, element by element."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from officekit.errors import FileRefusedError
from officekit.model.returned import Note, Place, Refusal, ReturnedSheet
from officekit.model.table import CellValue
from officekit.reading.returned_ods_sheet import OdsSheet
from officekit.reading.returned_ods_styles import Looks, StyleReader, local
from officekit.reading.returned_ods_values import count_of, formula_of, value_of

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384

_RULES: Final = (
    ("cell-content-is-in-list", "list"),
    ("cell-content-is-whole-number", "whole"),
    ("cell-content-is-decimal-number", "decimal"),
    ("cell-content-is-date", "date"),
    ("cell-content-is-time", "time"),
    ("cell-content-text-length", "textLength"),
)
_MOST_SPACES: Final = 32_767
_SHAPES: Final = frozenset(
    {"shapes", "text-box", "custom-shape", "caption", "rect", "ellipse", "polygon", "path", "line"}
)
_BLANK_ROWS: Final = 10_000
_NEAR: Final = 16


@dataclass(slots=True)
class _Cell:
    """A cell while it is read."""

    attributes: dict[str, str]
    paragraphs: list[str] = field(default_factory=list)
    struck: bool = False
    phonetic: bool = False


class ContentReader:
    """Handlers for expat; what they find is in the attributes.

    Args:
        file: the file's name, for messages.
        most_cells: most cells with something in them, hidden rows and areas of rules.

    Attributes:
        sheets: whether there are any, as they are being read.
        names: workbook-wide defined names → formula.
        external: links to other files.
        date1904: dates count from 1904.
    """

    def __init__(self, file: str, most_cells: int) -> None:
        self.sheets: list[OdsSheet] = []
        self.names: dict[str, str] = {}
        self.external: list[str] = []
        self.date1904 = False
        self._file = file
        self._left = most_cells
        self._styles = StyleReader()
        self._rules: dict[str, tuple[str, str]] = {}
        self._filters: list[str] = []
        self._range = ""
        self._tables = 0
        self._cell: _Cell | None = None
        self._note: Note | None = None
        self._note_author: list[str] = []
        self._stack: list[str] = []
        self._paragraph: list[str] | None = None
        self._texts: list[str] = []
        self._in_shape = 0
        self._in_note = 0
        self._skipped = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._start_table,
            "table-column": self._start_column,
            "table-row": self._start_row,
            "table-row-group": self._start_group,
            "table-cell": self._start_cell,
            "covered-table-cell": self._start_cell,
            "p": self._start_paragraph,
            "span": self._start_span,
            "s": self._spaces,
            "tab": lambda _: self._add("\t"),
            "line-break": lambda _: self._add("\n"),
            "annotation": self._start_note,
            "ruby-text": self._start_phonetic,
            "image": self._picture,
            "content-validation": self._rule,
            "named-expression": self._named,
            "named-range": self._named,
            "database-range": self._start_range,
            "filter": lambda _: self._filters.append(self._range),
            "null-date": self._null_date,
            "table-source": lambda found: self._link(found, "链接的外部表格"),
            "dde-link": lambda found: self._link(found, "动态数据交换链接"),
            "dde-source": lambda found: self._link(found, "动态数据交换链接"),
            "a": self._hyperlink,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "table": self._end_table,
            "table-row": self._end_row,
            "table-row-group": self._end_group,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "p": self._end_paragraph,
            "annotation": self._end_note,
            "ruby-text": self._end_phonetic,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = local(tag)
        self._stack.append(name)
        found = {local(key): value for key, value in attributes.items()}
        if name in _SHAPES:
            self._in_shape += 1
        if (handler := self._starts.get(name)) is not None:
            handler(found)
        elif not self._tables:
            self._styles.start(name, found)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local(tag)
        self._stack.pop()
        if (handler := self._ends.get(name)) is not None:
            handler()
        if name in _SHAPES:
            self._in_shape -= 1

    def text(self, data: str) -> None:
        """Characters."""
        if self._in_note and self._stack[-1] == "creator":
            self._note_author.append(data)
        elif not self._skipped:
            self._add(data)

    def _add(self, data: str) -> None:
        if self._paragraph is not None:
            self._paragraph.append(data)

    # --- sheets, columns and rows

    def _start_table(self, found: dict[str, str]) -> None:
        self._tables += 1
        if self._tables == 1:
            protected = found.get("protected") == "true"
            self.sheets.append(
                OdsSheet(
                    found.get("name", ""),
                    found.get("style-name", ""),
                    protected,
                    found.get("protection-key", ""),
                )
            )

    def _end_table(self) -> None:
        self._tables -= 1

    def _start_column(self, found: dict[str, str]) -> None:
        if self._tables != 1:
            return
        sheet = self.sheets[-1]
        last = sheet.column + count_of(found.get("number-columns-repeated")) - 1
        sheet.column_starts.append(sheet.column)
        sheet.column_styles.append(found.get("default-cell-style-name", ""))
        if found.get("visibility", "visible") != "visible":
            self._spend(1)
            sheet.hidden_columns.append((sheet.column, min(last, MOST_COLUMNS)))
        sheet.column = last + 1

    def _start_group(self, _: dict[str, str]) -> None:
        if self._tables == 1:
            self.sheets[-1].groups += 1

    def _end_group(self) -> None:
        if self._tables == 1:
            self.sheets[-1].groups -= 1

    def _start_row(self, found: dict[str, str]) -> None:
        if self._tables != 1:
            return
        sheet = self.sheets[-1]
        sheet.column = 1
        sheet.repeat = min(
            count_of(found.get("number-rows-repeated")), max(MOST_ROWS - sheet.row + 1, 1)
        )
        rows = range(sheet.row, sheet.row + sheet.repeat)
        visibility = found.get("visibility", "visible")
        if visibility != "visible":
            sheet.hidden_rows.update(self._bounded(rows))
            sheet.filtered = sheet.filtered or visibility == "filter"
        if sheet.groups:
            sheet.grouped_rows.update(self._bounded(rows))

    def _bounded(self, rows: range) -> range:
        """Rows to remember one by one; the many blank ones below the last are not worth it."""
        if len(rows) > _BLANK_ROWS:
            return rows[:1]
        self._spend(len(rows))
        return rows

    def _end_row(self) -> None:
        if self._tables == 1:
            self.sheets[-1].row += self.sheets[-1].repeat

    # --- cells

    def _start_cell(self, found: dict[str, str]) -> None:
        if self._tables == 1:
            self._cell = _Cell(found)

    def _end_cell(self) -> None:
        cell, sheet = self._cell, self.sheets[-1] if self.sheets else None
        if self._tables != 1 or cell is None or sheet is None:
            return
        self._cell = None
        found = cell.attributes
        repeat = min(
            count_of(found.get("number-columns-repeated")), max(MOST_COLUMNS - sheet.column + 1, 1)
        )
        self._take_merge(sheet, found)
        self._take_rule(sheet, found, repeat)
        value = value_of(found, "\n".join(cell.paragraphs))
        formula = found.get("formula")
        if value is not None or formula is not None:
            self._spend(repeat * sheet.repeat)
            looks = self._styles.looks(found.get("style-name") or sheet.column_style())
            for row in range(sheet.row, sheet.row + sheet.repeat):
                for column in range(sheet.column, sheet.column + repeat):
                    self._store(sheet, (row, column), cell, value, looks)
        sheet.column += repeat

    def _store(
        self, sheet: OdsSheet, place: Place, cell: _Cell, value: CellValue, looks: Looks
    ) -> None:
        found = cell.attributes
        if value is not None:
            sheet.rows.setdefault(place[0], {})[place[1]] = value
        if (formula := found.get("formula")) is not None:
            sheet.formulas[place] = formula_of(formula)
        number = isinstance(value, (int, float))
        for what, holds in (
            ("uncached", value is None),
            ("error", found.get("value-type") == "error"),
            ("percent", found.get("value-type") == "percentage" or looks.percent),
            ("text", looks.text),
            ("scientific", looks.scientific and number),
            ("struck", cell.struck or looks.struck),
            ("invisible", looks.invisible),
            ("phonetic", cell.phonetic),
        ):
            if holds:
                sheet.marks.setdefault(what, set()).add(place)

    def _take_merge(self, sheet: OdsSheet, found: dict[str, str]) -> None:
        down = count_of(found.get("number-rows-spanned"))
        across = count_of(found.get("number-columns-spanned"))
        if down > 1 or across > 1:
            self._spend(1)
            last = (
                min(sheet.row + down - 1, MOST_ROWS),
                min(sheet.column + across - 1, MOST_COLUMNS),
            )
            sheet.merges.append((sheet.row, sheet.column, *last))

    def _take_rule(self, sheet: OdsSheet, found: dict[str, str], repeat: int) -> None:
        name = found.get("content-validation-name")
        if name is None:
            return
        areas = sheet.rule_areas.setdefault(name, [])
        area = (sheet.row, sheet.column, sheet.row + sheet.repeat - 1, sheet.column + repeat - 1)
        for place in range(len(areas) - 1, max(len(areas) - 1 - _NEAR, -1), -1):
            above = areas[place]
            if (above[1], above[3]) == (area[1], area[3]) and above[2] == area[0] - 1:
                areas[place] = (*above[:2], *area[2:])
                return
        self._spend(1)
        areas.append(area)

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise FileRefusedError(
                f"文件“{self._file}”的单元格太多，已停止读取。",
                "请把表格拆成几个文件后再试。",
                entry=Refusal.TOO_MUCH,
            )

    # --- text, comments, shapes

    def _start_paragraph(self, _: dict[str, str]) -> None:
        self._paragraph = []

    def _end_paragraph(self) -> None:
        text = "".join(self._paragraph or ())
        self._paragraph = None
        if self._in_note:
            self._texts.append(text)
        elif self._in_shape:
            if self.sheets and text:
                self._spend(1)
                self.sheets[-1].shapes.append(text)
        elif self._cell is not None:
            self._cell.paragraphs.append(text)

    def _start_span(self, found: dict[str, str]) -> None:
        if self._cell is not None and self._styles.looks(found.get("style-name", "")).struck:
            self._cell.struck = True

    def _spaces(self, found: dict[str, str]) -> None:
        self._add(" " * min(count_of(found.get("c")), _MOST_SPACES))

    def _start_note(self, _: dict[str, str]) -> None:
        self._in_note += 1
        self._texts, self._note_author = [], []

    def _end_note(self) -> None:
        self._in_note -= 1
        if self._tables and self.sheets and self._texts:
            sheet = self.sheets[-1]
            self._spend(1)
            text, author = "\n".join(self._texts), "".join(self._note_author)
            sheet.notes.append(Note((sheet.row, sheet.column), text, author))

    def _start_phonetic(self, _: dict[str, str]) -> None:
        self._skipped += 1
        if self._cell is not None:
            self._cell.phonetic = True

    def _end_phonetic(self) -> None:
        self._skipped -= 1

    def _picture(self, _: dict[str, str]) -> None:
        if self._tables and self.sheets:
            self.sheets[-1].pictures += 1

    # --- of the whole workbook

    def _rule(self, found: dict[str, str]) -> None:
        condition = found.get("condition", "")
        kind = next((kind for word, kind in _RULES if word in condition), "custom")
        self._rules[found.get("name", "")] = (kind, formula_of(condition))

    def _named(self, found: dict[str, str]) -> None:
        formula = found.get("expression") or found.get("cell-range-address", "")
        if not self._tables:
            self._spend(1)
            self.names[found.get("name", "")] = formula_of(formula)

    def _start_range(self, found: dict[str, str]) -> None:
        self._range = found.get("target-range-address", "")

    def _null_date(self, found: dict[str, str]) -> None:
        self.date1904 = found.get("date-value", "").startswith("1904")

    def _link(self, found: dict[str, str], what: str) -> None:
        self._spend(1)
        target = found.get("href") or found.get("dde-topic", "")
        self.external.append(f"{what} {target}".strip())

    def _hyperlink(self, found: dict[str, str]) -> None:
        target = found.get("href", "")
        if target and not target.startswith("#"):
            self._link(found, "超链接")

    def finished(self) -> tuple[ReturnedSheet, ...]:
        """The sheets, when everything is read."""
        return tuple(
            sheet.finished(
                self._rules,
                self._filters,
                hidden=self._styles.is_hidden_table(sheet.style),
            )
            for sheet in self.sheets
        )
