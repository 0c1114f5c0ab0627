"""The sheets of a workbook as tables, read with openpyxl: an oracle apart from our own reader."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import openpyxl

from officekit.model.table import CellValue, Table


def tables_of(path: Path) -> list[Table]:
    """All sheets in order, hidden ones included, texts without trailing blank rows."""
    workbook = openpyxl.load_workbook(path)
    return [
        Table.from_values(
            [[_plain(value) for value in row] for row in sheet.iter_rows(values_only=True)],
            name=sheet.title,
            file=str(path),
        )
        for sheet in workbook.worksheets
    ]


def _plain(value: object) -> CellValue:
    if value is None or isinstance(value, (str, int, float, date, time)):
        return value
    raise TypeError(f"the workbook holds a {type(value).__name__}")
