"""What a clerk is told of a round: who has returned, what is wrong, what she has to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from officekit.model.finding import Finding
from officekit.model.merging import Conflict, Decisions, Proposal
from officekit.model.period import Period
from officekit.model.submission import Ledger, Receipt, Remark


@dataclass(frozen=True, slots=True)
class ReturnAccount:
    """What became of everything in one return.

    Attributes:
        unit: registered name; blank where it is not known.
        file: shown name.
        received_at: ISO time.
        ledger: cells and rows, and what they are.
        merged, kept, refused: answers that were merged (or stood in the matrix already), kept
            aside, and refused.
        replaced: answers in place of which those of a correction count.
    """

    unit: str
    file: str
    received_at: str
    ledger: Ledger
    merged: int = 0
    kept: int = 0
    refused: int = 0
    replaced: int = 0


SET_ASIDE_SHEET = "未并入内容"
"""Name of the sheet with every answer that is not in the matrix."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A changed answer that is not in the matrix after the merge.

    Attributes:
        unit: registered name; blank where it is not known.
        file: shown name.
        cell: sheet and cell, as ``责任清单!J5``.
        task: how a person calls the task.
        heading: of the column.
        text: in full; blank where the unit has cleared the cell.
        why: in Chinese.
    """

    unit: str
    file: str
    cell: str
    task: str
    heading: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ReturnReport:
    """A round as it stands.

    Attributes:
        title: of the list.
        period: of the reports.
        version: of the issue.
        due: last day for returning (ISO date); blank where none was set.
        time: of the report, ISO.
        summary: one line in Chinese.
        receipts: one line a unit.
        conflicts: to be decided, those that were decided included.
        decisions: what was decided.
        findings: unit (blank for the set as a whole) and finding.
        proposals: new tasks that units propose.
        remarks: unit, shown name of the file, and text that no column asks for.
        accounts: one a return.
        set_aside: changed answers that are not in the matrix, in the order of the accounts.
        tasks: how a person calls each task, by row key.
    """

    title: str
    period: Period
    version: int
    due: str = ""
    time: str = ""
    summary: str = ""
    receipts: tuple[Receipt, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    decisions: Decisions = field(default_factory=dict)
    findings: tuple[tuple[str, Finding], ...] = ()
    proposals: tuple[Proposal, ...] = ()
    remarks: tuple[tuple[str, str, Remark], ...] = ()
    accounts: tuple[ReturnAccount, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    tasks: Mapping[str, str] = field(default_factory=dict)
