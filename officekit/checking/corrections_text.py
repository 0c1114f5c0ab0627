"""The texts behind the corrections: each function changes what it says and nothing else.

Titles in 《》 and addresses of web pages are never touched, nor what stands beside Latin letters
or digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]")
_CLOSING, _OPENING = "”’）》〉】〕」』", "“‘（《〈【〔「『"
_WIDE: Final = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）"}
# An open 《 keeps all that follows: where the title ends is for a person to say.
_PROTECTED = re.compile(r"《[^》]*(?:》|$)|(?:https?|ftp)://\S+|www\.\S+", re.IGNORECASE)
_HALF_MARK = re.compile(rf"(?<=[{_HAN}{_CLOSING}])[,;:](?=[{_HAN}{_OPENING}\n]|$)")
_HALF_BRACKET = re.compile(rf"(?<=[{_HAN}])[()](?=[{_HAN}])")
_FULL = re.compile("[，；：（）]")
_BRACKET = re.compile("[()（）]")
_DOUBLED = re.compile(r"(?<![。，、；：？！,.;:…])([。，、；：])\1(?![。，、；：？！,.;:…])")
_SPACE = re.compile(rf"(?<=[{_HAN}])[ \u00a0](?=[{_HAN}])")
_PIECE = 3
_SPACED_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)[ \u00a0]年(?!度)")
_SPACE_BEFORE_YEAR = re.compile(r"(?<=[到至自])[ \u00a0](?=(?:19|20)\d\d年)")
_JOINED_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d年(?!度)")
_SHORTEST_TITLE = 4


def has_formula_look(text: str) -> bool:
    """Whether a text begins like a formula; such a cell is never touched."""
    return text.lstrip().startswith(("=", "＝"))


def _protected(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PROTECTED.finditer(text)]


def _replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text with pieces replaced (start, end, new), those in protected stretches left out."""
    kept = _protected(text)
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        if any(start < until and end > since for since, until in kept):
            continue
        pieces += [text[at:start], new]
        at = end
    return "".join((*pieces, text[at:]))


# ------------------------------------------------------------------ width of punctuation


def prefers_full_width(texts: Iterable[str]) -> bool:
    """Whether a document as a whole uses full-width commas, semicolons, colons and brackets.

    Half-width ones count only beside Chinese characters: elsewhere they may be right.
    """
    full = half = 0
    for text in texts:
        full += len(_FULL.findall(text))
        half += len(_HALF_MARK.findall(text)) + len(_HALF_BRACKET.findall(text))
    return full > half


def with_full_width_marks(text: str) -> str:
    """Half-width , ; : between Chinese characters and matched brackets in full width."""
    edits = [(m.start(), m.end(), _WIDE[m[0]]) for m in _HALF_MARK.finditer(text)]
    edits += [
        (at, at + 1, _WIDE[text[at]])
        for pair in _bracket_pairs(text)
        if _is_chinese_pair(text, *pair)
        for at in pair
        if text[at] in _WIDE
    ]
    return _replaced(text, edits) if edits else text


def _bracket_pairs(text: str) -> Sequence[tuple[int, int]]:
    """Places of opening and closing round brackets; none where the text's do not match."""
    kept = _protected(text)
    opened: list[int] = []
    pairs = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if any(since <= at < until for since, until in kept):
            continue
        if match[0] in "(（":
            opened.append(at)
        elif opened:
            pairs.append((opened.pop(), at))
        else:
            return ()
    return () if opened else pairs


def _is_chinese_pair(text: str, start: int, end: int) -> bool:
    """Whether a pair holds Chinese and nothing but Chinese stands outside beside it."""
    before, after = text[:start][-1:], text[end + 1 :][:1]
    inside = _IS_HAN.search(text, start + 1, end) is not None
    begins = not before or before in f"\n{_CLOSING}{_OPENING}。，、；：" or _is_han(before)
    ends = not after or after in f"\n{_CLOSING}{_OPENING}。，、；：,;:" or _is_han(after)
    return inside and begins and ends


def _is_han(char: str) -> bool:
    return _IS_HAN.match(char) is not None


# ------------------------------------------------------------------ doubled marks, doubled title


def without_doubled_marks(text: str) -> str:
    """。。 as 。; three or more may be an ellipsis and stay."""
    return _replaced(text, ((m.start(), m.end(), m[1]) for m in _DOUBLED.finditer(text)))


def without_doubled_title(measures: str, title: str) -> str:
    """The measures without a first sentence that is the title, word for word.

    They stay as they are where nothing else is in them, or where the title is only the beginning
    of a longer sentence.
    """
    sentence = f"{title.removesuffix('。')}。"
    if len(sentence) <= _SHORTEST_TITLE or not measures.startswith(sentence):
        return measures
    return measures[len(sentence) :].lstrip() or measures


# ------------------------------------------------------------------ spaces


class SpaceJoiner:
    """Takes spaces out of words: 加 快推进 where the document has 加快推 in one piece, too.

    A space between Chinese characters may stand for a mark that is missing. It goes only where
    two characters on one side and one on the other stand together elsewhere in the document.

    Args:
        texts: of the document.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        held = list(texts)
        wanted = {
            piece
            for text in held
            for match in _SPACE.finditer(text)
            for piece in _joined_pieces(text, match.start())
        }
        self._known = (
            {
                piece
                for text in held
                for i in range(len(text) - _PIECE + 1)
                if (piece := text[i : i + _PIECE]) in wanted
            }
            if wanted
            else set()
        )

    def joined(self, text: str) -> str:
        """The text without such spaces."""
        return _replaced(
            text,
            (
                (match.start(), match.end(), "")
                for match in _SPACE.finditer(text)
                if any(p in self._known for p in _joined_pieces(text, match.start()))
            ),
        )


def _joined_pieces(text: str, space: int) -> Iterator[str]:
    """Three Chinese characters across a space: two and one, one and two."""
    for behind in (2, 1):
        ahead = _PIECE - behind
        piece = text[max(0, space - behind) : space] + text[space + 1 : space + 1 + ahead]
        if len(piece) == _PIECE and all(_is_han(char) for char in piece):
            yield piece


def prefers_joined_years(texts: Iterable[str]) -> bool:
    """Whether a document as a whole prints 2025年 without spaces."""
    joined = spaced = 0
    for text in texts:
        before = len(_SPACE_BEFORE_YEAR.findall(text))
        spaced += before + len(_SPACED_YEAR.findall(text))
        joined += len(_JOINED_YEAR.findall(text)) - before
    return joined > spaced


def without_year_spaces(text: str) -> str:
    """2025 年 as 2025年, 到 2025年 as 到2025年."""
    edits = [(m.end(1), m.end(1) + 1, "") for m in _SPACED_YEAR.finditer(text)]
    edits += [(m.start(), m.end(), "") for m in _SPACE_BEFORE_YEAR.finditer(text)]
    return _replaced(text, edits) if edits else text
