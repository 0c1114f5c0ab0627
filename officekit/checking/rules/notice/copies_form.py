"""NT503: the line 抄送 is not in the form or size of the standard."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_looks import Face, is_size, look
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_SIZE = 14


class CopiesForm(NoticeRule):
    """抄送机关的写法或字号不对（7.4.2）。

    为什么
        抄送机关一般用4号仿宋体字，“抄送”二字后加全角冒号和抄送机关名称，最后一个名称后标句号。

    不好
        抄送:区委各部门，区人大常委会办公室

    改为
        抄送：区委各部门，区人大常委会办公室。
    """

    code = "NT503"
    severity = Severity.WARNING
    clause = "7.4.2"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        imprint = subject.structure.imprint
        copies = imprint.copies if imprint else None
        if copies is None:
            return
        text, seen = copies.text.strip(), look(copies)
        faults = []
        if ":" in text[:6]:
            faults.append("用了半角冒号")
        if not text.endswith("。"):
            faults.append("末尾没有句号")
        if not (is_size(seen.size, _SIZE) and seen.is_in(Face.FANGSONG)):
            faults.append("没有用4号仿宋体字")
        if faults:
            yield self.found(
                subject.at(copies),
                f"“{text[:12]}…”{'，'.join(faults)}。",
                "请写成“抄送：机关名称。”，用4号（14磅）仿宋体字。",
                value=text,
            )
