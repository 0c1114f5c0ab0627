"""What was issued: rounds and their packets. Functions of an open transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select
from sqlalchemy.exc import IntegrityError

from officekit.errors import OfficekitError
from officekit.exchange.register_codec import (
    collector_at_rest,
    decode_packet,
    encode_packet,
    pack,
    unpack,
)
from officekit.exchange.register_tables import PACKETS, ROUNDS, RUNS
from officekit.model.packet import Packet, Round
from officekit.model.period import Period
from officekit.model.run import RunKind

PacketCache = dict[str, tuple[int, Packet]]
"""Packets that were read once, by id, each with its round: a packet never changes."""


def next_version(connection: Connection, matrix_id: str, period: str) -> int:
    """The version that the next issue of a period gets."""
    same = ROUNDS.c.matrix_id == matrix_id, ROUNDS.c.period == Period.parse(period).text
    return (connection.execute(select(func.max(ROUNDS.c.version)).where(*same)).scalar() or 0) + 1


def add_round(
    connection: Connection,
    round_: Round,
    *,
    title: str,
    files: Mapping[str, str],
) -> Round:
    """Record an issue and the run that made it; its number is given here.

    Raises:
        OfficekitError: the version was issued before.
    """
    taken = next_version(connection, round_.matrix_id, round_.period.text)
    if round_.version < taken:
        raise _collision(round_)
    try:
        number = connection.execute(
            insert(ROUNDS).returning(ROUNDS.c.id),
            {
                "matrix_id": round_.matrix_id,
                "title": title,
                "period": round_.period.text,
                "period_first": round_.period.first,
                "period_last": round_.period.last,
                "version": round_.version,
                "due": round_.due,
                "issued_at": round_.issued_at,
            },
        ).scalar_one()
    except IntegrityError as error:
        raise _collision(round_) from error
    records = [
        {
            "id": packet.id,
            "round_id": number,
            "position": position,
            "unit": packet.unit,
            "file": files.get(packet.id, ""),
            "payload": pack(encode_packet(packet)),
        }
        for position, packet in enumerate(round_.packets)
    ]
    if records:
        connection.execute(insert(PACKETS), records)
    connection.execute(
        insert(RUNS),
        {"round_id": number, "kind": RunKind.ISSUE.value, "at": round_.issued_at, "note": ""},
    )
    return _round(number, round_, round_.packets)


def _round(number: int, like: Round, packets: tuple[Packet, ...]) -> Round:
    return Round(
        number, like.matrix_id, like.period, like.version, packets, like.due, like.issued_at
    )


def _collision(round_: Round) -> OfficekitError:
    return OfficekitError(
        f"“{round_.period.text}”第{round_.version}版已经下发过，可能有人同时在下发。",
        "请重新执行一次“拆分下发”，会自动使用新的版本号；这次没有记入登记册。",
    )


def rounds(
    connection: Connection, cache: PacketCache, matrix_id: str | None = None
) -> tuple[Round, ...]:
    """The issues of a matrix or of all, oldest first."""
    query = select(ROUNDS).order_by(ROUNDS.c.id)
    if matrix_id is not None:
        query = query.where(ROUNDS.c.matrix_id == matrix_id)
    by_round: dict[int, list[Packet]] = {}
    for number, packet in packets(connection, cache, matrix_id).values():
        by_round.setdefault(number, []).append(packet)
    lines = connection.execute(query).all()
    return tuple(_round_of(line, by_round.get(line.id, ())) for line in lines)


def latest_round(
    connection: Connection, cache: PacketCache, matrix_id: str, period: str = ""
) -> Round | None:
    """The newest issue of a matrix, or of one of its periods."""
    query = select(ROUNDS).where(ROUNDS.c.matrix_id == matrix_id).order_by(ROUNDS.c.id.desc())
    if period:
        query = query.where(ROUNDS.c.period == Period.parse(period).text)
    line = connection.execute(query.limit(1)).first()
    if line is None:
        return None
    found = load(connection, cache, _ordered().where(PACKETS.c.round_id == line.id))
    return _round_of(line, [packet for _, packet in found.values()])


def _round_of(line: Row[Any], packets: Sequence[Packet]) -> Round:
    period = Period(line.period, line.period_first, line.period_last)
    return Round(
        *(line.id, line.matrix_id, period, line.version, tuple(packets)),
        due=line.due,
        issued_at=line.issued_at,
    )


def packets(
    connection: Connection, cache: PacketCache, matrix_id: str | None = None
) -> dict[str, tuple[int, Packet]]:
    """Packets of a matrix or of all, by id: number of the round and packet, oldest first."""
    query = _ordered()
    if matrix_id is not None:
        query = query.join(ROUNDS).where(ROUNDS.c.matrix_id == matrix_id)
    return load(connection, cache, query)


def packet_files(connection: Connection, round_id: int) -> dict[str, str]:
    """Names of the files that were issued, by packet id."""
    query = select(PACKETS.c.id, PACKETS.c.file).where(PACKETS.c.round_id == round_id)
    return {line.id: line.file for line in connection.execute(query)}


def _ordered() -> Select[tuple[str, int]]:
    return select(PACKETS.c.id, PACKETS.c.round_id).order_by(PACKETS.c.round_id, PACKETS.c.position)


def load(
    connection: Connection, cache: PacketCache, query: Select[tuple[str, int]]
) -> dict[str, tuple[int, Packet]]:
    """The packets that a query of ids and rounds names, by id.

    Packets that were loaded before come from the cache, so that equal packets are the same object.
    """
    wanted = [line.id for line in connection.execute(query)]
    if any(packet_id not in cache for packet_id in wanted):
        with collector_at_rest():
            for line in connection.execute(query.add_columns(PACKETS.c.payload)):
                if line.id not in cache:
                    cache[line.id] = line.round_id, decode_packet(unpack(line.payload))
    return {packet_id: cache[packet_id] for packet_id in wanted}
