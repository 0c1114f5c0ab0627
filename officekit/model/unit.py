"""Organisations and their names; resolution without I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from officekit.model.unit_families import Form, UnitFamilies, UnitKind, skeleton
from officekit.model.unit_names import (
    UnitName,
    analyse,
    expand_elided,
    is_group,
    level_of,
    looks_like_unit,
)
from officekit.model.unit_spellings import PrintedName, matrix_order, put_together

__all__ = [
    "Match",
    "Resolution",
    "Unit",
    "UnitFamilies",
    "UnitKind",
    "UnitRegistry",
    "expand_elided",
    "is_group",
    "level_of",
    "looks_like_unit",
]

_LEAST_LIKENESS = 0.2
_ENDINGS_WITH_LEVEL = frozenset({"厅", "部"})
_MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation, or a group of them (各乡镇街道).

    Attributes:
        name: registered name.
        aliases: other spellings that mean the same organisation.
        level: 国, 省, 市, 区, 县, 镇 … as it stands in the name; empty where it has none.
        kind: department, party body, company, group …
        groups: groups that it belongs to (各镇街), where the clerk has written them.
    """

    name: str
    aliases: tuple[str, ...] = ()
    level: str = ""
    kind: UnitKind = UnitKind.OTHER
    groups: tuple[str, ...] = ()


class Match(StrEnum):
    """How a printed name was recognised."""

    EXACT = "exact"
    ALIAS = "alias"
    LEVEL = "level"
    GROUP = "group"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Resolution:
    """Outcome of looking a name up.

    Attributes:
        unit: the organisation, ``None`` where the name is unknown or ambiguous.
        match: how it was found.
    """

    unit: Unit | None
    match: Match


