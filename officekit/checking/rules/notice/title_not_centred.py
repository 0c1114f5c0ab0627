"""NT209: the title is not centred."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    Alignment,
    LaidParagraph,
)


class TitleNotCentred(NoticeRule):
    """标题没有居中（7.3.1）。

    为什么
        标题分一行或多行居中排布；带首行缩进的居中会偏右。

    不好
        标题左对齐，用空格推到中间

    改为
        标题居中，首行缩进为0
    """

    code = "NT209"
    severity = Severity.WARNING
    clause = "7.3.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for each of the two titles."""
        found = subject.structure
        for title in (found.title, found.issued_title):
            off = [line for line in title if not _is_centred(line)]
            if off:
                yield self.found(
                    subject.at(off[0]),
                    f"标题“{bare(off[0].text)[:20]}”没有居中。",
                    "请把标题设为居中，左右缩进和首行缩进都设为0。",
                    value=off[0].alignment.value,
                    expected="center",
                )


def _is_centred(line: LaidParagraph) -> bool:
    if line.alignment is Alignment.DISTRIBUTE:
        return True
    return line.alignment is Alignment.CENTER and abs(line.first_line) < 1
