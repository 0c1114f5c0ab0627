"""What stands in each sheet of the matrix workbook: one source for files and for live Excel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from officekit.model.finding import Finding, Severity
from officekit.model.location import column_letters
from officekit.model.matrix import (
    LEAD_MARK,
    SUPPORT_MARK,
    CrossTable,
    Matrix,
    MatrixRow,
    SheetColumn,
    finding_key,
)
from officekit.model.schema import (
    BY_KEY,
    FINDING_KEY,
    FINDING_MARK,
    FORMAT_VERSION,
    ROW_KEY,
    SheetName,
)
from officekit.model.setting import NO, SETTINGS, YES
from officekit.model.sheet_content import Formula, ListPlaces, SheetContent, SheetValue
from officekit.writing.layout import MAX_ROW_HEIGHT, chunks, clean, upright_height
from officekit.writing.long_texts import split_long_texts

FIRST_ROW = 3
"""Row of the first line of every visible sheet, counted from 0."""

FINDING_HEADS = (
    *("级别", "编号", "跳转", "任务", "位置", "现有内容", "应为", "问题", "建议", "处理意见"),
    *(FINDING_KEY, FINDING_MARK),
)
UNIT_HEADS = (
    *("单位名称", "别名（原文写法）", "层级", "类别", "牵头任务数", "配合任务数", "确认"),
    "所属集体",
)
SETTING_HEADS = ("项目", "内容", "说明")
CHANGE_HEADS = ("时间", "位置", "原内容", "新内容", "说明")
TOTALS = ("牵头数", "配合数", "合计")

_LONGEST_QUOTE = 60
_LEAST_HEAD_HEIGHT, _HEAD_SIZE = 60.0, 10.5  # points
_LONGEST_KEY = 100  # a text in a formula has 255 characters at most
_LONGEST_LEAD = 40  # characters of a text that stands for a missing title
_UNIT_COLUMNS = ("lead", "support")
_TABLE_NAME = re.compile(r"(?:任务)?(?:责任)?分工表$|(?:工作)?台账$|任务表$|责任清单$")
"""What a task table calls itself at the end of its title; the sheet says what it is."""

Rows = tuple[tuple[SheetValue, ...], ...]


def cell_text(text: str) -> str:
    """A text that fits a cell; a longer one ends with how much is missing."""
    text = clean(text)
    first, *rest = chunks(text)
    if rest:
        first = chunks(text, 32_000)[0]
        first += f"\n……（单元格放不下，后面还有{len(text) - len(first)}字没有列出）"
    return first


def sheet_contents(
    matrix: Matrix, cross: CrossTable, places: ListPlaces | None = None
) -> dict[SheetName, SheetContent]:
    """What stands in each sheet, by name.

    Args:
        matrix: the list; a text too long for a cell is carried on in a column behind (``MX013``).
        cross: its cross table.
        places: where the rows of 责任清单 stand; by default where a new workbook has them.
    """
    matrix = split_long_texts(matrix)
    return {
        SheetName.TASKS: list_content(matrix),
        SheetName.CROSS: cross_content(matrix, cross),
        SheetName.FINDINGS: findings_content(matrix, places or list_places(matrix)),
        SheetName.UNITS: units_content(matrix, cross),
        SheetName.SETTINGS: settings_content(matrix),
        SheetName.CHANGES: changes_content(matrix),
        SheetName.META: meta_content(matrix),
    }


def sheet_title(matrix: Matrix, suffix: str) -> str:
    """Title line of a sheet: the plan's title and what the sheet is."""
    return table_title(matrix.title or matrix.settings.get("标题", ""), suffix)


def table_title(title: str, suffix: str) -> str:
    """Title line of a table: that of the list, with what the table is in place of 责任清单."""
    return title if title.endswith(suffix) else f"{_TABLE_NAME.sub('', title)}{suffix}"


