"""SB204: a unit has sent the same return more than once."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.submission import Received


class ReturnedTwiceAlike(ReturnSetRule):
    """同一单位报了几份内容一样的表。

    为什么
        内容一样，只汇总一次，不影响结果；知道即可。

    不好
        青禾区教育局.xlsx、青禾区教育局（副本）.xlsx 内容相同

    改为
        只报一份
    """

    code = "SB204"
    entry = "B04"
    severity = Severity.INFO

    def check(self, subject: ReturnSet) -> Iterator[Finding]:
        """One finding for every group of equal returns of a unit."""
        for unit, several in subject.by_unit.items():
            alike: dict[str, list[Received]] = {}
            for received in several if len(several) > 1 else ():
                alike.setdefault(received.submission.content_hash, []).append(received)
            for group in alike.values():
                if len(group) > 1:
                    names = [each.submission.file.shown_name for each in group]
                    yield self.found(
                        Location(file=names[-1]),
                        f"{unit}报了{len(names)}份内容一样的表：{'、'.join(names)}。",
                        "已按一份汇总，不需要处理。",
                        value="、".join(names),
                    )
