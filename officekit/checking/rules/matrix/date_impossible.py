"""MX507: a date that no calendar has."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Passage, Subject
from officekit.model.finding import Finding, Severity

_DATE = re.compile(
    r"(?:(?<!\d)(?P<year>20\d{2}) ?年 ?)?(?<![\d.第—\-])(?P<month>\d{1,2}) ?月份?"
    r"(?: ?(?P<day>\d{1,2}) ?日)?(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<year>20\d{2})([-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d./-])"
)
_MONTHS, _LEAP = 12, 2024


class DateImpossible(Rule):
    """日历上没有的日期，例如“2月30日”“13月”。

    为什么
        不存在的日期无法执行，也使自动催办算不出期限。

    不好
        2023年2月30日前完成。

    改为
        2023年2月28日前完成。
    """

    code = "MX507"
    severity = Severity.ERROR

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every impossible date in the texts and in 完成时限."""
        for passage in subject.passages:
            yield from self._in(passage, (_DATE,))
        for row in subject.rows if not subject.lines else ():
            place = subject.at(row, "deadline")
            yield from self._in(Passage(row["deadline"], place, row), (_DATE, _NUMERIC))

    def _in(self, passage: Passage, forms: tuple[re.Pattern[str], ...]) -> Iterator[Finding]:
        for form in forms:
            for match in form.finditer(passage.text):
                if not _exists(match):
                    yield self.found(
                        replace(passage.location, quote=match[0]),
                        f"日期“{match[0]}”不存在。",
                        "请核对并改正日期。",
                        value=match[0],
                    )


def _exists(match: re.Match[str]) -> bool:
    month = int(match["month"])
    if not 1 <= month <= _MONTHS:
        return False
    year = int(match["year"]) if match["year"] else _LEAP
    return not match["day"] or 1 <= int(match["day"]) <= calendar.monthrange(year, month)[1]
