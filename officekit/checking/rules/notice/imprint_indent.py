"""NT504: the 版记 does not keep one character from both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    Found,
    lines_of,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.checking.rule import Parameter
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    LaidParagraph,
    RenderedPage,
)

_CHARACTER = 14 * 25.4 / 72


class ImprintIndent(PageRule):
    """版记的文字没有左右各空一字（7.4.2）。

    为什么
        抄送机关、印发机关左空一字，抄送机关、印发日期右空一字。

    不好
        “抄送”二字顶着版心左边缘

    改为
        “抄送”二字左空一字
    """

    code = "NT504"
    severity = Severity.WARNING
    clause = "7.4.2"
    parameters = (Parameter("容差", "2", "允许相差的毫米数"),)

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """At most one finding."""
        imprint = subject.structure.imprint
        if imprint is None or subject.structure.letter:
            return
        slack = float(self.parameter("容差"))
        for paragraph in (imprint.copies, *imprint.printed):
            found = _last_line(pages, paragraph)
            if found is None or paragraph is None:
                continue
            left = found.line.left - subject.area.left
            right = subject.area.right - found.line.right
            whole = found.line.text.rstrip().endswith("印发")
            if abs(left - _CHARACTER) > slack and paragraph is not _date_alone(imprint.printed):
                side, value = "左", left
            elif whole and abs(right - _CHARACTER) > slack:
                side, value = "右", right
            else:
                continue
            yield self.found(
                subject.at(paragraph),
                f"版记“{bare(paragraph.text)[:10]}”{side}边空了{value:.1f}毫米，应空一字（约5毫米）。",
                "请设置左右各缩进1字符。",
                value=f"{value:.1f}",
                expected="4.9",
            )
            return


def _last_line(pages: Sequence[RenderedPage], paragraph: LaidParagraph | None) -> Found | None:
    """The last place where a paragraph begins."""
    found = list(lines_of(pages, paragraph)) if paragraph else []
    return found[-1] if found else None


def _date_alone(printed: Sequence[LaidParagraph]) -> LaidParagraph | None:
    """The date where office and date are paragraphs of their own, as in two cells."""
    return printed[-1] if len(printed) > 1 else None
