"""Clearing, merging, inserting and deleting cells of a sheet."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.merge import MergedCellRange

from tests.excel.engine.areas import MAX_COLUMNS, MAX_ROWS, Area, parse_area
from tests.excel.engine.dimensions import clone_column, copy_style, peek_column
from tests.excel.engine.errors import refused
from tests.excel.engine.printing import move_print_area
from tests.excel.engine.shifting import Shift, shift_references

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet

_UP, _LEFT, _DOWN, _RIGHT = -4162, -4159, -4121, -4161
_CUT_MERGE = "We can't do that to a merged cell."


def merge_state(sheet: Worksheet, area: Area) -> bool | None:
    """Whether all (True), none (False) or some (None) of the cells are merged."""
    parts = [part for merge in sheet._merges() if (part := merge.meet(area))]
    covered = sum(part.height * part.width for part in parts)
    if not covered:
        return False
    return True if covered == area.height * area.width else None


def merge(sheet: Worksheet, area: Area, *, across: bool) -> None:
    """Merge the cells, or each row of them; only the first cell keeps its content."""
    sheet._guard.check()
    _check_whole_merges(sheet, area)
    unmerge(sheet, area)
    rows = (
        [area._replace(top=row, bottom=row) for row in range(area.top, area.bottom + 1)]
        if across
        else [area]
    )
    for each in rows:
        if not each.is_cell:
            for at in each.positions():
                sheet._cell(*at)
                if at != (each.top, each.left):
                    sheet._results.pop(at, None)
            sheet._xml.merge_cells(each.plain)
            first = sheet._cell(each.top, each.left)
            for at in each.positions():
                sheet._cell(*at)._style = copy(first._style)
    sheet._changed()


def unmerge(sheet: Worksheet, area: Area) -> None:
    """Take merged areas apart; their cells keep the format of the first."""
    sheet._guard.check()
    for each in sheet._merges():
        if each.meet(area):
            for at in each.positions():
                sheet._cell(*at)  # openpyxl takes it for granted; an inserted column has none
            sheet._xml.unmerge_cells(each.plain)
            first = sheet._cell(each.top, each.left)
            for at in each.positions():
                sheet._cell(*at)._style = copy(first._style)
    sheet._changed()


def _check_whole_merges(sheet: Worksheet, area: Area) -> None:
    for each in sheet._merges():
        if each.meet(area) and not area.holds(each):
            raise refused(_CUT_MERGE)


def clear(sheet: Worksheet, area: Area, *, contents: bool = False, formats: bool = False) -> None:
    """Empty cells, take their formats (with merges) away, or both."""
    sheet._check_unfiltered(area, "a filtered range was cleared")
    _check_whole_merges(sheet, area)
    if contents:
        sheet._check_unlocked(area.meet(sheet._used()) or area)
    if formats:
        sheet._guard.check("formatCells")
        if any(each.meet(area) for each in sheet._merges()):
            unmerge(sheet, area)
    for at, cell in list(sheet._xml._cells.items()):
        if not area.has(*at) or isinstance(cell, MergedCell):
            continue
        if contents:
            cell.value = None
            sheet._results.pop(at, None)
        if formats:
            cell._style = type(cell._style)()
            if contents:
                cell.hyperlink = None
                cell.comment = None
                del sheet._xml._cells[at]
    sheet._changed()


def delete(sheet: Worksheet, area: Area, direction: int | None) -> None:
    """Delete cells; those below or to the right move up.

    Raises:
        com_error: the sheet is protected, or a merged area would be cut.
    """
    permission = (
        "deleteRows" if area.spans_rows else "deleteColumns" if area.spans_columns else None
    )
    sheet._guard.check(permission)
    if sheet._guard._binds:
        sheet._check_unlocked(area.meet(sheet._used()) or area)
    sheet._check_unfiltered(area, "rows of a filtered range were deleted")
    if direction not in (None, _UP, _LEFT):
        raise refused("Delete method of Range class failed")
    vertical = _is_vertical(area, {_UP: True, _LEFT: False}.get(direction or 0))
    _move(sheet, Shift(area, vertical=vertical, removes=True))


def insert(sheet: Worksheet, area: Area, direction: int | None, *, from_below: bool) -> None:
    """Insert empty cells; the present ones move down or to the right.

    The new cells take the format of those above or to the left, or of those below where told.

    Raises:
        com_error: the sheet is protected, or a merged area would be cut.
    """
    permission = (
        "insertRows" if area.spans_rows else "insertColumns" if area.spans_columns else None
    )
    sheet._guard.check(permission)
    sheet._check_unfiltered(area, "rows were inserted into a filtered range")
    if direction not in (None, _DOWN, _RIGHT):
        raise refused("Insert method of Range class failed")
    vertical = _is_vertical(area, {_DOWN: True, _RIGHT: False}.get(direction or 0))
    _move(sheet, Shift(area, vertical=vertical, removes=False))
    _format_inserted(sheet, area, vertical=vertical, from_below=from_below)


def _is_vertical(area: Area, asked: bool | None) -> bool:
    if area.spans_rows or area.spans_columns:
        return area.spans_rows
    return asked if asked is not None else area.width >= area.height


def _move(sheet: Worksheet, shift: Shift) -> None:
    merges = sheet._merges()
    for each in merges:
        if shift.cuts(each):
            raise refused(_CUT_MERGE)
    xml = sheet._xml
    cells: dict[tuple[int, int], Any] = {}
    results: dict[tuple[int, int], Any] = {}
    for at, cell in xml._cells.items():
        new = shift.place(*at)
        if new is None:
            continue
        if new[0] > MAX_ROWS or new[1] > MAX_COLUMNS:
            raise refused("To prevent possible loss of data, Excel cannot shift nonblank cells.")
        cell.row, cell.column = new
        if not isinstance(cell, MergedCell) and cell.hyperlink is not None:
            cell.hyperlink.ref = cell.coordinate
        cells[new] = cell
        if at in sheet._results:
            results[new] = sheet._results[at]
    xml._cells = cells
    sheet._results.clear()
    sheet._results.update(results)
    if shift.area.spans_rows:
        _move_lines(xml.row_dimensions, shift)
    if shift.area.spans_columns:
        _move_columns(xml, shift)
    _move_merges(sheet, [moved for each in merges if (moved := shift.moved(each))])
    _move_ranges(sheet, shift.moved)
    move_print_area(sheet, shift.moved)
    shift_references(sheet, shift)
    sheet._changed()


def _move_merges(sheet: Worksheet, merges: list[Area]) -> None:
    """Say anew what is merged; the covered cells have moved with the others."""
    xml = sheet._xml
    xml.merged_cells = MultiCellRange()
    for each in merges:
        first = sheet._peek(each.top, each.left)
        if isinstance(first, MergedCell):
            made: Any = Cell(xml, each.top, each.left)
            made._style = copy(sheet._style_source(each.top, each.left)._style)
            xml._cells[each.top, each.left] = made
        if not each.is_cell:
            xml.merged_cells.add(MergedCellRange(xml, each.plain))


def _move_lines(lines: Any, shift: Shift) -> None:
    moved = {
        new[0]: line for row, line in lines.items() if (new := shift.place(row, 1)) is not None
    }
    lines.clear()
    for row, line in moved.items():
        line.index = row
        lines[row] = line


def _move_columns(xml: Any, shift: Shift) -> None:
    """Move widths and what is hidden; new columns are as wide as the one to their left."""
    new = shift.area
    left = None if shift.removes else peek_column(xml, new.left - 1)
    bands = [
        (each, shift.moved(Area(1, each.min or 1, MAX_ROWS, each.max or 1)))
        for each in xml.column_dimensions.values()
    ]
    xml.column_dimensions.clear()
    for band, moved in bands:
        if moved is not None:
            part = clone_column(band, xml, moved.left, moved.right)
            copy_style(band, part)
            xml.column_dimensions[part.index] = part
    if left is not None and peek_column(xml, new.left) is None:
        part = clone_column(left, xml, new.left, new.right)
        part.hidden = False
        xml.column_dimensions[part.index] = part


def _move_ranges(sheet: Worksheet, moved: Callable[[Area], Area | None]) -> None:
    """Move what is kept by address: filter, validations, conditional formats, tables."""
    xml = sheet._xml
    if xml.auto_filter.ref:
        area = parse_area(xml.auto_filter.ref)
        new = moved(area) if area else None
        xml.auto_filter.ref = new.plain if new else None
    for validation in list(xml.data_validations.dataValidation):
        areas = [parse_area(each.coord) for each in validation.sqref.ranges]
        kept = [new.plain for each in areas if each and (new := moved(each))]
        if kept:
            validation.sqref = type(validation.sqref)(" ".join(kept))
        else:
            xml.data_validations.dataValidation.remove(validation)
    formats = xml.conditional_formatting
    rules = [(each, list(each.rules)) for each in formats]
    formats._cf_rules.clear()
    for each, its_rules in rules:
        areas = [parse_area(part.coord) for part in each.sqref.ranges]
        kept = [new.plain for area in areas if area and (new := moved(area))]
        for rule in its_rules if kept else []:
            formats.add(" ".join(kept), rule)
    for table in xml.tables.values():
        area = parse_area(table.ref)
        new = moved(area) if area else None
        if new:
            table.ref = new.plain
            if table.autoFilter:
                table.autoFilter.ref = new.plain


def _format_inserted(sheet: Worksheet, area: Area, *, vertical: bool, from_below: bool) -> None:
    row, column = (area.bottom + 1, area.left) if vertical else (area.top, area.right + 1)
    if not from_below:
        row, column = (area.top - 1, area.left) if vertical else (area.top, area.left - 1)
    if row < 1 or column < 1:
        return
    used = sheet._used()
    # Whole columns are formatted down to the last used row, whole rows to the last used column.
    bottom = used.bottom if area.spans_columns else area.bottom
    right = used.right if area.spans_rows else area.right
    span = area.meet(Area(1, 1, max(bottom, 1), max(right, 1)))
    for at in span.positions() if span else ():
        source = sheet._peek(row, at[1]) if vertical else sheet._peek(at[0], column)
        if source is not None and source.has_style:
            sheet._cell(*at)._style = copy(source._style)
    if area.spans_rows and (line := sheet._xml.row_dimensions.get(row)) is not None:
        for new in range(area.top, area.bottom + 1):
            sheet._xml.row_dimensions[new].height = line.height
