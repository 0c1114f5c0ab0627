"""MX502: a range whose lower end is the greater."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity

_RANGE = re.compile(
    r"(?<![\d.A-Za-z年月\-—–~～+＋/〔])(?P<low>\d{1,9}(?:\.\d{1,4})?)"
    r"(?P<unit>%|％|年|[个家项万亿元名人台套座所处场次户]{1,2})? ?(?:-|—{1,2}|–|~|～) ?"
    r"(?P<high>\d{1,9}(?:\.\d{1,4})?)"
    r"(?P<last>%|％|年|[个家项万亿元名人台套座所处场次户]{1,2}|公里|平方|千瓦)"
    r"(?![-—–\d])"
)
_FALLS = re.compile(r"(?:由|从|降|减|缩|压)[^，。；]{0,6}$")


class RangeReversed(Rule):
    """区间的下限大于上限，例如“10—8个”。

    为什么
        下限大于上限的区间没有意义，多半是两个数字写反或写错。

    不好
        新建平台10—8个。

    改为
        新建平台8—10个。
    """

    code = "MX502"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every range with the greater number first."""
        for passage in subject.passages:
            for match in _RANGE.finditer(passage.text):
                if match["unit"] and match["unit"] != match["last"]:
                    continue
                before = passage.text[max(0, match.start() - 8) : match.start()]
                if float(match["low"]) <= float(match["high"]) or _FALLS.search(before):
                    continue
                yield self.found(
                    replace(passage.location, quote=match[0]),
                    f"区间“{match[0]}”的下限大于上限。",
                    "请核对两个数字；写反了的，请调换次序。",
                    value=match[0],
                )
