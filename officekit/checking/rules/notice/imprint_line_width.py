"""NT502: the lines of the 版记 are not as wide as the type area."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_imprint import (
    imprint_width,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.checking.rule import Parameter
from officekit.model.finding import Finding, Severity


class ImprintLineWidth(NoticeRule):
    """版记分隔线与版心不等宽（7.4.1）。

    为什么
        版记中的分隔线与版心等宽，为156毫米。

    不好
        版记表格宽140毫米

    改为
        版记表格宽156毫米
    """

    code = "NT502"
    severity = Severity.WARNING
    clause = "7.4.1"
    parameters = (Parameter("容差", "1", "允许相差的毫米数"),)

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """By the table's width, else by the indents of a paragraph with borders."""
        imprint = subject.structure.imprint
        if imprint is None or subject.structure.letter:
            return
        width = imprint_width(imprint, subject.area.width)
        if width is None or abs(width - subject.area.width) <= float(self.parameter("容差")):
            return
        yield self.found(
            subject.at(imprint.paragraphs[0]),
            f"版记的分隔线宽{width:.0f}毫米，与版心（{subject.area.width:.0f}毫米）不等宽。",
            "请使分隔线从版心左边缘画到右边缘。",
            value=f"{width:.0f}",
            expected=f"{subject.area.width:.0f}",
        )
