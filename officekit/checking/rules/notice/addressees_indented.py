"""NT213: the addressees are not flush left."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_places import indent, leading_spaces
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    Alignment,
)


class AddresseesIndented(NoticeRule):
    """主送机关没有顶格（7.3.2）。

    为什么
        主送机关编排于标题下空一行位置，居左顶格，回行时仍顶格。

    不好
        各镇人民政府，区政府各部门：

    改为
        各镇人民政府，区政府各部门：
    """

    code = "NT213"
    severity = Severity.WARNING
    clause = "7.3.2"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        paragraph = subject.structure.addressees
        if paragraph is None:
            return
        flush = abs(indent(paragraph)) < 1 and abs(paragraph.left) < 1
        aligned = paragraph.alignment not in (Alignment.CENTER, Alignment.RIGHT)
        if flush and aligned and not leading_spaces(paragraph):
            return
        yield self.found(
            subject.at(paragraph),
            f"主送机关“{paragraph.text.strip()[:16]}”没有顶格。",
            "请把这一段的首行缩进和左缩进设为0，删去前面的空格。",
            value=f"{indent(paragraph):.1f}毫米",
            expected="0毫米",
        )
