"""Corrections that cannot be wrong, made on request; each is logged in 修改记录.

What needs judgement is left to a person: a rule reports it, nothing here touches it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from officekit.checking.corrections_text import (
    SpaceJoiner,
    has_formula_look,
    prefers_full_width,
    prefers_joined_years,
    with_full_width_marks,
    without_doubled_marks,
    without_doubled_title,
    without_year_spaces,
)
from officekit.checking.subject import TEXT_COLUMNS, Subject
from officekit.model.matrix import Change, Matrix, MatrixRow
from officekit.model.schema import BY_KEY, SheetName
from officekit.model.unit import Unit

CODES: Final = {
    "width": "MX308",
    "doubled_mark": "MX306",
    "space": "MX312",
    "ends": "MX312",
    "doubled_title": "MX303",
    "dots": "MX404",
    "alias": "MX202",
}
"""Code of the rule that each kind of correction belongs to."""

REASONS: Final = {
    "width": "全文多用全角标点，汉字之间的半角标点改为全角",
    "doubled_mark": "重复的标点只留一个",
    "space": "删去词语或年份中间的多余空格",
    "ends": "删去首尾的空格",
    "doubled_title": "主要举措第一句与重点任务完全相同，删去重复的一句",
    "alias": "按单位名录中已确认的名称统一",
    "dots": "行首编号后的点按全文多数统一",
}
"""What a clerk reads in 说明, by kind."""

_UNIT_COLUMNS = ("lead", "support")
_PROSE = ("measures", "targets")
_BETWEEN_UNITS = frozenset("、，,；;\n")
_CONTEXT = 10
_DOT = re.compile(r"^\d{1,3}([.．])(?!\d)", re.MULTILINE)
_WIDE_DOT = re.compile(r"^(\d{1,3})．(?!\d)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one field.

    Several corrections of a field stand in the order in which they are made: the ``before`` of
    each is the ``after`` of the one that precedes it.

    Attributes:
        row_key: key of the matrix row.
        column: column key.
        before, after: the whole text of the field.
        code: of the rule that reports the fault.
        reason: what is done and why, in Chinese.
    """

    row_key: str
    column: str
    before: str
    after: str
    code: str
    reason: str


class _Draft:
    """The texts of a matrix while corrections are collected."""

    def __init__(self, matrix: Matrix) -> None:
        self._rows = matrix.rows
        self._texts = {
            (i, column): text
            for i, row in enumerate(matrix.rows)
            for column in TEXT_COLUMNS
            if (text := row[column]) and not has_formula_look(text)
        }
        self.made: list[Correction] = []

    def texts(self, columns: Sequence[str] = TEXT_COLUMNS) -> Iterator[str]:
        """Texts of these columns, row by row."""
        return (text for (_, column), text in self._texts.items() if column in columns)

    def text(self, row: int, column: str) -> str:
        """The text as corrected so far; blank where it may not be touched."""
        return self._texts.get((row, column), "")

    def rewrite(
        self, kind: str, function: Callable[[str], str], columns: Sequence[str] = TEXT_COLUMNS
    ) -> None:
        """Correct every text of these columns."""
        for (row, column), text in list(self._texts.items()):
            if column in columns:
                self.put(kind, row, column, function(text))

    def put(self, kind: str, row: int, column: str, after: str) -> None:
        """Record a correction, unless nothing changes or nothing would be left."""
        before = self._texts[row, column]
        if after == before or not after:
            return
        self._texts[row, column] = after
        key = self._rows[row].key
        self.made.append(Correction(key, column, before, after, CODES[kind], REASONS[kind]))


def corrections(subject: Subject) -> tuple[Correction, ...]:
    """All corrections that cannot be wrong.

    They are collected until nothing is left to correct, since one makes way for another; a matrix
    with all of them applied has none.

    Args:
        subject: its matrix is looked at, on the columns of ``TEXT_COLUMNS``.

    Returns:
        In the order in which they have to be applied.
    """
    draft = _Draft(subject.matrix)
    count = -1
    while count != len(draft.made):
        count = len(draft.made)
        draft.rewrite("ends", str.strip)
        _doubled_titles(draft, len(subject.rows))
        draft.rewrite("doubled_mark", without_doubled_marks)
        _spaces(draft)
        _dots(draft)
        if prefers_full_width(draft.texts()):
            draft.rewrite("width", with_full_width_marks)
        _aliases(draft, subject.matrix)
    return tuple(draft.made)


def _doubled_titles(draft: _Draft, rows: int) -> None:
    for row in range(rows):
        title, measures = draft.text(row, "title"), draft.text(row, "measures")
        if title and measures:
            draft.put("doubled_title", row, "measures", without_doubled_title(measures, title))


