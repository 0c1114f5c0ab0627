"""SB311: totals, signatures and contact lines under the table."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import first_texts
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.submission import ExtraRow, RemarkKind


class LinesBelow(SubmissionRule):
    """表格下面有合计、签字、填表人、联系电话等行。

    为什么
        这些行不是任务，不汇总，作为附注保留。

    不好
        表格下面写“填表人：周一帆　审核人：何青”

    改为
        责任人写在“责任人”列里；其他说明可以保留，不影响汇总
    """

    entry = "C11"
    code = "SB311"
    severity = Severity.INFO

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for all of them."""
        if subject.packet is None:
            return
        lines = [
            (row.row, " ".join(text for text in row.texts.values() if text))
            for row in subject.submission.extra
            if row.label and not _only_number(row)
        ]
        below = [r for r in subject.submission.remarks if r.kind is RemarkKind.BELOW]
        lines += [(remark.row, remark.text) for remark in below]
        if lines:
            lines.sort()
            texts = [text for _, text in lines]
            yield self.found(
                subject.at_place(lines[0][0]),
                f"表格下面有不是任务的文字：{first_texts(texts)}，没有汇总，已作附注保留。",
                "不必重报；如是任务进展，请写到对应任务的单元格里。",
                value="\n".join(texts),
            )


def _only_number(row: ExtraRow) -> bool:
    """Whether it is a spare row that was only numbered beforehand."""
    return all(key == "role" or text.isdigit() for key, text in row.texts.items())
