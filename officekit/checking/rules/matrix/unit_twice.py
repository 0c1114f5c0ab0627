"""MX105: a unit stands twice in one role."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import place_of, unit_use
from officekit.model.finding import Finding, Severity


class UnitTwice(Rule):
    """同一单位在一项任务的同一角色中写了两次。

    为什么
        重复的单位多半是改动时留下的，也可能是把另一个单位误写成了它；简称和全称同时出现时不易察觉。

    不好
        （责任单位：区发展和改革局、区财政局、区发改局）

    改为
        （责任单位：区发展和改革局、区财政局）
    """

    code = "MX105"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every unit that stands again in the same cell."""
        place: tuple[str, str] = ("", "")
        seen, told = dict[str, str](), set[str]()
        for mention in unit_use(subject).mentions:
            if (mention.row.key, mention.column) != place:
                place, seen, told = (mention.row.key, mention.column), {}, set()
            identity = mention.unit.name if mention.unit else mention.printed
            first = seen.setdefault(identity, mention.printed) if identity in seen else None
            seen.setdefault(identity, mention.printed)
            if first is None or identity in told:
                continue
            told.add(identity)
            again = (
                f"“{first}”写了两次"
                if first == mention.printed
                else f"“{first}”和“{mention.printed}”是同一单位"
            )
            yield self.found(
                place_of(subject, mention),
                f"{subject.label(mention.row)}的{mention.heading}中，{again}。",
                "请删去一处；如另有所指，请改为正确的单位。",
                value=mention.printed,
            )
