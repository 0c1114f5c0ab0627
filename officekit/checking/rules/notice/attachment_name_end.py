"""NT402: the name of an annex ends in punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_END = re.compile("[。；，、;,.]$")


class AttachmentNameEnd(NoticeRule):
    """附件名称后面加了标点（7.3.4）。

    为什么
        附件说明中，附件名称后不加标点符号。

    不好
        附件：1.责任清单；

    改为
        附件：1.责任清单
    """

    code = "NT402"
    severity = Severity.WARNING
    clause = "7.3.4"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The lines that end in punctuation."""
        lines = subject.structure.attachment_list
        places = [line for line in lines if _END.search(line.text.strip())]
        yield from self.each(
            subject,
            places,
            "的附件名称后面有标点",
            "请删去附件名称末尾的标点。",
            value=places[0].text.strip()[-1] if places else None,
        )
