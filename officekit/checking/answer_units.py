"""Names of units that a unit has typed itself: edited assignments and proposed tasks."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from officekit.checking.submission_subject import SubmissionSubject
from officekit.checking.unit_wording import not_a_name
from officekit.model.location import Location
from officekit.model.unit import Match, Unit, UnitKind, UnitRegistry
from officekit.model.unit_names import analyse, is_group, normalise

COLUMNS = (("lead", "牵头单位"), ("support", "责任单位"))
"""Column keys that hold units, with their headings."""

_SEPARATOR = re.compile(r"[、，,；;/／|\s]+")
_NOT_NAMES = re.compile(r"^(?:等|等单位|等部门|及|和)$")
_CLOSING = re.compile(r"等(?:有关|相关)?(?:单位|部门)?$")
_VAGUE = re.compile(r"(?:有关|相关|责任|其他|各)(?:单位|部门|科室|镇街)$|^“?\d\+\d”?")


class NameKind(Enum):
    """What the registry says of a name."""

    KNOWN = auto()
    ALIAS = auto()
    OTHER_LEVEL = auto()
    GROUP = auto()
    UNKNOWN = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class TypedName:
    """A name in a cell.

    Attributes:
        text: the name as typed.
        kind: what the registry says of it.
        unit: the organisation that it means or, of another level, that was probably meant.
    """

    text: str
    kind: NameKind
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class UnitCell:
    """A cell with units that the returning unit has typed.

    Attributes:
        text: the whole cell.
        column: ``lead`` or ``support``.
        label: how a message names it: 第3项“…”的牵头单位.
        place: where it stands.
        names: the names in it.
    """

    text: str
    column: str
    label: str
    place: Location
    names: tuple[TypedName, ...]


_known: dict[int, tuple[UnitCell, ...]] = {}


def unit_cells(subject: SubmissionSubject) -> tuple[UnitCell, ...]:
    """Cells whose units differ from what was issued, and those of proposed tasks.

    Worked out once for as long as the subject lives; empty where no registry is known.
    """
    found = _known.get(id(subject))
    if found is None:
        cells = (*_edited(subject), *_proposed(subject)) if subject.registry.units else ()
        found = _known[id(subject)] = cells
        weakref.finalize(subject, _known.pop, id(subject), None)
    return found


def _edited(subject: SubmissionSubject) -> Iterator[UnitCell]:
    for row in subject.submission.rows:
        if row.issued is None:
            continue
        for column, heading in COLUMNS:
            text = row.text(column)
            if text and text != row.issued.assigned.get(column, ""):
                place = subject.submission.at(row, column)
                yield _cell(subject, text, column, f"{row.issued.label}的{heading}", place)


def _proposed(subject: SubmissionSubject) -> Iterator[UnitCell]:
    for extra in subject.submission.extra:
        if extra.label or extra.continues:
            continue
        for column, heading in COLUMNS:
            text = extra.texts.get(column, "")
            if text:
                place = subject.at_place(extra.row, subject.columns.get(column)).quoting(text[:60])
                yield _cell(subject, text, column, f"第{extra.row}行新增任务的{heading}", place)


def _cell(
    subject: SubmissionSubject, text: str, column: str, label: str, place: Location
) -> UnitCell:
    parts = (_CLOSING.sub("", part) for part in _SEPARATOR.split(text))
    names = tuple(
        _typed(part, subject.registry) for part in parts if part and not _NOT_NAMES.match(part)
    )
    return UnitCell(text, column, label, place, names)


def _typed(text: str, registry: UnitRegistry) -> TypedName:
    found = registry.resolve(text)
    unit = found.unit
    if found.match is Match.EXACT and unit is not None and unit.kind is not UnitKind.GROUP:
        return TypedName(text, NameKind.KNOWN, unit)
    vague = _VAGUE.search(text) or is_group(text, registry.families)
    if vague or (unit is not None and unit.kind is UnitKind.GROUP):
        return TypedName(text, NameKind.GROUP, unit)
    if not_a_name(text):
        return TypedName(text, NameKind.WORDS)
    level = analyse(text, registry.families).level
    if unit is not None:
        same = normalise(text, registry.families) == normalise(unit.name, registry.families)
        spelt = text in unit.aliases or same or not level or not unit.level
        kind = NameKind.ALIAS if spelt or level == unit.level else NameKind.OTHER_LEVEL
        return TypedName(text, kind, unit)
    twin = registry.resolve(text.removeprefix(level)).unit if level else None
    if twin is not None and twin.level != level:
        return TypedName(text, NameKind.OTHER_LEVEL, twin)
    return TypedName(text, NameKind.UNKNOWN)


def mixed_separators(text: str) -> bool:
    """Whether anything but 、 stands between the names."""
    return any(separator != "、" for separator in _SEPARATOR.findall(text.strip()))
