"""Reading and writing the values and formulas of a rectangle."""

from __future__ import annotations

import datetime as dt
import decimal
import functools
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.formula import ArrayFormula

from tests.excel.engine.areas import Area
from tests.excel.engine.errors import com_error, refused
from tests.excel.engine.values import (
    EPOCH,
    ERRORS,
    LONGEST_TEXT,
    LONGEST_TOLD,
    Entry,
    as_general,
    evaluate,
    parse_entry,
    serial,
)

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet

_MOST_CELLS = 20_000_000
_OUT_OF_MEMORY = -2147024882


def _rows(area: Area, get: Any) -> Any:
    """The scalar of one cell, else a tuple of rows."""
    if area.is_cell:
        return get(area.top, area.left)
    if area.height * area.width > _MOST_CELLS:
        raise com_error(_OUT_OF_MEMORY, "Not enough memory resources are available.")
    columns = range(area.left, area.right + 1)
    return tuple(
        tuple(get(row, column) for column in columns) for row in range(area.top, area.bottom + 1)
    )


def read_values(sheet: Worksheet, area: Area, *, dates: bool = True) -> Any:
    """``Range.Value`` (``Value2`` without ``dates``): numbers are floats, empty cells None."""
    return _rows(area, lambda row, column: cell_value(sheet, row, column, dates=dates))


def read_formulas(sheet: Worksheet, area: Area) -> Any:
    """``Range.Formula``: formulas with =, constants as text, empty cells as empty text."""
    return _rows(area, lambda row, column: cell_formula(sheet, row, column))


def cell_value(sheet: Worksheet, row: int, column: int, *, dates: bool = True) -> Any:
    """The value of a cell as COM hands it over."""
    cell = sheet._peek(row, column)
    if cell is None or cell.value is None:
        return None
    value = cell.value
    if cell.data_type == "f":
        value = formula_result(sheet, row, column)
    if cell.data_type == "e" or (cell.data_type == "f" and value in ERRORS):
        return ERRORS.get(str(value), value)
    return _as_com(value, dates=dates and _shows_date(cell.number_format))


@functools.cache
def _shows_date(number_format: str) -> bool:
    return is_date_format(number_format)


def formula_result(sheet: Worksheet, row: int, column: int) -> Any:
    """The value of a formula: as saved, or as the double can evaluate; else None."""
    at = (row, column)
    if at in sheet._results:
        return sheet._results[at]
    return evaluate(formula_text(sheet._peek(row, column)))


def formula_text(cell: Any) -> str:
    """The text of a cell's formula with its =."""
    text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
    return str(text) if str(text).startswith("=") else f"={text}"


def cell_formula(sheet: Worksheet, row: int, column: int) -> str:
    """The formula of a cell, or its constant as text, which Excel does not tell if it is long."""
    cell = sheet._peek(row, column)
    if cell is None or cell.value is None:
        return ""
    if cell.data_type == "f":
        return formula_text(cell)
    if isinstance(cell.value, str) and len(cell.value) > LONGEST_TOLD:
        raise refused("Unable to get the Formula property of the Range class")
    value = _as_com(cell.value, dates=False)
    if isinstance(value, bool):
        return str(value).upper()
    return as_general(value) if isinstance(value, float) else str(value)


def _as_com(value: Any, *, dates: bool) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, dt.timedelta):
        moment: dt.datetime | None = EPOCH + value
    elif isinstance(value, dt.time):
        moment = dt.datetime.combine(EPOCH.date(), value)
    elif isinstance(value, dt.datetime):
        moment = value
    elif isinstance(value, dt.date):
        moment = dt.datetime.combine(value, dt.time())
    else:
        moment = None
    if moment is None and dates:
        moment = EPOCH + dt.timedelta(days=float(value))
    if moment is None:
        return float(value)
    return moment.replace(tzinfo=dt.UTC) if dates else serial(moment)


