"""Task tables (任务分工表, 责任清单) in workbooks and in annexes of documents → tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from officekit.data import unit_families
from officekit.model.document import Workbook
from officekit.model.finding import Finding, Severity
from officekit.model.numbering import Level, outline_number
from officekit.model.plan import Clause, Plan, Section, Task, TaskKind
from officekit.model.schema import Column, column_for, columns_for
from officekit.model.table import Cell, Table
from officekit.model.unit import UnitFamilies, UnitRegistry
from officekit.parsing.assemble import finished_task, plan_findings, title_years
from officekit.parsing.clauses import merge_clauses, read_clause
from officekit.parsing.front_matter import DRAFT_MARK
from officekit.parsing.outline import heading_kind
from officekit.parsing.tasks import split_title
from officekit.parsing.units import draw_up_registry

_HEADER_ROWS = 10
_BLANK = frozenset({"无", "—", "-", "－", "/", "——", "暂无", "无。"})
_TASK_KEYS = frozenset({"title", "measures"})
_UNIT_KEYS = frozenset({"lead", "support", "leader", "deadline"})
_FOOTER = re.compile(
    r"^(?:填表|制表|审核|联系|合\s*计|小\s*计|总\s*计|注\s*[：:]|备注\s*[：:]|说明\s*[：:])"
)


@dataclass(slots=True)
class TableTasks:
    """What a task table yields: tasks with their clauses, sections in order, findings."""

    tasks: list[Task] = field(default_factory=list)
    clauses: list[Clause | None] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    title: str | None = None
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Header:
    """The heading row: its index and the column of every cell."""

    row: int
    columns: tuple[Column | None, ...]
    headings: tuple[str, ...]


def parse_workbook(workbook: Workbook, registry: UnitRegistry | None = None) -> Plan:
    """Read a workbook of task tables as a plan; sheets without a task table are reported.

    Args:
        workbook: what a reader yielded.
        registry: registered organisations; by default drawn up from the tables.
    """
    families = unit_families()
    whole = TableTasks()
    for sheet in workbook.sheets:
        read = read_task_table(sheet, families)
        if read is None:
            if sheet.rows:
                whole.findings.append(not_a_task_table(sheet))
            continue
        whole.tasks += read.tasks
        whole.clauses += read.clauses
        whole.sections += read.sections
        whole.findings += read.findings
        whole.title = whole.title or read.title
    title, mark = _without_draft_mark(whole.title or Path(workbook.source.path).stem)
    year, period = title_years(title)
    own = registry is None
    registry = registry or draw_up_registry(whole.clauses, families)
    tasks = tuple(
        finished_task(task, clause, registry, families, year)
        for task, clause in zip(whole.tasks, whole.clauses, strict=True)
    )
    return Plan(
        source=workbook.source,
        title=title,
        draft_mark=mark,
        year=year,
        period=period,
        sections=tuple(whole.sections),
        tasks=tasks,
        registry=registry,
        findings=(
            *workbook.findings,
            *whole.findings,
            *plan_findings(tasks, registry, workbook.source, own=own),
        ),
    )


def not_a_task_table(table: Table) -> Finding:
    """The report on a table that holds no tasks."""
    return Finding(
        "PS010",
        Severity.INFO,
        f"表格“{table.name or '（无名称）'}”不是任务表，没有转换。",
        "如它是任务表，请把表头改为“重点任务、牵头单位、责任单位”等名称后重新导入。",
        table.location,
    )


def read_task_table(table: Table, families: UnitFamilies) -> TableTasks | None:
    """Tasks of a table, ``None`` where its headings are not those of a task table."""
    header = _find_header(table)
    if header is None:
        return None
    result = TableTasks(title=_title_above(table, header.row))
    section: str | None = None
    for row in table.rows[header.row + 1 :]:
        texts = [cell.text for cell in row]
        filled = [t for cell, t in zip(row, texts, strict=True) if t and not cell.merged]
        if not filled:
            continue
        if len(filled) == 1 and len({t for t in texts if t}) == 1:
            section = _band(filled[0], row, section, result)
            continue
        _read_row(row, header, section, result, families)
    return result


def _band(text: str, row: Sequence[Cell], section: str | None, result: TableTasks) -> str | None:
    """A row with one text over its whole width: a section heading, or a line below the table."""
    if _FOOTER.match(text):
        result.findings.append(
            Finding(
                "PS014",
                Severity.INFO,
                f"表中这一行不是任务，没有列入：{text[:40]}",
                "如它是任务，请补齐任务名称和责任单位后重新导入。",
                row[0].location.quoting(text),
            )
        )
        return section
    _add_section(text, row[0], result)
    return text


def _add_section(heading: str, cell: Cell, result: TableTasks) -> None:
    if any(s.heading == heading for s in result.sections):
        return
    number = outline_number(heading)
    title = heading[number.end :] if number else heading
    result.sections.append(
        Section(
            number=number.printed if number else "",
            title=title,
            heading=heading,
            kind=heading_kind(title),
            location=cell.location.quoting(heading),
        )
    )


def _read_row(
    row: Sequence[Cell],
    header: _Header,
    band: str | None,
    result: TableTasks,
    families: UnitFamilies,
) -> None:
    """One row of the table as a task, or as the continuation of the one above."""
    values: dict[str, str] = {}
    supports: list[str] = []
    extra: list[tuple[str, str]] = []
    location = row[0].location
    own_title = False
    for cell, column, heading in zip(row, header.columns, header.headings, strict=True):
        text = "" if cell.text in _BLANK else cell.text
        key = column.key if column else ""
        known = column_for(heading)
        if key == "support" or (not key and known and known.key == "support"):
            supports.append(text)
        elif key in ("row_key", "source"):
            continue
        elif key and text:
            values[key] = text
            if key in _TASK_KEYS and not cell.merged:
                own_title = True
                location = cell.location.quoting(text[:60])
        elif text and heading:
            extra.append((heading, text))
    if _FOOTER.match(next((c.text for c in row if c.text), "")) and not own_title:
        _band(next(c.text for c in row if c.text), row, band, result)
        return
    clause = _row_clause(values.get("lead", ""), supports, values, families)
    if not own_title and result.tasks:
        _continue_task(result, values, clause)
        return
    if not any(key in values for key in _TASK_KEYS):
        return
    section = values.get("section") or band
    if section:
        _add_section(section, row[0], result)
    task = _row_task(values, "measures" in {c.key for c in header.columns if c})
    result.tasks.append(
        replace(
            task,
            section=section,
            subsection=values.get("subsection"),
            kind=heading_kind(_unnumbered(section)) if section else TaskKind.TASK,
            location=location,
            extra=tuple(
                [(c.heading, values[c.key]) for c in header.columns if c and _is_kept(c, values)]
                + extra
            ),
        )
    )
    result.clauses.append(clause)


def _is_kept(column: Column, values: dict[str, str]) -> bool:
    """Columns that have no field in a task and go on as they are."""
    handled = {"number", "section", "subsection", "title", "measures", "lead", "support"}
    return column.key in values and column.key not in handled | {"leader", "deadline"}


def _unnumbered(heading: str) -> str:
    number = outline_number(heading)
    return heading[number.end :] if number else heading


def _row_task(values: dict[str, str], has_measures: bool) -> Task:
    """Number, title and body of a row."""
    title = values.get("title", "")
    body = values.get("measures", "")
    if not title:
        title, body = split_title(body)
    number = values.get("number", "")
    leading = outline_number(title)
    if leading and leading.level in (Level.ITEM, Level.SUBSECTION, Level.SECTION):
        number = number or leading.printed
        title = title[leading.end :]
    if not has_measures and not body:
        first, rest = split_title(title.replace("\n", ""))
        title, body = first, rest
    return Task(number=number.rstrip(".、．"), title=title.strip("。 ") or None, body=body)


def _row_clause(
    lead: str, supports: list[str], values: dict[str, str], families: UnitFamilies
) -> Clause | None:
    """The clause that a row's unit cells amount to."""
    words = [f"牵头单位：{_listed(lead)}"] if lead else []
    words += [f"责任单位：{_listed(text)}" for text in supports if text]
    clause = read_clause("；".join(words), families) if words else None
    leader, deadline = values.get("leader"), values.get("deadline")
    if clause is None and not leader and not deadline:
        return None
    clause = clause or Clause(text="")
    leaders = tuple(n for n in re.split(r"[、，,；;\s]+", leader or "") if n)
    return replace(clause, leaders=leaders or clause.leaders, deadline=deadline or clause.deadline)


