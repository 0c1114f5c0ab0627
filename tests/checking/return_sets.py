"""Sets of returns for the rules on all returns of a round; built by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from officekit.checking.submission_subject import ReturnSet
from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.packet import Packet, PacketRow, Role, Round
from officekit.model.period import Period
from officekit.model.returned import FileFacts
from officekit.model.submission import Answer, Identity, Received, Submission, SubmissionRow

EDUCATION, WATER, FINANCE = "青禾区教育局", "青禾区水务局", "青禾区财政局"
COLUMN = {"status": 9, "completion": 10, "progress": 11, "problems": 12, "person": 14}
TITLES = {"T001": "建设社区托幼点", "T002": "改造老旧校舍", "T003": "整治河道"}
TITLES |= {"T003-1": "整治北河", "T003-2": "整治南河"}

Answers = Mapping[str, Mapping[str, str]]


def packet(unit: str, lead: tuple[str, ...] = (), support: tuple[str, ...] = ()) -> Packet:
    """The packet of a unit; its tasks by row key."""
    rows = tuple(
        PacketRow(
            key,
            Role.LEAD if key in lead else Role.SUPPORT,
            {"number": key.removeprefix("T").lstrip("0"), "title": TITLES[key]},
        )
        for key in (*lead, *support)
    )
    number = (EDUCATION, WATER, FINANCE).index(unit) + 1
    return Packet(f"{number:016x}", unit, Period.parse("2023年9月"), 1, "责任清单", rows)


PACKETS = (
    packet(EDUCATION, ("T001", "T002")),
    packet(WATER, ("T003", "T003-1", "T003-2"), ("T001",)),
    packet(FINANCE, (), ("T001",)),
)


def returned(unit: str, answers: Answers, *, packets: Any = PACKETS, **facts: Any) -> Received:
    """A return: what stands in its cells by row key and column key; rows from row 4 on."""
    issued = next(p for p in packets if p.unit == unit)
    rows = tuple(
        SubmissionRow(
            row.key,
            number,
            {
                key: Answer(answers.get(row.key, {}).get(key, ""), number, column)
                for key, column in COLUMN.items()
            },
            row,
        )
        for number, row in enumerate(issued.rows, start=4)
    )
    values = {"name": f"{unit}.xlsx", "sha256": f"{issued.id}{facts.get('name', '')}"} | facts
    return Received(
        Submission(
            FileFacts(**values),
            Identity(issued.identity()),
            issued,
            "identity",
            "责任清单",
            rows=rows,
        ),
        received_at="2023-10-07T09:00:00+08:00",
        run=1,
    )


def with_submission(received: Received, **changes: Any) -> Received:
    """The same return with other attributes of its submission."""
    return replace(received, submission=replace(received.submission, **changes))


def matrix(texts: Answers | None = None, **how: Any) -> Matrix:
    """The matrix: all tasks, with texts by row key and column key."""
    given = texts or {}
    rows = []
    for key, title in TITLES.items():
        all_texts = {"number": key[1:].lstrip("0"), "title": title, **given.get(key, {})}
        fields = {k: Field(text, Location(sheet="责任清单")) for k, text in all_texts.items()}
        rows.append(MatrixRow(key, fields))
    return Matrix(rows=tuple(rows), **how)


def return_set(*received: Received, packets: Any = PACKETS, **changes: Any) -> ReturnSet:
    """The set; ``changes`` are attributes of it."""
    issued = Round(1, "m1", Period.parse("2023年9月"), 1, tuple(packets), due="2023-10-08")
    values: dict[str, Any] = {"matrix": matrix(), "today": date(2023, 10, 7)} | changes
    return ReturnSet(issued, received, **values)
