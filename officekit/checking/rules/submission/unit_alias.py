"""SB503: a typed name that is another spelling of a registered unit."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_units import NameKind, unit_cells
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class UnitAlias(SubmissionRule):
    """改动的或新增任务里的单位写的是简称、旧名或加了括号的名称。

    为什么
        同一单位几种写法，筛选和统计会当作几个单位。

    不好
        新增任务的牵头单位：区教育局（名录中是“青禾区教育局”）

    改为
        新增任务的牵头单位：青禾区教育局
    """

    code = "SB503"
    entry = "E03"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every name that is not the registered one, with that."""
        for cell in unit_cells(subject):
            for name in cell.names:
                unit = name.unit
                if name.kind is NameKind.ALIAS and unit is not None and unit.name != name.text:
                    yield self.found(
                        cell.place,
                        f"{cell.label}“{name.text}”在单位名录中是“{unit.name}”。",
                        f"请写作“{unit.name}”。",
                        value=name.text,
                        expected=unit.name,
                    )
