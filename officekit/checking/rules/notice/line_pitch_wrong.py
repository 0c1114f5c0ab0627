"""NT104: the line pitch does not give about 22 lines."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import LaidParagraph

_ISSUED = (27.95, 30.05)
_OWN = (24.95, 33.05)  # may be adjusted for the page of the signature


class LinePitchWrong(NoticeRule):
    """正文的固定行距排不出每面22行（5.2.3）。

    为什么
        一般每面排22行并撑满版心，固定行距约为28.95磅，28磅至30磅都可以；
        通知正文可以为署名页调整行距（7.3.5.5），25磅至33磅都可以。

    不好
        行距：固定值24磅

    改为
        行距：固定值28.95磅
    """

    code = "NT104"
    severity = Severity.WARNING
    clause = "5.2.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs whose exact pitch is too small or too large."""
        wrong: list[LaidParagraph] = []
        for text in subject.texts:
            least, most = _ISSUED if text.issued else _OWN
            pitch = text.paragraph.line_pitch
            if pitch is not None and not least <= pitch <= most:
                wrong.append(text.paragraph)
        if wrong:
            value = f"{wrong[0].line_pitch:g}磅"
            yield from self.each(
                subject,
                wrong,
                f"的行距是固定值{value}",
                "请把正文行距设为固定值28.95磅，或者用自动修正。",
                value=value,
                expected="28.95磅",
            )
