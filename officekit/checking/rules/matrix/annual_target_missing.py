"""MX506: an annual list whose task only has targets for a later year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.number_claims import period
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.model.finding import Finding, Severity

_GOAL_YEAR = re.compile(r"(?:到|至|力争|确保)(?<!\d)(20\d{2}) ?年(?:底|末|年底)?")
_NUMBER = re.compile(r"\d")
_SENTENCE = re.compile(r"[^。；;\n]+")


class AnnualTargetMissing(Rule):
    """年度任务只写了以后年份的目标，没有当年目标。

    为什么
        年度清单按年考核，只有“到2025年”的目标时，当年完成多少没有依据。

    不好
        （2023年重点工作任务）到2025年，培育企业30家。

    改为
        2023年培育企业10家；到2025年，累计培育30家。
    """

    code = "MX506"
    severity = Severity.INFO

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every row of an annual list whose figures are all for later years."""
        span = period(subject)
        if span is None or span[0] != span[1]:
            return
        for row in subject.rows:
            later, own = "", False
            for sentence in _SENTENCE.findall(row["measures"] or row["targets"]):
                years = [y for y in _GOAL_YEAR.finditer(sentence) if int(y[1]) > span[0]]
                start = years[0].start() if years else len(sentence)
                if years and _NUMBER.search(sentence, years[0].end()):
                    later = later or sentence[start:].strip()
                own = own or bool(_NUMBER.search(sentence[:start]))
            if later and not own:
                yield self.found(
                    subject.at(row, "measures" if row["measures"] else "targets").quoting(
                        later[:60]
                    ),
                    f"{subject.label(row)}只写了“{later[:30]}”，没有{span[0]}年的目标。",
                    f"请补充{span[0]}年当年要达到的目标。",
                    value=later[:60],
                )
