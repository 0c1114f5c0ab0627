"""What was merged and written. Functions of an open transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select

from officekit.errors import OfficekitError
from officekit.exchange.merge_history import own_value
from officekit.exchange.register_codec import Shape, collector_at_rest, pack, unpack
from officekit.exchange.register_tables import MERGES, OUTPUTS, VALUES
from officekit.model.merging import MergedValue, MergeHistory, Origin
from officekit.model.packet import Role


def _role(value: str | None) -> Role | None:
    return None if value is None else Role(value)


_ORIGIN = Shape(Origin, role=_role)


def record_merge(
    connection: Connection, run: int, round_id: int, values: Sequence[MergedValue], at: str
) -> None:
    """Record a merge as completed.

    Raises:
        OfficekitError: the run has recorded a merge before.
    """
    if connection.execute(select(MERGES.c.id).where(MERGES.c.run_id == run)).first():
        raise OfficekitError(
            f"第{run}次操作的汇总结果已经登记过。", "请重新收集一次；登记册没有改动。"
        )
    merge = connection.execute(
        insert(MERGES).returning(MERGES.c.id),
        {"run_id": run, "round_id": round_id, "at": at, "payload": pack(_origins(values))},
    ).scalar_one()
    records = [
        {
            "merge_id": merge,
            "row_key": value.row_key,
            "column_key": value.column,
            "before": value.before,
            "after": value.after,
        }
        for value in values
    ]
    if records:
        connection.execute(insert(VALUES), records)


def _origins(values: Sequence[MergedValue]) -> dict[str, Any]:
    """Origins without their cells once each; for each value its origins by number and cell."""
    numbers: dict[tuple[str | None, ...], int] = {}
    sources: list[dict[str, Any]] = []
    lines: list[Any] = []
    for value in values:
        told: list[tuple[int, str]] = []
        for each in value.origins:
            source = each.unit, each.role, each.file, each.sha256, each.sheet, each.received_at
            number = numbers.setdefault(source, len(sources))
            if number == len(sources):
                sources.append(_ORIGIN.encode(replace(each, cell="")))
            told.append((number, each.cell))
        lines.append((told, value.decided))
    return {"sources": sources, "values": lines}


def merged_values(connection: Connection, run: int) -> tuple[tuple[MergedValue, ...], str]:
    """What a run merged, in its order, and when; nothing and blank where it merged nothing."""
    merge = connection.execute(select(MERGES).where(MERGES.c.run_id == run)).first()
    if merge is None:
        return (), ""
    record = unpack(merge.payload)
    sources = [_ORIGIN.decode(each) for each in record["sources"]]
    lines = connection.execute(
        select(VALUES).where(VALUES.c.merge_id == merge.id).order_by(VALUES.c.id)
    ).all()
    with collector_at_rest():
        values = tuple(
            MergedValue(
                *(line.row_key, line.column_key, line.before, line.after),
                origins=tuple(replace(sources[number], cell=cell) for number, cell in origins),
                decided=decided,
            )
            for line, (origins, decided) in zip(lines, record["values"], strict=True)
        )
    return values, merge.at


def history(connection: Connection, round_id: int) -> MergeHistory:
    """What the merges of a round have put into the matrix.

    The first value of a cell follows the clerk: where she has edited it since the merge before,
    it is hers. Merges that were taken back are told as well: she may still hold a workbook with
    their values, and these are not her own edits.
    """
    written: dict[tuple[str, str], frozenset[str]] = {}
    first: dict[tuple[str, str], str] = {}
    so_far = MergeHistory(written, first)
    query = (
        select(VALUES.c.row_key, VALUES.c.column_key, VALUES.c.before, VALUES.c.after)
        .join(MERGES)
        .where(MERGES.c.round_id == round_id)
        .order_by(VALUES.c.id)
    )
    with collector_at_rest():
        for row_key, column, before, after in connection.execute(query):
            cell = row_key, column
            first[cell] = own_value(so_far, cell, before, before)
            written[cell] = written.get(cell, frozenset()) | {after}
    return so_far


def record_outputs(connection: Connection, run: int, outputs: Mapping[str, str]) -> None:
    """Record files that were written: shown path → hash of the bytes."""
    records = [
        {"run_id": run, "path": path, "sha256": sha256} for path, sha256 in sorted(outputs.items())
    ]
    if records:
        connection.execute(insert(OUTPUTS), records)


def output_hashes(connection: Connection) -> frozenset[str]:
    """Hashes of all files that were ever written."""
    return frozenset(connection.execute(select(OUTPUTS.c.sha256)).scalars())


def outputs(connection: Connection) -> dict[str, str]:
    """All files that were ever written: shown path → hash of the bytes as written last."""
    query = select(OUTPUTS.c.path, OUTPUTS.c.sha256).order_by(OUTPUTS.c.id)
    return {line.path: line.sha256 for line in connection.execute(query)}
