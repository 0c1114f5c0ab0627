"""Which returns of a round count: replies replace what they answer, two versions are disputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from officekit.exchange.acceptance import Accepted
from officekit.exchange.merge_decisions import (
    DecisionBook,
    candidate_key,
    conflict_key,
    dispute_mark,
)
from officekit.exchange.merge_values import canonical, quoted
from officekit.model.finding import Severity
from officekit.model.merging import Aside, Candidate, Conflict, ConflictKind, Decisions, Origin
from officekit.model.packet import ANSWER_COLUMNS, REPLY_KEY, Packet, Round
from officekit.model.submission import Received, Submission, changed_answers, heading_of

Cell = tuple[str, str]
"""Row key and column."""
_SHOWN_CELLS = 5
Return = tuple[Received, Accepted]
"""A return and what may be merged of it."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a unit says: one return, or several files of the same content, the earliest first."""

    hash: str
    returns: tuple[Return, ...]

    @property
    def usable(self) -> tuple[Return, ...]:
        """Those of its files that are not refused as a whole."""
        return tuple(each for each in self.returns if each[1].whole is None)

    @property
    def faulty(self) -> bool:
        """Whether it was sent back: a finding on one of its files is an error."""
        return any(
            finding.severity is Severity.ERROR
            for received, _ in self.returns
            for finding in received.findings
        )

    @property
    def answers(self) -> int:
        """How many answers may be merged."""
        return max((len(accepted.answers) for _, accepted in self.usable), default=0)

    @property
    def last_run(self) -> int:
        """Number of the last run that took it in."""
        return max(received.run for received, _ in self.returns)

    def replies(self) -> frozenset[tuple[str, int]]:
        """Hash of each return that it answers, and the run in which the reply came."""
        return frozenset(
            (target, received.run)
            for received, _ in self.returns
            if (target := received.submission.identity[REPLY_KEY]) not in ("", self.hash)
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """The returns of a unit that answer its packet.

    Attributes:
        packet: what it was issued.
        versions: what counts; several where they agree in all answers or it is undecided.
        superseded: what was replaced by a reply or by a decision.
        conflict: between versions.
        open: it is not decided.
        differing: cells on which the versions don't agree, where it is undecided.
        outdated: it was decided between other files.
        declined: those of the superseded that a decision has passed over.
    """

    packet: Packet
    versions: tuple[Version, ...] = ()
    superseded: tuple[Version, ...] = ()
    conflict: Conflict | None = None
    open: bool = False
    differing: frozenset[Cell] = frozenset()
    outdated: bool = False
    declined: tuple[Version, ...] = ()

    @property
    def why_not(self) -> Iterator[tuple[Return, Aside]]:
        """The returns that could be used and don't count, and why."""
        for version in self.superseded:
            why = Aside.DECIDED if version in self.declined else Aside.REPLACED
            for each in version.usable:
                yield each, why

    @property
    def counting(self) -> tuple[Return, ...]:
        """The returns that count, file by file."""
        return tuple(each for version in self.versions for each in version.usable)


def by_packet(round_: Round, returns: Sequence[Return]) -> dict[str, list[Return]]:
    """Returns by packet, in a fixed order; those of other rounds are left out."""
    found: dict[str, list[Return]] = {packet.id: [] for packet in round_.packets}
    for each in returns:
        packet = each[0].submission.packet
        if packet is not None and packet.id in found:
            found[packet.id].append(each)
    for several in found.values():
        if len(several) > 1:
            several.sort(key=_order)
    return found


def _order(each: Return) -> tuple[int, str, str, str]:
    received = each[0]
    file = received.submission.file
    return received.run, received.received_at, file.sha256, file.shown_name


def stand(round_: Round, packet: Packet, returns: Sequence[Return], book: DecisionBook) -> Standing:
    """Which returns of a unit count.

    Args:
        round_: of the packet.
        packet: that they answer.
        returns: in a fixed order.
        book: the clerk's decisions.
    """
    if len(returns) == 1:  # the usual case, without the hash over its content
        version = Version("", tuple(returns))
        return Standing(packet, (version,) if version.usable else ())
    versions = _versions(returns)
    usable = [version for version in versions if version.usable]
    replaced = _replaced(versions)
    current = tuple(version for version in usable if version.hash not in replaced)
    current = _newest(current)
    current = _corrected(current) or current
    superseded = tuple(version for version in usable if version not in current)
    differing = differing_cells(packet, current) if len(current) > 1 else ()
    if not differing:
        return Standing(packet, current, superseded)
    conflict = _conflict(round_, packet, current, differing)
    taken = book.taken(conflict)
    if taken is None:
        cells = frozenset(differing)
        outdated = book.outdated(conflict)
        return Standing(
            packet, current, superseded, conflict, open=True, differing=cells, outdated=outdated
        )
    chosen = [
        version
        for version, candidate in zip(current, conflict.candidates, strict=True)
        if candidate.key in taken
    ][:1]
    others = tuple(version for version in current if version not in chosen)
    return Standing(packet, tuple(chosen), superseded + others, conflict, declined=others)


def _newest(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Those in the workbook that was issued last, where several versions of it were answered."""
    numbers = {v.hash: v.returns[0][0].submission.answered_version for v in versions}
    last = max((numbers[v.hash] for v in versions if v.answers), default=0)
    return tuple(v for v in versions if numbers[v.hash] == last) or versions


def _corrected(versions: Sequence[Version]) -> tuple[Version, ...]:
    """The one version without errors, where all others were sent back for theirs.

    A unit that mends its own file instead of the copy that went back to it has answered all the
    same, whichever of the two was collected first.
    """
    clean = [version for version in versions if not version.faulty and version.answers]
    return tuple(clean) if len(versions) > len(clean) == 1 else ()


def current_returns(
    round_: Round, returns: Sequence[Return], decisions: Decisions
) -> tuple[Received, ...]:
    """All returns without those that others replace.

    Args:
        round_: that is collected.
        returns: of it.
        decisions: of the clerk.
    """
    book = DecisionBook(decisions)
    found = by_packet(round_, returns)
    gone = {
        id(received)
        for packet in round_.packets
        if found[packet.id]
        for version in stand(round_, packet, found[packet.id], book).superseded
        for received, _ in version.returns
    }
    return tuple(received for received, _ in returns if id(received) not in gone)


def _versions(returns: Sequence[Return]) -> tuple[Version, ...]:
    found: dict[str, list[Return]] = {}
    for each in returns:
        found.setdefault(each[0].submission.content_hash, []).append(each)
    return tuple(Version(hash_, tuple(several)) for hash_, several in found.items())


def _replaced(versions: Sequence[Version]) -> frozenset[str]:
    """Hashes of versions that a later one answers, directly or through others.

    A unit may go back to what it said first, so that versions answer each other: then the one
    that came in a later run counts, and where they came together neither replaces the other.
    """
    runs = {version.hash: version.last_run for version in versions}
    answered = {
        version.hash: [
            target for target, run in version.replies() if target in runs and run >= runs[target]
        ]
        for version in versions
    }
    reached = {hash_: _reach(answered, hash_) for hash_ in answered}
    usable = {version.hash for version in versions if version.usable}
    return frozenset(
        target
        for hash_ in usable
        for target in reached[hash_]
        if target in runs and hash_ not in reached[target]
    )


def _reach(answered: Mapping[str, Sequence[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(answered[start])
    while waiting:
        hash_ = waiting.pop()
        if hash_ not in found:
            found.add(hash_)
            waiting += answered[hash_]
    return found


def differing_cells(packet: Packet, versions: Sequence[Version]) -> tuple[Cell, ...]:
    """Cells on which versions of one packet don't agree, in the order of the packet."""
    texts = [_texts(packet, version) for version in versions]
    return tuple(
        cell for cell in texts[0] if len({canonical(cell[1], said[cell]) for said in texts}) > 1
    )


def _texts(packet: Packet, version: Version) -> dict[Cell, str]:
    """What a version says in each cell; what it leaves out is as issued."""
    received, accepted = version.usable[0]
    rows = {row.key: row for row in reversed(received.submission.rows)}
    said: dict[Cell, str] = {}
    for issued in packet.rows:
        row = rows.get(issued.key)
        for column in ANSWER_COLUMNS:
            cell = (issued.key, column)
            answer = accepted.answers.get(cell) or (row.cells.get(column) if row else None)
            said[cell] = answer.text if answer else issued.answers.get(column, "")
    return said


def _conflict(
    round_: Round, packet: Packet, versions: Sequence[Version], differing: Sequence[Cell]
) -> Conflict:
    mark = dispute_mark(round_.id, "", "", packet.unit)
    return Conflict(
        key=conflict_key(mark, (version.hash for version in versions)),
        kind=ConflictKind.FILES,
        row_key="",
        column="",
        label=packet.unit,
        candidates=tuple(
            Candidate(
                _difference(packet, version, differing),
                file_origin(packet.unit, version.usable[0][0]),
                candidate_key(mark, version.hash),
            )
            for version in versions
        ),
    )


def _difference(packet: Packet, version: Version, differing: Sequence[Cell]) -> str:
    texts = _texts(packet, version)
    labels = {row.key: row.label for row in packet.rows}
    lines = [
        f"{labels[cell[0]]}{heading_of(cell[1])}：{quoted(texts[cell])}"
        for cell in differing[:_SHOWN_CELLS]
    ]
    if len(differing) > _SHOWN_CELLS:
        lines.append(f"等{len(differing)}处不同")
    return "\n".join(lines)


def file_origin(unit: str, received: Received, cell: str = "") -> Origin:
    """Where something comes from that is no answer: a whole file, or a row of it."""
    submission = received.submission
    file = submission.file
    return Origin(
        unit, None, file.shown_name, file.sha256, submission.sheet, cell, received.received_at
    )


def count_changed(submission: Submission) -> int:
    """How many answers of a return differ from what was issued."""
    return sum([len(changed_answers(row, ANSWER_COLUMNS)) for row in submission.rows])
