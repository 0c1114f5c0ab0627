"""MX206: two registered units whose names are easily taken for one another."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_likeness import confusable_pairs
from officekit.checking.unit_mentions import Mention, numbered, place_of, unit_use
from officekit.model.finding import Finding, Severity


class UnitsConfusable(Rule):
    """文中有两个名称极相近的单位。

    为什么
        “区水利局”和“区水务局”在一个地方多半只有一个；officekit 不会把它们合并，请人工确认。

    不好
        第3项写“区水利局”，第8项写“区水务局”

    改为
        两处都写“区水务局”
    """

    code = "MX206"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every pair, at the first place of the rarer name."""
        use = unit_use(subject)
        places: dict[str, list[Mention]] = {}
        for mention in use.mentions:
            if mention.unit and mention.unit.name in use.spellings:
                places.setdefault(mention.unit.name, []).append(mention)
        names = {name: use.name(name) for name in places}
        for pair in confusable_pairs(names, subject.families):
            rare, usual = sorted(pair, key=lambda name: len(places[name]))
            rows, others = (numbered(m.row for m in places[name]) for name in (rare, usual))
            yield self.found(
                place_of(subject, places[rare][0]),
                f"文中既有“{rare}”（{rows}），又有“{usual}”（{others}），名称极相近。",
                "请确认是否两个单位；如是同一单位，请统一名称。",
                value=rare,
            )