def _listed(cell: str) -> str:
    """A unit cell on one line; a line break between two names is a separator."""
    return re.sub(r"[、，,；;]*\s*\n\s*", "、", cell.strip("、，,；;。\n "))


def _continue_task(result: TableTasks, values: dict[str, str], clause: Clause | None) -> None:
    """A row whose task cell belongs to the merge above it: its units join the task."""
    last = len(result.tasks) - 1
    body = values.get("measures", "")
    if body and body not in result.tasks[last].body:
        joined = "\n".join(t for t in (result.tasks[last].body, body) if t)
        result.tasks[last] = replace(result.tasks[last], body=joined)
    result.clauses[last] = merge_clauses([c for c in (result.clauses[last], clause) if c])


def _find_header(table: Table) -> _Header | None:
    """The heading row: it names the task and at least one of units, leader or deadline.

    Headings may stand in two rows (责任分工 above 牵头单位 and 配合单位); the lower text counts
    where it is a heading of its own.
    """
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        headings = tuple(cell.text for cell in row)
        below = table.rows[index + 1] if index + 1 < len(table.rows) else ()
        if _is_second_heading(below, headings):
            headings = tuple(c.text or above for c, above in zip(below, headings, strict=True))
            index += 1  # noqa: PLW2901 - the heading ends one row lower
        columns = columns_for(headings)
        keys = {c.key for c in columns if c}
        if keys & _TASK_KEYS and keys & _UNIT_KEYS:
            return _Header(index, columns, headings)
    return None


