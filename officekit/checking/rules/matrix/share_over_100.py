"""MX503: a share of more than 100 percent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity

_SHARE = re.compile(
    r"(?:覆盖率|覆盖面|占比|比重|达标率|合格率|普及率|(?<!毛)入学率|参保率|处理率|办结率|满意率|满意度|城镇化率"
    r"|优良率|优良天数比率|优良天数比例|绿化率|绿地率|知晓率|签约率|入户率|到位率|安置率|合规率|优良比例)"
    r"[^\d，。；;！？\n%％]{0,12}?(?P<value>\d{3,6}(?:\.\d{1,4})?) ?[%％]"
)
_GROWS = re.compile(r"(?:增长|提高|提升|上升|增幅|同比|增速)(?!到|至)")


class ShareOver100(Rule):
    """覆盖率、占比、达标率等比率超过100%。

    为什么
        部分不会大于全部，这类比率不可能超过100%（增长幅度可以）。

    不好
        污水处理率达到198%。

    改为
        污水处理率达到98%。
    """

    code = "MX503"
    severity = Severity.ERROR

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every share above 100 %."""
        for passage in subject.passages:
            for match in _SHARE.finditer(passage.text):
                if float(match["value"]) > 100 and not _GROWS.search(match[0]):  # noqa: PLR2004 - percent
                    yield self.found(
                        replace(passage.location, quote=match[0]),
                        f"“{match[0]}”超过了100%，这类比率不会大于100%。",
                        "请核对并改正数值。",
                        value=match[0],
                    )
