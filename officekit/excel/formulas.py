"""Formulas of a live sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings as xw

_LONGEST_TOLD = 8_000
"""Excel fails to tell the formulas of a block with a text of more than about 8,200 characters.
No formula is as long."""


def formulas_of(sheet: xw.Sheet, values: Sequence[Sequence[object]]) -> list[list[str]]:
    """The formulas of a block from A1 on; constants as text.

    Args:
        sheet: with the block.
        values: what the cells of the block hold, at least one; rows of one length.
    """
    told: list[list[str]] = []
    for first, last in _blocks(values):
        if first < last or not any(map(_is_long, values[first - 1])):
            told += _block(sheet, (first, 1), (last, len(values[first - 1])))
            continue
        told.append(
            [
                str(value) if _is_long(value) else _block(sheet, (first, c), (first, c))[0][0]
                for c, value in enumerate(values[first - 1], start=1)
            ]
        )
    return told


def _blocks(values: Sequence[Sequence[object]]) -> list[tuple[int, int]]:
    """First and last rows, counted from 1: a row with a long text stands alone."""
    blocks: list[tuple[int, int]] = []
    open_block = False
    for number, row in enumerate(values, start=1):
        alone = any(map(_is_long, row))
        if open_block and not alone:
            blocks[-1] = (blocks[-1][0], number)
        else:
            blocks.append((number, number))
        open_block = not alone
    return blocks


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > _LONGEST_TOLD


def _block(sheet: xw.Sheet, first: tuple[int, int], last: tuple[int, int]) -> list[list[str]]:
    read: Any = sheet.range(first, last).formula
    if first == last:
        return [[str(read)]]
    one_row = first[0] == last[0] and not isinstance(read[0], (tuple, list))
    return [[str(value) for value in row] for row in ([read] if one_row else read)]
