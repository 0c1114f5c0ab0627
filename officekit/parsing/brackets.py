"""Brackets and quotes in Chinese text: spans that belong together, splitting outside of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_PAIRS = {"（": "）)", "(": ")）", "〔": "〕", "[": "]", "【": "】"}
_QUOTES = {"“": "”", "《": "》", "〈": "〉", "‘": "’", "「": "」"}
OPENING = frozenset(_PAIRS)


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a text from an opening bracket to behind its closing one.

    Attributes:
        start: offset of the opening bracket.
        end: offset behind the closing bracket, or of the text's end where it is missing.
        closed: the closing bracket is there.
    """

    start: int
    end: int
    closed: bool = True


def bracket_spans(text: str, *, unclosed: bool = False) -> tuple[Span, ...]:
    """The outermost bracketed spans of a text, full-width and half-width brackets mixed.

    Args:
        text: the text.
        unclosed: also give the spans that are opened and never closed.
    """
    opened: list[int] = []
    closed: list[tuple[int, int, int]] = []
    for offset, char in enumerate(text):
        if char in _PAIRS:
            opened.append(offset)
        elif opened and char in _PAIRS[text[opened[-1]]]:
            start = opened.pop()
            closed.append((start, offset + 1, len(opened)))
    # Outermost are those with no other bracket around them but such as are never closed.
    spans = [Span(s, e) for s, e, depth in closed if bisect_left(opened, s) == depth]
    if unclosed:
        spans += [Span(start, len(text), closed=False) for start in opened]
    return tuple(sorted(spans, key=lambda span: span.start))


def split_outside(text: str, separators: tuple[str, ...]) -> list[str]:
    """Split at separators that stand outside of brackets and quotes; empty parts are dropped."""
    parts: list[str] = []
    closing: list[str] = []
    start = offset = 0
    while offset < len(text):
        char = text[offset]
        if closing and char in closing[-1]:
            closing.pop()
        elif char in _PAIRS or char in _QUOTES:
            closing.append(_PAIRS.get(char) or _QUOTES[char])
        elif not closing:
            separator = next((s for s in separators if text.startswith(s, offset)), None)
            if separator:
                parts.append(text[start:offset])
                offset += len(separator)
                start = offset
                continue
        offset += 1
    if closing:
        pattern = "|".join(map(re.escape, separators))
        return [part.strip() for part in re.split(pattern, text) if part.strip()]
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]
