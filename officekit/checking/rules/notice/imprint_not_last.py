"""NT508: annexes stand behind the 版记."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class ImprintNotLast(NoticeRule):
    """附件排在了版记的后面（7.3.7）。

    为什么
        附件应当另面编排，并在版记之前，与公文正文一起装订；版记是公文的最后一部分。

    不好
        版记 → 附件1

    改为
        附件1 → 版记
    """

    code = "NT508"
    severity = Severity.WARNING
    clause = "7.3.7"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        found = subject.structure
        if found.imprint is None:
            return
        last = found.imprint.paragraphs[-1].number
        behind = [annex for annex in found.annexes if annex.mark.number > last]
        if behind:
            yield self.found(
                subject.at(behind[0].mark),
                f"“{bare(behind[0].mark.text)}”排在了版记的后面。",
                "请把附件移到版记之前。",
                value=bare(behind[0].mark.text),
            )
