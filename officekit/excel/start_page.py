"""Places on the page 开始 that buttons write to."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from officekit.excel.buttons import BUTTONS, Button
from officekit.excel.cell_input import as_input
from officekit.excel.sheet_state import writable
from officekit.model.schema import SheetName
from officekit.model.sheet_content import Formula

if TYPE_CHECKING:
    import xlwings as xw

FIRST_STEP_ROW = 5
"""Row of the first step, counted from 1; one row a step."""
DONE_COLUMN = 6
"""Column with the time when a step was done last, counted from 1."""
STEPS = tuple(sorted((b for b in BUTTONS if b.step), key=lambda b: b.step))
LAST_ROW, LAST_COLUMN = FIRST_STEP_ROW + len(STEPS) + 10, 3
"""First of the cells that tell of the last operation: time, button, result, links."""
LINKS = 3
"""How many links a result may have."""

_LINE_LENGTH, _LINE_HEIGHT = 60, 16.0  # characters and points of a line of the result
_LEAST_HEIGHT, _MOST_HEIGHT = 66.0, 400.0

Link = tuple[str, str]
"""Shown text and address: ``#'问题清单'!A4`` or the path of a file."""


def record(book: xw.Book, button: Button, message: str, links: tuple[Link, ...]) -> None:
    """Tell on the page 开始 what a button has done; nothing where the page is missing."""
    if SheetName.START not in [sheet.name for sheet in book.sheets]:
        return
    sheet = book.sheets[SheetName.START]
    now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    cells: list[str | Formula | None] = [now, button.label, message, *map(_link, links[:LINKS])]
    cells += [None] * (3 + LINKS - len(cells))
    with writable(sheet):
        block = sheet.range((LAST_ROW, LAST_COLUMN), (LAST_ROW + len(cells) - 1, LAST_COLUMN))
        block.value = [[as_input(value)] for value in cells]
        # The result stands in merged cells, whose height Excel does not fit by itself.
        lines = sum(ceil(len(line) / _LINE_LENGTH) or 1 for line in message.split("\n"))
        height = max(_LEAST_HEIGHT, min(_MOST_HEIGHT, lines * _LINE_HEIGHT + 6))
        sheet.range((LAST_ROW + 2, LAST_COLUMN)).row_height = height
        if button.step:
            row = FIRST_STEP_ROW + button.step - 1
            sheet.range((row, DONE_COLUMN)).value = as_input(now)


def _link(link: Link) -> Formula:
    shown, address = (text.replace('"', '""') for text in link)
    return Formula(f'=HYPERLINK("{address}","{shown}")', link[0])
