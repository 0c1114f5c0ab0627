"""NT202: the secrecy mark is not in the form or font of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_looks import Face, is_size, look
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_FORM = re.compile(r"(?:绝密|机密|秘密)(?:★.+)?")


class SecrecyForm(NoticeRule):
    """密级和保密期限的写法或字体不对（7.2.2）。

    为什么
        密级和保密期限用3号黑体字，两者之间用“★”隔开，顶格编排在版心左上角第二行。

    不好
        秘密*1年（仿宋体）

    改为
        秘密★1年（黑体）
    """

    code = "NT202"
    severity = Severity.WARNING
    clause = "7.2.2"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The form first, else the look."""
        paragraph = subject.structure.secrecy
        if paragraph is None:
            return
        text, seen = paragraph.text.strip(), look(paragraph)
        if not _FORM.fullmatch(bare(text)):
            yield self.found(
                subject.at(paragraph),
                f"密级“{text}”与保密期限之间没有用“★”隔开。",
                "请写成“秘密★1年”的形式。",
                value=text,
            )
        elif not (seen.is_in(Face.HEI) and is_size(seen.size, 16)):
            yield self.found(
                subject.at(paragraph),
                f"密级“{text}”没有用3号黑体字。",
                "请改为3号（16磅）黑体。",
                value=seen.font,
                expected="黑体",
            )
