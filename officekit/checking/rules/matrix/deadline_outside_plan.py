"""MX505: a deadline that lies before the plan begins or after it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.number_claims import period
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location

_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_PAST_DUE = re.compile(
    r"(?:力争|确保|争取|计划|预计)?(?:于|在|到)?(?<!\d)(?P<year>20\d{2}) ?年"
    r"(?:年?[底末]|\d{1,2} ?月(?:底|末|\d{1,2} ?日)?)?(?:之|以)?前(?!的|建成|已|印发|，已)"
)
_STALE = 3  # years back that a copied deadline is likely to come from


class DeadlineOutsidePlan(Rule):
    """完成时限早于方案的起始年份，或者晚于方案的结束年份。

    为什么
        早于起始年份的时限多半是沿用旧文件没有改；晚于结束年份的时限在方案期内无法考核。

    不好
        （2023—2025年的方案）2022年年底前完成。

    改为
        2023年年底前完成。
    """

    code = "MX505"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Deadlines of the rows, and dates with 前 in the words."""
        span = period(subject)
        if span is None:
            return
        told: set[tuple[str | None, int]] = set()
        annual = span[0] == span[1]
        for row in subject.rows:
            years = [int(year) for year in _YEAR.findall(row["deadline"])]
            late = bool(years) and max(years) > span[1] and not annual
            if years and (max(years) < span[0] or late):
                told.add((row.key, max(years)))
                place = subject.at(row, "deadline").quoting(row["deadline"])
                yield self._outside(place, row["deadline"], span, late=late)
        for passage in subject.passages:
            for match in _PAST_DUE.finditer(passage.text):
                year, key = int(match["year"]), passage.location.row_key
                if span[0] - _STALE <= year < span[0] and (key, year) not in told:
                    told.add((key, year))
                    place = passage.location.quoting(match[0])
                    yield self._outside(place, match[0], span, late=False)

    def _outside(self, place: Location, text: str, span: tuple[int, int], *, late: bool) -> Finding:
        years = f"{span[0]}年" if span[0] == span[1] else f"{span[0]}—{span[1]}年"
        side = "晚于结束年份" if late else "早于起始年份"
        return self.found(
            place,
            f"完成时限“{text}”{side}，方案的期限是{years}。",
            "请核对年份；确需列入的，请写明方案期内的阶段目标。",
            value=text,
        )
