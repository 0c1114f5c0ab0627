"""How rules on answers name, grade and look through what a unit has filled in."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from officekit.checking.answer_percent import PercentReading, read_percent
from officekit.checking.submission_subject import Filled, SubmissionSubject
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.schema import BY_KEY
from officekit.model.submission import Answer

FREE_TEXT = frozenset({"progress", "problems", "next_steps", "person"})
"""Columns that take any text."""

_BETWEEN = "\n\n"
_ERRORS = frozenset(
    {
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"),
        *("#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "Err:502"),
    }
)
_TELL_FORMATS = (None, SourceKind.XLSX, SourceKind.ODS)
"""Formats that always tell number formats; an .xls does where it tells of protection."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a return, sorted by what they are.

    Attributes:
        free: free texts, row by row.
        joined: all their texts in one, so that one search tells whether a sign occurs at all.
        completions: percentages with what they are read as.
        by_column: answers by column key.
    """

    free: tuple[Filled, ...]
    joined: str
    completions: tuple[tuple[Filled, PercentReading], ...]
    by_column: Mapping[str, tuple[Filled, ...]]

    def matching(self, pattern: re.Pattern[str]) -> Iterator[Filled]:
        """Answers in which a pattern is found; a clean return costs one search."""
        if pattern.search(self.joined) is not None:
            yield from (each for each in self.free if pattern.search(each.cell.text))


_known: dict[int, Answers] = {}


def answers_of(subject: SubmissionSubject) -> Answers:
    """The answers of a return, sorted once for as long as the subject lives.

    Error values are left out: they say nothing that another rule could judge.
    """
    found = _known.get(id(subject))
    if found is None:
        by_column: dict[str, list[Filled]] = {key: [] for key in ANSWER_COLUMNS}
        filled = [each for each in subject.filled if not is_error(subject, each.cell)]
        for each in filled:
            by_column[each.key].append(each)
        free = tuple(each for each in filled if each.key in FREE_TEXT)
        completions = tuple(
            (each, read_percent(each.cell, shown_as_percent=shown_as_percent(subject, each.cell)))
            for each in by_column["completion"]
        )
        joined = _BETWEEN.join([each.cell.text for each in free])
        columns = {key: tuple(several) for key, several in by_column.items()}
        found = _known[id(subject)] = Answers(free, joined, completions, columns)
        weakref.finalize(subject, _known.pop, id(subject), None)
    return found


def is_error(subject: SubmissionSubject, cell: Answer) -> bool:
    """Whether a cell holds an error value."""
    if cell.text in _ERRORS:
        return True
    return subject.sheet is not None and (cell.row, cell.column) in subject.sheet.errors


def numbers_in_text(subject: SubmissionSubject) -> Iterator[tuple[Filled, float]]:
    """Free-text answers that the file stores as numbers."""
    for each in answers_of(subject).free:
        if each.cell.number is not None:
            yield each, each.cell.number


def called(each: Filled) -> str:
    """How a message names an answer: 第3项“改造旧校舍”的完成率."""
    return f"{each.issued.label}的{BY_KEY[each.key].heading}"


def place_of(subject: SubmissionSubject, each: Filled, quote: str | None = None) -> Location:
    """The cell of an answer; ``quote`` stands for its text where that is not to be shown."""
    place = subject.submission.at(each.row, each.key)
    return place if quote is None else place.quoting(quote)


def in_cells(
    subject: SubmissionSubject, places: frozenset[tuple[int, int]] | None
) -> Iterator[Filled]:
    """Answers whose cells are among some places of the sheet."""
    if places:
        for each in subject.filled:
            if (each.cell.row, each.cell.column) in places:
                yield each


def shown_as_percent(subject: SubmissionSubject, cell: Answer) -> bool:
    """Whether the cell shows a percentage; true where the format of the file does not tell."""
    sheet, kind = subject.sheet, subject.facts.kind
    told = kind in _TELL_FORMATS or (
        kind is SourceKind.XLS and sheet is not None and sheet.protected is not None
    )
    return sheet is None or not told or (cell.row, cell.column) in sheet.percent


def as_error(finding: Finding) -> Finding:
    """The same finding, graded worse."""
    return replace(finding, severity=Severity.ERROR)


def shortened(text: str, most: int = 20) -> str:
    """The beginning of a text for a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
