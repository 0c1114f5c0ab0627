"""How far a live sheet reaches: reading all of it, and putting rows and columns in or out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from officekit.config import DEFAULT_CONFIG
from officekit.excel.cell_input import TEXT_FORMAT, as_input
from officekit.excel.placing import FEWEST_CROSS_COLUMNS, FEWEST_CROSS_LINES, FEWEST_LINES
from officekit.model.schema import ROW_KEY, SheetName, normalize_heading
from officekit.model.sheet_content import SheetContent
from officekit.model.table import CellValue, Table

if TYPE_CHECKING:
    import xlwings as xw

_UNIT_COLUMN = 3  # 责任矩阵: first unit column
_HEAD_ROWS = 10
_CHUNK = 5_000  # rows


def used_size(sheet: xw.Sheet) -> tuple[int, int]:
    """Last used row and column, counted from 1; formats count."""
    last = sheet.used_range.last_cell
    return int(last.row), int(last.column)


def read_values(sheet: xw.Sheet, height: int, width: int) -> list[list[Any]]:
    """Values of a block from A1 on.

    A sheet that is formatted down to its last row is read piece by piece up to a blank piece.
    """
    if height * width <= DEFAULT_CONFIG.limits.cells:
        return read_block(sheet, 1, height, width)
    grid: list[list[Any]] = []
    for first in range(1, height + 1, _CHUNK):
        piece = read_block(sheet, first, min(first + _CHUNK - 1, height), width)
        if all(value in (None, "") for row in piece for value in row):
            break
        grid += piece
    return grid


def read_block(sheet: xw.Sheet, first: int, last: int, width: int) -> list[list[Any]]:
    """Values of whole rows from the first column on."""
    block = sheet.range((first, 1), (last, width))
    values: Any = block.options(ndim=2, err_to_str=True).value
    return [list(row) for row in values]


def fit_rows(sheet: xw.Sheet, first_line: int, height: int) -> None:
    """Put in or take out whole rows so that the sheet ends where its content will."""
    least = FEWEST_CROSS_LINES if sheet.name == SheetName.CROSS else FEWEST_LINES
    used = max(used_size(sheet)[0], first_line + least - 1)
    wanted = max(height, first_line + least - 1)
    second = first_line + 1
    if wanted > used:
        sheet.range(f"{second}:{second + wanted - used - 1}").insert("down")
    elif wanted < used:
        sheet.range(f"{second}:{second + used - wanted - 1}").delete("up")


def add_columns(sheet: xw.Sheet, content: SheetContent, live: Table) -> bool:
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


def fit_key_column(sheet: xw.Sheet, table: Table) -> None:
    """Put 行标识, the hidden column of the list, back where a table has it."""
    key = normalize_heading(ROW_KEY.heading)
    for row, cells in enumerate(table.rows[:_HEAD_ROWS], start=1):
        texts = [normalize_heading(cell.text) for cell in cells]
        if key not in texts:
            continue
        wanted = texts.index(key) + 1
        last = max(used_size(sheet)[1], 2)
        now = [normalize_heading(str(v or "")) for v in read_block(sheet, row, row, last)[0]]
        column = now.index(key) + 1 if key in now else wanted
        if column > wanted:
            sheet.range((1, wanted), (1, column - 1)).api.EntireColumn.Delete()
        elif column < wanted:
            sheet.range((1, column), (1, wanted - 1)).api.EntireColumn.Insert()
        return


def fit_columns(sheet: xw.Sheet, width: int) -> None:
    """Put in or take out unit columns of 责任矩阵."""
    used = max(used_size(sheet)[1], FEWEST_CROSS_COLUMNS)
    wanted = max(width, FEWEST_CROSS_COLUMNS)
    first = _UNIT_COLUMN + 1
    if wanted > used:
        sheet.range((1, first), (1, first + wanted - used - 1)).api.EntireColumn.Insert()
    elif wanted < used:
        sheet.range((1, first), (1, first + used - wanted - 1)).api.EntireColumn.Delete()


def text_columns(sheet: xw.Sheet, first_line: int, height: int, width: int) -> frozenset[int]:
    """Columns, counted from 0, whose lines all have the number format ``@``."""
    return frozenset(
        column - 1
        for column in range(1, width + 1)
        if sheet.range((first_line, column), (height, column)).number_format == TEXT_FORMAT
    )


def held_values(table: Table) -> list[list[CellValue]]:
    """The values of a table."""
    return [[cell.value for cell in row] for row in table.rows]


def filled_width(row: Sequence[Any]) -> int:
    """How many cells of a row there are up to the last one that is not blank."""
    return next((i for i in range(len(row), 0, -1) if row[i - 1] not in (None, "")), 0)


def cell_value(value: Any) -> CellValue:
    """A value as COM hands it over, as a cell stores it."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if hasattr(value, "isoformat"):
        moment: CellValue = value
        return moment
    return float(value)  # currency comes as Decimal
