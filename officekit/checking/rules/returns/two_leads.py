"""SB602: two units have answered one task as its lead."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_merged import label_of, merged_answers
from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.packet import Role


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
    severity = Severity.WARNING

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every task that several leads have answered."""
        leads: dict[str, list[str]] = {}
        for packet in subject.round.packets:
            for row in packet.rows:
                if row.role is Role.LEAD:
                    leads.setdefault(row.key, []).append(packet.unit)
        for key, units in leads.items():
            if len(units) < 2:  # noqa: PLR2004 - one lead is as it should be
                continue
            answered = {
                received.submission.unit
                for received, row in subject.by_row.get(key, ())
                if merged_answers(received, row)
            }
            both = [unit for unit in units if unit in answered]
            if len(both) > 1:
                names = "、".join(both)
                yield self.found(
                    Location(row_key=key),
                    f"{label_of(subject, key)}有{len(both)}个牵头单位都报了：{names}。",
                    "请在责任清单里确定一个牵头单位，并在“报送冲突”里选定。",
                    value=names,
                )
