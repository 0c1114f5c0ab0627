"""NT305: the first line is indented with spaces."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_places import (
    leading_spaces,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class IndentBySpaces(NoticeRule):
    """用空格代替首行缩进（7.3.3）。

    为什么
        每个自然段左空二字应当用“首行缩进2字符”设置；用空格缩进，换字体字号后就对不齐。

    不好
        段首敲两个全角空格

    改为
        首行缩进2字符，段首没有空格
    """

    code = "NT305"
    severity = Severity.WARNING
    clause = "7.3.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs that begin with spaces."""
        places = [t.paragraph for t in subject.texts if len(leading_spaces(t.paragraph)) > 0]
        yield from self.each(
            subject,
            places,
            "用空格代替了首行缩进",
            "请删去段首的空格，设置首行缩进2字符，或者用自动修正。",
        )
