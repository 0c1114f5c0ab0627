"""MX205: in lists the level stands only before the first unit."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import numbered, place_of, unit_use
from officekit.model.finding import Finding, Severity


class LevelLeftOut(Rule):
    """并列的单位中，后面的单位省略了层级。

    为什么
        “省科技厅、财政厅”读得懂，但按单位筛选时，“财政厅”与“省财政厅”是两个名称。
        officekit 已按补全的名称统计。

    不好
        （责任单位：省科技厅、财政厅）

    改为
        （责任单位：省科技厅、省财政厅）
    """

    code = "MX205"
    severity = Severity.INFO

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding in all, where leaving out the level is the style of the lists."""
        use = unit_use(subject)
        elided = [mention for mention in use.mentions if mention.elided]
        if not elided or not use.elides:
            return
        first = elided[0]
        yield self.found(
            place_of(subject, first),
            f"{numbered((m.row for m in elided), most=5)}的单位有{len(elided)}处省略了层级，"
            f"如“{first.printed}”已按“{first.full}”识别。",
            "请核对识别结果；要在清单中筛选的，请补全名称。",
            value=first.printed,
            expected=first.full,
        )
