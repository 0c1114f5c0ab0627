"""The merge: what goes into the matrix, where it came from, and what a person has to decide."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from officekit.model.finding import Finding
from officekit.model.packet import Role


@dataclass(slots=True, unsafe_hash=True)
class Origin:
    """Where a value came from; nobody changes one.

    It is not frozen because a frozen one takes three times as long to make, and a thousand returns
    have 30,000.

    Attributes:
        unit: registered name; blank for the matrix itself.
        role: of the unit in the task; ``None`` for the matrix.
        file: shown name of the file.
        sha256: of the file.
        sheet, cell: place in it (责任清单, J5).
        received_at: ISO time.
    """

    unit: str = ""
    role: Role | None = None
    file: str = ""
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    received_at: str = ""


@dataclass(frozen=True, slots=True)
class MergedValue:
    """A value that goes into the matrix.

    Attributes:
        row_key, column: of the matrix.
        before: what the matrix holds.
        after: what it will hold.
        origins: of the value; several where units agree or texts are joined.
        decided: the clerk has chosen it.
    """

    row_key: str
    column: str
    before: str
    after: str
    origins: tuple[Origin, ...] = ()
    decided: bool = False


class ConflictKind(StrEnum):
    """What disagrees; the value is what a clerk reads."""

    UNITS = "几个单位填报不同"
    MASTER = "责任清单已另行修改"
    FILES = "同一单位报了不同的两份"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the values that a clerk chooses from.

    Attributes:
        text: the value; for a whole file, what differs in it, shortened.
        origin: where it came from; of the matrix where ``unit`` is blank.
        key: eight hexadecimal digits, the same for the same value of the same conflict.
    """

    text: str
    origin: Origin
    key: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that a person has to decide.

    Attributes:
        key: sixteen hexadecimal digits; changes when a candidate changes.
        kind: what disagrees.
        row_key, column: of the matrix; blank for a whole file.
        label: how a person calls the task, or the unit for a whole file.
        candidates: what there is to choose from; the matrix's own value first, where it is one.
        joinable: texts may be joined, so that several may be chosen.
    """

    key: str
    kind: ConflictKind
    row_key: str
    column: str
    label: str
    candidates: tuple[Candidate, ...]
    joinable: bool = False


JOINABLE = frozenset({"progress", "problems", "next_steps"})
"""Columns whose texts may stand below each other."""

TAKE, LEAVE = "采用", "不采用"
"""Words of the column 处理 in 报送冲突."""

Decisions = Mapping[str, tuple[str, ...]]
"""Conflict key → keys of the candidates that the clerk takes, in order."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new task that a unit proposes in an added row.

    Attributes:
        unit: that proposes it.
        texts: by column key.
        origin: the row.
    """

    unit: str
    texts: Mapping[str, str]
    origin: Origin


class Aside(StrEnum):
    """Why an answer that may be merged is not in the matrix; the value is what a clerk reads."""

    OPEN = "待决定，见“报送冲突”"
    DECIDED = "按处理意见没有采用"
    LEAD = "以牵头单位填报的为准"
    REPLACED = "已由更正后的一份代替"
    TASK_GONE = "责任清单已没有这项任务"
    COLUMN_GONE = "责任清单没有这一列"
    OTHER_ROUND = "不是本期下发的表格"
    UNSET = "责任清单的这一格是公式，或与别的任务合并了单元格"


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What a merge would do.

    Attributes:
        values: cells that change.
        unchanged: answers that the matrix holds already.
        conflicts: open ones.
        settled: those that the clerk has decided.
        findings: of the merge and of the set as a whole (codes ``SB``).
        proposals: new tasks, none of which is put into the matrix.
        merged, kept, refused: how many answers were taken (changed or unchanged), kept aside
            (conflicts, rows that the matrix no longer has) and refused.
        replaced: how many stand in returns that a correction has replaced.
        taken: how many answers of each file were taken, by the file's SHA-256.
        aside: why answers were not taken: SHA-256 → (row key, column) → reason.
        aside_files: SHA-256 → why no answer of the file counts.
    """

    values: tuple[MergedValue, ...] = ()
    unchanged: int = 0
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    merged: int = 0
    kept: int = 0
    refused: int = 0
    replaced: int = 0
    taken: Mapping[str, int] = field(default_factory=dict)
    aside: Mapping[str, Mapping[tuple[str, str], Aside]] = field(default_factory=dict)
    aside_files: Mapping[str, Aside] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergeHistory:
    """What earlier merges have put into the matrix in this round.

    Attributes:
        written: (row key, column) → every value that a merge has written there.
        first: (row key, column) → what the matrix held before the first of them.
        earlier: (row key, column) → what merges of earlier versions of the period have written
            there, and what they found; none of it is an edit of the clerk's.
        edited: cells that the clerk has changed since, whatever they hold now (blank as issued).
    """

    written: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    first: Mapping[tuple[str, str], str] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    edited: frozenset[tuple[str, str]] = frozenset()


def hash_parts(*parts: str, length: int = 16) -> str:
    """Hexadecimal digits over texts in order."""
    return hashlib.sha256("\x1f".join(parts).encode(errors="replace")).hexdigest()[:length]
