"""NT602: quotes or title marks are nested in the wrong way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
    place_name,
)
from officekit.checking.text_brackets import match_marks
from officekit.checking.text_places import around
from officekit.model.finding import Finding, Severity

_NESTED = re.compile("[‘〈]|“[^”]*“|《[^》]*《")
_OUTER = {"‘": "“", "〈": "《"}
_EXPECTED = {"‘": "“…”", "“": "‘…’", "《": "〈…〉", "〈": "《…》"}


class NestedMarks(NoticeRule):
    """引号或书名号的层次不对。

    为什么
        引号里面再用引号时用单引号，书名号里面再用书名号时用单书名号。

    不好
        《关于印发《实施方案》的通知》

    改为
        《关于印发〈实施方案〉的通知》
    """

    code = "NT602"
    severity = Severity.WARNING
    clause = "GB/T 15834—2011"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for each pair on the wrong level."""
        found = subject.structure
        for place in (*found.title, *(t.paragraph for t in subject.texts)):
            text = place.text
            for pair in match_marks(text)[0] if _NESTED.search(text) else ():
                mark = text[pair.start]
                if mark in _EXPECTED and _misplaced(mark, pair.parents):
                    value = around(text, pair.start, pair.end + 1, 4)
                    yield self.found(
                        subject.at(place),
                        f"{place_name(place)}的“{mark}”用错了层次：{value}。",
                        f"请改为{_EXPECTED[mark]}。",
                        value=value,
                    )


def _misplaced(mark: str, parents: str) -> bool:
    """Whether ‘ and 〈 stand outside “ and 《, or “ and 《 directly inside their own kind."""
    if mark in _OUTER:
        return _OUTER[mark] not in parents
    return parents.endswith(mark)
