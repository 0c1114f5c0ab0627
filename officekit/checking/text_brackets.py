"""Brackets and quotation marks in a text: which belong together, which stand alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_ROUND = "（）()"
_OPENING = {
    "（": "）",
    "(": "）",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "【": "】",
    "〔": "〕",
}
_CLOSING = {
    "）": "）",
    ")": "）",
    "》": "》",
    "〉": "〉",
    "”": "”",
    "’": "’",
    "】": "】",
    "〕": "〕",
}
_MARK = re.compile("[（(《〈“‘【〔）)》〉”’】〕]")
_ENUMERATION = re.compile(
    r"(?:^|[\s。；;：:，,、])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$"
)
_LONGEST_NUMBER = 4
_NEAREST = 8
_NONE = "[^（(《〈“‘【〔）)》〉”’】〕]"
_SHAPES = ("（{}）", r"\({}\)", "《{}》", "〈{}〉", "“{}”", "‘{}’", "〔{}〕")
_DEEPEST = 3


def _balanced(depth: int) -> str:
    """Pattern of a text whose marks are in pairs, so many levels deep."""
    if not depth:
        return f"{_NONE}*+"
    inner = _balanced(depth - 1)
    return f"(?:{_NONE}++|{'|'.join(shape.format(inner) for shape in _SHAPES)})*+"


_BALANCED = re.compile(_balanced(_DEEPEST))


@dataclass(frozen=True, slots=True)
class Alone:
    """A bracket or quotation mark without its other half.

    Attributes:
        offset: where it stands.
        mark: as printed.
        kind: closing mark, full width, that names the pair.
        opens: it is an opening mark.
    """

    offset: int
    mark: str
    kind: str
    opens: bool

    @property
    def missing(self) -> str:
        """The other half."""
        if self.opens:
            return self.kind
        return next(mark for mark, closing in _OPENING.items() if closing == self.kind)


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening and a closing mark.

    Attributes:
        start, end: offsets of the two marks.
        parents: opening marks of the nearest pairs around, outermost first.
    """

    start: int
    end: int
    parents: str


def is_balanced(text: str) -> bool:
    """Whether all marks are plainly in pairs, three levels deep: a quick look that may say no."""
    return _BALANCED.fullmatch(text) is not None


def match_marks(text: str) -> tuple[list[Pair], list[Alone]]:
    """Match brackets and quotes; round brackets match whatever their width.

    A mark that is closed over by an outer pair stands alone; 1) and a) are no brackets, and an
    apostrophe between letters is no quotation mark.
    """
    pairs: list[Pair] = []
    alone: list[Alone] = []
    stack: list[tuple[int, str]] = []
    waiting: Counter[str] = Counter()
    for match in _MARK.finditer(text):
        offset, mark = match.start(), match[0]
        if mark in _OPENING:
            stack.append((offset, mark))
            waiting[_OPENING[mark]] += 1
            continue
        kind = _CLOSING[mark]
        if not waiting[kind]:
            if not _no_mark(text, offset, mark):
                alone.append(Alone(offset, mark, kind, opens=False))
            continue
        opened, last = stack.pop()
        while _OPENING[last] != kind:
            alone.append(Alone(opened, last, _OPENING[last], opens=True))
            waiting[_OPENING[last]] -= 1
            opened, last = stack.pop()
        waiting[kind] -= 1
        parents = "".join(m for _, m in stack[-_NEAREST:])
        pairs.append(Pair(opened, offset, parents))
    alone += [Alone(o, m, _OPENING[m], opens=True) for o, m in stack]
    return pairs, sorted(alone, key=lambda a: a.offset)


def _no_mark(text: str, offset: int, mark: str) -> bool:
    """Whether a closing mark is an apostrophe or ends the number of an enumeration."""
    before = text[max(0, offset - _LONGEST_NUMBER) : offset]
    if mark == "’":
        return before[-1:].isascii() and before[-1:].isalpha()
    return mark in _ROUND and _ENUMERATION.search(before) is not None
