"""Matrix ↔ Table: one codec for files and for a live Excel range."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from officekit.errors import ContentError
from officekit.matrix.row_keys import assign_keys, key_text
from officekit.matrix.side_sheets import SideSheets, read_side_sheets
from officekit.matrix.title_rows import is_title_row, title_row_finding
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import Field, Matrix, MatrixRow, make_row
from officekit.model.schema import (
    CONTINUATION,
    ROW_KEY,
    Column,
    SheetName,
    column_for,
    columns_for,
    normalize_heading,
)
from officekit.model.table import Cell, CellValue, Table
from officekit.model.unit import UnitFamilies

_HEADER_ROWS = 10
_FEWEST_HEADINGS = 3
_OWN = Column("own", "自设列")
_CONTINUED = re.compile(rf"^(.+){CONTINUATION}\d+）$", re.DOTALL)


def to_table(matrix: Matrix, *, name: str = SheetName.TASKS) -> Table:
    """The matrix as a grid: a heading row, then a row a task, the row key in the last column."""
    columns = matrix.columns
    grid: list[list[CellValue]] = [[*matrix.column_order, ROW_KEY.heading]]
    for row in matrix.rows:
        values: list[CellValue] = []
        for column in columns:
            text = column.field_of(row).text
            values.append(column.column.to_cell(text) if column.column else text)
        grid.append([*values, row.key])
    return Table.from_values(grid, name=name, file=matrix.source)


def from_tables(
    sheets: Sequence[Table], *, file: str = "", families: UnitFamilies | None = None
) -> Matrix:
    """The matrix of a workbook.

    The list is the sheet 责任清单, else the sheet with the most known headings; its heading row
    is looked for in the first ten rows. Columns may stand in any order and bear alias headings;
    unknown columns are kept as own columns. Blank rows and repeated heading rows are skipped.

    Args:
        sheets: all sheets of the workbook, hidden ones included.
        file: the workbook, for messages.
        families: naming knowledge for the registry that is read from 单位名录.

    Returns:
        The matrix; findings are ``MX010`` (row without a known key, kept under a new one),
        ``MX011`` (key used twice), ``MX012`` (unknown heading, kept as own column) and ``MX014``
        (a title over the whole width, which is no task).

    Raises:
        ContentError: no sheet has the headings of a task list.
    """
    sheet, header = _find_list(sheets, file)
    side = read_side_sheets(sheets, families)
    cells = sheet.rows[header]
    headings, findings = _headings(sheet, header, side)
    meanings = columns_for([heading or "" for heading in headings])
    lines = [line for line in sheet.rows[header + 1 :] if _has_content(line, cells, meanings)]
    titles = [title_row_finding(line) for line in lines if is_title_row(line, meanings)]
    raw_rows = [(x, key_text(x, meanings)) for x in lines if not is_title_row(x, meanings)]
    keys, key_findings = assign_keys(raw_rows, meanings, side.row_keys, file or sheet.location.file)
    kept = [i for i, h in enumerate(headings) if h is not None and meanings[i] is not ROW_KEY]
    shown = tuple(headings[i] or "" for i in kept)
    known = tuple(meanings[i] for i in kept)
    rows = [
        make_row(key, shown, known, [_field(line[i], meanings[i], key) for i in kept])
        for (line, _), key in zip(raw_rows, keys, strict=True)
    ]
    own = tuple(h for h, column in zip(shown, known, strict=True) if column is None)
    matrix = Matrix(
        title=side.settings["标题"] if "标题" in side.settings else _title_above(sheet, header),
        rows=tuple(rows),
        own_columns=own,
        column_order=shown,
        settings=side.settings,
        registry=side.registry,
        findings=(*findings, *titles, *key_findings, *side.findings),
        changes=side.changes,
        year=_year(side.settings.get("年度", "")),
        source=file or sheet.location.file,
        confirmed_units=side.confirmed_units,
        opinions=side.opinions,
        id=side.id,
        decisions=side.decisions,
    )
    return _joined(matrix)


# ------------------------------------------------------------------ the sheet and its headings


def _find_list(sheets: Sequence[Table], file: str) -> tuple[Table, int]:
    candidates = []
    for position, sheet in enumerate(sheets):
        if sheet.name in set(SheetName) - {SheetName.TASKS}:
            continue
        header, score = _header_row(sheet)
        named = normalize_heading(sheet.name) == SheetName.TASKS
        if score >= _FEWEST_HEADINGS:
            candidates.append((named, score, -position, sheet, header))
    if not candidates:
        place = f"“{file}”中" if file else "这个工作簿里"
        raise ContentError(
            f"{place}没有找到责任清单：没有一张表的前{_HEADER_ROWS}行里有“重点任务、牵头单位”"
            "等表头。",
            "请检查文件是否选对；如果表头被改过，请恢复为“序号、重点任务、牵头单位、责任单位”等名称。",
        )
    best = max(candidates, key=lambda candidate: candidate[:3])
    return best[3], best[4]


def _header_row(sheet: Table) -> tuple[int, int]:
    """Index of the row with the most known headings, and how many it has."""
    scores = []
    for line in sheet.rows[:_HEADER_ROWS]:
        found = {column_for(c.text) for c in line if c.text and not c.merged} - {None, ROW_KEY}
        scores.append(len(found))
    best = max(scores, default=0)
    return (scores.index(best) if scores else 0), best


def _headings(
    sheet: Table, header: int, side: SideSheets
) -> tuple[list[str | None], list[Finding]]:
    """Heading of each column, unique; ``None`` for a blank column without heading."""
    cells = sheet.rows[header]
    texts = [" ".join(cell.text.split()) for cell in cells]
    meanings = columns_for(texts)
    seen: Counter[str] = Counter()
    headings: list[str | None] = []
    findings = []
    for i, text in enumerate(texts):
        filled = any(line[i].text for line in sheet.rows[header + 1 :])
        if not text and not filled:
            headings.append(None)
            continue
        letters = (cells[i].location.cell or str(i + 1)).rstrip("0123456789")
        heading = text or f"未命名列{letters}"
        seen[heading] += 1
        while seen[heading] > 1 or heading in headings:
            heading = f"{text or heading}（重复{seen[text or heading]}）"
            seen[heading] += 1
        headings.append(heading)
        if (
            meanings[i] is None
            and heading not in side.own_columns
            and not _CONTINUED.match(heading)
        ):
            findings.append(_unknown_heading(cells[i], heading))
    return headings, findings


def _unknown_heading(cell: Cell, heading: str) -> Finding:
    return Finding(
        "MX012",
        Severity.INFO,
        f"表头“{heading}”不在规定的列名中，已作为自设列原样保留。",
        "如果它就是某个规定的列，请把表头改成规定的名称。",
        cell.location.quoting(heading),
        value=heading,
    )


def _title_above(sheet: Table, header: int) -> str:
    above = (cell.text for line in sheet.rows[:header] for cell in line if not cell.merged)
    return next((text for text in above if text), "")


def _year(text: str) -> int | None:
    match = re.fullmatch(r"(20\d\d)年?", text)
    return int(match[1]) if match else None


# ------------------------------------------------------------------ rows and their keys


def _has_content(
    line: Sequence[Cell], header: Sequence[Cell], meanings: Sequence[Column | None]
) -> bool:
    """Whether a row is a task: not blank, not a repetition of the heading row."""
    pairs = [
        (cell.text, head.text)
        for cell, head, column in zip(line, header, meanings, strict=True)
        if column is not ROW_KEY and cell.text
    ]
    return any(text != heading for text, heading in pairs)


def _field(cell: Cell, column: Column | None, key: str) -> Field:
    text = column.to_text(cell.value) if column else _OWN.to_text(cell.value)
    return Field(text, replace(cell.location, row_key=key, quote=text))


def _joined(matrix: Matrix) -> Matrix:
    """Columns that carry on a long text (主要举措（续1）) put back behind their first part."""
    continued = [h for h in matrix.own_columns if _is_continuation(h, matrix.column_order)]
    if not continued:
        return matrix
    order = tuple(h for h in matrix.column_order if h not in continued)
    own = tuple(h for h in matrix.own_columns if h not in continued)
    shorter = replace(matrix, column_order=order, own_columns=own)
    meaning = {column.heading: column.column for column in shorter.columns}
    rows = []
    for row in matrix.rows:
        fields, own_fields = dict(row.fields), dict(row.own)
        for heading in continued:
            rest = own_fields.pop(heading).text
            base = heading[: heading.rindex(CONTINUATION)]
            column = meaning[base]
            first = fields.get(column.key, Field()) if column else own_fields[base]
            longer = replace(first, text=first.text + rest)
            if column:
                fields[column.key] = longer
            else:
                own_fields[base] = longer
        rows.append(MatrixRow(row.key, fields, tuple(own_fields.items())))
    return replace(shorter, rows=tuple(rows))


def _is_continuation(heading: str, order: Sequence[str]) -> bool:
    match = _CONTINUED.match(heading)
    return match is not None and match[1] in order
