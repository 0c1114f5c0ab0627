"""MX308: single half-width marks in a full-width document."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import around, spot, where
from officekit.checking.text_width import Tally, tallies
from officekit.model.finding import Finding, Severity


class PunctuationWidth(Rule):
    """标点用了半角。

    为什么
        公文的标点应当用全角；个别半角是输入法没有切换留下的，全文半角多是网页导出造成的。

    不好
        全长1.5公里,全区新建公园（牵头单位:区住建局)

    改为
        全长1.5公里，全区新建公园（牵头单位：区住建局）
    """

    code = "MX308"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every half-width mark; one in all for what is half-width throughout."""
        counted = tallies(subject)
        throughout = [tally for tally in counted if tally.throughout]
        if throughout:
            yield self._throughout(throughout)
        for tally in counted:
            for mark in tally.half if not tally.throughout else ():
                passage = mark.passage
                value = around(passage.text, mark.start, mark.end)
                yield self.found(
                    spot(passage, mark.start, mark.end),
                    f"{where(subject, passage)}用了半角的“{mark.printed}”：{value}。",
                    "请改为全角标点，与全文一致。",
                    value=value,
                    expected=mark.expected,
                )

    def _throughout(self, found: list[Tally]) -> Finding:
        """One remark for a document that is punctuated half-width."""
        first = found[0].half[0]
        counts = "；".join(f"{t.kind}{len(t.half)}处半角、{t.full}处全角" for t in found)
        return self.found(
            spot(first.passage, first.start, first.end),
            f"全文大量使用半角标点：{counts}。",
            "请用“查找和替换”统一改为全角标点（数字和英文中的除外）。",
            value="、".join(t.kind for t in found),
        )
