"""The sheets 报送情况 and 报送冲突: filled in a report, blank in the workbook that is shipped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from officekit.model.merging import TAKE
from officekit.model.return_report import ReturnReport
from officekit.model.schema import SheetName
from officekit.model.sheet_content import SheetContent, SheetValue
from officekit.model.submission import ReturnState
from officekit.writing.return_chart import PROGRESS_HEIGHT, write_progress
from officekit.writing.return_contents import CHOICES, CONFLICT_HEADS, RECEIPT_HEADS
from officekit.writing.return_report_layout import (
    FIRST_ROW,
    HEAD_HEIGHT,
    ReportColumn,
    finish_list,
    line_formats,
    say_nothing,
    start_sheet,
    write_line,
)
from officekit.writing.styles import (
    ACCENT,
    AMBER,
    GREEN,
    HEAD_FONT,
    PALE_AMBER,
    PALE_RED,
    PROTECTION,
    QUIET,
    RED,
    RULE,
    Styles,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


def _number(width: float) -> ReportColumn:
    return ReportColumn(width, centred=True, number=True)


_RECEIPT_LAYOUT: Final = (
    *(_number(5.5), ReportColumn(23), ReportColumn(9, centred=True)),
    *(_number(7), _number(7), _number(5.5), _number(5.5)),
    *(ReportColumn(11, centred=True), ReportColumn(25), ReportColumn(28)),
)
"""Narrow enough for a page of A4 across in the scale below, also where Arial is missing."""
_SCALE = 88  # not a fit to the page, under which Excel ignores page breaks
_PAGE_HEIGHT, _HEADING_HEIGHT = 560.0, 96.0
"""Points: A4 across between its margins in this scale, with a little kept back; title to heads."""
_STATE = RECEIPT_HEADS.index("情况")

_CONFLICT_LAYOUT: Final = (
    *(_number(6), ReportColumn(26), ReportColumn(10, centred=True)),
    *(ReportColumn(25, centred=True), ReportColumn(22), ReportColumn(44)),
    *(ReportColumn(9, centred=True), ReportColumn(24)),
)
_CHOICE = CONFLICT_HEADS.index("处理")
_FILE = CONFLICT_HEADS.index("报送文件和单元格")
_KEY = len(_CONFLICT_LAYOUT)
_SHARED = 4
"""Columns that say the same on each line of a conflict."""
_BLANK_LINES = 2
_GREY = "#A6A6A6"


def write_exchange_sheets(workbook: Workbook, styles: Styles) -> None:
    """The two sheets without any line, for a workbook that is filled in Excel.

    Each has two blank lines with the formats of its lines: what is put in between takes them.
    """
    receipts: tuple[SheetValue, ...] = (None,) * len(RECEIPT_HEADS)
    conflicts: tuple[SheetValue, ...] = (None,) * len(CONFLICT_HEADS)
    waiting = ("还没有收集",)
    sheet, _ = _receipts_sheet(
        workbook,
        styles,
        SheetContent(
            SheetName.RECEIPTS,
            ((SheetName.RECEIPTS,), waiting, RECEIPT_HEADS, *((receipts,) * _BLANK_LINES)),
        ),
    )
    finish_list(sheet, _BLANK_LINES, len(_RECEIPT_LAYOUT))
    write_conflicts_sheet(
        workbook,
        styles,
        SheetContent(
            SheetName.CONFLICTS,
            ((SheetName.CONFLICTS,), waiting, CONFLICT_HEADS, *((conflicts,) * _BLANK_LINES)),
        ),
    )


# ------------------------------------------------------------------ 报送情况


def write_receipts_sheet(
    workbook: Workbook, styles: Styles, content: SheetContent, report: ReturnReport
) -> None:
    """The sheet 报送情况 with a chart of the states below its table."""
    sheet, heights = _receipts_sheet(workbook, styles, content)
    count = len(content.lines)
    if count:
        finish_list(sheet, count, len(_RECEIPT_LAYOUT))
        _keep_together(sheet, heights, FIRST_ROW + count)
        last = write_progress(workbook, sheet, styles, report, FIRST_ROW + count)
        sheet.print_area(0, 0, last, len(_RECEIPT_LAYOUT) - 1)
    else:
        say_nothing(sheet, styles, "还没有下发。", len(_RECEIPT_LAYOUT))
        finish_list(sheet, 0, len(_RECEIPT_LAYOUT))
    sheet.activate()


def _keep_together(sheet: Worksheet, heights: Sequence[float], below: int) -> None:
    """Put numbers and chart on a new page where they would be torn."""
    sheet.set_print_scale(_SCALE)
    used = _HEADING_HEIGHT
    for height in heights:
        if used + height > _PAGE_HEIGHT:
            used = HEAD_HEIGHT
        used += height
    if used + PROGRESS_HEIGHT > _PAGE_HEIGHT:
        sheet.set_h_pagebreaks([below])


def _receipts_sheet(
    workbook: Workbook, styles: Styles, content: SheetContent
) -> tuple[Worksheet, list[float]]:
    """The sheet with its lines, and their heights."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    sheet = start_sheet(workbook, styles, content, _RECEIPT_LAYOUT)
    heights = []
    for i, line in enumerate(content.lines):
        formats = line_formats(styles, _RECEIPT_LAYOUT, line)
        heights.append(write_line(sheet, FIRST_ROW + i, line, _RECEIPT_LAYOUT, formats))
    last = FIRST_ROW + max(1, len(content.lines)) - 1
    cell = xl_rowcol_to_cell(FIRST_ROW, _STATE, col_abs=True)
    # By formula, so that the colours follow in a workbook whose lines change.
    for test, look in (
        (f'LEFT({cell},2)="{ReturnState.SENT_BACK}"', {"font_color": RED, "bg_color": PALE_RED}),
        (f'{cell}="{ReturnState.RECEIVED}"', {"font_color": GREEN}),
        (f"LEN({cell})>0", {"font_color": AMBER, "bg_color": PALE_AMBER}),
    ):
        rule = {
            "type": "formula",
            "criteria": f"={test}",
            "format": styles.make(**look),
            "stop_if_true": True,
        }
        sheet.conditional_format(FIRST_ROW, _STATE, last, _STATE, rule)
    return sheet, heights


