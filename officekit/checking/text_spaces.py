"""Spaces where Chinese text has none: around numbers, and between characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.text_places import HAN

BLANK = r"[ \u00a0\u3000\t]"
_NUMBER = re.compile(
    rf"(?P<before>(?<=[{HAN}]){BLANK}{{1,2}})?(?P<number>\d[\d.,]*(?<=\d)[%％]?)"
    rf"(?P<after>{BLANK}{{1,2}}(?=[{HAN}]))?"
)
_SPACED = re.compile(rf"{BLANK}\d|[\d%％]{BLANK}")
_TIGHT = re.compile(rf"(?<=[{HAN}])\d[\d.,]*|\d[%％]?(?=[{HAN}])")
_BESIDE_NAME = re.compile(r"(?:附件|附表|附录|表|图|专栏|类|版)$")
_IN_TEXT = re.compile(rf"(?<=[{HAN}，。；、]){BLANK}{{1,2}}(?=[{HAN}“‘《（])")
_SENTENCE = re.compile("[，。；,;]")
_NUMBERING = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[）)]?[、.．]?"
    r"|第[\d一二三四五六七八九十百]{1,4}[章节条款]"
)
_QUOTED = re.compile("“[^”\n]*”|《[^》\n]*》|‘[^’\n]*’|〈[^〉\n]*〉")
_SHORT = 2
_LONGEST_NUMBER = 12
_MASK = "\0"
_NAME_BEFORE = re.compile(rf"[{HAN}]+$")
_NAME_AFTER = re.compile(rf"[{HAN}]+")


def spaced_numbers(text: str) -> list[tuple[int, int]]:
    """Numbers with a space towards a Chinese character.

    Left out are numbers behind 附件, 表 and the like, and one that begins the line.
    """
    if not _SPACED.search(text):
        return []
    spaced: list[tuple[int, int]] = []
    for match in _NUMBER.finditer(text):
        before, after = match["before"], match["after"]
        if before and _BESIDE_NAME.search(text[max(0, match.start() - 2) : match.start()]):
            continue
        if after and match.start() == 0 and text[match.end()] not in "年月":
            continue
        if before or after:
            spaced.append(match.span())
    return spaced


def tight_numbers(text: str) -> int:
    """How many numbers stand beside a Chinese character without a space."""
    return sum(1 for _ in _TIGHT.finditer(text))


def stray_spaces(text: str) -> Iterator[tuple[int, int]]:
    """Spaces between Chinese characters inside a sentence.

    Left out are spaces in quotes and titles (《中共某省委 某省人民政府…》), behind a number at
    the beginning, between the characters of a name, and all in lines that are no sentence.
    """
    if not _IN_TEXT.search(text) or not _SENTENCE.search(text):
        return
    unquoted = _QUOTED.sub(lambda m: f"{m[0][0]}{_MASK * (len(m[0]) - 2)}{m[0][-1]}", text)
    for match in _IN_TEXT.finditer(unquoted):
        start, end = match.span()
        if start < _LONGEST_NUMBER and _NUMBERING.fullmatch(text[:start]):
            continue
        left = _NAME_BEFORE.search(text[max(0, start - _SHORT - 1) : start])
        right = _NAME_AFTER.match(text[end : end + _SHORT + 1])
        if left and right and len(left[0]) <= _SHORT and len(right[0]) <= _SHORT:
            continue
        yield start, end


def single_spaced(text: str) -> str:
    """The text with one space for every run of spaces."""
    return re.sub(f"{BLANK}+", " ", text)
