"""Texts that are too long for one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from officekit.model.finding import Finding, Severity
from officekit.model.matrix import Field, Matrix, MatrixRow, SheetColumn
from officekit.model.schema import CONTINUATION
from officekit.writing.layout import CELL_LIMIT, chunks, clean


def split_long_texts(matrix: Matrix) -> Matrix:
    """Texts too long for a cell carried on in own columns 主要举措（续1）, each with ``MX013``."""
    long_headings: dict[str, int] = {}
    findings: list[Finding] = []
    columns = matrix.columns
    for row in matrix.rows:
        for column in columns:
            text = clean(column.field_of(row).text)
            pieces = len(chunks(text))
            if pieces > 1:
                long_headings[column.heading] = max(pieces, long_headings.get(column.heading, 1))
                findings.append(_too_long(row, column, len(text)))
    if not long_headings:
        return matrix
    order: list[str] = []
    for heading in matrix.column_order:
        more = range(1, long_headings.get(heading, 1))
        order += [heading, *(f"{heading}{CONTINUATION}{i}）" for i in more)]
    added = tuple(heading for heading in order if heading not in matrix.column_order)
    rows = tuple(_split_row(row, columns, long_headings) for row in matrix.rows)
    return replace(
        matrix,
        rows=rows,
        own_columns=(*matrix.own_columns, *added),
        column_order=tuple(order),
        findings=(*matrix.findings, *findings),
    )


def _split_row(
    row: MatrixRow, columns: Sequence[SheetColumn], long_headings: dict[str, int]
) -> MatrixRow:
    fields, own = dict(row.fields), dict(row.own)
    for column in columns:
        count = long_headings.get(column.heading, 1)
        if count == 1:
            continue
        value = column.field_of(row)
        pieces = [*chunks(clean(value.text)), *[""] * count][:count]
        if column.column:
            fields[column.column.key] = replace(value, text=pieces[0])
        else:
            own[column.heading] = replace(value, text=pieces[0])
        for i, piece in enumerate(pieces[1:], start=1):
            own[f"{column.heading}{CONTINUATION}{i}）"] = Field(piece, value.location)
    return MatrixRow(row.key, fields, tuple(own.items()))


def _too_long(row: MatrixRow, column: SheetColumn, length: int) -> Finding:
    number = row["number"] or row.key
    return Finding(
        "MX013",
        Severity.WARNING,
        f"第{number}项的“{column.heading}”有{length}字，超过一个单元格能放的{CELL_LIMIT}字，"
        "已分到后面的续列。",
        "请核对原文是否误把多项任务并成了一项。",
        replace(column.field_of(row).location, row_key=row.key),
    )
