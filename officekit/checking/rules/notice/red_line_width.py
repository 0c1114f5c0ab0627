"""NT223: the red line is not as wide as the type area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    first_line,
    red_rules,
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


class RedLineWidth(PageRule):
    """红色分隔线与版心不等宽（7.2.7）。

    为什么
        红色分隔线与版心等宽，为156毫米。

    不好
        红线宽120毫米

    改为
        红线宽156毫米
    """

    code = "NT223"
    severity = Severity.WARNING
    clause = "7.2.7"
    parameters = (Parameter("容差", "1", "允许相差的毫米数"),)

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        found = subject.structure
        number = first_line(pages[:1], found.number)
        if number is None or found.letter:
            return
        below = [r for r in red_rules(pages[0]) if r.y > number.line.bottom]
        if not below:
            return
        area, slack = subject.area, float(self.parameter("容差"))
        off = max(abs(below[0].left - area.left), abs(below[0].right - area.right))
        if off > slack:
            width = below[0].right - below[0].left
            yield self.found(
                subject.file,
                f"红色分隔线宽{width:.1f}毫米，与版心（{area.width:.0f}毫米）不等宽。",
                "请使红线从版心左边缘画到右边缘。",
                value=f"{width:.1f}",
                expected=f"{area.width:.0f}",
            )
