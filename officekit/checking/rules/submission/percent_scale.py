"""SB508: a percentage on another scale."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_percent import PercentKind, PercentReading, value_of
from officekit.checking.answer_places import answers_of, as_error, called, place_of
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import Filled, SubmissionSubject
from officekit.model.finding import Finding, Severity


class PercentScale(SubmissionRule):
    """完成率少了百分号，或者大了、小了一百倍。

    为什么
        75、0.75和75%混在一起，合计和排序都会错。只有一种读法的，改成75%再汇总；
        看不出是1%还是100%的，请填报单位改。

    不好
        7500%

    改为
        75%
    """

    code = "SB508"
    entry = "E08"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """A warning with the percentage where it is certain, an error where it is not."""
        for each, reading in answers_of(subject).completions:
            if reading.kind is PercentKind.PLAIN and not 0 < (value_of(reading.percent) or 0) < 1:
                continue
            finding = self._finding(subject, each, reading)
            if finding is not None:
                yield finding

    def _finding(
        self, subject: SubmissionSubject, each: Filled, reading: PercentReading
    ) -> Finding | None:
        place, percent = place_of(subject, each), reading.percent
        text = each.cell.raw or each.cell.text
        message = f"{called(each)}填的是“{text}”，不是百分比。"
        if reading.kind is PercentKind.SCALE:
            hint = f"已按{percent}处理，请核对。"
            return self.found(place, message, hint, value=text, expected=percent)
        if reading.kind is PercentKind.SCALE_WRONG:
            text = each.cell.text
            hint = f"请核对是否应为{percent}，改正后重新报送。"
            message = f"{called(each)}“{text}”大了一百倍。"
            return as_error(self.found(place, message, hint, value=text, expected=percent))
        if reading.kind is PercentKind.SCALE_UNCLEAR:
            hint = "请填带百分号的数，例如1%或100%。"
            message = f"{called(each)}填的是“{text}”，看不出是百分之几。"
            return as_error(self.found(place, message, hint, value=text))
        if reading.kind is PercentKind.PLAIN:
            hint = f"请核对是否应为{value_of(percent) or 0:g}的一百倍；确实如此的可以保留。"
            message = f"{called(each)}“{percent}”不到1%。"
            return self.found(place, message, hint, value=percent)
        return None
