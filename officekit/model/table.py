"""The grid that files, tables inside documents and a live Excel range share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from officekit.model.location import NOWHERE, Location

CellValue = str | float | int | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        value: what the file stores; ``None`` for a blank cell. A cell covered by a merge
            repeats the value of the merge's first cell.
        location: file, sheet, row and column of the cell itself, also inside a merge.
        merged: true for the covered cells of a merge, not for its first cell.
        formula: formula text without ``=``, where the file keeps one.
    """

    value: CellValue
    location: Location = NOWHERE
    merged: bool = False
    formula: str | None = None

    @property
    def text(self) -> str:
        """The value as text, stripped: whole numbers without ``.0``, dates as 2023-06-30."""
        return text_of(self.value)


def text_of(value: CellValue) -> str:
    """A cell value as text: ``None`` is empty, 15.0 is ``15``, dates are ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid of cells.

    Attributes:
        rows: rows of equal length, top to bottom, trailing blank rows and columns removed.
        name: sheet name, or the line that stands above a table in a document.
        location: the first cell's place.
        hidden_rows, hidden_columns: 1-based sheet numbers of what the file hides.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    location: Location = NOWHERE
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @classmethod
    def from_values(
        cls, values: Iterable[Sequence[CellValue]], *, name: str = "", file: str = ""
    ) -> Table:
        """A table from plain values; short rows are filled up, cells are numbered from A1."""
        grid = [list(row) for row in values]
        width = max((len(row) for row in grid), default=0)
        rows = tuple(
            tuple(
                Cell(
                    row[c] if c < len(row) else None,
                    Location(file=file, sheet=name, row=r + 1, column=c + 1),
                )
                for c in range(width)
            )
            for r, row in enumerate(grid)
        )
        return cls(rows, name, Location(file=file, sheet=name, row=1, column=1))

    def texts(self) -> list[list[str]]:
        """All cells as stripped text, row by row."""
        return [[cell.text for cell in row] for row in self.rows]
