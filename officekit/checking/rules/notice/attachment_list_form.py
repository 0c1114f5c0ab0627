"""NT401: the list of annexes is not in the form of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_places import (
    is_indented,
    leading_spaces,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_COLON = re.compile(r"\s*附\s*件\s*：")
_WRONG_ITEM = re.compile(r"^\d{1,2}、")


class AttachmentListForm(NoticeRule):
    """附件说明的写法不对（7.3.4）。

    为什么
        在正文下空一行左空二字编排“附件”二字，后标全角冒号和附件名称；多个附件用“1.”“2.”标注顺序号。

    不好
        附件:1、责任清单

    改为
        附件：1.责任清单
    """

    code = "NT401"
    severity = Severity.WARNING
    clause = "7.3.4"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        lines = subject.structure.attachment_list
        if not lines:
            return
        faults = []
        if not _COLON.match(lines[0].text):
            faults.append("“附件”后面没有用全角冒号")
        items = [re.sub(r"^附件?[：:]?", "", bare(line.text)) for line in lines]
        if any(_WRONG_ITEM.match(item) for item in items):
            faults.append("顺序号后面用了顿号")
        if not is_indented(lines[0]) and not leading_spaces(lines[0]):
            faults.append("没有左空二字")
        if faults:
            yield self.found(
                subject.at(lines[0]),
                f"附件说明{'，'.join(faults)}。",
                "请写成“附件：1.名称”的形式，左空二字。",
                value=lines[0].text.strip(),
            )
