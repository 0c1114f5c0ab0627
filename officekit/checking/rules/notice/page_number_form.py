"""NT512: a page number has no dash on each side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_imprint import (
    page_footers,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_FORM = re.compile("[—－–―─一]#[—－–―─一]")


class PageNumberForm(NoticeRule):
    """页码左右没有放一字线（7.5）。

    为什么
        页码数字左右各放一条一字线，例如“— 1 —”。

    不好
        第1页

    改为
        — 1 —
    """

    code = "NT512"
    severity = Severity.WARNING
    clause = "7.5"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for the first footer that has another form."""
        for footer in page_footers(subject):
            text = bare(footer.text)
            if not _FORM.fullmatch(text):
                yield self.found(
                    subject.file,
                    f"页码的形式是“{text.replace('#', '1')}”，左右没有一字线。",
                    "请写成“— 1 —”的形式，或者用自动修正。",
                    value=text,
                    expected="— # —",
                )
                return
