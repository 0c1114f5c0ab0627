"""What was issued: one packet a unit, with the rows it leads, answers for or supports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from officekit.model.period import Period
from officekit.model.schema import BY_KEY, Column

TEMPLATE_ID = "officekit.progress"
"""Names the kind of workbook, so that another one is told apart (custom property, names, sheet)."""
TEMPLATE_VERSION = 1
"""Version of its layout; not of what was issued."""

ROLE_HEADING = "本单位职责"
"""Heading of the column that marks what a unit leads, answers for and supports."""

ASSIGNED_COLUMNS = (
    *("number", "section", "subsection", "title", "measures", "targets"),
    *("lead", "support", "leader", "deadline"),
)
"""Keys of the columns that are locked."""

ANSWER_COLUMNS = ("status", "completion", "progress", "problems", "next_steps", "person")
"""Keys of the columns that a unit fills in."""


class Role(StrEnum):
    """What a unit has to do with a task."""

    LEAD = "牵头"
    RESPONSIBLE = "责任"
    """Named as 责任单位 of a task for which no unit is named as 牵头单位."""
    SUPPORT = "配合"

    @property
    def answers_for(self) -> bool:
        """Whether the unit has to answer: it leads, or is responsible where nobody leads."""
        return self is not Role.SUPPORT


def answer_columns() -> tuple[Column, ...]:
    """The columns that a unit fills in, in their order."""
    return tuple(BY_KEY[key] for key in ANSWER_COLUMNS)


@dataclass(frozen=True, slots=True)
class PacketRow:
    """One task of a packet.

    Attributes:
        key: row key of the matrix.
        role: the unit leads it, answers for it or supports it.
        assigned: texts of the locked columns by column key; blank ones are left out.
        answers: texts that stood in the columns to be filled in when it was issued, by key.
    """

    key: str
    role: Role
    assigned: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """What was issued in a column, assigned or to be filled in."""
        return self.assigned.get(key) or self.answers.get(key, "")

    @property
    def label(self) -> str:
        """How a person calls the task: its number and the beginning of its title."""
        title = (self.assigned.get("title") or self.assigned.get("measures", ""))[:20]
        number = self.assigned.get("number", "")
        return f"第{number}项“{title}”" if number else f"“{title}”"


@dataclass(frozen=True, slots=True)
class Packet:
    """What one unit was sent for one period.

    Attributes:
        id: unique, 16 hexadecimal digits; stands in the workbook three times.
        unit: registered name.
        period: of the report.
        version: 1, 2, …: how often the period has been issued.
        title: of the list.
        rows: the unit's tasks in the order of the matrix.
        matrix_id: of the matrix it was taken from.
        issuer: who asks for it; may be blank.
        due: last day for returning it (ISO date); blank where none was set.
        issued_at: ISO time with offset.
        contact: whom to ask; may be blank.
    """

    id: str
    unit: str
    period: Period
    version: int
    title: str
    rows: tuple[PacketRow, ...]
    matrix_id: str = ""
    issuer: str = ""
    due: str = ""
    issued_at: str = ""
    contact: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Row keys in order."""
        return tuple(row.key for row in self.rows)

    @property
    def keys_hash(self) -> str:
        """Sixteen hexadecimal digits over the set of row keys."""
        return hash_keys(self.keys)

    def identity(self) -> dict[str, str]:
        """What stands in the workbook so that a return is recognised; see IDENTITY_KEYS."""
        return {
            "template": TEMPLATE_ID,
            "template_version": str(TEMPLATE_VERSION),
            "packet": self.id,
            "unit": self.unit,
            "period": self.period.text,
            "version": str(self.version),
            "keys": self.keys_hash,
        }


@dataclass(frozen=True, slots=True)
class Round:
    """One issue of a period: the packets that went out together.

    Attributes:
        id: number in the register.
        matrix_id: of the matrix.
        period: of the reports.
        version: 1, 2, …: how often the period has been issued.
        packets: one a unit, in the order of the registry.
        due: last day for returning them (ISO date), blank where none was set.
        issued_at: ISO time with offset.
    """

    id: int
    matrix_id: str
    period: Period
    version: int
    packets: tuple[Packet, ...]
    due: str = ""
    issued_at: str = ""

    def packet_of(self, unit: str) -> Packet | None:
        """The packet of a unit, by registered name."""
        return next((packet for packet in self.packets if packet.unit == unit), None)


def asks_the_same(first: Packet, second: Packet) -> bool:
    """Whether a return to one of two packets answers the other as well.

    They ask the same unit for the same tasks in the same words. The number of a task, which changes
    where one is put in above it, the order of tasks and the answers that stood in the matrix make
    no difference.
    """
    return (first.unit, _asked(first)) == (second.unit, _asked(second))


def _asked(packet: Packet) -> dict[str, tuple[Role, dict[str, str]]]:
    """Role and texts of each task without its number, by row key."""
    return {
        row.key: (row.role, {key: text for key, text in row.assigned.items() if key != "number"})
        for row in packet.rows
    }


IDENTITY_KEYS = ("template", "template_version", "packet", "unit", "period", "version", "keys")
"""Parts of a workbook's identity: custom properties ``officekit.KEY``, lines ``KEY | value`` of the
hidden sheet, defined names ``officekit_KEY``."""
REPLY_KEY = "reply_to"
"""One more part in a copy that went back: content hash of the return that it replaces."""
INSTRUCTIONS_SHEET = "填报说明"
"""Sheet of an issued workbook that explains how to fill it in."""
SPARE_LINE = "如需补充新任务，请写在下面"
"""Line between the tasks and the rows for new ones."""
FILLING_LINE = "请只填写表头带“填”字的浅橙色各列，其余各列已锁定；填法见“填报说明”。"
"""Ends the line below the title of an issued workbook."""
FILL_MARK = "(填)"
"""Shown behind the headings of columns to be filled in; in brackets, so that a heading exported
as it is shown (.csv) still names its column."""
REPLY_SHEET = "退回意见"
"""Sheet of a copy that went back: what is wrong with the return; no part of the next one."""
PROPERTY_PREFIX, NAME_PREFIX = "officekit.", "officekit_"
TEXT_LINE, REPLY_TEXT_LINE = "text", "reply_text"
"""Lines of the hidden sheet that tell our own texts from those of a department: behind them stand
hashes (see :func:`text_hash`) divided by spaces, one for each cell of ours that is no task's; those
of 退回意见 in lines of their own."""


def text_hash(sheet: str, text: str) -> str:
    """Sixteen hexadecimal digits over a fixed text of an issued workbook.

    Args:
        sheet: name with which its sheet was issued.
        text: of the cell; spaces at its ends and the kind of its line breaks do not count.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return hashlib.sha256(f"{sheet}\x1f{plain}".encode(errors="replace")).hexdigest()[:16]


def hash_keys(keys: Iterable[str]) -> str:
    """Sixteen hexadecimal digits over a set of row keys."""
    joined = "\x1f".join(sorted(set(keys)))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
