"""Which row of a matrix is which task of the document it came from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from officekit.checking.subject import Subject
from officekit.model.matrix import MatrixRow

_NOISE = re.compile(r"[\s\W_]+")


def plain(text: str) -> str:
    """A text without spaces and punctuation: what counts when two are compared."""
    return _NOISE.sub("", text)


def matched_rows(subject: Subject) -> tuple[tuple[MatrixRow | None, MatrixRow | None], ...]:
    """Pairs of source row and checked row; ``None`` on one side where the other has no partner.

    The same key with the same title goes first, then a title that is unique on both sides (rows
    keep their partner when numbers have shifted), then the same key.
    """
    if subject.source is None:
        return ()
    theirs, ours = list(subject.source.rows), list(subject.rows)
    partner: dict[str, str] = {}
    by_key = {row.key: row for row in ours}
    for row in theirs:
        other = by_key.get(row.key)
        if other is not None and plain(other["title"]) == plain(row["title"]):
            partner[row.key] = row.key
    left = [row for row in theirs if row.key not in partner]
    free = [row for row in ours if row.key not in partner]
    titles = _unique_titles(free)
    for title, row in _unique_titles(left).items():
        if title in titles:
            partner[row.key] = titles[title].key
    taken = set(partner.values())
    for row in left:
        if row.key not in partner and row.key in by_key and row.key not in taken:
            partner[row.key] = row.key
            taken.add(row.key)
    pairs: list[tuple[MatrixRow | None, MatrixRow | None]] = [
        (row, by_key[partner[row.key]] if row.key in partner else None) for row in theirs
    ]
    pairs += [(None, row) for row in ours if row.key not in taken]
    return tuple(pairs)


def _unique_titles(rows: Sequence[MatrixRow]) -> dict[str, MatrixRow]:
    counts = Counter(plain(row["title"]) for row in rows)
    return {t: row for row in rows if (t := plain(row["title"])) and counts[t] == 1}
