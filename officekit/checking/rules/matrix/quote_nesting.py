"""MX310: inner quotes outside, or outer quotes inside quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_brackets import match_marks
from officekit.checking.text_places import around, spot, where, wordings
from officekit.model.finding import Finding, Severity

_EXPECTED = {"‘": "“…”", "“": "‘…’", "《": "〈…〉", "〈": "《…》"}
_NESTED = re.compile("[‘〈]|“[^”]*“|《[^》]*《")
_OUTER = {"‘": "“", "〈": "《"}


class QuoteNesting(Rule):
    """单双引号或书名号的层次不对。

    为什么
        引号先用双引号，里面再用单引号；书名号里面再用单书名号。

    不好
        推进‘光伏+储能’项目，落实《关于印发《实施方案》的通知》

    改为
        推进“光伏+储能”项目，落实《关于印发〈实施方案〉的通知》
    """

    code = "MX310"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every pair on the wrong level."""
        for passage in wordings(subject):
            text = passage.text
            if not _NESTED.search(text):
                continue
            for pair in match_marks(text)[0]:
                mark = text[pair.start]
                if mark not in _EXPECTED or not _misplaced(mark, pair.parents):
                    continue
                value = around(text, pair.start, pair.end + 1, 4)
                yield self.found(
                    spot(passage, pair.start, pair.end + 1),
                    f"{where(subject, passage)}的“{mark}”用错了层次：{value}。",
                    f"请改为{_EXPECTED[mark]}。",
                    value=value,
                )


def _misplaced(mark: str, parents: str) -> bool:
    """Whether ‘ and 〈 stand outside “ and 《, or “ and 《 directly inside their own kind."""
    if mark in _OUTER:
        return _OUTER[mark] not in parents
    return parents.endswith(mark)
