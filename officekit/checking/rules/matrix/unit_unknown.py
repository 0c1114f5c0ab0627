"""MX201: a name that the registry does not know."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import Mention, numbered, place_of, unit_use
from officekit.checking.unit_wording import not_a_name
from officekit.model.finding import Finding, Severity


class UnitUnknown(Rule):
    """单位名录中没有这个名称。

    为什么
        没有登记的名称不能与其他写法归为一个单位，统计会漏掉；多半是错字或者未登记的简称。

    不好
        名录中是“区交通运输局”，清单中写“区交通输运局”

    改为
        区交通运输局
    """

    code = "MX201"
    severity = Severity.WARNING
    replaces = ("PS013",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every unknown name, at its first place, with the likest names."""
        if not subject.registry.units:
            return
        unknown: dict[str, list[Mention]] = {}
        for mention in unit_use(subject).mentions:
            if mention.unit is None and not not_a_name(mention.printed):
                unknown.setdefault(mention.printed, []).append(mention)
        for name, mentions in unknown.items():
            rows = numbered(mention.row for mention in mentions)
            yield self.found(
                place_of(subject, mentions[0]),
                f"{rows}的“{name}”不在单位名录中，或者不能确定是名录中的哪一个单位。",
                self._hint(subject, mentions[0]),
                value=name,
            )

    def _hint(self, subject: Subject, mention: Mention) -> str:
        likely = "、".join(f"“{u.name}”" for u in subject.registry.propose(mention.full))
        if not likely:
            return "请改为已登记的名称，或在“单位名录”中登记这个单位。"
        return f"请核对是否为{likely}；是的请改正或登记为别名，不是的请在“单位名录”中登记。"
