"""NT303: a font comes from the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_HAN = re.compile("[\u4e00-\u9fff]")


class ThemeFont(NoticeRule):
    """字体跟随主题，没有指定名称（5.2.2）。

    为什么
        跟随主题的字体在各台电脑上可能变成等线、宋体或别的字体，打印出来的公文不一样。

    不好
        字体：中文正文

    改为
        字体：仿宋_GB2312
    """

    code = "NT303"
    severity = Severity.WARNING
    clause = "5.2.2"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs outside tables with Chinese text in such a font."""
        places = [
            paragraph
            for paragraph in subject.document.paragraphs
            if not paragraph.in_table
            and any(run.theme_font and _HAN.search(run.text) for run in paragraph.runs)
        ]
        yield from self.each(
            subject,
            places,
            "的字体跟随主题，没有指定名称",
            "请选中文字，直接指定字体名称（正文为仿宋_GB2312），或者用自动修正。",
        )
