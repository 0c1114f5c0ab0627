"""NT516: the blank page before the 版记, or the page of the 版记 behind it, is numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_imprint import (
    imprint_page,
)
from officekit.checking.notice_pages import (
    page_number,
    text_lines,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)


class BlankPageNumbered(PageRule):
    """版记前的空白页或者其后的版记页编了页码（7.5）。

    为什么
        公文的版记页前有空白页的，空白页和版记页均不编排页码。

    不好
        空白页下方有“— 3 —”

    改为
        空白页和版记页没有页码
    """

    code = "NT516"
    severity = Severity.WARNING
    clause = "7.5"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        page = imprint_page(subject, pages)
        if page is None or page.number == 1:
            return
        before = pages[page.number - 2]
        if text_lines(before, subject.area):
            return
        numbered = [p.number for p in (before, page) if page_number(p, subject.area)]
        if numbered:
            shown = "、".join(f"第{number}页" for number in numbered)
            yield self.found(
                subject.file,
                f"版记前是空白页，{shown}编了页码。",
                "请把空白页和版记页放在单独的一节，清空这一节的页脚。",
                value=shown,
            )
