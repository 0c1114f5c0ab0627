"""SB602: two units have answered one task as its lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from officekit.checking.answer_merged import label_of, merged_answers
from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import NOWHERE, Location
from officekit.model.packet import Role

_SHOWN = 3


class TwoLeads(ReturnSetRule):
    """一项任务有两个牵头单位，两个都报了。

    为什么
        两个单位都按牵头填报，“以牵头单位为准”就不知道以谁为准。

    不好
        青禾区教育局和青禾区水务局都按牵头单位填报

    改为
        责任清单里只留一个牵头单位
    """

    code = "SB602"
    entry = "F02"
    severity = Severity.INFO

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """At most one finding on all tasks that several leads have answered."""
        found = dict(_answered_by_leads(subject))
        if not found:
            return
        told = [(label_of(subject, key), "、".join(units)) for key, units in found.items()]
        if len(told) == 1:
            label, names = told[0]
            place = Location(row_key=next(iter(found)))
            message = f"{label}有几个牵头单位都报了：{names}。"
            value = names
        else:
            place = NOWHERE
            shown = "，".join(f"{label}（{names}）" for label, names in told[:_SHOWN])
            more = "等" if len(told) > _SHOWN else ""
            message = f"有{len(told)}项任务，几个牵头单位都报了：{shown}{more}。"
            value = "；".join(f"{label}：{names}" for label, names in told)
        yield self.found(
            place,
            message,
            "填得一样的不用处理；不一样的，请在“报送冲突”里选定。",
            value=value,
        )


def _answered_by_leads(subject: ReturnSet) -> Iterator[tuple[str, Sequence[str]]]:
    """Row key of each task that several leads have answered, and these units."""
    for key, units in _leads(subject).items():
        if len(units) < 2:  # noqa: PLR2004 - one lead is as it should be
            continue
        answered = {
            received.submission.unit
            for received, row in subject.by_row.get(key, ())
            if merged_answers(received, row)
        }
        several = [unit for unit in units if unit in answered]
        if len(several) > 1:
            yield key, several


def _leads(subject: ReturnSet) -> Mapping[str, Sequence[str]]:
    """Units that lead each task, by row key."""
    leads: dict[str, list[str]] = {}
    for packet in subject.round.packets:
        for row in packet.rows:
            if row.role is Role.LEAD:
                leads.setdefault(row.key, []).append(packet.unit)
    return leads
