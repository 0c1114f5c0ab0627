"""Which cells a clerk has changed since a merge wrote them, as her workbook itself tells."""

from __future__ import annotations

from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.period import Period
from officekit.model.schema import BY_KEY

MERGED = "报送汇总："
"""Stands in the note of 修改记录 behind the period whose returns were merged."""


def task_label(row: MatrixRow) -> str:
    """How a person calls a task: its number and the beginning of its title."""
    title = (row["title"] or row["measures"])[:24]
    return f"{row['number']} {title}".strip()


def edited_since_merge(matrix: Matrix, period: Period) -> frozenset[tuple[str, str]]:
    """Cells that hold something else than the last merge wrote, or that a later period wrote.

    The register knows what was merged, but not into which workbook: one without a line about a
    cell in 修改记录 is the list as it was before, and may be merged into again.

    Args:
        matrix: with its 修改记录.
        period: that is merged now.

    Returns:
        Row key and column key of each.
    """
    last: dict[str, tuple[str, str]] = {}
    for change in matrix.changes:
        merged, mark, _ = change.note.partition(MERGED)
        if mark:
            last[change.place.partition(" ")[2]] = (change.after.strip(), merged)
    if not last:
        return frozenset()
    later = {text for _, text in last.values() if Period.parse(text).follows(period)}
    found: set[tuple[str, str]] = set()
    for row in matrix.rows:
        label = task_label(row)
        for column in ANSWER_COLUMNS:
            known = last.get(f"{label} {BY_KEY[column].heading}")
            if known is not None and (known[0] != row[column].strip() or known[1] in later):
                found.add((row.key, column))
    return frozenset(found)
