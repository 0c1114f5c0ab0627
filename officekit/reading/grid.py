"""From the sparse cells that a spreadsheet file stores to a rectangular table.

Shared by the readers of .xlsx, of legacy formats and of delimited text. Nothing dense is built
before the extent of the non-blank cells is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from officekit.errors import FileRefusedError
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location, column_letters
from officekit.model.table import Cell, CellValue, Table, text_of

ROW_GAP = 1_000
COLUMN_GAP = 100
_MOST_SINGLE_FINDINGS = 100
_MOST_NAMED = 10
_QUOTE = 30


class Range(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, the last ones belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class SparseSheet:
    """The cells that a file stores for one sheet.

    Attributes:
        name: sheet name.
        rows: row → column → value, both from 1; non-blank cells, and those of ``uncached``.
        formulas: (row, column) → formula text without ``=``.
        merges: merged ranges.
        hidden_rows: rows that the file hides.
        hidden_columns: first and last column of each hidden range.
        errors: cells with an error value, their text being the value (``#REF!``).
        uncached: cells with a formula and no stored value.
    """

    name: str
    rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    uncached: list[tuple[int, int]] = field(default_factory=list)


class Noted(NamedTuple):
    """A cell and what is told of it."""

    row: int
    column: int
    text: str


class _Problem(NamedTuple):
    code: str
    what: str
    hint: str


def build_table(sheet: SparseSheet, file: str, most_cells: int) -> tuple[Table, list[Finding]]:
    """The table of a sheet, and what there is to report about it.

    Row 1 of the sheet is the table's first row, blank or not. Cells behind a gap of more than
    ``ROW_GAP`` blank rows or ``COLUMN_GAP`` blank columns after the main block stay outside.

    Args:
        sheet: the stored cells.
        file: path for the locations.
        most_cells: largest grid that is built.

    Returns:
        The table and the findings RD020 to RD025.

    Raises:
        FileRefusedError: the grid or the merged ranges are too large.
    """
    last_row, last_column = extent(sheet, most_cells)
    stray = take_stray(sheet, last_row, last_column)
    last_row, last_column = _widened_by_merges(sheet, last_row, last_column, most_cells)
    covered = _covered(sheet, last_row, last_column, most_cells)
    findings = [
        *_value_findings(sheet, file, stray),
        *_covered_findings(sheet, file, covered),
        *_hidden_findings(sheet, file, last_row, last_column),
    ]
    if not sheet.rows and not findings:
        findings.append(_empty_finding(sheet.name, file))
    hidden_columns = frozenset(
        column
        for first, last in sheet.hidden_columns
        for column in range(first, min(last, last_column) + 1)
    )
    table = Table(
        _dense_rows(sheet, file, last_row, last_column, covered),
        sheet.name,
        Location(file=file, sheet=sheet.name, row=1, column=1),
        frozenset(row for row in sheet.hidden_rows if row <= last_row),
        hidden_columns,
    )
    return table, findings


def extent(sheet: SparseSheet, most_cells: int) -> tuple[int, int]:
    """Last row and column of the main block of cells; the block is what no large gap divides.

    Raises:
        FileRefusedError: even the block next to the sheet's edge has a larger grid than that.
    """
    per_row = {row: len(cells) for row, cells in sheet.rows.items()}
    for near in (False, True):
        last_row = _block_end(per_row, ROW_GAP, near=near)
        per_column = Counter(
            column for row, cells in sheet.rows.items() if row <= last_row for column in cells
        )
        last_column = _block_end(per_column, COLUMN_GAP, near=near)
        if last_row * last_column <= most_cells:
            return (last_row, last_column) if last_row and last_column else (0, 0)
    raise _too_large(sheet.name)


def _block_end(counts: Mapping[int, int], gap: int, *, near: bool) -> int:
    """Last line of the block with the most cells, or of the one next to the sheet's edge."""
    blocks = [[0, 0]]
    for line in sorted(counts):
        if line - blocks[-1][0] - 1 > gap:
            blocks.append([line, 0])
        blocks[-1][0] = line
        blocks[-1][1] += counts[line]
    return blocks[0][0] if near else max(blocks, key=lambda block: block[1])[0]


def take_stray(sheet: SparseSheet, last_row: int, last_column: int) -> list[Noted]:
    """Move the cells outside the extent out of the sheet.

    Returns:
        Them, with their text or, where they have no value, their formula.
    """
    stray = []
    for row in sorted(sheet.rows):
        cells = sheet.rows[row]
        columns = sorted(cells) if row > last_row else [c for c in cells if c > last_column]
        for column in sorted(columns):
            value = cells.pop(column)
            text = "=" + sheet.formulas[row, column] if value is None else text_of(value)
            stray.append(Noted(row, column, text))
        if not cells:
            del sheet.rows[row]
    return stray


def _widened_by_merges(
    sheet: SparseSheet, last_row: int, last_column: int, most_cells: int
) -> tuple[int, int]:
    """The extent with the merges that start in it; a merge of whole rows or columns is cut."""
    rows, columns = last_row, last_column
    for merge in sheet.merges:
        if merge.first_column in sheet.rows.get(merge.first_row, {}):
            if merge.last_row - last_row <= ROW_GAP:
                rows = max(rows, merge.last_row)
            if merge.last_column - last_column <= COLUMN_GAP:
                columns = max(columns, merge.last_column)
    return (rows, columns) if rows * columns <= most_cells else (last_row, last_column)


def _covered(
    sheet: SparseSheet, last_row: int, last_column: int, most_cells: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """Covered cell → first cell of its merge."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    area = 0
    for merge in sheet.merges:
        bottom, right = min(merge.last_row, last_row), min(merge.last_column, last_column)
        if bottom < merge.first_row or right < merge.first_column:
            continue
        area += (bottom - merge.first_row + 1) * (right - merge.first_column + 1)
        if area > most_cells:
            raise _too_large(sheet.name)
        anchor = (merge.first_row, merge.first_column)
        for row in range(merge.first_row, bottom + 1):
            for column in range(merge.first_column, right + 1):
                covered[row, column] = anchor
        del covered[anchor]
    return covered


def _too_large(name: str) -> FileRefusedError:
    return FileRefusedError(
        f"工作表“{name}”的单元格太多或占用范围过大，已停止读取。",
        "请删去无关的行、列和合并单元格，或把内容复制到新的工作表后再试。",
        entry="A08",
    )


def _dense_rows(
    sheet: SparseSheet,
    file: str,
    last_row: int,
    last_column: int,
    covered: Mapping[tuple[int, int], tuple[int, int]],
) -> tuple[tuple[Cell, ...], ...]:
    name, formulas, blank = sheet.name, sheet.formulas, dict[int, CellValue]()
    columns = range(1, last_column + 1)
    merged_rows = {row for row, _ in covered}
    formula_rows = {row for row, _ in formulas}
    rows = []
    for row in range(1, last_row + 1):
        value = sheet.rows.get(row, blank).get
        if row not in merged_rows and row not in formula_rows:
            rows.append(
                tuple([Cell(value(c), Location(file, None, None, name, row, c)) for c in columns])
            )
            continue
        cells = []
        for column in columns:
            anchor = covered.get((row, column))
            shown = value(column) if anchor is None else _value_at(sheet, anchor)
            location = Location(file, None, None, name, row, column)
            formula = formulas.get((row, column))
            cells.append(Cell(shown, location, merged=anchor is not None, formula=formula))
        rows.append(tuple(cells))
    return tuple(rows)


def _value_at(sheet: SparseSheet, place: tuple[int, int]) -> CellValue:
    return sheet.rows.get(place[0], {}).get(place[1])


def _at(sheet: str, file: str, row: int, column: int, quote: str = "") -> Location:
    return Location(file=file, sheet=sheet, row=row, column=column, quote=quote)


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE else text[:_QUOTE] + "…"


def _value_findings(sheet: SparseSheet, file: str, stray: list[Noted]) -> Iterable[Finding]:
    outside = {(note.row, note.column) for note in stray}
    errors = [
        Noted(*place, text_of(_value_at(sheet, place)))
        for place in sheet.errors
        if place not in outside
    ]
    uncached = [Noted(*place, "=" + sheet.formulas[place]) for place in sheet.uncached]
    yield from _each(
        _Problem("RD020", "是错误值“{text}”", "请在表中改正公式或直接填写内容。"),
        errors,
        sheet.name,
        file,
    )
    yield from _each(
        _Problem(
            "RD021",
            "有公式“{text}”，但文件里没有存计算结果",
            "请用 Excel 或 WPS 打开，重新计算并保存后再试。",
        ),
        uncached,
        sheet.name,
        file,
    )
    yield from _each(
        _Problem(
            "RD022",
            "远离表格主体，内容“{text}”没有读入表格",
            "如果有用，请移到表格旁边；如果是误填，请删除。",
        ),
        stray,
        sheet.name,
        file,
    )


def _covered_findings(
    sheet: SparseSheet, file: str, covered: Mapping[tuple[int, int], tuple[int, int]]
) -> Iterable[Finding]:
    notes = []
    for place, anchor in covered.items():
        own = _value_at(sheet, place)
        if own is not None and own != _value_at(sheet, anchor):
            notes.append(Noted(*place, text_of(own)))
    problem = _Problem(
        "RD025",
        "被合并单元格盖住，下面还有看不见的内容“{text}”",
        "请取消合并，看清内容后再决定去留。",
    )
    return _each(problem, notes, sheet.name, file)


def _each(problem: _Problem, notes: list[Noted], sheet: str, file: str) -> Iterable[Finding]:
    """One warning a cell; from the hundred-first on, one for all that remain."""
    for row, column, text in notes[:_MOST_SINGLE_FINDINGS]:
        message = (
            f"工作表“{sheet}”的 {column_letters(column)}{row} 单元格"
            f"{problem.what.format(text=_short(text))}。"
        )
        place = _at(sheet, file, row, column, text)
        yield Finding(problem.code, Severity.WARNING, message, problem.hint, place, value=text)
    rest = notes[_MOST_SINGLE_FINDINGS:]
    if rest:
        first, last = (f"{column_letters(note.column)}{note.row}" for note in (rest[0], rest[-1]))
        yield Finding(
            problem.code,
            Severity.WARNING,
            f"工作表“{sheet}”从 {first} 到 {last} 还有 {len(rest)} 个单元格有同样的问题。",
            problem.hint,
            _at(sheet, file, rest[0].row, rest[0].column),
            value="\n".join(
                f"{column_letters(note.column)}{note.row}\t{note.text}" for note in rest
            ),
        )


def _hidden_findings(
    sheet: SparseSheet, file: str, last_row: int, last_column: int
) -> Iterable[Finding]:
    rows = sorted(row for row in sheet.hidden_rows if row in sheet.rows)
    used = {column for cells in sheet.rows.values() for column in cells}
    columns = sorted(
        column
        for first, last in sheet.hidden_columns
        for column in range(first, min(last, last_column) + 1)
        if column in used
    )
    parts = []
    if rows:
        parts.append(f"第 {_listed([str(row) for row in rows])} 行")
    if columns:
        parts.append(f"{_listed([column_letters(column) for column in columns])} 列")
    if not parts or not last_row:
        return
    row = rows[0] if rows else None
    column = columns[0] if columns and not rows else None
    yield Finding(
        "RD024",
        Severity.INFO,
        f"工作表“{sheet.name}”的{'和'.join(parts)}被隐藏，其中有内容，已一并读入。",
        "请取消隐藏，核对这些内容是否应当保留。",
        Location(file=file, sheet=sheet.name, row=row, column=column),
    )


def _listed(names: list[str]) -> str:
    shown = "、".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown} 等 {len(names)} "


def _empty_finding(name: str, file: str) -> Finding:
    return Finding(
        "RD023",
        Severity.INFO,
        f"工作表“{name}”是空的。",
        "如果里面本应有内容，请检查文件是否保存完整。",
        Location(file=file, sheet=name),
    )


def skipped_finding(name: str, file: str) -> Finding:
    """RD023 for a sheet that has no cells by its nature: chart, dialog or macro sheet."""
    return Finding(
        "RD023",
        Severity.INFO,
        f"“{name}”是图表页、对话框或宏表，没有可读的单元格，已跳过。",
        "如果需要其中的内容，请把数据放进普通工作表。",
        Location(file=file, sheet=name),
    )
