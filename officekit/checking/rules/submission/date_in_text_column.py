"""SB511: a text that the spreadsheet has turned into a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from officekit.checking.answer_places import answers_of, called, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import Filled, SubmissionSubject
from officekit.model.finding import Finding, Severity

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|\d\d:\d\d(?::\d\d)?")
_SERIAL = re.compile(r"\d{1,6}(?:\.\d+)?")


class DateInTextColumn(SubmissionRule):
    """文字栏里的内容被软件变成了日期。

    为什么
        在普通格式的单元格里输入“3/4”“1-2”，软件会存成日期，原来的意思就看不出来了。

    不好
        进展情况：2025-03-04（原来输入的是“3/4”）

    改为
        进展情况：四个标段已完成三个
    """

    code = "SB511"
    entry = "E11"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every date in a free-text column."""
        for each in answers_of(subject).free:
            text = each.cell.text
            if text[0].isdigit() and _ISO.fullmatch(text) and _is_date(subject, each):
                since = "，并且这份文件从1904年起计日期" if subject.facts.date1904 else ""
                yield self.found(
                    place_of(subject, each),
                    f"{called(each)}存成了日期{text}{since}。",
                    "请核对：原来要写“3/4”之类文字的，请先把单元格设为文本格式再填。",
                    value=text,
                )


def _is_date(subject: SubmissionSubject, each: Filled) -> bool:
    cell = each.cell
    if cell.raw and _SERIAL.fullmatch(cell.raw):
        return True
    sheet = subject.sheet
    return sheet is not None and isinstance(sheet.value(cell.row, cell.column), (date, time))
