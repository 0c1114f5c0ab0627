"""NT404: the list of annexes and the annexes do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_marks import item_names
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import Annex, bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_MARKS = re.compile("[《》〈〉“”。；，、]")


class AttachmentsMatch(NoticeRule):
    """附件说明与附件的数量、顺序号或者名称不一致（7.3.7）。

    为什么
        附件的序号和标题应当与附件说明的表述一致，否则引用时对不上。

    不好
        附件说明：1.责任清单 2.任务分解表；附件只有1个

    改为
        附件说明与附件一一对应
    """

    code = "NT404"
    severity = Severity.WARNING
    clause = "7.3.7"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for the numbers, else one for each name; annexes may be separate files."""
        found = subject.structure
        annexes, names = found.annexes, item_names(found.attachment_list)
        if not annexes or not found.date:
            return
        if not names:
            yield self.found(
                subject.at(annexes[0].mark),
                f"后面有{len(annexes)}个附件，正文下面没有附件说明。",
                "请在正文之后、署名之前写明附件的顺序号和名称。",
                value=str(len(annexes)),
            )
        elif len(names) != len(annexes):
            yield self.found(
                subject.at(found.attachment_list[0]),
                f"附件说明列了{len(names)}个附件，后面有{len(annexes)}个。",
                "请核对附件说明与附件，使数量和顺序号一致。",
                value=str(len(names)),
                expected=str(len(annexes)),
            )
        else:
            for (number, name), annex in zip(names, annexes, strict=True):
                yield from self._compare(subject, number, name, annex)

    def _compare(
        self, subject: NoticeSubject, number: str, name: str, annex: Annex
    ) -> Iterator[Finding]:
        title = "".join(bare(line.text) for line in annex.title)
        if annex.number.isdecimal() and number and number != annex.number:
            what, value, expected = f"的顺序号与附件说明的“{number}”不一致", annex.number, number
        elif title and _MARKS.sub("", title) != _MARKS.sub("", name):
            what, value, expected = f"的标题与附件说明的“{name}”不一致", title, name
        else:
            return
        yield self.found(
            subject.at(annex.mark),
            f"“{bare(annex.mark.text)}”{what}。",
            "请核对并统一附件说明与附件。",
            value=value,
            expected=expected,
        )
