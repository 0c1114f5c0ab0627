"""Values as Excel must be given them, so that it takes a text for a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

from officekit.model.sheet_content import Formula, SheetValue
from officekit.model.table import CellValue

TEXT_FORMAT = "@"
_SIGNS = "=+-@'#"
_WORDS = frozenset({"TRUE", "FALSE"})

Input = str | float | bool | datetime | None


def needs_quote(text: str) -> bool:
    """Whether Excel could take a text for a number, date, formula or truth value.

    Any digit is enough: what Excel takes for a date (2023年6月, 1-2, 3/4) depends on its language.
    """
    plain = unicodedata.normalize("NFKC", text)  # Excel takes full-width signs as half-width ones
    return (
        plain[:1] in _SIGNS
        or any(char.isdigit() for char in plain)
        or plain.strip().upper() in _WORDS
    )


def as_input(value: SheetValue | CellValue, *, text_cell: bool = False) -> Input:
    """A value as it is assigned to ``Range.Value``.

    Args:
        value: what the cell shall hold.
        text_cell: the cell has the number format ``@`` and keeps every text as it is.
    """
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, str):
        if not value:
            return None
        # An apostrophe in front is the sign for text and not part of it, also in a text cell.
        quote = value.startswith("'") if text_cell else needs_quote(value)
        return f"'{value}" if quote else value
    if value is None or isinstance(value, (bool, datetime)):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 -- Excel knows no zones
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    return float(value)


def rectangle(
    rows: Sequence[Sequence[SheetValue | CellValue]],
    width: int,
    text_columns: frozenset[int],
    first_line: int = 1,
) -> list[list[Input]]:
    """Rows filled up to one width, as they are assigned to a block.

    Args:
        rows: top to bottom, of any length up to ``width``.
        width: number of columns.
        text_columns: columns, counted from 0, that have the number format ``@``.
        first_line: row, counted from 1, from which they have it: a heading may be 2025年6月.
    """
    return [
        [
            as_input(row[i], text_cell=r >= first_line and i in text_columns)
            if i < len(row)
            else None
            for i in range(width)
        ]
        for r, row in enumerate(rows, start=1)
    ]
