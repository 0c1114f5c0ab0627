"""What came back, understood: which packet it answers, its rows, and everything else that it says.

Nothing is lost: each non-blank cell of a return is an answer, an assigned text, part of an extra
row, a remark, or the file as a whole was refused. :class:`Ledger` counts them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from officekit.model.finding import Finding
from officekit.model.location import Location
from officekit.model.packet import Packet, PacketRow
from officekit.model.returned import FileFacts
from officekit.model.schema import BY_KEY


@dataclass(slots=True, unsafe_hash=True)
class Answer:
    """What stands in a cell of a return; nobody changes one.

    It is not frozen because a frozen one takes three times as long to make, and a thousand returns
    have 400,000.

    Attributes:
        text: as it is merged: dates ISO, percentages ``75%``, spaces at the ends removed.
        row, column: of the cell, from 1.
        raw: as stored, as text, where that differs from ``text`` (0.75); else blank.
        number: the stored number, where the cell holds one (a date is none).
        formula: without ``=``, where the cell has one.
        merged: the cell is covered by a merge, and ``text`` is that of its first cell.
    """

    text: str
    row: int
    column: int
    raw: str = ""
    number: float | None = None
    formula: str | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A row of a return that belongs to a task of the packet.

    Attributes:
        key: row key.
        row: row of the sheet, from 1.
        cells: by column key, assigned columns and answers; blank cells under a heading included,
            so that their place is known.
        issued: the row of the packet; ``None`` where the packet is unknown.
    """

    key: str
    row: int
    cells: Mapping[str, Answer]
    issued: PacketRow | None = None

    def text(self, key: str) -> str:
        """Text of a column, blank where it is missing."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    def changed(self, key: str) -> bool:
        """Whether an answer differs from what was issued."""
        return bool(changed_answers(self, (key,)))


class RemarkKind(StrEnum):
    """Where a text stood that is no answer; the value is what a clerk reads."""

    BESIDE = "表格旁边"
    ABOVE = "表格上方"
    BELOW = "表格下方"
    OTHER_SHEET = "其他工作表"
    OWN_COLUMN = "自设列"
    NOTE = "批注"
    SHAPE = "文本框"
    FAR = "远处单元格"
    COVERED = "合并单元格下面"
    UNKNOWN_FILE = "来源不明的文件"
    UNUSED_ROW = "未采用的文件里的新增行"
    MAIL = "邮件正文"


@dataclass(frozen=True, slots=True)
class Remark:
    """A text that is kept and shown, though no column asks for it.

    Attributes:
        kind: where it stood.
        text: the text.
        sheet: name of the sheet.
        row, column: of its cell; 0 where it has none (text boxes).
        row_key: task beside which it stood; blank where none.
        heading: of its column, where it has one.
    """

    kind: RemarkKind
    text: str
    sheet: str
    row: int = 0
    column: int = 0
    row_key: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """A row under the headings that has no known key: a new task that is proposed, or a copy.

    Attributes:
        row: row of the sheet, from 1.
        texts: by column key.
        key: the key that stands in it; blank where none.
        label: it reads like a total, a signature or a contact line, not like a task.
        continues: key of the task above whose cells it seems to carry on; blank where none.
    """

    row: int
    texts: Mapping[str, str]
    key: str = ""
    label: bool = False
    continues: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a return says of itself, from three places.

    Attributes:
        values: by part (``packet``, ``unit``, …), the first place that tells it wins.
        sources: by part, each place (``property``, ``sheet``, ``name``) and what it says.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __getitem__(self, part: str) -> str:
        return self.values.get(part, "")

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Parts on which the places disagree."""
        return tuple(p for p, said in self.sources.items() if len(set(said.values())) > 1)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the table that came back.

    Attributes:
        text: as it stands.
        column: of the sheet, from 1.
        key: column key, ``role`` or ``row_key``; blank where it is unknown.
        hidden: its column is hidden.
    """

    text: str
    column: int
    key: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """Non-blank cells and rows of the sheets of a return, and what became of them.

    Attributes:
        cells: non-blank cells of all visible sheets but the instructions as issued.
        assigned: those in locked columns and headings.
        answers: those in columns to be filled in.
        extra: those in extra rows.
        remarks: those kept as remarks.
        refused: those of a file that was refused as a whole, or whose packet is unknown.
        rows: rows under the headings with content.
        task_rows, extra_rows, remark_rows: what they are.
    """

    cells: int = 0
    assigned: int = 0
    answers: int = 0
    extra: int = 0
    remarks: int = 0
    refused: int = 0
    rows: int = 0
    task_rows: int = 0
    extra_rows: int = 0
    remark_rows: int = 0

    def refused_whole(self) -> Ledger:
        """The count of the same return where the rules refuse the file as a whole."""
        lost = self.answers + self.extra
        return replace(self, answers=0, extra=0, refused=self.refused + lost)

    @property
    def balanced(self) -> bool:
        """Whether nothing is missing and nothing is counted twice."""
        told = self.assigned + self.answers + self.extra + self.remarks + self.refused
        return self.cells == told and self.rows == (
            self.task_rows + self.extra_rows + self.remark_rows
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """A return.

    Attributes:
        file: facts of the file.
        identity: what it says of itself.
        packet: the packet that it answers, ``None`` where that can't be told. Where an earlier
            version of it came back that asked the same, the rows are as that one was issued.
        matched_by: ``identity``, or ``content`` where only headings and row keys told (.csv).
        sheet: name of the sheet with the table; blank where none has its headings.
        sheets: names of all sheets, in order.
        header_row: row of the headings, from 1; 0 where there are none.
        headings: left to right.
        rows: rows that belong to tasks, top to bottom; a key may come twice.
        extra: rows without a known key.
        remarks: texts that no column asks for.
        ledger: the count.
    """

    file: FileFacts
    identity: Identity = field(default_factory=Identity)
    packet: Packet | None = None
    matched_by: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int = 0
    headings: tuple[Heading, ...] = ()
    rows: tuple[SubmissionRow, ...] = ()
    extra: tuple[ExtraRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def unit(self) -> str:
        """The unit that it comes from, as far as known."""
        return self.packet.unit if self.packet else self.identity["unit"]

    @property
    def answered_id(self) -> str:
        """Id of the packet whose workbook came back; blank where that can't be told.

        It is that of ``packet``, or of an earlier version of it that asked the same.
        """
        named = self.identity["packet"] if self.matched_by == "identity" else ""
        return (named or self.packet.id) if self.packet else ""

    @property
    def answered_version(self) -> int:
        """Version of the packet whose workbook came back; 0 where that can't be told."""
        if self.packet is not None and self.answered_id == self.packet.id:
            return self.packet.version
        told = self.identity["version"]
        return int(told) if told.isascii() and told.isdecimal() else 0

    @property
    def content_hash(self) -> str:
        """Sixteen hexadecimal digits over what it says: the same for a file saved again.

        The text of the mail it came with does not count, unless there is nothing else.
        """
        named = self.file.sha256 or self.file.shown_name
        said: list[str] = [self.answered_id or named]
        for row in self.rows:
            said.append(row.key)
            said += (f"{key}={cell.text}" for key, cell in row.cells.items() if cell.text)
        for extra in self.extra:
            said += (f"{key}={text}" for key, text in extra.texts.items() if text)
        said += (
            f"{r.kind}:{r.text}"
            for r in self.remarks
            if r.kind is not RemarkKind.MAIL or not self.file.sha256
        )
        if not self.rows:
            said.append(named)
        return hashlib.sha256("\x1f".join(said).encode(errors="replace")).hexdigest()[:16]

    def at(self, row: SubmissionRow | None = None, key: str = "") -> Location:
        """The place of a cell, of a row (without ``key``) or of the table (without both)."""
        cell = row.cells.get(key) if row else None
        return Location(
            file=self.file.shown_name,
            sheet=self.sheet or None,
            row=cell.row if cell else (row.row if row else None),
            column=cell.column if cell else None,
            row_key=row.key if row else None,
            quote=cell.text[:60] if cell else "",
        )


