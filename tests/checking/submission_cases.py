"""Returns with one thing wrong, and what a rule must say of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Severity
from officekit.model.packet import PacketRow, Role
from officekit.model.returned import DataRule, Refusal, ReturnedSheet
from officekit.model.submission import Identity, Submission, SubmissionRow
from tests.checking.submission_subjects import (
    COLUMN,
    SHEET,
    UNIT,
    Return,
    packet,
)

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True)
class Told:
    """What a finding must say."""

    severity: Severity
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    row_key: str | None = None
    value: str | None = None
    expected: str | None = None


@dataclass(frozen=True)
class Case:
    """A return and what one rule must say of it; no findings make it a passing case."""

    code: str
    name: str
    subject: SubmissionSubject
    told: tuple[Told, ...] = ()


def refused(refusal: Refusal, **how: Any) -> SubmissionSubject:
    made = Return().facts(refusal=refusal, reason="读不出来", remedy="请重新报来。", **how)
    subject = made.subject()
    return replace(subject, submission=Submission(subject.facts))


def unknown(**how: Any) -> SubmissionSubject:
    """A return whose packet can't be told."""
    subject = Return().subject()
    values: dict[str, Any] = {"packet": None, "rows": (), "sheet": "", "headings": ()}
    values |= {"identity": Identity(), "header_row": 0}
    return replace(subject, submission=replace(subject.submission, **(values | how)))


def in_round(made: Return, **how: Any) -> SubmissionSubject:
    subject = made.subject()
    return replace(subject, round=replace(subject.round, **how))


def table_sheet(name: str, progress: str, **how: Any) -> ReturnedSheet:
    """A second table with one task, as a copied sheet has it."""
    built = Return().subject().file.sheets[0]
    rows = {3: built.rows[3], 4: {**built.rows[4], COLUMN["progress"]: progress}}
    return replace(built, name=name, rows=rows, **how)


def with_sheet(made: Return, sheet: ReturnedSheet) -> Return:
    made.sheets.append(sheet)
    return made


def contradicting(part: str, text: str) -> Return:
    made = Return()
    said = {key: {"property": value, "sheet": value} for key, value in made.identity.items()}
    said[part]["sheet"] = text
    return made.submission(identity=Identity(made.identity, said))


def torn() -> Return:
    """Rows 4 and 5 have changed places in all columns but the key."""
    made = Return()
    first, second = made.lines[0].cells, made.lines[1].cells
    for column in COLUMN:
        if column not in ("row_key", "role"):
            one, two = first[column], second[column]
            first[column], second[column] = (
                replace(two, row=one.row),
                replace(one, row=two.row),
            )
    return made


def rows_of_other_unit() -> SubmissionSubject:
    """The identity is the unit's own, the rows were pasted from another unit's workbook."""
    subject = Return().subject()
    rows = tuple(
        SubmissionRow(f"K{11 + n}", row.row, row.cells)
        for n, row in enumerate(subject.submission.rows)
    )
    return replace(subject, submission=replace(subject.submission, rows=rows))


def rows_of_nobody() -> SubmissionSubject:
    made = Return()
    for n, line in enumerate(made.lines):
        texts = {"title": f"别处的任务{n}", "measures": "另一件事"}
        made.extra_row(line.cells["title"].row, texts, key=f"X{n}")
    made.lines = []
    return made.subject()


def many_edits() -> Return:
    """Two locked cells of each of eleven rows are edited: twenty-two cells."""
    rows = tuple(
        PacketRow(f"K{n}", Role.LEAD, {"number": str(n), "title": f"任务{n}", "lead": UNIT})
        for n in range(1, 12)
    )
    made = Return(packet=replace(packet(), rows=rows))
    for row in rows:
        made.put(row.key, "title", "改写的任务").put(row.key, "lead", "青禾区财政局")
    return made


def holes(column: str, *spans: tuple[int, int]) -> Return:
    """Validation of a column covers only some rows; that of the others is whole."""
    number = COLUMN[column]
    rules = [
        DataRule("any", ((4, c, 7, c),)) for key, c in COLUMN.items() if key != column and c > 8
    ]
    rules.append(DataRule("list", tuple((top, number, end, number) for top, end in spans)))
    return Return().sheet(rules=tuple(rules))


def shifted(column: str) -> Return:
    """A column is deleted, and those to the right move up."""
    made = Return().drop_column(column)
    for key, found in made.headings.items():
        if found.column > COLUMN[column]:
            made.headings[key] = replace(found, column=found.column - 1)
    for line in made.lines:
        for key, cell in line.cells.items():
            if cell.column > COLUMN[column]:
                line.cells[key] = replace(cell, column=cell.column - 1)
    return made


def at(row: int, column: str, severity: Severity = ERROR, **how: Any) -> Told:
    return Told(severity, SHEET, row, COLUMN[column], **how)
