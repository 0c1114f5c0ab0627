"""NT507: the 版记 is not on the last, even page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_imprint import (
    imprint_page,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)


class ImprintPageEven(PageRule):
    """版记不在最后一个偶数页上（7.4.1）。

    为什么
        公文双面印刷，版记在公文最后一面，也就是最后一张纸的背面，页数应为双数。

    不好
        共3页，版记在第3页

    改为
        共4页，第3页空白，版记在第4页
    """

    code = "NT507"
    severity = Severity.WARNING
    clause = "7.4.1"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        page = imprint_page(subject, pages)
        if page is None or subject.structure.letter:
            return
        if page.number % 2 == 0 and page.number == len(pages):
            return
        what = "不是双数页" if page.number % 2 else f"后面还有{len(pages) - page.number}页"
        yield self.found(
            subject.file,
            f"版记在第{page.number}页，{what}。",
            "请在版记前分页或加一个空白页，使版记排在最后的双数页上。",
            value=str(page.number),
        )
