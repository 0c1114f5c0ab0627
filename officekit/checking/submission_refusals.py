"""Base of the rules that pass on why a reader could not take a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from officekit.checking.submission_labels import sentence
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.returned import Refusal


class RefusalRule(SubmissionRule):
    """A reader's refusal as a finding on the file.

    Attributes:
        refusal: the reason that the rule passes on.
        reason, remedy: message and hint where the reader has given none.
    """

    severity = Severity.ERROR
    refusal: ClassVar[Refusal]
    reason: ClassVar[str]
    remedy: ClassVar[str]

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding where the file was refused for this reason."""
        facts = subject.facts
        if facts.refusal is self.refusal:
            yield self.found(
                subject.at_file(),
                sentence(facts.reason, self.reason),
                sentence(facts.remedy, self.remedy),
                value=facts.shown_name,
            )
