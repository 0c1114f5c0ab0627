"""SB514: an error value."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_places import called, is_error, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class ErrorValue(SubmissionRule):
    """填报栏里是错误值，例如#REF!、#N/A。

    为什么
        错误值说明公式算不出来，没有可以汇总的内容。

    不好
        完成率：#DIV/0!

    改为
        完成率：75%
    """

    code = "SB514"
    entry = "E14"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every answer that is an error value."""
        for each in subject.filled:
            cell = each.cell
            if is_error(subject, cell):
                yield self.found(
                    place_of(subject, each),
                    f"{called(each)}是错误值“{cell.text}”。",
                    "请直接填写结果，再重新报送。",
                    value=cell.text,
                )
