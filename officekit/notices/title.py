"""Breaking a title into lines: words stay whole, the lines form a trapezoid or a diamond (7.3.1).

A title in 2号 has twenty characters to a line at most. All ways to break it at the ends of words
are scored: shape first, then balance, then what a line may not begin or end with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import combinations, pairwise

WIDTH = 19.0
"""Widest line in Chinese characters of 2号: 156 mm hold twenty, one is left for the margins."""

_MOST_LINES = 5
_SHORTEST_LINE = 5.0
_BEST_DROP = 4.0
_NEVER_FIRST = frozenset("的、，。：；》〉）”’等及和与年月日号")
_NEVER_LAST = frozenset("《〈（“‘、和与及第")
_WEAK_LAST = ("关于", "印发", "做好", "转发", "公布")
_ISSUER_END = re.compile(r"(?:办公室|办公厅|人民政府|委员会|领导小组|指挥部|局|厅|委)$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}?(?:省|市|区|县|旗|州|镇|乡|街道|新区|开发区)")
_FIGURES = re.compile(r"[0-9０-９A-Za-z.％%—－\-]+[年月日号个项大强]?(?:度)?")
_WEIGHT_SHAPE, _WEIGHT_FIRST, _WEIGHT_LAST = 50.0, 25.0, 20.0


def break_title(title: str, width: float = WIDTH) -> tuple[str, ...]:
    """The lines of a title.

    Args:
        title: without line breaks; breaks that are in it are kept as they are.
        width: widest line in Chinese characters; Latin letters and figures count half.

    Returns:
        Lines whose sum is the title, but for spaces at their ends. A title that fits one line
        stays on one; a word longer than a line is broken where it must be.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    title = title.strip()
    if display_width(title) <= width:
        return (title,) if title else ()
    words = [piece for word in split_words(title) for piece in _pieces(word, width)]
    best = min(_ways(words, width), key=_badness, default=None)
    return best if best is not None else tuple(_filled(words, width))


def display_width(text: str) -> float:
    """Width in Chinese characters."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)  # noqa: PLR2004 -- ASCII, Latin


def split_words(text: str) -> list[str]:
    """The words of a title: known words, places, figures with what they count, the rest by pairs.

    The way with the fewest and longest known words is taken.
    """
    words = _words()
    longest = max(map(len, words))
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        options = []
        for start in range(max(0, end - longest), end):
            cost = _cost(text, start, end, words)
            if cost is not None:
                options.append((best[start][0] + cost, start))
        best.append(min(options))
    pieces: list[str] = []
    end = len(text)
    while end:
        start = best[end][1]
        pieces.append(text[start:end])
        end = start
    return _joined(list(reversed(pieces)))


def _cost(text: str, start: int, end: int, words: frozenset[str]) -> float | None:
    """Cost of a piece as a word; ``None`` where it can't be one."""
    piece = text[start:end]
    if piece in words or piece.isspace():
        return 1.0
    if any(map(str.isspace, piece)):
        return None  # a space parts issuers: 区委办公室　区政府办公室
    if _FIGURES.fullmatch(piece) or _PLACE.fullmatch(piece):
        return 1.1
    return {1: 2.4, 2: 2.9, 3: 4.4}.get(len(piece))


def _joined(pieces: list[str]) -> list[str]:
    """Pieces with what may not begin or end a line joined to its neighbour."""
    words: list[str] = []
    for piece in pieces:
        goes_on = piece.isspace() or piece[0] in _NEVER_FIRST
        if words and (goes_on or words[-1][-1] in _NEVER_LAST):
            words[-1] += piece
        else:
            words.append(piece)
    return words


def _pieces(word: str, width: float) -> Iterator[str]:
    """A word that is longer than a line, cut into lines."""
    piece = ""
    for char in word:
        if piece and display_width(piece + char) > width:
            yield piece
            piece = ""
        piece += char
    yield piece


def _ways(words: Sequence[str], width: float) -> Iterator[tuple[str, ...]]:
    """All ways to set words in as few lines as will do, and in one more."""
    least = max(2, int(-(-sum(map(display_width, words)) // width)))
    for count in range(least, min(least + 1, _MOST_LINES) + 1):
        for cuts in combinations(range(1, len(words)), count - 1):
            ends = (0, *cuts, len(words))
            lines = tuple("".join(words[a:b]).strip() for a, b in pairwise(ends))
            if all(0 < display_width(line) <= width for line in lines):
                yield lines


def _badness(lines: tuple[str, ...]) -> float:
    """How far lines are from a good shape and good ends; smaller is better."""
    widths = [display_width(line) for line in lines]
    bad = 4.0 * len(lines) + 0.6 * (max(widths) - min(widths))
    if not _good_shape(widths):
        bad += _WEIGHT_SHAPE
    for a, b in pairwise(widths):
        bad += 3.0 if abs(a - b) < 1 else 0.0  # a rectangle is neither trapezoid nor diamond
        bad += 4.0 if abs(a - b) > 2 * _BEST_DROP else 0.0
    bad += _WEIGHT_LAST if min(widths) < _SHORTEST_LINE else 0.0
    for line in lines[:-1]:
        bad += _WEIGHT_LAST if line[-1] in _NEVER_LAST else 0.0
        bad += 15.0 if line.endswith(_WEAK_LAST) else 0.0
    bad += sum(_WEIGHT_FIRST for line in lines[1:] if line[0] in _NEVER_FIRST)
    bad += sum(2.0 for line in lines if "关于" in line and not line.startswith("关于"))
    return bad - (6.0 if _ISSUER_END.search(lines[0]) else 0.0)


def _good_shape(widths: Sequence[float]) -> bool:
    """Growing, shrinking (trapezoid), or growing and then shrinking (diamond)."""
    top = list(widths).index(max(widths))
    rises = all(a <= b for a, b in pairwise(widths[: top + 1]))
    falls = all(a >= b for a, b in pairwise(widths[top:]))
    return rises and falls


def _filled(words: Sequence[str], width: float) -> Iterator[str]:
    """Lines filled one after the other, for a title of more lines than have a shape."""
    line = ""
    for word in words:
        if line and display_width(line + word) > width:
            yield line
            line = ""
        line += word
    yield line


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """The words of the list that travels with officekit."""
    text = (files("officekit.data") / "title_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
