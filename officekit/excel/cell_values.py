"""Values that Excel hands to a function in a cell, and what such a function hands back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any, ParamSpec

from officekit.model.table import text_of

Cells = list[list[Any]]
"""A range or a result, row by row; one cell is ``[[value]]``. Values are text, numbers, dates,
booleans and ``None``."""

ERROR_VALUES = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)
"""What an error in a cell looks like as text."""

LONGEST = 32_767
"""Characters that a cell of Excel can hold."""

_EPOCH = datetime.combine(date(1899, 12, 30), time())
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_415
"""Excel's numbers for the days from 2000 to 2100."""
_YEAR = re.compile(r"(20\d\d) ?年?度?")

_LONGEST_RESULT = 255
_CUT = "……（太长，没有显示完）"

_Arguments = ParamSpec("_Arguments")


def never_raising(function: Callable[_Arguments, Cells]) -> Callable[_Arguments, Cells]:
    """A function in a cell that says in words what went wrong, where Excel shows ``#VALUE!``."""

    @wraps(function)
    def safe(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> Cells:
        try:
            return [[_shown(cell) for cell in row] for row in function(*args, **kwargs)]
        except Exception as error:  # noqa: BLE001 - Excel would show #VALUE! and no reason
            return [[f"无法计算（{type(error).__name__}），请把这一格的内容发给维护人员。"]]

    return safe


def _shown(cell: Any) -> Any:
    """A result that Excel can take: a longer text in an array becomes ``#VALUE!``."""
    if isinstance(cell, str) and len(cell) > _LONGEST_RESULT:
        return cell[: _LONGEST_RESULT - len(_CUT)] + _CUT
    return cell


def as_cells(value: object) -> Cells:
    """A single value, a row of values or a range as rows of one length."""
    if not isinstance(value, (list, tuple)):
        return [[value]]
    if not any(isinstance(row, (list, tuple)) for row in value):
        return [list(value)]
    rows = [list(row) if isinstance(row, (list, tuple)) else [row] for row in value]
    width = max(len(row) for row in rows)
    return [row + [None] * (width - len(row)) for row in rows]


def as_text(value: object) -> str:
    """A value as a text without blanks at its ends, as long as a cell can hold at most."""
    if not (value is None or isinstance(value, (str, float, int, date, time))):
        value = str(value)  # Decimal of a cell in currency
    text = text_of(value)
    return text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").strip()


def error_text(text: str) -> str:
    """What a function says to an error in the cell that it reads; empty for other texts."""
    return f"引用的单元格有错误（{text}）" if text in ERROR_VALUES else ""


def each_cell(cells: object, function: Callable[[str], object]) -> Cells:
    """The results for all cells of a range, in its shape; blank for blank cells."""
    return [[result_of(cell, function) for cell in row] for row in as_cells(cells)]


def result_of(cell: object, function: Callable[[str], object]) -> object:
    """The result for the text of one cell: blank for a blank, words for an error."""
    text = as_text(cell)
    if not text:
        return ""
    return error_text(text) or clipped(function(text))


def clipped(result: object) -> object:
    """A result as long as a cell can hold at most."""
    return result[:LONGEST] if isinstance(result, str) else result


def first_value(value: object) -> object:
    """The first cell of a range, or the value itself; ``None`` for an empty one."""
    rows = as_cells(value)
    return rows[0][0] if rows and rows[0] else None


def joined_text(texts: object) -> str:
    """The texts of all cells of a range, line by line."""
    return "\n".join(text for row in as_cells(texts) for cell in row if (text := as_text(cell)))


def trimmed(cells: object) -> Cells:
    """A range, which may be whole columns, without the blank rows at its end."""
    rows = as_cells(cells)
    last = len(rows)
    while last and all(cell is None or cell == "" for cell in rows[last - 1]):
        last -= 1
    return rows[:last]


def as_year(value: object) -> int | None:
    """The year that a cell means: 2025, 2025年 or a date; ``None`` for anything else."""
    found = first_value(value)
    if isinstance(found, date):
        return found.year
    match = _YEAR.fullmatch(as_text(found))
    return int(match[1]) if match else None


def midnight(day: date) -> datetime:
    """A day as Excel keeps it, without a time zone."""
    return datetime.combine(date(day.year, day.month, day.day), time())


def as_date(value: object) -> datetime | None:
    """The day that a cell holds as a date or as Excel's number for one (45838)."""
    if isinstance(value, date):
        return midnight(value)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    known = _FIRST_SERIAL <= value < _LAST_SERIAL
    return _EPOCH + timedelta(days=int(value)) if known else None


def as_count(value: object, default: int, most: int) -> int:
    """How many are wanted: a whole number from 1 on, else the default."""
    try:
        number = int(float(as_text(first_value(value))))
    except (ValueError, OverflowError):
        return default
    return min(number, most) if number >= 1 else default
