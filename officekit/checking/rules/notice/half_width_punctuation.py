"""NT601: punctuation in Chinese text is half-width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.corrections_text import with_full_width_marks
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_STRAIGHT = re.compile('"(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])"')


class HalfWidthPunctuation(NoticeRule):
    """中文里用了半角标点。

    为什么
        公文的标点符号按国家标准用全角；个别半角是输入法没有切换留下的，占位和样子都不对。

    不好
        各镇街,区直各部门(单位)要抓好落实

    改为
        各镇街，区直各部门（单位）要抓好落实
    """

    code = "NT601"
    severity = Severity.WARNING
    clause = "GB/T 15834—2011"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs of the titles and of the text with such marks."""
        found = subject.structure
        texts = [*found.title, *(t.paragraph for t in subject.texts), *found.issued_title]
        places = [p for p in texts if _half_width(p.text)]
        marks = sorted({mark for p in places for mark in _half_width(p.text)})
        yield from self.each(
            subject,
            sorted(places, key=lambda p: p.number),
            f"有半角标点“{''.join(marks)}”",
            "请改为全角标点，或者用自动修正。",
            value="".join(marks),
        )


def _half_width(text: str) -> set[str]:
    """The half-width marks between Chinese characters."""
    wide = with_full_width_marks(text)
    marks = {old for old, new in zip(text, wide, strict=True) if old != new}
    return marks | {'"'} if _STRAIGHT.search(text) else marks
