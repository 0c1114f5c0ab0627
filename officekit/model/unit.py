"""Organisations and their names; resolution without I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation, or a group of them (各乡镇街道).

    Attributes:
        name: registered name.
        aliases: other spellings that mean the same organisation.
        level: 国, 省, 市, 区, 县, 镇 … as it stands in the name; empty where it has none.
        kind: department, party body, company, group …
    """

    name: str
    aliases: tuple[str, ...] = ()
    level: str = ""
    kind: UnitKind = UnitKind.OTHER


class Match(StrEnum):
    """How a printed name was recognised."""

    EXACT = "exact"
    ALIAS = "alias"
    LEVEL = "level"
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


@dataclass(frozen=True, slots=True)
class UnitFamilies:
    """Knowledge of how government units are named (from ``officekit.data``)."""

    raw: dict[str, object] = field(default_factory=dict)


class UnitRegistry:
    """Organisations with their names."""

    def __init__(self, units: tuple[Unit, ...] = (), families: UnitFamilies | None = None) -> None:
        self.units = units
        self.families = families or UnitFamilies()

    def resolve(self, text: str) -> Resolution:
        """The organisation that a printed name means."""
        for unit in self.units:
            if text == unit.name:
                return Resolution(unit, Match.EXACT)
        return Resolution(None, Match.NONE)
