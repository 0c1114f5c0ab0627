"""What the records of a .xls file tell, from the child process to a returned sheet.

calamine tells values, merged cells and hidden sheets. Of a workbook in BIFF8 (Excel 97 to 2003,
WPS, LibreOffice) the records add comments, texts of text boxes, error values, formulas, number
formats, letters struck through or invisible, protection, validations, hidden and grouped rows,
filters, defined names, and what reaches out of the workbook.

Not told: looks of parts of a text, phonetic guides, hyperlinks, images in cells, threads of
comments (a program that saves .xls makes plain comments of them). Formulas with functions that
departments do not use are told as ``…``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from officekit.model.returned import DataRule, Note, Place, ReturnedSheet
from officekit.reading.xls_book import read_globals
from officekit.reading.xls_records import VERSION_8, RecordStream
from officekit.reading.xls_sheet import read_sheet


def tell(stream: bytes, most_records: int) -> tuple[dict[str, Any], list[dict[str, Any] | None]]:
    """Read the records of a workbook stream; for the child process.

    Args:
        stream: ``Workbook`` of the container.
        most_records: how many are read; what all sheets point to counts for each of them.

    Returns:
        What concerns the whole file, and each sheet; ``None`` for sheets without cells. Nothing
        at all of older formats than BIFF8.

    Raises:
        TooManyRecordsError: the limit is reached.
    """
    records = RecordStream(stream, most_records)
    book = read_globals(records)
    if book.version != VERSION_8:
        return {}, []
    facts = {
        "external": book.external(),
        "names": book.names(),
        "date1904": book.date1904,
        "macros": book.macros,
    }
    sheets = [
        read_sheet(records, entry.offset, book).told() if entry.is_worksheet else None
        for entry in book.sheets
    ]
    return facts, sheets


def add_told(sheet: ReturnedSheet, told: Mapping[str, Any] | None) -> ReturnedSheet:
    """A sheet with what its records tell; error values become the text that they show.

    Args:
        sheet: with its values.
        told: as :func:`tell` gives it; ``None`` where the records could not be read.

    Raises:
        ValueError, TypeError, KeyError: it is not of :func:`tell`.
    """
    if told is None:
        return sheet
    marks: Mapping[str, list[list[int]]] = told["marks"]
    errors = {(row, column): text for row, column, text in told["errors"]}
    rows = {row: dict(cells) for row, cells in sheet.rows.items()}
    for (row, column), text in errors.items():
        rows.setdefault(row, {})[column] = text
    return replace(
        sheet,
        rows=dict(sorted(rows.items())),
        errors=frozenset(errors),
        formulas={(row, column): text for row, column, text in told["formulas"]},
        hidden_rows=frozenset(told["hidden_rows"]),
        hidden_columns=tuple((first, last) for first, last in told["hidden_columns"]),
        filtered=told["filtered"],
        grouped_rows=frozenset(told["grouped_rows"]),
        protected=told["protected"],
        protection_hash=told["password"],
        rules=tuple(
            DataRule(kind, tuple((a, b, c, d) for a, b, c, d in areas), formula)
            for kind, formula, areas in told["rules"]
        ),
        conditional_formats=told["conditional"],
        notes=tuple(Note((row, at), text, by) for row, at, text, by in told["notes"]),
        shapes=tuple(told["shapes"]),
        pictures=told["pictures"],
        percent=_places(marks.get("percent", ())),
        text_format=_places(marks.get("text_format", ())),
        scientific=_places(marks.get("scientific", ())),
        struck=_places(marks.get("struck", ())),
        invisible=_places(marks.get("invisible", ())),
    )


def _places(stored: Iterable[Iterable[int]]) -> frozenset[Place]:
    return frozenset((row, column) for row, column in stored)
