"""NT410: the notice is signed after it was printed."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_marks import plain_date
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class SignedAfterPrinted(NoticeRule):
    """成文日期晚于印发日期（7.4.3）。

    为什么
        印发日期是公文的送印日期，不会早于成文日期，两个日期必有一个写错。

    不好
        成文日期2023年9月22日，2023年9月20日印发

    改为
        成文日期2023年9月22日，2023年9月22日印发
    """

    code = "NT410"
    severity = Severity.ERROR
    clause = "7.4.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding."""
        found = subject.structure
        signed = plain_date(found.date.text) if found.date else None
        for place in found.imprint.printed if found.imprint else ():
            printed = plain_date(place.text)
            if signed and printed and signed[1] and printed[1] and signed[1] > printed[1]:
                yield self.found(
                    subject.at(place),
                    f"印发日期{printed[0]}早于成文日期{signed[0]}。",
                    "请核对两个日期。",
                    value=printed[0],
                    expected=signed[0],
                )