# ------------------------------------------------------------------ 报送冲突


def write_conflicts_sheet(workbook: Workbook, styles: Styles, content: SheetContent) -> None:
    """The sheet 报送冲突; only 处理 can be edited, the keys are hidden."""
    sheet = start_sheet(workbook, styles, content, _CONFLICT_LAYOUT)
    lines = content.lines
    for i, line in enumerate(lines):
        key, before = line[_KEY], lines[i - 1][_KEY] if i else None
        first, last = not key or key != before, i == len(lines) - 1
        formats = _conflict_formats(styles, line, first=first, last=last)
        write_line(sheet, FIRST_ROW + i, line, _CONFLICT_LAYOUT, formats)
    if lines:
        _add_choices(sheet, styles, FIRST_ROW + len(lines) - 1)
    else:
        say_nothing(sheet, styles, "没有需要决定的冲突。", len(_CONFLICT_LAYOUT))
    finish_list(sheet, len(lines), len(_CONFLICT_LAYOUT))
    sheet.protect("", dict(PROTECTION))


def _conflict_formats(
    styles: Styles, line: Sequence[SheetValue], *, first: bool, last: bool
) -> list[Format]:
    """Formats of a candidate: the first of a conflict has a line above, the others are joined."""
    rules: dict[str, object] = {
        "top": 1,
        "top_color": ACCENT if first else RULE,
        "bottom": int(last),
        "bottom_color": ACCENT,
    }
    base = line_formats(styles, _CONFLICT_LAYOUT, line, **rules)
    if not first:
        joined = {**rules, "top": 0, "font_color": _GREY}
        base[:_SHARED] = line_formats(styles, _CONFLICT_LAYOUT[:_SHARED], line, **joined)
    base[_FILE] = styles.body(valign="vcenter", font_color=QUIET, **rules)
    base[_CHOICE] = styles.body(
        align="center", valign="vcenter", locked=False, font_name=HEAD_FONT, **rules
    )
    hidden = styles.make(num_format="@")
    return [*base, *(hidden,) * (len(line) - len(base))]


def _add_choices(sheet: Worksheet, styles: Styles, last: int) -> None:
    from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

    rule = {
        "validate": "list",
        "source": list(CHOICES),
        "error_title": "处理",
        "error_message": f"请选择：{'、'.join(CHOICES)}。",
        "input_title": "处理",
        "input_message": f"要采用这一行的内容，选“{TAKE}”；都不采用，选“{CHOICES[1]}”。",
    }
    sheet.data_validation(FIRST_ROW, _CHOICE, last, _CHOICE, rule)
    choices = xl_range_abs(FIRST_ROW, _CHOICE, last, _CHOICE)
    keys = xl_range_abs(FIRST_ROW, _KEY, last, _KEY)
    key = xl_rowcol_to_cell(FIRST_ROW, _KEY, col_abs=True)
    choice = xl_rowcol_to_cell(FIRST_ROW, _CHOICE, col_abs=True)
    for formula, look in (
        (
            f'=AND(LEN({key})>0,COUNTIFS({keys},{key},{choices},"?*")=0)',
            {"bg_color": PALE_AMBER},
        ),
        (f'={choice}="{TAKE}"', {"font_color": GREEN}),
    ):
        condition = {"type": "formula", "criteria": formula, "format": styles.make(**look)}
        sheet.conditional_format(FIRST_ROW, _CHOICE, last, _CHOICE, condition)
