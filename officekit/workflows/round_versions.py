"""Earlier versions of a round: which of their returns answer it, and what was merged of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officekit.model.merging import Decisions, MergeHistory
from officekit.model.packet import Packet, Round
from officekit.model.submission import Received

if TYPE_CHECKING:
    from officekit.exchange.register import Register

_OLD_VERSION = "SB202"
"""Code of the finding that a return answers another version; here it does not."""


@dataclass(frozen=True, slots=True)
class EarlierVersions:
    """What was collected when the period had been issued before, in other words.

    Attributes:
        first: number of the first version's round; that of the round itself where there is none.
        received: returns to units that are asked the same now, as answers to their packets of now,
            by content hash.
        files: hash of the bytes → content hash of the files with these returns.
        decisions: of the clerk, the last one on each conflict.
        merged: (row key, column) → what merges have written there, and what they found.
    """

    first: int
    received: Mapping[str, Received] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=dict)
    merged: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def with_later(self, received: tuple[Received, ...]) -> tuple[Received, ...]:
        """All returns that answer the round, each once, in the order of their content hashes."""
        if not self.received:
            return received
        found = {each.submission.content_hash: each for each in received}
        both = {**self.received, **found}
        return tuple(both[content] for content in sorted(both))


def earlier_versions(book: Register, round_: Round) -> EarlierVersions:
    """What the register holds of the versions before a round of the same period."""
    rounds = [
        each
        for each in book.rounds(round_.matrix_id)
        if each.period.text == round_.period.text and each.version < round_.version
    ]
    if not rounds:
        return EarlierVersions(round_.id)
    received: dict[str, Received] = {}
    files: dict[str, str] = {}
    decisions: Decisions = {}
    for each in rounds:
        valid = _still_valid(book.received(each.id), round_)
        received = {**valid, **received}
        files |= {sha: said for sha, said in book.files_seen(each.id).items() if said in valid}
        decisions = {**decisions, **book.decisions(each.id)}
    merged = _merged(book.history(each.id) for each in rounds)
    return EarlierVersions(rounds[0].id, received, files, decisions, merged)


def _still_valid(received: Iterable[Received], round_: Round) -> dict[str, Received]:
    """Returns to packets that ask the same as those of a round, by content hash."""
    from officekit.exchange import asked_now

    now: dict[str, Packet] = {}
    found: dict[str, Received] = {}
    for each in received:
        packet = each.submission.packet
        if packet is None:
            continue
        if packet.id not in now:
            now[packet.id] = asked_now(packet, round_)
        if now[packet.id] is packet:
            continue
        findings = tuple(finding for finding in each.findings if finding.code != _OLD_VERSION)
        submission = replace(each.submission, packet=now[packet.id])
        found[each.submission.content_hash] = replace(
            each, submission=submission, findings=findings
        )
    return found


def _merged(histories: Iterable[MergeHistory]) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for history in histories:
        for cell, written in history.written.items():
            before = {history.first[cell]} if cell in history.first else set()
            found[cell] = found.get(cell, frozenset()) | written | before
    return found
