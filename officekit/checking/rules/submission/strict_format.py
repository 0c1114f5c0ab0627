"""SB110: Strict Office Open XML."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class StrictFormat(SubmissionRule):
    """文件保存成了“Strict Open XML”格式。

    为什么
        这种格式许多程序读出来是空表；本程序能读，转给别人时可能打不开。

    不好
        另存类型：Strict Open XML 电子表格 (*.xlsx)

    改为
        另存类型：Excel 工作簿 (*.xlsx)
    """

    entry = "A10"
    code = "SB110"
    severity = Severity.INFO

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding; the file was read all the same. None where it is no return of ours."""
        if subject.facts.strict and subject.submission.packet is not None:
            yield self.found(
                subject.at_file(),
                "文件保存成了“Strict Open XML”格式，内容已经读取。",
                "不必重报；以后请另存为“Excel 工作簿 (*.xlsx)”。",
            )
