"""MX603: tasks without a measurable target, in one finding."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.plan import TaskKind

_SHOWN = 60


class TasksWithoutTarget(Rule):
    """部分任务没有量化目标（合并为一条提示）。

    为什么
        没有量化目标的任务难以考核，起草时宜尽量明确数量和标准。

    不好
        12.加大培育力度，壮大企业队伍。

    改为
        12.加大培育力度，新增高新技术企业10家。
    """

    code = "MX603"
    severity = Severity.INFO

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding that counts and lists the rows without targets."""
        apart = set()
        if subject.plan:
            apart = {s.heading for s in subject.plan.sections if s.kind is not TaskKind.TASK}
        rows = [row for row in subject.rows if row["section"] not in apart]
        bare = [row["number"] or row.key for row in rows if not row["targets"]]
        if not bare:
            return
        shown = "、".join(bare[:_SHOWN]) + ("等" if len(bare) > _SHOWN else "")
        yield self.found(
            Location(file=subject.matrix.source),
            f"{len(rows)}项任务中有{len(bare)}项没有量化目标：第{shown}项。",
            "请核对其中哪些任务可以写明数量和标准；不宜量化的，可以不改。",
        )
