"""The sheets 问题清单, 单位名录, 设置 and 修改记录, and the hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officekit.model.finding import Finding, Severity
from officekit.model.matrix import (
    LEAD_MARK,
    SUPPORT_MARK,
    CrossTable,
    Matrix,
    MatrixRow,
    SheetColumn,
    finding_key,
)
from officekit.model.schema import FINDING_KEY, FORMAT_VERSION, NO, SETTINGS, YES, SheetName
from officekit.model.unit import UnitKind
from officekit.writing.layout import MAX_ROW_HEIGHT, clean, row_height
from officekit.writing.list_sheet import ListPlaces
from officekit.writing.styles import (
    ACCENT,
    AMBER,
    BODY_SIZE,
    GREEN,
    PALE_AMBER,
    PALE_RED,
    PROTECTION,
    QUIET,
    RED,
    Styles,
    page_setup,
    write_heading,
    write_text,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 2
FIRST_ROW = 3
_SPARE_ROWS = 200


@dataclass(frozen=True, slots=True)
class _Head:
    """Heading and width of a column of a record sheet."""

    heading: str
    width: float
    centred: bool = False


def _start(
    workbook: Workbook, styles: Styles, name: SheetName, subtitle: str, heads: Sequence[_Head]
) -> Worksheet:
    """A sheet with title, small line and head row."""
    sheet = workbook.add_worksheet(name)
    write_heading(sheet, styles, name, subtitle, [head.width for head in heads])
    for i, head in enumerate(heads):
        sheet.set_column(i, i, head.width)
        write_text(sheet, HEAD_ROW, i, head.heading, styles.head())
    sheet.set_row(HEAD_ROW, 26)
    sheet.freeze_panes(FIRST_ROW, 0)
    page_setup(sheet, paper=9)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)
    return sheet


def _put_row(
    sheet: Worksheet,
    at: int,
    texts: Sequence[str],
    heads: Sequence[_Head],
    formats: Sequence[Format],
) -> None:
    for i, (text, style) in enumerate(zip(texts, formats, strict=True)):
        write_text(sheet, at, i, text, style)
    cells = [(clean(text), head.width) for text, head in zip(texts, heads, strict=True)]
    sheet.set_row(at, min(MAX_ROW_HEIGHT, row_height(cells, BODY_SIZE, least=20)))


def _formats(styles: Styles, heads: Sequence[_Head], **more: object) -> list[Format]:
    return [
        styles.body(align="center" if h.centred else "left", valign="vcenter", **more)
        for h in heads
    ]


def _friendly_line(sheet: Worksheet, styles: Styles, text: str, last_column: int) -> None:
    style = styles.body(align="center", valign="vcenter", font_color=GREEN)
    sheet.merge_range(FIRST_ROW, 0, FIRST_ROW, last_column, "", style)
    write_text(sheet, FIRST_ROW, 0, text, style)
    sheet.set_row(FIRST_ROW, 30)


_FINDING_HEADS = (
    _Head("级别", 7, centred=True),
    _Head("编号", 9, centred=True),
    _Head("跳转", 9, centred=True),
    _Head("任务", 18),
    _Head("位置", 15),
    _Head("现有内容", 20),
    _Head("应为", 14),
    _Head("问题", 36),
    _Head("建议", 34),
    _Head("处理意见", 20),
)
_LINK, _OPINION, _KEY = 2, 9, 10
_LONGEST_QUOTE = 60


def write_findings_sheet(
    workbook: Workbook, styles: Styles, matrix: Matrix, places: ListPlaces
) -> None:
    """The sheet 问题清单, worst first; only 处理意见 can be edited."""
    order = list(Severity)
    findings = sorted(matrix.findings, key=lambda finding: order.index(finding.severity))
    counts = [
        f"{severity.label}{sum(f.severity is severity for f in findings)}条"
        for severity in Severity
    ]
    subtitle = f"{'、'.join(counts)}；点“跳转”到责任清单的对应位置。" if findings else ""
    sheet = _start(workbook, styles, SheetName.FINDINGS, subtitle, _FINDING_HEADS)
    colours = {
        Severity.ERROR: {"font_color": RED, "bg_color": PALE_RED},
        Severity.WARNING: {"font_color": AMBER, "bg_color": PALE_AMBER},
        Severity.INFO: {"font_color": QUIET},
    }
    rows = {row.key: row for row in matrix.rows}
    for i, finding in enumerate(findings):
        formats = _formats(styles, _FINDING_HEADS)
        formats[0] = styles.body(align="center", valign="vcenter", **colours[finding.severity])
        formats[_OPINION] = styles.body(valign="vcenter", locked=False)
        row = rows.get(finding.location.row_key or "")
        column = _column_of(finding, row, matrix) if row else None
        texts = (
            finding.severity.label,
            finding.code,
            "",
            row["title"] if row else "",
            _place(finding, column, row, places),
            _quote(finding),
            finding.expected or "",
            finding.message,
            finding.hint,
            matrix.opinions.get(finding_key(finding), ""),
        )
        _put_row(sheet, FIRST_ROW + i, texts, _FINDING_HEADS, formats)
        write_text(sheet, FIRST_ROW + i, _KEY, finding_key(finding), styles.make(num_format="@"))
        if row is not None:
            style = styles.body(align="center", valign="vcenter", font_color=ACCENT, underline=1)
            target = f"internal:'{SheetName.TASKS}'!{_cell(column, row, places)}"
            sheet.write_url(FIRST_ROW + i, _LINK, target, style, clean(_task(row)))
    write_text(sheet, HEAD_ROW, _KEY, FINDING_KEY, styles.head())
    sheet.set_column(_KEY, _KEY, None, None, {"hidden": True})
    last = len(_FINDING_HEADS) - 1
    if findings:
        sheet.autofilter(HEAD_ROW, 0, FIRST_ROW + len(findings) - 1, last)
    else:
        _friendly_line(sheet, styles, "没有发现问题，可以放心使用。", last)
    if any(finding.severity is Severity.ERROR for finding in findings):
        sheet.set_tab_color(RED)
    sheet.protect("", dict(PROTECTION))


def _task(row: MatrixRow) -> str:
    return f"第{row['number'] or row.key}项"


def _quote(finding: Finding) -> str:
    """What is there: the value that is meant, else the words around it."""
    text = finding.value if finding.value is not None else finding.location.quote
    return f"{text[:_LONGEST_QUOTE]}…" if len(text) > _LONGEST_QUOTE else text


def _column_of(finding: Finding, row: MatrixRow, matrix: Matrix) -> SheetColumn | None:
    """The column of the cell that a finding names; ``None`` where it means the whole row."""
    place = finding.location
    if place.row is None or place.column is None:
        return None
    for column in matrix.columns:
        at = column.field_of(row).location
        if (at.sheet, at.row, at.column) == (place.sheet, place.row, place.column):
            return column
    return None


def _cell(column: SheetColumn | None, row: MatrixRow, places: ListPlaces) -> str:
    """The cell of this workbook's 责任清单."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    key = column.column.key if column and column.column else ""
    return str(xl_rowcol_to_cell(places.rows[row.key], places.columns.get(key, 0)))


