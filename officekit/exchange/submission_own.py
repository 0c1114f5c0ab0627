"""Which texts of a return are ours: those whose hashes were written into the hidden sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from officekit.exchange.submission_cells import clean, is_meta_sheet, plain
from officekit.model.packet import (
    FILLING_LINE,
    REPLY_SHEET,
    REPLY_TEXT_LINE,
    TEXT_LINE,
    Packet,
    Role,
    text_hash,
)
from officekit.model.returned import ReturnedSheet

_TITLE_END, _NO_TITLE = "任务进展填报表", "重点工作"
_LABELS = tuple(map(plain, ("填报单位：", "期次：", "报送截止：", "任务：", FILLING_LINE, *Role)))
_DATES_AND_COUNTS = re.compile(r"[\d年月日第版项、-]*")


class OwnTexts:
    """The fixed texts that a return was issued with, each taken as often as it was written.

    Args:
        sheets: of the return.
    """

    def __init__(self, sheets: Iterable[ReturnedSheet]) -> None:
        self._left: dict[str, Counter[str]] = {}
        for sheet in sheets:
            if is_meta_sheet(sheet.name):
                self._read(sheet)

    def _read(self, sheet: ReturnedSheet) -> None:
        for cells in sheet.rows.values():
            name = clean(cells.get(1)).casefold()
            if name in (TEXT_LINE, REPLY_TEXT_LINE):
                self._left.setdefault(name, Counter()).update(clean(cells.get(2)).split())

    def told(self, sheet: str) -> bool:
        """Whether the return tells our texts of a sheet; else only their form does."""
        return _line(sheet) in self._left

    def take(self, sheet: str, text: str) -> bool:
        """Whether a text is ours; once for each cell in which it was written.

        Args:
            sheet: name with which the sheet was issued.
            text: of a cell.
        """
        left = self._left.get(_line(sheet))
        if not left:
            return False
        found = text_hash(sheet, text)
        if left[found] < 1:
            return False
        left[found] -= 1
        return True


def is_issued_line(text: str, packet: Packet) -> bool:
    """Whether a line above a table is ours by its form, where no hash tells (.csv).

    It holds nothing but the title, or unit, period, due date, counts and how to fill it in.
    """
    line, title = plain(text), plain(packet.title or _NO_TITLE)
    if line == title:
        return True
    # The title says what the table is in place of 责任清单.
    if line.endswith(_TITLE_END) and title.startswith(line.removesuffix(_TITLE_END)):
        return True
    unit, period = plain(packet.unit), plain(str(packet.period))
    if unit not in line or period not in line:
        return False
    rest = line.replace(unit, "", 1).replace(period, "", 1)
    for label in _LABELS:
        rest = rest.replace(label, "", 1)
    return _DATES_AND_COUNTS.fullmatch(rest.replace(plain(packet.due), "", 1)) is not None


def _line(sheet: str) -> str:
    return REPLY_TEXT_LINE if sheet == REPLY_SHEET else TEXT_LINE
