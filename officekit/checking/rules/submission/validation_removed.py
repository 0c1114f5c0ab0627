"""SB404: data validation was removed, or its list changed."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import heading
from officekit.checking.submission_places import at_most_information
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.checking.submission_validation import listed_values, uncovered_rows
from officekit.model.finding import Finding, Severity
from officekit.model.schema import BY_KEY

_CHOSEN = ("status", "completion")


class ValidationRemoved(SubmissionRule):
    """下拉选项和填写限制被删除，或者选项被改动。

    为什么
        没有下拉选项，进展状态容易写成别的说法，汇总时无法归类。

    不好
        把“进展状态”的选项改成“正常、不正常”

    改为
        从下发的“未启动、推进中、已完成、滞后”里选
    """

    entry = "D04"
    code = "SB404"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for each column of which no cell has its validation, or another list."""
        rows = subject.submission.rows
        uncovered = uncovered_rows(subject)
        for key in _CHOSEN:
            if rows and len(uncovered.get(key, ())) == len(rows):
                finding = self.found(
                    subject.at_place(rows[0].row, subject.columns[key]),
                    f"“{heading(key)}”列的填写限制（下拉选项）整列没有了。",
                    "请核对这一列的内容；以后请在下发的报送表里填写。",
                )
                yield at_most_information(finding, subject.facts)
        allowed = BY_KEY["status"].allowed
        listed = listed_values(subject, "status")
        if listed and set(listed) != set(allowed):
            finding = self.found(
                subject.at_place(rows[0].row, subject.columns["status"]),
                f"“{heading('status')}”的下拉选项被改成了“{'、'.join(listed)}”。",
                f"请从“{'、'.join(allowed)}”里选填。",
                value="、".join(listed),
                expected="、".join(allowed),
            )
            yield at_most_information(finding, subject.facts)
