"""NT311: the first page shows no body text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    first_line,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)


class BodyOnFirstPage(PageRule):
    """首页没有显示正文（7.3.3）。

    为什么
        公文首页必须显示正文；版头、标题和主送机关太长时，应当缩小标志高度或者行距。

    不好
        首页只有版头、标题和主送机关

    改为
        首页至少有一行正文
    """

    code = "NT311"
    severity = Severity.WARNING
    clause = "7.3.3"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        found = subject.structure
        if not (found.is_notice and found.title and found.body):
            return
        title = first_line(pages[:1], found.title[0])
        body = first_line(pages, found.body[0].paragraph)
        if title is not None and body is not None and body.page.number > 1:
            yield self.found(
                subject.at(found.body[0].paragraph),
                f"首页没有正文，正文从第{body.page.number}页开始。",
                "请压缩标题与版头之间的距离，使首页至少显示一行正文。",
                value=str(body.page.number),
                expected="1",
            )
