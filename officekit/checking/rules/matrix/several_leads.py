"""MX102: several units lead a task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Parameter, Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import numbered
from officekit.model.finding import Finding, Severity

_FORBIDDEN = "不允许"
_MOST_SINGLE = 10


class SeveralLeads(Rule):
    """一项任务由多个单位牵头。

    为什么
        多个单位牵头的任务，督办时容易互相等待；有的地方要求每项任务只有一个牵头单位。

    不好
        （牵头单位：区科技局、区工业和信息化局）

    改为
        （牵头单位：区科技局；责任单位：区工业和信息化局）
    """

    code = "MX102"
    severity = Severity.INFO
    parameters = (
        Parameter(
            "多个牵头",
            "允许",
            "填“不允许”时逐项提醒；填“允许”时只作提示，超过10项时合为一条",
        ),
    )

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a row; one for all where they are many and allowed."""
        led = [(row, row.units("lead")) for row in subject.rows]
        joint = [(row, units) for row, units in led if len(units) > 1]
        forbidden = self.parameter("多个牵头") == _FORBIDDEN
        if not forbidden and len(joint) > _MOST_SINGLE:
            first, _ = joint[0]
            yield self.found(
                subject.at(first, "lead"),
                f"有{len(joint)}项任务由两个以上单位共同牵头：{numbered(r for r, _ in joint)}。",
                "如要求每项任务只有一个牵头单位，请在“设置”中把“MX102.多个牵头”填为“不允许”。",
            )
            return
        for row, units in joint:
            finding = self.found(
                subject.at(row, "lead"),
                f"{subject.label(row)}由{len(units)}个单位牵头：{'、'.join(units)}。",
                "请确认是否共同牵头；如不是，请只留一个牵头单位，其余列入责任单位。",
                value="、".join(units),
            )
            yield replace(finding, severity=Severity.WARNING) if forbidden else finding