def _place(
    finding: Finding, column: SheetColumn | None, row: MatrixRow | None, places: ListPlaces
) -> str:
    """Cell and heading where a cell is meant, else the paragraph of the source."""
    if row is not None and column is not None:
        return f"{_cell(column, row, places)} {column.heading}"
    return str(finding.location)


_UNIT_HEADS = (
    _Head("单位名称", 30),
    _Head("别名（原文写法）", 40),
    _Head("层级", 8, centred=True),
    _Head("类别", 14, centred=True),
    _Head("牵头任务数", 12, centred=True),
    _Head("配合任务数", 12, centred=True),
    _Head("确认", 8, centred=True),
)


def unit_range(matrix: Matrix) -> str | None:
    """Cells of the registered names, for dropdowns in other sheets."""
    count = len(matrix.registry.units)
    if not count:
        return None
    return f"'{SheetName.UNITS}'!$A${FIRST_ROW + 1}:$A${FIRST_ROW + count}"


def write_units_sheet(
    workbook: Workbook, styles: Styles, matrix: Matrix, cross: CrossTable
) -> None:
    """The sheet 单位名录, to be edited."""
    units = matrix.registry.units
    subtitle = f"共{len(units)}个单位；一个单位一行，别名一行一个，核对后在“确认”列选“是”。"
    if not units:
        subtitle = "原文没有写明责任单位；可在下面填写，一个单位一行，别名一行一个。"
    sheet = _start(workbook, styles, SheetName.UNITS, subtitle, _UNIT_HEADS)
    leads = dict(zip(cross.units, cross.unit_counts(LEAD_MARK), strict=True))
    supports = dict(zip(cross.units, cross.unit_counts(SUPPORT_MARK), strict=True))
    formats = _formats(styles, _UNIT_HEADS)
    number = styles.body(align="center", valign="vcenter", num_format="0")
    for i, unit in enumerate(units):
        at = FIRST_ROW + i
        confirmed = YES if unit.name in matrix.confirmed_units else NO
        texts = (unit.name, "\n".join(unit.aliases), unit.level, unit.kind.value, "", "", confirmed)
        _put_row(sheet, at, texts, _UNIT_HEADS, formats)
        sheet.write_number(at, 4, leads.get(unit.name, 0), number)
        sheet.write_number(at, 5, supports.get(unit.name, 0), number)
    last = FIRST_ROW + len(units) + _SPARE_ROWS
    kinds = [kind.value for kind in UnitKind]
    sheet.data_validation(FIRST_ROW, 3, last, 3, {"validate": "list", "source": kinds})
    sheet.data_validation(FIRST_ROW, 6, last, 6, {"validate": "list", "source": [YES, NO]})
    if units:
        sheet.autofilter(HEAD_ROW, 0, FIRST_ROW + len(units) - 1, len(_UNIT_HEADS) - 1)


