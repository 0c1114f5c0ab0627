"""SB512: a number that has lost digits, or may have."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_places import as_error, called, numbers_in_text, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity

_EXACT_DIGITS = 15
_SHORT_DIGITS = 4


class NumberInTextColumn(SubmissionRule):
    """文字栏里的长数字被软件改了，或者开头的0没有了。

    为什么
        普通格式的单元格只保留15位数字，后面的都变成0；007会变成7。

    不好
        责任人：1.23457E+17

    改为
        先把单元格设为文本格式，再填123456789012345678
    """

    code = "SB512"
    entry = "E12"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """An error where digits are lost, a warning where that may be."""
        scientific = subject.sheet.scientific if subject.sheet else frozenset()
        for each, number in numbers_in_text(subject):
            place, text = place_of(subject, each), each.cell.text
            if abs(number) >= 10**_EXACT_DIGITS:
                message = f"{called(each)}是{_EXACT_DIGITS}位以上的数字，末尾的数字已经丢失。"
                hint = "请把单元格设为文本格式，重新填写完整的号码。"
                yield as_error(self.found(place, message, hint, value=text))
            elif (each.cell.row, each.cell.column) in scientific:
                message = f"{called(each)}显示为科学计数，存的是{text}。"
                yield self.found(place, message, "请核对数字是否完整。", value=text)
            elif each.key == "person" and len(text) <= _SHORT_DIGITS:
                message = f"{called(each)}是数字{text}，开头的0可能已经丢失。"
                yield self.found(place, message, "请填写姓名，号码请按文本填写。", value=text)