def list_places(matrix: Matrix) -> ListPlaces:
    """Where the rows and columns stand in a sheet that is made anew."""
    columns = matrix.columns
    return ListPlaces(
        {row.key: FIRST_ROW + i for i, row in enumerate(matrix.rows)},
        {c.column.key if c.column else c.heading: i for i, c in enumerate(columns)},
        len(columns),
    )


def list_content(matrix: Matrix) -> SheetContent:
    """责任清单, without texts that are too long for a cell."""
    columns = matrix.columns
    units = {
        unit.name if unit else printed
        for row in matrix.rows
        for key in _UNIT_COLUMNS
        for printed, unit in matrix.resolved_units(row, key)
    }
    lines = [
        (*(_list_value(column, row) for column in columns), cell_text(row.key))
        for row in matrix.rows
    ]
    return _content(
        SheetName.TASKS,
        sheet_title(matrix, SheetName.TASKS),
        f"共{len(matrix.rows)}项任务，涉及{len(units)}个单位",
        (*(column.heading for column in columns), ROW_KEY.heading),
        lines,
    )


def _list_value(column: SheetColumn, row: MatrixRow) -> SheetValue:
    text = clean(column.field_of(row).text)
    value = column.column.to_cell(text) if column.column else text
    return value if isinstance(value, (int, float)) else cell_text(text)


def shown_title(row: MatrixRow) -> str:
    """The task's title; the beginning of its text where it has none."""
    return clean(row["title"] or row["measures"][:_LONGEST_LEAD])


def cross_content(matrix: Matrix, cross: CrossTable) -> SheetContent:
    """责任矩阵."""
    title = sheet_title(matrix, SheetName.CROSS)
    if not cross.units:
        note = (
            "责任清单里还没有写明牵头单位和责任单位，所以没有可以汇总的内容。\n"
            "请在“责任清单”中填好这两列，再重新生成。"
        )
        return SheetContent(SheetName.CROSS, ((title,), ("",), (note,)))
    subtitle = (
        f"{LEAD_MARK} 牵头　{SUPPORT_MARK} 配合　共{len(cross.row_keys)}项任务、"
        f"{len(cross.units)}个单位。本表由责任清单汇总，修改责任清单后请重新生成。"
    )
    if not all(cross.registered):
        subtitle += "棕色表头的单位不在单位名录中。"
    lines: list[tuple[SheetValue, ...]] = []
    for row, roles in zip(matrix.rows, cross.roles, strict=True):
        counts = (roles.count(LEAD_MARK), roles.count(SUPPORT_MARK))
        number = BY_KEY["number"].to_cell(clean(row["number"]))
        shown = number if isinstance(number, int) else cell_text(row["number"])
        lines.append((shown, cell_text(shown_title(row)), *roles, *counts, sum(counts)))
    leads, supports = cross.unit_counts(LEAD_MARK), cross.unit_counts(SUPPORT_MARK)
    sums = tuple(a + b for a, b in zip(leads, supports, strict=True))
    for i, (name, counted) in enumerate(zip(TOTALS, (leads, supports, sums), strict=True)):
        whole = tuple(sum(counted) if j == i else None for j in range(len(TOTALS)))
        lines.append((name, None, *counted, *whole))
    heads = ("序号", BY_KEY["title"].heading, *(clean(unit) for unit in cross.units), *TOTALS)
    longest = max(len(clean(unit)) for unit in (*cross.units, *TOTALS))
    height = max(_LEAST_HEAD_HEIGHT, upright_height(longest, _HEAD_SIZE))
    content = _content(SheetName.CROSS, title, subtitle, heads, lines)
    return replace(content, head_height=min(MAX_ROW_HEIGHT, height))


