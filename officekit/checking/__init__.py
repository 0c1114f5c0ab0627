"""Checking: every problem in a plan or matrix, with its place and its remedy."""

from officekit.checking.corrections import Correction, changes, corrections
from officekit.checking.engine import CheckResult, check
from officekit.checking.subject import Passage, Subject

__all__ = [
    "CheckResult",
    "Correction",
    "Passage",
    "Subject",
    "changes",
    "check",
    "corrections",
]
