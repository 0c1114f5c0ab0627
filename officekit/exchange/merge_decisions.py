"""Keys of conflicts, and the clerk's decisions found again by them.

The first half of a conflict's key names what is disputed (a cell, the returns of a unit), the
second half the candidates, so that a decision is told apart from one whose candidates changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from officekit.model.merging import Conflict, Decisions, hash_parts

_HALF = 8


def dispute_mark(round_id: int, row_key: str, column: str, unit: str = "") -> str:
    """First half of a conflict's key; ``unit`` only where whole files are disputed."""
    return hash_parts(str(round_id), row_key, column, unit, length=_HALF)


def conflict_key(mark: str, candidates: Iterable[str]) -> str:
    """Key of a conflict; the order of its candidates makes no difference."""
    return mark + hash_parts(*sorted(candidates), length=_HALF)


def candidate_key(mark: str, said: str) -> str:
    """Key of a candidate by what it says."""
    return hash_parts(mark, said, length=_HALF)


class DecisionBook:
    """The clerk's decisions."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._marks = {key[:_HALF] for key in decisions}

    def taken(self, conflict: Conflict) -> frozenset[str] | None:
        """Keys of the candidates that were taken, none where the clerk takes no one.

        ``None`` where it is undecided, or none of what was taken is among the candidates.
        """
        decided = self._decisions.get(conflict.key)
        if decided is None:
            return None
        found = frozenset(decided) & {candidate.key for candidate in conflict.candidates}
        return found if found or not decided else None

    def outdated(self, conflict: Conflict) -> bool:
        """Whether the same cell or unit was decided with other candidates."""
        return conflict.key[:_HALF] in self._marks and self.taken(conflict) is None
