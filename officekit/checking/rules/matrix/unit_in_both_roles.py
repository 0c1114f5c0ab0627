"""MX104: a unit leads a task and supports it too."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import place_of, unit_use
from officekit.model.finding import Finding, Severity


class UnitInBothRoles(Rule):
    """同一单位既是牵头单位，又是责任单位。

    为什么
        一个单位在一项任务中只担任一种角色；两处都写，多半是改动时忘了删去一处，统计也会重复。

    不好
        （牵头单位：区科技局；责任单位：区科技局、区财政局）

    改为
        （牵头单位：区科技局；责任单位：区财政局）
    """

    code = "MX104"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every support that leads the same row."""
        key, leads, told = "", dict[str, str](), set[str]()
        for mention in unit_use(subject).mentions:
            if mention.row.key != key:
                key, leads, told = mention.row.key, {}, set()
            identity = mention.unit.name if mention.unit else mention.printed
            if mention.column == "lead":
                leads.setdefault(identity, mention.printed)
            elif identity in leads and identity not in told:
                told.add(identity)
                lead = leads[identity]
                same = "" if lead == mention.printed else f"（牵头单位中写作“{lead}”）"
                yield self.found(
                    place_of(subject, mention),
                    f"{subject.label(mention.row)}的“{mention.printed}”"
                    f"既是牵头单位，又是责任单位{same}。",
                    "请只保留一处：牵头的，从责任单位中删去。",
                    value=mention.printed,
                )
