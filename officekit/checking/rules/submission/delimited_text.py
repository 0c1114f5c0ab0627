"""SB115: a text file in place of a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_places import of_severity
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity

_LOST = "\ufffd"


class DelimitedText(SubmissionRule):
    """交来的是文本文件（.csv），不是工作簿。

    为什么
        文本文件只有一张表，标识、格式、批注都丢失了；编码或换行不当还会出现乱码和断行。

    不好
        区教育局-2023年9月重点工作任务进展.csv

    改为
        区教育局-2023年9月重点工作任务进展.xlsx
    """

    entry = "A15"
    code = "SB115"
    severity = Severity.INFO

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding; a warning where characters were lost. None where it is no return of ours."""
        facts = subject.facts
        if subject.submission.packet is None or facts.kind not in (SourceKind.CSV, SourceKind.TXT):
            return
        where = next(
            (
                subject.at_place(row.row, cell.column, row_key=row.key)
                for row in subject.submission.rows
                for cell in row.cells.values()
                if _LOST in cell.text
            ),
            None,
        )
        if where is not None:
            finding = self.found(
                where,
                "文本文件里有读不出的字符（乱码）。",
                "请打开下发的 .xlsx 报送表填写，保存后重新报来。",
                value=_LOST,
            )
            yield of_severity(finding, Severity.WARNING)
            return
        encoding = f"（编码{facts.encoding}）" if facts.encoding else ""
        yield self.found(
            subject.at_file(),
            f"交来的是文本文件{encoding}，已按表头和行标识读取，格式和批注没有带来。",
            "不必重报；以后请直接报送下发的 .xlsx 文件。",
            value=facts.kind.value,
            expected="xlsx",
        )
