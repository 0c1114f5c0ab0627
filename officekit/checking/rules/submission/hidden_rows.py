"""SB308: hidden, filtered or grouped rows."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import row_numbers
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class HiddenRows(SubmissionRule):
    """有任务行被隐藏、筛选掉，或者被分组。

    为什么
        隐藏和筛选掉的行填表人看不见，容易漏填；里面的内容照样会汇总。

    不好
        筛选“推进中”后填写并报送

    改为
        取消筛选，显示全部行，核对后报送
    """

    entry = "C08"
    code = "SB308"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for all rows; grouping and a filter that hides nothing are only told."""
        sheet = subject.sheet if subject.submission.packet else None
        if sheet is None or not (sheet.hidden_rows or sheet.filtered or sheet.grouped_rows):
            return
        used = {row.row for row in subject.submission.rows}
        used |= {row.row for row in subject.submission.extra}
        hidden = used.intersection(sheet.hidden_rows)
        if hidden:
            how = "筛选掉" if sheet.filtered else "隐藏"
            yield self.found(
                subject.at_place(min(hidden)),
                f"{row_numbers(hidden)}被{how}，里面的内容照常读取。",
                "请取消筛选、显示全部行，核对这些行的内容。",
                value=str(len(hidden)),
            )
            return
        grouped = used.intersection(sheet.grouped_rows)
        if grouped or sheet.filtered:
            told = f"{row_numbers(grouped)}设了分组" if grouped else "表格设了筛选条件"
            finding = self.found(
                subject.at_sheet(),
                f"{told}，全部行都已读取。",
                "不必重报；以后报送前请取消筛选和分组。",
            )
            yield of_severity(finding, Severity.INFO)
