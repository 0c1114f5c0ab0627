"""Tables of a Word document: their lines, width, position and repeated heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from officekit.model.laid_document import LaidSection, LaidTable, Rule
from officekit.reading.docx_layout_looks import MM_PER_TWIP, border, rule, twips
from officekit.reading.docx_layout_styles import LayoutStyles
from officekit.reading.docx_parts import VAL, switched_on, w
from officekit.reading.docx_tables import Row

_TABLE_PR, _ROW_PR, _CELL_PR = w("tblPr"), w("trPr"), w("tcPr")
_SIDES = ("top", "bottom", "insideH")


def table_style(table: etree._Element) -> str | None:
    """Identity of a table's style."""
    element = table.find(f"{_TABLE_PR}/{w('tblStyle')}")
    return None if element is None else element.get(VAL)


def laid_table(
    table: etree._Element,
    rows: Sequence[Row],
    *,
    styles: LayoutStyles,
    section: LaidSection,
) -> LaidTable:
    """The form of a table, still without the numbers of its paragraphs.

    Args:
        table: ``w:tbl``.
        rows: its rows with their cells.
        styles: the document's.
        section: where it stands.
    """
    properties = table.find(_TABLE_PR)
    own = _borders(table, styles)
    inner: list[Rule] = []
    for upper, lower in pairwise(rows):
        lines = (
            _row_rule(upper.cells, "bottom", own.get("insideH")),
            _row_rule(lower.cells, "top", own.get("insideH")),
        )
        drawn = [line for line in lines if line is not None]
        if drawn:
            inner.append(max(drawn, key=lambda line: line.width))
    return LaidTable(
        first=0,
        last=0,
        top_rule=_row_rule(rows[0].cells, "top", own.get("top")) if rows else None,
        bottom_rule=_row_rule(rows[-1].cells, "bottom", own.get("bottom")) if rows else None,
        inner_rules=tuple(inner),
        width=_width(table, properties, section),
        floating=properties is not None and properties.find(w("tblpPr")) is not None,
        heading_rows=_heading_rows(rows),
    )


def _borders(table: etree._Element, styles: LayoutStyles) -> dict[str, str]:
    """What the table or its style says about the lines of all its cells."""
    found: dict[str, str] = {}
    for properties in _layers(table, styles):
        borders = properties.find(w("tblBorders"))
        for side in _SIDES:
            element = None if borders is None else borders.find(w(side))
            if element is not None:
                found.setdefault(side, border(element))
    return found


def _layers(table: etree._Element, styles: LayoutStyles) -> Iterator[etree._Element]:
    own = table.find(_TABLE_PR)
    if own is not None:
        yield own
    yield from styles.table_properties(table_style(table))


def _row_rule(cells: Sequence[etree._Element], side: str, default: str | None) -> Rule | None:
    """The line along a row: the widest that one of its cells has."""
    drawn: list[Rule] = []
    for cell in cells:
        element = cell.find(f"{_CELL_PR}/{w('tcBorders')}/{w(side)}")
        line = rule(default if element is None else border(element))
        if line is not None:
            drawn.append(line)
    return max(drawn, key=lambda line: line.width, default=None)


def _width(
    table: etree._Element, properties: etree._Element | None, section: LaidSection
) -> float | None:
    element = None if properties is None else properties.find(w("tblW"))
    kind = None if element is None else element.get(w("type"))
    value = None if element is None else element.get(w("w"))
    text_width = section.width - section.left - section.right
    if value is not None and value.endswith("%"):
        percent = twips(value[:-1])
        return None if percent is None else percent / 100 * text_width
    length = twips(value)
    if kind == "pct" and length:
        return length / 5000 * text_width
    if kind in ("dxa", None) and length:
        return length * MM_PER_TWIP
    columns = [twips(column.get(w("w"))) for column in table.iterfind(f"{w('tblGrid')}/*")]
    total = sum(column for column in columns if column)
    return total * MM_PER_TWIP if total else None


def _heading_rows(rows: Sequence[Row]) -> int:
    """Rows at the top that are repeated on every page."""
    count = 0
    for row in rows:
        element = row.element.find(f"{_ROW_PR}/{w('tblHeader')}")
        if element is None or not switched_on(element):
            break
        count += 1
    return count