_SETTING_HEADS = (_Head("项目", 16), _Head("内容", 60), _Head("说明", 60))


def write_settings_sheet(workbook: Workbook, styles: Styles, matrix: Matrix) -> None:
    """The sheet 设置, to be edited."""
    sheet = _start(
        workbook,
        styles,
        SheetName.SETTINGS,
        "只改“内容”一列；改后重新生成才起作用。",
        _SETTING_HEADS,
    )
    known = {setting.name: setting for setting in SETTINGS}
    values = {setting.name: setting.default for setting in SETTINGS} | dict(matrix.settings)
    if not values["标题"]:
        values["标题"] = matrix.title
    formats = _formats(styles, _SETTING_HEADS)
    formats[2] = styles.body(valign="vcenter", font_color=QUIET)
    for i, (name, value) in enumerate(values.items()):
        setting = known.get(name)
        note = setting.note if setting else ""
        _put_row(sheet, FIRST_ROW + i, (name, value, note), _SETTING_HEADS, formats)
        if setting and setting.allowed:
            rule = {"validate": "list", "source": list(setting.allowed)}
            sheet.data_validation(FIRST_ROW + i, 1, FIRST_ROW + i, 1, rule)


_CHANGE_HEADS = (
    _Head("时间", 18, centred=True),
    _Head("位置", 22),
    _Head("原内容", 40),
    _Head("新内容", 40),
    _Head("说明", 36),
)


def write_changes_sheet(workbook: Workbook, styles: Styles, matrix: Matrix) -> None:
    """The sheet 修改记录, protected."""
    subtitle = f"共{len(matrix.changes)}处修改" if matrix.changes else "目前没有修改"
    sheet = _start(workbook, styles, SheetName.CHANGES, subtitle, _CHANGE_HEADS)
    formats = _formats(styles, _CHANGE_HEADS)
    for i, change in enumerate(matrix.changes):
        texts = (change.time, change.place, change.before, change.after, change.note)
        _put_row(sheet, FIRST_ROW + i, texts, _CHANGE_HEADS, formats)
    sheet.protect("", dict(PROTECTION))


def write_meta_sheet(workbook: Workbook, styles: Styles, matrix: Matrix) -> None:
    """The hidden sheet: format version, fingerprint, own columns, row keys with fingerprints."""
    sheet = workbook.add_worksheet(SheetName.META)
    plain = styles.make(num_format="@")
    lines = [
        ("format", str(FORMAT_VERSION), ""),
        ("fingerprint", matrix.fingerprint(), ""),
        *(("own", heading, "") for heading in matrix.own_columns),
        *(("row", row.key, row.fingerprint()) for row in matrix.rows),
    ]
    for i, line in enumerate(lines):
        for j, text in enumerate(line):
            write_text(sheet, i, j, text, plain)
    sheet.very_hidden()
