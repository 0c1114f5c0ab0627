"""SB501: a unit that answers for a task has left out its status or its progress."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_words import is_placeholder, status_of
from officekit.checking.submission_keys import torn_rows
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.packet import Role
from officekit.model.schema import BY_KEY, Status
from officekit.model.submission import SubmissionRow

_REQUIRED = ("status", "progress")
_STATUSES = frozenset(Status)


class RequiredAnswerMissing(SubmissionRule):
    """牵头或者负责的任务没有填进展状态或进展情况，或者只填了“无”“同上”“/”。

    为什么
        牵头单位、责任单位不写进展，汇总时这项任务就是空白；“同上”离开原表就不知道指什么。
        未启动的任务可以不写进展情况。

    不好
        进展状态：推进中；进展情况：同上

    改为
        进展状态：推进中；进展情况：已完成选址，正在办理用地手续。
    """

    code = "SB501"
    entry = "E01"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every required cell that says nothing, where the file says anything."""
        if not subject.filled:
            return
        torn = torn_rows(subject)
        for row in subject.submission.rows:
            if row.issued is None or not row.issued.role.answers_for or row.row in torn:
                continue
            for key in _REQUIRED:
                cell = row.cells.get(key)
                if cell is None or cell.text in _STATUSES:
                    continue
                if is_placeholder(cell.text) and not _excused(row, key):
                    yield self._finding(subject, row, key, cell.text)

    def _finding(
        self, subject: SubmissionSubject, row: SubmissionRow, key: str, text: str
    ) -> Finding:
        heading, label = BY_KEY[key].heading, row.issued.label if row.issued else row.key
        leads = row.issued is not None and row.issued.role is Role.LEAD
        whose = "由贵单位牵头" if leads else "由贵单位负责"
        said = f"只填了“{text}”" if text else "没有填写"
        what = (
            f"请从下拉列表中选择：{'、'.join(Status)}。"
            if key == "status"
            else "请写明本期做了什么、到了哪一步。"
        )
        place = subject.submission.at(row, key)
        return self.found(place, f"{label}{whose}，{heading}{said}。", what, value=text)


def _excused(row: SubmissionRow, key: str) -> bool:
    """A task that has not begun has no progress."""
    return key == "progress" and status_of(row.text("status")) is Status.NOT_STARTED
