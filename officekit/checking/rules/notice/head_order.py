"""NT204: copy number, secrecy and urgency are not in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class HeadOrder(NoticeRule):
    """份号、密级、紧急程度的次序不对（7.2.3）。

    为什么
        同时标注份号、密级和保密期限、紧急程度时，按照这个次序自上而下分行排列。

    不好
        特急
        秘密★1年

    改为
        秘密★1年
        特急
    """

    code = "NT204"
    severity = Severity.WARNING
    clause = "7.2.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        found = subject.structure
        present = [p for p in (found.copy_number, found.secrecy, found.urgency) if p]
        for before, after in pairwise(present):
            if before.number > after.number:
                yield self.found(
                    subject.at(before),
                    f"“{before.text.strip()}”排在了“{after.text.strip()}”的下面。",
                    "请按份号、密级和保密期限、紧急程度的次序自上而下排列。",
                    value=before.text.strip(),
                )
                return
