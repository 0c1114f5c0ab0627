"""NT411: signature and date are not where the standard has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    date_line,
)
from officekit.checking.notice_places import (
    indent,
    leading_spaces,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    CHARACTER,
    NoticeSubject,
)
from officekit.checking.rule import Parameter
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    Alignment,
    LaidParagraph,
    RenderedPage,
)

_FLUSH = 30.0
_FEW_SPACES = 4


class SignaturePlace(NoticeRule):
    """署名和成文日期的位置不对（7.3.5）。

    为什么
        加盖印章的，成文日期右空四字，署名以成文日期为准居中；不加盖印章的，署名右空二字，成文日期首字比署名首字右移二字。

    不好
        署名和成文日期都靠右顶格

    改为
        成文日期右空四字，署名在它上面居中
    """

    code = "NT411"
    severity = Severity.WARNING
    clause = "7.3.5"
    parameters = (Parameter("容差", "5", "允许相差的毫米数；日期中的数字与汉字之间可能自动加宽"),)

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """By the page where there is one; else only what stands at the left is certain."""
        found = subject.structure
        if found.date is None or not found.is_notice:
            return
        if subject.pages:
            fault = self._on_pages(subject, subject.pages)
        else:
            fault = _by_paragraph(found.date)
        if fault:
            yield self.found(
                subject.at(found.date),
                f"成文日期“{bare(found.date.text)}”{fault}。",
                "加盖印章的，请使成文日期右空四字、署名以它为准居中；不加盖的，请使署名右空二字、日期首字比署名首字右移二字。",
            )

    def _on_pages(self, subject: NoticeSubject, pages: Sequence[RenderedPage]) -> str:
        found = subject.structure
        day = date_line(subject, pages)
        if day is None or len(found.signature) != 1:
            return ""
        name = bare(found.signature[0].text)
        above = [a for a in day.page.lines if bare(a.text) == name and a.top < day.line.top]
        if not above:
            return ""
        slack = float(self.parameter("容差"))
        area, line = subject.area, day.line
        sign = max(above, key=lambda a: a.top)
        apart = area.right - line.right
        shifted = (sign.left + sign.right - line.left - line.right) / 2
        sealed = abs(apart - 4 * CHARACTER) <= slack and abs(shifted) <= slack
        ends = min(area.right - sign.right, apart)
        right_by_two = line.left - sign.left - 2 * CHARACTER
        unsealed = abs(ends - 2 * CHARACTER) <= slack and abs(right_by_two) <= slack
        if sealed or unsealed:
            return ""
        return f"距右边{apart / CHARACTER:.1f}字，与署名的相对位置不合两种排法中的任何一种"


def _by_paragraph(date: LaidParagraph) -> str:
    moved = date.alignment in (Alignment.RIGHT, Alignment.CENTER, Alignment.DISTRIBUTE)
    if moved or indent(date) >= _FLUSH or len(leading_spaces(date)) > _FEW_SPACES or date.in_table:
        return ""
    return "排在了左边"
