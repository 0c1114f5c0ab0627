"""Knowledge of how Chinese government units are named, as typed data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property

_JOINTS = str.maketrans("", "", "和与及、·")
_FOLDED_ENDINGS = (("委员会", "委"), ("办公室", "办"), ("办公厅", "办"))


class UnitKind(StrEnum):
    """What kind of body carries the responsibility; the value is what a clerk sees."""

    DEPARTMENT = "部门"
    PARTY = "党委部门"
    MASS = "群团组织"
    GOVERNMENT = "政府"
    VERTICAL = "垂直管理单位"
    MANAGEMENT = "管委会"
    COMPANY = "企业"
    INSTITUTION = "事业单位"
    GROUP = "集体"
    OTHER = "其他"


class Form(IntEnum):
    """How directly a word names a family; lower is more certain."""

    FULL = 0
    SHORT = 1
    LOOSE = 2


def skeleton(text: str) -> str:
    """The text without 和, 与, 及 and 、, which official and everyday names drop at will."""
    return text.translate(_JOINTS)


def fold_ending(text: str) -> str:
    """The text with 委员会 as 委 and 办公室 as 办."""
    for long, short in _FOLDED_ENDINGS:
        if text.endswith(long):
            return text.removesuffix(long) + short
    return text


@dataclass(frozen=True, slots=True)
class Family:
    """Departments that carry one stem (发展和改革) under different endings.

    Attributes:
        stem: official stem.
        full: other full stems.
        short: short stems (发改); several families may share one (文旅).
        loose: stems of *other* departments that may stand for this one where the other is not
            registered (综合执法 for 综合行政执法).
        endings: folded endings (局, 委, 厅) that may be confused within one level.
        kind: department or vertical body.
    """

    stem: str
    full: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    endings: tuple[str, ...] = ("局",)
    kind: UnitKind = UnitKind.DEPARTMENT

    def forms(self) -> Iterator[tuple[str, Form]]:
        """Every stem as a skeleton, with its form."""
        for stem in (self.stem, *self.full):
            yield skeleton(stem), Form.FULL
        for stem in self.short:
            yield skeleton(stem), Form.SHORT
        for stem in self.loose:
            yield skeleton(stem), Form.LOOSE


@dataclass(frozen=True, slots=True)
class Body:
    """One body that every level has, under all its names (编办, 机构编制委员会办公室).

    Attributes:
        key: name of the entry.
        names: its names without the level.
        kind: party body, mass organisation, government …
    """

    key: str
    names: tuple[str, ...]
    kind: UnitKind


@dataclass(frozen=True, eq=False)
class UnitFamilies:
    """Knowledge of how government units are named (from ``officekit.data``).

    Without arguments it knows nothing: names are then compared as they stand.

    Attributes:
        departments: families in the usual order of a government.
        bodies: party bodies, offices, mass organisations, in the usual order.
        endings: printed ending → folded ending (委员会 → 委).
        levels: words of level → level (自治县 → 县).
        own_words: words that begin with the sign of a level without naming one (市场).
        suffixes: endings by which a unit of no known family is recognised.
        weak_suffixes: endings that name a unit only after a level (区…中心).
        zones: endings of places that have a 管委会.
        vertical_starts: beginnings of vertical bodies (国网).
        synonyms: beginnings and what they mean (中国人民银行 → 人民银行).
        group_starts, group_words, group_nouns, group_ends, group_names: how groups are written.
        generic_names, generic_endings: words that only look like units.
        refused_starts: beginnings of phrases that only look like units.
        traditional: traditional → simplified characters.
    """

    departments: tuple[Family, ...] = ()
    bodies: tuple[Body, ...] = ()
    endings: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    own_words: tuple[str, ...] = ()
    suffixes: Mapping[str, UnitKind] = field(default_factory=dict)
    weak_suffixes: Mapping[str, UnitKind] = field(default_factory=dict)
    zones: tuple[str, ...] = ()
    vertical_starts: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    group_starts: tuple[str, ...] = ()
    group_words: tuple[str, ...] = ()
    group_nouns: tuple[str, ...] = ()
    group_ends: tuple[str, ...] = ()
    group_names: frozenset[str] = frozenset()
    generic_names: frozenset[str] = frozenset()
    generic_endings: tuple[str, ...] = ()
    refused_starts: tuple[str, ...] = ()
    traditional: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def stems(self) -> dict[str, tuple[tuple[int, Form], ...]]:
        """Skeleton of a stem → the families it may name, most certain first."""
        found: dict[str, dict[int, Form]] = {}
        for number, family in enumerate(self.departments):
            for stem, form in family.forms():
                found.setdefault(stem, {}).setdefault(number, form)
        return {
            stem: tuple(sorted(families.items(), key=lambda item: (item[1], item[0])))
            for stem, families in found.items()
        }

    @cached_property
    def body_names(self) -> dict[str, int]:
        """Name of a body, with or without the 委 of a party committee → its number."""
        found: dict[str, int] = {}
        for number, body in enumerate(self.bodies):
            for name in body.names:
                found.setdefault(name, number)
        for number, body in enumerate(self.bodies):
            if body.kind is UnitKind.PARTY:
                for name in body.names:
                    found.setdefault(f"委{name}", number)
        return found

    @cached_property
    def family_endings(self) -> tuple[frozenset[str], ...]:
        """Endings that may be confused, per family."""
        return tuple(frozenset(family.endings) for family in self.departments)

    @cached_property
    def endings_by_last(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Last character → printed and folded endings, the longest first."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for printed, folded in sorted(self.endings.items(), key=lambda item: -len(item[0])):
            found[printed[-1]] = (*found.get(printed[-1], ()), (printed, folded))
        return found

    @cached_property
    def long_suffixes(self) -> tuple[tuple[str, UnitKind], ...]:
        """Endings of units with their kinds, the longest first."""
        return tuple(sorted(self.suffixes.items(), key=lambda item: -len(item[0])))

    @cached_property
    def level_ends(self) -> frozenset[str]:
        """Last characters of the words of level."""
        return frozenset(word[-1] for word in self.levels)

    @cached_property
    def simplified(self) -> dict[int, str]:
        """Translation table from traditional characters."""
        return {ord(old): new for old, new in self.traditional.items()}

    @cached_property
    def group_pattern(self) -> re.Pattern[str]:
        """Matches a whole normalised name that means several units."""
        if not self.group_nouns:
            return re.compile(r"(?!)")
        starts, words, nouns, ends = map(
            _alternatives,
            (self.group_starts, self.group_words, self.group_nouns, self.group_ends),
        )
        return re.compile(
            rf"(?![由按将把对向请经至])"
            rf"(?:(?:{starts}).{{0,16}}(?:{nouns})|.{{0,16}}(?:{words}).{{0,12}}(?:{nouns})"
            rf"|.{{1,20}}(?:{ends}))"
        )

    @cached_property
    def group_hint(self) -> re.Pattern[str]:
        """Finds a word without which no name is a group's; spares most names the long pattern."""
        words = (*self.group_starts, *self.group_words, *self.group_ends, *self.group_names)
        return re.compile(_alternatives(words) if words else r"(?!)")

    @cached_property
    def group_nouns_pattern(self) -> re.Pattern[str]:
        """Matches a run of group nouns (街道办事处, 县级市)."""
        nouns = _alternatives(self.group_nouns)
        return re.compile(rf"(?:{nouns}|县级|人民)+" if nouns else r"(?!)")


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
