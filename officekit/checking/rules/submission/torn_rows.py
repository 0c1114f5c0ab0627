"""SB307: rows in another order, or torn from their keys by sorting a part of the table."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_keys import torn_rows
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class TornRows(SubmissionRule):
    """表格只排序了一部分列，任务与行标识错位；或者各行换了顺序。

    为什么
        只对一部分列排序后，任务文字和隐藏的行标识不在同一行，填报内容会记到别的任务上。

    不好
        选中A到N列排序，隐藏的O列没有跟着动

    改为
        不排序；确需查看时使用筛选，报送前取消
    """

    entry = "C07"
    code = "SB307"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error for each torn row; one warning where whole rows stand in another order."""
        packet = subject.packet
        if packet is None or not subject.submission.rows:
            return
        torn = torn_rows(subject)
        if torn:
            labels = {row.key: row.label for row in packet.rows}
            for row in subject.submission.rows:
                if row.row in torn and row.issued is not None:
                    there = labels[torn[row.row]]
                    yield self.found(
                        subject.at_place(row.row, row_key=row.key),
                        f"第{row.row}行应是{row.issued.label}，写的却是{there}的任务，"
                        "可能只排序了一部分列。",
                        "请在下发的报送表里按原来的顺序重新填写，不要对部分列排序。",
                        value=there,
                        expected=row.issued.label,
                    )
            return
        order = {key: number for number, key in enumerate(packet.keys)}
        places = [order[key] for key in dict.fromkeys(subject.row_keys) if key in order]
        if places != sorted(places):
            finding = self.found(
                subject.at_sheet(),
                "各行的顺序与下发时不同，已按行标识对应到原来的任务。",
                "不必重报；请核对各行内容没有错位。",
            )
            yield of_severity(finding, Severity.WARNING)
