"""NT407: the title of an annex does not stand centred on the third line."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    Alignment,
)

_LINE_POINTS = 15


class AnnexTitlePlace(NoticeRule):
    """附件标题没有居中编排在第三行（7.3.7）。

    为什么
        附件标题居中编排在版心第三行，即与“附件”二字之间空一行。

    不好
        “附件1”的下一行就是附件标题

    改为
        “附件1”下面空一行，再排附件标题
    """

    code = "NT407"
    severity = Severity.WARNING
    clause = "7.3.7"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """At most one finding for each annex whose title is recognised."""
        for annex in subject.structure.annexes:
            if not annex.title:
                continue
            title = annex.title[0]
            space = title.before + annex.mark.after
            below = annex.blanks == 1 or (annex.blanks == 0 and space >= _LINE_POINTS)
            if below and title.alignment is Alignment.CENTER:
                continue
            what = "没有居中" if below else "没有排在第三行"
            yield self.found(
                subject.at(title),
                f"附件标题“{bare(title.text)[:20]}”{what}。",
                "请使附件标题与“附件”二字之间空一行，并居中。",
                value=str(annex.blanks),
                expected="1",
            )
