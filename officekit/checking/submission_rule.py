"""What a rule on returns is.

An error refuses what its location names: a cell (row and column), a task (row without column) or
the whole file (neither). Warnings and informations refuse nothing.
"""

from __future__ import annotations

from typing import ClassVar

from officekit.checking.rule import RuleBase, SubjectT_contra
from officekit.checking.submission_subject import ReturnSet, SubmissionSubject


class _TaxonomyRule(RuleBase[SubjectT_contra]):
    """Base of the rules on returns.

    Attributes:
        entry: of the taxonomy of returned workbooks (A01 … F06); its letter and number make the
            code: A01 is SB101, F06 is SB606.
    """

    entry: ClassVar[str]


class SubmissionRule(_TaxonomyRule[SubmissionSubject]):
    """Base of the rules on one return."""

    package = "officekit.checking.rules.submission"


class ReturnSetRule(_TaxonomyRule[ReturnSet]):
    """Base of the rules on the returns of a round together."""

    package = "officekit.checking.rules.returns"
