"""Names of units in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORTEST = 4


class NamesInText:
    """Finds certain names in texts, but not inside a longer known name.

    Args:
        wanted: names to find; those of fewer than four characters are left out.
        known: other names of units that may contain one of them.
    """

    def __init__(self, wanted: Iterable[str], known: Iterable[str]) -> None:
        self._wanted = frozenset(name for name in wanted if len(name) >= _SHORTEST)
        longest_first = sorted({*self._wanted, *known}, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def found(self, text: str) -> tuple[str, ...]:
        """The wanted names in a text, each once, in order."""
        if not any(name in text for name in self._wanted):
            return ()
        names = (match[0] for match in self._pattern.finditer(text))
        return tuple(dict.fromkeys(name for name in names if name in self._wanted))
