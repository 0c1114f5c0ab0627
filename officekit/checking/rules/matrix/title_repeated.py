"""MX303: the body begins with the whole title once more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import HAN
from officekit.model.finding import Finding, Severity

_SENTENCE_END = re.compile("[。！；;\n]")
_NOT_A_WORD = re.compile(f"[^{HAN}0-9A-Za-z%]+")
_SHORTEST = 4


class TitleRepeated(Rule):
    """任务标题印了两遍。

    为什么
        正文第一句只是把标题重抄一遍，通常是粘贴时留下的。

    不好
        5.加强平台建设。加强平台建设。新建平台3家。

    改为
        5.加强平台建设。新建平台3家。
    """

    code = "MX303"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every row whose first sentence is its title."""
        for row in subject.rows:
            title, body = row["title"].strip(), row["measures"].lstrip()
            first = _SENTENCE_END.split(body, maxsplit=1)[0]
            words = _NOT_A_WORD.sub("", title)
            if len(words) < _SHORTEST or _NOT_A_WORD.sub("", first) != words:
                continue
            yield self.found(
                subject.at(row, "measures"),
                f"{subject.label(row)}的标题在正文开头又印了一遍。",
                "请把正文开头重复的一句删去。",
                value=first,
            )
