"""SB405: the hidden sheet with the identity was made visible."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_places import at_most_information
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.returned import SheetState
from officekit.model.schema import SheetName


class HiddenSheetShown(SubmissionRule):
    """隐藏的标识工作表被显示出来。

    为什么
        标识工作表记录单位、期次和任务，显示出来容易误改，改了就认不出是哪一份报送表。

    不好
        取消隐藏“_officekit”后报送

    改为
        标识工作表保持隐藏，不查看、不改动
    """

    entry = "D05"
    code = "SB405"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding where it is visible; a missing one is told of by the rule on identities."""
        if subject.packet is None:
            return
        for sheet in subject.file.sheets:
            if sheet.name == SheetName.META and sheet.state is SheetState.VISIBLE:
                finding = self.found(
                    subject.at_sheet(sheet.name),
                    f"隐藏的标识工作表“{sheet.name}”被显示出来。",
                    "不必重报；请把这张表重新隐藏，不要改动。",
                )
                yield at_most_information(finding, subject.facts)
