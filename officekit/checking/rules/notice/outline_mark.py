"""NT308: outline numbers in forms that the standard does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_CHINESE = "[一二三四五六七八九十]{1,3}"
_MARKED = "括号后面又加了标点"
_FORMS = (
    (r"\d{1,3}、", "阿拉伯数字后面用了顿号", "请把“1、”改为“1.”。"),
    (rf"[（(]{_CHINESE}[）)][、.．，,]", _MARKED, "请把“（一）、”改为“（一）”。"),
    (r"[（(]\d{1,3}[）)][、.．，,]", _MARKED, "请把“（1）、”改为“（1）”。"),
    (rf"{_CHINESE}[.．，,](?!\d)", "中文数字后面没有用顿号", "请把“一.”改为“一、”。"),
    (rf"\({_CHINESE}\)", "用了半角括号", "请改为全角括号“（一）”。"),
)


class OutlineMark(NoticeRule):
    """结构层次序数的标点不对（7.3.3）。

    为什么
        结构层次序数依次用“一、”“（一）”“1.”“（1）”标注，标点不能混用。

    不好
        1、完善平台体系 （一）、总体要求

    改为
        1.完善平台体系 （一）总体要求
    """

    code = "NT308"
    severity = Severity.WARNING
    clause = "7.3.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs with one wrong form together."""
        for pattern, what, hint in _FORMS:
            form = re.compile(pattern)
            places = [t.paragraph for t in subject.texts if t.number and form.match(t.text)]
            if places:
                match = form.match(places[0].text.strip())
                value = match[0] if match else None
                yield from self.each(subject, places, f"的序号{what}", hint, value=value)
