"""Tables with our headings on other sheets than the one that was taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from officekit.checking.submission_subject import SubmissionSubject
from officekit.checking.submission_texts import plain_text
from officekit.model.packet import ANSWER_COLUMNS, INSTRUCTIONS_SHEET
from officekit.model.returned import ReturnedSheet
from officekit.model.schema import BY_KEY, SheetName, normalize_heading

_HEADING_ROWS = 12
_ENOUGH = 4
_OWN = frozenset({INSTRUCTIONS_SHEET, SheetName.META.value})
_ANSWERS = {normalize_heading(BY_KEY[key].heading): key for key in ANSWER_COLUMNS}


@dataclass(frozen=True, slots=True)
class TableCopy:
    """A second table.

    Attributes:
        sheet: its name.
        differing: answers in it that are neither as issued nor those of the table that was taken.
    """

    sheet: str
    differing: tuple[str, ...]


def table_copies(subject: SubmissionSubject) -> Iterator[TableCopy]:
    """Sheets other than the table's on which at least four of its answer headings stand."""
    taken = subject.submission.sheet
    for sheet in subject.file.sheets:
        if sheet.name == taken or sheet.name in _OWN or not sheet.rows:
            continue
        for row in sorted(sheet.rows)[:_HEADING_ROWS]:
            columns = _answer_columns(sheet.rows[row])
            if len(columns) >= _ENOUGH:
                yield TableCopy(sheet.name, tuple(_differing(subject, sheet, row, columns)))
                break


def _answer_columns(row: Mapping[int, object]) -> dict[int, str]:
    """Column number → key of the headings that are answers."""
    found = {}
    for column, value in row.items():
        key = _ANSWERS.get(normalize_heading(value)) if isinstance(value, str) else None
        if key:
            found[column] = key
    return found


def _differing(
    subject: SubmissionSubject, sheet: ReturnedSheet, header: int, columns: Mapping[int, str]
) -> Iterator[str]:
    """Texts of answers below the headings that nobody knows yet."""
    known: dict[str, set[str]] = {key: set() for key in columns.values()}
    for row in subject.submission.rows:
        for key, texts in known.items():
            cell = row.cells.get(key)
            issued = row.issued.answers.get(key, "") if row.issued else ""
            texts |= {plain_text(issued)}
            if cell:
                texts |= {plain_text(cell.text), plain_text(cell.raw)}
    for number in sorted(sheet.rows):
        if number <= header:
            continue
        for column, key in columns.items():
            value = sheet.rows[number].get(column)
            text = "" if value is None else BY_KEY[key].to_text(value)
            if text and plain_text(text) not in known[key]:
                yield text
