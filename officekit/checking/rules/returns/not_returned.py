"""SB207: a unit has returned nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import NOWHERE
from officekit.model.packet import Packet, Round


class NotReturned(ReturnSetRule):
    """有的单位还没有报。

    为什么
        缺一个单位，它牵头的任务就没有进展。截止日期以前是提示，过了截止日期是提醒。

    不好
        截止日期已过，青禾区水务局没有报

    改为
        催报后重新收集
    """

    code = "SB207"
    entry = "B07"
    severity = Severity.WARNING

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every unit of which no return is known."""
        heard_of = {received.submission.unit for received in subject.received}
        for packet in subject.round.packets:
            if packet.unit in heard_of:
                continue
            due = _due_day(subject.round, packet)
            overdue = due is not None and subject.today > due
            until = f"，截止日期{due.isoformat()}{'已过' if overdue else '未到'}" if due else ""
            finding = self.found(
                NOWHERE,
                f"{packet.unit}还没有报{subject.round.period}的进展（{len(packet.rows)}项任务）{until}。",
                "请催报，收到后再收集一次。" if overdue else "收到后再收集一次即可。",
                value=packet.unit,
            )
            yield finding if overdue else replace(finding, severity=Severity.INFO)


def _due_day(issued: Round, packet: Packet) -> date | None:
    """The last day for a unit, ``None`` where none was set or it is no date."""
    try:
        return date.fromisoformat((packet.due or issued.due)[:10])
    except ValueError:
        return None
