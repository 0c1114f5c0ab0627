"""NT409: the date of signature or of printing is in no calendar."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_marks import plain_date
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class DateImpossible(NoticeRule):
    """成文日期或者印发日期在日历上不存在（7.3.5.4）。

    为什么
        成文日期是公文生效的时间，写错了整份公文都要重印。

    不好
        2023年2月30日

    改为
        2023年2月28日
    """

    code = "NT409"
    severity = Severity.ERROR
    clause = "7.3.5.4"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for each of the two dates."""
        found = subject.structure
        places = [found.date] if found.date else []
        places += found.imprint.printed if found.imprint else ()
        for place in places:
            seen = plain_date(place.text)
            if seen is not None and seen[1] is None:
                yield self.found(
                    subject.at(place),
                    f"日期“{seen[0]}”不存在。",
                    "请核对并改正日期。",
                    value=seen[0],
                )
