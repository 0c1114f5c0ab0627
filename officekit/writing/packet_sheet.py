"""The sheet 责任清单 of a unit's workbook: assigned columns locked, answers open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from officekit.model.packet import FILL_MARK, SPARE_LINE, Packet, PacketRow, Role
from officekit.model.schema import BY_KEY, ROW_KEY, SheetName, ValueKind
from officekit.model.sheet_content import SheetValue
from officekit.writing.contents import FIRST_ROW, cell_text
from officekit.writing.layout import chunks, clean, fitted_row, row_height
from officekit.writing.packet_layout import (
    ROLE_KEY,
    PacketColumn,
    frozen_columns,
    packet_columns,
    paper_for,
)
from officekit.writing.packet_texts import (
    ANSWER_HELP,
    packet_title,
    subtitle,
)
from officekit.writing.progress_cells import (
    COMPLETION_RULE,
    STATUS_RULE,
    highlight_rows,
    highlight_status,
)
from officekit.writing.styles import (
    AMBER,
    BODY_SIZE,
    HEAD_FONT,
    PALE_AMBER,
    PROTECTION,
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

HEAD_ROW = 2
SPARE_ROWS = 10
LONGEST_ANSWER = 5000
"""Characters of a free text above which Excel asks whether that is meant."""

_LOCKED_FILL = "#F7F7F7"
_FILL_HEAD = "#FCE4B8"
_LEAST_HEIGHT, _SPARE_HEIGHT = 48.0, 28.0  # room for three lines, for two
_REQUIRED = ("status", "progress")
_FRACTION = re.compile(r"([0-9]{1,2}\.[0-9]{1,4})%")


def write_packet_sheet(workbook: Workbook, styles: Styles, packet: Packet) -> None:
    """The sheet 责任清单 of a unit.

    Args:
        workbook: to add the sheet to.
        styles: cell formats.
        packet: what the unit is sent.
    """
    sheet = workbook.add_worksheet(SheetName.TASKS)
    columns = packet_columns(packet)
    widths = [column.width for column in columns]
    write_heading(sheet, styles, packet_title(packet), subtitle(packet), widths)
    _write_heads(sheet, styles, columns)
    for i, row in enumerate(packet.rows):
        _write_row(sheet, styles, FIRST_ROW + i, row, columns)
    spare_line = FIRST_ROW + len(packet.rows)
    last_row = spare_line + SPARE_ROWS
    _write_spare_rows(sheet, styles, spare_line, columns)
    _add_rules(sheet, columns, spare_line)
    _add_highlights(sheet, styles, columns, spare_line)
    page_setup(sheet, paper=paper_for(columns))
    sheet.print_area(0, 0, last_row, len(columns) - 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(FIRST_ROW, frozen_columns(columns))
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})
    first_answer = next(i for i, column in enumerate(columns) if column.answer)
    sheet.set_selection(FIRST_ROW, first_answer, FIRST_ROW, first_answer)
    sheet.protect("", dict(PROTECTION))
    sheet.activate()


def _write_heads(sheet: Worksheet, styles: Styles, columns: tuple[PacketColumn, ...]) -> None:
    head = styles.head()
    # The mark is part of the number format: the heading itself stays what a reader looks for.
    fill = styles.head(font_color=AMBER, bg_color=_FILL_HEAD, num_format=f'@"{FILL_MARK}"')
    shown = []
    for i, column in enumerate(columns):
        sheet.set_column(i, i, column.width)
        write_text(sheet, HEAD_ROW, i, column.heading, fill if column.answer else head)
        shown.append((column.heading + (FILL_MARK if column.answer else ""), column.width))
    sheet.set_column(len(columns), len(columns), ROW_KEY.width, None, {"hidden": True})
    write_text(sheet, HEAD_ROW, len(columns), ROW_KEY.heading, head)
    sheet.set_row(HEAD_ROW, row_height(shown, BODY_SIZE, least=34))


def _write_row(
    sheet: Worksheet, styles: Styles, at: int, row: PacketRow, columns: tuple[PacketColumn, ...]
) -> None:
    values = [_value(row, column) for column in columns]
    cells = [(str(v or ""), column.width) for v, column in zip(values, columns, strict=True)]
    # Only a cell with a very long text is set smaller, not its neighbours that are to be filled in.
    fitted = [fitted_row([cell], least=_LEAST_HEIGHT) for cell in cells]
    for i, (column, value, (size, _)) in enumerate(zip(columns, values, fitted, strict=True)):
        if column.answer:
            style = _answer_style(styles, column, size, value)
        else:
            style = _locked_style(styles, column, size, value)
        write_value(sheet, at, i, value, style)
    write_text(sheet, at, len(columns), row.key, styles.body())
    sheet.set_row(at, max(height for _, height in fitted))


def _value(row: PacketRow, column: PacketColumn) -> SheetValue:
    if column.key == ROLE_KEY:
        return row.role.value
    if not column.answer:
        text = clean(row.assigned.get(column.key, ""))
        value = BY_KEY[column.key].to_cell(text)
        return value if isinstance(value, (int, float)) else cell_text(text)
    return _issued_answer(row, column)


def _issued_answer(row: PacketRow, column: PacketColumn) -> SheetValue:
    """An answer that the matrix had; one that no cell can hold is left out, and told of."""
    text = clean(row.answers.get(column.key, ""))
    if len(chunks(text)) > 1:
        return f"（原有内容共{len(text)}字，单元格放不下，没有列出）"
    value = BY_KEY[column.key].to_cell(text)
    if isinstance(value, (int, float)):
        return value
    if column.kind is ValueKind.PERCENT and (match := _FRACTION.fullmatch(text)):
        return round(float(match[1]) / 100, 6)
    return text


def _locked_style(styles: Styles, column: PacketColumn, size: float, value: SheetValue) -> Format:
    more: dict[str, object] = {"align": column.align.value, "bg_color": _LOCKED_FILL}
    if isinstance(value, (int, float)):
        more["num_format"] = "0"
    if column.key == ROLE_KEY and isinstance(value, str) and Role(value).answers_for:
        more |= {"bold": True, "font_name": HEAD_FONT}
    return styles.body(font_size=size, **more)


def _answer_style(
    styles: Styles, column: PacketColumn, size: float, value: SheetValue = None
) -> Format:
    more: dict[str, object] = {"align": column.align.value, "locked": False}
    if column.kind is ValueKind.PERCENT:
        whole = not isinstance(value, float) or round(value * 100, 6).is_integer()
        more["num_format"] = "0%" if whole else "0.0#%"
    return styles.body(font_size=size, **more)


def _write_spare_rows(
    sheet: Worksheet, styles: Styles, line: int, columns: tuple[PacketColumn, ...]
) -> None:
    """The line 如需补充新任务 and open rows below it, whose row key stays blank."""
    last = len(columns) - 1
    style = styles.body(
        valign="vcenter", font_name=HEAD_FONT, font_color=AMBER, bg_color=_LOCKED_FILL
    )
    sheet.merge_range(line, 0, line, last, "", style)
    write_text(sheet, line, 0, SPARE_LINE, style)
    sheet.set_row(line, 24)
    for at in range(line + 1, line + 1 + SPARE_ROWS):
        for i, column in enumerate(columns):
            sheet.write_blank(at, i, None, _answer_style(styles, column, BODY_SIZE))
        sheet.set_row(at, _SPARE_HEIGHT)


def _add_rules(sheet: Worksheet, columns: tuple[PacketColumn, ...], spare_line: int) -> None:
    """Dropdowns, limits and hints for the tasks and the spare rows."""
    rules: dict[str, Mapping[str, object]] = {"status": STATUS_RULE, "completion": COMPLETION_RULE}
    spare = (spare_line + 1, spare_line + SPARE_ROWS)
    for i, column in enumerate(columns):
        if column.key == ROLE_KEY:
            roles = {"validate": "list", "source": [role.value for role in Role]}
            sheet.data_validation(spare[0], i, spare[1], i, roles)
        if not column.answer:
            continue
        rule: dict[str, object] = dict(rules.get(column.key) or _text_rule(column.heading))
        rule |= {"input_title": column.heading, "input_message": _hint(column.key)}
        if spare_line > FIRST_ROW:
            rule["other_cells"] = [[spare[0], i, spare[1], i]]
            sheet.data_validation(FIRST_ROW, i, spare_line - 1, i, rule)
        else:
            sheet.data_validation(spare[0], i, spare[1], i, rule)


def _text_rule(heading: str) -> dict[str, object]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_ANSWER,
        "error_type": "warning",
        "error_title": heading,
        "error_message": f"内容超过{LONGEST_ANSWER}字，请尽量精简。",
    }


def _hint(key: str) -> str:
    told = ANSWER_HELP[key]
    return f"{told.hint}\n例如：{told.example}"


def _add_highlights(
    sheet: Worksheet, styles: Styles, columns: tuple[PacketColumn, ...], spare_line: int
) -> None:
    """States in colour; what a task that the unit answers for still needs in pale amber."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    if spare_line == FIRST_ROW:
        return
    rows = FIRST_ROW, spare_line - 1
    places = {column.key: i for i, column in enumerate(columns)}
    role = xl_rowcol_to_cell(FIRST_ROW, places[ROLE_KEY], col_abs=True)
    amber = styles.make(bg_color=PALE_AMBER)
    answering = ",".join(f'{role}="{each}"' for each in Role if each.answers_for)
    for key in _REQUIRED:
        cell = xl_rowcol_to_cell(FIRST_ROW, places[key], col_abs=True)
        formula = f"=AND(OR({answering}),LEN(TRIM({cell}))=0)"
        highlight_rows(sheet, rows, places[key], formula, amber)
    highlight_status(sheet, styles, rows, places["status"])
