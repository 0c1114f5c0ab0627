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
from officekit.exchange.submission_headings import ROLE_KEY, TableHead
from officekit.exchange.submission_own import OwnTexts, is_issued_line
from officekit.exchange.submission_rows import Collected
from officekit.model.finding import Severity
from officekit.model.packet import (
    FILL_MARK,
    INSTRUCTIONS_SHEET,
    REPLY_SHEET,
    ROLE_HEADING,
    Packet,
)
from officekit.model.returned import FileFacts, Place, ReturnedFile, ReturnedSheet
from officekit.model.schema import BY_KEY, ROW_KEY, SheetName, normalize_heading
from officekit.model.submission import Ledger, Remark, RemarkKind
from officekit.model.table import CellValue

_INSTRUCTION_COLUMNS, _INSTRUCTION_ROWS = 4, 60
_LEVEL_COLUMN = 2
_LEVELS = frozenset(severity.label for severity in Severity)
_DIVIDER = "｜"
_HEADINGS = {key: column.heading for key, column in BY_KEY.items()} | {
    ROLE_KEY: ROLE_HEADING,
    ROW_KEY.key: ROW_KEY.heading,
}


def collect_above(head: TableHead, packet: Packet, own: OwnTexts, collected: Collected) -> None:
    """Take the headings, and the lines above them that were not issued."""
    rows = sorted(row for row in head.sheet.rows if row <= head.last_row)
    # Headings first: a text above that repeats one of them is no issued one.
    for row in sorted(rows, key=lambda each: each < head.first_row):
        for column, text in _texts(head.sheet.rows[row]):
            if row >= head.first_row:
                issued = _is_heading(head, column, text, own)
            else:
                issued = _is_ours(text, packet, own)
            if issued:
                collected.assigned_cells += 1
            else:
                collected.remark(Remark(RemarkKind.ABOVE, text, head.sheet.name, row, column))


def collect_sheets(
    sheets: Sequence[ReturnedSheet],
    table: ReturnedSheet | None,
    own: OwnTexts,
    collected: Collected,
) -> None:
    """Take all other sheets; what we wrote on 填报说明 and 退回意见 counts as issued."""
    for sheet in sheets:
        if sheet is table or is_meta_sheet(sheet.name):
            continue
        for row, column, text in _cells(sheet.rows):
            if _was_written(sheet, (row, column), text, own):
                collected.assigned_cells += 1
            else:
                collected.remark(Remark(RemarkKind.OTHER_SHEET, text, sheet.name, row, column))


def collect_unknown(
    file: ReturnedFile, head: TableHead | None, own: OwnTexts, collected: Collected
) -> None:
    """Keep the rows of a file that answers no packet: one remark each, nothing of it is taken."""
    kind = RemarkKind.UNKNOWN_FILE
    for sheet in file.sheets:
        if is_meta_sheet(sheet.name):
            continue
        named = SheetName.TASKS if head is not None and sheet is head.sheet else sheet.name.strip()
        for row in sorted(sheet.rows):
            told = list(_texts(sheet.rows[row]))
            collected.refused_cells += len(told)
            kept = [(column, text) for column, text in told if not own.take(named, text)]
            if kept:
                text = _DIVIDER.join(text for _, text in kept)
                collected.remarks.append(Remark(kind, text, sheet.name, row, kept[0][0]))
    far = Collected()
    collect_far(file.facts.far_cells, far)
    collected.remarks += far.remarks
    collected.refused_cells += far.remark_cells
    if head is not None:
        collected.remark_rows = _rows_with_content(head)


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


def collect_mail(facts: FileFacts) -> tuple[Remark, ...]:
    """The text of the mail that a file came with; no cell, so the ledger does not count it."""
    text = clean(facts.body)
    return (Remark(RemarkKind.MAIL, text, ""),) if text else ()


def count(file: ReturnedFile, head: TableHead | None, collected: Collected) -> Ledger:
    """The ledger: cells and rows of the file, counted on their own, and what became of them."""
    cells = len(file.facts.far_cells) + sum(
        filled(value)
        for sheet in file.sheets
        if not is_meta_sheet(sheet.name)
        for line in sheet.rows.values()
        for value in line.values()
    )
    rows = _rows_with_content(head) if head else 0
    return Ledger(
        cells=cells,
        assigned=collected.assigned_cells,
        answers=collected.answer_cells,
        extra=collected.extra_cells,
        remarks=collected.remark_cells,
        refused=collected.refused_cells,
        rows=rows - collected.issued_rows,
        task_rows=len(collected.rows),
        extra_rows=len(collected.extra),
        remark_rows=collected.remark_rows,
    )


def _rows_with_content(head: TableHead) -> int:
    return sum(any(map(filled, head.sheet.rows[row].values())) for row in head.body)


def _cells(rows: Mapping[int, Mapping[int, CellValue]]) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of all cells that are not blank, in their order."""
    for row in sorted(rows):
        for column, text in _texts(rows[row]):
            yield row, column, text


def _texts(cells: Mapping[int, CellValue]) -> Iterator[tuple[int, str]]:
    """Column and text of the cells of a row that are not blank."""
    for column, value in sorted(cells.items()):
        if text := clean(value):
            yield column, text


def _is_heading(head: TableHead, column: int, text: str, own: OwnTexts) -> bool:
    """Whether a cell in the row of the headings is an issued one, or is shown with its column."""
    keys = [h.key for h in head.headings if h.column == column and h.text == text]
    if not keys:
        return False
    if own.take(SheetName.TASKS, text):
        return True
    if not keys[0]:  # a column of their own: the heading is kept with each of its texts
        return any(filled(head.sheet.value(row, column)) for row in head.body)
    # The rules tell of a heading that was renamed, not of words that were added to one.
    wanted = normalize_heading(_HEADINGS.get(keys[0], ""))
    said = normalize_heading(plain(text).removesuffix(FILL_MARK))
    return said == wanted or wanted not in said


def _is_ours(text: str, packet: Packet, own: OwnTexts) -> bool:
    if own.told(SheetName.TASKS):
        return own.take(SheetName.TASKS, text)
    return is_issued_line(text, packet)


def _was_written(sheet: ReturnedSheet, place: Place, text: str, own: OwnTexts) -> bool:
    """Whether a text of another sheet is ours.

    Where the hidden sheet is gone, only a sheet that is still locked can't have been typed into.
    """
    row, column = place
    if is_reply_sheet(sheet.name):
        if own.told(REPLY_SHEET):
            return own.take(REPLY_SHEET, text)
        numbered = column == 1 and text.isdecimal()
        return numbered or text == REPLY_SHEET or (column == _LEVEL_COLUMN and text in _LEVELS)
    if not is_instruction_sheet(sheet.name):
        return False
    if own.told(INSTRUCTIONS_SHEET):
        return own.take(INSTRUCTIONS_SHEET, text)
    inside = column <= _INSTRUCTION_COLUMNS and row <= _INSTRUCTION_ROWS
    return inside and sheet.protected is True
