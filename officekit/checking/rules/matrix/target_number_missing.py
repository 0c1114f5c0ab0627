"""MX501: a target whose number is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity

_VERBS = (
    "达到|不少于|不低于|不超过|控制在|稳定在|保持在|提高到|提高至|提升到|提升至|增长到|增加到|下降到|降低到"
    "|至少达到|力争达到"
)
_MISSING = re.compile(
    rf"(?:{_VERBS})(?:"
    r"[%％]|个百分点|(?:万|亿)?元(?=以上|左右|以内|[，。；;,、])|亿(?:元|立方米|千瓦时)?(?=[，。；;,])"
    r"|以上(?=[，。；;,、]|$)|左右(?=[，。；;,、]|$)|以内(?=[，。；;,、]|$)"
    r"|(?=[，。；;](?:力争|确保|其中|同比|增长|新增)))"
)
_ELSEWHERE = re.compile(r"(?:已|均|全部|全面|按期|如期|未|能|可)$")


class TargetNumberMissing(Rule):
    """目标缺少数字，例如“达到以上”“提高到%”。

    为什么
        没有数字的目标无法考核，通常是起草时留空、后来忘了填。

    不好
        高新技术企业达到以上。

    改为
        高新技术企业达到150家以上。
    """

    code = "MX501"
    severity = Severity.ERROR

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every verb of measure that is followed by a unit without number."""
        for passage in subject.passages:
            for match in _MISSING.finditer(passage.text):
                start = match.start()
                if _ELSEWHERE.search(passage.text[max(0, start - 2) : start]):
                    continue
                quote = passage.text[max(0, start - 12) : match.end() + 4]
                yield self.found(
                    replace(passage.location, quote=quote),
                    f"“{quote}”缺少数字。",
                    "请补上目标数值；数值未定的，请与牵头单位商定后再印发。",
                    value=quote,
                )
