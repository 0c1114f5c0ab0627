"""The range of 单位名录 that a clerk selects, as a registry; read once for as long as it stays."""

from __future__ import annotations

from functools import lru_cache

from officekit.data import unit_families
from officekit.excel.cell_values import ERROR_VALUES, as_text, trimmed
from officekit.matrix.side_sheets import read_side_sheets
from officekit.model.schema import SheetName, normalize_heading
from officekit.model.table import Table
from officekit.model.unit import UnitRegistry

HEADINGS = ("单位名称", "别名", "层级")
_HEADER_ROWS = 10

_Records = tuple[tuple[str, ...], ...]


def units_of(registry: object) -> UnitRegistry:
    """The organisations in the columns of 单位名录.

    Args:
        registry: a range with the columns 单位名称, 别名 (one a line), 层级 in any order under
            their headings, or in this order without headings; other columns are left aside.
            Whole columns will do, and the names alone.

    Returns:
        The registry; empty where the range is.
    """
    rows = trimmed(registry)
    first, columns = _layout(rows)
    records = []
    for row in rows[first:]:
        texts = (as_text(row[i]) if 0 <= i < len(row) else "" for i in columns)
        record = tuple("" if text in ERROR_VALUES else text for text in texts)
        if record[0]:
            records.append(record)
    return _registry(tuple(records))


def _layout(rows: list[list[object]]) -> tuple[int, tuple[int, ...]]:
    """The first row of units, and the column of each heading (-1 where it is missing)."""
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        texts = [normalize_heading(as_text(cell)) for cell in row]
        places = [
            next((i for i, text in enumerate(texts) if text.startswith(heading)), -1)
            for heading in HEADINGS
        ]
        if places[0] >= 0:
            return number + 1, tuple(places)
    return 0, tuple(range(len(HEADINGS)))


@lru_cache(maxsize=8)
def _registry(records: _Records) -> UnitRegistry:
    """The registry of rows that are read in the same way as the sheet of a file."""
    table = Table.from_values([HEADINGS, *records], name=SheetName.UNITS)
    return read_side_sheets([table], unit_families()).registry
