"""The check of single rows of 责任清单 for the function OK_CHECK, without Excel."""

from __future__ import annotations

from functools import cache, lru_cache

from officekit.checking.engine import check, discover_rules
from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.excel.cell_values import (
    ERROR_VALUES,
    Cells,
    as_cells,
    as_text,
    as_year,
    clipped,
    never_raising,
    trimmed,
)
from officekit.excel.unit_table import units_of
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import STANDARD_ORDER, Field, Matrix, make_row
from officekit.model.schema import Column, columns_for
from officekit.model.unit import UnitRegistry

CLEAN = "未发现问题"
NO_COLUMN = "没有认出任何一列，请把表头行作为第二个参数"

NOT_FOR_ONE_ROW = frozenset(
    {
        *("MX107", "MX109", "MX110"),  # clauses against those of the section and the others
        *("MX304", "MX305"),  # the title of the document
        *("MX401", "MX402", "MX403", "MX404", "MX405"),  # the sequence of numbers
        *("MX601", "MX602", "MX603"),  # tasks and units against each other
        *("MX604", "MX605", "MX606"),  # annexes, document numbers, signature
        *("MX611", "MX612", "MX613", "MX614"),  # the document that the list was made from
    }
)
"""Codes of the rules that need the other rows or the document."""

_KEY = "T001"


@never_raising
def check_rows(rows: object, headings: object = None, registry: object = None) -> Cells:
    """The problems of each row of 责任清单, one text a row, worst first, a line a problem.

    Args:
        rows: one row or several; each is checked for itself.
        headings: the heading row over the same columns; the standard order by default.
        registry: columns of 单位名录; without it names are not looked up.

    Returns:
        One column; ``未发现问题`` for a clean row, blank for a blank one.
    """
    names = next((row for row in as_cells(headings) if any(map(as_text, row))), STANDARD_ORDER)
    heads = tuple(as_text(name) for name in names)
    meanings = _meanings(heads)
    known = units_of(registry)
    if not any(meanings):
        return [[NO_COLUMN]]
    return [[_problems(row, heads, meanings, known)] for row in trimmed(rows)] or [[""]]


@lru_cache(maxsize=32)
def _meanings(headings: tuple[str, ...]) -> tuple[Column | None, ...]:
    return columns_for(headings)


@cache
def row_rules() -> tuple[type[Rule], ...]:
    """The rules that one row can be checked by, those of the site included; found once."""
    return tuple(rule for rule in discover_rules() if rule.code not in NOT_FOR_ONE_ROW)


def _problems(
    row: list[object],
    headings: tuple[str, ...],
    meanings: tuple[Column | None, ...],
    registry: UnitRegistry,
) -> object:
    """What a cell says of one row."""
    cells = list(zip(meanings, headings, row, strict=False))
    if not any(as_text(cell) for _, _, cell in cells):
        return ""
    lines = [
        f"{Severity.ERROR.label}：“{heading}”是错误值（{as_text(cell)}）。"
        for _, heading, cell in cells
        if as_text(cell) in ERROR_VALUES
    ]
    known = [(column, _text(column, cell)) for column, _, cell in cells if column]
    matrix_row = make_row(
        _KEY,
        [column.heading for column, _ in known],
        [column for column, _ in known],
        [Field(text) for _, text in known],
    )
    subject = Subject(
        Matrix(rows=(matrix_row,), registry=registry, year=as_year(matrix_row["year"]))
    )
    found = check(subject, rules=row_rules()).findings
    lines += [_line(finding, subject) for finding in found]
    return clipped("\n".join(dict.fromkeys(lines)) or CLEAN)


def _text(column: Column, cell: object) -> str:
    text = as_text(cell)
    if text in ERROR_VALUES:
        return ""
    return column.to_text(cell if isinstance(cell, (int, float)) else text)


def _line(finding: Finding, subject: Subject) -> str:
    """A finding as a line of a cell, which need not name the row that it stands in."""
    row = subject.rows[0]
    message = finding.message.replace("全文", "本项")
    number = row["number"] or row.key
    for name in (subject.label(row), f"第{number}项"):
        message = message.replace(name, "本项")
    return f"{finding.severity.label}：{message}"
