"""A problem found in somebody's data: a value, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from officekit.model.location import NOWHERE, Location


class Severity(StrEnum):
    """How much a finding matters, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The word a clerk sees."""
        return {"error": "错误", "warning": "提醒", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, its place and its remedy.

    Attributes:
        code: ASCII, two letters and three digits (``PS003``); never renumbered or reused.
        severity: error, warning or info.
        message: what is there, in Chinese, one sentence.
        hint: what to do, in Chinese, one sentence.
        location: where.
        value: the text found, if a single value is meant.
        expected: what should stand there, if that is known.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    location: Location = NOWHERE
    value: str | None = None
    expected: str | None = None
