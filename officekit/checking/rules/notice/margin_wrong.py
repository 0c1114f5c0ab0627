"""NT102: the top or left margin is not that of the standard."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    LEFT,
    TOP,
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_TOLERANCE = 1.05  # the standard's millimetre and what Word rounds


class MarginWrong(NoticeRule):
    """天头不是37毫米，或者订口不是28毫米（5.2.1）。

    为什么
        天头（上白边）为37±1毫米，订口（左白边）为28±1毫米，装订后各份公文才能对齐。

    不好
        上边距2.54厘米，左边距3.17厘米

    改为
        上边距3.7厘米，左边距2.8厘米
    """

    code = "NT102"
    severity = Severity.WARNING
    clause = "5.2.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for the first section with a wrong margin; a letter has its own top."""
        for section in subject.upright:
            wrong = []
            if abs(section.top - TOP) > _TOLERANCE and not subject.structure.letter:
                wrong.append(f"上边距是{section.top:.1f}毫米（应为37毫米）")
            if abs(section.left - LEFT) > _TOLERANCE:
                wrong.append(f"左边距是{section.left:.1f}毫米（应为28毫米）")
            if wrong:
                yield self.found(
                    subject.file,
                    f"页面的{'，'.join(wrong)}。",
                    "请在“布局—页边距”中改正，或者用自动修正。",
                    value=f"{section.top:.1f}、{section.left:.1f}",
                    expected="37、28",
                )
                return
