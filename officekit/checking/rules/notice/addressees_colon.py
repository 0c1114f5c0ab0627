"""NT214: the addressees do not end in a full-width colon."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class AddresseesColon(NoticeRule):
    """主送机关后面没有用全角冒号（7.3.2）。

    为什么
        最后一个机关名称后标全角冒号。

    不好
        各镇人民政府，区政府各部门:

    改为
        各镇人民政府，区政府各部门：
    """

    code = "NT214"
    severity = Severity.WARNING
    clause = "7.3.2"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        paragraph = subject.structure.addressees
        text = paragraph.text.strip() if paragraph else ""
        if paragraph is None or text.endswith("："):
            return
        what = "用的是半角冒号" if text.endswith(":") else "没有冒号"
        yield self.found(
            subject.at(paragraph),
            f"主送机关“{text[-16:]}”后面{what}。",
            "请在最后一个机关名称后面用全角冒号“：”。",
            value=text[-1:],
            expected="：",
        )
