"""NT403: a long name in the list of annexes wraps to the margin."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_pages import (
    cells,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    CHARACTER,
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_LINE = 26
_LEAST_LEFT = 2.5 * CHARACTER


class AttachmentHanging(NoticeRule):
    """附件名称较长需回行时，没有与上一行名称的首字对齐（7.3.4）。

    为什么
        附件名称较长需回行时，应当与上一行附件名称的首字对齐，用悬挂缩进实现。

    不好
        回行顶格

    改为
        回行与名称的第一个字对齐
    """

    code = "NT403"
    severity = Severity.INFO
    clause = "7.3.4"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The lines that wrap without a hanging indent."""
        places = [
            line
            for line in subject.structure.attachment_list
            if cells(bare(line.text)) > _LINE and line.left < _LEAST_LEFT
        ]
        yield from self.each(
            subject,
            places,
            "的附件名称回行后没有与名称首字对齐",
            "请为这一段设置悬挂缩进，或者用自动修正。",
        )
