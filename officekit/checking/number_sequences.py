"""Numbers in the order of print: which sequences there are, and where each one breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise, zip_longest

from officekit.checking.subject import Passage, Subject
from officekit.model.location import Location
from officekit.model.numbering import chinese_numeral, numeral_value, outline_number

_ROW_NUMBER = re.compile(r"(\d{1,5})(?:-\d+)?")
_MANY = 10  # a list with a break in every tenth row has been sorted by something else
_MISSING_SHOWN = 50  # numbers that may come later in a disordered list


class Break(StrEnum):
    """What is wrong with a number."""

    GAP = "gap"
    REPEAT = "repeat"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number as printed.

    Attributes:
        value: the number.
        location: where it stands.
        chapter, part: the headings above it; a sequence may begin anew below them.
        chinese: printed as a Chinese numeral.
    """

    value: int
    location: Location
    chapter: str = ""
    part: str = ""
    chinese: bool = False

    def printed(self, value: int | None = None) -> str:
        """The number, or another one, in the form in which this one is printed."""
        shown = self.value if value is None else value
        return chinese_numeral(shown) if self.chinese else str(shown)


@dataclass(frozen=True, slots=True)
class NumberBreak:
    """A place where a sequence breaks.

    Attributes:
        kind: what is wrong.
        entry: the number that does not fit.
        previous: the one before it, ``None`` at the beginning of a group.
        expected: the number that should stand there.
        what: name of the sequence for a message (一级标题, 任务).
    """

    kind: Break
    entry: Numbered
    previous: Numbered | None
    expected: int
    what: str


def number_breaks(subject: Subject) -> Iterator[NumberBreak]:
    """All breaks of all sequences: headings and tasks of a plan, rows of a matrix."""
    for what, entries, complete in _sequences(subject):
        yield from _breaks(what, entries, complete=complete)


def lines_by_paragraph(subject: Subject) -> dict[int | None, Passage]:
    """The plan's lines by paragraph number."""
    return {line.location.paragraph: line for line in subject.lines}


def _sequences(subject: Subject) -> Iterator[tuple[str, list[Numbered], bool]]:
    """Name, numbers, and whether every group must begin with 1."""
    plan = subject.plan
    if plan is None:
        yield "任务", _row_numbers(subject), False
        return
    lines = lines_by_paragraph(subject)

    def place(location: Location) -> Location:
        line = lines.get(location.paragraph)
        return line.location if line and location.row is None else location

    def numbered(number: str, location: Location, *above: str | None) -> Numbered | None:
        value = numeral_value(number)
        if not value:
            return None
        chapter, part = above[0] if above else "", above[1] if above else ""
        chinese = not number.isdecimal()
        return Numbered(value, place(location), chapter or "", part or "", chinese)

    sections = [numbered(s.number, s.location) for s in plan.sections]
    if _one_level([lines.get(s.location.paragraph) for s in plan.sections]):
        yield "一级标题", [n for n in sections if n], False
    parts = [
        numbered(p.number, p.location, s.heading, "") for s in plan.sections for p in s.subsections
    ]
    yield "二级标题", [n for n in parts if n], True
    tasks = [
        (t.number, numbered(t.number, t.location, t.section, t.subsection))
        for t in plan.tasks
        if t.part is None
    ]
    for chinese in (False, True):
        yield "任务", [n for _, n in tasks if n and n.chinese is chinese], False


def _one_level(lines: Sequence[Passage | None]) -> bool:
    numbers = [outline_number(line.text) for line in lines if line]
    return len({number.level for number in numbers if number}) <= 1


def _row_numbers(subject: Subject) -> list[Numbered]:
    """Numbers of the rows; in order of number where the clerk has sorted by something else."""
    entries: list[Numbered] = []
    last = None
    for row in subject.rows:
        match = _ROW_NUMBER.fullmatch(row["number"])
        if match is None or ("-" in row["number"] and match[1] == last):
            continue
        last = match[1]
        place = subject.at(row, "number")
        entries.append(Numbered(int(last), place, row["section"], row["subsection"]))
    falls = sum(a.value > b.value > 1 for a, b in pairwise(entries))
    if falls * _MANY > len(entries):
        repeated = len(entries) - len({e.value for e in entries})
        return [] if repeated * _MANY > len(entries) else sorted(entries, key=lambda e: e.value)
    return entries


def _breaks(what: str, entries: Sequence[Numbered], *, complete: bool) -> Iterator[NumberBreak]:
    """Walk along a sequence that runs on, or begins anew below each chapter or part."""
    anew = {depth: _begins_anew(entries, depth) for depth in ("chapter", "part")}
    if complete:
        anew["chapter"] = True
    runs_on = False in anew.values() and True not in anew.values()
    all_values = {entry.value for entry in entries}
    seen: set[int] = set()
    previous: Numbered | None = None
    for entry, after in zip_longest(entries, entries[1:]):
        border = _border(previous, entry)
        if previous is None or (border and anew[border] is not False):
            fresh = complete or (previous is not None and anew[border])
            yield from _at_border(what, entry, previous, anew=fresh)
            seen, previous = {entry.value}, entry
            continue
        expected = previous.value + 1
        missing = set(range(expected, min(entry.value, expected + _MISSING_SHOWN)))
        if entry.value == 1 and previous.value != 1:
            yield NumberBreak(Break.RESTART, entry, previous, expected, what)
            seen = set()
        elif entry.value in seen:
            yield NumberBreak(Break.REPEAT, entry, previous, expected, what)
            if after and after.value == expected + 1:  # the repeat stands for the missing number
                seen.add(expected)
                previous = replace(entry, value=expected)
            continue
        elif entry.value < expected or (missing and not (runs_on and missing <= all_values)):
            yield NumberBreak(Break.GAP, entry, previous, expected, what)
        seen.add(entry.value)
        previous = entry


def _at_border(
    what: str, entry: Numbered, previous: Numbered | None, *, anew: bool | None
) -> Iterator[NumberBreak]:
    """A first number below a heading: 1, or the next one where numbers may run on."""
    allowed = {1} if previous is None else {1, previous.value + 1}
    if entry.value in allowed or (previous is None and not anew):
        return
    if anew or previous is None:
        yield NumberBreak(Break.GAP, entry, None, 1, what)
    else:
        yield NumberBreak(Break.GAP, entry, previous, previous.value + 1, what)


def _border(previous: Numbered | None, entry: Numbered) -> str:
    if previous is None or previous.chapter != entry.chapter:
        return "chapter"
    return "part" if previous.part != entry.part else ""


def _begins_anew(entries: Sequence[Numbered], depth: str) -> bool | None:
    """Whether numbers begin with 1 below most headings; ``None`` where it can't be told."""
    ones = goes_on = 0
    for before, entry in pairwise(entries):
        if _border(before, entry) == depth:
            ones += entry.value == 1
            goes_on += entry.value == before.value + 1 and entry.value != 1
    return None if ones == goes_on else ones > goes_on
