"""NT511: the pages are not numbered by a field."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_pages import (
    page_number,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class PageNumberMissing(NoticeRule):
    """没有编排页码（7.5）。

    为什么
        公文应当编排页码；手工输入的数字在每一页都相同，要插入“页码”域。

    不好
        页脚里没有页码，或者输入了“— 1 —”

    改为
        在页脚插入页码
    """

    code = "NT511"
    severity = Severity.WARNING
    clause = "7.5"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding: none anywhere, or none on the even pages."""
        sections = subject.document.sections
        if not sections:
            return
        odd = [s for s in sections if s.odd_footer and s.odd_footer.has_page_field]
        even = [s for s in sections if s.even_footer and s.even_footer.has_page_field]
        if not odd and not even and not _printed(subject):
            yield self.found(
                subject.file,
                "页脚里没有页码。",
                "请在页脚插入页码，单页居右、双页居左，或者用自动修正。",
            )
        elif subject.document.odd_and_even and bool(odd) != bool(even):
            yield self.found(
                subject.file,
                f"{'双' if odd else '单'}页的页脚里没有页码。",
                "请在单页和双页的页脚里都插入页码，或者用自动修正。",
            )


def _printed(subject: NoticeSubject) -> bool:
    """Whether different numbers stand on the pages, wherever they come from."""
    found = [page_number(page, subject.area) for page in subject.pages or ()]
    return len({number[0] for number in found if number}) > 1
