"""NT226: the issuer's mark does not fit one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    first_line,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)


class MarkOnLines(PageRule):
    """发文机关标志排成了两行（7.2.4）。

    为什么
        单独行文的发文机关标志应当排在一行之内，字号随字数缩小，但要小于上级机关的标志。

    不好
        青禾区经济技术开发区管理委员会
        办公室文件

    改为
        青禾区经济技术开发区管理委员会办公室文件
    """

    code = "NT226"
    severity = Severity.WARNING
    clause = "7.2.4"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        mark = subject.structure.mark
        found = first_line(pages[:1], mark)
        if mark is None or found is None or "\n" in mark.text.strip():
            return
        shown, whole = bare(found.line.text), bare(mark.text)
        if whole.startswith(shown) and shown != whole:
            yield self.found(
                subject.at(mark),
                f"发文机关标志从“{shown[-4:]}”后面折成了两行。",
                "请缩小字号或者设置字符缩放，使标志排在一行之内。",
                value=whole,
            )
