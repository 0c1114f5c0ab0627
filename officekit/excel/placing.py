"""Which value belongs into which cell of a live sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from officekit.excel.problems import WrongWorkbookError
from officekit.model.schema import SheetName, normalize_heading
from officekit.model.sheet_content import Formula, SheetContent, SheetValue
from officekit.model.table import Cell, CellValue, Table

Placed = SheetValue | CellValue

FEWEST_LINES, FEWEST_CROSS_LINES, FEWEST_CROSS_COLUMNS = 2, 5, 7
"""What the shipped workbook has when it is blank, and what always stays: rows and columns are put
in between two of a kind. 责任矩阵: two tasks and three totals, two units and five other columns."""
_TOTALS = 3


def laid_like(
    content: SheetContent,
    live: Table,
    keep: str | None,
    formulas: Sequence[Sequence[str]] = (),
) -> list[tuple[Placed, ...]]:
    """The content in the column order of the live sheet, own columns where they belong.

    Args:
        content: what shall stand there.
        live: the sheet as it is.
        keep: heading whose content identifies a line; what stands in own columns follows it.
        formulas: of the live sheet; one in an own column stays where its line stays.

    Raises:
        WrongWorkbookError: the headings are not where they belong.
    """
    if content.first_line == 1:
        return list(content.rows)
    head = content.first_line - 2
    texts = (
        [normalize_heading(cell.text) for cell in live.rows[head]] if len(live.rows) > head else []
    )
    heads = [normalize_heading(str(value)) for value in content.rows[head]]
    if content.name == SheetName.CROSS:
        return _cross(content, live)
    places = [texts.index(name) if name in texts else None for name in heads]
    if places[0] is None:
        raise WrongWorkbookError(
            f"工作表“{content.name}”第{head + 1}行不是表头，不能写入，工作簿没有改动。",
            f"请把表头（{'、'.join(str(v) for v in content.rows[head][:4])}……）恢复到第"
            f"{head + 1}行后再试。",
        )
    width = len(texts)
    for i, place in enumerate(places):
        if place is None:
            places[i], width = width, width + 1
    own = [i for i in range(len(texts)) if i not in places]
    kept = _own_values(live, head, texts, keep, own)
    key = heads.index(normalize_heading(keep)) if keep else 0
    rows: list[tuple[Placed, ...]] = list(content.rows[:head])
    for number, line in enumerate(content.rows[head:]):
        laid: list[Placed] = [None] * width
        for place, value in zip(places, line, strict=False):
            if place is not None:
                laid[place] = value
        wanted = kept.get(str(line[key])) if number and len(line) > key else None
        source = live.rows[head] if number == 0 else wanted
        for i in own:
            laid[i] = source[i].value if source else None
            if wanted and formulas and wanted is _line(live, head + number):
                formula = formulas[head + number][i]
                laid[i] = Formula(formula, "") if formula.startswith("=") else laid[i]
        rows.append(tuple(laid))
    return rows


def has_own_columns(content: SheetContent, live: Table) -> bool:
    """Whether the live sheet has columns that the content has not."""
    head = content.first_line - 2
    heads = {normalize_heading(str(value)) for value in content.rows[head]}
    return any(normalize_heading(cell.text) not in heads for cell in _line(live, head))


def _line(table: Table, index: int) -> tuple[Cell, ...]:
    return table.rows[index] if index < len(table.rows) else ()


def _cross(content: SheetContent, live: Table) -> list[tuple[Placed, ...]]:
    """责任矩阵 with at least as many lines and columns as the blank one, totals at the end."""
    head = content.first_line - 2
    if not content.lines:
        (title,), _, (note,) = content.rows
        heads = [cell.value for cell in _line(live, head)]
        blank = [None] * (FEWEST_CROSS_COLUMNS - 2 - _TOTALS)
        return [(title,), (str(note).split("\n")[0],), (*heads[:2], *blank, *heads[-_TOTALS:])]
    rows: list[tuple[Placed, ...]] = list(content.rows[:head])
    for row in content.rows[head:]:
        blank = [None] * (FEWEST_CROSS_COLUMNS - len(row))
        rows.append((*row[:-_TOTALS], *blank, *row[-_TOTALS:]))
    missing = FEWEST_CROSS_LINES - len(content.lines)
    return [*rows[:-_TOTALS], *[()] * missing, *rows[-_TOTALS:]]


def _own_values(
    live: Table, head: int, texts: Sequence[str], keep: str | None, own: Sequence[int]
) -> dict[str, tuple[Cell, ...]]:
    """Lines of the live sheet by what identifies them; empty where nothing is kept."""
    if keep is None or not own or normalize_heading(keep) not in texts:
        return {}
    column = texts.index(normalize_heading(keep))
    return {row[column].text: row for row in live.rows[head + 1 :] if row[column].text}


def runs(
    values: Mapping[tuple[int, int], Any],
) -> list[tuple[int, int, list[Any]]]:
    """Cells as vertical runs: first row, column, values downwards."""
    runs: list[tuple[int, int, list[Any]]] = []
    for column, row in sorted((column, row) for row, column in values):
        value = values[row, column]
        if runs and runs[-1][1] == column and runs[-1][0] + len(runs[-1][2]) == row:
            runs[-1][2].append(value)
        else:
            runs.append((row, column, [value]))
    return runs


def restored_values(table: Table, height: int, width: int) -> list[list[Any]]:
    """What each cell held: a formula with ``=``, else the value; covered cells hold nothing."""
    grid: list[list[Any]] = [[None] * width for _ in range(height)]
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            if not cell.merged:
                grid[r][c] = Formula(f"={cell.formula}", "") if cell.formula else cell.value
    return grid


def anchor(table: Table, row: int, column: int) -> tuple[int, int]:
    """The cell that holds the value: the first cell of the merge that covers this one."""
    while table.rows[row - 1][column - 1].merged:
        if column > 1 and table.rows[row - 1][column - 2].value == (
            table.rows[row - 1][column - 1].value
        ):
            column -= 1
        else:
            row -= 1
    return row, column


def same(wanted: Any, now: Any, formula: str) -> bool:
    """Whether a cell holds already what it shall hold."""
    if isinstance(wanted, Formula):
        return formula == wanted.text
    if formula.startswith("=") and formula != now:
        return False
    if wanted in (None, ""):
        return now in (None, "")
    if isinstance(wanted, bool) or isinstance(now, bool):
        return wanted is now
    if isinstance(wanted, (int, float)) and isinstance(now, (int, float)):
        return float(wanted) == float(now)
    return bool(wanted == now)