def _spaces(draft: _Draft) -> None:
    """Headings and lists of units keep their spaces: there a space may stand for a mark."""
    joiner = SpaceJoiner(draft.texts(("title", *_PROSE)))
    draft.rewrite("space", joiner.joined, _PROSE)
    if prefers_joined_years(draft.texts()):
        draft.rewrite("space", without_year_spaces, ("title", *_PROSE))


# ------------------------------------------------------------------ names of units


def _dots(draft: _Draft) -> None:
    """Dots behind numbers that begin a line: 2．becomes 2. where nearly all others have it."""
    marks = Counter(mark for text in draft.texts(_PROSE) for mark in _DOT.findall(text))
    if marks["."] > 2 * marks["．"]:
        draft.rewrite("dots", lambda text: _WIDE_DOT.sub(r"\1.", text), _PROSE)


def _aliases(draft: _Draft, matrix: Matrix) -> None:
    names = _confirmed_aliases(matrix)
    if not names:
        return
    for i, row in enumerate(matrix.rows):
        for column in _UNIT_COLUMNS:
            text = draft.text(i, column)
            if text:
                after = _with_registered_names(text, column, row, matrix, names)
                draft.put("alias", i, column, after)


def _confirmed_aliases(matrix: Matrix) -> dict[str, Unit]:
    """Aliases of units that the clerk has confirmed and that mean no other unit."""
    owners: dict[str, set[str]] = {}
    for unit in matrix.registry.units:
        for name in (unit.name, *unit.aliases):
            owners.setdefault(name, set()).add(unit.name)
    return {
        alias: unit
        for unit in matrix.registry.units
        if unit.name in matrix.confirmed_units
        for alias in unit.aliases
        if owners[alias] == {unit.name} and alias != unit.name
    }


def _with_registered_names(
    text: str, column: str, row: MatrixRow, matrix: Matrix, names: dict[str, Unit]
) -> str:
    """The cell with registered names; a unit that stands in it twice is left to a person."""
    current = MatrixRow(row.key, {column: replace(row.field(column), text=text)})
    found = matrix.resolved_units(current, column)
    meant = [names[name].name if name in names else unit and unit.name for name, unit in found]
    pieces: list[str] = []
    end = 0
    for (printed, _), name in zip(found, meant, strict=True):
        start = text.find(printed, end)
        if start < 0 or not all(c in _BETWEEN_UNITS or c.isspace() for c in text[end:start]):
            return text
        alone = printed in names and meant.count(name) == 1
        pieces += [text[end:start], names[printed].name if alone else printed]
        end = start + len(printed)
    return "".join((*pieces, text[end:]))


# ------------------------------------------------------------------ applying and logging


def apply(matrix: Matrix, made: Sequence[Correction], *, time: str = "") -> Matrix:
    """The matrix with corrections applied and logged.

    A correction whose ``before`` is not what stands in the field is left out.

    Args:
        matrix: that the corrections were made for.
        made: from :func:`corrections`.
        time: time for 修改记录, as text.
    """
    rows = {row.key: row for row in matrix.rows}
    done: list[Correction] = []
    for correction in made:
        row = rows.get(correction.row_key)
        if row is None or row[correction.column] != correction.before:
            continue
        changed = replace(row.field(correction.column), text=correction.after)
        fields = {**row.fields, correction.column: changed}
        rows[row.key] = MatrixRow(row.key, fields, row.own)
        done.append(correction)
    log = changes(matrix, done, time=time)
    corrected = tuple(rows[row.key] for row in matrix.rows)
    return replace(matrix, rows=corrected, changes=(*matrix.changes, *log))


def changes(matrix: Matrix, made: Iterable[Correction], *, time: str = "") -> tuple[Change, ...]:
    """The lines of 修改记录 for corrections, one each and in their order.

    Args:
        matrix: that the corrections were made for.
        made: corrections.
        time: time as text.
    """
    rows = {row.key: row for row in matrix.rows}
    headings = {c.column.key: c.heading for c in matrix.columns if c.column is not None}
    log = []
    for correction in made:
        row = rows[correction.row_key]
        heading = headings.get(correction.column) or BY_KEY[correction.column].heading
        place = f"{SheetName.TASKS} 第{row['number'] or row.key}项 {heading}"
        before, after = _shortened(correction.before, correction.after)
        note = f"规则 {correction.code}：{correction.reason}"
        log.append(Change(time, place, before, after, note))
    return tuple(log)


def _shortened(before: str, after: str) -> tuple[str, str]:
    """Both texts from a little before the first to a little behind the last difference."""
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    start, cut = max(0, head - _CONTEXT), max(0, tail - _CONTEXT)
    lead, end = "…" if start else "", "…" if cut else ""
    shown = [f"{lead}{text[start : len(text) - cut]}{end}" for text in (before, after)]
    return shown[0], shown[1]
