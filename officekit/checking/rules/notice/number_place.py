"""NT207: the document number is not centred, or not at the left beside a 签发人."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_pages import (
    whole_line,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    Alignment,
    LaidParagraph,
)

_CENTRED = 3.0


class NumberPlace(NoticeRule):
    """发文字号的位置不对（7.2.5）。

    为什么
        发文字号居中排布；上行文的发文字号居左空一字，与最后一个签发人姓名处在同一行。

    不好
        青政办发〔2023〕8号（靠左）

    改为
        青政办发〔2023〕8号（居中）
    """

    code = "NT207"
    severity = Severity.WARNING
    clause = "7.2.5"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding; a number below the title belongs to a web copy and is left."""
        found = subject.structure
        number, title = found.number, found.title
        if number is None or number.in_table or found.letter:
            return
        if title and title[0].number < number.number:
            return
        centred = _is_centred(subject, number)
        if found.signer is None and not centred:
            yield self.found(
                subject.at(number),
                f"发文字号“{found.number_text}”没有居中。",
                "请把这一段设为居中，首行不缩进。",
                value=number.alignment.value,
                expected="center",
            )
        elif found.signer is number and number.alignment in (Alignment.CENTER, Alignment.RIGHT):
            yield self.found(
                subject.at(number),
                f"上行文的发文字号“{found.number_text}”没有居左。",
                "请把发文字号居左空一字，签发人居右空一字。",
                value=number.alignment.value,
                expected="left",
            )


def _is_centred(subject: NoticeSubject, number: LaidParagraph) -> bool:
    """By the page where there is one, else by the paragraph."""
    if number.alignment is Alignment.CENTER:
        return not number.first_line
    line = whole_line(subject.pages, number) if subject.pages else None
    if line is None:
        return False
    area = subject.area
    return abs(line.line.left - area.left - (area.right - line.line.right)) <= 2 * _CENTRED
