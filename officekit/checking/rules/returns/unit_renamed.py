"""SB606: the name in a file is not the one in the registry."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location


class UnitRenamed(ReturnSetRule):
    """表里的单位名称与现在的单位名录不一致。

    为什么
        机构改革后单位改名、合并，旧名下的进展会归不到新单位。

    不好
        表里是“区环境保护局”，名录中已改为“区生态环境局”

    改为
        按名录的名称重新下发，或者把旧名登记为别名
    """

    code = "SB606"
    entry = "F06"
    severity = Severity.WARNING

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every return under a name that is not registered as such."""
        registry = subject.matrix.registry
        if not registry.units:
            return
        for received in subject.received:
            submission = received.submission
            names = (
                submission.identity["unit"],
                submission.packet.unit if submission.packet else "",
            )
            for name in dict.fromkeys(name for name in names if name):
                unit = registry.resolve(name).unit
                if unit is not None and unit.name == name:
                    continue
                place = Location(file=submission.file.shown_name)
                message = f"表里的单位“{name}”在单位名录中" + (
                    f"是“{unit.name}”。" if unit else "已经没有。"
                )
                hint = (
                    f"下一期将按“{unit.name}”下发；如不是同一单位，请在“单位名录”中分列两行。"
                    if unit
                    else "请在“单位名录”中登记，或者登记为新单位的别名。"
                )
                yield self.found(
                    place, message, hint, value=name, expected=unit.name if unit else None
                )
