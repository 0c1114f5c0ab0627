"""SB111: the declared extent of the sheet is smaller than its content."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class WrongDimension(SubmissionRule):
    """工作表声明的范围比实际内容小。

    为什么
        有的程序保存时把范围写成“A1”，按范围读取的程序会漏掉大部分内容；本程序按实际内容读取。

    不好
        声明范围是 A1，实际内容到第33行

    改为
        声明范围是 A1:O33
    """

    entry = "A11"
    code = "SB111"
    severity = Severity.INFO

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for the sheet with the table; nothing was lost by it."""
        sheet = subject.sheet
        if sheet is None or not sheet.dimension or not sheet.rows:
            return
        declared = sheet.dimension.rsplit(":", 1)[-1].lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        last = max(sheet.rows)
        if declared.isdecimal() and int(declared) < last:
            yield self.found(
                subject.at_sheet(),
                f"工作表声明的范围是“{sheet.dimension}”，实际内容到第{last}行，已按实际内容读取。",
                "不必处理；如要转发这份表，请用 Excel 重新保存一次。",
                value=sheet.dimension,
            )
