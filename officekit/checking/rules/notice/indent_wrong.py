"""NT306: the first line is not indented by two characters."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_places import (
    goes_on,
    indent,
    is_indented,
    leading_spaces,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import BodyParagraph
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class IndentWrong(NoticeRule):
    """自然段没有左空二字（7.3.3）。

    为什么
        正文编排于主送机关名称下一行，每个自然段左空二字，回行顶格。

    不好
        首行缩进：无

    改为
        首行缩进：2字符
    """

    code = "NT306"
    severity = Severity.WARNING
    clause = "7.3.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs that begin elsewhere; spaces in front are left to NT305."""
        places = []
        before: BodyParagraph | None = None
        for text in subject.texts:
            if not (is_indented(text.paragraph) or goes_on(before, text)) and not leading_spaces(
                text.paragraph
            ):
                places.append(text.paragraph)
            before = text
        yield from self.each(
            subject,
            places,
            "没有首行缩进2字符",
            "请设置首行缩进2字符，或者用自动修正。",
            value=f"{indent(places[0]):.1f}毫米" if places else None,
            expected="2字符",
        )
