"""MX315: + and ＋, % and ％ in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import around, spot, where, wordings
from officekit.model.finding import Finding, Severity

_PAIRS = (("+", "＋"), ("%", "％"))


class SignWidthMixed(Rule):
    """加号或百分号全角半角混用。

    为什么
        同一个词写成“互联网+”和“互联网＋”，查找和统计时会漏掉一半。

    不好
        推进“互联网+监管”，发展“互联网＋农业”，培育“互联网+旅游”。

    改为
        推进“互联网+监管”，发展“互联网+农业”，培育“互联网+旅游”。
    """

    code = "MX315"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every group of the rarer sign; half width wins where both are equal."""
        passages = list(wordings(subject))
        for half, full in _PAIRS:
            halves = sum(passage.text.count(half) for passage in passages)
            fulls = sum(passage.text.count(full) for passage in passages)
            if not halves or not fulls:
                continue
            keep, change = (half, full) if halves >= fulls else (full, half)
            groups = re.compile(rf"{re.escape(change)}(?:\w+{re.escape(change)})*")
            for passage in passages:
                for match in groups.finditer(passage.text):
                    value = around(passage.text, *match.span())
                    yield self.found(
                        spot(passage, *match.span()),
                        f"{where(subject, passage)}用了“{change}”，全文多用“{keep}”：{value}。",
                        f"请统一写作“{keep}”。",
                        value=value,
                        expected=value.replace(change, keep),
                    )
