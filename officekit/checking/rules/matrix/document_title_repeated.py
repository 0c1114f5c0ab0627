"""MX305: several titles stand above the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity

_BRACKETED = re.compile(r"[（(][^（()）]*[）)]|\s*")


class DocumentTitleRepeated(Rule):
    """文件开头的标题印了几遍。

    为什么
        网页标题和文件标题一起粘贴进来，印发时会多出一行。

    不好
        青禾区绿色发展行动计划（征求意见稿）
        云泽市青禾区绿色发展行动计划
        （征求意见稿）

    改为
        云泽市青禾区绿色发展行动计划
        （征求意见稿）
    """

    code = "MX305"
    severity = Severity.WARNING
    replaces = ("PS011",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every further title that the parser has met."""
        title = (subject.plan.title if subject.plan else None) or subject.matrix.title
        if not title:
            return
        for finding in subject.matrix.findings:
            extra = finding.location.quote
            if finding.code != "PS011" or _BRACKETED.fullmatch(extra):
                continue
            yield self.found(
                finding.location,
                f"文件开头除标题“{title}”外，还有一行标题“{extra}”。",
                "如是重复的标题，请只保留一个。",
                value=extra,
                expected=title,
            )
