"""A run: one thing that a clerk has done with a round, as the register tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from officekit.model.period import Period


class RunKind(StrEnum):
    """What a run did; the value stands in the register and never changes."""

    ISSUE = "issue"
    COLLECT = "collect"
    UNDO = "undo"

    @property
    def label(self) -> str:
        """The word a clerk sees."""
        return {"issue": "拆分下发", "collect": "收集汇总", "undo": "撤销"}[self.value]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the register.

    Attributes:
        number: of the run, from 1.
        kind: what it did.
        matrix_id: of the matrix.
        round_id: number of the round in the register.
        period: of the round.
        version: of the round: how often the period had been issued.
        at: ISO time with offset.
        note: free text of the caller.
        received: returns that it was the first to take in.
        merged: values that it put into the matrix.
        decided: conflicts about which it was told a decision.
        finished: what it did is complete; a collecting that was broken off is not.
        undoes: number of the run that it took back; ``None`` where none.
        undone_by: number of the run that took it back; ``None`` where none did.
    """

    number: int
    kind: RunKind
    matrix_id: str
    round_id: int
    period: Period
    version: int
    at: str
    note: str = ""
    received: int = 0
    merged: int = 0
    decided: int = 0
    finished: bool = False
    undoes: int | None = None
    undone_by: int | None = None
