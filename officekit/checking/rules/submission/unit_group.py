"""SB505: a group where one unit is due."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_units import NameKind, unit_cells
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class UnitGroup(SubmissionRule):
    """改动的或新增任务里该写单位的地方写了“各镇街”“相关单位”。

    为什么
        统称不能派发任务，也不知道找谁。

    不好
        新增任务的牵头单位：相关单位

    改为
        新增任务的牵头单位：青禾区水务局
    """

    code = "SB505"
    entry = "E05"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every group that leads, and for every group that nobody knows."""
        for cell in unit_cells(subject):
            for name in cell.names:
                registered = name.unit is not None and cell.column == "support"
                if name.kind is NameKind.GROUP and not registered:
                    yield self.found(
                        cell.place,
                        f"{cell.label}“{name.text}”是统称，不是一个单位。",
                        "请逐一写明单位名称。",
                        value=name.text,
                    )
