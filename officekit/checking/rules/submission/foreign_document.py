"""SB116: not a workbook of ours, or of another list."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.packet import TEMPLATE_ID
from officekit.model.period import Period

_HINT = "请在下发给本单位的报送表里填写，保存后把那个文件报来。"


class ForeignDocument(SubmissionRule):
    """交来的不是下发的报送表。

    为什么
        只有下发的报送表带有任务标识；别的表格对不上任务，内容无法汇总。

    不好
        报来单位自己编的《九月份工作情况汇总表》

    改为
        报来下发的“区教育局-2023年9月重点工作任务进展.xlsx”
    """

    entry = "A16"
    code = "SB116"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding on the file where no packet of this list is known for it."""
        if subject.facts.refusal is not None:
            return
        message = self._message(subject)
        if message:
            yield self.found(subject.at_file(), message, _HINT, value=subject.facts.shown_name)

    @staticmethod
    def _message(subject: SubmissionSubject) -> str:
        submission, packet = subject.submission, subject.packet
        identity = submission.identity
        if packet is not None:
            same = not packet.matrix_id or packet.matrix_id == subject.round.matrix_id
            other = f"这份报送表属于另一份责任清单“{packet.title}”，不是正在收集的这一份。"
            return "" if same else other
        if identity["template"] not in ("", TEMPLATE_ID):
            return "文件不是责任清单的报送表，是别的模板。"
        if identity["packet"]:
            if identity["period"] and Period.parse(identity["period"]) != subject.round.period:
                return ""  # the rule on stale versions says it better
            return f"下发登记里没有这份报送表（标识 {identity['packet']}）。"
        if submission.sheet:
            return "文件没有报送表的标识，表里的行标识和任务文字也对不上任何单位的任务。"
        return "文件不是下发的报送表：没有报送表的标识，也没有责任清单的表头。"
