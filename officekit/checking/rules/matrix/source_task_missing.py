"""MX611: a task of the source document has no row."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.plan_source import matched_rows
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location


class SourceTaskMissing(Rule):
    """原文件中的任务没有列入责任清单。

    为什么
        漏列的任务没有人落实。

    不好
        原文件第12项任务，清单中没有。

    改为
        把第12项任务补入清单。
    """

    code = "MX611"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every row of the source without a partner."""
        for theirs, ours in matched_rows(subject):
            if theirs is not None and ours is None:
                yield self.found(
                    Location(file=subject.matrix.source, quote=theirs["title"]),
                    f"原文件的{subject.label(theirs)}没有列入清单。",
                    "请核对是否漏列；有意删去的，请在处理意见中说明。",
                    value=theirs.key,
                    expected=theirs["title"],
                )
