"""What was set in a notice, gathered by kind."""

from __future__ import annotations

from officekit.model.matrix import Change

_SHOWN = 5


class FixLog:
    """Collects changes; the same change at many places becomes one entry.

    Args:
        time: of all entries.
    """

    def __init__(self, time: str = "") -> None:
        self._time = time
        self._places: dict[tuple[str, str, str, str], list[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._places)

    def add(self, place: str, what: str, before: str, after: str, clause: str) -> None:
        """Note a change.

        Args:
            place: where, in words.
            what: property that was set, in Chinese.
            before: what stood there.
            after: what stands there now.
            clause: of the standard, or another standard.
        """
        cited = clause if clause.startswith("GB") else f"GB/T 9704—2012 {clause}"
        places = self._places.setdefault((what, before, after, cited), [])
        if place not in places:
            places.append(place)

    def changes(self) -> tuple[Change, ...]:
        """The entries in the order in which they were first made."""
        return tuple(
            Change(self._time, _joined(places), before, after, f"{what}（{clause}）")
            for (what, before, after, clause), places in self._places.items()
        )


def _joined(places: list[str]) -> str:
    shown = "、".join(places[:_SHOWN])
    return f"{shown}等{len(places)}处" if len(places) > _SHOWN else shown
