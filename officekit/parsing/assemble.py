"""What every way of reading tasks ends with: units, targets, deadline, year of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from officekit.model.document import Source
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.plan import Clause, Deadline, Task, TaskKind
from officekit.model.unit import UnitFamilies, UnitRegistry
from officekit.parsing.deadlines import deadline_of_cell, find_deadline
from officekit.parsing.targets import find_targets
from officekit.parsing.units import resolved, spelling_findings, unresolved_findings

_PERIOD = re.compile(r"(20\d\d)\s*年?\s*[-—–－~～至]{1,2}\s*(20\d\d)\s*年?")
_YEAR = re.compile(r"(20\d\d)\s*年(?!前|以来)")


def title_years(title: str) -> tuple[int | None, tuple[int, int] | None]:
    """Year of an annual list, or first and last year of a longer plan, as its title says."""
    period = _PERIOD.search(title)
    if period:
        return None, (int(period[1]), int(period[2]))
    year = _YEAR.search(title)
    return (int(year[1]) if year else None), None


def finished_task(
    task: Task,
    clause: Clause | None,
    registry: UnitRegistry,
    families: UnitFamilies,
    year: int | None,
) -> Task:
    """The entry with its units, targets and deadline."""
    text = task.body or task.title or ""
    deadline: Deadline | None = None
    if clause and clause.deadline:
        deadline = deadline_of_cell(clause.deadline, year=year)
    if deadline is None and task.kind is not TaskKind.PREAMBLE:
        deadline = find_deadline(text, year=year)
    finished = replace(task, targets=find_targets(text, year=year), deadline=deadline)
    if clause is None:
        return finished
    return replace(
        finished,
        clause=clause.text or None,
        responsibilities=resolved(clause, registry, families),
        open_ended=clause.open_ended,
        leaders=clause.leaders,
    )


def plan_findings(
    tasks: Sequence[Task], registry: UnitRegistry, source: Source, *, own: bool
) -> list[Finding]:
    """No task at all; spellings put together in the document's own registry, or unknown names."""
    if not tasks:
        return [
            Finding(
                "PS004",
                Severity.ERROR,
                "没有找到任务。",
                "请确认文件是行动计划、重点工作任务或任务表，正文带有“一、”“（一）”“1.”等编号。",
                Location(file=source.path),
            )
        ]
    if own:
        return spelling_findings(registry, tasks)
    return unresolved_findings((r for t in tasks for r in t.responsibilities), registry)
