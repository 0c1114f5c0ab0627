"""A plan (行动计划, 重点工作任务): outline, tasks, responsibilities, targets, deadlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from officekit.model.document import Source
from officekit.model.finding import Finding
from officekit.model.location import NOWHERE, Location
from officekit.model.unit import UnitRegistry


class Role(StrEnum):
    """Part that a unit plays in a task."""

    LEAD = "lead"
    SUPPORT = "support"


class TaskKind(StrEnum):
    """Ordinary task, or an item of the general requirements or the safeguards."""

    TASK = "task"
    PREAMBLE = "preamble"
    SAFEGUARD = "safeguard"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A unit in a role.

    Attributes:
        role: lead (牵头单位) or support (责任单位, 配合单位 …).
        printed: the name as printed.
        unit: its registered name, ``None`` where the name is unknown or ambiguous.
    """

    role: Role
    printed: str
    unit: str | None = None


class Comparator(StrEnum):
    """How a target's value is to be read."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    ABOUT = "~"
    EQUAL = "="
    INCREASE = "+"
    DECREASE = "-"


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified target.

    Attributes:
        text: the words of the target as printed.
        metric: what is measured; empty where the text does not say.
        comparator: how the value is to be read.
        value: number; ``None`` for a placeholder (``***``, ``xx``) or full coverage in words.
        value_high: upper end of a range (1-2家), else ``None``.
        unit: unit of measure as printed (家, %, 亿立方米).
        by: date phrase that governs it (2025年, 2023年年底), else ``None``.
        placeholder: the value is a drafter's placeholder that must be filled in.
    """

    text: str
    metric: str
    comparator: Comparator
    value: float | None
    value_high: float | None = None
    unit: str = ""
    by: str | None = None
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due.

    Attributes:
        text: as printed, the year added where it is inherited (2023年年底前).
        date: last day of the period, ``None`` where it can't be fixed (长期, 每季度).
    """

    text: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A responsibility clause: （牵头单位：A；责任单位：B、C）.

    Attributes:
        text: as printed, brackets included.
        responsibilities: units in order of print.
        open_ended: the list ends in 等 or 等有关单位.
        leaders: persons or posts named by 牵头领导 or 责任领导.
        deadline: a 完成时限 inside the clause.
        first_listed_leads: the clause declares that the first-listed unit leads, for all that
            follow (排在第一位的为牵头部门，下同).
        remainder: words of the clause that were not understood.
    """

    text: str
    responsibilities: tuple[Responsibility, ...] = ()
    open_ended: bool = False
    leaders: tuple[str, ...] = ()
    deadline: str | None = None
    first_listed_leads: bool = False
    remainder: str = ""


def _named(responsibilities: tuple[Responsibility, ...], role: Role) -> tuple[Responsibility, ...]:
    return tuple(r for r in responsibilities if r.role is role)


@dataclass(frozen=True, slots=True)
class Task:
    r"""One entry of the plan: a task, or a sub-item with a clause of its own.

    Attributes:
        number: printed number without punctuation (13, 一); empty where it has none.
        part: name of a sub-item, ``None`` for the task itself.
        kind: task, preamble or safeguard.
        section, subsection: full heading texts, ``None`` where there is none.
        title: lead sentence without number and 。; ``None`` where there is none.
        body: everything between title and clause; paragraphs joined by ``\n``.
        clause: the clause as printed, ``None`` where there is none.
        responsibilities: units in order of print.
        open_ended: the list of units ends in 等.
        leaders: persons or posts named in the clause or table.
        targets, deadline: found in the body.
        location: first paragraph of the entry.
        extra: columns of a task table that have no field here (heading → text).
    """

    number: str
    title: str | None
    body: str = ""
    part: str | None = None
    kind: TaskKind = TaskKind.TASK
    section: str | None = None
    subsection: str | None = None
    clause: str | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    open_ended: bool = False
    leaders: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    deadline: Deadline | None = None
    location: Location = NOWHERE
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def lead(self) -> tuple[Responsibility, ...]:
        """Lead units in order of print."""
        return _named(self.responsibilities, Role.LEAD)

    @property
    def support(self) -> tuple[Responsibility, ...]:
        """Supporting units in order of print."""
        return _named(self.responsibilities, Role.SUPPORT)


@dataclass(frozen=True, slots=True)
class Subsection:
    """A heading of the second level with the text that stands under it before any task."""

    number: str
    title: str
    heading: str
    text: str = ""
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the first level.

    Attributes:
        number: printed number without punctuation (一).
        title: heading without number.
        heading: full heading text as printed.
        kind: what its items are.
        subsections: headings of the second level.
        text: lead-in paragraphs without the clause.
        clause: a clause in the lead-in, for the whole section.
        location: the heading.
    """

    number: str
    title: str
    heading: str
    kind: TaskKind = TaskKind.TASK
    subsections: tuple[Subsection, ...] = ()
    text: str = ""
    clause: Clause | None = None
    location: Location = NOWHERE

    @property
    def lead(self) -> tuple[Responsibility, ...]:
        """Lead units of the section's clause."""
        return _named(self.clause.responsibilities, Role.LEAD) if self.clause else ()

    @property
    def support(self) -> tuple[Responsibility, ...]:
        """Supporting units of the section's clause."""
        return _named(self.clause.responsibilities, Role.SUPPORT) if self.clause else ()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a notice says around the plan that it issues.

    Attributes:
        issuer: 发文机关.
        number: 发文字号 as printed (某政办字〔2023〕8号).
        title: title of the notice.
        addressees: 主送机关 in order.
        body: the notice's own text.
        signed_by, signed_on: signature and date.
        note: 附注 such as 此件公开发布.
    """

    issuer: str | None = None
    number: str | None = None
    title: str | None = None
    addressees: tuple[str, ...] = ()
    body: str = ""
    signed_by: str | None = None
    signed_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as a careful reader finds it.

    Attributes:
        source: the file.
        title: title of the plan without draft mark; ``None`` where the text has none.
        draft_mark: 征求意见稿, 送审稿 …
        year: year of an annual list, else ``None``.
        period: first and last year of a plan over several years, else ``None``.
        notice: the notice around it, ``None`` where there is none.
        preamble: paragraphs before the first section.
        sections: headings of the first level.
        tasks: entries in order of print, sub-items after their parent.
        closing: paragraphs after the last task (附件, 印发 line).
        registry: the organisations, from the document alone or as given.
        findings: of reading and of parsing.
    """

    source: Source
    title: str | None = None
    draft_mark: str | None = None
    year: int | None = None
    period: tuple[int, int] | None = None
    notice: FrontMatter | None = None
    preamble: str = ""
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    closing: tuple[str, ...] = ()
    registry: UnitRegistry = field(default_factory=UnitRegistry)
    findings: tuple[Finding, ...] = ()
