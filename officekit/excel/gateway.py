"""Live sheets ↔ tables: one bulk read and one bulk write a sheet.

Formats, column widths, filters, own columns and the selection stay as the clerk left them: rows
and columns are put in or taken out in the middle of a list, so that Excel itself extends formats,
print areas, dropdowns and conditional formats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from officekit.config import DEFAULT_CONFIG
from officekit.excel.cell_input import TEXT_FORMAT, as_input, rectangle
from officekit.excel.merges import areas_in, areas_of, covered_cells, set_areas
from officekit.excel.placing import (
    FEWEST_CROSS_COLUMNS,
    FEWEST_CROSS_LINES,
    FEWEST_LINES,
    Placed,
    anchor,
    has_own_columns,
    laid_like,
    restored_values,
    runs,
    same,
)
from officekit.excel.problems import WrongWorkbookError
from officekit.excel.sheet_state import check_protection, writable
from officekit.model.location import Location
from officekit.model.schema import ROW_KEY, SheetName, normalize_heading
from officekit.model.sheet_content import SheetContent, SheetValue
from officekit.model.table import Cell, CellValue, Table

if TYPE_CHECKING:
    import xlwings as xw

    from officekit.model.matrix import Change
    from officekit.writing import CellEdit

MATRIX_SHEETS = tuple(name for name in SheetName if name not in {SheetName.START, SheetName.CONFIG})
"""Sheets that hold the matrix, in their usual order."""

_UNIT_COLUMN = 3  # 责任矩阵: first unit column
_HEAD_ROWS = 10
_CHUNK = 5_000  # rows
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

    def require(self, *names: SheetName) -> None:
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
        return tuple(self.read_sheet(name) for name in MATRIX_SHEETS if name in present)

    def read_sheet(self, name: str) -> Table:
        """A sheet from A1 to its last used cell; trailing blank rows and columns are left off."""
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def _read(self, name: str) -> Table:
        sheet = self.sheet(name)
        height, width = _used(sheet)
        grid = _values(sheet, height, width)
        while grid and all(value in (None, "") for value in grid[-1]):
            grid.pop()
        width = max((_filled_width(row) for row in grid), default=0)
        covered = covered_cells(sheet, len(grid), width) if grid and width else {}
        file = self._book.name
        rows = []
        for r, row in enumerate(grid, start=1):
            cells = []
            for c, value in enumerate(row[:width], start=1):
                anchor = covered.get((r, c))
                shown = value if anchor is None else grid[anchor[0] - 1][anchor[1] - 1]
                place = Location(file, None, None, name, r, c)
                cells.append(Cell(_cell_value(shown), place, merged=anchor is not None))
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
            if content.name == SheetName.TASKS and _add_columns(sheet, content, live):
                live = self._read(content.name)
            formulas: list[list[str]] = []
            if keep is not None and has_own_columns(content, live):
                formulas = self.formulas(content.name, len(live.rows), live.width)
            rows = laid_like(content, live, keep, formulas)
            if content.first_line > 1:
                if content.name != SheetName.CROSS:
                    lines = {area for area in areas_in(live) if area[1][0] >= content.first_line}
                    set_areas(sheet, lines, merged=False)
                _fit_rows(sheet, content.first_line, len(rows))
            if content.name == SheetName.CROSS:
                _fit_columns(sheet, len(rows[content.first_line - 2]))
            height, width = _used(sheet)
            width = max(width, *(len(row) for row in rows))
            height = max(height, len(rows))
            block = sheet.range((1, 1), (height, width))
            blank: list[Sequence[Placed]] = [()] * (height - len(rows))
            texts = _text_columns(sheet, content.first_line, height, width)
            block.value = rectangle([*rows, *blank], width, texts, content.first_line)
            if content.first_line > 1:
                sheet.range((content.first_line, 1), (height, 1)).rows.autofit()
            if content.head_height is not None:
                sheet.range((content.first_line - 1, 1)).row_height = content.head_height

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
            edits: corrections of one sheet.

        Returns:
            Texts by row and column, the lines that log them, and how many cells are left alone.
        """
        name = edits[0].sheet
        table = self.read_sheet(name)
        formulas = self.formulas(name, len(table.rows), table.width)
        texts: dict[tuple[int, int], SheetValue] = {}
        log: list[Change] = []
        left = 0
        for edit in edits:
            row, column = anchor(table, edit.row, edit.column)
            now = table.rows[row - 1][column - 1].text
            is_formula = formulas[row - 1][column - 1].startswith("=") and now[:1] != "="
            if is_formula or now != edit.before.strip():
                left += 1
                continue
            texts[row, column] = edit.after
            log += edit.changes
        return texts, log, left

    def formulas(self, name: str, height: int, width: int) -> list[list[str]]:
        """The formulas of a block from A1 on; constants as text."""
        read: Any = self.sheet(name).range((1, 1), (height, width)).formula
        if height == width == 1:
            return [[str(read)]]
        rows = [read] if height == 1 and not isinstance(read[0], (tuple, list)) else read
        return [[str(value) for value in row] for row in rows]

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
                _fit_rows(sheet, 4, len(table.rows))
            if table.name == SheetName.CROSS:
                _fit_columns(sheet, table.width)
            if table.name == SheetName.TASKS:
                _fit_key_column(sheet, table)
            height, width = _used(sheet)
            height, width = max(height, len(table.rows)), max(width, table.width)
            now_merged = areas_of(covered_cells(sheet, height, width))
            merged = areas_in(table, now_merged)
            set_areas(sheet, now_merged - merged, merged=False)
            wanted = restored_values(table, height, width)
            now = _values(sheet, height, width)
            formulas = self.formulas(table.name, height, width)
            changed = {
                (r, c): wanted[r - 1][c - 1]
                for r in range(1, height + 1)
                for c in range(1, width + 1)
                if not same(wanted[r - 1][c - 1], now[r - 1][c - 1], formulas[r - 1][c - 1])
            }
            _free_of_text_format(sheet, changed)
            first_line = 4 if lines else 1
            texts = _text_columns(sheet, first_line, height, width)
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


