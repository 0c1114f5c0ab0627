"""MX504: two places give different values for the same metric and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from officekit.checking.number_claims import Claim, claims
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity


class MetricConflict(Rule):
    """同一指标、同一年份在两处的数值不一致。

    为什么
        总体目标、板块引言与任务的数值不一致，考核时无所适从。

    不好
        （引言）到2025年，单位用水量降到40立方米。（任务）到2025年，单位用水量降到45立方米。

    改为
        两处都写核定的数值。
    """

    code = "MX504"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every statement that differs from the first one on its metric."""
        groups: dict[tuple[str, int | None, str], list[Claim]] = defaultdict(list)
        for claim in claims(subject):
            groups[claim.metric, claim.year, claim.unit].append(claim)
        for group in groups.values():
            first = group[0]
            told = {first.value}
            for claim in group[1:]:
                if claim.value in told:
                    continue
                told.add(claim.value)
                place = f"第{first.passage.row['number']}项" if first.passage.row else "前文"
                yield self.found(
                    claim.location,
                    f"“{claim.metric}”此处是{claim.value}{claim.unit}，"
                    f"{place}是{first.value}{first.unit}。",
                    "请核对哪一处正确，并改为一致。",
                    value=claim.text,
                    expected=first.text,
                )
