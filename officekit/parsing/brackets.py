"""Brackets and quotes in Chinese text: spans that belong together, splitting outside of them."""

from __future__ import annotations

import re
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
        unclosed: also give the last span that is opened and never closed.
    """
    spans: list[Span] = []
    start = 0
    while True:
        stack = _scan(text, start, spans)
        if not stack:
            return tuple(spans)
        if unclosed:
            spans.append(Span(stack[0], len(text), closed=False))
        start = stack[0] + 1


def _scan(text: str, start: int, spans: list[Span]) -> list[int]:
    """Collect the outermost closed spans from an offset on; the offsets left open."""
    stack: list[tuple[int, str]] = []
    closed: list[Span] = []
    for offset in range(start, len(text)):
        char = text[offset]
        if char in _PAIRS:
            stack.append((offset, _PAIRS[char]))
        elif stack and char in stack[-1][1]:
            opened, _ = stack.pop()
            if not stack:
                closed.append(Span(opened, offset + 1))
    open_from = stack[0][0] if stack else len(text)
    spans.extend(span for span in closed if span.end <= open_from)
    return [offset for offset, _ in stack]


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
