"""SB502: a typed name of a unit that the registry does not know."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.answer_units import NameKind, unit_cells
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Finding, Severity


class UnitUnknown(SubmissionRule):
    """改动的或新增任务里的单位不在单位名录中。

    为什么
        名录中没有的名称不知道指哪个单位，多半是错字或者未登记的简称；相近的名称不能替人猜。

    不好
        新增任务的牵头单位：区交通输运局

    改为
        新增任务的牵头单位：区交通运输局
    """

    code = "SB502"
    entry = "E02"
    severity = Severity.WARNING

    def check(self, subject: SubmissionSubject) -> Iterator[Finding]:
        """One finding for every unknown name, with the likest registered ones."""
        for cell in unit_cells(subject):
            for name in cell.names:
                if name.kind is not NameKind.UNKNOWN:
                    continue
                likely = "、".join(f"“{u.name}”" for u in subject.registry.propose(name.text))
                yield self.found(
                    cell.place,
                    f"{cell.label}“{name.text}”不在单位名录中。",
                    f"请核对是否为{likely}，并写登记的名称。" if likely else "请写单位的规范名称。",
                    value=name.text,
                )
