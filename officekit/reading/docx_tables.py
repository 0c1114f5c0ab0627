"""The grid of a Word table: spans, merges, deleted rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from officekit.model.location import Location
from officekit.model.table import Cell, Table
from officekit.reading.docx_parts import ALTERNATE_CONTENT, VAL, chosen_alternative, integer, w

_ROW, _CELL, _TEXT = w("tr"), w("tc"), w("t")
_ROW_PR, _CELL_PR = w("trPr"), w("tcPr")
_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_WIDEST = 63  # columns that Word allows
_FRAMED_CHARS = 200


@dataclass(frozen=True, slots=True)
class GridCell:
    """One place of the grid: its text, and whether a merge covers it."""

    text: str = ""
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A ``w:tr`` with its cells, without those that a revision has deleted."""

    element: etree._Element
    cells: list[etree._Element]


@dataclass(slots=True)
class _CellProperties:
    span: int = 1
    vertical: str | None = None
    horizontal: str | None = None
    deleted: bool = False


def read_grid(
    table: etree._Element,
    cell_text: Callable[[etree._Element], str],
    on_row: Callable[[int], None],
) -> list[list[GridCell]]:
    """Lay a table out cell by cell.

    Args:
        table: ``w:tbl``.
        cell_text: reads the text of a ``w:tc``; called once for each cell that is not covered by
            a vertical merge, in reading order.
        on_row: told the width of each row, so that the caller can keep its bounds.

    Returns:
        Rows in order; they may differ in length.
    """
    rows: list[list[GridCell]] = []
    merging: set[int] = set()
    for element in _descend(table, _ROW):
        properties = element.find(_ROW_PR)
        if properties is not None and properties.find(w("del")) is not None:
            continue
        above = rows[-1] if rows else []
        row, merging = _read_row(element, properties, above, merging, cell_text)
        on_row(len(row))
        rows.append(row)
    return rows


def arranges_text(table: etree._Element) -> bool:
    """Whether a table is only a frame around a text: a long one, no row with text in two cells."""
    total = 0
    for row in _descend(table, _ROW):
        lengths = [length for cell in _descend(row, _CELL) if (length := _text_length(cell))]
        if len(lengths) > 1:
            return False
        total += sum(lengths)
    return total > _FRAMED_CHARS


def own_cells(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of a table that no revision has deleted, in reading order."""
    for row in own_rows(table):
        yield from row.cells


def own_rows(table: etree._Element) -> Iterator[Row]:
    """The rows of a table, without those that a revision has deleted."""
    for row in _descend(table, _ROW):
        properties = row.find(_ROW_PR)
        if properties is None or properties.find(w("del")) is None:
            cells = _descend(row, _CELL)
            kept = [c for c in cells if not _cell_properties(c.find(_CELL_PR)).deleted]
            yield Row(row, kept)


def _text_length(cell: etree._Element) -> int:
    return sum(len((text.text or "").strip()) for text in cell.iter(_TEXT))


def to_table(grid: list[list[GridCell]], *, file: str, block: int, name: str) -> Table:
    """A grid as a rectangular table without trailing blank rows and columns."""
    width = max((_filled(row) for row in grid), default=0)
    height = max((n for n, row in enumerate(grid, 1) if _filled(row)), default=0)
    blank = GridCell()
    rows = tuple(
        tuple(
            Cell(
                cell.text if cell.text.strip() else None,
                Location(file=file, paragraph=block, row=r, column=c),
                merged=cell.covered,
            )
            for c, cell in enumerate((row + [blank] * width)[:width], 1)
        )
        for r, row in enumerate(grid[:height], 1)
    )
    return Table(rows, name, Location(file=file, paragraph=block, row=1, column=1))


def _filled(row: list[GridCell]) -> int:
    """Length of a row without its trailing blank cells."""
    return max((n for n, cell in enumerate(row, 1) if cell.text.strip()), default=0)


def _descend(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through content controls and tracked changes."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _descend(child, wanted)
        elif child.tag == ALTERNATE_CONTENT:
            branch = chosen_alternative(child)
            if branch is not None:
                yield from _descend(branch, wanted)


def _read_row(
    element: etree._Element,
    properties: etree._Element | None,
    above: list[GridCell],
    merging: set[int],
    cell_text: Callable[[etree._Element], str],
) -> tuple[list[GridCell], set[int]]:
    """One row, and the columns whose cells a vertical merge may continue in the next row."""
    row = [GridCell()] * _skipped(properties, "gridBefore")
    still_merging: set[int] = set()
    for cell in _descend(element, _CELL):
        settings = _cell_properties(cell.find(_CELL_PR))
        column = len(row)
        if settings.deleted or column >= _WIDEST:
            continue
        if settings.vertical is not None:
            still_merging.add(column)
        if settings.horizontal == "continue" and row:
            row += [GridCell(row[-1].text, covered=True)] * settings.span
        elif settings.vertical == "continue" and column in merging and column < len(above):
            row += [GridCell(above[column].text, covered=True)] * settings.span
        else:
            text = cell_text(cell)
            row.append(GridCell(text))
            row += [GridCell(text, covered=True)] * (settings.span - 1)
    row += [GridCell()] * _skipped(properties, "gridAfter")
    return row, still_merging


def _skipped(properties: etree._Element | None, name: str) -> int:
    element = None if properties is None else properties.find(w(name))
    count = 0 if element is None else integer(element.get(VAL), 0)
    return min(max(count, 0), _WIDEST)


def _cell_properties(element: etree._Element | None) -> _CellProperties:
    properties = _CellProperties()
    for child in () if element is None else element:
        tag = child.tag
        if tag == w("gridSpan"):
            properties.span = min(max(integer(child.get(VAL), 1), 1), _WIDEST)
        elif tag == w("vMerge"):
            properties.vertical = child.get(VAL) or "continue"
        elif tag == w("hMerge"):
            properties.horizontal = child.get(VAL) or "continue"
        elif tag == w("cellDel"):
            properties.deleted = True
    return properties
