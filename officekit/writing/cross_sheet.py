"""The sheet 责任矩阵: tasks × units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from officekit.model.matrix import LEAD_MARK, SUPPORT_MARK, CrossTable, Matrix
from officekit.model.schema import BY_KEY, SheetName
from officekit.model.sheet_content import SheetContent, SheetValue
from officekit.writing.contents import FIRST_ROW, TOTALS, cross_content, shown_title
from officekit.writing.layout import (
    MAX_ROW_HEIGHT,
    clean,
    longest_line,
    row_height,
    upright_height,
    width_for,
)
from officekit.writing.styles import (
    ACCENT,
    AMBER,
    BODY_SIZE,
    HEAD_FONT,
    PALE,
    PROTECTION,
    QUIET,
    Styles,
    page_setup,
    write_heading,
    write_text,
    write_value,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD_ROW: Final = 2
_NOTE_WIDTH = 160.0
_LEAST_TITLE_WIDTH = 24.0
_NUMBER_WIDTH, _TITLE_WIDTH, _UNIT_WIDTH, _TOTAL_WIDTH = 6.0, 40.0, 3.4, 5.0
_PAGE_WIDTH = 210.0  # column widths that fit an A3 page across at 100 %
_SMALLEST_SCALE = 0.55
_HEAD_SIZES = (BODY_SIZE, 9.0, 8.0, 7.0, 6.0)


def write_cross_sheet(
    workbook: Workbook, styles: Styles, matrix: Matrix, cross: CrossTable
) -> None:
    """The sheet 责任矩阵, protected: it is made from 责任清单 and not edited."""
    sheet = workbook.add_worksheet(SheetName.CROSS)
    sheet.set_tab_color(ACCENT)
    sheet.protect("", dict(PROTECTION))
    content = cross_content(matrix, cross)
    (title,), (subtitle,), heads = content.rows[:FIRST_ROW]
    if not cross.units:
        _write_nothing(sheet, styles, content)
        return
    last_column = len(heads) - 1
    title_width = _title_width(matrix)
    unit_widths = [_UNIT_WIDTH] * len(cross.units)
    widths = [_NUMBER_WIDTH, title_width, *unit_widths, *[_TOTAL_WIDTH] * len(TOTALS)]
    write_heading(sheet, styles, str(title), str(subtitle), widths)
    sheet.set_column(0, 0, _NUMBER_WIDTH)
    sheet.set_column(1, 1, title_width)
    _write_head(sheet, styles, cross, content.head_height)
    tasks = content.lines[: len(cross.row_keys)]
    for i, line in enumerate(tasks):
        _write_task(sheet, styles, FIRST_ROW + i, line, title_width)
    _write_totals(sheet, styles, FIRST_ROW + len(tasks), content.lines[len(tasks) :])
    last_row = FIRST_ROW + len(content.lines) - 1
    page_setup(sheet, pages_wide=math.ceil(sum(widths) * _SMALLEST_SCALE / _PAGE_WIDTH))
    sheet.print_area(0, 0, last_row, last_column)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.repeat_columns(0, 1)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.autofilter(_HEAD_ROW, 0, FIRST_ROW + max(len(tasks), 1) - 1, last_column)
    sheet.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)


def _write_nothing(sheet: Worksheet, styles: Styles, content: SheetContent) -> None:
    """What stands in place of the cross table where no task names a unit."""
    (title,), (subtitle,), (note,) = content.rows
    sheet.set_column(0, 0, _NOTE_WIDTH)
    write_heading(sheet, styles, str(title), str(subtitle), [_NOTE_WIDTH])
    style = styles.body(align="center", valign="vcenter")
    write_text(sheet, _HEAD_ROW, 0, str(note), style)
    sheet.set_row(_HEAD_ROW, 60)
    page_setup(sheet)
    sheet.print_area(0, 0, _HEAD_ROW, 0)


def _title_width(matrix: Matrix) -> float:
    longest = max((longest_line(shown_title(row)) for row in matrix.rows), default=0)
    return max(_LEAST_TITLE_WIDTH, min(_TITLE_WIDTH, width_for(longest, BODY_SIZE)))


def _write_head(sheet: Worksheet, styles: Styles, cross: CrossTable, height: float | None) -> None:
    head = styles.head()

    def upright(length: int, **more: object) -> Format:
        # Vertical text (one character below the other) is read without turning the page.
        fits = (s for s in _HEAD_SIZES if upright_height(length, s) <= MAX_ROW_HEIGHT)
        size = next(fits, _HEAD_SIZES[-1])
        return styles.head(rotation=270, valign="top", text_wrap=False, font_size=size, **more)

    write_text(sheet, _HEAD_ROW, 0, "序号", head)
    write_text(sheet, _HEAD_ROW, 1, BY_KEY["title"].heading, head)
    sheet.set_column(2, 1 + len(cross.units), _UNIT_WIDTH)
    for i, (unit, known) in enumerate(zip(cross.units, cross.registered, strict=True)):
        style = upright(len(clean(unit)), **({} if known else {"bg_color": AMBER}))
        write_text(sheet, _HEAD_ROW, 2 + i, clean(unit), style)
    first = 2 + len(cross.units)
    sheet.set_column(first, first + len(TOTALS) - 1, _TOTAL_WIDTH)
    for i, name in enumerate(TOTALS):
        write_text(sheet, _HEAD_ROW, first + i, name, upright(len(name)))
    sheet.set_row(_HEAD_ROW, height)


def _write_task(
    sheet: Worksheet, styles: Styles, at: int, line: Sequence[SheetValue], title_width: float
) -> None:
    number, title, *marks = line[: -len(TOTALS)]
    is_number = isinstance(number, int) or not number
    style = styles.body(align="center", valign="vcenter", num_format="0" if is_number else "@")
    write_value(sheet, at, 0, number, style)
    write_value(sheet, at, 1, title, styles.body(valign="vcenter"))
    looks: dict[SheetValue, Format] = {
        LEAD_MARK: styles.body(align="center", valign="vcenter", font_color=ACCENT, font_size=12),
        SUPPORT_MARK: styles.body(align="center", valign="vcenter", font_color=QUIET, font_size=9),
        "": styles.body(align="center", valign="vcenter"),
    }
    for j, mark in enumerate(marks):
        write_value(sheet, at, 2 + j, mark, looks[mark])
    for j, count in enumerate(line[-len(TOTALS) :]):
        write_value(sheet, at, 2 + len(marks) + j, count, _total_style(styles))
    cells = [(str(title), title_width), (str(number), _NUMBER_WIDTH)]
    sheet.set_row(at, min(MAX_ROW_HEIGHT, row_height(cells, BODY_SIZE, least=20)))


def _total_style(styles: Styles) -> Format:
    # A unit that leads nothing shows nothing: zeros all over the table hide what matters.
    return styles.body(align="center", valign="vcenter", bg_color=PALE, num_format="0;-0;;@")


def _write_totals(
    sheet: Worksheet, styles: Styles, first: int, lines: Sequence[Sequence[SheetValue]]
) -> None:
    label = styles.body(align="center", valign="vcenter", bg_color=PALE, font_name=HEAD_FONT)
    for i, line in enumerate(lines):
        sheet.merge_range(first + i, 0, first + i, 1, "", label)
        write_value(sheet, first + i, 0, line[0], label)
        for j, count in enumerate(line[2:], start=2):
            style = _total_style(styles) if count is not None else styles.body(bg_color=PALE)
            write_value(sheet, first + i, j, count, style)
        sheet.set_row(first + i, 22)
