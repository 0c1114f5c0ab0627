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
    registered = [unit.name for unit in matrix.registry.units]
    present: dict[str, bool] = {}
    marks: list[dict[str, str]] = []
    for row in matrix.rows:
        roles: dict[str, str] = {}
        # The lead stands before support, so the first mark of a unit wins.
        for key, mark in (("lead", LEAD_MARK), ("support", SUPPORT_MARK)):
            for printed, unit in matrix.resolved_units(row, key):
                name = unit.name if unit else printed
                present.setdefault(name, unit is not None)
                roles.setdefault(name, mark)
        marks.append(roles)
    units = [name for name in registered if name in present]
    known = set(units)
    units += [name for name in present if name not in known]
    return CrossTable(
        tuple(units),
        tuple(present[name] for name in units),
        tuple(row.key for row in matrix.rows),
        tuple(tuple(roles.get(name, "") for name in units) for roles in marks),
    )
