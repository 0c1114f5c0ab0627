"""Cells far away from the table of a returned sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from officekit.model.location import column_letters
from officekit.model.returned import ReturnedSheet
from officekit.reading.grid import COLUMN_GAP, ROW_GAP, SparseSheet, extent, take_stray

_MOST_TOLD: Final = 200
_LONGEST_TEXT: Final = 200
_WHOLE_SHEET: Final = 1_048_576 * 16_384


def take_far(
    sheets: Iterable[ReturnedSheet],
) -> tuple[tuple[ReturnedSheet, ...], tuple[str, ...]]:
    """Take the cells that large gaps divide from the main block out of their sheets.

    Args:
        sheets: of one workbook.

    Returns:
        The sheets without them, and what they were (``XFD1048576=1``).
    """
    kept: list[ReturnedSheet] = []
    told: list[str] = []
    for sheet in sheets:
        last_column = max((max(cells) for cells in sheet.rows.values()), default=0)
        if max(sheet.rows, default=0) <= ROW_GAP and last_column <= COLUMN_GAP:
            kept.append(sheet)
            continue
        sparse = SparseSheet(
            sheet.name,
            {row: dict(cells) for row, cells in sheet.rows.items()},
            dict(sheet.formulas),
        )
        stray = take_stray(sparse, *extent(sparse, _WHOLE_SHEET))
        kept.append(replace(sheet, rows=sparse.rows) if stray else sheet)
        told += (
            f"{column_letters(far.column)}{far.row}={far.text[:_LONGEST_TEXT]}" for far in stray
        )
    return tuple(kept), tuple(told[:_MOST_TOLD])