def findings_content(matrix: Matrix, places: ListPlaces) -> SheetContent:
    """问题清单, worst first.

    Args:
        matrix: with its findings.
        places: where the rows stand in 责任清单, for the links.
    """
    findings = sorted_findings(matrix)
    counts = [
        f"{severity.label}{sum(f.severity is severity for f in findings)}条"
        for severity in Severity
    ]
    subtitle = "没有发现问题。"
    if findings:
        subtitle = f"{'、'.join(counts)}；点“跳转”到责任清单的对应位置。"
    rows = {row.key: row for row in matrix.rows}
    columns = _columns_by_cell(matrix)
    lines: list[tuple[SheetValue, ...]] = []
    for finding in findings:
        row = rows.get(finding.location.row_key or "")
        column = _column_of(finding, row, columns) if row else None
        key = finding_key(finding)
        opinion = matrix.opinions.get(key, "")
        texts = (
            row["title"] if row else "",
            _place(finding, column, row, places),
            _quote(finding),
            finding.expected or "",
            finding.message,
            finding.hint,
            opinion,
            key,
        )
        lines.append(
            (
                finding.severity.label,
                finding.code,
                _link(column, row, places) if row else "",
                *(cell_text(text) for text in texts),
                cell_text(_mark(finding, column, row)) if row and not opinion else "",
            )
        )
    return _content(SheetName.FINDINGS, SheetName.FINDINGS, subtitle, FINDING_HEADS, lines)


def sorted_findings(matrix: Matrix) -> list[Finding]:
    """The findings, worst first."""
    order = list(Severity)
    return sorted(matrix.findings, key=lambda finding: order.index(finding.severity))


def units_content(matrix: Matrix, cross: CrossTable) -> SheetContent:
    """单位名录."""
    units = matrix.registry.units
    subtitle = f"共{len(units)}个单位；一个单位一行，别名一行一个，核对后在“确认”列选“是”。"
    if not units:
        subtitle = "原文没有写明责任单位；可在下面填写，一个单位一行，别名一行一个。"
    leads = dict(zip(cross.units, cross.unit_counts(LEAD_MARK), strict=True))
    supports = dict(zip(cross.units, cross.unit_counts(SUPPORT_MARK), strict=True))
    lines = [
        (
            *(cell_text(t) for t in (unit.name, "\n".join(unit.aliases), unit.level)),
            unit.kind.value,
            leads.get(unit.name, 0),
            supports.get(unit.name, 0),
            YES if unit.name in matrix.confirmed_units else NO,
            cell_text("\n".join(unit.groups)),
        )
        for unit in units
    ]
    return _content(SheetName.UNITS, SheetName.UNITS, subtitle, UNIT_HEADS, lines)


def settings_content(matrix: Matrix) -> SheetContent:
    """设置."""
    known = {setting.name: setting for setting in SETTINGS}
    values = {setting.name: setting.default for setting in SETTINGS} | dict(matrix.settings)
    if not values["标题"]:
        values["标题"] = matrix.title
    lines = [
        (cell_text(name), cell_text(value), known[name].note if name in known else "")
        for name, value in values.items()
    ]
    subtitle = "只改“内容”一列；有关识别的设置在下一次导入或生成时起作用。"
    return _content(SheetName.SETTINGS, SheetName.SETTINGS, subtitle, SETTING_HEADS, lines)


def changes_content(matrix: Matrix) -> SheetContent:
    """修改记录."""
    subtitle = f"共{len(matrix.changes)}处修改" if matrix.changes else "目前没有修改"
    lines = [
        tuple(cell_text(text) for text in (c.time, c.place, c.before, c.after, c.note))
        for c in matrix.changes
    ]
    return _content(SheetName.CHANGES, SheetName.CHANGES, subtitle, CHANGE_HEADS, lines)


def meta_content(matrix: Matrix) -> SheetContent:
    """The hidden sheet: format, identity, fingerprint, own columns, row keys with fingerprints.

    The identity is given when the first tasks come in, and stays.
    """
    identity = matrix.id or (matrix.fingerprint() if matrix.rows else "")
    lines = [
        ("format", str(FORMAT_VERSION), ""),
        ("id", identity, ""),
        ("fingerprint", matrix.fingerprint(), ""),
        *(("own", cell_text(heading), "") for heading in matrix.own_columns),
        *(("row", cell_text(row.key), row.fingerprint()) for row in matrix.rows),
    ]
    return SheetContent(SheetName.META, tuple(lines), first_line=1)


