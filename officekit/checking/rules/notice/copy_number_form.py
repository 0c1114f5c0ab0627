"""NT201: the copy number does not have six digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_DIGITS = 6


class CopyNumberForm(NoticeRule):
    """份号不是6位数字（7.2.1）。

    为什么
        份号一般用6位3号阿拉伯数字，顶格编排在版心左上角第一行。

    不好
        No.12

    改为
        000012
    """

    code = "NT201"
    severity = Severity.WARNING
    clause = "7.2.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        paragraph = subject.structure.copy_number
        if paragraph is None or re.fullmatch(rf"\d{{{_DIGITS}}}", bare(paragraph.text)):
            return
        digits = re.sub(r"\D", "", paragraph.text)
        yield self.found(
            subject.at(paragraph),
            f"份号“{paragraph.text.strip()}”不是6位阿拉伯数字。",
            "请写成6位数字，不足的在前面补0。",
            value=paragraph.text.strip(),
            expected=digits.zfill(_DIGITS) if len(digits) <= _DIGITS else None,
        )
