"""The sheet 责任矩阵: tasks × units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from officekit.model.matrix import LEAD_MARK, SUPPORT_MARK, CrossTable, Matrix, MatrixRow
from officekit.model.schema import BY_KEY, SheetName
from officekit.writing.layout import MAX_ROW_HEIGHT, clean, longest_line, row_height, width_for
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
    sheet_title,
    write_heading,
    write_text,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD_ROW: Final = 2
_FIRST_ROW: Final = 3
_UNTITLED = 40  # characters
_NOTE_WIDTH = 160.0
_LEAST_TITLE_WIDTH = 24.0
_NUMBER_WIDTH, _TITLE_WIDTH, _UNIT_WIDTH, _TOTAL_WIDTH = 6.0, 40.0, 3.4, 5.0
_PAGE_WIDTH = 210.0  # column widths that fit an A3 page across at 100 %
_SMALLEST_SCALE = 0.55
_UPRIGHT_PITCH = 1.45  # height of a character in vertical text over the font size
_HEAD_SIZES = (BODY_SIZE, 9.0, 8.0, 7.0, 6.0)
_TOTALS = ("牵头数", "配合数", "合计")


def write_cross_sheet(
    workbook: Workbook, styles: Styles, matrix: Matrix, cross: CrossTable
) -> None:
    """The sheet 责任矩阵, protected: it is made from 责任清单 and not edited."""
    sheet = workbook.add_worksheet(SheetName.CROSS)
    sheet.set_tab_color(ACCENT)
    sheet.protect("", dict(PROTECTION))
    if not cross.units:
        _write_nothing(sheet, styles, matrix)
        return
    last_column = 1 + len(cross.units) + len(_TOTALS)
    subtitle = (
        f"{LEAD_MARK} 牵头　{SUPPORT_MARK} 配合　共{len(cross.row_keys)}项任务、"
        f"{len(cross.units)}个单位。本表由责任清单汇总，修改责任清单后请重新生成。"
    )
    if not all(cross.registered):
        subtitle += "棕色表头的单位不在单位名录中。"
    title_width = _title_width(matrix)
    unit_widths = [_UNIT_WIDTH] * len(cross.units)
    widths = [_NUMBER_WIDTH, title_width, *unit_widths, *[_TOTAL_WIDTH] * len(_TOTALS)]
    write_heading(sheet, styles, sheet_title(matrix, SheetName.CROSS), subtitle, widths)
    sheet.set_column(0, 0, _NUMBER_WIDTH)
    sheet.set_column(1, 1, title_width)
    _write_head(sheet, styles, cross)
    for i in range(len(cross.row_keys)):
        _write_task(sheet, styles, matrix.rows[i], cross.roles[i], (_FIRST_ROW + i, title_width))
    _write_totals(sheet, styles, cross)
    last_row = _FIRST_ROW + len(cross.row_keys) + len(_TOTALS) - 1
    page_setup(sheet, pages_wide=math.ceil(sum(widths) * _SMALLEST_SCALE / _PAGE_WIDTH))
    sheet.print_area(0, 0, last_row, last_column)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.repeat_columns(0, 1)
    sheet.freeze_panes(_FIRST_ROW, 2)
    sheet.autofilter(_HEAD_ROW, 0, _FIRST_ROW + max(len(cross.row_keys), 1) - 1, last_column)
    sheet.set_selection(_FIRST_ROW, 0, _FIRST_ROW, 0)


def _write_nothing(sheet: Worksheet, styles: Styles, matrix: Matrix) -> None:
    """What stands in place of the cross table where no task names a unit."""
    sheet.set_column(0, 0, _NOTE_WIDTH)
    write_heading(sheet, styles, sheet_title(matrix, SheetName.CROSS), "", [_NOTE_WIDTH])
    note = (
        "责任清单里还没有写明牵头单位和责任单位，所以没有可以汇总的内容。\n"
        "请在“责任清单”中填好这两列，再重新生成。"
    )
    write_text(sheet, _HEAD_ROW, 0, note, styles.body(align="center", valign="vcenter"))
    sheet.set_row(_HEAD_ROW, 60)
    page_setup(sheet)
    sheet.print_area(0, 0, _HEAD_ROW, 0)


def _shown_title(row: MatrixRow) -> str:
    """The task's title; the beginning of its text where it has none."""
    return clean(row["title"] or row["measures"][:_UNTITLED])


def _title_width(matrix: Matrix) -> float:
    longest = max((longest_line(_shown_title(row)) for row in matrix.rows), default=0)
    return max(_LEAST_TITLE_WIDTH, min(_TITLE_WIDTH, width_for(longest, BODY_SIZE)))


