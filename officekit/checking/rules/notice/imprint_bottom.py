"""NT506: the last line of the 版记 is not on the bottom edge of the type area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_imprint import (
    imprint_page,
)
from officekit.checking.notice_looks import is_red
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.checking.rule import Parameter
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)


class ImprintBottom(PageRule):
    """版记的末条分隔线不在版心下边缘（7.4.1）。

    为什么
        版记位于公文最后一面，末条分隔线与最后一面的版心下边缘重合。

    不好
        版记紧跟在正文后面，排在页面中部

    改为
        版记排在最后一面的底部
    """

    code = "NT506"
    severity = Severity.WARNING
    clause = "7.4.1"
    parameters = (Parameter("容差", "1", "允许相差的毫米数"),)

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding: by the last line, else by the text where no line is drawn."""
        page = imprint_page(subject, pages)
        if page is None or subject.structure.letter:
            return
        below = [r for r in page.rules if not is_red(r.colour) and r.right - r.left > _LONG]
        if not below:
            return
        measured = max(rule.y + rule.width / 2 for rule in below)
        off = measured - subject.area.bottom
        if abs(off) > float(self.parameter("容差")):
            yield self.found(
                subject.file,
                f"版记的末条分隔线在版心下边缘{'之下' if off > 0 else '之上'}{abs(off):.1f}毫米。",
                "请把版记移到最后一面的底部，使末条线与版心下边缘重合。",
                value=f"{measured:.1f}",
                expected=f"{subject.area.bottom:.0f}",
            )


_LONG = 100.0
