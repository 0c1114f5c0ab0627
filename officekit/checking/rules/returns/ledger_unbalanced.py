"""SB601: what went in is not what came out."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location


class LedgerUnbalanced(ReturnSetRule):
    """文件里的单元格数与汇总、留存、退回的对不上。

    为什么
        部门写的每一个字都要有去处；对不上说明有内容漏掉了或者算了两次，是程序的问题。

    不好
        文件有320格，去处只有319格

    改为
        320格都有去处
    """

    code = "SB601"
    entry = "F01"
    severity = Severity.ERROR

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every return whose ledger does not balance."""
        for received in subject.received:
            submission = received.submission
            ledger = submission.ledger
            if ledger.balanced:
                continue
            told = ledger.assigned + ledger.answers + ledger.extra + ledger.remarks + ledger.refused
            rows = ledger.task_rows + ledger.extra_rows + ledger.remark_rows
            yield self.found(
                Location(file=submission.file.shown_name),
                f"文件有{ledger.cells}格、{ledger.rows}行内容，去处只有{told}格、{rows}行，对不上。",
                "这份文件没有汇总；请人工核对，并把它发给维护人员。",
                value=f"{ledger.cells}格{ledger.rows}行",
                expected=f"{told}格{rows}行",
            )
