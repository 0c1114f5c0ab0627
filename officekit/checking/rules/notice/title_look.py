"""NT208: the title is not in 小标宋 of size 2."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_looks import Face, is_size, look
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    LaidParagraph,
)

_SIZE = 22


class TitleLook(NoticeRule):
    """标题不是2号小标宋体字（7.3.1）。

    为什么
        标题一般用2号小标宋体字；电脑里没有这种字体的，可以用华文中宋代替。

    不好
        标题：黑体，三号

    改为
        标题：方正小标宋简体，二号（22磅）
    """

    code = "NT208"
    severity = Severity.WARNING
    clause = "7.3.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for the title of the notice, one for that of the issued text."""
        found = subject.structure
        for title in (found.title, found.issued_title):
            if title:
                yield from self._of(subject, title[0])

    def _of(self, subject: NoticeSubject, line: LaidParagraph) -> Iterator[Finding]:
        seen = look(line)
        faults = []
        if seen.font is not None and not Face.TITLE.is_named(seen.font):
            faults.append(f"字体是{seen.font}")
        if not is_size(seen.size, _SIZE):
            faults.append(f"字号是{seen.size:g}磅")
        if faults:
            yield self.found(
                subject.at(line),
                f"标题“{bare(line.text)[:20]}”的{'，'.join(faults)}。",
                "请改为2号（22磅）方正小标宋简体。",
                value="，".join(faults),
                expected="方正小标宋简体，22磅",
            )
