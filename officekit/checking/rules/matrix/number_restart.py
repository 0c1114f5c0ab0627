"""MX403: numbers begin anew where the document runs on."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.number_sequences import Break, number_breaks
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity


class NumberRestart(Rule):
    """编号在应当接续的地方重新从1开始。

    为什么
        全文连续编号的文件，中途从1开始会使两项任务有同一个序号。

    不好
        一、… 1.… 2.… 二、… 3.… 4.… 三、… 1.…

    改为
        一、… 1.… 2.… 二、… 3.… 4.… 三、… 5.…
    """

    code = "MX403"
    severity = Severity.WARNING
    replaces = ("PS003",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every 1 inside a sequence that runs on."""
        for found in number_breaks(subject):
            if found.kind is Break.RESTART:
                entry = found.entry
                yield self.found(
                    entry.location,
                    f"{found.what}的编号在此处重新从“{entry.printed()}”开始，前文是连续编号。",
                    f"请核对；如应接续编号，请改为“{entry.printed(found.expected)}”，其后顺延。",
                    value=entry.printed(),
                    expected=entry.printed(found.expected),
                )
