"""责任清单 as a table behind the notice, on landscape pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from officekit.model.matrix import Matrix
from officekit.model.notice import AnnexTable
from officekit.model.schema import BY_KEY
from officekit.notices.outline import Entry, entries
from officekit.notices.unsaid import unsaid_targets

WIDTH = 225.0
"""Width of the type area of a landscape A4 page in millimetres (GB/T 9704-2012, 5.2.1)."""


_LEAST_MEASURES = 60.0


@dataclass(frozen=True, slots=True)
class _AnnexColumn:
    """A column: its heading, width in millimetres, and key of the matrix; own ones have none."""

    heading: str
    width: float
    key: str = ""

    def text(self, entry: Entry) -> str:
        """The cell of an entry."""
        if self.key == "number":
            return entry.number
        if self.key == "section":
            return entry.section
        if self.key == "subsection":
            return entry.subsection
        if self.key == "measures":
            return _measures(entry)
        field = entry.row.field(self.key) if self.key else entry.row.own_field(self.heading)
        return field.text.strip()


_WIDTHS = {
    "number": 12.0,
    "section": 24.0,
    "subsection": 22.0,
    "title": 34.0,
    "measures": 0.0,
    "lead": 28.0,
    "support": 32.0,
    "leader": 18.0,
    "person": 18.0,
    "deadline": 22.0,
    "year": 14.0,
    "own": 20.0,
    "remarks": 20.0,
}
"""Columns in order with their widths; the measures take what is left."""

_ALWAYS = frozenset({"number", "title", "measures"})
_MERGED = frozenset({"section", "subsection"})


def responsibility_annex(matrix: Matrix, title: str, *, renumber: bool = False) -> AnnexTable:
    """The list of tasks as a table, a row a task, columns that nothing fills left out.

    Args:
        matrix: rows in order.
        title: above the table.
        renumber: number tasks and headings anew.

    Returns:
        The table; widths sum to :data:`WIDTH`. A section or subsection that goes on is ``None``.
    """
    placed, _ = entries(matrix, renumber=renumber)
    columns = [
        column
        for column in _columns(matrix)
        if column.key in _ALWAYS or any(column.text(entry) for entry in placed)
    ]
    texts = [[column.text(entry) for column in columns] for entry in placed]
    merged = [i for i, column in enumerate(columns) if column.key in _MERGED]
    rows = []
    for line, above in zip(texts, [None, *texts], strict=False):
        cells: list[str | None] = list(line)
        for i in merged:
            if above is not None and line[i] and line[: i + 1][1:] == above[: i + 1][1:]:
                cells[i] = None
        rows.append(tuple(cells))
    return AnnexTable(
        title=title,
        headings=tuple(column.heading for column in columns),
        rows=tuple(rows),
        widths=_widths(columns),
    )


def _columns(matrix: Matrix) -> Iterator[_AnnexColumn]:
    for key, width in _WIDTHS.items():
        if key == "own":
            yield from (_AnnexColumn(heading, width) for heading in matrix.own_columns)
        else:
            said = key == "year" and {row["year"] for row in matrix.rows} == {str(matrix.year)}
            if not said:  # an annual list says its year in the title
                yield _AnnexColumn(BY_KEY[key].heading, width, key)


def _measures(entry: Entry) -> str:
    """The measures, and targets that they do not say."""
    targets = unsaid_targets(entry.row)
    texts = [entry.row["measures"].strip()]
    if targets:
        texts.append(f"量化目标：{'；'.join(target.rstrip('。；;') for target in targets)}。")
    return "\n".join(text for text in texts if text)


def _widths(columns: Sequence[_AnnexColumn]) -> tuple[float, ...]:
    """Widths that sum to the type area; the others shrink where the measures lack room."""
    fixed = sum(column.width for column in columns)
    scale = min(1.0, (WIDTH - _LEAST_MEASURES) / fixed)
    widths = [round(column.width * scale, 2) for column in columns]
    free = round(WIDTH - sum(widths), 2)
    return tuple(width or free for width in widths)
