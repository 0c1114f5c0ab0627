"""NT222: the red line does not stand 4 mm below the document number."""

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

_NEAR = 40.0


class RedLineDistance(PageRule):
    """红色分隔线不在发文字号之下4毫米处（7.2.7）。

    为什么
        发文字号之下4毫米处居中印一条与版心等宽的红色分隔线。

    不好
        发文字号与红线相距10毫米

    改为
        发文字号与红线相距4毫米
    """

    code = "NT222"
    severity = Severity.WARNING
    clause = "7.2.7"
    parameters = (Parameter("容差", "0.5", "允许相差的毫米数"),)

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding; paper with a printed head has no mark and is left."""
        found = subject.structure
        number = first_line(pages[:1], found.number)
        if number is None or found.mark is None or found.letter:
            return
        below = [r for r in red_rules(pages[0]) if 0 < r.y - number.line.bottom < _NEAR]
        if not below:
            yield self.found(
                subject.file,
                "发文字号下面没有红色分隔线。",
                "请在发文字号之下4毫米处加一条与版心等宽的红线。",
            )
            return
        measured = below[0].y - below[0].width / 2 - number.line.bottom
        if abs(measured - 4) > float(self.parameter("容差")):
            yield self.found(
                subject.file,
                f"红色分隔线在发文字号之下{measured:.1f}毫米，应为4毫米。",
                "请调整红线与发文字号的距离。",
                value=f"{measured:.1f}",
                expected="4",
            )
