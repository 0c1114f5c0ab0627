"""Cells far away from the table of a returned sheet."""

from __future__ import annotations

from collections.abc import Iterable

from officekit.model.location import column_letters
from officekit.model.returned import ReturnedSheet
from officekit.reading.grid import SparseSheet, extent


def far_cells(sheets: Iterable[ReturnedSheet], most_cells: int) -> tuple[str, ...]:
    """References (``XFD1048576``) of the cells that large gaps divide from the main block.

    Args:
        sheets: of one workbook; they keep the cells.
        most_cells: largest grid.

    Raises:
        FileRefusedError: no block of cells has a grid as small as that.
    """
    found: list[str] = []
    for sheet in sheets:
        rows = {row: dict(cells) for row, cells in sheet.rows.items()}
        last_row, last_column = extent(SparseSheet(sheet.name, rows), most_cells)
        found += (
            f"{column_letters(column)}{row}"
            for row, cells in sorted(sheet.rows.items())
            for column in sorted(cells)
            if row > last_row or column > last_column
        )
    return tuple(found)
