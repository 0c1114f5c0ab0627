"""SB301: the sheet with the table is renamed, copied or gone."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_copies import table_copies
from officekit.checking.submission_labels import first_texts
from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.packet import TEMPLATE_ID
from officekit.model.schema import SheetName


class TableMoved(SubmissionRule):
    """责任清单工作表被改名、复制成几份，或者找不到了。

    为什么
        同一个文件里有两张责任清单时，说不清以哪一张为准。

    不好
        “责任清单”和“责任清单 (2)”各填了一部分

    改为
        只在“责任清单”一张表里填写，不复制、不改名
    """

    entry = "C01"
    code = "SB301"
    severity = Severity.ERROR

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error where there is no table or two with data, else a warning."""
        submission = subject.submission
        packet = submission.packet
        if packet is None or subject.facts.refusal is not None:
            return
        if not submission.sheet:
            if submission.identity["template"] in ("", TEMPLATE_ID):
                yield self.found(
                    subject.at_file(),
                    f"“{packet.unit}”的报送表里找不到责任清单的表头。",
                    "请在下发的报送表“责任清单”里填写，不要删除这张表和第3行的表头。",
                    expected=SheetName.TASKS.value,
                )
            return
        if subject.facts.kind in (SourceKind.CSV, SourceKind.TXT):
            return
        if submission.sheet.strip() != SheetName.TASKS:
            finding = self.found(
                subject.at_sheet(),
                f"工作表“{SheetName.TASKS}”被改名为“{submission.sheet}”，内容已照常读取。",
                f"不必重报；请把工作表名改回“{SheetName.TASKS}”。",
                value=submission.sheet,
                expected=SheetName.TASKS.value,
            )
            yield of_severity(finding, Severity.WARNING)
        yield from self._copies(subject)

    def _copies(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """Second tables."""
        taken = subject.submission.sheet
        for copy in table_copies(subject):
            if copy.differing:
                yield self.found(
                    subject.at_file(),
                    f"工作表“{copy.sheet}”也是一张责任清单，里面有“{taken}”没有的内容："
                    f"{first_texts(copy.differing)}。",
                    f"请把全部内容填到“{SheetName.TASKS}”一张表里，删除多余的表后重新报来。",
                    value=copy.sheet,
                    expected=SheetName.TASKS.value,
                )
                continue
            finding = self.found(
                subject.at_sheet(copy.sheet),
                f"工作表“{copy.sheet}”是责任清单的副本，没有新的内容，已按“{taken}”读取。",
                "不必重报；请删除多余的副本。",
                value=copy.sheet,
            )
            yield of_severity(finding, Severity.WARNING)
