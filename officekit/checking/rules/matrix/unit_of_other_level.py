"""MX204: a unit of another level where the level's own unit is registered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import Mention, UnitUse, place_of, unit_use
from officekit.model.finding import Finding, Severity
from officekit.model.unit import UnitKind

_MOST_PRINTED = 2


class UnitOfOtherLevel(Rule):
    """单位的层级与全文不一致，而本级有同样的单位。

    为什么
        区级清单中的“市发展改革委”多半是“区发展和改革局”之误。市属派出机构（如分局）不在此列。

    不好
        区级清单：（牵头单位：市发展改革委；责任单位：区财政局）

    改为
        （牵头单位：区发展和改革局；责任单位：区财政局）
    """

    code = "MX204"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every rare department of another level with a twin of the usual one."""
        use = unit_use(subject)
        if not use.level:
            return
        own = {
            key: unit.name
            for unit in use.registry.units
            if use.name(unit.name).scope == ("", use.level)
            for key in _families(use, unit.name)
        }
        foreign = [m for m in use.mentions if self._is_foreign(use, m)]
        counts = Counter(mention.printed for mention in foreign)
        present: dict[str, set[str]] = {}
        for mention in use.mentions:
            if mention.unit:
                present.setdefault(mention.row.key, set()).add(mention.unit.name)
        for mention in foreign:
            twins = [own[key] for key in _families(use, mention.printed) if key in own]
            if not twins or counts[mention.printed] > _MOST_PRINTED:
                continue
            if twins[0] in present.get(mention.row.key, ()):
                continue
            yield self.found(
                place_of(subject, mention),
                f"{subject.label(mention.row)}的{mention.heading}“{mention.printed}”"
                f"与全文层级不一致，本级单位是“{twins[0]}”。",
                f"请核对是否应为“{twins[0]}”；如确由该层级负责，可以保留。",
                value=mention.printed,
                expected=twins[0],
            )

    def _is_foreign(self, use: UnitUse, mention: Mention) -> bool:
        name = use.name(mention.printed)
        place, level = name.scope
        department = name.known and name.kind is UnitKind.DEPARTMENT
        return department and not place and bool(level) and level != use.level


def _families(use: UnitUse, name: str) -> list[str]:
    return [key for key, _ in use.name(name).keys if key.startswith("family:")]
