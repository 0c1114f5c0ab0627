"""Pages set in two columns (分栏), read one column after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol, TypeVar

_FEWEST_ROWS = 6
_FULL = 0.8
_FULL_SHARE = 0.5
_MIDDLE = (0.42, 0.58)
_NARROWEST_GAP = 0.9
_CROSSED_SHARE = 0.25


class Placed(Protocol):
    """A character with its place."""

    @property
    def text(self) -> str:
        """The character."""
        ...

    @property
    def x(self) -> float:
        """Where it begins."""
        ...

    @property
    def right(self) -> float:
        """Where it ends."""
        ...

    @property
    def size(self) -> float:
        """Its font size."""
        ...


C = TypeVar("C", bound=Placed)


def in_columns(rows: Sequence[Sequence[C]]) -> list[list[list[C]]]:
    """Part the rows of a page into bands, each to be read to its end before the next.

    Two columns of running text fill most of their width line by line; the columns of a table
    don't, and stay in one band.

    Args:
        rows: characters by row from top to bottom, each row from left to right, none without ink.

    Returns:
        Bands of rows in reading order; a single one for a page without columns.
    """
    whole = [list(row) for row in rows]
    middle = _gutter([[char for char in row if not char.text.isspace()] for row in whole])
    if middle is None:
        return [whole]
    bands: list[list[list[C]]] = [[]]
    left: list[list[C]] = []
    right: list[list[C]] = []
    for row in [*whole, None]:
        if row is not None and not _crosses(row, middle):
            left += [part] if (part := [c for c in row if c.x < middle]) else []
            right += [part] if (part := [c for c in row if c.x >= middle]) else []
            continue
        if left or right:
            bands += [left, right, []]
            left, right = [], []
        if row is not None:
            bands[-1].append(row)
    return [band for band in bands if band]


def _gutter(rows: Sequence[Sequence[C]]) -> float | None:
    """The middle between two columns of running text; ``None`` without columns."""
    if not rows:
        return None
    begin = min(row[0].x for row in rows)
    width = max(row[-1].right for row in rows) - begin
    first, last = (int(begin + share * width) for share in _MIDDLE)
    crossed = Counter(
        x
        for row in rows
        for char in row
        if char.right > first and char.x < last
        for x in range(int(char.x) + 1, int(char.right) + 1)
    )
    free_runs = [
        list(run)
        for free, run in groupby(
            range(first, last), key=lambda x: crossed[x] <= _CROSSED_SHARE * len(rows)
        )
        if free
    ]
    longest = max(free_runs, key=len, default=[])
    if len(longest) < _NARROWEST_GAP * rows[len(rows) // 2][0].size:
        return None
    middle = (longest[0] + longest[-1]) / 2
    free = [row for row in rows if not _crosses(row, middle)]
    left = [part for row in free if (part := [c for c in row if c.x < middle])]
    right = [part for row in free if (part := [c for c in row if c.x >= middle])]
    return middle if _is_running_text(left) and _is_running_text(right) else None


def _is_running_text(rows: Sequence[Sequence[C]]) -> bool:
    """Whether most rows fill the width of their column with characters."""
    if len(rows) < _FEWEST_ROWS:
        return False
    width = max(row[-1].right for row in rows) - min(row[0].x for row in rows)
    full = sum(sum(c.right - c.x for c in row) >= _FULL * width for row in rows)
    return full >= _FULL_SHARE * len(rows)


def _crosses(row: Sequence[C], middle: float) -> bool:
    """Whether a row has a character in the gutter, or no gap there though text on both sides."""
    before = [c for c in row if c.x < middle and not c.text.isspace()]
    behind = [c for c in row if c.x >= middle and not c.text.isspace()]
    if not before or not behind:
        return bool(before) and before[-1].right > middle
    return behind[0].x - before[-1].right <= _NARROWEST_GAP * behind[0].size
