"""MX604: an annex is named but not in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity

_ANNEX = re.compile(r"^\s*附[件表]\s*\d{0,2}\s*[:：]\s*(?:\d{1,2}[.．、])?\s*(?P<name>\S.{2,80})$")
_NEXT = re.compile(r"^\s*附[件表]|^\s*\d{1,2}[.．、]")
_TAIL = 12


class AnnexMissing(Rule):
    """文中列有附件，文件里没有附件的内容。

    为什么
        收文单位看不到附件；责任清单在附件里的，各项任务就没有责任单位。

    不好
        附件：三年行动计划责任清单（其后没有清单）

    改为
        附件：三年行动计划责任清单（其后附上清单）
    """

    code = "MX604"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every annex line near the end that nothing follows."""
        lines = subject.lines
        if subject.plan is None or any(t.location.row for t in subject.plan.tasks):
            return
        for i in range(max(0, len(lines) - _TAIL), len(lines)):
            match = _ANNEX.match(lines[i].text)
            if match is None:
                continue
            later = [line.text for line in lines[i + 1 :] if not re.match(r"^\s*\d", line.text)]
            name = match["name"].strip().rstrip("。；")
            if any(_NEXT.match(text) or name in text for text in later):
                continue
            yield self.found(
                lines[i].location,
                f"文中列有附件“{name}”，文件里没有它的内容。",
                "请附上附件；附件另有文件的，请一并提供。",
                value=name,
            )
