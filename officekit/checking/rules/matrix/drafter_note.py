"""MX302: notes that drafters left for one another."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_placeholders import notes
from officekit.checking.text_places import around, spot, where, wordings
from officekit.model.finding import Finding, Severity


class DrafterNote(Rule):
    """正文里留有起草人的批注。

    为什么
        （待定）（待核实）（?）之类是起草时的提示，不能印发。

    不好
        推进“两湖”(?)文化遗存保护，建成展馆2处（待核实）。

    改为
        推进“两湖”文化遗存保护，建成展馆2处。
    """

    code = "MX302"
    severity = Severity.ERROR

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every note."""
        for passage in wordings(subject):
            for start, end in notes(passage.text):
                yield self.found(
                    spot(passage, start, end),
                    f"{where(subject, passage)}留有起草批注“{passage.text[start:end]}”。",
                    "请核实内容后把批注删去。",
                    value=around(passage.text, start, end),
                )
