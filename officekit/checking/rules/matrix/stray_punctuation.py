"""MX306: two marks side by side that cannot stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import HAN, around, spot, where, wordings
from officekit.model.finding import Finding, Severity

_STRAY = re.compile(
    r"[，、；：。,;:][，、；：。,;]++(?<!：：)"
    rf"|\.(?<=[{HAN}]\.)[，、；：。,;]"
    r"|[（(《“][，、；：。,;]+|[，、；：,;]+[）)》]"
    r"|[，、；。,;](?<=^.)"
    r"|（[ \u3000]*）|《[ \u3000]*》|“[ \u3000]*”",
    re.MULTILINE,
)


class StrayPunctuation(Rule):
    """标点多余（。、 ，， 。。 （， 等）。

    为什么
        两个标点连在一起，不是多打了一个，就是中间漏了字。

    不好
        打造发展平台。、续抓好示范点建设，，推进试点。

    改为
        打造发展平台。持续抓好示范点建设，推进试点。
    """

    code = "MX306"
    severity = Severity.ERROR

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every group of marks."""
        for passage in wordings(subject):
            for match in _STRAY.finditer(passage.text):
                value = around(passage.text, *match.span())
                yield self.found(
                    spot(passage, *match.span()),
                    f"{where(subject, passage)}有多余的标点“{match[0].strip()}”：{value}。",
                    "请删去多余的标点，并核对中间是否漏字。",
                    value=value,
                )
