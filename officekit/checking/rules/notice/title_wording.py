"""NT211: the title has no type of document, or punctuation that does not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_TYPES = re.compile(
    r"(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要)(?:（.{1,12}）)?$"
)
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|（[^）]*）")
_STRAY = re.compile("[，。；：！？,;:!?]")


class TitleWording(NoticeRule):
    """公文标题缺少文种，或者用了不该有的标点。

    为什么
        标题由发文机关名称、事由和文种组成；除书名号、引号、括号和顿号外，一般不用标点符号。

    不好
        关于印发2023年重点工作任务。

    改为
        青禾区人民政府办公室关于印发2023年重点工作任务的通知
    """

    code = "NT211"
    severity = Severity.WARNING
    clause = "《党政机关公文处理工作条例》第九条"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """Only for a notice that was sent to somebody: a plan's title has no such type."""
        found = subject.structure
        title = found.title_text
        if not title or not (found.number and found.addressees):
            return
        stray = _STRAY.search(_QUOTED.sub("", title))
        if stray:
            yield self.found(
                subject.at(found.title[0]),
                f"标题里有标点“{stray[0]}”。",
                "请从标题中删去这个标点。",
                value=title,
            )
        elif not _TYPES.search(title):
            yield self.found(
                subject.at(found.title[0]),
                f"标题“…{title[-12:]}”没有写明文种。",
                "请在标题末尾写明文种，例如“的通知”。",
                value=title,
            )
