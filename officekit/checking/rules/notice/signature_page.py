"""NT412: the page of the signature carries no body text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    date_line,
    text_lines,
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


class SignaturePage(PageRule):
    """署名和成文日期所在的页没有正文（7.3.5.5）。

    为什么
        印章、署名和成文日期应当与正文同处一面，不能单独成页，可以调整行距、字距解决，不用“此页无正文”的办法。

    不好
        末页只有署名和成文日期

    改为
        末页至少有一行正文
    """

    code = "NT412"
    severity = Severity.WARNING
    clause = "7.3.5.5"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        day = date_line(subject, pages)
        if day is None or not subject.structure.body:
            return
        names = {bare(line.text) for line in subject.structure.signature}
        above = [
            line
            for line in text_lines(day.page, subject.area)
            if line.bottom < day.line.top and bare(line.text) not in names
        ]
        if not above:
            yield self.found(
                subject.at(subject.structure.date) if subject.structure.date else subject.file,
                f"第{day.page.number}页只有署名和成文日期，没有正文。",
                "请调整正文的行距或字距，使这一页至少有一行正文。",
                value=str(day.page.number),
            )
