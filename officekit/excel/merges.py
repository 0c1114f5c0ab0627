"""Merged cells of a live sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]


def covered_cells(sheet: xw.Sheet, height: int, width: int) -> dict[Place, Place]:
    """Covered cell → first cell of its merge, for a block from A1 on; both counted from 1.

    Excel tells of a block only whether all of it, none of it or a part is merged, so the block
    is halved until that is clear: few questions where few cells are merged.
    """
    covered: dict[Place, Place] = {}
    blocks = [(1, 1, height, width)]
    while blocks:
        top, left, bottom, right = blocks.pop()
        if all((r, c) in covered for r in (top, bottom) for c in (left, right)) and (
            covered[top, left] == covered[bottom, right]
        ):
            continue
        merged = sheet.range((top, left), (bottom, right)).merge_cells
        if merged is False:
            continue
        if (top, left) == (bottom, right):
            _note(sheet, (top, left), covered)
        elif bottom - top >= right - left:
            middle = (top + bottom) // 2
            blocks += [(middle + 1, left, bottom, right), (top, left, middle, right)]
        else:
            middle = (left + right) // 2
            blocks += [(top, middle + 1, bottom, right), (top, left, bottom, middle)]
    return covered


def _note(sheet: xw.Sheet, place: Place, covered: dict[Place, Place]) -> None:
    """Add the cells that the merge of a cell covers."""
    area = sheet.range(place).merge_area
    first = (int(area.row), int(area.column))
    rows, columns = area.shape
    for r in range(first[0], first[0] + rows):
        for c in range(first[1], first[1] + columns):
            if (r, c) != first:
                covered[r, c] = first
