"""The sheet 责任清单: one row a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from officekit.model.matrix import Matrix, SheetColumn
from officekit.model.schema import BY_KEY, ROW_KEY, Align, SheetName, ValueKind
from officekit.model.sheet_content import ListPlaces, SheetValue
from officekit.writing.contents import FIRST_ROW, list_content, list_places
from officekit.writing.layout import (
    content_width,
    fitted_row,
    fitting_width,
    row_height,
    unit_lines,
)
from officekit.writing.progress_cells import (
    COMPLETION_RULE,
    STATUS_RULE,
    highlight_rows,
    highlight_status,
)
from officekit.writing.styles import (
    BODY_SIZE,
    PALE_AMBER,
    RED,
    Styles,
    page_setup,
    write_heading,
    write_text,
    write_value,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEAD_ROW = 2
_SPARE_ROWS = 200  # rows below the list that already have dropdowns
_OWN_WIDTH = 16.0
_PAGE_WIDTH = 205.0  # column widths that fill an A3 page across at 100 %
_LEAST_MEASURE_WIDTH = 54.5
_MEASURE_WIDTHS = (60.5, 72.5, 84.5, 96.5, 110.5)
_FROZEN_WIDTH = 62.0
_PLACEHOLDERS = ("待填", "**", "××", "xx", "XX")


def write_list_sheet(
    workbook: Workbook,
    styles: Styles,
    matrix: Matrix,
    unit_range: str | None,
    *,
    blank: bool = False,
) -> ListPlaces:
    """The sheet 责任清单.

    Args:
        workbook: to add the sheet to.
        styles: cell formats.
        matrix: without texts that are too long for a cell.
        unit_range: cells of the registered names for the dropdown, ``None`` without any.
        blank: the sheet waits for tasks: usual widths, and a line that says what to do.
    """
    sheet = workbook.add_worksheet(SheetName.TASKS)
    columns = matrix.columns
    last_printed = max(
        (i for i in range(len(columns)) if _is_printed(columns, i)), default=len(columns) - 1
    )
    widths = _widths(matrix, columns, last_printed, blank=blank)
    content = list_content(matrix)
    (title,), (subtitle,) = content.rows[:HEAD_ROW]
    if blank:
        subtitle = "还没有任务：请在“开始”页按“导入方案”或“导入任务表”"
    write_heading(sheet, styles, str(title), str(subtitle), widths[: last_printed + 1])
    _write_columns(sheet, styles, columns, widths)
    laid = list(zip(columns, widths, strict=True))
    for i, line in enumerate(content.lines):
        _write_row(sheet, styles, FIRST_ROW + i, line, laid)
    last_row = FIRST_ROW + max(len(matrix.rows), 1) - 1
    places = list_places(matrix)
    _add_dropdowns(sheet, places.columns, last_row + _SPARE_ROWS, unit_range)
    _add_highlights(sheet, styles, places.columns, last_row)
    page_setup(sheet)
    sheet.print_area(0, 0, last_row, last_printed)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(FIRST_ROW, _frozen_columns(columns, widths))
    sheet.autofilter(HEAD_ROW, 0, last_row, len(columns))
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1 + _SPARE_ROWS}"})
    sheet.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)
    sheet.activate()
    return places


def _is_printed(columns: Sequence[SheetColumn], i: int) -> bool:
    """Printed columns, and own columns that follow one."""
    while i >= 0 and columns[i].column is None:
        i -= 1
    column = columns[i].column if i >= 0 else None
    return column is not None and column.printed


def _widths(
    matrix: Matrix, columns: Sequence[SheetColumn], last_printed: int, *, blank: bool = False
) -> list[float]:
    """Widths by content, up to the usual width; 主要举措 takes what is left of the page."""
    widths = [_content_width(matrix, column) for column in columns]
    if blank:
        widths = [column.column.width if column.column else _OWN_WIDTH for column in columns]
    place = next((i for i, c in enumerate(columns) if c.column is BY_KEY["measures"]), None)
    if place is None:
        return widths
    texts = [columns[place].field_of(row).text for row in matrix.rows]
    if widths[place] == BY_KEY["measures"].width:
        others = sum(widths[: last_printed + 1]) - widths[place]
        left = (_PAGE_WIDTH - others - 0.5) // 2 * 2 + 0.5  # whole Chinese characters
        least = max(_LEAST_MEASURE_WIDTH, left)
        wider = (width for width in _MEASURE_WIDTHS if width > least)
        widths[place] = fitting_width(texts, (least, *wider), BODY_SIZE)
    return widths


def _content_width(matrix: Matrix, column: SheetColumn) -> float:
    if column.column is not None and not column.column.printed:
        return column.column.width  # room to write on screen
    most = column.column.width if column.column else _OWN_WIDTH
    texts = [column.field_of(row).text for row in matrix.rows]
    units = column.column is not None and column.column.key in ("lead", "support")
    lines = [line for text in texts for line in (unit_lines(text) if units else text.split("\n"))]
    return content_width(column.heading, lines, most, BODY_SIZE)


def _write_columns(
    sheet: Worksheet, styles: Styles, columns: Sequence[SheetColumn], widths: Sequence[float]
) -> None:
    head = styles.head()
    for i, column in enumerate(columns):
        meaning = column.column
        on_screen = meaning is not None and not meaning.printed
        sheet.set_column(i, i, widths[i], None, {"level": 1} if on_screen else {})
        write_text(sheet, HEAD_ROW, i, column.heading, head)
    sheet.set_column(len(columns), len(columns), ROW_KEY.width, None, {"hidden": True})
    write_text(sheet, HEAD_ROW, len(columns), ROW_KEY.heading, head)
    heads = [(c.heading, w) for c, w in zip(columns, widths, strict=True)]
    sheet.set_row(HEAD_ROW, row_height(heads, BODY_SIZE, least=30))


def _write_row(
    sheet: Worksheet,
    styles: Styles,
    at: int,
    line: Sequence[SheetValue],
    laid: Sequence[tuple[SheetColumn, float]],
) -> None:
    *values, key = line
    cells = [(str(v or ""), width) for v, (_, width) in zip(values, laid, strict=True)]
    size, height = fitted_row(cells)
    for i, ((column, _), value) in enumerate(zip(laid, values, strict=True)):
        meaning = column.column
        align = meaning.align if meaning else Align.LEFT
        percent = meaning is not None and meaning.kind is ValueKind.PERCENT
        is_number = meaning is not None and meaning.kind is ValueKind.NUMBER and not value
        if isinstance(value, (int, float)) or percent or is_number:
            number = "0%" if percent else "0"
            style = styles.body(align=align.value, font_size=size, num_format=number)
        else:
            style = styles.body(align=align.value, font_size=size)
        write_value(sheet, at, i, value, style)
    write_value(sheet, at, len(laid), key, styles.body())
    sheet.set_row(at, height)


def _frozen_columns(columns: Sequence[SheetColumn], widths: Sequence[float]) -> int:
    """Columns up to 重点任务 stay in view, if they leave room for the others."""
    title = BY_KEY["title"]
    upto = next((i + 1 for i, c in enumerate(columns) if c.column is title), 1)
    return upto if sum(widths[:upto]) <= _FROZEN_WIDTH else 1


def _add_dropdowns(
    sheet: Worksheet, columns: Mapping[str, int], last_row: int, unit_range: str | None
) -> None:
    rules: dict[str, dict[str, object]] = {
        "status": dict(STATUS_RULE),
        "completion": dict(COMPLETION_RULE),
        "year": {
            "validate": "integer",
            "criteria": "between",
            "minimum": 2000,
            "maximum": 2100,
            "error_title": "年度",
            "error_message": "请填写四位数字的年份，例如：2025。",
        },
    }
    if unit_range:
        rules["lead"] = {
            "validate": "list",
            "source": f"={unit_range}",
            "show_error": False,
            "input_title": "牵头单位",
            "input_message": "可从下拉列表中选择；有几个牵头单位时，直接填写，用顿号分隔。",
        }
    for key, rule in rules.items():
        if key in columns:
            column = columns[key]
            sheet.data_validation(FIRST_ROW, column, last_row, column, rule)


def _add_highlights(
    sheet: Worksheet, styles: Styles, columns: Mapping[str, int], last_row: int
) -> None:
    from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

    rows = FIRST_ROW, last_row

    def add(key: str, formula: str, **properties: object) -> None:
        highlight_rows(sheet, rows, columns[key], formula, styles.make(**properties))

    def first(key: str) -> str:
        return str(xl_rowcol_to_cell(FIRST_ROW, columns[key], col_abs=True))

    if "status" in columns:
        highlight_status(sheet, styles, rows, columns["status"])
    if {"lead", "title"} <= columns.keys():
        # A plan that names no lead unit at all is not coloured from top to bottom.
        leads = xl_range_abs(FIRST_ROW, columns["lead"], last_row, columns["lead"])
        blank = f"LEN({first('lead')})=0,LEN({first('title')})>0"
        formula = f'=AND({blank},COUNTIF({leads},"?*")>0)'
        add("lead", formula, bg_color=PALE_AMBER)
    if "targets" in columns:
        cell = first("targets")
        tests = ",".join(f'ISNUMBER(FIND("{mark}",{cell}))' for mark in _PLACEHOLDERS)
        add("targets", f"=OR({tests})", font_color=RED)
