"""MX612: a row that the source document does not have."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.plan_source import matched_rows
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity


class SourceTaskNew(Rule):
    """责任清单中的任务在原文件里没有。

    为什么
        清单以印发的原文件为依据，多出的任务没有依据。

    不好
        清单第95项任务，原文件中没有。

    改为
        删去，或者在备注中写明依据。
    """

    code = "MX612"
    severity = Severity.INFO

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every row without a partner in the source."""
        for theirs, ours in matched_rows(subject):
            if theirs is None and ours is not None:
                yield self.found(
                    subject.at(ours, "title"),
                    f"{subject.label(ours)}在原文件中没有。",
                    "请核对；确需增加的，请在备注中写明依据。",
                    value=ours["title"],
                )
