"""Numbers and headings of a matrix as they are printed (一、（一）1.), and its sub-items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from officekit.model.finding import Finding
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.notice import TextLevel
from officekit.model.numbering import (
    Level,
    OutlineNumber,
    chinese_numeral,
    numeral_value,
    outline_number,
)
from officekit.notices import findings as report

_SUB_ITEM = re.compile(r"(.+)-(\d+)")
_ORIGINAL = re.compile(r"原序号([^，,；;\s]+)")
_UNNUMBERED = ("一、", "（一）", "1.")
_LEVELS = {
    Level.CHAPTER: TextLevel.FIRST,
    Level.SECTION: TextLevel.FIRST,
    Level.SUBSECTION: TextLevel.SECOND,
    Level.ITEM: TextLevel.THIRD,
    Level.SUBITEM: TextLevel.FOURTH,
}
_MOST = 9_999


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with its place in print.

    Attributes:
        row: of the matrix.
        headings: section and subsections above it as printed, widest first.
        raw: the same as the matrix holds them.
        mark: number with punctuation; blank for a sub-item.
        number: number for messages and tables (13, 15-2).
        in_section: the first heading is a section; else all are subsections.
    """

    row: MatrixRow
    headings: tuple[str, ...]
    raw: tuple[str, ...]
    mark: str
    number: str
    in_section: bool

    @property
    def section(self) -> str:
        """The section above it as printed; blank where it has none."""
        return self.headings[0] if self.in_section else ""

    @property
    def subsection(self) -> str:
        """The subsections above it as printed; blank where it has none."""
        return " ".join(self.headings[self.in_section :])

    @property
    def sub_item(self) -> bool:
        """A part of the task above, without a number of its own."""
        return not self.mark


def text_level(text: str) -> TextLevel:
    """The level that the number at the beginning of a paragraph gives it."""
    number = outline_number(text)
    return _LEVELS.get(number.level, TextLevel.BODY) if number else TextLevel.BODY


def entries(matrix: Matrix, *, renumber: bool) -> tuple[list[Entry], tuple[Finding, ...]]:
    """The rows with headings and numbers as printed.

    Args:
        matrix: headings that carry a number keep it; one without gets the next.
        renumber: number headings and tasks anew.

    Returns:
        The entries, and findings about headings (NT904, NT905) and numbers (NT906).
    """
    headings = _Headings(renumber=renumber, sections=any(row["section"] for row in matrix.rows))
    placed = [headings.take(row) for row in matrix.rows]
    subs = _sub_items(matrix.rows)
    numbers = _Numbers(matrix.rows, subs, renumber=renumber)
    found = []
    for i, row in enumerate(matrix.rows):
        printed, raw = placed[i]
        mark, number = numbers.mark(i, printed[-1] if printed else "")
        in_section = bool(row["section"].strip()) or len(raw) > len(_raw_headings(row))
        found.append(Entry(row, printed, raw, mark, number, in_section))
    return found, (*headings.findings, *numbers.findings)


def renumbered(matrix: Matrix) -> Matrix:
    """The matrix with headings and tasks numbered anew, from 1 without gaps."""
    rows = []
    for entry in entries(matrix, renumber=True)[0]:
        texts = {"number": entry.number}
        texts["section"] = entry.section if entry.row["section"].strip() else ""
        texts["subsection"] = entry.subsection
        rows.append(with_texts(entry.row, texts))
    return replace(matrix, rows=tuple(rows))


def with_texts(row: MatrixRow, texts: dict[str, str]) -> MatrixRow:
    """The row with other texts in some columns."""
    changed = {key: Field(text, row.at(key)) for key, text in texts.items()}
    return replace(row, fields={**row.fields, **changed})


def _sub_items(rows: Sequence[MatrixRow]) -> list[bool]:
    """Which rows are parts (15-2) of the task above (15)."""
    found, parent = [], ""
    for row in rows:
        match = _SUB_ITEM.fullmatch(row["number"].strip())
        part = match is not None and match[1] == parent
        found.append(part)
        if not part:
            parent = row["number"].strip()
    return found


