"""MX614: units that differ from the source document."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.plan_source import matched_rows
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import MatrixRow
from officekit.model.schema import BY_KEY

_COLUMNS = ("lead", "support")


class SourceUnitsChanged(Rule):
    """责任清单中的牵头单位、责任单位与原文件不一致。

    为什么
        责任分工以印发的原文件为准，改动应当征得有关单位同意。

    不好
        原文件：牵头单位为区科技局；清单：牵头单位为区财政局。

    改为
        牵头单位：区科技局
    """

    code = "MX614"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every column; another spelling of the same unit is no change."""
        for theirs, ours in matched_rows(subject):
            if theirs is None or ours is None:
                continue
            for column in _COLUMNS:
                before = self._units(subject, theirs, column)
                after = self._units(subject, ours, column)
                removed = [printed for name, printed in before.items() if name not in after]
                added = [printed for name, printed in after.items() if name not in before]
                if not removed and not added:
                    continue
                parts = [f"增加了{'、'.join(added)}"] if added else []
                parts += [f"减少了{'、'.join(removed)}"] if removed else []
                yield self.found(
                    subject.at(ours, column),
                    f"{subject.label(ours)}的{BY_KEY[column].heading}与原文件相比"
                    f"{'，'.join(parts)}。",
                    "请与原文件核对；确需调整的，请在处理意见中写明依据。",
                    value=ours[column] or None,
                    expected=theirs[column] or None,
                )

    @staticmethod
    def _units(subject: Subject, row: MatrixRow, column: str) -> dict[str, str]:
        """Registered name, or the printed one, with the name as printed."""
        found = {}
        for printed in row.units(column):
            unit = subject.registry.resolve(printed).unit
            found[unit.name if unit else printed] = printed
        return found
