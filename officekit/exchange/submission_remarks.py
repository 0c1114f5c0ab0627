"""What a return says outside of its table: lines above it, other sheets, notes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from officekit.exchange.submission_cells import (
    clean,
    filled,
    is_instruction_sheet,
    is_meta_sheet,
    is_reply_sheet,
    plain,
)
from officekit.exchange.submission_headings import TableHead
from officekit.exchange.submission_rows import Collected
from officekit.model.packet import Packet
from officekit.model.returned import ReturnedFile, ReturnedSheet
from officekit.model.submission import Ledger, Remark, RemarkKind
from officekit.model.table import CellValue

_INSTRUCTION_COLUMNS, _INSTRUCTION_ROWS = 4, 60
_REPLY_COLUMNS, _REPLY_HEAD = 8, 5
_NO_TITLE, _TITLE_END = "重点工作", "任务进展填报表"
_TITLE_ADDS, _LINE_LENGTH = 40, 300


def collect_above(head: TableHead, packet: Packet | None, collected: Collected) -> None:
    """Take the headings, and the lines above them that were not issued.

    Of the issued lines only the packet's title, unit and period are known: a line with the title
    and little else, or with unit and period, is an issued one.
    """
    named = {(heading.column, heading.text) for heading in head.headings}
    above = {row: cells for row, cells in head.sheet.rows.items() if row <= head.last_row}
    for row, column, text in _cells(above):
        if row >= head.first_row:
            issued = (column, text) in named
        else:
            issued = packet is not None and _is_issued_line(text, packet)
        if issued:
            collected.assigned_cells += 1
        else:
            collected.remark(Remark(RemarkKind.ABOVE, text, head.sheet.name, row, column))


def collect_sheets(
    sheets: Sequence[ReturnedSheet], table: ReturnedSheet | None, collected: Collected
) -> None:
    """Take all other sheets; the instructions count as issued where they stand."""
    for sheet in sheets:
        if sheet is table or is_meta_sheet(sheet.name):
            continue
        instructions, reply = is_instruction_sheet(sheet.name), is_reply_sheet(sheet.name)
        for row, column, text in _cells(sheet.rows):
            if (reply and _is_replied(sheet, row, column)) or (
                instructions and column <= _INSTRUCTION_COLUMNS and row <= _INSTRUCTION_ROWS
            ):
                collected.assigned_cells += 1
            else:
                collected.remark(Remark(RemarkKind.OTHER_SHEET, text, sheet.name, row, column))


def collect_objects(
    sheets: Sequence[ReturnedSheet], head: TableHead | None, collected: Collected
) -> None:
    """Take notes and text boxes; they are no cells, so the ledger does not count them."""
    keys = {row.row: row.key for row in collected.rows}
    for sheet in sheets:
        is_table = head is not None and sheet is head.sheet
        texts = head.texts if head and is_table else {}
        for note in sheet.notes:
            row, column = note.place
            if text := clean(note.text):
                key = keys.get(row, "") if is_table else ""
                heading = texts.get(column, "")
                collected.remarks.append(
                    Remark(RemarkKind.NOTE, text, sheet.name, row, column, key, heading)
                )
        collected.remarks += (
            Remark(RemarkKind.SHAPE, text, sheet.name) for text in map(clean, sheet.shapes) if text
        )


def collect_far(far_cells: Sequence[str], collected: Collected) -> None:
    """Keep the texts of cells far away, which the reader tells as ``XFD1048576=text``."""
    for told in far_cells:
        reference, _, text = told.partition("=")
        kept = clean(text) or reference
        collected.remark(Remark(RemarkKind.FAR, f"{reference}：{kept}", ""))


def count(file: ReturnedFile, head: TableHead | None, collected: Collected) -> Ledger:
    """The ledger: cells and rows of the file, counted on their own, and what became of them."""
    cells = len(file.facts.far_cells) + sum(
        filled(value)
        for sheet in file.sheets
        if not is_meta_sheet(sheet.name)
        for line in sheet.rows.values()
        for value in line.values()
    )
    rows = sum(any(map(filled, head.sheet.rows[row].values())) for row in head.body) if head else 0
    return Ledger(
        cells=cells,
        assigned=collected.assigned_cells,
        answers=collected.answer_cells,
        extra=collected.extra_cells,
        remarks=collected.remark_cells,
        rows=rows - collected.issued_rows,
        task_rows=len(collected.rows),
        extra_rows=len(collected.extra),
        remark_rows=collected.remark_rows,
    )


def _cells(rows: Mapping[int, Mapping[int, CellValue]]) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of all cells that are not blank, in their order."""
    for row in sorted(rows):
        for column, value in sorted(rows[row].items()):
            if text := clean(value):
                yield row, column, text


def _is_replied(sheet: ReturnedSheet, row: int, column: int) -> bool:
    """Whether a cell of 退回意见 is one of ours: in its columns, above or in a numbered line."""
    numbered = row <= _REPLY_HEAD or clean(sheet.value(row, 1)).isdecimal()
    return column <= _REPLY_COLUMNS and numbered


def _is_issued_line(text: str, packet: Packet) -> bool:
    line, title = plain(text), plain(packet.title or _NO_TITLE)
    if title in line and len(line) <= len(title) + _TITLE_ADDS:
        return True
    # The title says what the table is in place of 责任清单.
    if line.endswith(_TITLE_END) and title.startswith(line.removesuffix(_TITLE_END)):
        return True
    told = plain(packet.unit) in line and plain(packet.period.text) in line
    return told and len(line) <= _LINE_LENGTH
