"""The three-way merge by row key: what was issued, what came back, what the matrix holds.

A pure function of the set of returns, the issue record, the decisions, the history of merges and
the matrix. Each cell has an own value, which it would hold without any merge; what units answered
replaces it where nobody disagrees, and gives way to it again where a return is withdrawn or
something is disputed. Therefore it makes no difference in which order, in how many runs or how
often returns are collected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from officekit.exchange import merge_findings as say
from officekit.exchange.merge_cells import (
    DisputedCell,
    Entry,
    Settled,
    Source,
    settle,
    values_of,
)
from officekit.exchange.merge_decisions import DecisionBook
from officekit.exchange.merge_history import own_value
from officekit.exchange.merge_returns import (
    Cell,
    Return,
    Standing,
    by_packet,
    count_changed,
    file_origin,
    stand,
)
from officekit.exchange.merge_values import same
from officekit.exchange.register_codec import collector_at_rest
from officekit.model.finding import Finding
from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.merging import (
    Aside,
    Conflict,
    Decisions,
    MergedValue,
    MergeHistory,
    MergeResult,
    Proposal,
)
from officekit.model.packet import ANSWER_COLUMNS, PacketRow, Round
from officekit.model.setting import DECIDE_EACH, JOIN_TEXTS, LEAD_DECIDES

_POLICIES = (DECIDE_EACH, LEAD_DECIDES, JOIN_TEXTS)


def merge(
    matrix: Matrix,
    round_: Round,
    returns: Sequence[Return],
    history: MergeHistory | None = None,
    decisions: Decisions | None = None,
    *,
    policy: str = DECIDE_EACH,
) -> MergeResult:
    """What returns of a round change in the matrix, and what a person has to decide.

    Args:
        matrix: as it stands.
        round_: what was issued.
        returns: all returns that came so far, in any order, each with what may be merged of it.
        history: what merges of this round have put into the matrix.
        decisions: of the clerk, about this and former conflicts.
        policy: where units differ: DECIDE_EACH, LEAD_DECIDES or JOIN_TEXTS.
    """
    with collector_at_rest():
        return _Merge(
            matrix, round_, history or MergeHistory(), DecisionBook(decisions or {}), policy
        ).run(returns)


@dataclass
class _Merge:
    """One merge at work."""

    matrix: Matrix
    round: Round
    history: MergeHistory
    book: DecisionBook
    policy: str
    values: list[MergedValue] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    settled: list[Conflict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    aside: dict[str, dict[Cell, Aside]] = field(default_factory=dict)
    merged: int = 0
    unchanged: int = 0

    def run(self, returns: Sequence[Return]) -> MergeResult:
        """The whole merge."""
        if self.policy not in _POLICIES:
            self.findings.append(say.unknown_policy(self.policy))
        standings = self._standings(returns)
        entries = self._entries(standings)
        issued = _issued(self.round)
        columns = {column.column.key for column in self.matrix.columns if column.column}
        asked = tuple(column for column in ANSWER_COLUMNS if column in columns)
        for row in self.matrix.rows:
            for column in asked:
                cell = (row.key, column)
                found = entries.pop(cell, None)
                if found is not None or cell in self.history.written:
                    self._merge_cell(row, column, found or [], issued.get(row.key))
        self._report_homeless(entries)
        taken = sum(len(a.answers) for _, a in returns if a.whole is None)
        changed = sum(count_changed(received.submission) for received, _ in returns)
        files, replaced = self._aside_files(standings, returns)
        return MergeResult(
            values=tuple(self.values),
            unchanged=self.unchanged,
            conflicts=tuple(self.conflicts),
            settled=tuple(self.settled),
            findings=tuple(self.findings),
            proposals=tuple(_proposals(standings)),
            merged=self.merged,
            kept=taken - self.merged - replaced,
            refused=changed - taken,
            replaced=replaced,
            taken=self._taken(),
            aside=self.aside,
            aside_files=files,
        )

    def _standings(self, returns: Sequence[Return]) -> list[Standing]:
        """Which returns count, unit by unit; disputed ones are noted."""
        found = by_packet(self.round, returns)
        standings = []
        for packet in self.round.packets:
            if not found[packet.id]:
                continue
            standing = stand(self.round, packet, found[packet.id], self.book)
            standings.append(standing)
            if standing.conflict is None:
                continue
            if standing.open:
                self._ask(standing.conflict, None, outdated=standing.outdated)
            else:
                self.settled.append(standing.conflict)
        return standings

    def _taken(self) -> dict[str, int]:
        """How many answers of each file were taken."""
        counts: Counter[str] = Counter()
        for source in self.sources:
            if source.taken:
                counts[source.sha256] += source.taken
        return dict(counts)

    def _aside_files(
        self, standings: Sequence[Standing], returns: Sequence[Return]
    ) -> tuple[dict[str, Aside], int]:
        """Why files don't count, and how many answers a correction has replaced."""
        issued = {packet.id for packet in self.round.packets}
        files: dict[str, Aside] = {}
        replaced = 0
        for received, _ in returns:
            packet = received.submission.packet
            if packet is None or packet.id not in issued:
                files[received.submission.file.sha256] = Aside.OTHER_ROUND
        for standing in standings:
            for (received, accepted), why in standing.why_not:
                files[received.submission.file.sha256] = why
                replaced += len(accepted.answers) if why is Aside.REPLACED else 0
        return files, replaced

    def _put_aside(self, cell: Cell, source: Source, why: Aside) -> None:
        self.aside.setdefault(source.sha256, {})[cell] = why

    def _entries(self, standings: Sequence[Standing]) -> dict[Cell, list[Entry]]:
        """Answers that count, by cell, in the order of packets."""
        entries: dict[Cell, list[Entry]] = {}
        for standing in standings:
            roles = {row.key: row.role for row in standing.packet.rows}
            for received, accepted in standing.counting:
                source = Source(standing.packet.unit, roles, received)
                self.sources.append(source)
                for cell, answer in accepted.answers.items():
                    if cell in standing.differing:
                        self._put_aside(cell, source, Aside.OPEN)
                        continue
                    several = entries.get(cell)
                    if several is None:
                        entries[cell] = [(source, answer)]
                    else:
                        several.append((source, answer))
        return entries

    def _merge_cell(
        self, row: MatrixRow, column: str, entries: list[Entry], issued: PacketRow | None
    ) -> None:
        """Merge one cell of the matrix."""
        cell = row.fields.get(column)
        text = cell.text if cell else ""
        before = issued.answers.get(column, "") if issued else ""
        own = own_value(self.history, (row.key, column), text, before)
        edited = (row.key, column) in self.history.edited
        if own != before and not edited:
            known = (before, *self.history.earlier.get((row.key, column), ()))
            edited = not any(own == each or same(column, own, each) for each in known)
        if not entries:
            self._put(row.key, column, text, own, ())
        elif len(entries) == 1 and not edited:
            self._put(row.key, column, text, entries[0][1].text, entries)
        else:
            settled = self._settle(row, column, entries, issued, own=own, edited=edited)
            self._put(row.key, column, text, settled.text, settled.entries, decided=settled.decided)

    def _put(
        self,
        row_key: str,
        column: str,
        before: str,
        after: str,
        entries: Sequence[Entry],
        *,
        decided: bool = False,
    ) -> None:
        """Note what a cell will hold, and which answers were taken for it."""
        self.merged += len(entries)
        for source, _ in entries:
            source.taken += 1
        if before == after or same(column, before, after):
            self.unchanged += len(entries)
            return
        origins = tuple([source.origin(row_key, answer) for source, answer in entries])
        self.values.append(MergedValue(row_key, column, before, after, origins, decided))

    def _settle(
        self,
        row: MatrixRow,
        column: str,
        entries: list[Entry],
        issued: PacketRow | None,
        *,
        own: str,
        edited: bool,
    ) -> Settled:
        """A cell with several answers, or that the clerk has edited."""
        label = issued.label if issued else row.key
        values = values_of(row.key, column, entries)
        cell = DisputedCell(self.round.id, row.key, column, label, own, edited, values)
        settled = settle(cell, self.policy, self.book)
        for (source, _), why in settled.why_not(entries):
            self._put_aside((row.key, column), source, why)
        if settled.conflict is not None and settled.decided:
            self.settled.append(settled.conflict)
        elif settled.conflict is not None:
            self._ask(settled.conflict, row, outdated=settled.outdated)
        elif settled.set_aside:
            lead = settled.entries[0][0].unit
            self.findings.append(say.set_aside(label, row, column, lead, settled.set_aside))
        return settled

    def _ask(self, conflict: Conflict, row: MatrixRow | None, *, outdated: bool) -> None:
        self.conflicts.append(conflict)
        self.findings.append(say.open_conflict(conflict, row))
        if outdated:
            self.findings.append(say.outdated_decision(conflict, row))

    def _report_homeless(self, entries: dict[Cell, list[Entry]]) -> None:
        """Answers for which the matrix has no row, or no column; they are kept aside."""
        rows = {row.key for row in self.matrix.rows}
        told: set[tuple[str, str]] = set()
        columns: Counter[str] = Counter()
        packets = {packet.unit: packet for packet in self.round.packets}
        for (row_key, column), several in entries.items():
            why = Aside.COLUMN_GONE if row_key in rows else Aside.TASK_GONE
            for source, _ in several:
                self._put_aside((row_key, column), source, why)
            if row_key in rows:
                columns[column] += len(several)
                continue
            for entry in several:
                unit = entry[0].unit
                if (unit, row_key) not in told:
                    told.add((unit, row_key))
                    self.findings.append(say.row_gone(packets[unit], row_key, entry))
        self.findings += [say.column_gone(key, count) for key, count in columns.items()]


def _issued(round_: Round) -> dict[str, PacketRow]:
    """Rows as they were issued, by row key; of the first packet where several have one."""
    found: dict[str, PacketRow] = {}
    for packet in round_.packets:
        for row in packet.rows:
            found.setdefault(row.key, row)
    return found


def _proposals(standings: Sequence[Standing]) -> Iterator[Proposal]:
    """New tasks that units propose, each once."""
    for standing in standings:
        seen: set[tuple[tuple[str, str], ...]] = set()
        for received, _ in standing.counting:
            for extra in received.submission.extra:
                texts = {key: text for key, text in extra.texts.items() if text}
                said = tuple(sorted(texts.items()))
                if not texts or extra.key or extra.label or extra.continues or said in seen:
                    continue
                seen.add(said)
                origin = file_origin(standing.packet.unit, received, str(extra.row))
                yield Proposal(standing.packet.unit, texts, origin)
