"""NT406: the word 附件 above an annex is not in the form or font of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_looks import Face, is_size, look
from officekit.checking.notice_places import (
    indent,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    Alignment,
)

_FORM = re.compile(r"附件\d{0,2}")


class AnnexMarkForm(NoticeRule):
    """附件首页的“附件”二字写法或字体不对（7.3.7）。

    为什么
        “附件”二字及附件顺序号用3号黑体字顶格编排在版心左上角第一行，后面不加冒号。

    不好
        附件1：（仿宋体）

    改为
        附件1（黑体）
    """

    code = "NT406"
    severity = Severity.WARNING
    clause = "7.3.7"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding for each annex."""
        for annex in subject.structure.annexes:
            mark, seen = annex.mark, look(annex.mark)
            faults = []
            if not _FORM.fullmatch(bare(mark.text)):
                faults.append(
                    "后面加了冒号" if mark.text.rstrip()[-1] in "：:" else "没有用阿拉伯数字"
                )
            if not (seen.is_in(Face.HEI) and is_size(seen.size, 16)):
                faults.append("没有用3号黑体字")
            if abs(indent(mark)) > 1 or mark.alignment in (Alignment.CENTER, Alignment.RIGHT):
                faults.append("没有顶格")
            if faults:
                yield self.found(
                    subject.at(mark),
                    f"“{mark.text.strip()}”{'，'.join(faults)}。",
                    "请写成“附件1”，用3号黑体字，顶格编排。",
                    value=mark.text.strip(),
                )
