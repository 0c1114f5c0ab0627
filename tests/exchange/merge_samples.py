"""Rounds, matrices and returns for the tests of the merge; places are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from officekit.exchange.acceptance import Accepted
from officekit.exchange.merge_returns import Return
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.merging import MergedValue
from officekit.model.packet import ANSWER_COLUMNS, Packet, PacketRow, Role, Round
from officekit.model.period import Period
from officekit.model.returned import FileFacts
from officekit.model.submission import (
    Answer,
    ExtraRow,
    Identity,
    Received,
    Submission,
    SubmissionRow,
)

Texts = Mapping[str, Mapping[str, str]]
"""Row key → column key → text."""
Cell = tuple[str, str]

WATER, FARM, ROADS = "青禾区水务局", "青禾区农业农村局", "青禾区交通运输局"
TITLES = {"T001": "疏浚青禾河", "T002": "修建村级粮仓", "T003": "改造临河县道"}
FIRST_COLUMN = 9


def make_packet(
    unit: str, roles: Mapping[str, Role], issued: Texts | None = None, *, period: str = "2025年9月"
) -> Packet:
    """A packet with one row a key."""
    texts = issued or {}
    rows = tuple(
        PacketRow(
            key,
            role,
            {"number": key[-1], "title": TITLES.get(key, key)},
            {column: text for column, text in texts.get(key, {}).items() if text},
        )
        for key, role in roles.items()
    )
    return Packet(f"{unit}{period}", unit, Period.parse(period), 1, "青禾区责任清单", rows)


def make_round(*packets: Packet, id_: int = 7, due: str = "2025-09-25") -> Round:
    """A round of September 2025."""
    return Round(id_, "m1", Period.parse("2025年9月"), 1, packets, due, "2025-09-01T09:00:00+08:00")


def make_matrix(texts: Texts, columns: Sequence[str] | None = None) -> Matrix:
    """A matrix with one row a key."""
    rows = tuple(
        MatrixRow(key, {column: Field(text) for column, text in row.items()})
        for key, row in texts.items()
    )
    return (
        Matrix(rows=rows, id="m1")
        if columns is None
        else Matrix(rows=rows, id="m1", column_order=tuple(columns))
    )


def make_return(
    packet: Packet | None,
    texts: Texts,
    *,
    refused: Sequence[Cell] = (),
    whole: bool = False,
    name: str = "",
    sha: str = "",
    run: int = 1,
    reply_to: str = "",
    extra: Sequence[ExtraRow] = (),
    sent_at: str = "",
    received_at: str = "2025-09-20T10:00:00+08:00",
) -> Return:
    """A return that says texts; everything else stands as issued."""
    rows = []
    for number, issued in enumerate(packet.rows if packet else (), 4):
        cells = {
            column: Answer(
                texts.get(issued.key, {}).get(column, issued.answers.get(column, "")),
                number,
                FIRST_COLUMN + i,
            )
            for i, column in enumerate(ANSWER_COLUMNS)
        }
        rows.append(SubmissionRow(issued.key, number, cells, issued))
    said = repr(sorted((key, sorted(row.items())) for key, row in texts.items()))
    unit = packet.unit if packet else ""
    submission = Submission(
        FileFacts(name or f"{unit}.xlsx", sha256=sha or f"{unit}{said}{run}", sent_at=sent_at),
        Identity({"reply_to": reply_to}),
        packet,
        "identity",
        "责任清单",
        rows=tuple(rows),
        extra=tuple(extra),
    )
    changed = {
        (row.key, column): row.cells[column]
        for row in rows
        for column in ANSWER_COLUMNS
        if row.changed(column)
    }
    error = error_at(submission) if whole else None
    taken = {} if whole else {c: a for c, a in changed.items() if c not in refused}
    findings = [error] if error else [error_at(submission, key) for key, _ in refused]
    return Received(submission, tuple(findings), received_at, run), Accepted(taken, {}, error)


def error_at(submission: Submission, row_key: str = "") -> Finding:
    """An error of a rule, on a task or on the whole file."""
    where = Location(file=submission.file.shown_name, row_key=row_key or None)
    return Finding("SB999", Severity.ERROR, "填报有误。", "请更正。", where)


def changed_in(returns: Sequence[Return]) -> int:
    """Changed answers in returns, counted one by one."""
    return sum(
        row.changed(column)
        for received, _ in returns
        for row in received.submission.rows
        for column in ANSWER_COLUMNS
    )


def apply(matrix: Matrix, values: Sequence[MergedValue]) -> Matrix:
    """The matrix with values put into it."""
    texts = {row.key: {key: f.text for key, f in row.fields.items()} for row in matrix.rows}
    for value in values:
        assert texts[value.row_key].get(value.column, "") == value.before
        texts[value.row_key][value.column] = value.after
    return make_matrix(texts, matrix.column_order)
