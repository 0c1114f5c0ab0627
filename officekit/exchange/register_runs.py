"""Runs: begun, told of, taken back. Functions of an open transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from officekit.errors import OfficekitError, UsageError
from officekit.exchange.register_tables import (
    DECISIONS,
    MERGES,
    RECEIPTS,
    ROUNDS,
    RUNS,
    VALUES,
    WITHDRAWALS,
)
from officekit.model.period import Period
from officekit.model.run import Run, RunKind


def begin_run(connection: Connection, kind: RunKind, round_id: int, at: str, note: str) -> int:
    """Record that a run begins; its number. The run of an issue exists since its round does.

    Raises:
        OfficekitError: there is no such round.
    """
    if not connection.execute(select(ROUNDS.c.id).where(ROUNDS.c.id == round_id)).first():
        raise OfficekitError(
            f"登记册里没有第{round_id}次下发。", "请先“拆分下发”，再收集各单位的填报。"
        )
    if kind is RunKind.ISSUE:
        issue = RUNS.c.round_id == round_id, RUNS.c.kind == kind.value
        return int(connection.execute(select(func.min(RUNS.c.id)).where(*issue)).scalar_one())
    number: int = connection.execute(
        insert(RUNS).returning(RUNS.c.id),
        {"round_id": round_id, "kind": kind.value, "at": at, "note": note},
    ).scalar_one()
    return number


def withdraw(connection: Connection, run: int, undone: int) -> None:
    """Record that a run takes another one back.

    Raises:
        UsageError: there is no such run, it was no collecting, or it was taken back before.
    """
    kind = connection.execute(select(RUNS.c.kind).where(RUNS.c.id == undone)).scalar()
    if kind != RunKind.COLLECT.value:
        raise UsageError(
            f"登记册里没有可以撤销的第{undone}次操作：只有“收集汇总”可以撤销。",
            "请在操作记录里核对序号后再试。",
        )
    taken_back = select(WITHDRAWALS.c.id).where(WITHDRAWALS.c.undone_id == undone)
    if connection.execute(taken_back).first():
        raise UsageError(
            f"第{undone}次操作已经撤销过了。", "不需要再撤销；要恢复时，请重新收集一次。"
        )
    connection.execute(insert(WITHDRAWALS), {"run_id": run, "undone_id": undone})


def runs(connection: Connection, matrix_id: str | None = None) -> tuple[Run, ...]:
    """The runs of a matrix or of all, oldest first."""
    received = _counted(
        connection, select(RECEIPTS.c.run_id, func.count()).group_by(RECEIPTS.c.run_id)
    )
    merged = _counted(
        connection,
        select(MERGES.c.run_id, func.count(VALUES.c.id))
        .outerjoin(VALUES, VALUES.c.merge_id == MERGES.c.id)
        .group_by(MERGES.c.run_id),
    )
    decided = _counted(
        connection, select(DECISIONS.c.run_id, func.count()).group_by(DECISIONS.c.run_id)
    )
    events = connection.execute(select(WITHDRAWALS.c.run_id, WITHDRAWALS.c.undone_id)).all()
    undoes = {line.run_id: line.undone_id for line in events}
    undone_by = {line.undone_id: line.run_id for line in events}
    query = (
        select(RUNS, ROUNDS.c.matrix_id, ROUNDS.c.period, ROUNDS.c.version)
        .add_columns(ROUNDS.c.period_first, ROUNDS.c.period_last)
        .join(ROUNDS, ROUNDS.c.id == RUNS.c.round_id)
        .order_by(RUNS.c.id)
    )
    if matrix_id is not None:
        query = query.where(ROUNDS.c.matrix_id == matrix_id)
    return tuple(
        Run(
            number=line.id,
            kind=RunKind(line.kind),
            matrix_id=line.matrix_id,
            round_id=line.round_id,
            period=Period(line.period, line.period_first, line.period_last),
            version=line.version,
            at=line.at,
            note=line.note,
            received=received.get(line.id, 0),
            merged=merged.get(line.id, 0),
            decided=decided.get(line.id, 0),
            finished=line.kind == RunKind.ISSUE.value or line.id in merged or line.id in undoes,
            undoes=undoes.get(line.id),
            undone_by=undone_by.get(line.id),
        )
        for line in connection.execute(query)
    )


def _counted(connection: Connection, query: Select[Any]) -> dict[int, int]:
    return {line[0]: line[1] for line in connection.execute(query)}