def _write_head(sheet: Worksheet, styles: Styles, cross: CrossTable) -> None:
    head = styles.head()

    def upright(length: int, **more: object) -> Format:
        # Vertical text (one character below the other) is read without turning the page.
        fits = (s for s in _HEAD_SIZES if _upright_height(length, s) <= MAX_ROW_HEIGHT)
        size = next(fits, _HEAD_SIZES[-1])
        return styles.head(rotation=270, valign="top", text_wrap=False, font_size=size, **more)

    write_text(sheet, _HEAD_ROW, 0, "序号", head)
    write_text(sheet, _HEAD_ROW, 1, BY_KEY["title"].heading, head)
    sheet.set_column(2, 1 + len(cross.units), _UNIT_WIDTH)
    for i, (unit, known) in enumerate(zip(cross.units, cross.registered, strict=True)):
        style = upright(len(clean(unit)), **({} if known else {"bg_color": AMBER}))
        write_text(sheet, _HEAD_ROW, 2 + i, clean(unit), style)
    first = 2 + len(cross.units)
    sheet.set_column(first, first + len(_TOTALS) - 1, _TOTAL_WIDTH)
    for i, name in enumerate(_TOTALS):
        write_text(sheet, _HEAD_ROW, first + i, name, upright(len(name)))
    longest = max(len(clean(unit)) for unit in (*cross.units, *_TOTALS))
    height = max(60.0, _upright_height(longest, BODY_SIZE))
    sheet.set_row(_HEAD_ROW, min(MAX_ROW_HEIGHT, height))


def _upright_height(length: int, size: float) -> float:
    """Height in points of so many characters one below the other."""
    return length * size * _UPRIGHT_PITCH + 8


def _write_task(
    sheet: Worksheet,
    styles: Styles,
    row: MatrixRow,
    roles: Sequence[str],
    place: tuple[int, float],
) -> None:
    at, title_width = place
    number, title = clean(row["number"]), _shown_title(row)
    value = BY_KEY["number"].to_cell(number)
    centred = styles.body(align="center", valign="vcenter")
    if isinstance(value, int):
        style = styles.body(align="center", valign="vcenter", num_format="0")
        sheet.write_number(at, 0, value, style)
    else:
        write_text(sheet, at, 0, number, centred)
    write_text(sheet, at, 1, title, styles.body(valign="vcenter"))
    marks = {
        LEAD_MARK: styles.body(align="center", valign="vcenter", font_color=ACCENT, font_size=12),
        SUPPORT_MARK: styles.body(align="center", valign="vcenter", font_color=QUIET, font_size=9),
    }
    for j, mark in enumerate(roles):
        write_text(sheet, at, 2 + j, mark, marks.get(mark, centred))
    counts = (roles.count(LEAD_MARK), roles.count(SUPPORT_MARK))
    for j, count in enumerate((*counts, sum(counts))):
        sheet.write_number(at, 2 + len(roles) + j, count, _total_style(styles))
    cells = [(title, title_width), (number, _NUMBER_WIDTH)]
    sheet.set_row(at, min(MAX_ROW_HEIGHT, row_height(cells, BODY_SIZE, least=20)))


def _total_style(styles: Styles) -> object:
    return styles.body(align="center", valign="vcenter", bg_color=PALE, num_format="0")


def _write_totals(sheet: Worksheet, styles: Styles, cross: CrossTable) -> None:
    leads, supports = cross.unit_counts(LEAD_MARK), cross.unit_counts(SUPPORT_MARK)
    sums = tuple(a + b for a, b in zip(leads, supports, strict=True))
    label = styles.body(align="center", valign="vcenter", bg_color=PALE, font_name=HEAD_FONT)
    blank = styles.body(bg_color=PALE)
    for i, (name, counts) in enumerate(zip(_TOTALS, (leads, supports, sums), strict=True)):
        at = _FIRST_ROW + len(cross.row_keys) + i
        sheet.merge_range(at, 0, at, 1, "", label)
        write_text(sheet, at, 0, name, label)
        for j, count in enumerate(counts):
            sheet.write_number(at, 2 + j, count, _total_style(styles))
        for j in range(len(_TOTALS)):
            column = 2 + len(cross.units) + j
            if j == i:
                sheet.write_number(at, column, sum(counts), _total_style(styles))
            else:
                sheet.write_blank(at, column, None, blank)
        sheet.set_row(at, 22)
