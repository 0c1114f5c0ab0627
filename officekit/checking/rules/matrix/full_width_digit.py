"""MX316: full-width digits and letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import around, spot, where, wordings
from officekit.model.finding import Finding, Severity

_FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:[．：][０-９]+)*")
_MANY = 20


class FullWidthDigit(Rule):
    """数字或字母用了全角。

    为什么
        全角的数字、字母排版松散，表格也不能计算和查找。

    不好
        培育企业３０家，建成５Ｇ基站２００处。

    改为
        培育企业30家，建成5G基站200处。
    """

    code = "MX316"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every number or word, or one for a document full of them."""
        found = [(p, m) for p in wordings(subject) for m in _FULL.finditer(p.text)]
        for count, (passage, match) in enumerate(found):
            if count and len(found) > _MANY:
                return
            value = around(passage.text, *match.span())
            many = f"全文有{len(found)}处全角的数字或字母，首处在" if len(found) > _MANY else ""
            yield self.found(
                spot(passage, *match.span()),
                f"{many}{where(subject, passage)}用了全角的“{match[0]}”：{value}。",
                "请改为半角。",
                value=value,
                expected=unicodedata.normalize("NFKC", match[0]),
            )
