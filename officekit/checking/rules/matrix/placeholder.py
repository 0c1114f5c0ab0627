"""MX301: signs that stand for a number or name still to come."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_placeholders import placeholders
from officekit.checking.text_places import around, spot, where, wordings
from officekit.model.finding import Finding, Severity


class Placeholder(Rule):
    """数字或名称还是空缺（***、xx、____、空格）。

    为什么
        空缺是起草时留待补充的，印发前必须填上。

    不好
        到2025年，粮食产量稳定在**亿斤以上，新增企业xx家。

    改为
        到2025年，粮食产量稳定在12亿斤以上，新增企业30家。
    """

    code = "MX301"
    severity = Severity.ERROR

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every placeholder."""
        for passage in wordings(subject):
            for start, end in placeholders(passage.text):
                sign = passage.text[start:end]
                kind = f"“{sign}”" if sign.strip() else "空格"
                value = around(passage.text, start, end)
                yield self.found(
                    spot(passage, start, end),
                    f"{where(subject, passage)}有待填的内容（{kind}）：{value}。",
                    "请填上实际的数字或名称，暂时没有的请改写这句话。",
                    value=value,
                )
