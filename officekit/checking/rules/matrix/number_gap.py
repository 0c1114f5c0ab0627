"""MX401: a number is left out."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.number_sequences import Break, number_breaks
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity


class NumberGap(Rule):
    """编号不连续：缺少编号，或者次序颠倒。

    为什么
        缺号可能是漏了一项任务，也使下级按序号报送时对不上。

    不好
        12.建设平台。… 14.培育企业。…

    改为
        12.建设平台。… 13.培育企业。…
    """

    code = "MX401"
    severity = Severity.WARNING
    replaces = ("PS003",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every number that does not follow the one before it."""
        for found in number_breaks(subject):
            if found.kind is not Break.GAP:
                continue
            entry, before = found.entry, found.previous
            start = f"“{before.printed()}”之后" if before else "开头"
            yield self.found(
                entry.location,
                f"{found.what}的编号不连续：{start}是“{entry.printed()}”。",
                "请核对是漏了内容还是编号写错，并改正编号。",
                value=entry.printed(),
                expected=entry.printed(found.expected),
            )
