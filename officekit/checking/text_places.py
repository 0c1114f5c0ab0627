"""What the rules on wording share: texts to read, words around a place, how a place is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.subject import Passage, Subject
from officekit.model.location import Location

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""Chinese characters, for use inside a character class."""

FULL_MARKS = "“”‘’《》〈〉（）【】〔〕、。，；：！？"
"""Full-width punctuation, for use inside a character class."""

_TO_BE_FILLED = "（待填）"  # what a matrix built from a plan adds to a placeholder
_PIECES = re.compile("[；;\n]")


def wordings(subject: Subject) -> Iterator[Passage]:
    """The passages that are worded by hand: targets without the parts that repeat the measures."""
    for passage in subject.passages:
        if passage.column != "targets" or passage.row is None:
            yield passage
            continue
        measures = passage.row["measures"]
        pieces = (piece.strip() for piece in _PIECES.split(passage.text))
        own = [p for p in pieces if p.removesuffix(_TO_BE_FILLED) not in measures]
        if own:
            yield replace(passage, text="\n".join(own))


def around(text: str, start: int, end: int, width: int = 8) -> str:
    """The words around a span, on one line, with … where they are cut."""
    first, last = max(0, start - width), min(len(text), end + width)
    words = text[first:last].replace("\n", " ")
    if last == len(text):
        words = words.rstrip("。； ")
    return f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}"


def where(subject: Subject, passage: Passage) -> str:
    """How a message names the place of a passage."""
    if passage.row is not None:
        return subject.label(passage.row)
    if passage.location.paragraph is not None:
        return f"第{passage.location.paragraph}段"
    return "文中"


def spot(passage: Passage, start: int, end: int) -> Location:
    """The passage's location, quoting the words around a span."""
    return passage.location.quoting(around(passage.text, start, end, 20))
