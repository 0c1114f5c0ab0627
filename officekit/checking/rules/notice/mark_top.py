"""NT221: the issuer's mark does not stand 35 mm below the top of the type area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    first_line,
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


class MarkTop(PageRule):
    """发文机关标志的高度不对（7.2.4）。

    为什么
        发文机关标志上边缘至版心上边缘为35毫米；信函格式的标志上边缘至上页边为30毫米（10.1）。

    不好
        标志上边缘距版心上边缘20毫米

    改为
        标志上边缘距版心上边缘35毫米
    """

    code = "NT221"
    severity = Severity.WARNING
    clause = "7.2.4"
    parameters = (Parameter("容差", "1", "允许相差的毫米数；大字的笔画上缘各字不同"),)

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        found = first_line(pages[:1], subject.structure.mark)
        if found is None:
            return
        letter = subject.structure.letter
        expected = 30.0 if letter else 35.0
        measured = found.line.top - (0.0 if letter else subject.area.top)
        if abs(measured - expected) <= float(self.parameter("容差")):
            return
        edge = "上页边" if letter else "版心上边缘"
        yield self.found(
            subject.file,
            f"发文机关标志上边缘距{edge}{measured:.1f}毫米，应为{expected:.0f}毫米。",
            "请调整标志的段前间距。",
            value=f"{measured:.1f}",
            expected=f"{expected:.0f}",
        )
