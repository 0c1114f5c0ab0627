"""A worksheet of a returned .xlsx file: its cells, and all else that it says of them."""

from __future__ import annotations

from collections.abc import Sequence

from officekit.errors import FileRefusedError
from officekit.model.location import column_letters
from officekit.model.returned import DataRule, Place, ReturnedSheet, SheetState
from officekit.reading.grid import COLUMN_GAP, ROW_GAP, extent, take_stray
from officekit.reading.returned_xlsx_drawings import FILTER_CRITERIA, Surroundings
from officekit.reading.xlsx_package import TRUE, Attributes, Part, SheetEntry, too_much
from officekit.reading.xlsx_parts import BookData, SheetReader
from officekit.reading.xlsx_plain import PlainCell
from officekit.reading.xlsx_references import MOST_COLUMNS, MOST_ROWS, area
from officekit.reading.xlsx_styles import Mark

_LONGEST_FAR_TEXT = 200
_PICTURE_FORMULAS = ("_xlfn.DISPIMG(", "DISPIMG(")
_TEXT_ONLY = (Mark.TEXT_FORMAT,)
_STATES = {state.value: state for state in SheetState}


class ReturnedSheetReader(SheetReader):
    """Handlers of one pass; what a rule or an area of it takes is counted like a cell.

    Args:
        part: the XML.
        entry: as the workbook lists the sheet.
        book: what the cells refer to, and what is left of the limits.
    """

    def __init__(self, part: Part, entry: SheetEntry, book: BookData) -> None:
        super().__init__(part, entry.name, book)
        self.state = _STATES.get(entry.state, SheetState.VISIBLE)
        self.marks: dict[Mark, set[Place]] = {mark: set() for mark in Mark}
        self.text_cells = self.marks[Mark.TEXT_FORMAT]
        self.guided: set[Place] = set()
        self.grouped: set[int] = set()
        self.dimension = ""
        self.protected, self.protection_hash = False, ""
        self.filtered = False
        self.rules: list[DataRule] = []
        self.rule_kind: str | None = None
        self.rule_areas = self.rule_formula = ""
        self.conditional: set[str] = set()
        self.inline_struck = False
        self.textual: dict[str, bool | None] = {}
        self.odd_strings = book.strings.struck | book.strings.phonetic

    def too_many(self, _most: str) -> FileRefusedError:
        """The error for more than the limits, which hold for all sheets together."""
        return too_much(
            self.part.file,
            f"到工作表“{self.sheet.name}”为止，内容、空白单元格、公式或合并区域超过可以读取的数量",
        )

    def start_row(self, attributes: Attributes) -> None:
        """Start of a row, in an outline group or not."""
        SheetReader.start_row(self, attributes)
        if attributes.get("outlineLevel", "0") != "0":
            self.grouped.add(self.row)

    def end_cell(self) -> None:
        """End of a cell with a value or a formula; most of them have nothing to note."""
        SheetReader.end_cell(self)
        marks = (self.known_looks.get(self.style) or self.look()).marks
        if marks or self.inline_struck or self.inline_guided or self.odd_strings:
            self.note_marks(marks)

    def plain_row(self, found: Sequence[PlainCell]) -> None:
        """All cells of a row; what their styles say is noted."""
        SheetReader.plain_row(self, found)
        row, letters, cells, known = self.row, self.letters, self.cells, self.textual
        for _, name, style, kind, text in found:
            if not text:
                continue
            textual = known[style] if style in known else self.learn_style(style)
            if textual is None:
                self.column, self.style = letters[name], style or "0"
                self.kind, self.value = kind or "n", text
                self.note_marks(self.look().marks)
            elif textual and letters[name] in cells:
                self.text_cells.add((row, letters[name]))

    def learn_style(self, style: str) -> bool | None:
        """Whether cells of a style are text and nothing else is to be noted; ``None``: it is.

        Args:
            style: as a cell cites it, blank for the first one.
        """
        self.style = style or "0"
        marks = self.look().marks
        simple = not self.odd_strings and marks in ((), _TEXT_ONLY)
        self.textual[style] = bool(marks) if simple else None
        return self.textual[style]

    def note_marks(self, marks: tuple[Mark, ...]) -> None:
        """Note what the style and the runs of a cell say."""
        value = self.cells.get(self.column)
        inline = self.kind == "inlineStr"
        struck, guided = inline and self.inline_struck, inline and self.inline_guided
        self.inline_struck = self.inline_guided = False
        if value is None:
            return
        place = (self.row, self.column)
        for mark in marks:
            if mark is Mark.SCIENTIFIC and not isinstance(value, (int, float)):
                continue
            self.marks[mark].add(place)
        if self.kind == "s":
            index, strings = int(self.value or 0), self.book.strings
            struck, guided = index in strings.struck, index in strings.phonetic
        if struck:
            self.marks[Mark.STRUCK].add(place)
        if guided:
            self.guided.add(place)

    def start_other(self, name: str, attributes: Attributes) -> None:
        """Start of an element outside the rows, or of a run's looks in an inline text."""
        if name == "is":
            self.inline_struck = self.inline_guided = False
        elif name in {"formula1", "sqref"}:
            self.buffer.clear()
        elif name == "dataValidation":
            self.rule_kind = attributes.get("type", "none")
            self.rule_areas, self.rule_formula = attributes.get("sqref", ""), ""
        elif name == "conditionalFormatting":
            self.add_conditional(attributes.get("sqref", ""))
        elif name == "strike":
            self.inline_struck |= attributes.get("val", "1") in TRUE
        elif name == "dimension":
            self.dimension = attributes.get("ref", "")
        elif name == "sheetProtection":
            self.protected = attributes.get("sheet") in TRUE
            self.protection_hash = attributes.get("hashValue") or attributes.get("password", "")
        elif name in FILTER_CRITERIA:
            self.filtered = True
        else:
            SheetReader.start_other(self, name, attributes)

    def end_other(self, name: str) -> None:
        """End of an element outside the rows; extensions (x14) keep areas in elements."""
        if name == "formula1":
            self.rule_formula = "".join(self.buffer).strip()
        elif name == "sqref":
            covered = "".join(self.buffer)
            if self.rule_kind is None:
                self.add_conditional(covered)
            else:
                self.rule_areas = covered
        elif name == "dataValidation":
            areas = self.rule_areas.split()
            self.count += len(areas) + 1
            kind, self.rule_kind = self.rule_kind or "none", None
            self.spend(len(self.rule_formula))
            self.rules.append(DataRule(kind, tuple(map(area, areas)), self.rule_formula))

    def add_conditional(self, areas: str) -> None:
        """Note areas with conditional formats; the same area may have several."""
        self.conditional.update(areas.split())
        if len(self.conditional) > self.book.most_cells:
            raise self.too_many(f"{self.book.most_cells} 个单元格")

    def take_far(self) -> list[str]:
        """Take the cells far away from the main block out of the sheet, and tell them."""
        sheet = self.sheet
        last_column = max((max(cells) for cells in sheet.rows.values()), default=0)
        if max(sheet.rows, default=0) <= ROW_GAP and last_column <= COLUMN_GAP:
            return []
        taken = take_stray(sheet, *extent(sheet, MOST_ROWS * MOST_COLUMNS))
        return [
            f"{column_letters(far.column)}{far.row}={far.text[:_LONGEST_FAR_TEXT]}" for far in taken
        ]

    def found(self, around: Surroundings) -> ReturnedSheet:
        """The sheet, after :meth:`read` and :meth:`take_far`.

        Args:
            around: what other parts say of it.
        """
        sheet, marks = self.sheet, self.marks
        for row, column in sheet.uncached:
            cells = sheet.rows.get(row, {})
            cells.pop(column, None)
            if not cells:
                sheet.rows.pop(row, None)
        drawn = sum(text.startswith(_PICTURE_FORMULAS) for text in sheet.formulas.values())
        return ReturnedSheet(
            name=sheet.name,
            state=self.state,
            rows=sheet.rows,
            formulas=sheet.formulas,
            errors=frozenset(sheet.errors),
            uncached=frozenset(sheet.uncached),
            merges=tuple(sheet.merges),
            hidden_rows=frozenset(sheet.hidden_rows),
            hidden_columns=tuple(sheet.hidden_columns),
            filtered=self.filtered or around.filtered,
            grouped_rows=frozenset(self.grouped),
            protected=self.protected,
            protection_hash=self.protection_hash,
            rules=tuple(self.rules),
            conditional_formats=len(self.conditional),
            percent=frozenset(marks[Mark.PERCENT]),
            text_format=frozenset(marks[Mark.TEXT_FORMAT]),
            scientific=frozenset(marks[Mark.SCIENTIFIC]),
            struck=frozenset(marks[Mark.STRUCK]),
            invisible=frozenset(marks[Mark.INVISIBLE]),
            phonetic=frozenset(self.guided),
            notes=around.notes,
            shapes=around.shapes,
            pictures=around.pictures + drawn,
            dimension=self.dimension,
        )
