"""NT505: the line 印发 is not in the form or size of the standard."""

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

_FORM = re.compile(r"\d{4}年\d{0,2}月\d{0,2}日印发$")
_ZERO = re.compile(r"[年月]0\d")
_SIZE = 14


class PrintedForm(NoticeRule):
    """印发机关和印发日期的写法或字号不对（7.4.3）。

    为什么
        印发机关和印发日期一般用4号仿宋体字，印发日期用阿拉伯数字将年、月、日标全，月、日不编虚位，后加“印发”二字。

    不好
        青禾区人民政府办公室　2023年09月22日

    改为
        青禾区人民政府办公室　2023年9月22日印发
    """

    code = "NT505"
    severity = Severity.WARNING
    clause = "7.4.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        imprint = subject.structure.imprint
        if imprint is None or not imprint.printed or subject.structure.letter:
            return
        text = "".join(bare(p.text) for p in imprint.printed)
        last = imprint.printed[-1]
        seen = look(last)
        faults = []
        if not text.endswith("印发"):
            faults.append("日期后面没有“印发”二字")
        elif not _FORM.search(text):
            faults.append("日期没有用阿拉伯数字写全")
        if _ZERO.search(text):
            faults.append("月、日编了虚位")
        if not (is_size(seen.size, _SIZE) and seen.is_in(Face.FANGSONG)):
            faults.append("没有用4号仿宋体字")
        if faults:
            yield self.found(
                subject.at(last),
                f"印发机关和印发日期“{text[-16:]}”{'，'.join(faults)}。",
                "请写成“印发机关　2023年9月22日印发”，用4号（14磅）仿宋体字。",
                value=text,
            )
