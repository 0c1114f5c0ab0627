"""What rules on returns look at: one return beside what was issued, and all returns of a round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from officekit.model.finding import Finding
from officekit.model.location import Location
from officekit.model.matrix import Matrix
from officekit.model.packet import ANSWER_COLUMNS, Packet, PacketRow, Round
from officekit.model.returned import FileFacts, ReturnedFile, ReturnedSheet
from officekit.model.submission import Answer, Received, Submission, SubmissionRow
from officekit.model.unit import UnitRegistry

if TYPE_CHECKING:
    from officekit.checking.rule import RuleBase


@dataclass(frozen=True)
class Filled:
    """An answer that a unit has given or changed.

    Attributes:
        row: of the return.
        key: of the column.
        cell: what stands there.
        issued: the row as issued.
    """

    row: SubmissionRow
    key: str
    cell: Answer
    issued: PacketRow


@dataclass(frozen=True)
class SubmissionSubject:
    """One return.

    Attributes:
        submission: the return, understood.
        file: its sheets as they were read; without sheets where it was refused.
        round: the round that is being collected.
            The packet that it answers stands in ``submission``; it may belong to an earlier one.
        by_unit: packets of the round by unit.
        previous: last merged answers of the period before: row key → column key → text.
        registry: registered organisations.
        settings: lines of the sheet 设置 that change rules.
        today: the day of collecting.
    """

    submission: Submission
    file: ReturnedFile
    round: Round
    by_unit: Mapping[str, Packet] = field(default_factory=dict)
    previous: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    registry: UnitRegistry = field(default_factory=UnitRegistry)
    settings: Mapping[str, str] = field(default_factory=dict)
    today: date = date.max
    findings: tuple[Finding, ...] = ()

    def rule_kind(self) -> type[RuleBase[Any]]:
        """Rules on one return."""
        from officekit.checking.submission_rule import SubmissionRule

        return SubmissionRule

    @property
    def row_keys(self) -> Sequence[str]:
        """Keys of the rows as they came back."""
        return tuple(row.key for row in self.submission.rows)

    @property
    def facts(self) -> FileFacts:
        """What is known of the file as a whole."""
        return self.submission.file

    @property
    def packet(self) -> Packet | None:
        """What it answers."""
        return self.submission.packet

    @cached_property
    def sheet(self) -> ReturnedSheet | None:
        """The sheet with the table, ``None`` where there is none."""
        name = self.submission.sheet
        return next((s for s in self.file.sheets if s.name == name), None) if name else None

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Column of the sheet, from 1, by column key; the first where a heading comes twice."""
        found: dict[str, int] = {}
        for heading in self.submission.headings:
            if heading.key:
                found.setdefault(heading.key, heading.column)
        return found

    @cached_property
    def filled(self) -> tuple[Filled, ...]:
        """Answers that are not blank and differ from what was issued, row by row."""
        return tuple(
            Filled(row, key, row.cells[key], row.issued)
            for row in self.submission.rows
            if row.issued is not None
            for key in ANSWER_COLUMNS
            if key in row.cells and row.cells[key].text and row.changed(key)
        )

    def filled_in(self, *keys: str) -> Iterator[Filled]:
        """Filled answers of some columns."""
        return (each for each in self.filled if each.key in keys)

    def at_file(self) -> Location:
        """The file as a whole."""
        return Location(file=self.facts.shown_name)

    def at_sheet(self, name: str = "") -> Location:
        """A sheet; by default the one with the table."""
        return Location(file=self.facts.shown_name, sheet=name or self.submission.sheet or None)

    def at_place(self, row: int, column: int | None = None, *, row_key: str = "") -> Location:
        """A cell or row of the sheet with the table."""
        return Location(
            file=self.facts.shown_name,
            sheet=self.submission.sheet,
            row=row,
            column=column,
            row_key=row_key or None,
        )


@dataclass(frozen=True)
class ReturnSet:
    """All returns of a round together.

    Attributes:
        round: what was issued.
        received: all returns that the register holds for it, in the order of their hashes,
            superseded ones left out; those that were refused as files have no packet.
        matrix: the matrix as it stands.
        past: periods before this one that were issued, oldest first, each with the units that
            have returned it.
        previous: last merged answers of the period before: row key → column key → text.
        today: the day of collecting.
        disputed: row and column key of the cells on which units disagree and nobody has decided
            yet; ``None`` where the merge was not asked.
    """

    round: Round
    received: tuple[Received, ...]
    matrix: Matrix = field(default_factory=Matrix)
    past: tuple[tuple[str, frozenset[str]], ...] = ()
    previous: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    today: date = date.max
    findings: tuple[Finding, ...] = ()
    disputed: frozenset[tuple[str, str]] | None = None

    def rule_kind(self) -> type[RuleBase[Any]]:
        """Rules on the returns of a round together."""
        from officekit.checking.submission_rule import ReturnSetRule

        return ReturnSetRule

    @property
    def settings(self) -> Mapping[str, str]:
        """Lines of the sheet 设置."""
        return self.matrix.settings

    @property
    def row_keys(self) -> Sequence[str]:
        """Keys of the tasks in their order."""
        return tuple(row.key for row in self.matrix.rows)

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Received, ...]]:
        """Returns by unit; those of no known unit are left out."""
        found: dict[str, list[Received]] = {}
        for each in self.received:
            if each.submission.packet is not None:
                found.setdefault(each.submission.packet.unit, []).append(each)
        return {unit: tuple(several) for unit, several in found.items()}

    @cached_property
    def by_row(self) -> Mapping[str, tuple[tuple[Received, SubmissionRow], ...]]:
        """Rows that were answered, by row key."""
        found: dict[str, list[tuple[Received, SubmissionRow]]] = {}
        for each in self.received:
            for row in each.submission.rows:
                found.setdefault(row.key, []).append((each, row))
        return {key: tuple(several) for key, several in found.items()}
