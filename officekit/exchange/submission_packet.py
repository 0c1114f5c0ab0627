"""Which packet a return answers, by what it says of itself or by its contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from officekit.exchange.submission_cells import clean, plain
from officekit.exchange.submission_headings import TableHead, key_in
from officekit.model.packet import Packet, PacketRow, Round, asks_the_same
from officekit.model.submission import Identity

BY_IDENTITY, BY_CONTENT = "identity", "content"
"""How the packet was found."""

_SHARE = 0.6
_KeyT = TypeVar("_KeyT", bound=Hashable)

TaskText = tuple[str, str]
"""Number and title of a task as they are compared."""


@dataclass(frozen=True)
class PacketIndex:
    """A packet's rows by what tells them apart.

    Attributes:
        packet: the packet; ``None`` where it is unknown.
    """

    packet: Packet | None

    @cached_property
    def by_key(self) -> Mapping[str, PacketRow]:
        """Rows by key."""
        return {row.key: row for row in self.packet.rows} if self.packet else {}

    @cached_property
    def _by_text(self) -> Mapping[TaskText, PacketRow | None]:
        """Rows by number and title, and by title alone; ``None`` where several have them."""
        found: dict[TaskText, PacketRow | None] = {}
        for row in self.packet.rows if self.packet else ():
            number, title = issued_text(row)
            for text in {(number, title), ("", title)}:
                found[text] = None if text in found else row
        return found

    def by_text(self, text: TaskText) -> PacketRow | None:
        """The one row with this number and title, else the one with this title."""
        number, title = text
        if not title:
            return None
        return self._by_text.get((number, title)) or self._by_text.get(("", title))


def find_packet(
    identity: Identity,
    head: TableHead | None,
    packets: Mapping[str, Packet],
    current: Round,
) -> tuple[Packet | None, str]:
    """The packet that a return answers.

    Args:
        identity: what the return says of itself.
        head: its table, where it has one.
        packets: all packets known, by id.
        current: the round that is being collected; only its packets are matched by content: by
            row keys, else (.csv, tasks copied into another workbook) by the texts of the tasks.

    Returns:
        The packet and ``identity`` or ``content``; ``None`` and blank where it can't be told.
    """
    named = packets.get(identity["packet"])
    if named is not None:
        return named, BY_IDENTITY
    if head is None:
        return None, ""
    index = _index(_SameRound(current))
    lines = [identity["unit"], *_lines_above(head)]
    keys = {key for row in head.body if (key := key_in(head, row))}
    if keys:
        found = index.by_keys(keys, lines)
    elif not identity["packet"]:
        found = index.by_texts({task_text(head, row) for row in head.body}, lines)
    else:
        found = None
    return found, BY_CONTENT if found else ""


def asked_now(packet: Packet, current: Round) -> Packet:
    """The packet that a return to another one answers in a round.

    Args:
        packet: whose workbook came back.
        current: the round that is being collected.

    Returns:
        The unit's packet of the round, where the other one belongs to another version of the
        same period and asks the same; else the other one itself.
    """
    if packet.version == current.version:
        return packet
    if (packet.matrix_id, packet.period) != (current.matrix_id, current.period):
        return packet
    now = current.packet_of(packet.unit)
    return now if now is not None and asks_the_same(packet, now) else packet


def task_text(head: TableHead, row: int) -> TaskText:
    """Number and title that stand in a row of a return."""
    return _compared(
        *(_text_at(head, row, key) for key in ("number", "title", "measures")),
    )


def issued_text(row: PacketRow) -> TaskText:
    """Number and title of a task as issued."""
    return _compared(*(row.assigned.get(key, "") for key in ("number", "title", "measures")))


def _compared(number: str, title: str, measures: str) -> TaskText:
    return plain(number), plain(title or measures)


def _text_at(head: TableHead, row: int, key: str) -> str:
    column = head.columns.get(key)
    return clean(head.sheet.value(row, column)) if column else ""


def _lines_above(head: TableHead) -> list[str]:
    return [
        clean(value)
        for row in sorted(row for row in head.sheet.rows if row < head.first_row)
        for value in head.sheet.rows[row].values()
    ]


@dataclass(frozen=True)
class _RoundIndex:
    """The packets of a round by the keys and texts of their rows."""

    packets: tuple[Packet, ...]

    @cached_property
    def _keys(self) -> Mapping[str, Sequence[int]]:
        return _places(each.keys for each in self.packets)

    @cached_property
    def _texts(self) -> Mapping[TaskText, Sequence[int]]:
        return _places(map(issued_text, each.rows) for each in self.packets)

    def by_keys(self, keys: set[str], lines: Sequence[str]) -> Packet | None:
        """The packet with exactly these keys, else the one with most of them."""
        counts = Counter(place for key in keys for place in self._keys.get(key, ()))
        exact = [p for p, n in counts.items() if n == len(keys) == len(set(self.packets[p].keys))]
        return self._one_of(exact, lines) if exact else self._best(counts, len(keys), lines)

    def by_texts(self, texts: set[TaskText], lines: Sequence[str]) -> Packet | None:
        """The packet whose unit is named and that has most of these tasks, else with most."""
        told = {text for text in texts if all(text)}
        counts = Counter(place for text in told for place in self._texts.get(text, ()))
        enough = [place for place, count in counts.items() if count >= _SHARE * len(told)]
        return self._named(enough, lines) or self._best(counts, len(told), lines)

    def _best(self, counts: Counter[int], total: int, lines: Sequence[str]) -> Packet | None:
        most = max(counts.values(), default=0)
        if not most or most < _SHARE * total:
            return None
        return self._one_of([place for place, n in counts.items() if n == most], lines)

    def _one_of(self, places: Sequence[int], lines: Sequence[str]) -> Packet | None:
        """The only one; of several with the same rows the one whose unit is named."""
        return self.packets[places[0]] if len(places) == 1 else self._named(places, lines)

    def _named(self, places: Iterable[int], lines: Sequence[str]) -> Packet | None:
        said = [plain(line) for line in lines if line]
        named = [
            packet
            for packet in (self.packets[place] for place in places)
            if any(plain(packet.unit) in line for line in said)
        ]
        longest = max(named, key=lambda packet: len(packet.unit), default=None)
        # A longer name may hold a shorter one (区教育局, 青禾区教育局); two others are two units.
        if longest is None or any(each.unit not in longest.unit for each in named):
            return None
        return longest if sum(each.unit == longest.unit for each in named) == 1 else None


def _places(groups: Iterable[Iterable[_KeyT]]) -> Mapping[_KeyT, Sequence[int]]:
    found: dict[_KeyT, list[int]] = {}
    for place, group in enumerate(groups):
        for key in set(group):
            found.setdefault(key, []).append(place)
    return found


@dataclass(frozen=True, eq=False)
class _SameRound:
    """A round that is equal to itself only: a key for the cache, as rounds have no hash."""

    round: Round

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _SameRound) and other.round is self.round

    def __hash__(self) -> int:
        return id(self.round)


@lru_cache(maxsize=2)
def _index(key: _SameRound) -> _RoundIndex:
    return _RoundIndex(key.round.packets)
