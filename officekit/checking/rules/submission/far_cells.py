"""SB109: cells far away from the table."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import first_texts
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.submission import RemarkKind


class FarCells(SubmissionRule):
    """离表格很远的地方有内容。

    为什么
        误粘贴到很远处的内容不在任何一列里，不会汇总，还会使文件变大。

    不好
        XFD1048576 单元格里有一句话

    改为
        内容写在本行对应的列里
    """

    entry = "A09"
    code = "SB109"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding in all; the texts are kept as remarks."""
        facts = subject.facts
        if not facts.far_cells or facts.refusal is not None:
            return
        remarks = subject.submission.remarks
        texts = [remark.text for remark in remarks if remark.kind is RemarkKind.FAR]
        said = f"，内容是{first_texts(texts)}" if texts else ""
        yield self.found(
            subject.at_sheet(),
            f"离表格很远的单元格{first_texts(facts.far_cells)}里有内容{said}，已另存备查，没有汇总。",
            "如是填报内容，请写到本行对应的列里；如是误粘贴，请删除。",
            value=facts.far_cells[0],
        )