def _content(
    name: str,
    title: str,
    subtitle: str,
    heads: Sequence[str],
    lines: Sequence[tuple[SheetValue, ...]],
) -> SheetContent:
    top = ((cell_text(title),), (cell_text(subtitle),), tuple(cell_text(head) for head in heads))
    return SheetContent(name, (*top, *lines))


# ------------------------------------------------------------------ where a finding points


def _columns_by_cell(matrix: Matrix) -> dict[tuple[object, ...], SheetColumn]:
    """The column of every cell that a row with findings was read from."""
    columns = matrix.columns
    named = {finding.location.row_key for finding in matrix.findings}
    return {
        (at.sheet, at.row, at.column): column
        for row in matrix.rows
        if row.key in named
        for column in columns
        if (at := column.field_of(row).location).row is not None
    }


def _column_of(
    finding: Finding, row: MatrixRow | None, columns: dict[tuple[object, ...], SheetColumn]
) -> SheetColumn | None:
    """The column of the cell that a finding names; ``None`` where it means the whole row."""
    place = finding.location
    if row is None or place.row is None or place.column is None:
        return None
    column = columns.get((place.sheet, place.row, place.column))
    if column is None or column.field_of(row).location.row != place.row:
        return None
    return column


def _quote(finding: Finding) -> str:
    """What is there: the value that is meant, else the words around it."""
    text = finding.value if finding.value is not None else finding.location.quote
    return f"{text[:_LONGEST_QUOTE]}…" if len(text) > _LONGEST_QUOTE else text


def _mark(finding: Finding, column: SheetColumn | None, row: MatrixRow | None) -> str:
    """Row key and heading of the cell to be coloured; informations colour nothing."""
    if row is None or finding.severity is Severity.INFO:
        return ""
    return f"{row.key}/{column.heading if column else BY_KEY['title'].heading}"


def _cell(column: SheetColumn | None, row: MatrixRow, places: ListPlaces) -> str:
    """The cell of 责任清单, such as G14."""
    letter = column_letters(_column_index(column, places) + 1)
    return f"{letter}{places.rows[row.key] + 1}"


def _column_index(column: SheetColumn | None, places: ListPlaces) -> int:
    if column is None:
        return 0
    return places.columns.get(column.column.key if column.column else column.heading, 0)


def _link(column: SheetColumn | None, row: MatrixRow, places: ListPlaces) -> Formula:
    """A link that finds its row by the row key, so that sorting the list does not mislead it."""
    shown = clean(f"第{row['number'] or row.key}项").replace("\n", "")[:60]
    letter = column_letters(_column_index(column, places) + 1)
    quoted = shown.replace('"', '""')
    if places.key_column is None or len(row.key) > _LONGEST_KEY:
        target = f"\"#'{SheetName.TASKS}'!{_cell(column, row, places)}\""
        return Formula(f'=HYPERLINK({target},"{quoted}")', shown)
    keys = f"'{SheetName.TASKS}'!${(k := column_letters(places.key_column + 1))}:${k}"
    key = clean(row.key).replace('"', '""')
    target = f'"#\'{SheetName.TASKS}\'!{letter}"&MATCH("{key}",{keys},0)'
    return Formula(f'=IFERROR(HYPERLINK({target},"{quoted}"),"已删除")', shown)


def _place(
    finding: Finding, column: SheetColumn | None, row: MatrixRow | None, places: ListPlaces
) -> str:
    """Cell and heading where a cell is meant, else the paragraph of the source."""
    if row is not None and column is not None:
        return f"{_cell(column, row, places)} {column.heading}"
    return str(finding.location)
