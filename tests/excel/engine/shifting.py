"""Where cells go when others are inserted or deleted, and what becomes of references to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formula.tokenizer import Token, Tokenizer

from tests.excel.engine.areas import Area, parse_area

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet

_REFERENCE = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?(?P<cells>[$A-Za-z0-9:]+)")


@dataclass(frozen=True, slots=True)
class Shift:
    """An insertion or deletion.

    Attributes:
        area: the cells that go, or the place of the new ones.
        vertical: whether cells below move, else those to the right.
        removes: whether it is a deletion.
    """

    area: Area
    vertical: bool
    removes: bool

    @property
    def _size(self) -> int:
        return self.area.height if self.vertical else self.area.width

    def _band(self, area: Area) -> tuple[int, int]:
        return (area.left, area.right) if self.vertical else (area.top, area.bottom)

    def _span(self, area: Area) -> tuple[int, int]:
        return (area.top, area.bottom) if self.vertical else (area.left, area.right)

    def place(self, row: int, column: int) -> tuple[int, int] | None:
        """The new place of a cell; None if it is deleted."""
        low, high = self._band(self.area)
        along, across = (row, column) if self.vertical else (column, row)
        start, stop = self._span(self.area)
        if not low <= across <= high or along < start:
            return row, column
        if self.removes and along <= stop:
            return None
        along += -self._size if self.removes else self._size
        return (along, column) if self.vertical else (row, along)

    def cuts(self, merge: Area) -> bool:
        """Whether only part of a merged area would move."""
        low, high = self._band(self.area)
        first, last = self._band(merge)
        touched = first <= high and last >= low and self._span(merge)[1] >= self._span(self.area)[0]
        return touched and not (low <= first and last <= high)

    def moved(self, area: Area) -> Area | None:
        """The new place of a rectangle, shrunk or stretched; None if all of it goes."""
        low, high = self._band(self.area)
        first, last = self._band(area)
        if first < low or last > high:
            return area
        start, stop = self._span(self.area)
        head, tail = self._span(area)
        if self.removes:
            if start <= head and tail <= stop:
                return None
            head = head if head < start else max(start, head - self._size)
            tail = tail if tail < start else max(start - 1, tail - self._size)
        else:
            head += self._size if head >= start else 0
            tail += self._size if tail >= start else 0
        if self.vertical:
            return area._replace(top=head, bottom=tail)
        return area._replace(left=head, right=tail)


def shift_references(sheet: Worksheet, shift: Shift) -> None:
    """Mend the formulas and names of the workbook after cells of a sheet moved."""
    for each in sheet.Parent._sheets:
        for cell in each._xml._cells.values():
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = shifted_formula(cell.value, shift, sheet.Name, own=each is sheet)
        for name in each._xml.defined_names.values():
            name.attr_text = shifted_formula("=" + name.attr_text, shift, sheet.Name)[1:]
    for name in sheet.Parent._xml.defined_names.values():
        name.attr_text = shifted_formula("=" + name.attr_text, shift, sheet.Name)[1:]


def shifted_formula(formula: str, shift: Shift, sheet: str, *, own: bool = False) -> str:
    """A formula with the references to a sheet's cells mended.

    Args:
        formula: the formula with =.
        shift: what happened.
        sheet: name of the sheet on which it happened.
        own: whether the formula stands on that sheet.
    """
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _shifted(token.value, shift, sheet, own=own)
    return "=" + "".join(token.value for token in tokens.items)


def _shifted(reference: str, shift: Shift, sheet: str, *, own: bool) -> str:
    match = _REFERENCE.fullmatch(reference)
    area = parse_area(match["cells"]) if match else None
    if match is None or area is None:
        return reference
    named = match["sheet"]
    if named is None and not own:
        return reference
    if named is not None and named.strip("'").replace("''", "'").lower() != sheet.lower():
        return reference
    prefix = f"{named}!" if named else ""
    moved = shift.moved(area)
    if moved is None:
        return f"{prefix}#REF!"
    return prefix + _written(moved, match["cells"])


def _written(area: Area, like: str) -> str:
    """An address with $ where the old one had them."""
    ends = (
        Area(area.top, area.left, area.top, area.left),
        Area(area.bottom, area.right, area.bottom, area.right),
    )
    if area.spans_columns or area.spans_rows:
        sign = like.startswith("$")
        return area.address(row_dollar=sign, column_dollar=sign)
    parts = like.split(":")
    written = [
        end.address(row_dollar="$" in part[1:], column_dollar=part.startswith("$"))
        for end, part in zip(ends, parts, strict=False)
    ]
    return ":".join(written)
