"""MX304: the document has no title."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.location import NOWHERE


class DocumentTitleMissing(Rule):
    """没有文件标题。

    为什么
        没有标题的文件不能印发，责任清单也没有名称可用。

    不好
        （2023—2025年）
        一、总体要求

    改为
        青禾区绿色发展三年行动计划
        （2023—2025年）
        一、总体要求
    """

    code = "MX304"
    severity = Severity.WARNING
    replaces = ("PS001",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for a plan, or a matrix with a blank line 标题, that has no title."""
        matrix = subject.matrix
        asked = subject.plan is not None or "标题" in matrix.settings
        title = subject.setting("标题") or matrix.title or (subject.plan and subject.plan.title)
        if not asked or title or not subject.rows:
            return
        location = subject.lines[0].location if subject.lines else NOWHERE
        yield self.found(
            location,
            "没有找到文件标题。",
            "请在文件开头补上标题，或在“设置”表的“标题”一栏填写。",
        )
