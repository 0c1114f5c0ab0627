"""SB504: a typed unit of another level."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_units import NameKind, unit_cells
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class UnitOfOtherLevel(SubmissionRule):
    """改动的或新增任务里写了别的层级的单位。

    为什么
        市级部门和区级部门名称只差一个字，任务会派错地方。

    不好
        区级清单里的新增任务，牵头单位：市水务局

    改为
        牵头单位：区水务局
    """

    code = "SB504"
    entry = "E04"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every unit of another level that has a registered counterpart."""
        for cell in unit_cells(subject):
            for name in cell.names:
                if name.kind is NameKind.OTHER_LEVEL and name.unit is not None:
                    yield self.found(
                        cell.place,
                        f"{cell.label}“{name.text}”不在单位名录中，名录中有“{name.unit.name}”。",
                        f"请核对是否应为“{name.unit.name}”；确由该层级负责的，请在备注中说明。",
                        value=name.text,
                        expected=name.unit.name,
                    )
