"""What the functions in cells do: pure functions of their arguments, without Excel.

Every function takes values or ranges as Excel hands them over and gives rows of results. A range
of texts gives one result a cell, so that ``=OK_LEAD(E4:E40)`` fills a column at once. Nothing is
ever raised: a blank gives a blank, and what cannot be worked out is said in Chinese.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import UnitUse
from officekit.data import unit_families
from officekit.excel.cell_values import (
    Cells,
    as_cells,
    as_count,
    as_date,
    as_text,
    as_year,
    each_cell,
    error_text,
    first_value,
    joined_text,
    midnight,
    never_raising,
    result_of,
)
from officekit.excel.unit_table import units_of
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.plan import Clause, Comparator, Deadline, Responsibility, Role, Target
from officekit.model.schema import PLACEHOLDER_MARK, UNIT_SEPARATOR
from officekit.model.unit import UnitRegistry, looks_like_unit
from officekit.parsing.clauses import (
    find_clauses,
    merge_clauses,
    read_clause,
    with_first_listed_lead,
)
from officekit.parsing.deadlines import deadline_of_cell, find_deadline
from officekit.parsing.targets import find_targets

NO_TARGET = "没有量化目标"
NO_DEADLINE = "没有写明时限"
NOT_REGISTERED = "（未登记）"
NOTHING_ALIKE = "名录中没有相近的单位"
NO_REGISTRY = "名录是空的，请选中“单位名录”的A至C列"
NO_DAY = "（日历上没有这一天）"
NO_YEAR = "（没有写明年份）"

_MOST_OPEN_BRACKETS = 200
_TOO_MANY_BRACKETS = "括号太多，无法识别，请检查括号是否成对"
_NO_UNIT = frozenset({"无", "暂无", "/", "-", "—", "——"})
_USUAL_PROPOSALS, _MOST_PROPOSALS = 3, 20
_SHORT_ENTRY, _LONGEST_SENTENCE = 20, 2000
_SENTENCE_MARK = re.compile(r"[，。；！？\n]")
_NO_END = re.compile(r"长期|持续|常态|常年|全年|定期|适时|随时|每[年月周日季旬]|按")
_IMPOSSIBLE = re.compile(r"20\d\d年")
_YEARLESS = re.compile(
    r"(?:\d{1,2}月|第?[一二三四1-4]季度|[上下]半年|[今本当]年|年[度]?[底末终中内前])"
)
_COVERAGE = re.compile(r"全覆盖|(?:动态)?清零")
_SAID = {
    Comparator.AT_LEAST: "不少于",
    Comparator.MORE_THAN: "超过",
    Comparator.AT_MOST: "不超过",
    Comparator.LESS_THAN: "低于",
    Comparator.ABOUT: "约",
    Comparator.EQUAL: "达到",
    Comparator.INCREASE: "增长",
    Comparator.DECREASE: "下降",
}


@never_raising
def lead(texts: object) -> Cells:
    """Lead units (牵头单位) of each text, joined by 、; blank where none is named.

    Args:
        texts: clauses, tasks or whole cells of 责任清单.
    """
    return each_cell(texts, lambda text: _units_in_role(text, Role.LEAD))


@never_raising
def support(texts: object) -> Cells:
    """Supporting units (责任单位, 配合单位 …) of each text, joined by 、.

    Args:
        texts: clauses, tasks or whole cells of 责任清单.
    """
    return each_cell(texts, lambda text: _units_in_role(text, Role.SUPPORT))


def _units_in_role(text: str, role: Role) -> str:
    if text.count("（") + text.count("(") > _MOST_OPEN_BRACKETS:
        return _TOO_MANY_BRACKETS
    clause = _clause(text)
    if clause is None:
        return ""
    named = {r: [u.printed for u in clause.responsibilities if u.role is r] for r in Role}
    joined = UNIT_SEPARATOR.join(dict.fromkeys(named[role]))
    closes = role is Role.SUPPORT or not named[Role.SUPPORT]
    return f"{joined}等" if joined and clause.open_ended and closes else joined


@lru_cache(maxsize=256)
def _clause(text: str) -> Clause | None:
    """The clause of a text, its first-listed unit leading where the text says so."""
    families = unit_families()
    clause = merge_clauses([span.clause for span in find_clauses(text, families)])
    named = clause is not None and clause.responsibilities
    if not named and len(text) <= _LONGEST_SENTENCE:
        clause = read_clause(text.rstrip("。； "), families)
        if clause and "：" not in text and ":" not in text:
            clause = replace(clause, responsibilities=_only_units(clause))
    if clause and clause.first_listed_leads:
        return with_first_listed_lead(clause)
    return clause


def _only_units(clause: Clause) -> tuple[Responsibility, ...]:
    """The units of a sentence without labels; the words before them are none."""
    families = unit_families()
    return tuple(u for u in clause.responsibilities if looks_like_unit(u.printed, families))


@never_raising
def unit(names: object, registry: object) -> Cells:
    """Registered names of the units in each cell; an unknown one bears the mark （未登记）.

    Args:
        names: cells with one or more units.
        registry: columns of 单位名录, see :func:`officekit.excel.unit_table.units_of`.
    """
    known = units_of(registry)
    return each_cell(names, lambda text: _registered(text, known) if known.units else NO_REGISTRY)


def _registered(text: str, registry: UnitRegistry) -> str:
    if text in _NO_UNIT:
        return ""
    row = MatrixRow("T001", {"lead": Field(text)})
    mentions = UnitUse(Subject(Matrix(rows=(row,), registry=registry))).mentions
    return UNIT_SEPARATOR.join(
        mention.unit.name if mention.unit else f"{mention.printed}{NOT_REGISTERED}"
        for mention in mentions
    )


@never_raising
def unit_like(name: object, registry: object, count: object = None) -> Cells:
    """Registered units with the likest names side by side, best first.

    A name that the registry knows gives its registered name alone.

    Args:
        name: one unit's name.
        registry: columns of 单位名录.
        count: how many are wanted at most, three by default.
    """
    text = as_text(first_value(name))
    if not text or text in _NO_UNIT:
        return [[""]]
    known = units_of(registry)
    if message := error_text(text) or (NO_REGISTRY if not known.units else ""):
        return [[message]]
    found = known.resolve(text).unit
    if found is not None:
        return [[found.name]]
    limit = as_count(count, _USUAL_PROPOSALS, _MOST_PROPOSALS)
    return [[u.name for u in known.propose(text, limit)] or [NOTHING_ALIKE]]


@never_raising
def targets(text: object) -> Cells:
    """The quantified targets of a text, a row each: 指标, 比较, 数值, 上限, 单位, 期限.

    Args:
        text: body of a task; the cells of a range are read as its paragraphs.
    """
    whole = joined_text(text)
    if not whole:
        return [[""]]
    if message := error_text(whole):
        return [[message]]
    rows = [_target_row(target) for target in find_targets(whole)]
    return rows or [[NO_TARGET]]


def _target_row(target: Target) -> list[object]:
    value: object = target.value
    said = _SAID[target.comparator]
    if target.placeholder:
        value = PLACEHOLDER_MARK
    elif value is None:
        found = _COVERAGE.search(target.text)
        value, said = (found[0], "实现") if found else ("", said)
    high = "" if target.value_high is None else target.value_high
    return [target.metric, said, value, high, target.unit, target.by or ""]


@never_raising
def deadline(texts: object, year: object = None) -> Cells:
    """The last day by which each text is due, as a date; in words where it gives none.

    Args:
        texts: entries of 完成时限 or whole tasks; dates and Excel's numbers for them stay.
        year: the plan's year, for dates that name none.
    """
    known_year = as_year(year)
    return [
        [as_date(cell) or result_of(cell, lambda text: _due(text, known_year)) for cell in row]
        for row in as_cells(texts)
    ]


def _due(text: str, year: int | None) -> object:
    found = _deadline(text, year)
    if found is None:
        return NO_DEADLINE
    if found.date is not None:
        return midnight(found.date)
    if _IMPOSSIBLE.match(found.text):
        return found.text + NO_DAY
    return found.text + (NO_YEAR if _YEARLESS.match(found.text) else "")


def _deadline(text: str, year: int | None) -> Deadline | None:
    """The deadline in a sentence, else in the entry of a cell; 长期 and the like have no end.

    A date before the plan's year is none for a plan, but it is what this cell says.
    """
    found = find_deadline(text, year=year) or find_deadline(text)
    if found is not None or len(text) > _SHORT_ENTRY or _SENTENCE_MARK.search(text):
        return found
    entry = deadline_of_cell(text, year=year)
    return entry if entry and (entry.date or _NO_END.search(text)) else None
