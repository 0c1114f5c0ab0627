"""What an examination of the installation has found, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CheckState(StrEnum):
    """How an item stands."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The word a clerk sees."""
        return _LABELS[self]


_LABELS = {
    CheckState.OK: "正常",
    CheckState.WARNING: "注意",
    CheckState.FAULT: "故障",
    CheckState.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One item of the examination.

    Attributes:
        name: what was looked at, in Chinese; unique within an examination.
        state: fault where the buttons or the commands can't work, warning where something is
            limited or could not be found out.
        found: what is there, in Chinese.
        advice: what to do, in Chinese; empty where there is nothing to do.
    """

    name: str
    state: CheckState
    found: str
    advice: str = ""
