"""NT408: the date of signature is not in Arabic figures, or has leading zeros."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_ARABIC = re.compile(r"\d{4}年\d{0,2}月\d{0,2}日")
_ZERO = re.compile(r"[年月]0\d")


class DateForm(NoticeRule):
    """成文日期的写法不对（7.3.5.4）。

    为什么
        成文日期用阿拉伯数字将年、月、日标全，年份标全称，月、日不编虚位（1不编为01）。

    不好
        二〇二三年九月八日；2023年09月08日

    改为
        2023年9月8日
    """

    code = "NT408"
    severity = Severity.WARNING
    clause = "7.3.5.4"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding; a day left blank in a draft is none."""
        paragraph = subject.structure.date
        if paragraph is None:
            return
        text = bare(paragraph.text)
        if _ARABIC.fullmatch(text) and not _ZERO.search(text):
            return
        what = "月、日编了虚位" if _ARABIC.fullmatch(text) else "没有用阿拉伯数字"
        yield self.found(
            subject.at(paragraph),
            f"成文日期“{text}”{what}。",
            "请写成“2023年9月8日”的形式。",
            value=text,
        )
