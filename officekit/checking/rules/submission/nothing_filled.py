"""SB206: returned as it was issued."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.packet import ANSWER_COLUMNS


class NothingFilled(SubmissionRule):
    """报送表原样交回，一项也没有填。

    为什么
        原样交回的表没有反映本期进展，只能算未填报。

    不好
        进展状态、完成率、进展情况全部与下发时相同

    改为
        逐项填写本期进展；确无变化的，在进展情况里写明
    """

    entry = "B06"
    code = "SB206"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding where no answer differs from what was issued."""
        rows = subject.submission.rows
        if subject.packet is None or not rows:
            return
        if any(row.changed(key) for row in rows for key in ANSWER_COLUMNS):
            return
        kept = len(subject.submission.extra) + len(subject.submission.remarks)
        besides = f"，表格以外的{kept}处文字已另存备查" if kept else ""
        yield self.found(
            subject.at_file(),
            f"{len(rows)}项任务的填报内容都与下发时相同，一项也没有填写{besides}。",
            "请逐项填写进展状态、完成率和进展情况后重新报来；确无变化的，请在进展情况里写明。",
        )