def write(sheet: Worksheet, area: Area, data: Any, *, is_formula: bool = False) -> None:
    """Write a value into every cell, or a block cell by cell.

    A block that is too small leaves #N/A in the rest; a single row or column is repeated.

    Raises:
        com_error: a cell is locked, a text too long or a formula broken; nothing is written then.
        AssertionError: a block over rows that a filter hides, which Excel garbles.
        TypeError: a value that COM cannot carry.
    """
    sheet._check_unfiltered(area, "array written into a filtered range")
    sheet._check_unlocked(area)
    rows = _block(data)
    entries: list[tuple[int, int, Any]] = []
    for row, column in area.positions():
        if isinstance(sheet._peek(row, column), MergedCell):
            continue
        value = data if rows is None else _pick(rows, row - area.top, column - area.left)
        if rows is None and is_formula and isinstance(value, str) and value.startswith("="):
            value = _translated(value, area, row, column)
        entries.append((row, column, _prepared(sheet, row, column, value)))
    for row, column, entry in entries:
        put(sheet, row, column, entry)
    sheet._changed()


def _block(data: Any) -> list[list[Any]] | None:
    if not isinstance(data, list | tuple):
        return None
    if not data:
        raise TypeError("an empty sequence is no value of a cell")
    if isinstance(data[0], list | tuple):
        if len({len(row) for row in data}) > 1:
            raise TypeError("All dimensions must be a sequence of the same size")
        return [list(row) for row in data]
    return [list(data)]


def _pick(rows: list[list[Any]], row: int, column: int) -> Any:
    row = 0 if len(rows) == 1 else row
    if row >= len(rows):
        return "#N/A"
    column = 0 if len(rows[row]) == 1 else column
    return rows[row][column] if column < len(rows[row]) else "#N/A"


def _translated(formula: str, area: Area, row: int, column: int) -> str:
    origin = Area(area.top, area.left, area.top, area.left).plain
    target = Area(row, column, row, column).plain
    return str(Translator(formula, origin=origin).translate_formula(target))


def _prepared(sheet: Worksheet, row: int, column: int, value: Any) -> Entry:
    """What is to stand in the cell; raises before anything is written."""
    number_format = sheet._style_source(row, column).number_format
    if value is None or value == "":
        return Entry(None)
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise refused("Application-defined or object-defined error")
        if number_format == "@":
            has_prefix = value.startswith("'")
            return Entry(value[has_prefix:], has_prefix=has_prefix)
        entry = parse_entry(value, dt.datetime.now(dt.UTC).date())
        if entry is None:
            raise refused("Application-defined or object-defined error")
        return entry
    if number_format == "@":
        return Entry(_as_text(value))
    if isinstance(value, bool):
        return Entry(value)
    if isinstance(value, int | float | decimal.Decimal):
        return Entry(float(value))
    if isinstance(value, dt.datetime):
        plain = value.replace(tzinfo=None)
        return Entry(plain, "yyyy/m/d h:mm" if plain.time() != dt.time() else "yyyy/m/d")
    raise TypeError(
        f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT"
    )


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return f"{value.year}/{value.month}/{value.day}"
    return as_general(float(value))


def put(sheet: Worksheet, row: int, column: int, entry: Entry) -> None:
    """Put a prepared entry into a cell; a formula put in again keeps its saved value."""
    if entry.value is None and sheet._peek(row, column) is None:
        return
    cell = sheet._cell(row, column)
    if not (entry.is_formula and cell.data_type == "f" and formula_text(cell) == entry.value):
        sheet._results.pop((row, column), None)
    was = cell.number_format
    if isinstance(entry.value, dt.datetime) and was != "General":
        is_date = cell.is_date or any(char in was.lower() for char in "ymdhs")
        cell.value = entry.value if is_date else serial(entry.value)
        cell.number_format = was
    else:
        cell.value = entry.value
    if isinstance(entry.value, str):
        cell.data_type = "f" if entry.is_formula else "e" if entry.is_error else "s"
    if was == "General":
        cell.number_format = entry.number_format or was
    if entry.has_prefix or cell.quotePrefix:
        cell.quotePrefix = entry.has_prefix
