"""The sheets 问题清单, 单位名录, 设置 and 修改记录, and the hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officekit.model.finding import Severity
from officekit.model.matrix import CrossTable, Matrix
from officekit.model.schema import SheetName
from officekit.model.setting import NO, SETTINGS, YES
from officekit.model.sheet_content import Formula, ListPlaces, SheetContent, SheetValue
from officekit.model.unit import UnitKind
from officekit.writing.contents import (
    FINDING_HEADS,
    FIRST_ROW,
    UNIT_HEADS,
    changes_content,
    findings_content,
    meta_content,
    settings_content,
    sorted_findings,
    units_content,
)
from officekit.writing.layout import MAX_ROW_HEIGHT, row_height
from officekit.writing.styles import (
    ACCENT,
    AMBER,
    BODY_SIZE,
    PALE_AMBER,
    PALE_RED,
    PROTECTION,
    QUIET,
    RED,
    Styles,
    page_setup,
    write_heading,
    write_value,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 2
_SPARE_ROWS = 200
_BLANK: tuple[SheetValue, ...] = (None,) * len(FINDING_HEADS)


@dataclass(frozen=True, slots=True)
class _Column:
    """Look of a column of a record sheet."""

    width: float
    centred: bool = False


def _start(
    workbook: Workbook, styles: Styles, content: SheetContent, layout: Sequence[_Column]
) -> Worksheet:
    """A sheet with title, small line and head row."""
    sheet = workbook.add_worksheet(content.name)
    (title,), (subtitle,), heads = content.rows[:FIRST_ROW]
    write_heading(sheet, styles, str(title), str(subtitle), [column.width for column in layout])
    for i, column in enumerate(layout):
        sheet.set_column(i, i, column.width)
    for i, head in enumerate(heads):
        write_value(sheet, HEAD_ROW, i, head, styles.head())
    sheet.set_row(HEAD_ROW, 26)
    sheet.freeze_panes(FIRST_ROW, 0)
    page_setup(sheet, paper=9)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)
    return sheet


def _put_row(
    sheet: Worksheet,
    at: int,
    line: Sequence[SheetValue],
    layout: Sequence[_Column],
    formats: Sequence[Format],
    *,
    least: float = 20,
) -> None:
    cells = []
    for i, (value, column, style) in enumerate(zip(line, layout, formats, strict=False)):
        write_value(sheet, at, i, value, style)
        cells.append(
            (value.value if isinstance(value, Formula) else str(value or ""), column.width)
        )
    sheet.set_row(at, min(MAX_ROW_HEIGHT, row_height(cells, BODY_SIZE, least=least)))


def _formats(styles: Styles, layout: Sequence[_Column], **more: object) -> list[Format]:
    return [
        styles.body(align="center" if c.centred else "left", valign="vcenter", **more)
        for c in layout
    ]


_FINDING_LAYOUT = (
    *(_Column(7, centred=True), _Column(9, centred=True), _Column(9, centred=True)),
    *(_Column(18), _Column(15), _Column(20), _Column(14), _Column(36), _Column(34), _Column(20)),
)
_LINK, _OPINION = FINDING_HEADS.index("跳转"), FINDING_HEADS.index("处理意见")


def write_findings_sheet(
    workbook: Workbook,
    styles: Styles,
    matrix: Matrix,
    places: ListPlaces,
    *,
    blank_lines: int = 0,
) -> None:
    """The sheet 问题清单, worst first; only 处理意见 can be edited."""
    content = findings_content(matrix, places)
    sheet = _start(workbook, styles, content, _FINDING_LAYOUT)
    colours = {
        Severity.ERROR: {"font_color": RED, "bg_color": PALE_RED},
        Severity.WARNING: {"font_color": AMBER, "bg_color": PALE_AMBER},
        Severity.INFO: {"font_color": QUIET},
    }
    hidden = styles.make(num_format="@")
    link = styles.body(
        align="center", valign="vcenter", font_color=ACCENT, underline=1, num_format="General"
    )
    findings = sorted_findings(matrix)
    for i, (finding, line) in enumerate(zip(findings, content.lines, strict=True)):
        formats = _formats(styles, _FINDING_LAYOUT)
        formats[0] = styles.body(align="center", valign="vcenter", **colours[finding.severity])
        formats[_OPINION] = styles.body(valign="vcenter", locked=False)
        if isinstance(line[_LINK], Formula):
            formats[_LINK] = link
        _put_row(sheet, FIRST_ROW + i, line, _FINDING_LAYOUT, formats)
        for j in range(len(_FINDING_LAYOUT), len(line)):
            write_value(sheet, FIRST_ROW + i, j, line[j], hidden)
    for i in range(blank_lines):
        formats = _formats(styles, _FINDING_LAYOUT)
        formats[_LINK], formats[_OPINION] = link, styles.body(valign="vcenter", locked=False)
        _put_row(sheet, FIRST_ROW + i, _BLANK, _FINDING_LAYOUT, formats)
    first_hidden, last = len(_FINDING_LAYOUT), len(_FINDING_LAYOUT) - 1
    sheet.set_column(first_hidden, len(FINDING_HEADS) - 1, None, None, {"hidden": True})
    if findings or blank_lines:
        end = FIRST_ROW + max(len(findings), blank_lines) - 1
        sheet.autofilter(HEAD_ROW, 0, end, last)
    if any(finding.severity is Severity.ERROR for finding in findings):
        sheet.set_tab_color(RED)
    sheet.protect("", dict(PROTECTION))


_UNIT_LAYOUT = (
    *(_Column(30), _Column(40), _Column(8, centred=True), _Column(14, centred=True)),
    *(_Column(12, centred=True), _Column(12, centred=True), _Column(8, centred=True)),
    _Column(18),
)


def unit_range(matrix: Matrix) -> str | None:
    """Cells of the registered names, for dropdowns in other sheets."""
    count = len(matrix.registry.units)
    if not count:
        return None
    return f"'{SheetName.UNITS}'!$A${FIRST_ROW + 1}:$A${FIRST_ROW + count}"


def write_units_sheet(
    workbook: Workbook,
    styles: Styles,
    matrix: Matrix,
    cross: CrossTable,
    *,
    blank_lines: int = 0,
) -> None:
    """The sheet 单位名录, to be edited."""
    content = units_content(matrix, cross)
    sheet = _start(workbook, styles, content, _UNIT_LAYOUT)
    formats = _formats(styles, _UNIT_LAYOUT)
    number = styles.body(align="center", valign="vcenter", num_format="0")
    formats[4] = formats[5] = number
    lines = content.lines or (_BLANK,) * blank_lines
    for i, line in enumerate(lines):
        _put_row(sheet, FIRST_ROW + i, line, _UNIT_LAYOUT, formats)
    count = len(lines)
    last = FIRST_ROW + count + _SPARE_ROWS
    kinds = [kind.value for kind in UnitKind]
    sheet.data_validation(FIRST_ROW, 3, last, 3, {"validate": "list", "source": kinds})
    sheet.data_validation(FIRST_ROW, 6, last, 6, {"validate": "list", "source": [YES, NO]})
    if count:
        sheet.autofilter(HEAD_ROW, 0, FIRST_ROW + count - 1, len(UNIT_HEADS) - 1)


_SETTING_LAYOUT = (_Column(16), _Column(60), _Column(60))


def write_settings_sheet(workbook: Workbook, styles: Styles, matrix: Matrix) -> None:
    """The sheet 设置, to be edited."""
    content = settings_content(matrix)
    sheet = _start(workbook, styles, content, _SETTING_LAYOUT)
    known = {setting.name: setting for setting in SETTINGS}
    formats = _formats(styles, _SETTING_LAYOUT)
    formats[2] = styles.body(valign="vcenter", font_color=QUIET)
    for i, line in enumerate(content.lines):
        setting = known.get(str(line[0]))
        least = 20.0 * (setting.lines if setting else 1)
        _put_row(sheet, FIRST_ROW + i, line, _SETTING_LAYOUT, formats, least=least)
        if setting and setting.allowed:
            rule = {"validate": "list", "source": list(setting.allowed)}
            sheet.data_validation(FIRST_ROW + i, 1, FIRST_ROW + i, 1, rule)


_CHANGE_LAYOUT = (_Column(18, centred=True), _Column(22), _Column(40), _Column(40), _Column(36))


def write_changes_sheet(
    workbook: Workbook, styles: Styles, matrix: Matrix, *, blank_lines: int = 0
) -> None:
    """The sheet 修改记录, protected."""
    content = changes_content(matrix)
    sheet = _start(workbook, styles, content, _CHANGE_LAYOUT)
    formats = _formats(styles, _CHANGE_LAYOUT)
    for i, line in enumerate(content.lines or (_BLANK,) * blank_lines):
        _put_row(sheet, FIRST_ROW + i, line, _CHANGE_LAYOUT, formats)
    sheet.protect("", dict(PROTECTION))


def write_meta_sheet(workbook: Workbook, styles: Styles, matrix: Matrix) -> None:
    """The hidden sheet: format version, fingerprint, own columns, row keys with fingerprints."""
    sheet = workbook.add_worksheet(SheetName.META)
    plain = styles.make(num_format="@")
    for i, line in enumerate(meta_content(matrix).lines):
        for j, value in enumerate(line):
            write_value(sheet, i, j, value, plain)
    sheet.very_hidden()
