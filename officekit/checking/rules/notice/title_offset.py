"""NT224: the title does not stand two lines below the red line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    first_line,
    red_rules,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    LINE,
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)

_LEAST, _MOST = 1.5 * LINE, 3 * LINE


class TitleOffset(PageRule):
    """标题不在红色分隔线下空二行的位置（7.3.1）。

    为什么
        标题编排于红色分隔线下空二行位置。

    不好
        红线下面紧接着标题

    改为
        红线下面空两行，再排标题
    """

    code = "NT224"
    severity = Severity.WARNING
    clause = "7.3.1"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        found = subject.structure
        if not found.title or found.letter:
            return
        title = first_line(pages[:1], found.title[0])
        above = [r for r in red_rules(pages[0]) if title and r.y < title.line.top]
        if title is None or not above:
            return
        measured = title.line.top - above[-1].y
        if not _LEAST <= measured < _MOST:
            yield self.found(
                subject.at(found.title[0]),
                f"标题在红色分隔线下{measured:.0f}毫米，空两行应当约为21毫米。",
                "请在红线与标题之间空两行。",
                value=f"{measured:.0f}",
                expected="21",
            )
