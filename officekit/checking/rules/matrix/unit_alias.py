"""MX202: an organisation under several names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import Mention, UnitUse, place_of, unit_use
from officekit.checking.unit_text import NamesInText
from officekit.model.finding import Finding, Severity
from officekit.model.unit import Unit


class UnitAlias(Rule):
    """同一单位在文中有几种写法。

    为什么
        全称、简称混用，读者会以为是不同单位，筛选和统计也会漏掉。

    不好
        前面写“区住房和城乡建设局”，后面写“区住建局”

    改为
        全文都写“区住房和城乡建设局”
    """

    code = "MX202"
    severity = Severity.WARNING
    replaces = ("PS009",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every row, column and spelling that is not the registered name."""
        use = unit_use(subject)
        told: set[tuple[str, str, str]] = set()
        aliases: dict[str, str] = {}
        for mention in use.mentions:
            unit = mention.unit
            if unit is None or not self._is_alias(use, mention, unit):
                continue
            spellings = use.spellings[unit.name]
            aliases[mention.printed] = unit.name
            key = (mention.row.key, mention.column, mention.printed)
            if key in told:
                continue
            told.add(key)
            yield self.found(
                place_of(subject, mention),
                f"{subject.label(mention.row)}的{mention.heading}写作“{mention.printed}”，"
                f"同一单位在文中{_written(spellings, mention.printed)}。",
                f"请统一写作“{unit.name}”；如不是同一单位，请在“单位名录”中分列两行。",
                value=mention.printed,
                expected=unit.name,
            )
        yield from self._in_text(subject, use, aliases)

    def _is_alias(self, use: UnitUse, mention: Mention, unit: Unit) -> bool:
        """Whether another spelling of the unit is printed too, and this is not its name."""
        if mention.printed == unit.name or len(use.spellings.get(unit.name, ())) < 2:  # noqa: PLR2004 - two spellings
            return False
        if use.lacks_level(mention) or (mention.elided and mention.full == unit.name):
            return False
        return not use.same_letters(mention.printed, unit.name)

    def _in_text(
        self, subject: Subject, use: UnitUse, aliases: Mapping[str, str]
    ) -> Iterator[Finding]:
        """The same spellings in titles and measures."""
        names = NamesInText(aliases, use.spellings)
        for row in subject.rows if aliases else ():
            for column in ("title", "measures"):
                for alias in names.found(row[column]):
                    written = _written(use.spellings[aliases[alias]], alias)
                    yield self.found(
                        subject.at(row, column).quoting(alias),
                        f"{subject.label(row)}的正文写作“{alias}”，同一单位在责任分句中{written}。",
                        f"请统一写作“{aliases[alias]}”。",
                        value=alias,
                        expected=aliases[alias],
                    )


def _written(spellings: Counter[str], printed: str) -> str:
    """The other spellings with their frequencies: 还写作“区住建局”（3处）."""
    others = [f"“{name}”（{n}处）" for name, n in spellings.most_common() if name != printed]
    return f"还写作{'、'.join(others)}"
