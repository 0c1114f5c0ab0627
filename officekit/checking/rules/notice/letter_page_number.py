"""NT227: the first page of a letter is numbered."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class LetterPageNumber(NoticeRule):
    """信函格式的首页编了页码（10.1）。

    为什么
        信函格式的首页不显示页码。

    不好
        首页下方有“— 1 —”

    改为
        设置“首页不同”，首页页脚留空
    """

    code = "NT227"
    severity = Severity.WARNING
    clause = "10.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        section = subject.section()
        if section is None or not subject.structure.letter:
            return
        footer = section.first_footer if section.first_page_differs else section.odd_footer
        if footer and footer.has_page_field:
            yield self.found(
                subject.file,
                "信函格式的首页编了页码。",
                "请在页脚设置中勾选“首页不同”，并清空首页的页脚。",
            )
