"""Where the table of a return stands, and what its headings mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from officekit.exchange.submission_cells import (
    clean,
    filled,
    is_instruction_sheet,
    is_meta_sheet,
    is_reply_sheet,
    plain,
)
from officekit.model.packet import ANSWER_COLUMNS, ASSIGNED_COLUMNS, ROLE_HEADING, Packet
from officekit.model.returned import ReturnedSheet, SheetState
from officekit.model.schema import ROW_KEY, SheetName, column_for, columns_for, normalize_heading
from officekit.model.submission import Heading
from officekit.model.table import CellValue

ROLE_KEY = "role"
"""Key of the column 本单位职责."""

_LAYOUT = (ASSIGNED_COLUMNS[0], ROLE_KEY, *ASSIGNED_COLUMNS[1:], *ANSWER_COLUMNS, ROW_KEY.key)
_KEYS = frozenset(_LAYOUT)
_PLACES = {key: place for place, key in enumerate(_LAYOUT)}
_NO_TABLES = (is_meta_sheet, is_instruction_sheet, is_reply_sheet)
_SEARCHED_ROWS = 15
_FEWEST_KNOWN = 3
_ENOUGH_KNOWN = 5
_LONGEST_HEADING = 40
_MERGED_DOWN = 3


@dataclass(frozen=True)
class TableHead:
    """The headings of a table.

    Attributes:
        sheet: on which it stands.
        first_row, last_row: of the headings, from 1; one row as issued, two where merged.
        headings: left to right.
    """

    sheet: ReturnedSheet
    first_row: int
    last_row: int
    headings: tuple[Heading, ...]

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Column of the sheet by key; the first where a heading comes twice."""
        found: dict[str, int] = {}
        for heading in self.headings:
            if heading.key:
                found.setdefault(heading.key, heading.column)
        return found

    @cached_property
    def texts(self) -> Mapping[int, str]:
        """Text of the heading by column of the sheet."""
        return {heading.column: heading.text for heading in self.headings if heading.text}

    @cached_property
    def body(self) -> tuple[int, ...]:
        """Rows below the headings that the file stores, ascending."""
        return tuple(sorted(row for row in self.sheet.rows if row > self.last_row))


def find_table(sheets: Sequence[ReturnedSheet]) -> TableHead | None:
    """The sheet with the table: 责任清单 where it has headings and rows, else the likeliest.

    Args:
        sheets: of the file.

    Returns:
        The table of the sheet that has rows, is visible and has most known headings, in this
        order; ``None`` where no sheet has three of them among its first fifteen rows.
    """
    best: TableHead | None = None
    best_rank: tuple[bool, bool, bool, int] | None = None
    for sheet in sorted(sheets, key=lambda each: each.name.strip() != SheetName.TASKS):
        if any(is_it(sheet.name) for is_it in _NO_TABLES):
            continue
        head = find_headings(sheet)
        if head is None:
            continue
        rank = (
            any(row > head.last_row and len(cells) > 1 for row, cells in sheet.rows.items()),
            sheet.state is SheetState.VISIBLE,
            sheet.name.strip() == SheetName.TASKS,
            len(head.columns),
        )
        if all(rank):
            return head
        if best_rank is None or rank > best_rank:
            best, best_rank = head, rank
    return best


def find_headings(sheet: ReturnedSheet) -> TableHead | None:
    """The headings of a sheet in one row or in two merged ones, ``None`` where it has none."""
    rows = _heading_rows(sheet)
    if rows is None:
        return None
    first, last = rows
    upper, lower = sheet.rows.get(first, {}), sheet.rows.get(last, {})
    columns = sorted(
        column
        for column in {*upper, *lower}
        if filled(upper.get(column)) or filled(lower.get(column))
    )
    texts = tuple(_heading_text(upper.get(c), lower.get(c)) for c in columns)
    headings = tuple(
        Heading(text, column, key, _hidden(sheet, column))
        for text, column, key in zip(texts, columns, _keys_of(texts), strict=True)
    )
    return TableHead(sheet, first, last, headings)


def complete_by_place(head: TableHead, packet: Packet) -> TableHead:
    """Recognise columns whose heading was deleted or renamed by their issued texts.

    The key column is known by its keys. An assigned column is known by its place between the
    columns beside which it was issued, if the others stand in the issued order and all its
    texts are the issued ones. Answers can't be recognised without their heading.
    """
    keys = frozenset(packet.keys)
    issued = _issued_columns(packet)
    head = _without_strangers(head, issued)
    if ROW_KEY.key not in head.columns:
        head = _with_key_column(head, keys)
    missing = [key for key in issued if key not in head.columns and key not in ANSWER_COLUMNS]
    places = [head.columns[key] for key in issued if key in head.columns]
    if not missing or ROW_KEY.key not in head.columns or places != sorted(places):
        return head
    for key in missing:
        column = _fitting_column(head, packet, issued, key)
        if column:
            head = _with_key(head, column, key)
    return head


def key_in(head: TableHead, row: int) -> str:
    """The row key that stands in a row, blank where there is none."""
    column = head.columns.get(ROW_KEY.key)
    return key_text(head.sheet.value(row, column)) if column else ""


def key_text(value: CellValue) -> str:
    """A row key as text, in half width."""
    text = clean(value)
    return text if text.isascii() else plain(text) or text


