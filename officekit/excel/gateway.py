"""Live sheets ↔ tables: one bulk read and one bulk write a sheet.

Formats, column widths, filters, own columns and the selection stay as the clerk left them: rows
and columns are put in or taken out in the middle of a list, so that Excel itself extends formats,
print areas, dropdowns and conditional formats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from officekit.excel.cell_input import TEXT_FORMAT, as_input, rectangle
from officekit.excel.formulas import formulas_of
from officekit.excel.merges import areas_in, areas_of, covered_cells, set_areas
from officekit.excel.placing import (
    Placed,
    anchor,
    has_own_columns,
    laid_like,
    restored_values,
    runs,
    same,
)
from officekit.excel.problems import WrongWorkbookError
from officekit.excel.sheet_size import (
    add_columns,
    cell_value,
    filled_width,
    fit_columns,
    fit_key_column,
    fit_rows,
    held_values,
    read_values,
    text_columns,
    used_size,
)
from officekit.excel.sheet_state import check_protection, writable
from officekit.model.location import Location
from officekit.model.schema import SheetName, normalize_heading
from officekit.model.sheet_content import SheetContent, SheetValue
from officekit.model.table import Cell, Table

if TYPE_CHECKING:
    import xlwings as xw

    from officekit.model.matrix import Change
    from officekit.writing import CellEdit

EXCHANGE_SHEETS = (SheetName.CONFLICTS, SheetName.RECEIPTS)
"""Sheets of the exchange with departments; a workbook of an earlier version lacks them."""
MATRIX_SHEETS = tuple(
    name for name in SheetName if name not in {SheetName.START, SheetName.CONFIG, *EXCHANGE_SHEETS}
)
"""Sheets that hold the matrix, in their usual order."""

_MOST_RUNS = 400


class Gateway:
    """The sheets of one open workbook.

    Args:
        book: the workbook.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._tables: dict[str, Table] = {}  # nobody types while a macro runs: read once

    def names(self) -> tuple[str, ...]:
        """Names of all sheets."""
        return tuple(sheet.name for sheet in self._book.sheets)

    def require(self, *names: str) -> None:
        """Make sure that sheets are there.

        Raises:
            WrongWorkbookError: one is missing.
        """
        missing = [name for name in names if name not in self.names()]
        if missing:
            listed = "、".join(f"“{name}”" for name in missing)
            raise WrongWorkbookError(
                f"工作簿“{self._book.name}”里没有工作表{listed}。",
                "请在“责任矩阵.xlsm”中按这个按钮；如果工作表被改名或删除，请恢复原名，"
                "或打开新的责任矩阵.xlsm，用“导入任务表”导入这个文件。",
            )

    def require_writable(self, *names: str) -> None:
        """Make sure that sheets can be written; those that are missing are passed over.

        Raises:
            SheetProtectedError: one is protected with a password.
        """
        present = self.names()
        for name in names:
            if name in present:
                check_protection(self.sheet(name))

    def sheet(self, name: str) -> xw.Sheet:
        """A sheet that is there."""
        return self._book.sheets[name]

    # -------------------------------------------------------------- reading

    def read(self) -> tuple[Table, ...]:
        """The sheets of the matrix as tables, each read in one go."""
        present = self.names()
        sheets = (*MATRIX_SHEETS, *EXCHANGE_SHEETS)
        return tuple(self.read_sheet(name) for name in sheets if name in present)

    def read_sheet(self, name: str) -> Table:
        """A sheet from A1 to its last used cell; trailing blank rows and columns are left off."""
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def _read(self, name: str) -> Table:
        sheet = self.sheet(name)
        height, width = used_size(sheet)
        grid = read_values(sheet, height, width)
        while grid and all(value in (None, "") for value in grid[-1]):
            grid.pop()
        width = max((filled_width(row) for row in grid), default=0)
        covered = covered_cells(sheet, len(grid), width) if grid and width else {}
        file = self._book.name
        rows = []
        for r, row in enumerate(grid, start=1):
            cells = []
            for c, value in enumerate(row[:width], start=1):
                anchor = covered.get((r, c))
                shown = value if anchor is None else grid[anchor[0] - 1][anchor[1] - 1]
                place = Location(file, None, None, name, r, c)
                cells.append(Cell(cell_value(shown), place, merged=anchor is not None))
            rows.append(tuple(cells))
        return Table(tuple(rows), name, Location(file=file, sheet=name, row=1, column=1))

    # -------------------------------------------------------------- writing

    def write(self, content: SheetContent, *, keep: str | None = None) -> None:
        """Replace what stands in a sheet, in one write.

        Args:
            content: what shall stand there.
            keep: heading whose content identifies a line; columns of the clerk's own follow it.
                ``None`` leaves own columns blank.

        Raises:
            WrongWorkbookError: the headings are not where they belong.
            SheetProtectedError: the sheet is protected with a password.
        """
        sheet = self.sheet(content.name)
        live = self.read_sheet(content.name)
        del self._tables[content.name]
        with writable(sheet):
            if content.name == SheetName.TASKS and add_columns(sheet, content, live):
                live = self._read(content.name)
            formulas: list[list[str]] = []
            if keep is not None and has_own_columns(content, live):
                formulas = formulas_of(sheet, held_values(live))
            rows = laid_like(content, live, keep, formulas)
            if content.first_line > 1:
                if content.name != SheetName.CROSS:
                    lines = {area for area in areas_in(live) if area[1][0] >= content.first_line}
                    set_areas(sheet, lines, merged=False)
                fit_rows(sheet, content.first_line, len(rows))
            if content.name == SheetName.CROSS:
                fit_columns(sheet, len(rows[content.first_line - 2]))
            height, width = used_size(sheet)
            width = max(width, *(len(row) for row in rows))
            height = max(height, len(rows))
            block = sheet.range((1, 1), (height, width))
            blank: list[Sequence[Placed]] = [()] * (height - len(rows))
            texts = text_columns(sheet, content.first_line, height, width)
            block.value = rectangle([*rows, *blank], width, texts, content.first_line)
            if content.first_line > 1:
                sheet.range((content.first_line, 1), (height, 1)).rows.autofit()
            if content.head_height is not None:
                sheet.range((content.first_line - 1, 1)).row_height = content.head_height

    def append(self, content: SheetContent, count: int) -> None:
        """Put the last lines of a content in behind those that stand there; nothing else changes.

        Args:
            content: the sheet as it would be written.
            count: how many of its last lines are new.
        """
        live = self.read_sheet(content.name)
        head = content.first_line - 1
        heads = [normalize_heading(str(value)) for value in content.rows[head - 1]]
        texts = [normalize_heading(cell.text) for cell in live.rows[head - 1]]
        places = {name: texts.index(name) for name in heads if name in texts}
        key = places[heads[0]]
        last = max((r for r in range(head, len(live.rows)) if live.rows[r][key].text), default=0)
        if not last:
            self.write(content, keep=heads[0])
            return
        sheet = self.sheet(content.name)
        del self._tables[content.name]
        first, left, right = last + 2, min(places.values()), max(places.values())
        lines: list[list[Placed]] = []
        for line in content.lines[-count:]:
            laid: list[Placed] = [None] * (right - left + 1)
            for name, value in zip(heads, line, strict=True):
                if name in places:
                    laid[places[name] - left] = value
            lines.append(laid)
        with writable(sheet):
            sheet.range(f"{first}:{first + count - 1}").insert("down")
            bottom = first + count - 1
            formats = text_columns(sheet, first, bottom, right + 1)
            shifted = frozenset(column - left for column in formats)
            block = sheet.range((first, left + 1), (bottom, right + 1))
            block.value = rectangle(lines, right - left + 1, shifted)
            block.rows.autofit()

    def write_cells(self, name: str, values: Mapping[tuple[int, int], SheetValue]) -> None:
        """Set single cells, adjacent ones of a column at once; all others are not touched.

        So the colours of single words in other cells stay.

        Args:
            name: sheet.
            values: by row and column, counted from 1.
        """
        if not values:
            return
        sheet = self.sheet(name)
        self._tables.pop(name, None)
        with writable(sheet):
            for row, column, run in runs(values):
                block = sheet.range((row, column), (row + len(run) - 1, column))
                texts = block.number_format == TEXT_FORMAT
                inputs = [[as_input(value, text_cell=texts)] for value in run]
                block.value = inputs if len(inputs) > 1 else inputs[0][0]

    def possible_edits(
        self, edits: Sequence[CellEdit]
    ) -> tuple[dict[tuple[int, int], SheetValue], list[Change], int]:
        """What can be set of corrections: a formula, or a cell that has changed, is left alone.

        Args:
            edits: of one sheet.

        Returns:
            Values by row and column, the lines that log them, and how many cells are left alone.
        """
        name = edits[0].sheet
        table = self.read_sheet(name)
        formulas = formulas_of(self.sheet(name), held_values(table))
        texts: dict[tuple[int, int], SheetValue] = {}
        log: list[Change] = []
        left = 0
        for edit in edits:
            row, column = anchor(table, edit.row, edit.column)
            now = table.rows[row - 1][column - 1].text
            is_formula = formulas[row - 1][column - 1].startswith("=") and now[:1] != "="
            if is_formula or (edit.before is not None and now != edit.before.strip()):
                left += 1
                continue
            texts[row, column] = edit.after if edit.number is None else edit.number
            log += edit.changes
        return texts, log, left

    def restore(self, table: Table) -> None:
        """Put back what a table holds: values and formulas; cells that are the same stay.

        Args:
            table: the sheet as it was, read from a saved copy.
        """
        sheet = self.sheet(table.name)
        self._tables.pop(table.name, None)
        lines = table.name != SheetName.META
        with writable(sheet):
            if lines:
                fit_rows(sheet, 4, len(table.rows))
            if table.name == SheetName.CROSS:
                fit_columns(sheet, table.width)
            if table.name == SheetName.TASKS:
                fit_key_column(sheet, table)
            height, width = used_size(sheet)
            height, width = max(height, len(table.rows)), max(width, table.width)
            now_merged = areas_of(covered_cells(sheet, height, width))
            merged = areas_in(table, now_merged)
            set_areas(sheet, now_merged - merged, merged=False)
            wanted = restored_values(table, height, width)
            now = read_values(sheet, height, width)
            formulas = formulas_of(sheet, now)
            changed = {
                (r, c): wanted[r - 1][c - 1]
                for r in range(1, height + 1)
                for c in range(1, width + 1)
                if not same(wanted[r - 1][c - 1], now[r - 1][c - 1], formulas[r - 1][c - 1])
            }
            _free_of_text_format(sheet, changed)
            first_line = 4 if lines else 1
            texts = text_columns(sheet, first_line, height, width)
            grid = rectangle(wanted, width, texts, first_line)
            blocks = runs(changed)
            if len(blocks) > _MOST_RUNS:
                sheet.range((1, 1), (height, width)).value = grid
            else:
                for row, column, run in blocks:
                    block = sheet.range((row, column), (row + len(run) - 1, column))
                    inputs = [[line[column - 1]] for line in grid[row - 1 : row - 1 + len(run)]]
                    block.value = inputs if len(inputs) > 1 else inputs[0][0]
            set_areas(sheet, merged - now_merged, merged=True)


def _free_of_text_format(sheet: xw.Sheet, values: Mapping[tuple[int, int], Placed]) -> None:
    """Take the number format ``@`` from cells that get a number or a formula.

    Rows that are put back have the formats of the first line; a formula would end up as a text.
    """
    others = {at: v for at, v in values.items() if v is not None and not isinstance(v, str)}
    for row, column, run in runs(others):
        block = sheet.range((row, column), (row + len(run) - 1, column))
        if block.number_format in {None, TEXT_FORMAT}:  # None: not all the same
            for cell in block:
                if cell.number_format == TEXT_FORMAT:
                    cell.number_format = "General"
