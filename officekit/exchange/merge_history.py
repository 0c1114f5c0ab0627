"""What merges have written so far: how the clerk's own values are told from theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from officekit.exchange.merge_values import canonical
from officekit.model.merging import MergedValue, MergeHistory


def own_value(history: MergeHistory, cell: tuple[str, str], master: str, issued: str) -> str:
    """What the matrix would hold without any merge.

    Args:
        history: of the round.
        cell: row key and column.
        master: what the matrix holds.
        issued: what was issued.
    """
    written = history.written.get(cell)
    if written is None or cell in history.edited:
        return master
    column = cell[1]
    if master in written or canonical(column, master) in {canonical(column, w) for w in written}:
        return history.first.get(cell, issued)
    return master


def remember(history: MergeHistory, values: Iterable[MergedValue]) -> MergeHistory:
    """The history after values were put into the matrix.

    ``first`` follows the clerk: where she has edited a cell since the last merge, it is her value
    that the next merge replaces, and to which a withdrawn return gives way.
    """
    written, first = dict(history.written), dict(history.first)
    for value in values:
        cell = (value.row_key, value.column)
        first[cell] = own_value(history, cell, value.before, first.get(cell, value.before))
        written[cell] = written.get(cell, frozenset()) | {value.after}
    return replace(history, written=written, first=first)