def column_of(finding: Finding, submission: Submission) -> str:
    """Key of the column that a finding names; blank where it names none."""
    place = finding.location.column
    return next((h.key for h in submission.headings if h.column == place), "") if place else ""


PUT_RIGHT = frozenset({"SB507", "SB508", "SB515", "SB518"})
"""Rules on one return whose warnings say in ``expected`` what is merged in place of an answer."""


class ReturnState(StrEnum):
    """What became of a unit's return; the value is what a clerk reads."""

    MISSING = "未报"
    RECEIVED = "已报"
    LATE = "迟报"
    UNFILLED = "未填"
    SENT_BACK = "退回"
    STALE = "过期版本"
    TWICE = "重复"


@dataclass(frozen=True, slots=True)
class Received:
    """A return as the register keeps it: understood, checked, with the time of its coming.

    Attributes:
        submission: what came.
        findings: of the rules on one return.
        received_at: ISO time of the run that took it in first.
        run: number of that run.
    """

    submission: Submission
    findings: tuple[Finding, ...] = ()
    received_at: str = ""
    run: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of 报送情况.

    Attributes:
        unit: registered name.
        states: what holds for it; the first is the one that counts.
        tasks: how many tasks were issued to it.
        answered: how many of them it has answered.
        errors, warnings: findings in its returns that count.
        files: names of its files, the one that counts first.
        received_at: when it came first.
        note: what to do next, in Chinese; blank where nothing.
    """

    unit: str
    states: tuple[ReturnState, ...]
    tasks: int = 0
    answered: int = 0
    errors: int = 0
    warnings: int = 0
    files: tuple[str, ...] = ()
    received_at: str = ""
    note: str = ""


def heading_of(key: str) -> str:
    """Heading of a column key, for messages."""
    return BY_KEY[key].heading if key in BY_KEY else key


def changed_answers(row: SubmissionRow, keys: Sequence[str]) -> tuple[str, ...]:
    """Keys of the answers that differ from what was issued."""
    cells, before = row.cells, row.issued.answers if row.issued else {}
    if not before:  # of most tasks nothing was reported before
        return tuple([k for k in keys if (cell := cells.get(k)) is not None and cell.text])
    return tuple([key for key in keys if key in cells and cells[key].text != before.get(key, "")])
