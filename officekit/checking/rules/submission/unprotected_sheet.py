"""SB402: the protection was removed, or given a password."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_places import at_most_information
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class UnprotectedSheet(SubmissionRule):
    """工作表的保护被取消，或者另设了密码。

    为什么
        取消保护后容易误改下发的内容；另设的密码会使别人无法退回修改。

    不好
        “撤消工作表保护”后填写

    改为
        保持下发时的保护，只在可填写的单元格里填写
    """

    entry = "D02"
    code = "SB402"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding; nothing where the format doesn't tell of protection."""
        sheet = subject.sheet
        if subject.packet is None or sheet is None or sheet.protected is None:
            return
        if not sheet.protected:
            finding = self.found(
                subject.at_sheet(),
                f"工作表“{sheet.name}”的保护被取消，锁定的内容已逐格与下发时核对。",
                "不必重报；以后请不要取消保护，下发的内容有误时请在“存在问题”里写明。",
            )
            yield at_most_information(finding, subject.facts)
        elif sheet.protection_hash:
            finding = self.found(
                subject.at_sheet(),
                f"工作表“{sheet.name}”另设了保护密码。",
                "请取消这个密码后再报送，以便退回修改。",
            )
            yield at_most_information(finding, subject.facts)
