"""SB506: units that are not listed with 、, or stand in running text."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_units import NameKind, mixed_separators, unit_cells
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity
from officekit.model.schema import UNIT_SEPARATOR


class UnitSeparators(SubmissionRule):
    """改动的或新增任务里几个单位没有用顿号分开，或者夹在句子里。

    为什么
        分隔不一，单位就分不开；句子里的单位不能自动识别。

    不好
        青禾区水务局/青禾区财政局；由青禾区教育局牵头负责

    改为
        青禾区水务局、青禾区财政局
    """

    code = "SB506"
    entry = "E06"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding a cell."""
        for cell in unit_cells(subject):
            if any(name.kind is NameKind.WORDS for name in cell.names):
                yield self.found(
                    cell.place,
                    f"{cell.label}“{cell.text[:30]}”里夹有别的文字。",
                    "请只写单位名称，几个单位之间用顿号分开。",
                    value=cell.text,
                )
            elif mixed_separators(cell.text) and len(cell.names) > 1:
                yield self.found(
                    cell.place,
                    f"{cell.label}“{cell.text[:30]}”没有用顿号分开。",
                    "请用顿号分开各单位。",
                    value=cell.text,
                    expected=UNIT_SEPARATOR.join(name.text for name in cell.names),
                )