def _is_second_heading(row: Sequence[Cell], above: Sequence[str]) -> bool:
    """Whether a row holds headings under headings: at least two in each row, none unknown.

    A text under a blank cell may be a column that nobody knows.
    """
    own = [
        (cell.text, upper)
        for cell, upper in zip(row, above, strict=False)
        if cell.text and not cell.merged and cell.text != upper
    ]
    known = [text for text, _ in own if column_for(text)]
    upper_known = sum(column_for(text) is not None for text in above if text)
    return min(len(known), upper_known) > 1 and all(column_for(t) or not up for t, up in own)


def _title_above(table: Table, header: int) -> str | None:
    """The title row above the headings."""
    for row in table.rows[:header]:
        text = next((cell.text for cell in row if cell.text), "")
        if text and not re.match(r"^(?:附\s*件|单位\s*[：:]|填报|共\d+项)", text):
            return text.replace("\n", "")
    return None


def _without_draft_mark(title: str) -> tuple[str, str | None]:
    mark = DRAFT_MARK.search(title)
    if mark is None:
        return title, None
    return (title[: mark.start()] + title[mark.end() :]).strip(), mark["bracketed"] or mark["bare"]


def add_annex_tables(
    outline_tasks: list[Task],
    clauses: list[Clause | None],
    sections: list[Section],
    tables: Sequence[Table],
    families: UnitFamilies,
) -> list[Finding]:
    """Use the task tables in the annexes of a document.

    Where the text holds no task, the tables give the tasks. Where it holds tasks without
    clauses, the tables' units go to the tasks of the same title. All else is reported.
    """
    findings: list[Finding] = []
    prose = bool(outline_tasks)
    by_title = {_plain(t.title): i for i, t in enumerate(outline_tasks) if t.title}
    for table in tables:
        read = read_task_table(table, families)
        if read is None:
            findings.append(not_a_task_table(table))
            continue
        findings += read.findings
        if not prose:
            outline_tasks += read.tasks
            clauses += read.clauses
            sections += [s for s in read.sections if s.heading not in {x.heading for x in sections}]
            continue
        used = 0
        for task, clause in zip(read.tasks, read.clauses, strict=True):
            index = by_title.get(_plain(task.title))
            if index is not None and clauses[index] is None and clause is not None:
                clauses[index] = clause
                used += 1
        findings.append(_annex_finding(table, len(read.tasks), used))
    return findings


def _plain(text: str | None) -> str:
    return re.sub(r"\W", "", text or "")


def _annex_finding(table: Table, rows: int, used: int) -> Finding:
    return Finding(
        "PS015",
        Severity.WARNING if used < rows else Severity.INFO,
        f"附表“{table.name or '（无名称）'}”有{rows}项任务，其中{used}项按任务名称补入了责任单位。",
        "请核对其余各项；附表也可以另存为 Excel 后单独导入。",
        table.location,
    )
