"""MX508: a number whose unit of measure is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Passage, Subject
from officekit.model.finding import Finding, Severity

_END = r"(?=以上[，。；;、]|左右[，。；;、]|以内[，。；;、]|[，。；;、）)]|$)"
_NUMBER = re.compile(r"(?<![\d.])(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<power> ?[亿万])?" + _END)
_MONEY = re.compile(
    r"(?:营业收入|主营收入|总收入|总产值|产值|投资|生产总值|销售额|成交额|零售额|零售总额|增加值"
    r"|贷款余额|存款余额|税收|进出口总额|进出口额|交易额|资产总额|融资|出口额|业规模|集群规模|经济规模)"
    r".{0,12}$"
)
_VERB = re.compile(r"^(?P<metric>.{2,})(?:达到|不少于|不低于|突破|超过|提高到|增长到|增加到) ?$")
_CLAUSE = re.compile(r"[^\d，。；;、\n]*$")
_BEFORE = 26
_PURE = re.compile(
    r"比|指数|系数|指标|得分|评分|分数|排名|名次|位次|弹性|值|强度|倍|度|PM|次数|数量|人数|户数|数$"
)


class MeasureUnitMissing(Rule):
    """数字缺少计量单位，例如“营业收入突破180亿”“企业达到50，”。

    为什么
        缺少单位的数字会有几种理解，公文中金额应当写明“亿元”“万元”。

    不好
        营业收入突破180亿。

    改为
        营业收入突破180亿元。
    """

    code = "MX508"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Sums of money without 元, and numbers without any unit."""
        for passage in subject.passages:
            for match in _NUMBER.finditer(passage.text):
                found = _CLAUSE.search(passage.text, max(0, match.start() - _BEFORE), match.start())
                before = found[0] if found else ""
                if match["power"] and _MONEY.search(before):
                    yield self._without_yuan(passage, before, match)
                elif not match["power"]:
                    claim = _VERB.match(before)
                    if claim and not _PURE.search(claim["metric"]):
                        yield self._without_unit(passage, before, match)

    def _without_yuan(self, passage: Passage, before: str, match: re.Match[str]) -> Finding:
        quote = before + match[0]
        return self.found(
            replace(passage.location, quote=quote),
            f"“{quote}”的金额没有写“元”。",
            f"请写全单位，例如“{match[0].strip()}元”。",
            value=quote,
            expected=f"{quote}元",
        )

    def _without_unit(self, passage: Passage, before: str, match: re.Match[str]) -> Finding:
        quote = before + match[0]
        return self.found(
            replace(passage.location, quote=quote),
            f"“{quote}”的数字没有计量单位。",
            "请补上单位（家、个、%、亿元等）。",
            value=quote,
        )
