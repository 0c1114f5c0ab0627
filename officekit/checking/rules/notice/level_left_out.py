"""NT310: a level of the outline is left out."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.notice import TextLevel


class LevelLeftOut(NoticeRule):
    """结构层次跳级（7.3.3）。

    为什么
        结构层次序数依次为“一、”“（一）”“1.”“（1）”；没有“1.”就用“（1）”是跳了一级。

    不好
        （一）总体要求 （1）指导思想

    改为
        （一）总体要求 1.指导思想
    """

    code = "NT310"
    severity = Severity.INFO
    clause = "7.3.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The first （1） below each heading that has no 1. before it."""
        places = []
        for texts in (subject.structure.body, subject.structure.issued):
            above = TextLevel.BODY
            for text in texts:
                if text.level is TextLevel.FOURTH and above in (TextLevel.FIRST, TextLevel.SECOND):
                    places.append(text.paragraph)
                if text.level is not TextLevel.BODY:
                    above = text.level
        yield from self.each(
            subject,
            places,
            "的“（1）”前面没有“1.”一级",
            "请核对层次；需要时把“（1）”改为“1.”。",
        )
