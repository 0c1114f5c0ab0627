"""Document → Plan: the order of the parsing steps."""

from __future__ import annotations

import re
from dataclasses import replace

from officekit.data import unit_families
from officekit.model.document import Document
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.numbering import numeral_value
from officekit.model.plan import Plan, Section, Task
from officekit.model.unit import UnitFamilies, UnitRegistry
from officekit.parsing.assemble import finished_task, plan_findings, title_years
from officekit.parsing.clauses import with_first_listed_lead
from officekit.parsing.front_matter import Frame, read_frame
from officekit.parsing.lines import lines_of
from officekit.parsing.outline import build_tree, split_run_on, task_level
from officekit.parsing.task_tables import add_annex_tables
from officekit.parsing.tasks import Outline, read_outline, unassigned_clause
from officekit.parsing.units import draw_up_registry, resolved

_FIRST_LISTED_RULE = re.compile(r"(?:排|列)[^。]{0,8}(?:第一|首)[^。]{0,10}为牵头")


def parse_plan(document: Document, registry: UnitRegistry | None = None) -> Plan:
    """Read a document as a plan.

    Args:
        document: what a reader yielded.
        registry: registered organisations; by default one is drawn up from the document.

    Returns:
        The plan; what was not understood stays in the bodies and is reported in ``findings``
        (codes ``PS``, after the reader's ``RD``).
    """
    families = unit_families()
    lines, findings = lines_of(document)
    frame = read_frame(lines)
    body = [piece for line in frame.body for piece in split_run_on(line, families)]
    tree = build_tree(body)
    outline = read_outline(tree, task_level(tree, families), families)
    outline.findings += add_annex_tables(
        outline.tasks, outline.clauses, outline.sections, document.tables, families
    )
    _apply_first_listed_rule(outline, frame)
    year, period = _years(frame)
    own = registry is None
    registry = registry or draw_up_registry(
        [*outline.clauses, *(s.clause for s in outline.sections)], families
    )
    tasks = [
        finished_task(task, clause, registry, families, year)
        for task, clause in zip(outline.tasks, outline.clauses, strict=True)
    ]
    sections = [_resolved_section(s, registry, families) for s in outline.sections]
    return Plan(
        source=document.source,
        title=frame.title,
        draft_mark=frame.draft_mark,
        year=year,
        period=period,
        notice=frame.notice,
        preamble="\n".join(line.text for line in outline.preamble),
        sections=tuple(sections),
        tasks=tuple(tasks),
        closing=tuple(line.text for line in frame.closing),
        registry=registry,
        findings=(
            *document.findings,
            *findings,
            *frame.findings,
            *outline.findings,
            *_reading_findings(frame, outline, sections, tasks),
            *plan_findings(tasks, registry, document.source, own=own),
        ),
    )


def _years(frame: Frame) -> tuple[int | None, tuple[int, int] | None]:
    """Year of an annual list, or first and last year of a longer plan, from the titles."""
    notice = frame.notice.title if frame.notice else None
    if frame.title or notice:
        return title_years(f"{frame.title or ''} {notice or ''}")
    return None, title_years(" ".join(line.text for line in frame.body[:2]))[1]


def _apply_first_listed_rule(outline: Outline, frame: Frame) -> None:
    """The first-listed unit leads where the document or its notice says so once for all."""
    declared = any(c.first_listed_leads for c in outline.clauses if c)
    notice = frame.notice.body if frame.notice else ""
    preamble = " ".join(line.text for line in outline.preamble)
    if not declared and not _FIRST_LISTED_RULE.search(notice + preamble):
        return
    outline.clauses = [c and with_first_listed_lead(c) for c in outline.clauses]
    outline.findings.append(
        Finding(
            "PS008",
            Severity.INFO,
            "原文规定排在第一位的单位为牵头单位，已据此确定各项任务的牵头单位。",
            "请核对责任清单中的牵头单位。",
        )
    )


def _resolved_section(section: Section, registry: UnitRegistry, families: UnitFamilies) -> Section:
    if section.clause is None:
        return section
    units = resolved(section.clause, registry, families)
    return replace(section, clause=replace(section.clause, responsibilities=units))


def _reading_findings(
    frame: Frame, outline: Outline, sections: list[Section], tasks: list[Task]
) -> list[Finding]:
    """What a reader of the whole plan would note."""
    findings: list[Finding] = []
    if not frame.title:
        findings.append(
            Finding(
                "PS001",
                Severity.WARNING,
                "没有找到文件标题。",
                "请在“设置”表的“标题”一栏填写标题。",
                frame.body[0].location if frame.body else Location(),
            )
        )
    findings += [
        Finding(
            "PS006",
            Severity.WARNING,
            f"第{task.number}项的责任分句中有未能识别的内容：{clause.remainder[:40]}",
            "请对照原文核对这一项的牵头单位和责任单位。",
            task.location,
            value=clause.remainder,
        )
        for task, clause in zip(tasks, outline.clauses, strict=True)
        if clause and clause.remainder
    ]
    findings += [
        unassigned_clause(section.heading, section.clause, section.location)
        for section in sections
        if section.clause
    ]
    return findings + _numbering_findings(tasks)


def _numbering_findings(tasks: list[Task]) -> list[Finding]:
    """Gaps and repeats in the printed numbers, 1. 2. and 一、二、 each for themselves."""
    findings: list[Finding] = []
    entries = [t for t in tasks if t.part is None and numeral_value(t.number)]
    latest: dict[bool, Task] = {}
    for task in entries:
        value = numeral_value(task.number) or 0
        arabic = task.number.isdecimal()
        previous = latest.get(arabic)
        last = numeral_value(previous.number) or 0 if previous else value - 1
        restarts = value == 1 and previous is not None
        if value != last + 1 and not restarts:
            findings.append(
                Finding(
                    "PS003",
                    Severity.WARNING,
                    f"序号不连续：第{last}项之后是第{value}项。",
                    "请核对原文编号；责任清单保留原文的序号。",
                    task.location,
                    value=str(value),
                    expected=str(last + 1),
                )
            )
        latest[arabic] = task
    return findings
