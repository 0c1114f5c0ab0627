"""MX605: the document number is printed in two forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Passage, Subject
from officekit.model.finding import Finding, Severity

_NUMBER = re.compile(
    r"(?<![（(，、\u4e00-\u9fff])(?P<code>[\u4e00-\u9fff]{2,10}?)第?[〔\[【（(]\d{1,4}[〕\]】）)]第?"
    r"(?:\d{1,4})?号"
)
_HEAD = 30


class DocumentNumberForms(Rule):
    """发文字号前后写法不一致。

    为什么
        一份文件只有一个发文字号，两种写法会影响查找和引用。

    不好
        云政办字〔2023〕8号 … 云政办字第【8】号

    改为
        云政办字〔2023〕8号
    """

    code = "MX605"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every other form before the first heading.

        Lines of the web page around the document count: the reader keeps them in its finding.
        """
        plan = subject.plan
        if plan is None or plan.notice is None or not plan.notice.number:
            return
        usual = plan.notice.number
        code = re.split(r"第?[〔\[【（(]", usual)[0]
        first = plan.sections[0].location.paragraph if plan.sections else None
        told = {"".join(usual.split())}
        dropped = [
            Passage(text, finding.location)
            for finding in subject.matrix.findings
            if finding.code == "RD005"
            for text in (finding.value or "").split("\n")
        ]
        for line in (*dropped, *subject.lines[:_HEAD]):
            if first is not None and (line.location.paragraph or 0) >= first:
                return
            for match in _NUMBER.finditer(line.text):
                printed = "".join(match[0].split())
                if match["code"] != code or printed in told:
                    continue
                told.add(printed)
                yield self.found(
                    replace(line.location, quote=match[0]),
                    f"发文字号有两种写法：“{usual}”和“{match[0]}”。",
                    "请核对并统一为一种写法，年份用六角括号“〔〕”。",
                    value=match[0],
                    expected=usual,
                )
