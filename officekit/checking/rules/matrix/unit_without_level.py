"""MX203: the level is missing from a unit's name."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import Mention, UnitUse, place_of, unit_use
from officekit.model.finding import Finding, Severity
from officekit.model.unit import UnitKind


class UnitWithoutLevel(Rule):
    """单位名称漏写层级（省、市、区、县）。

    为什么
        “交通运输局”不知是哪一级；同一单位分成两个名称，筛选和统计会漏掉。

    不好
        （牵头单位：交通运输局）

    改为
        （牵头单位：区交通运输局）
    """

    code = "MX203"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every row, column and name without the level of its registered name."""
        use = unit_use(subject)
        told: set[tuple[str, str, str]] = set()
        for mention in use.mentions:
            expected = self._expected(use, mention)
            key = (mention.row.key, mention.column, mention.printed)
            if not expected or key in told:
                continue
            told.add(key)
            yield self.found(
                place_of(subject, mention),
                f"{subject.label(mention.row)}的{mention.heading}“{mention.printed}”"
                f"前面漏写“{use.name(expected).level}”。",
                f"请改为“{expected}”；如是其他层级的单位，请写明层级。",
                value=mention.printed,
                expected=expected,
            )

    def _expected(self, use: UnitUse, mention: Mention) -> str:
        """The name with its level, or an empty text where nothing is missing."""
        if mention.unit and use.lacks_level(mention):
            return mention.unit.name
        name = use.name(mention.printed)
        if mention.elided and use.elides:
            return ""
        bare = name.known and name.kind is UnitKind.DEPARTMENT and name.scope == ("", "")
        return use.level + mention.printed if bare and use.level else ""
