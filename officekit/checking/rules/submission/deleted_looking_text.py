"""SB519: text that is struck through or can't be seen."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_places import called, in_cells, place_of, shortened
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class DeletedLookingText(SubmissionRule):
    """文字加了删除线，或者看不见（白字、极小的字）。

    为什么
        看上去已经删掉的文字还在单元格里，会一起汇总。

    不好
        带删除线的“完成投资1.2亿元”

    改为
        不要的文字直接删去
    """

    code = "SB519"
    entry = "E19"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding an answer."""
        sheet = subject.sheet
        struck = sheet.struck if sheet else frozenset()
        hidden = sheet.invisible if sheet else frozenset()
        for each in in_cells(subject, struck | hidden):
            text = each.cell.text
            place = (each.cell.row, each.cell.column)
            how = "带有删除线" if place in struck else "看不见（白字或极小的字）"
            yield self.found(
                place_of(subject, each),
                f"{called(each)}“{shortened(text)}”{how}，仍会汇总。",
                "不要的文字请直接删去，要的请恢复普通格式。",
                value=text,
            )
