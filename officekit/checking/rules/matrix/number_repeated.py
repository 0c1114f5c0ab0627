"""MX402: a number is used twice."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.number_sequences import Break, number_breaks
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity


class NumberRepeated(Rule):
    """编号重复：同一个编号用了两次。

    为什么
        督办、报送都以序号指明任务，序号重复就不知道说的是哪一项。

    不好
        12.建设平台。… 12.培育企业。…

    改为
        12.建设平台。… 13.培育企业。…
    """

    code = "MX402"
    severity = Severity.WARNING
    replaces = ("PS003",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every number that was there before in its sequence."""
        for found in number_breaks(subject):
            if found.kind is Break.REPEAT:
                entry = found.entry
                yield self.found(
                    entry.location,
                    f"{found.what}的编号“{entry.printed()}”重复。",
                    "请改正编号，并核对其后各项的编号。",
                    value=entry.printed(),
                    expected=entry.printed(found.expected),
                )
