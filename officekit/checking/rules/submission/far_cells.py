"""SB109: cells far away from the table."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_labels import first_texts
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


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
        # The reader tells each as XFD1048576=text.
        texts = [told.replace("=", "：", 1) for told in facts.far_cells]
        yield self.found(
            subject.at_sheet(),
            f"离表格很远的单元格里有内容：{first_texts(texts)}，已另存备查，没有汇总。",
            "如是填报内容，请写到本行对应的列里；如是误粘贴，请删除。",
            value=facts.far_cells[0].partition("=")[0],
        )
