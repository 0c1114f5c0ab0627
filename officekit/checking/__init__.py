"""Checking: every problem in a plan or matrix, with its place and its remedy."""

from officekit.checking.corrections import Correction, changes, corrections
from officekit.checking.corrections_text import with_full_width_marks
from officekit.checking.engine import CheckResult, check
from officekit.checking.notice_elements import placed_elements
from officekit.checking.notice_subject import NoticeSubject
from officekit.checking.subject import Passage, Subject

__all__ = [
    "CheckResult",
    "Correction",
    "NoticeSubject",
    "Passage",
    "Subject",
    "changes",
    "check",
    "corrections",
    "placed_elements",
    "with_full_width_marks",
]