def _heading_rows(sheet: ReturnedSheet) -> tuple[int, int] | None:
    best_row, best = 0, frozenset[str]()
    for row in sorted(sheet.rows)[:_SEARCHED_ROWS]:
        known = _known_in(sheet.rows[row])
        if len(known) > len(best):
            best_row, best = row, known
        if len(best) >= _ENOUGH_KNOWN:
            break
    if len(best) < _FEWEST_KNOWN:
        return None
    for other in (best_row - 1, best_row + 1):
        new = _known_in(sheet.rows.get(other, {})) - best
        first = min(best_row, other)
        if len(new) > 1 or (new and _merged_down(sheet, first)):
            return first, first + 1
    if _merged_down(sheet, best_row) >= _MERGED_DOWN:
        return best_row, best_row + 1
    return best_row, best_row


def _merged_down(sheet: ReturnedSheet, row: int) -> int:
    """How many columns are merged over this row and the next one."""
    return sum(
        first == row and last == row + 1 and left == right
        for first, left, last, right in sheet.merges
    )


def _known_in(cells: Mapping[int, CellValue]) -> frozenset[str]:
    found = {
        _key_of(value)
        for value in cells.values()
        if isinstance(value, str) and len(value) <= _LONGEST_HEADING
    }
    return frozenset(found - {""})


@lru_cache(maxsize=4096)
def _key_of(text: str) -> str:
    """Key of the column that a heading means, blank where it is none of a packet's."""
    if normalize_heading(text) == ROLE_HEADING:
        return ROLE_KEY
    column = column_for(text)
    return column.key if column and column.key in _KEYS else ""


@lru_cache(maxsize=256)
def _keys_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Key of each heading; one that comes again to the right has the key too."""
    keys = [column.key if column and column.key in _KEYS else "" for column in columns_for(texts)]
    seen: set[str] = set()
    for i, text in enumerate(texts):
        meant = _key_of(text)
        if not keys[i] and (meant == ROLE_KEY or meant in seen):
            keys[i] = meant
        seen.add(keys[i])
    return tuple(keys)


def _heading_text(upper: CellValue, lower: CellValue) -> str:
    below, above = clean(lower), clean(upper)
    if below and (_key_of(below) or not _key_of(above)):
        return below
    return above or below


def _hidden(sheet: ReturnedSheet, column: int) -> bool:
    return any(first <= column <= last for first, last in sheet.hidden_columns)


def _issued_columns(packet: Packet) -> list[str]:
    """Keys of the columns that the packet's workbook has, in their order."""
    used = {ASSIGNED_COLUMNS[0], ROLE_KEY, *ANSWER_COLUMNS, ROW_KEY.key}
    for row in packet.rows:
        used.update(key for key, text in row.assigned.items() if text)
    return sorted(used & _KEYS, key=_PLACES.__getitem__)


def _without_strangers(head: TableHead, issued: list[str]) -> TableHead:
    """Of headings that say the same, the one beside an issued neighbour counts.

    Where another heading was overwritten with this text, its column would be read as this one.
    """
    keys = [heading.key for heading in head.headings]
    found: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if key in issued:
            found.setdefault(key, []).append(place)
    strangers: set[int] = set()
    for key, places in found.items():
        if len(places) > 1:
            beside = [place for place in places if _has_neighbour(keys, place, issued, key)]
            strangers.update(set(places).difference(beside) if len(beside) == 1 else ())
    if not strangers:
        return head
    kept = tuple(
        replace(heading, key="") if place in strangers else heading
        for place, heading in enumerate(head.headings)
    )
    return TableHead(head.sheet, head.first_row, head.last_row, kept)


def _has_neighbour(keys: list[str], place: int, issued: list[str], key: str) -> bool:
    """Whether the heading before or behind is the one that was issued there."""
    number = issued.index(key)
    before = issued[number - 1] if number else None
    behind = issued[number + 1] if number + 1 < len(issued) else None
    return (place > 0 and keys[place - 1] == before) or (
        place + 1 < len(keys) and keys[place + 1] == behind
    )


def _with_key_column(head: TableHead, keys: frozenset[str]) -> TableHead:
    """The table with the unnamed column that holds mostly known row keys."""
    taken = frozenset(head.columns.values())
    hits: dict[int, int] = {}
    others: dict[int, int] = {}
    for row in head.body:
        for column, value in head.sheet.rows[row].items():
            if column not in taken and filled(value):
                counts = hits if key_text(value) in keys else others
                counts[column] = counts.get(column, 0) + 1
    likely = [column for column, count in hits.items() if count > others.get(column, 0)]
    if not likely:
        return head
    return _with_key(head, max(likely, key=lambda column: (hits[column], -column)), ROW_KEY.key)


def _fitting_column(head: TableHead, packet: Packet, issued: list[str], key: str) -> int:
    """Column between the neighbours of a missing one that holds its issued texts, 0 if none."""
    place = issued.index(key)
    before = [head.columns[k] for k in issued[:place] if k in head.columns]
    after = [head.columns[k] for k in issued[place + 1 :] if k in head.columns]
    taken = frozenset(head.columns.values())
    expected = {
        row.key: plain(row.role if key == ROLE_KEY else row.assigned.get(key, ""))
        for row in packet.rows
    }
    tasks = [(row, found) for row in head.body if (found := key_in(head, row)) in expected]
    for column in range(max(before, default=0) + 1, min(after, default=0)):
        texts = [(plain(clean(head.sheet.value(row, column))), found) for row, found in tasks]
        fits = all(text == expected[found] for text, found in texts)
        if column not in taken and fits and any(text for text, _ in texts):
            return column
    return 0


def _with_key(head: TableHead, column: int, key: str) -> TableHead:
    """The table with one more column that is known."""
    kept = tuple(
        replace(heading, key=key) if heading.column == column else heading
        for heading in head.headings
    )
    if column not in {heading.column for heading in kept}:
        added = Heading("", column, key, _hidden(head.sheet, column))
        kept = tuple(sorted((*kept, added), key=lambda heading: heading.column))
    return TableHead(head.sheet, head.first_row, head.last_row, kept)
