"""SB112: the workbook carries macros."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class Macros(SubmissionRule):
    """文件里带有宏。

    为什么
        报送表不需要宏；带宏的文件可能携带病毒。本程序只取单元格的值，从不运行宏。

    不好
        区教育局-2023年9月重点工作任务进展.xlsm

    改为
        区教育局-2023年9月重点工作任务进展.xlsx
    """

    entry = "A12"
    code = "SB112"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding; only values were read."""
        facts = subject.facts
        if facts.macros and facts.refusal is None:
            yield self.found(
                subject.at_file(),
                "文件里带有宏，只读取了单元格的值，宏没有运行。",
                "请另存为不含宏的 .xlsx 文件，并请先查杀病毒。",
            )
