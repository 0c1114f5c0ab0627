"""SB517: a text that was cut off, or is very long."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_places import answers_of, called, place_of
from officekit.checking.rule import Parameter
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity

_CUTS = (255, 1024, 32767)
_ENDS = tuple("。！？；.!?;）)”》")


class TextCut(SubmissionRule):
    """文字像是被软件截断了，或者太长。

    为什么
        有的软件存到255、1024或32767个字就截断，后面的内容会丢失；太长的文字在清单里看不全。

    不好
        正好255个字，最后一句没有写完

    改为
        补全最后一句，或者把材料另附，只写要点
    """

    code = "SB517"
    entry = "E17"
    severity = Severity.WARNING
    parameters = (Parameter("最多字数", "5000", "一格文字超过多少字时提醒"),)

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding an answer."""
        answers = answers_of(subject)
        if len(answers.joined) < _CUTS[0]:
            return
        most = self.parameter("最多字数")
        limit = int(most) if most.isdecimal() else 5000
        shortest = min(limit, _CUTS[0])
        for each in answers.free:
            length = len(each.cell.text)
            if length < shortest:
                continue
            stored = len(each.cell.raw) if each.cell.raw else length
            if {length, stored} & set(_CUTS) and not each.cell.text.endswith(_ENDS):
                message = f"{called(each)}正好{length}个字，最后一句没有写完，可能被截断。"
                hint = "请核对结尾，补全后重新报送。"
                yield self.found(place_of(subject, each), message, hint, value=str(length))
            elif length > limit:
                message = f"{called(each)}有{length}个字，超过{limit}个字。"
                hint = "请只写要点，详细材料另附。"
                yield self.found(place_of(subject, each), message, hint, value=str(length))
