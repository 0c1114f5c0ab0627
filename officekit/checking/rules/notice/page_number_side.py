"""NT514: page numbers are not at the right on odd and at the left on even pages."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_pages import (
    page_number,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.checking.rule import Parameter
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    Alignment,
)

_CHARACTER = 14 * 25.4 / 72


class PageNumberSide(NoticeRule):
    """页码没有单页居右空一字、双页居左空一字（7.5）。

    为什么
        单页码居右空一字，双页码居左空一字，双面装订后页码都在外侧。

    不好
        页码居中

    改为
        单页码居右空一字，双页码居左空一字
    """

    code = "NT514"
    severity = Severity.WARNING
    clause = "7.5"
    parameters = (Parameter("容差", "2", "允许相差的毫米数"),)

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding: by the pages where there are some, else by the footers."""
        fault = self._on_pages(subject) if subject.pages else _by_footers(subject)
        if fault:
            yield self.found(
                subject.file,
                f"{fault}。",
                "请勾选“奇偶页不同”，使单页码居右空一字、双页码居左空一字，或者用自动修正。",
            )

    def _on_pages(self, subject: NoticeSubject) -> str:
        slack, area = float(self.parameter("容差")), subject.area
        for page in subject.pages or ():
            found = page_number(page, area)
            if found is None or page.width > page.height:
                continue
            number, line = found
            odd = number % 2 == 1
            apart = area.right - line.right if odd else line.left - area.left
            if abs(apart - _CHARACTER) > slack:
                side = "右" if odd else "左"
                return f"第{page.number}页的页码没有居{side}空一字"
        return ""


def _by_footers(subject: NoticeSubject) -> str:
    """What is certainly wrong: numbers in frames may stand elsewhere than their paragraph."""
    for section in subject.upright:
        odd, even = section.odd_footer, section.even_footer
        if odd is None or not odd.has_page_field:
            continue
        if odd.alignment is Alignment.CENTER:
            return "页码排在了页脚中间"
        if not subject.document.odd_and_even:
            return "单页和双页的页码排在同一边"
        if even and even.has_page_field:
            sides = (odd.alignment, even.alignment)
            if sides == (Alignment.LEFT, Alignment.RIGHT):
                return "单页和双页的页码左右排反了"
            if even.alignment is Alignment.CENTER:
                return "双页的页码排在了页脚中间"
    return ""