# ------------------------------------------------------------------ sizes


def _used(sheet: xw.Sheet) -> tuple[int, int]:
    """Last used row and column, counted from 1; formats count."""
    last = sheet.used_range.last_cell
    return int(last.row), int(last.column)


def _values(sheet: xw.Sheet, height: int, width: int) -> list[list[Any]]:
    """Values of a block from A1 on.

    A sheet that is formatted down to its last row is read piece by piece up to a blank piece.
    """
    if height * width <= DEFAULT_CONFIG.limits.cells:
        return _block(sheet, 1, height, width)
    grid: list[list[Any]] = []
    for first in range(1, height + 1, _CHUNK):
        piece = _block(sheet, first, min(first + _CHUNK - 1, height), width)
        if all(value in (None, "") for row in piece for value in row):
            break
        grid += piece
    return grid


def _block(sheet: xw.Sheet, first: int, last: int, width: int) -> list[list[Any]]:
    block = sheet.range((first, 1), (last, width))
    values: Any = block.options(ndim=2, err_to_str=True).value
    return [list(row) for row in values]


def _fit_rows(sheet: xw.Sheet, first_line: int, height: int) -> None:
    """Put in or take out whole rows so that the sheet ends where its content will."""
    least = FEWEST_CROSS_LINES if sheet.name == SheetName.CROSS else FEWEST_LINES
    used = max(_used(sheet)[0], first_line + least - 1)
    wanted = max(height, first_line + least - 1)
    second = first_line + 1
    if wanted > used:
        sheet.range(f"{second}:{second + wanted - used - 1}").insert("down")
    elif wanted < used:
        sheet.range(f"{second}:{second + used - wanted - 1}").delete("up")


def _add_columns(sheet: xw.Sheet, content: SheetContent, live: Table) -> bool:
    """Put new columns of the list in before 行标识, its last column; whether there are any."""
    head = content.first_line - 2
    if len(live.rows) <= head:
        return False
    texts = [normalize_heading(cell.text) for cell in live.rows[head]]
    new = [h for h in map(str, content.rows[head]) if normalize_heading(h) not in texts]
    key = normalize_heading(ROW_KEY.heading)
    if not new or key not in texts:
        return False
    first = texts.index(key) + 1
    block = sheet.range((1, first), (1, first + len(new) - 1))
    block.api.EntireColumn.Insert()
    sheet.range((head + 1, first)).value = [as_input(heading) for heading in new]
    return True


def _fit_key_column(sheet: xw.Sheet, table: Table) -> None:
    """Put 行标识, the hidden column of the list, back where a table has it."""
    key = normalize_heading(ROW_KEY.heading)
    for row, cells in enumerate(table.rows[:_HEAD_ROWS], start=1):
        texts = [normalize_heading(cell.text) for cell in cells]
        if key not in texts:
            continue
        wanted = texts.index(key) + 1
        last = max(_used(sheet)[1], 2)
        now = [normalize_heading(str(v or "")) for v in _block(sheet, row, row, last)[0]]
        column = now.index(key) + 1 if key in now else wanted
        if column > wanted:
            sheet.range((1, wanted), (1, column - 1)).api.EntireColumn.Delete()
        elif column < wanted:
            sheet.range((1, column), (1, wanted - 1)).api.EntireColumn.Insert()
        return


def _fit_columns(sheet: xw.Sheet, width: int) -> None:
    """Put in or take out unit columns of 责任矩阵."""
    used = max(_used(sheet)[1], FEWEST_CROSS_COLUMNS)
    wanted = max(width, FEWEST_CROSS_COLUMNS)
    first = _UNIT_COLUMN + 1
    if wanted > used:
        sheet.range((1, first), (1, first + wanted - used - 1)).api.EntireColumn.Insert()
    elif wanted < used:
        sheet.range((1, first), (1, first + used - wanted - 1)).api.EntireColumn.Delete()


def _text_columns(sheet: xw.Sheet, first_line: int, height: int, width: int) -> frozenset[int]:
    """Columns, counted from 0, whose lines all have the number format ``@``."""
    return frozenset(
        column - 1
        for column in range(1, width + 1)
        if sheet.range((first_line, column), (height, column)).number_format == TEXT_FORMAT
    )


def _filled_width(row: Sequence[Any]) -> int:
    return next((i for i in range(len(row), 0, -1) if row[i - 1] not in (None, "")), 0)


def _cell_value(value: Any) -> CellValue:
    """A value as COM hands it over, as a cell stores it."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if hasattr(value, "isoformat"):
        moment: CellValue = value
        return moment
    return float(value)  # currency comes as Decimal
