"""What was received and decided. Functions of an open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from officekit.exchange.register_codec import collector_at_rest, pack, unpack
from officekit.exchange.register_issues import PacketCache, load
from officekit.exchange.register_submissions import PackedReturn, packed, unpack_received
from officekit.exchange.register_tables import DECISIONS, FILES, PACKETS, RECEIPTS, WITHDRAWALS
from officekit.model.merging import Decisions
from officekit.model.packet import Packet
from officekit.model.submission import Received


def counts(run_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the run of a row has not been taken back."""
    return run_id.not_in(select(WITHDRAWALS.c.undone_id))


def add_received(
    connection: Connection,
    cache: PacketCache,
    run: int,
    round_id: int,
    received: Sequence[Received],
) -> tuple[Received, ...]:
    """Record returns; those that are new, ordered by content hash, each with its run."""
    packets = _packets_of(connection, cache, received)
    made: dict[PackedReturn, Received] = {}
    for each in received:
        packet = each.submission.packet
        registered = packets.get(packet.id, (0, None))[1] if packet else None
        made.setdefault(packed(each, registered), each)
    new = add_packed(connection, run, round_id, tuple(made))
    return tuple(replace(made[each], run=run) for each in new)


def add_packed(
    connection: Connection, run: int, round_id: int, returns: Sequence[PackedReturn]
) -> tuple[PackedReturn, ...]:
    """Record returns; those that are new, ordered by content hash."""
    held = set(_content_hashes(connection, round_id))
    seen = set(_files(connection, round_id))
    new: list[PackedReturn] = []
    receipts: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    for each in sorted(returns, key=lambda one: (one.content_hash, one.sha256, one.name)):
        common = {
            "run_id": run,
            "round_id": round_id,
            "content_hash": each.content_hash,
            "sha256": each.sha256,
        }
        file = each.sha256, each.content_hash, each.name
        if file not in seen:
            seen.add(file)
            files.append({**common, "name": each.name})
        if each.content_hash not in held:
            held.add(each.content_hash)
            new.append(each)
            receipts.append(common | _receipt(each))
    if receipts:
        connection.execute(insert(RECEIPTS), receipts)
    if files:
        connection.execute(insert(FILES), files)
    return tuple(new)


def _receipt(each: PackedReturn) -> dict[str, Any]:
    return {
        "packet_id": each.packet_id,
        "unit": each.unit,
        "period": each.period,
        "received_at": each.received_at,
        "payload": each.payload,
    }


def _packets_of(
    connection: Connection, cache: PacketCache, received: Sequence[Received]
) -> dict[str, tuple[int, Packet]]:
    named = {each.submission.packet.id for each in received if each.submission.packet}
    found = {name: cache[name] for name in named if name in cache}
    for name in named - found.keys():
        query = select(PACKETS.c.id, PACKETS.c.round_id).where(PACKETS.c.id == name)
        found |= load(connection, cache, query)
    return found


def _content_hashes(connection: Connection, round_id: int) -> list[str]:
    query = select(RECEIPTS.c.content_hash).where(
        RECEIPTS.c.round_id == round_id, counts(RECEIPTS.c.run_id)
    )
    return list(connection.execute(query).scalars())


def _files(connection: Connection, round_id: int) -> list[tuple[str, str, str]]:
    """Hash of the bytes, hash of the content and name of each file that counts, oldest first."""
    query = (
        select(FILES.c.sha256, FILES.c.content_hash, FILES.c.name)
        .where(FILES.c.round_id == round_id, counts(FILES.c.run_id))
        .order_by(FILES.c.id)
    )
    return [(line.sha256, line.content_hash, line.name) for line in connection.execute(query)]


def received(connection: Connection, cache: PacketCache, round_id: int) -> tuple[Received, ...]:
    """The returns of a round that count, ordered by content hash and hash of the bytes."""
    ours = RECEIPTS.c.round_id == round_id, counts(RECEIPTS.c.run_id)
    answered = select(PACKETS.c.id, PACKETS.c.round_id).where(
        PACKETS.c.id.in_(select(RECEIPTS.c.packet_id).where(*ours))
    )
    packets = load(connection, cache, answered)
    found: dict[str, Received] = {}
    hashes: dict[str, tuple[str, str]] = {}
    with collector_at_rest():
        for line in connection.execute(select(RECEIPTS).where(*ours).order_by(RECEIPTS.c.id)):
            # On a server, two clerks at once may have taken the same one: the first counts.
            if line.content_hash not in found:
                packet = packets.get(line.packet_id, (0, None))[1]
                found[line.content_hash] = unpack_received(
                    line.payload, packet, received_at=line.received_at, run=line.run_id
                )
                hashes[line.content_hash] = line.content_hash, line.sha256
    return tuple(found[content] for content in sorted(found, key=hashes.__getitem__))


def files_seen(connection: Connection, round_id: int) -> dict[str, str]:
    """Hash of the bytes → hash of the content, of every file whose content counts."""
    held = set(_content_hashes(connection, round_id))
    return {sha256: c for sha256, c, _ in _files(connection, round_id) if c in held}


def names_seen(connection: Connection, round_id: int) -> dict[str, tuple[str, ...]]:
    """Hash of the content → names under which it came, each once, oldest first."""
    found: dict[str, dict[str, None]] = {}
    for _, content, name in _files(connection, round_id):
        found.setdefault(content, {})[name] = None
    return {content: tuple(names) for content, names in found.items()}


def add_decisions(connection: Connection, run: int, round_id: int, decided: Decisions) -> None:
    """Record decisions; those that hold already are not written again."""
    held = decisions(connection, round_id)
    records = [
        {
            "run_id": run,
            "round_id": round_id,
            "conflict": conflict,
            "payload": pack({"taken": list(taken)}),
        }
        for conflict, taken in sorted(decided.items())
        if held.get(conflict) != tuple(taken)
    ]
    if records:
        connection.execute(insert(DECISIONS), records)


def decisions(connection: Connection, round_id: int) -> dict[str, tuple[str, ...]]:
    """The decisions of a round that count: the last one on each conflict."""
    query = (
        select(DECISIONS.c.conflict, DECISIONS.c.payload)
        .where(DECISIONS.c.round_id == round_id, counts(DECISIONS.c.run_id))
        .order_by(DECISIONS.c.id)
    )
    return {
        line.conflict: tuple(unpack(line.payload)["taken"]) for line in connection.execute(query)
    }
