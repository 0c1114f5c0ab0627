"""The units that the rows of a matrix name, taken apart once for all rules on units."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from officekit.checking.subject import Subject
from officekit.model.location import Location
from officekit.model.matrix import MatrixRow
from officekit.model.schema import UNIT_SEPARATOR
from officekit.model.unit import Unit, UnitFamilies, UnitKind, UnitRegistry, expand_elided
from officekit.model.unit_names import UnitName, analyse, normalise

ROLES = (("lead", "牵头单位"), ("support", "责任单位"))
"""Column keys that hold units, with their headings."""

_ELISION_SHARE = 0.3
_LEVELLED_SHARE = 0.8
_LEAST_LEVELLED = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit's name in a cell.

    Attributes:
        row: the matrix row.
        column: ``lead`` or ``support``.
        printed: the name as printed.
        full: with the level that it shares with the name before it, where that is left out.
        unit: the registered organisation, ``None`` where the name is unknown or ambiguous.
    """

    row: MatrixRow
    column: str
    printed: str
    full: str
    unit: Unit | None

    @property
    def heading(self) -> str:
        """Heading of the column."""
        return dict(ROLES)[self.column]

    @property
    def elided(self) -> bool:
        """Whether the level is to be taken from the name before it."""
        return self.full != self.printed


class UnitUse:
    """How a matrix uses its units.

    Args:
        subject: what is checked.

    Attributes:
        mentions: all names, row by row, leads first.
        registry: of the subject; drawn up from the names where that is empty.
    """

    def __init__(self, subject: Subject) -> None:
        self._families: UnitFamilies = subject.families
        self._names: dict[str, UnitName] = {}
        self._full: dict[tuple[str, str], str] = {}
        self._levels = tuple(word for word in self._families.levels if len(word) == 1)
        self._joined_names = any(
            UNIT_SEPARATOR in name
            for unit in subject.registry.units
            for name in (unit.name, *unit.aliases)
        )
        cells = [
            (row, column, names, self._all_expanded(names))
            for row in subject.rows
            for column, _ in ROLES
            if (names := self._printed(subject, row, column))
        ]
        self.registry = subject.registry
        if not self.registry.units:
            printed = (name for *_, full in cells for name in full)
            self.registry = UnitRegistry.from_names(printed, self._families)
        self.mentions = tuple(
            Mention(row, column, printed, full, self._organisation(printed, full))
            for row, column, names, fulls in cells
            for printed, full in zip(names, fulls, strict=True)
        )

    def name(self, printed: str) -> UnitName:
        """A printed name taken apart."""
        found = self._names.get(printed)
        if found is None:
            found = self._names[printed] = analyse(printed, self._families)
        return found

    def same_letters(self, first: str, second: str) -> bool:
        """Whether two names differ only in width, spaces, quotation marks or a second name."""
        return normalise(first, self._families) == normalise(second, self._families)

    @cached_property
    def spellings(self) -> dict[str, Counter[str]]:
        """Registered name → printed names with their frequencies; groups are left out."""
        found: dict[str, Counter[str]] = {}
        for mention in self.mentions:
            if mention.unit and mention.unit.kind is not UnitKind.GROUP:
                found.setdefault(mention.unit.name, Counter())[mention.printed] += 1
        return found

    @cached_property
    def level(self) -> str:
        """The level that most departments carry in their names; empty where there is none."""
        levels = Counter(
            name.level
            for mention in self.mentions
            if (name := self.name(mention.full)).kind is UnitKind.DEPARTMENT and not name.scope[0]
        )
        if not levels:
            return ""
        level, count = levels.most_common(1)[0]
        total = sum(levels.values())
        enough = count >= _LEAST_LEVELLED and count >= _LEVELLED_SHARE * total
        return level if enough else ""

    @cached_property
    def elides(self) -> bool:
        """Whether leaving out a shared level is the style of the lists (省科技厅、财政厅)."""
        further = elided = 0
        before: Mention | None = None
        for mention in self.mentions:
            listed = before and (before.row, before.column) == (mention.row, mention.column)
            if listed and self.name(mention.full).level:
                further += 1
                elided += mention.elided
            before = mention
        return elided > _ELISION_SHARE * further

    def lacks_level(self, mention: Mention) -> bool:
        """Whether the registered name has a level that the printed one has lost."""
        if mention.unit is None or (mention.elided and self.elides):
            return False
        registered, printed = self.name(mention.unit.name), self.name(mention.printed)
        lost = bool(registered.level) and not registered.scope[0] and not printed.level
        return lost and mention.unit.name.startswith(registered.level)

    def _printed(self, subject: Subject, row: MatrixRow, column: str) -> list[str]:
        if not self._joined_names:
            return list(row.units(column))
        return [printed for printed, _ in subject.matrix.resolved_units(row, column)]

    def _organisation(self, printed: str, full: str) -> Unit | None:
        found = self.registry.resolve(full).unit
        return found or (self.registry.resolve(printed).unit if full != printed else None)

    def _all_expanded(self, names: list[str]) -> list[str]:
        fulls: list[str] = []
        for printed in names:
            fulls.append(self._expanded(fulls[-1], printed) if fulls else printed)
        return fulls

    def _expanded(self, before: str, printed: str) -> str:
        if printed.startswith(self._levels) or not before.startswith(self._levels):
            return printed
        full = self._full.get((before, printed))
        if full is None:
            full = expand_elided(before, printed, self._families)
            self._full[before, printed] = full
        return full


_known: dict[int, UnitUse] = {}


def unit_use(subject: Subject) -> UnitUse:
    """How the matrix uses its units, worked out once for as long as the subject lives."""
    use = _known.get(id(subject))
    if use is None:
        use = _known[id(subject)] = UnitUse(subject)
        weakref.finalize(subject, _known.pop, id(subject), None)
    return use


def place_of(subject: Subject, mention: Mention) -> Location:
    """The cell, or the paragraph of the plan, that names the unit."""
    return subject.at(mention.row, mention.column)


def numbered(rows: Iterable[MatrixRow], most: int = 10) -> str:
    """The numbers of rows for a message: 第2、5、9项; beyond ``most`` only how many.

    Args:
        rows: rows, each counted once.
        most: how many numbers are written out.
    """
    numbers = list(dict.fromkeys(row["number"] or row.key for row in rows))
    shown = "、".join(numbers[:most])
    return f"第{shown}项" if len(numbers) <= most else f"第{shown}等{len(numbers)}项"
