"""Outline numbers of Chinese official documents: 一、（一）1.（1）① and Chinese numerals.

The four levels are those of GB/T 9704-2012, 7.3.3; ①, 第一条 and 第一章 occur beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "零〇一二三四五六七八九十百千"
_TOO_LARGE = 10_000
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}


class Level(IntEnum):
    """Form of an outline number, from the widest to the narrowest."""

    CHAPTER = 0
    SECTION = 1
    SUBSECTION = 2
    ITEM = 3
    SUBITEM = 4
    CIRCLED = 5
    ARTICLE = 6


@dataclass(frozen=True, slots=True)
class OutlineNumber:
    """A leading outline number.

    Attributes:
        level: its form.
        value: its number.
        printed: the number without punctuation (一, 13).
        mark: the number with punctuation (（一）, 13.).
        end: offset in the text behind the mark and the space after it.
    """

    level: Level
    value: int
    printed: str
    mark: str
    end: int


def numeral_value(text: str) -> int | None:
    """Value of a Chinese or Arabic whole number (十二, 12, １２); ``None`` if it is none."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _SCALES for c in text):
        return None
    if not any(c in _SCALES for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for char in text:
        if char in _SCALES:
            total += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def chinese_numeral(value: int) -> str:
    """A whole number from 0 to 9999 in Chinese numerals: 12 is 十二, 105 is 一百零五."""
    if not 0 <= value < _TOO_LARGE:
        raise ValueError(f"only 0 to 9999 can be written, got {value}")
    if value == 0:
        return "零"
    digits = "零一二三四五六七八九"
    text, pending_zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            text += ("零" if pending_zero else "") + digits[digit] + name
            pending_zero = False
        else:
            pending_zero = bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text


_FORMS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.CHAPTER, re.compile(rf"第([{_NUMERAL}]{{1,4}}|\d{{1,2}})(?:章|部分|篇)[、\s]*")),
    (Level.ARTICLE, re.compile(rf"第([{_NUMERAL}]{{1,5}}|\d{{1,3}})条[、\s]*")),
    (Level.SECTION, re.compile(rf"([{_NUMERAL}]{{1,5}})[、．.](?!\d)\s*")),
    (Level.SUBSECTION, re.compile(rf"[（(]\s*([{_NUMERAL}]{{1,5}})\s*[）)][、.．]?\s*")),
    (Level.ITEM, re.compile(r"(\d{1,3})\s*(?:[.．](?!\d)|、)\s*|(\d{4})\s*[.．、](?!\d)\s*")),
    (Level.SUBITEM, re.compile(r"[（(]\s*(\d{1,3})\s*[）)][、.．]?\s*|(\d{1,2})[）)]\s*")),
    (Level.CIRCLED, re.compile(rf"([{''.join(_CIRCLED)}])[、.．]?\s*")),
)
_FIRST = frozenset("第（(0123456789０１２３４５６７８９" + _NUMERAL + "".join(_CIRCLED))


def outline_number(text: str) -> OutlineNumber | None:
    """The outline number at the beginning of a text, ``None`` where there is none.

    A decimal (5.3亿元) or a year is no outline number; leading white space is not skipped.
    """
    if not text or text[0] not in _FIRST:
        return None
    for level, form in _FORMS:
        match = form.match(text)
        if match is None:
            continue
        printed = next(group for group in match.groups() if group)
        value = _CIRCLED[printed] if printed in _CIRCLED else numeral_value(printed)
        if value:
            return OutlineNumber(level, value, printed, match[0].rstrip(), match.end())
    return None
