"""Printed unit names of a plan and the organisations behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.plan import Clause, Responsibility, Task
from officekit.model.unit import Match, UnitFamilies, UnitRegistry, expand_elided


def full_names(clause: Clause, families: UnitFamilies) -> list[str]:
    """Names of a clause's units, an elided level prefix added (省科技厅、工业和信息化厅)."""
    names: list[str] = []
    for unit in clause.responsibilities:
        names.append(expand_elided(names[-1], unit.printed, families) if names else unit.printed)
    return names


def draw_up_registry(clauses: Iterable[Clause | None], families: UnitFamilies) -> UnitRegistry:
    """A registry of the plan's own: spellings of one organisation put together."""
    names = [name for clause in clauses if clause for name in full_names(clause, families)]
    return UnitRegistry.from_names(names, families)


def resolved(
    clause: Clause, registry: UnitRegistry, families: UnitFamilies
) -> tuple[Responsibility, ...]:
    """The clause's units with their registered names."""
    units: list[Responsibility] = []
    for unit, name in zip(clause.responsibilities, full_names(clause, families), strict=True):
        found = registry.resolve(name).unit or registry.resolve(unit.printed).unit
        units.append(replace(unit, unit=found.name if found else None))
    return tuple(units)


def spelling_findings(registry: UnitRegistry, tasks: Iterable[Task] = ()) -> list[Finding]:
    """One finding for every organisation that the plan spells in several ways.

    Its place is the first task that prints another spelling than the registered name.
    """
    places: dict[str, Location] = {}
    for task in tasks:
        for unit in task.responsibilities:
            if unit.unit and unit.printed != unit.unit:
                places.setdefault(unit.unit, task.location)
    return [
        Finding(
            "PS009",
            Severity.WARNING,
            f"“{unit.name}”在文中还写作：{'、'.join(unit.aliases)}。",
            "请在“单位名录”中确认是同一单位；如不是，请把它从别名中删去并另列一行。",
            places.get(unit.name, Location()),
            value="、".join(unit.aliases),
            expected=unit.name,
        )
        for unit in registry.units
        if unit.aliases
    ]


def unresolved_findings(
    responsibilities: Iterable[Responsibility], registry: UnitRegistry
) -> list[Finding]:
    """Names that a given registry does not know, once each."""
    unknown = dict.fromkeys(
        r.printed
        for r in responsibilities
        if r.unit is None and registry.resolve(r.printed).match is Match.NONE
    )
    return [
        Finding(
            "PS013",
            Severity.WARNING,
            f"单位名录中没有“{name}”。",
            _proposal_hint(name, registry),
            value=name,
        )
        for name in unknown
    ]


def _proposal_hint(name: str, registry: UnitRegistry) -> str:
    proposals = "、".join(unit.name for unit in registry.propose(name))
    if proposals:
        return f"请核对是否为：{proposals}；确认后在“单位名录”中登记为别名或新单位。"
    return "请在“单位名录”中登记这个单位，或改为已登记的名称。"
