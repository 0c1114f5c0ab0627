"""SB520: text with phonetic guides."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_places import called, in_cells, place_of, shortened
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class PhoneticText(SubmissionRule):
    """文字带有拼音标注。

    为什么
        拼音存在文字后面，有的软件会把它当作正文。

    不好
        责任人：周一帆（带拼音标注）

    改为
        责任人：周一帆
    """

    code = "SB520"
    entry = "E20"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding an answer."""
        for each in in_cells(subject, subject.sheet.phonetic if subject.sheet else None):
            text = each.cell.text
            yield self.found(
                place_of(subject, each),
                f"{called(each)}“{shortened(text)}”带有拼音标注，汇总时不取拼音。",
                "请核对文字；不需要拼音的请删去。",
                value=text,
            )
