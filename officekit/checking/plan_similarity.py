"""Pairs of tasks that say the same, found in linear time through an index of their clauses."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from officekit.checking.plan_source import plain
from officekit.model.matrix import MatrixRow

_CLAUSE_END = re.compile(r"[，。；;,！？!?\n]")
_SHORTEST_CLAUSE = 6
_COMMON = 4  # a clause in more rows than this is a set phrase
_SHORTEST_TEXT = 30
_SHARED = 0.6
_GRAM = 3
_SHORTEST_TITLE = 10
_COMMON_GRAM = 8
_ALIKE = 0.7

Pair = tuple[int, int]


def same_titles(rows: Sequence[MatrixRow]) -> dict[Pair, str]:
    """Rows whose title occurred before, or differs from an earlier one in a word only.

    Returns:
        Index of the earlier and of the later row, with ``相同`` or ``相近``.
    """
    first: dict[str, int] = {}
    pairs: dict[Pair, str] = {}
    distinct: list[int] = []
    for i, row in enumerate(rows):
        title = plain(row["title"])
        if not title:
            continue
        if title in first:
            pairs[first[title], i] = "相同"
        else:
            first[title] = i
            distinct.append(i)
    grams = {i: _grams(t) for i in distinct if len(t := plain(rows[i]["title"])) >= _SHORTEST_TITLE}
    for (a, b), shared in _shared(grams, _COMMON_GRAM).items():
        union = len(grams[a]) + len(grams[b]) - shared
        if shared >= _ALIKE * union:
            pairs[a, b] = "相近"
    return pairs


def same_texts(rows: Sequence[MatrixRow]) -> dict[Pair, float]:
    """Rows most of whose measures stand in an earlier row too, with the share of them."""
    clauses = {i: _clauses(row["measures"]) for i, row in enumerate(rows)}
    lengths = {i: sum(map(len, parts)) for i, parts in clauses.items()}
    index = {i: parts for i, parts in clauses.items() if lengths[i] >= _SHORTEST_TEXT}
    pairs: dict[Pair, float] = {}
    for (a, b), length in _shared(index, _COMMON, by_length=True).items():
        share = length / max(lengths[a], lengths[b])
        if share >= _SHARED:
            pairs[a, b] = share
    return pairs


def _shared(parts: dict[int, set[str]], common: int, *, by_length: bool = False) -> Counter[Pair]:
    """How much each pair of rows shares, leaving out what too many rows have."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, own in parts.items():
        for part in own:
            places[part].append(i)
    shared: Counter[Pair] = Counter()
    for part, rows in places.items():
        if len(rows) <= common:
            weight = len(part) if by_length else 1
            for n, a in enumerate(rows):
                for b in rows[n + 1 :]:
                    shared[a, b] += weight
    return shared


def _grams(text: str) -> set[str]:
    return {text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}


def _clauses(text: str) -> set[str]:
    parts = (plain(part) for part in _CLAUSE_END.split(text))
    return {part for part in parts if len(part) >= _SHORTEST_CLAUSE}
