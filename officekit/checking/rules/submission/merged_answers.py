"""SB309: merged cells over rows of the table."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import heading
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.submission import RemarkKind


class MergedAnswers(SubmissionRule):
    """任务行的单元格被合并。

    为什么
        合并后只有左上角一格有内容，其他各项任务的填报内容说不清是不是同一句话。

    不好
        三项任务的“进展情况”合并成一格，写一段话

    改为
        每项任务在自己的行里分别填写
    """

    entry = "C09"
    code = "SB309"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error for each covered answer; covered texts and locked cells are warnings."""
        sheet, header = subject.sheet, subject.submission.header_row
        if subject.packet is None or sheet is None or not header:
            return
        merges = [area for area in sheet.merges if area[2] > header]
        if not merges:
            return
        for row in subject.submission.rows:
            for key in ANSWER_COLUMNS:
                cell = row.cells.get(key)
                if cell and cell.merged and cell.text:
                    label = row.issued.label if row.issued else f"第{row.row}行"
                    yield self.found(
                        subject.at_place(cell.row, cell.column, row_key=row.key),
                        f"{label}的“{heading(key)}”被合并到别的单元格里，自己没有内容。",
                        "请取消合并，在每项任务自己的单元格里分别填写。",
                        value=cell.text,
                    )
        yield from self._locked(subject)
        for remark in subject.submission.remarks:
            if remark.kind is RemarkKind.COVERED:
                finding = self.found(
                    subject.at_place(remark.row, remark.column or None, row_key=remark.row_key),
                    "合并单元格下面还盖着文字，没有汇总，已另存备查。",
                    "请取消合并，核对被盖住的内容后重新填写。",
                    value=remark.text,
                )
                yield of_severity(finding, Severity.WARNING)

    def _locked(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """Merged cells of locked columns, one finding a column."""
        seen: set[str] = set()
        for row in subject.submission.rows:
            for key, cell in row.cells.items():
                if cell.merged and key not in seen and key not in ANSWER_COLUMNS:
                    seen.add(key)
                    finding = self.found(
                        subject.at_place(cell.row, cell.column, row_key=row.key),
                        f"下发的“{heading(key)}”列有单元格被合并，已按下发的内容处理。",
                        "不必重报；请取消合并，不要改动锁定的单元格。",
                        value=cell.text,
                    )
                    yield of_severity(finding, Severity.WARNING)
