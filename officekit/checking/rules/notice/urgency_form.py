"""NT203: the urgency is neither 特急 nor 加急, or not in 黑体."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_looks import Face, is_size, look
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_WORDS = ("特急", "加急")
_TELEGRAM = ("特提", "平急")


class UrgencyForm(NoticeRule):
    """紧急程度的用词或字体不对（7.2.3）。

    为什么
        紧急公文应当分别标注“特急”“加急”，用3号黑体字；“特提”“平急”只用于电报。

    不好
        紧急（仿宋体）

    改为
        特急（黑体）
    """

    code = "NT203"
    severity = Severity.WARNING
    clause = "7.2.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The word first, else the look."""
        paragraph = subject.structure.urgency
        if paragraph is None or bare(paragraph.text) in _TELEGRAM:
            return
        text, seen = bare(paragraph.text), look(paragraph)
        if text not in _WORDS:
            yield self.found(
                subject.at(paragraph),
                f"紧急程度写的是“{text}”。",
                "请根据紧急程度写“特急”或“加急”。",
                value=text,
            )
        elif not (seen.is_in(Face.HEI) and is_size(seen.size, 16)):
            yield self.found(
                subject.at(paragraph),
                f"紧急程度“{text}”没有用3号黑体字。",
                "请改为3号（16磅）黑体。",
                value=seen.font,
                expected="黑体",
            )
