"""How a paragraph looks: font, size and colour of most of its characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from officekit.model.laid_document import LaidParagraph, LaidRun

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_DARK = 0x50
_RED_LEAST, _RED_OTHERS = 0xA0, 0x60
_HEX = 6
ValueT = TypeVar("ValueT", bound=Hashable)


class Face(Enum):
    """Typefaces of the standard; the value holds pieces of the names that count as them.

    Names with 方正 or 华文 before them and _GB2312 or _GBK behind contain the same piece.
    """

    FANGSONG = ("仿宋", "fangsong")
    KAI = ("楷体", "kaiti", "楷")
    HEI = ("黑体", "simhei", "heiti", "方正黑")
    TITLE = ("标宋", "中宋", "biaosong", "zhongsong")
    SONG = ("宋体", "simsun", "songti", "stsong", "书宋")

    @property
    def label(self) -> str:
        """Name of the typeface for a message."""
        return {"FANGSONG": "仿宋体", "KAI": "楷体", "HEI": "黑体", "TITLE": "小标宋体"}.get(
            self.name, "宋体"
        )

    def is_named(self, font: str) -> bool:
        """Whether a font is of this typeface by its name."""
        name = font.lower().replace(" ", "")
        return any(piece in name for piece in self.value)


@dataclass(frozen=True, slots=True)
class Look:
    """Look of most characters of a text.

    Attributes:
        font: name, ``None`` where nothing names one or where it comes from the theme.
        size: in points, ``None`` where unknown.
        colour: ``RRGGBB`` or ``auto``.
    """

    font: str | None = None
    size: float | None = None
    colour: str = "auto"

    def is_in(self, face: Face) -> bool:
        """Whether the font is of a typeface, or not known."""
        return self.font is None or face.is_named(self.font)


def look(paragraph: LaidParagraph, start: int = 0, end: int | None = None) -> Look:
    """The look of most characters, Chinese ones where there are any.

    Args:
        paragraph: of the document.
        start: of the span in the text of its runs, so without an automatic number.
        end: of the span; ``None`` for the end of the text.
    """
    pieces = _cut(paragraph.runs, start, end)
    han = [(run, len(_HAN.findall(text))) for run, text in pieces]
    if not any(count for _, count in han):
        han = [(run, len(text.strip())) for run, text in pieces]
    weighed = [(run, count) for run, count in han if count]
    if not weighed:
        return Look()
    return Look(
        _most((None if run.theme_font else run.font, count) for run, count in weighed),
        _most((run.size, count) for run, count in weighed),
        _most((run.colour, count) for run, count in weighed),
    )


def _cut(runs: Iterable[LaidRun], start: int, end: int | None) -> list[tuple[LaidRun, str]]:
    pieces, at = [], 0
    for run in runs:
        first = max(start - at, 0)
        last = len(run.text) if end is None else max(end - at, 0)
        pieces.append((run, run.text[first:last]))
        at += len(run.text)
    return pieces


def _most(weighed: Iterable[tuple[ValueT, int]]) -> ValueT:
    counts: Counter[ValueT] = Counter()
    for value, weight in weighed:
        counts[value] += weight
    return counts.most_common(1)[0][0]


def _channels(colour: str) -> tuple[int, int, int] | None:
    try:
        value = int(colour, 16)
    except ValueError:
        return None
    return (value >> 16, value >> 8 & 0xFF, value & 0xFF) if len(colour) == _HEX else None


def is_black(colour: str) -> bool:
    """Whether a colour prints as black; ``auto`` and what can't be read count as black."""
    channels = _channels(colour)
    return channels is None or max(channels) <= _DARK


def is_red(colour: str) -> bool:
    """Whether a colour is red."""
    channels = _channels(colour)
    return channels is not None and channels[0] >= _RED_LEAST and max(channels[1:]) <= _RED_OTHERS


def is_size(size: float | None, expected: float, tolerance: float = 0.5) -> bool:
    """Whether a size in points is the expected one, or not known."""
    return size is None or abs(size - expected) <= tolerance
