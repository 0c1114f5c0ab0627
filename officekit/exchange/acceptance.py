"""What of a submission is taken: an error refuses the cell, the task or the file that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from officekit.model.finding import Finding, Severity
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.submission import (
    PUT_RIGHT,
    Answer,
    Submission,
    SubmissionRow,
    changed_answers,
    column_of,
)

AnswerPlace = tuple[str, str]
"""Row key and column key."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answers of a submission, taken or refused.

    Each answer that differs from what was issued (changed to blank included) stands in one of
    the two. Of a key that comes twice the first row that is not refused counts.

    Attributes:
        answers: those that are taken; some may stand in cells covered by a merge.
        refused: those that are not, each with the error that refuses it.
        whole: the error that refuses the file as a whole, ``None`` where there is none.
    """

    answers: Mapping[AnswerPlace, Answer] = field(default_factory=dict)
    refused: Mapping[AnswerPlace, Finding] = field(default_factory=dict)
    whole: Finding | None = None


def accepted(submission: Submission, findings: Iterable[Finding]) -> Accepted:
    """Divide the changed answers of a submission by the findings of the rules on it.

    Warnings and informations refuse nothing; some warnings say what is merged in place of an
    answer (``７５％`` as ``75%``). An error on a cell of an assigned column refuses
    that edit only, which is never merged anyway; one on a row that is no task, or on a row of
    another sheet, refuses no answer.

    Args:
        submission: the return, understood.
        findings: of the rules on this return.

    Returns:
        What is taken and what is refused, of the rows that were issued.
    """
    errors, right = [], dict[tuple[int, str], str]()
    for each in findings:
        if each.severity is Severity.ERROR:
            errors.append(each)
        elif each.code in PUT_RIGHT and each.expected is not None and each.location.row:
            right[each.location.row, column_of(each, submission)] = each.expected
    whole = next((each for each in errors if _is_whole(each)), None)
    refusals = _Refusals(submission, errors)
    answers: dict[AnswerPlace, Answer] = {}
    refused: dict[AnswerPlace, Finding] = {}
    for row in submission.rows:
        for column in changed_answers(row, ANSWER_COLUMNS) if row.issued else ():
            place = (row.key, column)
            reason = whole or refusals.of(row, column)
            if reason is None:
                answer = row.cells[column]
                text = right.get((row.row, column)) if right else None
                right_answer = answer if text is None else replace(answer, text=text)
                answers.setdefault(place, right_answer)
            else:
                refused.setdefault(place, reason)
    for place in answers:
        refused.pop(place, None)
    return Accepted(answers, refused, whole)


def _is_whole(finding: Finding) -> bool:
    return finding.location.row is None and not finding.location.row_key


class _Refusals:
    """The errors of a submission by row of the sheet, row key and cell."""

    def __init__(self, submission: Submission, errors: Iterable[Finding]) -> None:
        self._rows: dict[int, Finding] = {}
        self._keys: dict[str, Finding] = {}
        self._cells: dict[tuple[int | str, str], Finding] = {}
        for error in errors:
            place = error.location
            elsewhere = place.sheet is not None and place.sheet != submission.sheet
            if elsewhere or _is_whole(error):
                continue
            if place.column is not None:
                named = place.row if place.row is not None else place.row_key or ""
                self._cells.setdefault((named, column_of(error, submission)), error)
            elif place.row is not None:
                self._rows.setdefault(place.row, error)
            else:
                self._keys.setdefault(place.row_key or "", error)

    def of(self, row: SubmissionRow, column: str) -> Finding | None:
        """The error that refuses an answer, ``None`` where none does."""
        return (
            self._rows.get(row.row)
            or self._keys.get(row.key)
            or self._cells.get((row.row, column))
            or self._cells.get((row.key, column))
        )
