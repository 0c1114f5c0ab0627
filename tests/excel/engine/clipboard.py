"""Copying cells, within a workbook and between workbooks."""

from __future__ import annotations

from copy import copy as duplicate
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formula.translate import Translator

from tests.excel.engine import contents, dimensions
from tests.excel.engine.areas import Area
from tests.excel.engine.errors import refused
from tests.excel.engine.values import Entry

if TYPE_CHECKING:
    from tests.excel.engine.cells import Range
    from tests.excel.engine.sheet import Worksheet

ALL, FORMULAS, VALUES, FORMATS, COMMENTS = -4104, -4123, -4163, -4122, -4144
COLUMN_WIDTHS, FORMULAS_AND_NUMBERS, VALUES_AND_NUMBERS = 8, 11, 12
NO_OPERATION = -4142
_PASTES = {
    ALL: {"formulas", "formats", "companions"},
    FORMULAS: {"formulas"},
    VALUES: {"values"},
    FORMATS: {"formats"},
    COMMENTS: {"companions"},
    COLUMN_WIDTHS: {"widths"},
    FORMULAS_AND_NUMBERS: {"formulas", "numbers"},
    VALUES_AND_NUMBERS: {"values", "numbers"},
}


def copy(source: Range, target: Range, paste: int = ALL) -> None:
    """Copy cells; a target that is a multiple of the source is filled repeatedly.

    Raises:
        com_error: the target is locked, or a merged area would be cut.
    """
    if paste not in _PASTES:
        raise NotImplementedError(f"pasting {paste} is not in the double")
    parts = _PASTES[paste]
    sheet, into = source._sheet, target._sheet
    area = _clipped(source)
    whole = _filled(source._area, area, target._area)
    into._check_unfiltered(whole, "cells were pasted into a filtered range")
    _check_target(into, whole, parts)
    snapshot = _Snapshot(sheet, area)
    for top in range(whole.top, whole.bottom + 1, area.height):
        for left in range(whole.left, whole.right + 1, area.width):
            snapshot.write(into, top - area.top, left - area.left, parts)
    if "formats" in parts and source._area.spans_rows:
        _copy_heights(sheet, into, area, whole)
    if "widths" in parts or ("formats" in parts and source._area.spans_columns):
        _copy_widths(sheet, into, area, whole)
    into._changed()


def _clipped(source: Range) -> Area:
    """The source without the emptiness beyond the used range of entire rows and columns."""
    area, used = source._area, source._sheet._used()
    bottom = min(area.bottom, max(used.bottom, area.top)) if area.spans_columns else area.bottom
    right = min(area.right, max(used.right, area.left)) if area.spans_rows else area.right
    return area._replace(bottom=bottom, right=right)


def _filled(full: Area, area: Area, target: Area) -> Area:
    fits = target.height % full.height == 0 and target.width % full.width == 0
    rows = target.height // full.height if fits else 1
    columns = target.width // full.width if fits else 1
    bottom = target.top + area.height * rows - 1
    whole = Area(target.top, target.left, bottom, target.left + area.width * columns - 1)
    if not whole.inside_sheet() or (full.spans_rows and target.left != 1):
        raise refused("The Copy area and the paste area aren't the same size.")
    return whole


def _check_target(sheet: Worksheet, area: Area, parts: set[str]) -> None:
    if parts & {"formats", "numbers", "widths"}:
        sheet._guard.check("formatCells" if parts == {"formats"} else None)
    if parts & {"formulas", "values"}:
        sheet._check_unlocked(area)
    for each in sheet._merges():
        if each.meet(area) and not area.holds(each):
            raise refused("We can't do that to a merged cell.")


