"""NT515: page numbers do not stand 7 mm below the type area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    page_number,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.checking.rule import Parameter
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)


class PageNumberHeight(PageRule):
    """页码的一字线不在版心下边缘之下7毫米处（7.5）。

    为什么
        页码编排在版心下边缘之下，一字线上距版心下边缘7毫米。

    不好
        一字线距版心下边缘15毫米

    改为
        一字线距版心下边缘7毫米
    """

    code = "NT515"
    severity = Severity.WARNING
    clause = "7.5"
    parameters = (Parameter("容差", "1", "允许相差的毫米数"),)

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """One finding for the first page; the dash stands at half the height of the figures."""
        for page in pages:
            found = page_number(page, subject.area)
            if found is None or page.width > page.height:
                continue
            line = found[1]
            measured = (line.top + line.bottom) / 2 - subject.area.bottom
            if abs(measured - 7) > float(self.parameter("容差")):
                yield self.found(
                    subject.file,
                    f"第{page.number}页页码的一字线在版心下边缘之下{measured:.1f}毫米，应为7毫米。",
                    "请调整页脚距页面底端的距离。",
                    value=f"{measured:.1f}",
                    expected="7",
                )
                return
