"""MX313: several spaces inside a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import spot, where, wordings
from officekit.checking.text_spaces import BLANK, single_spaced
from officekit.model.finding import Finding, Severity

_TITLE = re.compile(rf"《[^《》\n]*?[^《》\s]{BLANK}{{2,}}[^《》\s][^《》\n]*")


class DoubleSpaceInTitle(Rule):
    """标题或书名号里有连续的空格。

    为什么
        联合发文的几个机关之间空一格即可，连续空格换行时会错位。

    不好
        《中共云泽市委　　云泽市人民政府关于绿色发展的意见》

    改为
        《中共云泽市委 云泽市人民政府关于绿色发展的意见》
    """

    code = "MX313"
    severity = Severity.INFO

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every title in 《》 with two or more spaces in a row."""
        for passage in wordings(subject):
            if "《" not in passage.text:
                continue
            for match in _TITLE.finditer(passage.text):
                value = f"{match[0][:30]}…"
                yield self.found(
                    spot(passage, *match.span()),
                    f"{where(subject, passage)}的书名号里有连续的空格：{value}。",
                    "请只保留一个空格。",
                    value=value,
                    expected=single_spaced(value),
                )
