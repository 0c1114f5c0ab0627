"""Columns of the sheet that a unit fills in: which there are, how wide, on which paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from officekit.model.packet import ANSWER_COLUMNS, ASSIGNED_COLUMNS, ROLE_HEADING, Packet
from officekit.model.schema import BY_KEY, Align, ValueKind
from officekit.writing.layout import clean, content_width, fitting_width, unit_lines
from officekit.writing.styles import BODY_SIZE, PAPER_A3, PAPER_A4

ROLE_KEY = "role"
"""Key of the column 本单位职责, which the schema of the matrix does not have."""

_ROLE_WIDTH = 6.5
_NUMBER_WIDTH = 5.5
_UNIT_COLUMNS = ("lead", "support")
_MOST = {
    "section": 11.0,
    "subsection": 11.0,
    "title": 17.0,
    "measures": 46.5,
    "targets": 20.5,
    "lead": 13.0,
    "support": 16.5,
    "leader": 8.5,
    "deadline": 11.0,
}
"""Widths of assigned columns at most: narrower than in the matrix, to leave room for answers."""
_ANSWER_WIDTHS = {
    "status": 9.5,
    "completion": 8.5,
    "progress": 36.5,
    "problems": 24.5,
    "next_steps": 24.5,
    "person": 11.0,
}
_WIDER = {"measures": (46.5, 60.5, 72.5), "progress": (36.5, 48.5, 60.5)}
"""Widths that long texts are given, so that Excel can show their rows in the usual size; beyond,
their rows are set smaller rather than the whole page."""
_WIDEST_A4 = 165.0
_MOST_FROZEN = 62.0


@dataclass(frozen=True, slots=True)
class PacketColumn:
    """A column of the sheet.

    Attributes:
        key: of the schema, or ``ROLE_KEY``.
        heading: as a reader looks for it.
        width: in digits of the standard font.
        align: of its cells.
        kind: of its values.
        answer: the unit fills it in.
    """

    key: str
    heading: str
    width: float
    align: Align
    kind: ValueKind = ValueKind.TEXT
    answer: bool = False


def packet_columns(packet: Packet) -> tuple[PacketColumn, ...]:
    """The columns in order, without the row key; assigned ones that are all blank are left out."""
    role = PacketColumn(ROLE_KEY, ROLE_HEADING, _ROLE_WIDTH, Align.CENTER)
    assigned = [
        _assigned(packet, key)
        for key in ASSIGNED_COLUMNS
        if key == "number" or any(row.assigned.get(key, "").strip() for row in packet.rows)
    ]
    answers = [_answer(packet, key) for key in ANSWER_COLUMNS]
    return (assigned[0], role, *assigned[1:], *answers)


def paper_for(columns: Iterable[PacketColumn]) -> int:
    """A4 where the columns are readable on it, else A3."""
    return PAPER_A4 if sum(column.width for column in columns) <= _WIDEST_A4 else PAPER_A3


def frozen_columns(columns: tuple[PacketColumn, ...]) -> int:
    """Columns up to 重点任务 stay in view, if they leave room for the others."""
    keys = [column.key for column in columns]
    upto = keys.index("title") + 1 if "title" in keys else keys.index(ROLE_KEY) + 1
    wide = sum(column.width for column in columns[:upto])
    return upto if wide <= _MOST_FROZEN else keys.index(ROLE_KEY) + 1


def _assigned(packet: Packet, key: str) -> PacketColumn:
    column = BY_KEY[key]
    texts = [clean(row.assigned.get(key, "")) for row in packet.rows]
    if key == "number":
        width = _NUMBER_WIDTH
    else:
        units = key in _UNIT_COLUMNS
        lines = [ln for text in texts for ln in (unit_lines(text) if units else text.split("\n"))]
        width = content_width(column.heading, lines, _MOST[key], BODY_SIZE)
        if width == _MOST[key] and key in _WIDER:
            width = fitting_width(texts, _WIDER[key], BODY_SIZE)
    return PacketColumn(key, column.heading, width, column.align, column.kind)


def _answer(packet: Packet, key: str) -> PacketColumn:
    column = BY_KEY[key]
    width = _ANSWER_WIDTHS[key]
    if key in _WIDER:
        texts = [clean(row.answers.get(key, "")) for row in packet.rows]
        width = fitting_width(texts, _WIDER[key], BODY_SIZE)
    return PacketColumn(key, column.heading, width, column.align, column.kind, answer=True)
