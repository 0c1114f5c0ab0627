"""Periods before the one that is collected. Functions of an open transaction."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from officekit.exchange.register_issues import PacketCache, load
from officekit.exchange.register_receipts import counts
from officekit.exchange.register_submissions import accepted_answers
from officekit.exchange.register_tables import MERGES, PACKETS, RECEIPTS, ROUNDS, VALUES
from officekit.model.packet import PacketRow
from officekit.model.period import Period

Answers = dict[str, dict[str, str]]
"""Row key → column key → text."""


@dataclass
class _Issued:
    period: Period
    first: int
    rounds: list[int] = field(default_factory=list)


def _earlier(connection: Connection, matrix_id: str, before: Period) -> list[_Issued]:
    """Periods that were issued and end before another one, oldest first.

    Where one of the two is no month, quarter, half or year (第3期), the one issued first is the
    earlier one.
    """
    query = select(ROUNDS).where(ROUNDS.c.matrix_id == matrix_id).order_by(ROUNDS.c.id)
    issued: dict[str, _Issued] = {}
    for line in connection.execute(query):
        period = Period(line.period, line.period_first, line.period_last)
        issued.setdefault(period.text, _Issued(period, line.id)).rounds.append(line.id)
    itself = issued.pop(before.text, None)
    found = [
        each
        for each in issued.values()
        if before.follows(each.period)
        or (None in {before.last, each.period.last} and (not itself or each.first < itself.first))
    ]
    if any(each.period.last is None for each in found):
        return found
    return sorted(found, key=lambda each: (each.period.last or 0, each.first))


def past_periods(
    connection: Connection, matrix_id: str, before: Period
) -> tuple[tuple[str, frozenset[str]], ...]:
    """Earlier periods, oldest first, each with the units that have returned it."""
    found = []
    for issued in _earlier(connection, matrix_id, before):
        query = (
            select(PACKETS.c.unit)
            .join(RECEIPTS, RECEIPTS.c.packet_id == PACKETS.c.id)
            .where(PACKETS.c.round_id.in_(issued.rounds), counts(RECEIPTS.c.run_id))
            .distinct()
        )
        found.append((issued.period.text, frozenset(connection.execute(query).scalars())))
    return tuple(found)


def previous_answers(
    connection: Connection, cache: PacketCache, matrix_id: str, before: Period
) -> tuple[Answers, str]:
    """The answers of the latest earlier period, none blank, and its name.

    What was merged last counts; where nothing was merged, what was received last and is not
    refused, and the lead unit's before that of the supporting ones.
    """
    earlier = _earlier(connection, matrix_id, before)
    if not earlier:
        return {}, ""
    found = _received(connection, cache, earlier[-1].rounds)
    query = (
        select(VALUES.c.row_key, VALUES.c.column_key, VALUES.c.after)
        .join(MERGES)
        .where(MERGES.c.round_id.in_(earlier[-1].rounds), counts(MERGES.c.run_id))
        .order_by(VALUES.c.id)
    )
    for row_key, column, after in connection.execute(query):
        found.setdefault(row_key, {})[column] = after
    kept = {key: {name: text for name, text in row.items() if text} for key, row in found.items()}
    return {key: row for key, row in kept.items() if row}, earlier[-1].period.text


def _received(connection: Connection, cache: PacketCache, rounds: list[int]) -> Answers:
    ids = select(PACKETS.c.id, PACKETS.c.round_id).where(PACKETS.c.round_id.in_(rounds))
    packets = load(connection, cache, ids)
    query = (
        select(RECEIPTS.c.packet_id, RECEIPTS.c.payload)
        .join(PACKETS, PACKETS.c.id == RECEIPTS.c.packet_id)
        .where(PACKETS.c.round_id.in_(rounds), counts(RECEIPTS.c.run_id))
        .order_by(RECEIPTS.c.received_at, RECEIPTS.c.id)
    )
    supporting: Answers = {}
    leading: Answers = {}
    for line in connection.execute(query):
        packet = packets[line.packet_id][1]
        by_key: dict[str, PacketRow] = {row.key: row for row in packet.rows}
        for key, answers in accepted_answers(line.payload, packet).items():
            leads = key in by_key and by_key[key].role.answers_for
            (leading if leads else supporting).setdefault(key, {}).update(answers)
    for key, answers in leading.items():
        supporting.setdefault(key, {}).update(answers)
    return supporting
