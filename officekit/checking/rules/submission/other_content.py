"""SB102: the file is no table, or another kind than its extension says."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import sentence
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.returned import Refusal


class OtherContent(SubmissionRule):
    """文件不是表格，或者扩展名与内容不符。

    为什么
        扩展名是改出来的文件，有的程序打不开，有的会读错；不是表格的文件无法汇总。

    不好
        把网页或文本文件改名为 报送表.xlsx

    改为
        用表格程序“另存为” .xlsx
    """

    entry = "A02"
    code = "SB102"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error where nothing could be read, a warning where the content was read."""
        facts = subject.facts
        if facts.refusal is Refusal.OTHER_CONTENT:
            yield self.found(
                subject.at_file(),
                sentence(facts.reason, "文件里不是表格，读不出填报内容。"),
                sentence(facts.remedy, "请用下发的报送表填写，保存为 .xlsx 后重新报来。"),
                value=facts.shown_name,
            )
        elif (
            subject.submission.packet is not None
            and facts.extension_kind
            and facts.kind is not None
        ):
            finding = self.found(
                subject.at_file(),
                f"扩展名是“{facts.extension_kind}”，内容却是 {facts.kind.value} 格式，已照常读取。",
                "请用表格程序打开后“另存为” .xlsx，不要直接改文件的扩展名。",
                value=facts.extension_kind,
                expected=f".{facts.kind.value}",
            )
            yield of_severity(finding, Severity.WARNING)
