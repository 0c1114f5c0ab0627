"""MX309: the whole document is punctuated half-width."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import spot
from officekit.checking.text_width import tallies
from officekit.model.finding import Finding, Severity


class PunctuationHalfThroughout(Rule):
    """全文的标点用了半角，或半角全角混用。

    为什么
        公文的标点应当用全角；全文半角多是网页或数据库导出造成的。

    不好
        建设平台,培育企业,引进人才(牵头单位:区科技局)

    改为
        建设平台，培育企业，引进人才（牵头单位：区科技局）
    """

    code = "MX309"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for the document, with counts."""
        found = [tally for tally in tallies(subject) if tally.throughout]
        if not found:
            return
        first = found[0].half[0]
        counts = "；".join(f"{t.kind}{len(t.half)}处半角、{t.full}处全角" for t in found)
        yield self.found(
            spot(first.passage, first.start, first.end),
            f"全文大量使用半角标点：{counts}。",
            "请用“查找和替换”统一改为全角标点（数字和英文中的除外）。",
            value="、".join(t.kind for t in found),
        )
