"""What stands in the cells of a sheet, before any program draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours.

    Attributes:
        text: with ``=``, English function names, A1 references.
        value: what it shows, for programs that don't calculate.
    """

    text: str
    value: str


SheetValue = str | int | float | Formula | None


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A whole sheet from A1 on.

    Attributes:
        name: of the sheet.
        rows: top to bottom, of any length; title, small line and headings come first.
        first_line: 1-based row of the first line below the headings.
        head_height: height of the row of headings in points, ``None`` for the usual one.
    """

    name: str
    rows: tuple[tuple[SheetValue, ...], ...]
    first_line: int = 4
    head_height: float | None = None

    @property
    def lines(self) -> tuple[tuple[SheetValue, ...], ...]:
        """The rows below the headings."""
        return self.rows[self.first_line - 1 :]


@dataclass(frozen=True, slots=True)
class ListPlaces:
    """Where rows and columns of 责任清单 stand, counted from 0.

    Attributes:
        rows: by row key.
        columns: by column key, own columns by heading.
        key_column: column of 行标识, ``None`` where there is none.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    key_column: int | None = None
