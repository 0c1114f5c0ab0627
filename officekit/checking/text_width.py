"""Width of the punctuation in Chinese text: what a document does, and where it departs from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from officekit.checking.subject import Passage, Subject
from officekit.checking.text_brackets import match_marks
from officekit.checking.text_places import FULL_MARKS, HAN, wordings

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_CHINESE = HAN + FULL_MARKS
_HALF_POINT = re.compile(
    rf"[,;:?!](?:(?=[{_CHINESE}])|(?<=[{_CHINESE}][,;:?!])(?!/))"
    rf"|\.(?<=[{HAN}]\.)(?=[{HAN}]|\s*$)"
)
_HALF_QUOTE = re.compile(rf"\"(?=[{_CHINESE}])|(?<=[{_CHINESE}])\"")
_HAN = re.compile(f"[{HAN}]")
_NUMBERED = re.compile(r"\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3}")
_CHINESE_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?$")
_LONGEST_NUMBER = 6
_LONGEST_REMARK = 200
_FEW = 30
_TRACE = 0.2
POINTS, BRACKETS, QUOTES = "逗号、冒号等点号", "括号", "引号"


@dataclass(frozen=True, slots=True)
class Mark:
    """A half-width mark in Chinese text.

    Attributes:
        passage: where.
        start, end: span in its text: the mark, or the bracket from ( to ).
        printed: the mark or marks as printed.
        expected: the span with full-width marks, of a long one the marks alone; ``None`` for
            straight quotes.
    """

    passage: Passage
    start: int
    end: int
    printed: str
    expected: str | None


@dataclass(slots=True)
class Tally:
    """One kind of punctuation in a document.

    Attributes:
        kind: points, brackets or quotes, in Chinese.
        half: the half-width ones.
        full: number of full-width ones.
    """

    kind: str
    half: list[Mark] = field(default_factory=list)
    full: int = 0

    @property
    def throughout(self) -> bool:
        """The document is half-width, or so mixed that single places don't matter."""
        count = len(self.half)
        return count > self.full or (count > _FEW and count > _TRACE * (count + self.full))


def tallies(subject: Subject) -> tuple[Tally, Tally, Tally]:
    """Points, brackets and quotes of all passages."""
    points, brackets, quotes = Tally(POINTS), Tally(BRACKETS), Tally(QUOTES)
    for passage in wordings(subject):
        text = passage.text
        points.full += sum(map(text.count, "，；：！？"))
        quotes.full += text.count("“") + text.count("”")
        points.half += _half_points(passage)
        if '"' in text:
            quotes.half += [
                Mark(passage, m.start(), m.end(), '"', None) for m in _HALF_QUOTE.finditer(text)
            ]
        if "(" in text or ")" in text:
            brackets.half += _half_brackets(passage)
        brackets.full += text.count("（")
    return points, brackets, quotes


def _half_points(passage: Passage) -> Iterator[Mark]:
    text = passage.text
    for match in _HALF_POINT.finditer(text):
        start = match.start()
        if match[0] == "." and start < _LONGEST_NUMBER and _CHINESE_NUMBER.match(text[:start]):
            continue
        yield Mark(passage, start, match.end(), match[0], _WIDE[match[0]])


def _half_brackets(passage: Passage) -> Iterator[Mark]:
    text = passage.text
    for pair in match_marks(text)[0]:
        marks = text[pair.start] + text[pair.end]
        if "(" not in marks and ")" not in marks:
            continue
        inside = text[pair.start + 1 : min(pair.end, pair.start + _LONGEST_REMARK)]
        before = text[max(0, pair.start - 1) : pair.start]
        if _NUMBERED.fullmatch(inside) or not _HAN.search(inside + before):
            continue
        printed = marks if marks == "()" else "(" if marks[0] == "(" else ")"
        whole = len(inside) == pair.end - pair.start - 1
        wide = "".join(_WIDE.get(mark, mark) for mark in marks)
        expected = f"{wide[0]}{inside}{wide[1]}" if whole else wide
        yield Mark(passage, pair.start, pair.end + 1, printed, expected)
