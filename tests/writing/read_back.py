"""The sheets of a workbook as tables, read with openpyxl: an oracle apart from our own reader."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from officekit.model.table import Table


def tables_of(path: Path) -> list[Table]:
    """All sheets in order, hidden ones included, texts without trailing blank rows."""
    workbook = openpyxl.load_workbook(path)
    return [
        Table.from_values(
            [list(row) for row in sheet.iter_rows(values_only=True)],
            name=sheet.title,
            file=str(path),
        )
        for sheet in workbook.worksheets
    ]
