"""SB403: data validation was pasted over."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import heading, quoted, row_numbers
from officekit.checking.submission_places import at_most_information
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.checking.submission_validation import uncovered_rows
from officekit.model.finding import Finding, Severity


class ValidationHoles(SubmissionRule):
    """下拉选项和填写限制被粘贴的内容盖掉了一部分。

    为什么
        整格粘贴会把下拉选项一起盖掉，盖掉的单元格什么都填得进去，容易填错。

    不好
        从别的表复制单元格，直接粘贴到“进展状态”

    改为
        用“选择性粘贴—数值”，或者从下拉选项里选
    """

    entry = "D03"
    code = "SB403"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for columns with holes in the same rows, at the first cell of them."""
        columns: dict[tuple[int, ...], list[str]] = {}
        for key, rows in uncovered_rows(subject).items():
            if rows and len(rows) < len(subject.submission.rows):
                columns.setdefault(rows, []).append(key)
        for rows, keys in columns.items():
            names = quoted(heading(key) for key in keys)
            finding = self.found(
                subject.at_place(rows[0], subject.columns[keys[0]]),
                f"{names}列{row_numbers(rows)}的填写限制（下拉选项）被粘贴的内容盖掉了。",
                "请核对这些单元格的内容；以后粘贴时请选“数值”。",
                value=str(len(rows)),
            )
            yield at_most_information(finding, subject.facts)
