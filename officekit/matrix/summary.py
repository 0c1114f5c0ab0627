"""The cross table 责任矩阵: which unit leads or supports which task."""

from __future__ import annotations

from officekit.model.matrix import LEAD_MARK, SUPPORT_MARK, CrossTable, Matrix


def cross_table(matrix: Matrix) -> CrossTable:
    """Tasks × units of a matrix.

    Aliases count for the registered unit; unknown names appear as printed. A unit that both
    leads and supports a task leads it. Units of the registry without any task are left out.

    Returns:
        Units in registry order, then unknown names in order of appearance; tasks in row order.
    """
    import pandas as pd

    keys = [row.key for row in matrix.rows]
    registered = [unit.name for unit in matrix.registry.units]
    entries = [
        (row.key, unit.name if unit else printed, unit is not None, mark)
        for row in matrix.rows
        for key, mark in (("lead", LEAD_MARK), ("support", SUPPORT_MARK))
        for printed, unit in matrix.resolved_units(row, key)
    ]
    if not entries:
        return CrossTable((), (), tuple(keys), tuple(() for _ in keys))
    frame = pd.DataFrame(entries, columns=["row", "unit", "known", "mark"], dtype=object)
    present = dict(zip(frame["unit"], frame["known"], strict=True))
    units = [name for name in registered if name in present]
    units += [name for name in present if name not in set(units)]
    # The lead entries of a row stand before its support entries, so the first mark wins.
    grid = (
        frame.drop_duplicates(["row", "unit"])
        .pivot_table(index="row", columns="unit", values="mark", aggfunc="first")
        .reindex(index=keys, columns=units)
        .fillna("")
    )
    roles = tuple(tuple(str(mark) for mark in line) for line in grid.to_numpy())
    return CrossTable(tuple(units), tuple(bool(present[u]) for u in units), tuple(keys), roles)
