"""Merged cells of a live sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from officekit.model.table import Table

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]
Area = tuple[Place, Place]
"""First and last cell, both counted from 1."""


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


def areas_of(covered: Mapping[Place, Place]) -> set[Area]:
    """The merged areas to covered cells and their first cells."""
    last: dict[Place, Place] = {}
    for place, first in covered.items():
        row, column = last.get(first, first)
        last[first] = (max(row, place[0]), max(column, place[1]))
    return set(last.items())


def areas_in(table: Table, likely: Iterable[Area] = ()) -> set[Area]:
    """The merged areas of a table, in which covered cells repeat what their first cell holds.

    Args:
        table: as it was read.
        likely: areas that are taken wherever the table allows them: which cell a blank covered
            cell belongs to is not always clear, and a table ends with its last filled line.
    """
    free = {
        (r, c)
        for r, row in enumerate(table.rows, start=1)
        for c, cell in enumerate(row, start=1)
        if cell.merged
    }
    areas = {area for area in likely if _allows(table, area)}
    for (top, left), (bottom, right) in areas:
        free -= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    for r, row in enumerate(table.rows, start=1) if free else ():
        for c, cell in enumerate(row, start=1):
            if cell.merged or not {(r, c + 1), (r + 1, c)} & free:
                continue
            like = {(y, x) for y, x in free if table.rows[y - 1][x - 1].value == cell.value}
            bottom, right = r, c
            while (r, right + 1) in like:
                right += 1
            while all((bottom + 1, x) in like for x in range(c, right + 1)):
                bottom += 1
            if (bottom, right) != (r, c):
                areas.add(((r, c), (bottom, right)))
                free -= {(y, x) for y in range(r, bottom + 1) for x in range(c, right + 1)}
    return areas


def _allows(table: Table, area: Area) -> bool:
    """Whether a table holds nothing that an area, if it is merged, would not show."""
    (top, left), (bottom, right) = area
    held = [cell for row in table.rows[top - 1 : bottom] for cell in row[left - 1 : right]]
    if top > len(table.rows) or left > len(table.rows[top - 1]):
        return all(cell.value in (None, "") for cell in held)
    first, *covered = held
    return not first.merged and all(c.merged and c.value == first.value for c in covered)


def set_areas(sheet: xw.Sheet, areas: Iterable[Area], *, merged: bool) -> None:
    """Merge areas, or take them apart; of a merged area only the first cell may hold anything."""
    for first, last in sorted(areas):
        block = sheet.range(first, last)
        if merged:
            block.merge()
        else:
            block.unmerge()


def _note(sheet: xw.Sheet, place: Place, covered: dict[Place, Place]) -> None:
    """Add the cells that the merge of a cell covers."""
    area = sheet.range(place).merge_area
    first = (int(area.row), int(area.column))
    rows, columns = area.shape
    for r in range(first[0], first[0] + rows):
        for c in range(first[1], first[1] + columns):
            if (r, c) != first:
                covered[r, c] = first
