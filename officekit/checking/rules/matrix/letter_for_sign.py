"""MX314: letters in place of signs and digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.text_places import HAN, around, spot, where, wordings
from officekit.model.finding import Finding, Severity

_CANDIDATE = re.compile("[oOlIｏＯ]|0[一二三四五六七八九〇]|[一二三四五六七八九〇]0")
_DOT = re.compile(rf"(?<=[{HAN}])[oOｏ](?=[{HAN}])")
_DIGIT = re.compile(r"(?<![A-Za-z0-9])\d+(?:[oOlI](?=\d)\d*|[oO](?![A-Za-z0-9]))+(?![A-Za-z])")
_YEAR = re.compile(r"[一二三四五六七八九〇0OoＯ]{4}(?=年)")
_NUMERAL = re.compile("[一二三四五六七八九]")
_NO_NUMERAL = re.compile("[0OoＯ]")
_ZERO = str.maketrans("oOＯ0", "〇〇〇〇")
_DIGITS = str.maketrans("oOlI", "0011")


class LetterForSign(Rule):
    """用字母代替了符号或数字。

    为什么
        间隔号打成字母o、数字0打成字母O，看上去相近，查找和统计时却会出错。

    不好
        推进云山o黄河文旅带建设，到2O25年基本建成。

    改为
        推进云山·黄河文旅带建设，到2025年基本建成。
    """

    code = "MX314"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding for every letter that should be a dot, a digit or 〇."""
        for passage in wordings(subject):
            for start, end, expected in _letters(passage.text):
                found, place = passage.text[start:end], where(subject, passage)
                value = around(passage.text, start, end, 4)
                yield self.found(
                    spot(passage, start, end),
                    f"{place}的“{found}”里疑似用字母代替了符号或数字：{value}。",
                    f"请核对，应为“{expected}”。",
                    value=value,
                    expected=expected,
                )


def _letters(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans with what should stand there."""
    if not _CANDIDATE.search(text):
        return
    for match in _DOT.finditer(text):
        yield *match.span(), "·"
    for match in _DIGIT.finditer(text):
        yield *match.span(), match[0].translate(_DIGITS)
    for match in _YEAR.finditer(text):
        if _NUMERAL.search(match[0]) and _NO_NUMERAL.search(match[0]):
            yield *match.span(), match[0].translate(_ZERO)
