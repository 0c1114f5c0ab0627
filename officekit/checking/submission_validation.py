"""Data validation of the answers, where the format of the file tells of it."""

from __future__ import annotations

from collections.abc import Mapping

from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.document import SourceKind
from officekit.model.packet import ANSWER_COLUMNS

_NO_LIMIT = "none"
"""Kind of a rule that only shows a hint: any value may be typed."""


def uncovered_rows(subject: SubmissionSubject) -> Mapping[str, tuple[int, ...]]:
    """Rows of tasks whose cell has no data validation, by key of the answer column.

    Columns that are missing are left out; empty where the format tells nothing.
    """
    sheet, columns = subject.sheet, subject.columns
    if subject.packet is None or sheet is None or sheet.protected is None:
        return {}
    if subject.facts.kind is not SourceKind.XLSX:
        return {}
    rows = sorted(row.row for row in subject.submission.rows)
    if not rows:
        return {}
    found: dict[str, tuple[int, ...]] = {}
    for key in ANSWER_COLUMNS:
        column = columns.get(key)
        if column is None:
            continue
        spans = [
            (top, bottom)
            for rule in sheet.rules
            if rule.kind != _NO_LIMIT
            for top, left, bottom, right in rule.areas
            if left <= column <= right
        ]
        if any(top <= rows[0] and rows[-1] <= bottom for top, bottom in spans):
            continue
        open_rows = (n for n in rows if not any(top <= n <= bottom for top, bottom in spans))
        found[key] = tuple(open_rows)
    return found


def listed_values(subject: SubmissionSubject, key: str) -> tuple[str, ...]:
    """The values of a column's drop-down list, where they stand in the rule itself."""
    sheet, column = subject.sheet, subject.columns.get(key)
    if subject.packet is None or sheet is None or column is None or not subject.submission.rows:
        return ()
    row = subject.submission.rows[0].row
    for rule in sheet.rules:
        literal = rule.kind == "list" and rule.formula.startswith('"')
        if literal and any(a[0] <= row <= a[2] and a[1] <= column <= a[3] for a in rule.areas):
            return tuple(part.strip() for part in rule.formula.strip('"').split(","))
    return ()
