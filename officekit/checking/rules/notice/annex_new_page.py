"""NT405: an annex, or the text that is issued, does not begin a page."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_places import (
    begins_page,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity


class AnnexNewPage(NoticeRule):
    """附件或者所印发的文件没有另面编排（7.3.7）。

    为什么
        附件应当另面编排，并在版记之前，与公文正文一起装订；所印发的文件也是如此。

    不好
        成文日期下面接着排附件

    改为
        附件从新的一页开始
    """

    code = "NT405"
    severity = Severity.WARNING
    clause = "7.3.7"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for each; only behind the notice itself."""
        found = subject.structure
        if found.date is None:
            return
        starts = [annex.mark for annex in found.annexes]
        if found.issued_title:
            starts.append(found.issued_title[0])
        for start in starts:
            if not begins_page(subject, start):
                yield self.found(
                    subject.at(start),
                    f"“{start.text.strip()[:20]}”没有从新的一页开始。",
                    "请在段落设置的“换行和分页”中勾选“段前分页”。",
                    value=start.text.strip(),
                )
