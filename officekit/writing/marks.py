"""Marks of a check in 责任清单: a fill and a note at every cell that a finding speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from officekit.model.finding import Finding, Severity
from officekit.model.matrix import Matrix, MatrixRow, SheetColumn
from officekit.model.schema import BY_KEY
from officekit.writing.layout import clean
from officekit.writing.styles import PALE_AMBER, PALE_RED, Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LONGEST_NOTE = 600
_FILLS = {Severity.ERROR: PALE_RED, Severity.WARNING: PALE_AMBER}


def mark_findings(
    sheet: Worksheet, styles: Styles, matrix: Matrix, row_of: Mapping[str, int]
) -> None:
    """Fill the cells with errors and warnings and tell in a note what is wrong and what to do.

    Args:
        sheet: 责任清单.
        styles: cell formats.
        matrix: with its findings.
        row_of: sheet row by row key, counted from 0.
    """
    rows = {row.key: row for row in matrix.rows}
    marked: dict[tuple[int, int], list[Finding]] = {}
    for finding in matrix.findings:
        row = rows.get(finding.location.row_key or "")
        if row is not None and finding.severity in _FILLS:
            cell = row_of[row.key], _column_of(finding, row, matrix.columns)
            marked.setdefault(cell, []).append(finding)
    for (at, column), findings in marked.items():
        fill = _FILLS[min((f.severity for f in findings), key=list(Severity).index)]
        style = styles.make(bg_color=fill)
        sheet.conditional_format(
            at, column, at, column, {"type": "formula", "criteria": "=TRUE", "format": style}
        )
        note = "\n".join(f"{f.code} {f.message}\n→ {f.hint}" for f in findings)
        shown = note if len(note) <= _LONGEST_NOTE else f"{note[:_LONGEST_NOTE]}……"
        sheet.write_comment(at, column, clean(shown), {"author": "officekit", "x_scale": 2.4})


def _column_of(finding: Finding, row: MatrixRow, columns: Sequence[SheetColumn]) -> int:
    """The sheet column that a finding means: that of the cell it names, else 重点任务."""
    place = finding.location
    if place.row is not None and place.column is not None:
        for i, column in enumerate(columns):
            cell = column.field_of(row).location
            if (cell.row, cell.column) == (place.row, place.column):
                return i
    title = BY_KEY["title"]
    return next((i for i, column in enumerate(columns) if column.column is title), 0)
