"""MX308: single half-width marks in a full-width document."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import around, spot, where
from officekit.checking.text_width import tallies
from officekit.model.finding import Finding, Severity


class PunctuationWidth(Rule):
    """个别标点用了半角。

    为什么
        全文用全角标点，个别半角的逗号、冒号、括号是输入法没有切换留下的。

    不好
        全长1.5公里,全区新建公园（牵头单位:区住建局)

    改为
        全长1.5公里，全区新建公园（牵头单位：区住建局）
    """

    code = "MX308"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every half-width mark of a kind that is full-width elsewhere."""
        for tally in tallies(subject):
            if tally.throughout:
                continue
            for mark in tally.half:
                passage = mark.passage
                value = around(passage.text, mark.start, mark.end)
                yield self.found(
                    spot(passage, mark.start, mark.end),
                    f"{where(subject, passage)}用了半角的“{mark.printed}”：{value}。",
                    "请改为全角标点，与全文一致。",
                    value=value,
                    expected=mark.expected,
                )
