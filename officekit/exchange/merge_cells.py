"""One cell of the matrix: what it will hold, given what units answered and what the clerk wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from officekit.exchange.merge_decisions import (
    DecisionBook,
    candidate_key,
    conflict_key,
    dispute_mark,
)
from officekit.exchange.merge_values import canonical, distinct, join_texts
from officekit.model.location import column_letters
from officekit.model.merging import JOINABLE, Aside, Candidate, Conflict, ConflictKind, Origin
from officekit.model.packet import Role
from officekit.model.setting import JOIN_TEXTS, LEAD_DECIDES
from officekit.model.submission import Answer, Received


class Source:
    """A return whose answers count.

    Attributes:
        unit: that it comes from.
        roles: of the unit by row key.
        file: shown name of the file.
        sheet: with the table.
        sha256: of the file.
        taken: how many of its answers the merge has taken so far.
    """

    def __init__(self, unit: str, roles: Mapping[str, Role], received: Received) -> None:
        self.unit = unit
        self.roles = roles
        self.file = received.submission.file.shown_name
        self.sheet = received.submission.sheet
        self.taken = 0
        self.sha256 = received.submission.file.sha256
        self._received_at = received.received_at
        self._letters: dict[int, str] = {}

    def origin(self, row_key: str, answer: Answer) -> Origin:
        """Where an answer comes from."""
        letters = self._letters.get(answer.column)
        if letters is None:
            letters = self._letters[answer.column] = column_letters(answer.column)
        return Origin(
            self.unit,
            self.roles.get(row_key),
            self.file,
            self.sha256,
            self.sheet,
            f"{letters}{answer.row}",
            self._received_at,
        )


Entry = tuple[Source, Answer]
"""An answer and the return that it stands in."""


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values that were answered.

    Attributes:
        text: as the first unit wrote it.
        entries: that say so.
    """

    text: str
    entries: tuple[Entry, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Units that say so, in order."""
        return distinct(source.unit for source, _ in self.entries)


@dataclass(frozen=True, slots=True)
class DisputedCell:
    """A cell for which there is more than one value.

    Attributes:
        round_id: number of the round.
        row_key, column: of the matrix.
        label: how a person calls the task.
        own: the matrix's own value, without what merges have written.
        edited: it is not the one that was issued.
        values: that were answered, the lead unit's first.
    """

    round_id: int
    row_key: str
    column: str
    label: str
    own: str
    edited: bool
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of a cell.

    Attributes:
        text: what the matrix will hold.
        entries: answers that are taken.
        decided: the clerk has chosen.
        conflict: what is or was to be decided; while it is open, the matrix holds its own value.
        outdated: she has chosen among other candidates.
        set_aside: values that don't count beside the lead unit's.
    """

    text: str
    entries: tuple[Entry, ...] = ()
    decided: bool = False
    conflict: Conflict | None = None
    outdated: bool = False
    set_aside: tuple[Value, ...] = ()

    def why_not(self, entries: Sequence[Entry]) -> Iterator[tuple[Entry, Aside]]:
        """The answers of a cell that are not taken, and why."""
        taken = {id(entry) for entry in self.entries}
        beside = {id(entry) for value in self.set_aside for entry in value.entries}
        others = Aside.DECIDED if self.decided else Aside.OPEN
        for entry in entries:
            if id(entry) not in taken:
                yield entry, Aside.LEAD if id(entry) in beside else others


def values_of(row_key: str, column: str, entries: Sequence[Entry]) -> tuple[Value, ...]:
    """The distinct values of a cell, those of units that answer for it first."""
    ranked = sorted(entries, key=lambda entry: not _answers_for(entry[0], row_key))
    found: dict[str, list[Entry]] = {}
    spelt: dict[str, str] = {}
    for entry in ranked:
        text = entry[1].text
        if text not in spelt:
            spelt[text] = canonical(column, text)
        found.setdefault(spelt[text], []).append(entry)
    return tuple(Value(several[0][1].text, tuple(several)) for several in found.values())


def settle(cell: DisputedCell, policy: str, book: DecisionBook) -> Settled:
    """What becomes of a cell that units answered.

    Args:
        cell: the cell, with one value or more.
        policy: what counts where units differ: DECIDE_EACH, LEAD_DECIDES or JOIN_TEXTS.
        book: the clerk's decisions.
    """
    proposed = _by_policy(cell, policy)
    kind = ConflictKind.UNITS
    if proposed is not None:
        own = canonical(cell.column, cell.own)
        if not cell.edited or canonical(cell.column, proposed.text) == own:
            return proposed
        kind = ConflictKind.MASTER
    beside = proposed.set_aside if proposed is not None else ()
    if beside:
        aside = {value.text for value in beside}
        cell = replace(cell, values=tuple(v for v in cell.values if v.text not in aside))
    conflict = _conflict(cell, kind)
    taken = book.taken(conflict)
    if taken is None:
        outdated = book.outdated(conflict)
        return Settled(cell.own, conflict=conflict, outdated=outdated, set_aside=beside)
    return replace(_decided(cell, conflict, taken), set_aside=beside)


def _by_policy(cell: DisputedCell, policy: str) -> Settled | None:
    """What counts without asking; ``None`` where the clerk has to decide between units."""
    values = cell.values
    if len(values) == 1:
        return Settled(values[0].text, values[0].entries)
    if policy == JOIN_TEXTS and cell.column in JOINABLE:
        text = join_texts([(value.units, value.text) for value in values])
        return Settled(text, tuple(entry for value in values for entry in value.entries))
    if policy in (LEAD_DECIDES, JOIN_TEXTS):
        of_leads = [value for value in values if _leads(cell.row_key, value)]
        if len(of_leads) == 1:
            lead = of_leads[0]
            others = tuple(value for value in values if value is not lead)
            return Settled(lead.text, lead.entries, set_aside=others)
    return None


def _leads(row_key: str, value: Value) -> bool:
    return any(_answers_for(source, row_key) for source, _ in value.entries)


def _answers_for(source: Source, row_key: str) -> bool:
    """Whether the unit leads a task, or is responsible for it where nobody leads."""
    role = source.roles.get(row_key)
    return role is not None and role.answers_for


def _conflict(cell: DisputedCell, kind: ConflictKind) -> Conflict:
    mark = dispute_mark(cell.round_id, cell.row_key, cell.column)
    candidates, said = [], []
    if cell.edited:
        own = canonical(cell.column, cell.own)
        candidates.append(Candidate(cell.own, Origin(), candidate_key(mark, own)))
        said.append(f"\x1e{own}")
    for value in cell.values:
        text = canonical(cell.column, value.text)
        first_of_unit = {source.unit: (source, answer) for source, answer in value.entries[::-1]}
        for unit in value.units:
            source, answer = first_of_unit[unit]
            origin = source.origin(cell.row_key, answer)
            candidates.append(Candidate(answer.text, origin, candidate_key(mark, text)))
            said.append(f"{unit}\x1e{text}")
    return Conflict(
        key=conflict_key(mark, said),
        kind=kind,
        row_key=cell.row_key,
        column=cell.column,
        label=cell.label,
        candidates=tuple(candidates),
        joinable=cell.column in JOINABLE,
    )


def _decided(cell: DisputedCell, conflict: Conflict, taken: frozenset[str]) -> Settled:
    """The cell as the clerk wants it; without a choice the matrix keeps its own value."""
    chosen = [candidate for candidate in conflict.candidates if candidate.key in taken]
    if not chosen:
        return Settled(cell.own, decided=True, conflict=conflict)
    if not conflict.joinable:
        chosen = [candidate for candidate in chosen if candidate.key == chosen[0].key]
    keys = distinct(candidate.key for candidate in chosen)
    parts = [_part([c for c in chosen if c.key == key]) for key in keys]
    mark = dispute_mark(cell.round_id, cell.row_key, cell.column)
    entries = [
        entry
        for value in cell.values
        if candidate_key(mark, canonical(cell.column, value.text)) in keys
        for entry in value.entries
    ]
    return Settled(join_texts(parts), tuple(entries), decided=True, conflict=conflict)


def _part(candidates: Sequence[Candidate]) -> tuple[tuple[str, ...], str]:
    """The units of one value, and its text."""
    units = distinct(candidate.origin.unit for candidate in candidates if candidate.origin.unit)
    return units, candidates[0].text
