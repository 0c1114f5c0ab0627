"""What a case of the taxonomy is: files with one thing wrong, and a near miss."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from officekit.model.finding import Finding, Severity
from officekit.model.matrix import Matrix
from tests.exchange.taxonomy_round import (
    MEETING,
    WATER,
    Answers,
    Bench,
    Files,
    Value,
    name_of,
    put,
    put_raw,
)

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
OWN = name_of(WATER)
"""Name of the file of the unit whose return is changed."""
TABLE = "责任清单"

Change = Callable[[bytes], bytes]
Made = Callable[[Bench], Files]


class OneOf(str):
    """A text that is equal to any of several: files come in the order of their hashes."""

    __slots__ = ("_texts",)
    _texts: tuple[str, ...]

    def __new__(cls, *texts: str) -> Self:
        made = super().__new__(cls, texts[0])
        made._texts = texts
        return made

    def __eq__(self, other: object) -> bool:
        return other in self._texts

    def __ne__(self, other: object) -> bool:
        return other not in self._texts

    def __hash__(self) -> int:
        return hash(self._texts)


def unchanged(matrix: Matrix) -> Matrix:
    return matrix


@dataclass(frozen=True)
class Told:
    """What a finding must say: how bad, where, what is there, what should be."""

    severity: Severity
    file: str = OWN
    sheet: str | None = None
    cell: str | None = None
    row_key: str | None = None
    value: str | None = None
    expected: str | None = None


def told(finding: Finding) -> Told:
    """What a finding says."""
    place = finding.location
    return Told(
        finding.severity,
        place.file,
        place.sheet,
        place.cell,
        place.row_key,
        finding.value,
        finding.expected,
    )


@dataclass(frozen=True)
class Case:
    """Files that must be told of under an entry, and files that must not.

    Attributes:
        entry: of the taxonomy.
        name: what is done, in a word.
        fails: the files.
        told: what all findings of the rule must say.
        passes: files of a near miss.
        now: time of collecting.
        passes_now: time of collecting the near miss.
        change: of the matrix, between issue and collecting.
        bench: name of the round.
        passes_bench: name of the round of the near miss, where that is another one.
    """

    entry: str
    name: str
    fails: Made
    told: tuple[Told, ...]
    passes: Made
    now: datetime = MEETING
    passes_now: datetime = MEETING
    change: Callable[[Matrix], Matrix] = unchanged
    bench: str = "usual"
    passes_bench: str = ""

    @property
    def code(self) -> str:
        """Code of the rule: that of A01 is SB101, that of F06 is SB606."""
        return f"SB{'ABCDEF'.index(self.entry[0]) + 1}{self.entry[1:]}"


# ------------------------------------------------------------------ making files


def own(change: Change, name: str = OWN) -> Made:
    """Valid returns of all units, that of one changed."""

    def files(bench: Bench) -> Files:
        valid = bench.valid()
        return {**valid, OWN: b"", name: change(valid[OWN])} if name == OWN else _renamed(valid)

    def _renamed(valid: dict[str, bytes]) -> Files:
        book = valid.pop(OWN)
        return {**valid, name: change(book)}

    return files


def same(book: bytes) -> bytes:
    return book


def valid(bench: Bench) -> Files:
    return bench.valid()


def data(content: bytes, name: str = OWN) -> Made:
    """Other bytes in place of a workbook."""
    return own(lambda _: content, name)


def cells(values: Mapping[str, Value]) -> Made:
    """Values in cells of the table."""
    return own(lambda book: put(book, values))


def raw(contents: Mapping[str, str]) -> Made:
    """Cells of the table as XML."""
    return own(lambda book: put_raw(book, contents))


def answered(changes: Mapping[str, Answers]) -> Made:
    """Other answers to tasks."""
    return lambda bench: {**bench.valid(), OWN: bench.filled(WATER, changes)}


def saved(change: Callable[[Worksheet], object] = lambda _: None) -> Change:
    """Change the table by way of openpyxl, which is a program of another make."""
    return saved_book(lambda book: change(book[TABLE]))


def saved_book(change: Callable[[Workbook], object]) -> Change:
    def changed(book: bytes) -> bytes:
        loaded = openpyxl.load_workbook(io.BytesIO(book))
        change(loaded)
        stream = io.BytesIO()
        loaded.save(stream)
        return stream.getvalue()

    return changed


def at(
    severity: Severity,
    cell: str,
    value: str | None = None,
    expected: str | None = None,
    row_key: str | None = None,
) -> tuple[Told, ...]:
    """One finding in the table; the key of a task follows from its row."""
    row = "".join(filter(str.isdigit, cell))
    key = row_key if row_key is not None else {"4": "T001", "5": "T002", "6": "T003"}.get(row)
    return (Told(severity, OWN, TABLE, cell, key or None, value, expected),)


def on_file(
    severity: Severity, value: str | None = None, expected: str | None = None, file: str = OWN
) -> tuple[Told, ...]:
    """One finding on the file as a whole."""
    return (Told(severity, file, value=value, expected=expected),)


def on_sheet(
    severity: Severity, sheet: str = TABLE, value: str | None = None, expected: str | None = None
) -> tuple[Told, ...]:
    """One finding on a sheet."""
    return (Told(severity, OWN, sheet, value=value, expected=expected),)


def nowhere(
    severity: Severity,
    value: str | None = None,
    expected: str | None = None,
    row_key: str | None = None,
) -> tuple[Told, ...]:
    """One finding on the round."""
    return (Told(severity, "", row_key=row_key, value=value, expected=expected),)