@dataclass(slots=True)
class _Headings:
    """Numbers headings as the rows go by."""

    renumber: bool
    sections: bool
    findings: list[Finding] = field(default_factory=list)
    raw: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    counts: list[int] = field(default_factory=list)
    known: dict[tuple[str, ...], str] = field(default_factory=dict)

    def take(self, row: MatrixRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The headings above a row, as printed and as they stand in the matrix."""
        raw = _raw_headings(row)
        if self.sections and not row["section"] and self.raw:
            self.findings.append(
                report.heading_missing(row["number"], self.printed[0], row.at("section"))
            )
            raw = (self.raw[0], *raw)
        elif raw and len(raw) < len(self.raw) and self.raw[: len(raw)] == raw:
            self.findings.append(
                report.heading_missing(row["number"], self.printed[-1], row.at("subsection"))
            )
        shared = _shared(raw, self.raw)
        printed = list(self.printed[:shared])
        self.counts = self.counts[: shared + 1]
        for depth in range(shared, len(raw)):
            del self.counts[depth + 1 :]
            if depth == len(self.counts):
                self.counts.append(0)
            path = raw[: depth + 1]
            if path in self.known:
                self.findings.append(report.heading_apart(raw[depth], row.at("section")))
            else:
                self.known[path] = self._numbered(row, raw[depth], depth)
            printed.append(self.known[path])
        self.raw, self.printed = raw, tuple(printed)
        return self.printed, self.raw

    def _numbered(self, row: MatrixRow, text: str, depth: int) -> str:
        """The heading with its own number, or with the next one."""
        number = outline_number(text)
        if number is not None and not self.renumber:
            self.counts[depth] = number.value
            return text
        self.counts[depth] += 1
        if number is not None:
            return _with_value(number, self.counts[depth]) + text[number.end :]
        form = _UNNUMBERED[min(depth, len(_UNNUMBERED) - 1)]
        sample = outline_number(f"{form}甲")
        if sample is None:  # every form above is an outline number
            return text
        printed = join_mark(_with_value(sample, self.counts[depth]), text)
        self.findings.append(report.heading_numbered(text, printed, row.at("section")))
        return printed


def _raw_headings(row: MatrixRow) -> tuple[str, ...]:
    """Section and subsections; one below another stands in one cell behind a space or break."""
    section = "".join(line.strip() for line in row["section"].split("\n"))
    parts: list[str] = []
    for line in row["subsection"].split("\n"):
        for i, piece in enumerate(line.split()):
            if not parts or outline_number(piece) is not None:
                parts.append(piece)
            else:
                parts[-1] += f" {piece}" if i else piece
    return (section, *parts) if section else tuple(parts)


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    count = 0
    while count < min(len(first), len(second)) and first[count] == second[count]:
        count += 1
    return count


def _with_value(number: OutlineNumber, value: int) -> str:
    """The number's mark with another value: （三） with 5 is （五）."""
    if number.level is Level.CIRCLED:
        return chr(0x245F + value) if value <= 20 else f"({value})"  # noqa: PLR2004 -- ① to ⑳
    text = str(value) if number.printed.isdecimal() else chinese_numeral(min(value, _MOST))
    return number.mark.replace(number.printed, text, 1)


def join_mark(mark: str, text: str) -> str:
    """Number and text; a figure right behind the dot would read as a decimal."""
    return f"{mark} {text}" if text[:1].isdecimal() and mark[-1:] in ".、" else mark + text


@dataclass(slots=True)
class _Numbers:
    """Numbers of the tasks: as the source printed them where the matrix still agrees with it."""

    rows: Sequence[MatrixRow]
    subs: Sequence[bool]
    renumber: bool
    findings: list[Finding] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    chinese: list[bool] = field(default_factory=list)
    faithful: bool = False
    parts: int = 0

    def __post_init__(self) -> None:
        self.originals = [_original(row) for row in self.rows]
        self.values = list(self._values())
        self.chinese = list(self._chinese())
        self.faithful = not self.renumber and self._agrees()

    def mark(self, index: int, heading: str) -> tuple[str, str]:
        """The mark of a row below a heading, and its number for tables and messages."""
        value = self.values[index]
        if self.subs[index]:
            self.parts += 1
            return "", f"{value}-{self.parts}"
        self.parts = 0
        number = value
        if self.faithful and self.originals[index]:
            number = numeral_value(self.originals[index]) or value
        mark = _mark(number, chinese=self.chinese[index], heading=heading)
        row = self.rows[index]
        if not self.renumber and numeral_value(_plain(row["number"])) != value:
            self.findings.append(report.number_chosen(row["number"], mark, row.at("number")))
        return mark, str(value)

    def _values(self) -> Iterator[int]:
        """The number of each row's task; one that can't be used is the next free one."""
        last = 0
        for row, sub in zip(self.rows, self.subs, strict=True):
            if sub:
                yield last
                continue
            value = None if self.renumber else numeral_value(_plain(row["number"]))
            orphan = _SUB_ITEM.fullmatch(row["number"].strip())
            if value is None and orphan and not self.renumber:
                parent = numeral_value(orphan[1])
                value = parent if parent and parent > last else None
            last = value if value and value <= _MOST else last + 1
            yield last

    def _chinese(self) -> Iterator[bool]:
        """Whether the source numbered a row in Chinese numerals; a new row follows the last."""
        stated = [
            not original.isdecimal() if original else False
            for original, row in zip(self.originals, self.rows, strict=True)
            if original or row["source"]
        ]
        last = bool(stated) and stated[0]
        for row, original in zip(self.rows, self.originals, strict=True):
            number = _plain(row["number"])
            if original:
                last = not original.isdecimal()
            elif row["source"]:
                last = False
            yield last or (
                bool(number) and not number[0].isdecimal() and bool(numeral_value(number))
            )

    def _agrees(self) -> bool:
        """Whether the printed numbers still hold: they rise as 序号 does, or begin again at 1."""
        previous: tuple[int, int] | None = None
        for i, sub in enumerate(self.subs):
            if sub:
                continue
            number = self.values[i]
            printed = numeral_value(self.originals[i]) if self.originals[i] else number
            if printed is None:
                return False
            rises = previous is not None and printed - previous[1] == number - previous[0]
            if not (printed in (number, 1) or rises):
                return False
            previous = (number, printed)
        return True


def _original(row: MatrixRow) -> str:
    """The number that the source printed, where it is another one than 序号."""
    match = _ORIGINAL.search(row["source"])
    return match[1] if match and numeral_value(match[1]) else ""


def _plain(number: str) -> str:
    """A number without its punctuation."""
    return number.strip().strip("（()）.．、 ")


def _mark(value: int, *, chinese: bool, heading: str) -> str:
    """The mark of a task below a heading: one level narrower than the heading."""
    above = outline_number(heading) if heading else None
    level = above.level if above else None
    if not chinese:
        return f"（{value}）" if level in (Level.ITEM, Level.SUBITEM) else f"{value}."
    numeral = chinese_numeral(min(value, _MOST))
    if level is Level.SECTION:
        return f"（{numeral}）"
    return f"{numeral}、" if level in (None, Level.CHAPTER) else f"第{numeral}条　"
