"""SB114: saved by another program, or in another format."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import short
from officekit.checking.submission_places import saved_by_excel
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity


class OtherProgram(SubmissionRule):
    """文件由其他程序保存，或者保存成了其他格式。

    为什么
        别的程序会改动隐藏工作表、保护和下拉选项，这时不能再凭保护状态判断内容有没有改过。

    不好
        另存为 .xls 或 .ods 后报送

    改为
        保存为原来的 .xlsx
    """

    entry = "A14"
    code = "SB114"
    severity = Severity.INFO

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding; the content was read, and is compared with what was issued in any case.

        None where it is no return of ours: then nothing of it is merged.
        """
        facts = subject.facts
        if subject.submission.packet is None or saved_by_excel(facts):
            return
        if facts.kind is SourceKind.XLSX:
            yield self.found(
                subject.at_file(),
                f"文件由“{short(facts.application.split('/')[0])}”保存，内容已经读取。",
                "不必处理；锁定的内容已逐格与下发时核对。",
                value=facts.application,
            )
        elif facts.kind is SourceKind.XLS and subject.sheet and subject.sheet.protected is None:
            yield self.found(
                subject.at_file(),
                "文件是旧的 .xls 格式，只读了单元格里的值，批注、公式、错误值和百分比格式读不到。",
                "请核对里面有没有批注和公式，有的请另存为原来的 .xlsx 格式重新报送。",
                value=facts.kind.value,
                expected="xlsx",
            )
        elif facts.kind in (SourceKind.XLS, SourceKind.ODS, SourceKind.HTML):
            yield self.found(
                subject.at_file(),
                f"文件保存成了 .{facts.kind.value} 格式，内容已经读取，下拉选项和保护可能丢失。",
                "不必重报；以后请保存为原来的 .xlsx 格式。",
                value=facts.kind.value,
                expected="xlsx",
            )