class _Snapshot:
    """The source cells as they were, so that a target may overlap them."""

    def __init__(self, sheet: Worksheet, area: Area) -> None:
        self._area = area
        self._same_book = sheet.Parent
        self._merges = [each for each in sheet._merges() if area.holds(each)]
        self._cells = {at: self._taken(sheet, at) for at in area.positions()}

    @staticmethod
    def _taken(sheet: Worksheet, at: tuple[int, int]) -> dict[str, Any]:
        style = sheet._style_source(*at)
        cell = sheet._peek(*at)
        taken: dict[str, Any] = {"style": style, "entry": Entry(None), "result": Entry(None)}
        if cell is None or isinstance(cell, MergedCell):
            return taken
        is_formula, is_error = cell.data_type == "f", cell.data_type == "e"
        value = contents.formula_text(cell) if is_formula else cell.value
        entry = Entry(value, None, is_formula, bool(cell.quotePrefix), is_error)
        result = Entry(contents.formula_result(sheet, *at)) if is_formula else entry
        link = duplicate(cell.hyperlink) if cell.hyperlink else None
        return taken | {"entry": entry, "result": result, "link": link, "note": cell.comment}

    def write(self, into: Worksheet, down: int, across: int, parts: set[str]) -> None:
        """Write the cells, moved by rows and columns."""
        if "formats" in parts:
            for each in into._merges():
                if each.meet(self._area.moved(down, across)):
                    into._xml.unmerge_cells(each.plain)
        for (row, column), taken in self._cells.items():
            at = (row + down, column + across)
            if isinstance(into._peek(*at), MergedCell):
                continue
            if "formats" in parts:
                dimensions.copy_style(taken["style"], into._cell(*at))
            elif "numbers" in parts:
                into._cell(*at).number_format = taken["style"].number_format
            if "formulas" in parts:
                moved = self._moved(taken["entry"], (row, column), at)
                _put(into, at, moved)
                if moved.is_formula and moved.value == taken["entry"].value:
                    into._results[at] = taken["result"].value
            elif "values" in parts:
                _put(into, at, taken["result"])
            if "companions" in parts and (taken.get("link") or taken.get("note")):
                _companions(into._cell(*at), taken)
        if "formats" in parts:
            for each in self._merges:
                into._xml.merge_cells(each.moved(down, across).plain)

    @staticmethod
    def _moved(entry: Entry, old: tuple[int, int], new: tuple[int, int]) -> Entry:
        if not entry.is_formula:
            return entry
        origin, target = (Area(*at, *at).plain for at in (old, new))
        text = Translator(str(entry.value), origin=origin).translate_formula(target)
        return Entry(text, is_formula=True)


def _put(into: Worksheet, at: tuple[int, int], entry: Entry) -> None:
    number_format = into._style_source(*at).number_format
    contents.put(into, *at, entry)
    cell = into._peek(*at)
    if cell is not None and cell.number_format != number_format:
        cell.number_format = number_format


def _companions(cell: Any, taken: dict[str, Any]) -> None:
    if link := taken.get("link"):
        value, kind = cell.value, cell.data_type
        cell.hyperlink = link
        cell.hyperlink.ref = cell.coordinate
        cell._value, cell.data_type = value, kind
    if note := taken.get("note"):
        cell.comment = Comment(note.text, note.author)


def _copy_heights(sheet: Worksheet, into: Worksheet, area: Area, whole: Area) -> None:
    lines = {
        offset: sheet._xml.row_dimensions.get(area.top + offset) for offset in range(area.height)
    }
    for row in range(whole.top, whole.bottom + 1):
        line = lines[(row - whole.top) % area.height]
        new = into._xml.row_dimensions[row]
        new.height = line.height if line is not None else None
        new.hidden = bool(line is not None and line.hidden)


def _copy_widths(sheet: Worksheet, into: Worksheet, area: Area, whole: Area) -> None:
    widths = [dimensions.column_width(sheet._xml, area.left + each) for each in range(area.width)]
    for column in range(whole.left, whole.right + 1):
        own = dimensions.own_column(into._xml, column)
        own.width = widths[(column - whole.left) % area.width]
