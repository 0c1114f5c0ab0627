"""A marked copy made anew from the cells of a return: for formats that can't be marked in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final

from officekit.model.finding import Severity
from officekit.model.packet import PROPERTY_PREFIX, REPLY_KEY, REPLY_SHEET, REPLY_TEXT_LINE
from officekit.model.returned import Area, Place, ReturnedFile, ReturnedSheet, SheetState
from officekit.model.schema import SheetName
from officekit.model.submission import Submission
from officekit.model.table import CellValue, text_of
from officekit.writing.layout import MAX_ROW_HEIGHT, clean, content_width, row_height
from officekit.writing.marked_problems import (
    HEAD_LINE,
    LEVEL_COLUMN,
    MARK_AMBER,
    MARK_RED,
    PLACE_COLUMN,
    PROBLEM_CENTRED,
    PROBLEM_HEADS,
    PROBLEM_WIDTHS,
    Problem,
    Reply,
    percent_cells,
    reply_texts,
)
from officekit.writing.new_workbook import PROPERTY_LENGTH, new_workbook
from officekit.writing.packet_identity import hash_lines, write_identity
from officekit.writing.progress_cells import COMPLETION_RULE, STATUS_RULE
from officekit.writing.styles import (
    ACCENT,
    BODY_FONT,
    BODY_SIZE,
    HEAD_FONT,
    PAPER_A4,
    RED,
    Styles,
    page_setup,
    write_text,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FILLS: Final = {Severity.ERROR: f"#{MARK_RED}", Severity.WARNING: f"#{MARK_AMBER}"}
_NAME_LENGTH = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_MOST_MERGED_CELLS = 200_000
_WIDEST, _USUAL = 40.0, 8.43
_MEASURED_ROWS = 200
_LARGEST = 1e300
_FIRST_DATE = datetime(1900, 3, 1)  # noqa: DTZ001 -- of a cell; Excel counts earlier ones wrongly
_RULES: Final[Mapping[str, Mapping[str, object]]] = {
    "status": STATUS_RULE,
    "completion": COMPLETION_RULE,
}


def converted_copy(file: ReturnedFile, submission: Submission, reply: Reply) -> bytes:
    """A new workbook: 退回意见 first, then all sheets with their values, the identity last.

    Texts are stored as text, formulas as the values that they showed.
    """
    buffer = BytesIO()
    workbook = new_workbook(buffer, title=REPLY_SHEET, subject="任务进展填报", author="")
    styles = Styles(workbook)
    sheets = [sheet for sheet in file.sheets if not _is_ours(sheet.name)]
    names = _names(sheets)
    _write_reply(workbook, styles, reply, names)
    for sheet in sheets:
        page = workbook.add_worksheet(names[sheet.name])
        _write_sheet(page, styles, sheet, submission, reply.marks.get(sheet.name, {}))
    _write_identity(workbook, styles, submission, reply, with_sheet=bool(file.sheets))
    workbook.close()
    return buffer.getvalue()


def _is_ours(name: str) -> bool:
    return name.strip().casefold() == SheetName.META or name == REPLY_SHEET


def _names(sheets: Iterable[ReturnedSheet]) -> dict[str, str]:
    """Names that Excel allows, none twice."""
    taken = {REPLY_SHEET, str(SheetName.META), "history"}
    names: dict[str, str] = {}
    for sheet in sheets:
        base = clean(sheet.name).translate(_FORBIDDEN).strip("' ")[:_NAME_LENGTH] or "工作表"
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base[: _NAME_LENGTH - 6]}（{number}）"
        taken.add(name.casefold())
        names[sheet.name] = name
    return names


# ------------------------------------------------------------------ 退回意见


def _write_reply(
    workbook: Workbook, styles: Styles, reply: Reply, names: Mapping[str, str]
) -> None:
    sheet = workbook.add_worksheet(REPLY_SHEET)
    last = len(PROBLEM_HEADS) - 1
    for i, width in enumerate(PROBLEM_WIDTHS):
        sheet.set_column(i, i, width)
        write_text(sheet, HEAD_LINE, i, PROBLEM_HEADS[i], styles.head())
    sheet.set_row(HEAD_LINE, 26)
    plain = {"font_name": BODY_FONT, "valign": "vcenter", "text_wrap": True}
    lines = (
        (reply.title, styles.title(), 34.0, 18.0),
        (
            reply.whose,
            styles.make(**{**plain, "font_name": HEAD_FONT, "font_size": 11}),
            22.0,
            11.0,
        ),
        (reply.advice, styles.make(**plain, font_size=11, font_color=RED), 22.0, 11.0),
        (reply.note, styles.make(**plain, font_size=BODY_SIZE), 6.0, BODY_SIZE),
    )
    for at, (text, style, least, size) in enumerate(lines):
        sheet.merge_range(at, 0, at, last, "", style)
        write_text(sheet, at, 0, text, style)
        height = row_height([(text, sum(PROBLEM_WIDTHS))], size, least=least)
        sheet.set_row(at, min(MAX_ROW_HEIGHT, height))
    for i, problem in enumerate(reply.problems, start=1):
        _write_problem(sheet, styles, i, problem, names)
    sheet.freeze_panes(HEAD_LINE + 1, 0)
    page_setup(sheet, paper=PAPER_A4)
    sheet.repeat_rows(HEAD_LINE)
    sheet.ignore_errors({"number_stored_as_text": "A1:H5000"})
    sheet.set_tab_color(RED)
    sheet.activate()


def _write_problem(
    sheet: Worksheet,
    styles: Styles,
    number: int,
    problem: Problem,
    names: Mapping[str, str],
) -> None:
    at, texts = HEAD_LINE + number, (str(number), *problem.texts)
    for i, text in enumerate(texts):
        more: dict[str, object] = {"align": "center"} if i in PROBLEM_CENTRED else {}
        if i == LEVEL_COLUMN:
            more["bg_color"] = _FILLS[problem.severity]
        if i == PLACE_COLUMN and problem.link:
            style = styles.body(valign="vcenter", font_color=ACCENT, underline=1, **more)
            quoted = names[problem.sheet].replace("'", "''")
            sheet.write_url(at, i, f"internal:'{quoted}'!{problem.link}", style, text)
        else:
            write_text(sheet, at, i, text, styles.body(valign="vcenter", **more))
    height = row_height(zip(texts, PROBLEM_WIDTHS, strict=True), BODY_SIZE, least=24)
    sheet.set_row(at, min(MAX_ROW_HEIGHT, height))


# ------------------------------------------------------------------ their sheets


def _write_sheet(
    page: Worksheet,
    styles: Styles,
    sheet: ReturnedSheet,
    submission: Submission,
    marks: Mapping[Place, Severity],
) -> None:
    is_table = sheet.name == submission.sheet
    head = submission.header_row if is_table else 0
    widths = _widths(sheet, head)
    hidden = {c for first, last in sheet.hidden_columns for c in range(first, min(last, 256) + 1)}
    for column, width in widths.items():
        page.set_column(column - 1, column - 1, width, None, {"hidden": column in hidden})
    looks = _Looks(styles, percent_cells(sheet, submission), head, marks)
    merged = _write_merges(page, sheet, looks, widths)
    for row, line in sheet.rows.items():
        for column, value in line.items():
            if (row, column) not in merged:
                _put(page, (row, column), value, looks)
        texts = [
            (text_of(v), merged.get((row, c), widths[c]))
            for c, v in line.items()
            if (row, c) not in merged or merged[row, c]
        ]
        page.set_row(row - 1, min(MAX_ROW_HEIGHT, row_height(texts, BODY_SIZE)))
    for row, column in marks:
        if sheet.value(row, column) is None and (row, column) not in merged:
            page.write_blank(row - 1, column - 1, None, looks.of(row, column, None))
    if is_table:
        _add_rules(page, submission)
        if head:
            page.freeze_panes(head, 0)
    page_setup(page)
    if sheet.state is SheetState.HIDDEN:
        page.hide()
    elif sheet.state is SheetState.VERY_HIDDEN:
        page.very_hidden()


class _Looks:
    """Formats of the cells of a sheet."""

    def __init__(
        self,
        styles: Styles,
        percent: frozenset[Place],
        head: int,
        marks: Mapping[Place, Severity],
    ) -> None:
        self._styles = styles
        self._percent = percent
        self._head = head
        self._marks = marks

    def of(self, row: int, column: int, value: CellValue) -> Format:
        """The format of a cell: heading or body, its mark, the form of its number."""
        more: dict[str, object] = {"valign": "vcenter"}
        if (row, column) in self._percent:
            whole = not isinstance(value, float) or round(value * 100, 6).is_integer()
            more["num_format"] = "0%" if whole else "0.0#%"
        elif isinstance(value, datetime) and value.time() != time():
            more["num_format"] = "yyyy-mm-dd hh:mm"
        elif isinstance(value, date):
            more["num_format"] = "yyyy-mm-dd"
        elif isinstance(value, (int, float)):
            more["num_format"] = "General"
        severity = self._marks.get((row, column))
        if severity is not None:
            more["bg_color"] = _FILLS[severity]
        if row == self._head and severity is None:
            return self._styles.head()
        return self._styles.body(**more)


def _put(page: Worksheet, place: Place, value: CellValue, looks: _Looks) -> None:
    """A cell: numbers and dates as such, all else as text."""
    row, column = place[0] - 1, place[1] - 1
    style = looks.of(*place, value)
    if isinstance(value, bool):
        page.write_boolean(row, column, value, style)
    elif isinstance(value, (int, float)) and abs(value) < _LARGEST:  # neither NaN nor infinite
        page.write_number(row, column, value, style)
    elif isinstance(value, date) and _counts(value):
        page.write_datetime(row, column, value, style)
    else:
        write_text(page, row, column, text_of(value), style)


def _counts(value: date) -> bool:
    """Whether Excel can store a date."""
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return moment.tzinfo is None and moment >= _FIRST_DATE


def _widths(sheet: ReturnedSheet, head: int) -> dict[int, float]:
    lines: dict[int, list[str]] = {}
    for i, (row, line) in enumerate(sheet.rows.items()):
        for column, value in line.items():
            texts = lines.setdefault(column, [])
            # A title above the table, or a line across it, is no reason for a wide column.
            if i < _MEASURED_ROWS and row >= head and len(line) > 1:
                texts += text_of(value).split("\n")
    return {c: content_width("", texts, _WIDEST, BODY_SIZE) for c, texts in lines.items()}


def _write_merges(
    page: Worksheet, sheet: ReturnedSheet, looks: _Looks, widths: Mapping[int, float]
) -> dict[Place, float]:
    """Merge what covers no content; answers each merged cell, the first ones with their width."""
    filled = {(row, column) for row, line in sheet.rows.items() for column in line}
    merged: dict[Place, float] = {}
    for area in sheet.merges:
        first, left, last, right = area
        size = (last - first + 1) * (right - left + 1)
        if size < 2 or len(merged) + size > _MOST_MERGED_CELLS:  # noqa: PLR2004 -- one cell
            continue
        cells = list(_cells(area))
        covering = any(cell in filled for cell in cells[1:])
        if covering or any(cell in merged for cell in cells):
            continue
        merged |= dict.fromkeys(cells, 0.0)
        merged[first, left] = sum(widths.get(c, _USUAL) for c in range(left, right + 1))
        value = sheet.value(first, left)
        style = looks.of(first, left, value)
        page.merge_range(first - 1, left - 1, last - 1, right - 1, "", style)
        if value is not None:
            _put(page, (first, left), value, looks)
    return merged


def _cells(area: Area) -> Iterable[Place]:
    first, left, last, right = area
    return ((r, c) for r in range(first, last + 1) for c in range(left, right + 1))


def _add_rules(page: Worksheet, submission: Submission) -> None:
    """The dropdown and limit of the issued workbook."""
    rows = [row.row - 1 for row in submission.rows]
    for heading in submission.headings:
        if rows and heading.key in _RULES:
            at = heading.column - 1
            page.data_validation(min(rows), at, max(rows), at, dict(_RULES[heading.key]))


# ------------------------------------------------------------------ identity


def _write_identity(
    workbook: Workbook, styles: Styles, submission: Submission, reply: Reply, *, with_sheet: bool
) -> None:
    replaced = submission.content_hash
    workbook.set_custom_property(f"{PROPERTY_PREFIX}{REPLY_KEY}", replaced, "text")
    if not with_sheet:
        return
    plain = styles.make(num_format="@")
    if submission.packet is not None:
        write_identity(workbook, styles, submission.packet)
        lines = []
    else:
        said = {k: v for k, v in submission.identity.values.items() if k != REPLY_KEY}
        lines = [(key, clean(value)[:PROPERTY_LENGTH]) for key, value in said.items()]
        for key, value in lines:
            workbook.set_custom_property(f"{PROPERTY_PREFIX}{key}", value, "text")
        workbook.add_worksheet(SheetName.META).very_hidden()
    lines.append((REPLY_KEY, replaced))
    lines += ((REPLY_TEXT_LINE, line) for line in hash_lines(REPLY_SHEET, reply_texts(reply)))
    sheet = workbook.get_worksheet_by_name(SheetName.META)
    first = 0 if sheet.dim_rowmax is None else sheet.dim_rowmax + 1
    for i, line in enumerate(lines, start=first):
        for j, text in enumerate(line):
            write_text(sheet, i, j, text, plain)