_UNKNOWN = Resolution(None, Match.NONE)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A spelling of a registered unit, taken apart, with the form of the key it is under."""

    unit: int
    name: UnitName
    form: Form


class UnitRegistry:
    """Organisations with their names.

    Args:
        units: organisations in the order of the matrix.
        families: knowledge of names; without it only exact names and aliases are known.
    """

    def __init__(self, units: tuple[Unit, ...] = (), families: UnitFamilies | None = None) -> None:
        self.units = units
        self.families = families or UnitFamilies()
        self._printed: dict[str, int] = {}
        self._spellings: dict[str, set[int]] = {}
        self._by_key: dict[str, list[_Entry]] = {}
        self._shapes: list[tuple[int, frozenset[str]]] = []
        self._memory: dict[tuple[str, str | None], Resolution] = {}
        for number, unit in enumerate(units):
            self._printed.setdefault(unit.name, number)
            for spelling in (unit.name, *unit.aliases):
                self._index(number, spelling)

    @classmethod
    def from_names(cls, names: Iterable[str], families: UnitFamilies) -> UnitRegistry:
        """Draw up a registry from the names that one document prints.

        Spellings of one organisation become one unit under the fullest name; names that could
        mean different organisations stay apart. Units stand in the usual order of a government.

        Args:
            names: printed names in order, with repetition.
            families: knowledge of names.
        """
        spellings = put_together(names, families)
        spellings.sort(key=lambda group: matrix_order(group, families))
        return cls(tuple(_unit(group) for group in spellings), families)

    def resolve(self, text: str, context_level: str | None = None) -> Resolution:
        """The organisation that a printed name means.

        Exact name, alias, then identity of family and level. Likeness never decides; an unknown
        or ambiguous name has no unit. A group that is not registered is a unit of its own.

        Args:
            text: name as printed.
            context_level: level of the document (区), for names that give none.
        """
        number = self._printed.get(text)
        if number is not None:
            return Resolution(self.units[number], Match.EXACT)
        remembered = self._memory.get((text, context_level))
        if remembered is None:
            remembered = self._look_up(text, context_level)
            if len(self._memory) >= _MOST_REMEMBERED:
                self._memory.clear()
            self._memory[text, context_level] = remembered
        return remembered

    def propose(self, text: str, limit: int = 3) -> tuple[Unit, ...]:
        """Units with the likest names, best first, for a person to choose from.

        Args:
            text: an unknown name.
            limit: most proposals.
        """
        shape = self._shape(analyse(text, self.families))
        likeness: dict[int, float] = {}
        for number, other in self._shapes:
            likeness[number] = max(_likeness(shape, other), likeness.get(number, 0))
        best = sorted(likeness.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return tuple(self.units[number] for number, alike in best if alike >= _LEAST_LIKENESS)

    def _index(self, number: int, spelling: str) -> None:
        name = analyse(spelling, self.families)
        self._spellings.setdefault(name.text, set()).add(number)
        for key, form in name.keys:
            self._by_key.setdefault(key, []).append(_Entry(number, name, form))
        self._shapes.append((number, self._shape(name)))

    def _look_up(self, text: str, context_level: str | None) -> Resolution:
        name = analyse(text, self.families)
        if name.kind is UnitKind.GROUP:
            return self._group(text, name)
        numbers = self._spellings.get(name.text)
        if numbers:
            return self._only(numbers, Match.ALIAS)
        for form in Form:
            found = self._candidates(name, form, context_level)
            if found:
                same_scope = any(entry.name.scope == name.scope for entry in found)
                match = Match.ALIAS if same_scope else Match.LEVEL
                return self._only({entry.unit for entry in found}, match)
        return _UNKNOWN

    def _only(self, numbers: set[int], match: Match) -> Resolution:
        """The unit where there is exactly one."""
        if len(numbers) != 1:
            return _UNKNOWN
        return Resolution(self.units[next(iter(numbers))], match)

    def _group(self, text: str, name: UnitName) -> Resolution:
        registered = self._by_key.get(name.keys[0][0])
        if registered:
            return self._only({entry.unit for entry in registered}, Match.ALIAS)
        group = Unit(text.strip(), (), name.level, UnitKind.GROUP)
        return Resolution(group, Match.GROUP)

    def _candidates(self, name: UnitName, form: Form, context_level: str | None) -> list[_Entry]:
        """Registered spellings that the name may mean in one form, narrowed to the best."""
        entries = [
            entry
            for key, key_form in name.keys
            for entry in self._by_key.get(key, ())
            if _joined_form(key_form, entry.form) is form
            and self._confusable(key, name, entry.name)
        ]
        found = _in_scope(name, entries, context_level) if entries else []
        if len({entry.name.scope for entry in found}) != 1:
            return found
        found = [entry for entry in found if entry.name.ending == name.ending] or found
        fullest = min(entry.form for entry in found)
        return [entry for entry in found if entry.form is fullest]

    def _confusable(self, key: str, first: UnitName, second: UnitName) -> bool:
        """Whether the endings are one, or the family is known under both (委 and 局).

        厅 and 部 give a level themselves, so a name without one can't be confused with them.
        """
        endings = {first.ending, second.ending}
        kind, _, number = key.partition(":")
        if len(endings) == 1 or kind != "family":
            return len(endings) == 1
        if not first.level and not endings.isdisjoint(_ENDINGS_WITH_LEVEL):
            return False
        return endings <= self.families.family_endings[int(number)]

    def _shape(self, name: UnitName) -> frozenset[str]:
        """Characters and pairs of neighbours of the name, short stems written out."""
        key, _ = name.keys[0]
        kind, _, number = key.partition(":")
        body = skeleton(name.text)
        if kind == "family":
            stem = skeleton(self.families.departments[int(number)].stem)
            body += f" {name.level}{stem}{name.ending}"
        pairs = {body[i : i + 2] for i in range(len(body) - 1)}
        return frozenset(pairs | set(body))


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Mean of Dice's coefficient and of the part of the smaller set that is shared."""
    common = len(first & second)
    if not common:
        return 0
    return common / (len(first) + len(second)) + common / min(len(first), len(second)) / 2


def _joined_form(asked: Form, registered: Form) -> Form | None:
    """How certain it is that two names of one family agree; two loose names never do."""
    if Form.LOOSE in (asked, registered):
        return None if asked is registered else Form.LOOSE
    return asked


def _in_scope(name: UnitName, entries: list[_Entry], context_level: str | None) -> list[_Entry]:
    """Entries of the place and level that the name gives, or that the context supplies."""
    place, level = name.scope
    exact = [entry for entry in entries if entry.name.scope == name.scope]
    if exact or place:
        return exact
    governed = name.kind is UnitKind.GOVERNMENT
    if level:
        placed = [e for e in entries if e.name.level == level and not governed]
        if placed or level != context_level:
            return placed
        return [e for e in entries if not e.name.level]
    if governed:
        return []
    if context_level is None:
        return entries
    placed = [e for e in entries if e.name.level == context_level]
    return [e for e in placed if not e.name.scope[0]] or placed


def _unit(spellings: list[PrintedName]) -> Unit:
    """The unit behind several spellings, the first of which is the registered name."""
    first, *others = spellings
    return Unit(
        first.text, tuple(other.text for other in others), first.name.level, first.name.kind
    )
