"""NT205: the issuer's mark is not red."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_looks import is_red, look
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class MarkNotRed(NoticeRule):
    """发文机关标志不是红色（7.2.4）。

    为什么
        发文机关标志居中排布，推荐用小标宋体字，颜色为红色，以醒目、美观、庄重为原则。

    不好
        青禾区人民政府办公室文件（黑色）

    改为
        青禾区人民政府办公室文件（红色）
    """

    code = "NT205"
    severity = Severity.WARNING
    clause = "7.2.4"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        paragraph = subject.structure.mark
        if paragraph is None or is_red(look(paragraph).colour):
            return
        yield self.found(
            subject.at(paragraph),
            f"发文机关标志“{paragraph.text.strip()}”不是红色。",
            "请把它的字体颜色设为红色。",
            value=look(paragraph).colour,
            expected="FF0000",
        )
