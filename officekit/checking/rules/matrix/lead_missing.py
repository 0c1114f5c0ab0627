"""MX101: units are named, a lead is not."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity

_MANY = 3


class LeadMissing(Rule):
    """任务写了责任单位，没有写明牵头单位。

    为什么
        没有牵头单位的任务，督办时无人总负责。

    不好
        （责任单位：区科技局、区财政局）

    改为
        （牵头单位：区科技局；责任单位：区财政局）
    """

    code = "MX101"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every row with units and no lead; one in all where no row has a lead."""
        rows = [row for row in subject.rows if row.units("support") and not row.units("lead")]
        if len(rows) > _MANY and not any(row.units("lead") for row in subject.rows):
            yield self.found(
                subject.at(rows[0], "lead"),
                f"全部{len(rows)}项有责任单位的任务都没有写明牵头单位。",
                "请逐项确定牵头单位；如由排在首位的单位牵头，请在“设置”中把“首位即牵头”填为“是”后重新生成。",
                value=str(len(rows)),
            )
            return
        for row in rows:
            first = row.units("support")[0]
            yield self.found(
                subject.at(row, "lead"),
                f"{subject.label(row)}没有写明牵头单位。",
                f"请确定牵头单位；如由排在首位的“{first}”牵头，请填入“牵头单位”。",
                expected=first,
            )
