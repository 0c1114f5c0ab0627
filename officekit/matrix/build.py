"""Plan → Matrix: one row a task, every field with its place in the plan."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from officekit.matrix.plan_settings import plan_settings
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.numbering import numeral_value
from officekit.model.plan import Plan, Responsibility, Target, Task, TaskKind
from officekit.model.schema import COLUMNS, PLACEHOLDER_MARK, UNIT_SEPARATOR, column_for
from officekit.model.setting import DEFAULT_SETTINGS, YES

_OPEN_END = "等"


@dataclass(frozen=True, slots=True)
class _Place:
    """Number and key of a row: ``15`` / ``T015``, or ``15-2`` / ``T015-2`` for a sub-item."""

    number: str
    key: str


def build_matrix(plan: Plan, settings: Mapping[str, str] | None = None) -> Matrix:
    """The matrix of a plan.

    Args:
        plan: as parsed.
        settings: 项目 → 内容, going before what the plan says.

    Returns:
        The matrix with the plan's findings; ``MX001`` says how many items of the general
        requirements got no row.
    """
    given = settings or {}
    keep_preamble = given.get("包含总体要求") == YES
    tasks = [t for t in plan.tasks if keep_preamble or t.kind is not TaskKind.PREAMBLE]
    chosen = {**DEFAULT_SETTINGS, **plan_settings(plan, tasks), **given}
    places = _places(tasks)
    own = tuple(dict.fromkeys(heading for task in tasks for heading, _ in task.extra))
    unknown = tuple(heading for heading in own if column_for(heading) is None)
    year = str(plan.year) if plan.year else ""
    first_leads = chosen["首位即牵头"] == YES
    rows = tuple(
        _row(task, place, year, unknown, first_leads=first_leads)
        for task, place in zip(tasks, places, strict=True)
    )
    findings = _placed(plan, tasks, places)
    left_out = len(plan.tasks) - len(tasks)
    if left_out:
        findings = (*findings, _left_out(left_out, plan.source.path))
    return Matrix(
        title=chosen["标题"],
        rows=rows,
        own_columns=unknown,
        column_order=_column_order(unknown),
        settings=chosen,
        registry=plan.registry,
        findings=findings,
        year=plan.year,
        source=plan.source.path,
    )


def _column_order(own: tuple[str, ...]) -> tuple[str, ...]:
    """Standard headings, own columns behind the last printed one."""
    printed = tuple(column.heading for column in COLUMNS if column.printed)
    screen = tuple(column.heading for column in COLUMNS if not column.printed)
    return (*printed, *own, *screen)


def _places(tasks: Sequence[Task]) -> list[_Place]:
    """Numbers and keys; printed numbers where they are unique, else 1..n."""
    parents = [task for task in tasks if task.part is None]
    values = [numeral_value(task.number) for task in parents]
    printed_serve = None not in values and len(set(values)) == len(values)
    places: list[_Place] = []
    parent_number, parent_value, running, sub = None, 0, 0, 0
    for task in tasks:
        if task.part is not None and task.number == parent_number:
            sub += 1
            places.append(_Place(f"{parent_value}-{sub}", f"T{parent_value:03d}-{sub}"))
            continue
        running, sub, parent_number = running + 1, 0, task.number
        parent_value = (numeral_value(task.number) or 0) if printed_serve else running
        places.append(_Place(str(parent_value), f"T{parent_value:03d}"))
    keys = Counter(place.key for place in places)
    if max(keys.values(), default=1) > 1:
        # A sub-item without its parent has taken a number that comes again.
        return [_Place(str(i), f"T{i:03d}") for i in range(1, len(places) + 1)]
    return places


def _row(
    task: Task, place: _Place, year: str, own: tuple[str, ...], *, first_leads: bool
) -> MatrixRow:
    lead, support = task.lead, task.support
    if first_leads and not lead:
        lead, support = support[:1], support[1:]
    texts = {
        "number": place.number,
        "section": task.section or "",
        "subsection": task.subsection or "",
        "title": _title(task),
        "measures": task.body,
        "targets": _targets(task.targets),
        "lead": _units(lead, open_ended=task.open_ended and not support),
        "support": _units(support, open_ended=task.open_ended and bool(support)),
        "leader": UNIT_SEPARATOR.join(task.leaders),
        "deadline": task.deadline.text if task.deadline else "",
        "year": year,
        "source": _source(task, place),
    }
    extra = dict(task.extra)
    for heading, text in extra.items():
        column = column_for(heading)
        if column is not None and not texts.get(column.key):
            texts[column.key] = text
    fields = {key: Field(text.strip(), task.location) for key, text in texts.items()}
    own_fields = tuple((h, Field(extra.get(h, "").strip(), task.location)) for h in own)
    return MatrixRow(place.key, fields, own_fields)


def _title(task: Task) -> str:
    """The title; a sub-item is known by its name and, where it has one, its own title."""
    title = task.title or ""
    if not task.part or task.part in title:
        return title
    return f"{task.part}：{title}" if title and title not in task.part else task.part


def _targets(targets: Sequence[Target]) -> str:
    lines = [
        f"{target.text}{PLACEHOLDER_MARK}" if target.placeholder else target.text
        for target in targets
    ]
    return "\n".join(dict.fromkeys(lines))


def _units(units: Sequence[Responsibility], *, open_ended: bool) -> str:
    joined = UNIT_SEPARATOR.join(dict.fromkeys(unit.printed for unit in units))
    return joined + _OPEN_END if joined and open_ended and joined[-1] != _OPEN_END else joined


def _source(task: Task, place: _Place) -> str:
    location = task.location
    parts = []
    if location.paragraph is not None:
        parts.append(f"第{location.paragraph}段")
    if location.row is not None:
        parts.append(f"表格第{location.row}行")
    if task.number and task.part is None and task.number != place.number:
        parts.append(f"原序号{task.number}")
    return "，".join(parts)


def _placed(plan: Plan, tasks: Sequence[Task], places: Sequence[_Place]) -> tuple[Finding, ...]:
    """The plan's findings, each with the key of the row that it speaks of, if there is one.

    A task's paragraphs reach to the next task or heading; the rows of a task table share one.
    """
    keys = {
        (task.location.paragraph, task.location.row): place.key
        for task, place in zip(reversed(tasks), reversed(places), strict=True)
    }
    headings = [section.location for section in plan.sections]
    headings += [part.location for section in plan.sections for part in section.subsections]
    starts = sorted(
        {
            location.paragraph
            for location in (*headings, *(task.location for task in plan.tasks))
            if location.paragraph is not None
        }
    )
    findings = []
    for finding in plan.findings:
        place = finding.location
        position = bisect_right(starts, place.paragraph) if place.paragraph is not None else 0
        key = keys.get((starts[position - 1], place.row)) if position else None
        findings.append(replace(finding, location=replace(place, row_key=place.row_key or key)))
    return tuple(findings)


def _left_out(count: int, path: str) -> Finding:
    return Finding(
        "MX001",
        Severity.INFO,
        f"总体要求中的{count}个条目没有列入责任清单。",
        "如需列入，请用原方案重新生成，生成时加上 --set 包含总体要求=是。",
        Location(file=path),
    )
