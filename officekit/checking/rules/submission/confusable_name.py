"""SB521: a character in a name that looks like another one."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_characters import cleaned, confusable_in_name, usual_name
from officekit.checking.answer_places import answers_of, called, place_of
from officekit.checking.answer_units import unit_cells
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location


class ConfusableName(SubmissionRule):
    """姓名或单位名称里有形近的字符。

    为什么
        数字0、字母O、部首字符看上去与汉字或数字一样，查找和核对时却对不上。

    不好
        青禾区⽔务局（“⽔”是部首字符）

    改为
        青禾区水务局
    """

    code = "SB521"
    entry = "E21"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding a name."""
        for each in answers_of(subject).by_column["person"]:
            text = each.cell.text
            found = confusable_in_name(text)
            if found:
                yield self._finding(place_of(subject, each), called(each), text, found)
        for cell in unit_cells(subject):
            found = confusable_in_name(cell.text)
            if found:
                yield self._finding(cell.place, cell.label, cell.text, found)

    def _finding(self, place: Location, where: str, text: str, found: str) -> Finding:
        usual = usual_name(cleaned(text))
        return self.found(
            place,
            f"{where}“{text[:30]}”里的“{found}”疑似形近字符。",
            f"请核对，应为“{usual}”。" if usual != text else "请核对，并改为规范的字。",
            value=text,
            expected=usual if usual != text else None,
        )
