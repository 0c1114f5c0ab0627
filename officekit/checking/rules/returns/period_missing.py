"""SB604: a period between is missing."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import NOWHERE
from officekit.model.period import Period


class PeriodMissing(ReturnSetRule):
    """上期没有报，或者中间缺一期。

    为什么
        缺了一期，“比上期”的核对就断了，累计数也接不上。

    不好
        7月、9月都报了，8月没有报

    改为
        补报8月，或者在9月的进展里一并说明
    """

    code = "SB604"
    entry = "F04"
    severity = Severity.INFO

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every unit without the period before, and one for a period not issued."""
        if not subject.past:
            return
        yield from self._not_issued(subject)
        last, _ = subject.past[-1]
        for packet in subject.round.packets:
            missing: list[str] = []
            for period, units in reversed(subject.past):
                if packet.unit in units:
                    break
                missing.insert(0, period)
            if missing:
                periods = "、".join(missing)
                yield self.found(
                    NOWHERE,
                    f"{packet.unit}没有报{periods}的进展，与本期接不上。",
                    f"请该单位补报{last}，或者在本期的“进展情况”里一并说明。",
                    value=f"{packet.unit}：{periods}",
                )

    def _not_issued(self, subject: ReturnSet) -> Iterator[Finding]:
        now, before = subject.round.period, Period.parse(subject.past[-1][0])
        if now.first is None or before.last is None or now.length != before.length:
            return
        gap = now.first - before.last - 1
        if gap > 0:
            yield self.found(
                NOWHERE,
                f"上一次下发的是{before}，到{now}之间有{gap}个月没有下发。",
                "如果不是有意隔开，请补发；否则不必处理。",
                value=f"{before}—{now}",
            )
