"""A matrix that was read from live sheets, and where its rows and columns stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from officekit.model.finding import Finding, Severity
from officekit.model.matrix import Matrix
from officekit.model.schema import ROW_KEY, SheetName, normalize_heading
from officekit.model.sheet_content import ListPlaces, SheetContent, SheetValue
from officekit.model.table import Table


def places_of(matrix: Matrix, tables: Sequence[Table]) -> ListPlaces:
    """Where the rows and columns of 责任清单 stand in the live sheet."""
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for row in matrix.rows:
        for column in matrix.columns:
            place = column.field_of(row).location
            if place.row is not None and place.column is not None:
                rows.setdefault(row.key, place.row - 1)
                name = column.column.key if column.column else column.heading
                columns.setdefault(name, place.column - 1)
    return ListPlaces(rows, columns, _key_column(tables))


def _key_column(tables: Sequence[Table]) -> int | None:
    wanted = normalize_heading(ROW_KEY.heading)
    for table in tables:
        if table.name == SheetName.TASKS:
            for line in table.rows[:10]:
                for i, cell in enumerate(line):
                    if normalize_heading(cell.text) == wanted:
                        return i
    return None


def missing_keys(matrix: Matrix, tables: Sequence[Table]) -> dict[tuple[int, int], SheetValue]:
    """Keys of the rows of 责任清单 that have none of their own there, as inserted rows.

    Returns:
        Keys by row and column, counted from 1; nothing where the column 行标识 is missing.
    """
    column = _key_column(tables)
    live = next((table for table in tables if table.name == SheetName.TASKS), None)
    if column is None or live is None:
        return {}
    rows = ((places_of(matrix, tables).rows.get(row.key), row.key) for row in matrix.rows)
    return {
        (at + 1, column + 1): key
        for at, key in rows
        if at is not None and live.rows[at][column].text != key
    }


def column_order_of(matrix: Matrix, live: Matrix) -> Matrix:
    """A matrix in the column order and with the headings of the live sheet.

    Own columns of both stay. A usual column that the clerk has taken out stays out, unless the
    matrix has something to put there.
    """
    headings = {c.column.key: c.heading for c in live.columns if c.column is not None}
    own = tuple(dict.fromkeys((*live.own_columns, *matrix.own_columns)))
    order = list(live.column_order)
    for column in matrix.columns:
        if column.column is None:
            if column.heading not in order:
                order.append(column.heading)
        elif column.column.key not in headings and any(
            column.field_of(row).text for row in matrix.rows
        ):
            order.append(column.heading)
    return replace(matrix, column_order=tuple(order), own_columns=own)


def row_of_names(live: Table, content: SheetContent) -> dict[tuple[int, int], SheetValue]:
    """The task counts of 单位名录, each at the cell of the live sheet where it belongs.

    Args:
        live: 单位名录 as it is.
        content: 单位名录 as it would be written.

    Returns:
        Counts by row and column, counted from 1; those that are right already are left out.
    """
    heads = [str(value) for value in content.rows[content.first_line - 2]]
    wanted = {name: heads.index(name) for name in ("牵头任务数", "配合任务数")}
    counts = {str(line[0]): line for line in content.lines}
    head = next(
        (i for i, row in enumerate(live.rows) if any(c.text == "牵头任务数" for c in row)), None
    )
    if head is None:
        return {}
    texts = [cell.text for cell in live.rows[head]]
    places = {name: texts.index(name) for name in wanted if name in texts}
    names = texts.index(heads[0]) if heads[0] in texts else 0
    cells: dict[tuple[int, int], SheetValue] = {}
    for r, row in enumerate(live.rows[head + 1 :], start=head + 2):
        line = counts.get(row[names].text)
        for name, column in places.items():
            value = line[wanted[name]] if line else None
            if line and row[column].value != value:
                cells[r, column + 1] = value
    return cells


def units_of(matrix: Matrix) -> set[str]:
    """The units that the list names: registered names, unknown ones as printed."""
    return {
        unit.name if unit else printed
        for row in matrix.rows
        for key in ("lead", "support")
        for printed, unit in matrix.resolved_units(row, key)
    }


def label_counts(findings: Iterable[Finding]) -> str:
    """错误2条、提醒1条: kinds that there are, worst first."""
    counted = Counter(finding.severity for finding in findings)
    return "、".join(f"{s.label}{counted[s]}条" for s in Severity if counted[s])
