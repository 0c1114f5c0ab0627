"""NT302: body text is not of size 3."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_looks import is_size, look
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    LaidParagraph,
)

_SIZE = 16


class BodySize(NoticeRule):
    """正文不是3号字（5.2.2）。

    为什么
        正文一般用3号字，即16磅；字号不同就排不出每面22行、每行28字。

    不好
        正文：四号（14磅）

    改为
        正文：三号（16磅）
    """

    code = "NT302"
    severity = Severity.WARNING
    clause = "5.2.2"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs of one wrong size together, headings too."""
        wrong: dict[float, list[LaidParagraph]] = {}
        for text in subject.texts:
            size = look(text.paragraph).size
            if size is not None and not is_size(size, _SIZE):
                wrong.setdefault(size, []).append(text.paragraph)
        for size, places in wrong.items():
            yield from self.each(
                subject,
                places,
                f"的字号是{size:g}磅",
                "请改为3号（16磅），或者用自动修正。",
                value=f"{size:g}磅",
                expected="16磅",
            )
