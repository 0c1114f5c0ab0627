"""A sheet of an OpenDocument spreadsheet while it is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from officekit.model.returned import Area, DataRule, Note, Place, ReturnedSheet, SheetState
from officekit.model.table import CellValue


@dataclass(slots=True)
class OdsSheet:
    """A sheet while it is read.

    Attributes:
        row, column: the next cell's place.
        repeat: how many rows the current one stands for.
        groups: how many outline groups are open.
        marks: what is said of cells (``percent``, ``struck`` …) → the cells.
        rule_areas: name of a data validation → where it applies.
        column_starts, column_styles: first column of each run of columns, and its cell style.
    """

    name: str
    style: str
    protected: bool
    protection_hash: str
    row: int = 1
    repeat: int = 1
    column: int = 1
    groups: int = 0
    rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    marks: dict[str, set[Place]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    grouped_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    notes: list[Note] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    pictures: int = 0
    rule_areas: dict[str, list[Area]] = field(default_factory=dict)
    column_starts: list[int] = field(default_factory=list)
    column_styles: list[str] = field(default_factory=list)

    def column_style(self) -> str:
        """The style that the current column gives to cells without their own."""
        run = bisect_right(self.column_starts, self.column) - 1
        return self.column_styles[run] if run >= 0 else ""

    def finished(
        self, rules: Mapping[str, tuple[str, str]], filters: Sequence[str], *, hidden: bool
    ) -> ReturnedSheet:
        """The sheet, when everything is read.

        Args:
            rules: kind and condition of each data validation, by name.
            filters: cell ranges of the workbook that have a filter on.
            hidden: its style hides it.
        """
        prefixes = tuple(
            f"{mark}{name}." for name in (self.name, f"'{self.name}'") for mark in ("", "$")
        )
        return ReturnedSheet(
            self.name,
            SheetState.HIDDEN if hidden else SheetState.VISIBLE,
            self.rows,
            self.formulas,
            self._marked("error"),
            self._marked("uncached"),
            tuple(self.merges),
            frozenset(self.hidden_rows),
            tuple(self.hidden_columns),
            self.filtered or any(area.startswith(prefixes) for area in filters),
            frozenset(self.grouped_rows),
            self.protected,
            self.protection_hash,
            tuple(self._rules(rules)),
            percent=self._marked("percent"),
            text_format=self._marked("text"),
            scientific=self._marked("scientific"),
            struck=self._marked("struck"),
            invisible=self._marked("invisible"),
            phonetic=self._marked("phonetic"),
            notes=tuple(self.notes),
            shapes=tuple(self.shapes),
            pictures=self.pictures,
        )

    def _rules(self, rules: Mapping[str, tuple[str, str]]) -> list[DataRule]:
        found = []
        for name, areas in self.rule_areas.items():
            kind, condition = rules.get(name, ("custom", ""))
            found.append(DataRule(kind, tuple(areas), condition))
        return found

    def _marked(self, what: str) -> frozenset[Place]:
        return frozenset(self.marks.get(what, ()))
