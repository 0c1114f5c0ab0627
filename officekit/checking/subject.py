"""What rules look at: a matrix, and the plan it came from where that is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from officekit.data import unit_families
from officekit.model.document import Document
from officekit.model.finding import Finding
from officekit.model.location import Location
from officekit.model.matrix import Matrix, MatrixRow
from officekit.model.plan import Plan, Target
from officekit.model.schema import PLACEHOLDER_MARK
from officekit.model.unit import UnitFamilies, UnitRegistry

if TYPE_CHECKING:
    from officekit.checking.rule import RuleBase

TEXT_COLUMNS = ("section", "subsection", "title", "measures", "targets", "lead", "support")
"""Columns whose words a rule on wording reads."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that a reader reads.

    Attributes:
        text: the words.
        location: where they stand, with the key of the matrix row where there is one.
        row: the matrix row, ``None`` for lead-ins, headings and front matter.
        column: column key in the matrix; ``None`` for lines of a plan.
    """

    text: str
    location: Location
    row: MatrixRow | None = None
    column: str | None = None


@dataclass(frozen=True)
class Subject:
    """What is checked.

    Attributes:
        matrix: the responsibility matrix; that of the plan, where a plan is checked.
        plan: the plan, where a plan is checked, else ``None``.
        lines: the plan's own lines as printed, with numbers and clauses; empty for a matrix.
        source: the matrix of the document that the checked one is compared with, else ``None``.
    """

    matrix: Matrix
    plan: Plan | None = None
    lines: tuple[Passage, ...] = ()
    source: Matrix | None = None

    @classmethod
    def of_plan(cls, document: Document, plan: Plan, matrix: Matrix) -> Subject:
        """A plan with its own lines, each knowing the matrix row that it belongs to.

        Args:
            document: what the reader yielded.
            plan: what the parser found in it.
            matrix: the plan's matrix.
        """
        rows = {row.at("title").paragraph: row for row in matrix.rows}
        places = [section.location for section in plan.sections]
        places += [part.location for section in plan.sections for part in section.subsections]
        headings = {place.paragraph for place in places}
        current: MatrixRow | None = None
        lines = []
        for block in document.paragraphs:
            number = block.location.paragraph
            current = rows.get(number, None if number in headings else current)
            key = current.key if current else None
            location = replace(block.location, quote=block.text[:60], row_key=key)
            lines.append(Passage(block.text, location, current))
        return cls(matrix, plan, tuple(lines))

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        """The tasks."""
        return self.matrix.rows

    def rule_kind(self) -> type[RuleBase[Any]]:
        """Rules on plans and matrices."""
        from officekit.checking.rule import Rule

        return Rule

    @property
    def row_keys(self) -> tuple[str, ...]:
        """Keys of the tasks in their order."""
        return tuple(row.key for row in self.matrix.rows)

    @property
    def settings(self) -> Mapping[str, str]:
        """Lines of the sheet 设置."""
        return self.matrix.settings

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading and parsing have found."""
        return self.matrix.findings

    @property
    def registry(self) -> UnitRegistry:
        """The organisations."""
        return self.matrix.registry

    @property
    def families(self) -> UnitFamilies:
        """How units are named."""
        return unit_families()

    def setting(self, name: str) -> str:
        """A line of the sheet 设置; blank where it is not there."""
        return self.matrix.settings.get(name, "").strip()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All texts, each once: the plan's lines, or the text columns of the matrix."""
        return self.lines or tuple(self._cells())

    def _cells(self) -> Iterator[Passage]:
        seen: set[str] = set()
        for row in self.rows:
            for column in TEXT_COLUMNS:
                text = _own_targets(row) if column == "targets" else row[column]
                heading = column in ("section", "subsection")
                if not text or (heading and text in seen):
                    continue
                if heading:
                    seen.add(text)
                yield Passage(text, self.at(row, column), row, column)

    def at(self, row: MatrixRow, column: str) -> Location:
        """Where a field stands, with its row key and its text as the quotation."""
        place = row.at(column)
        return replace(place, row_key=row.key, quote=place.quote or row[column][:60])

    def label(self, row: MatrixRow) -> str:
        """How a message names a row: 第13项“建设平台”."""
        title = row["title"]
        short = f"{title[:20]}…" if len(title) > 20 else title  # noqa: PLR2004 - fits a cell
        return f"第{row['number']}项“{short}”" if short else f"第{row['number']}项"

    def targets(self, row: MatrixRow) -> tuple[Target, ...]:
        """The targets of a row, where the plan is at hand; else none."""
        return self._targets_by_place.get((row.key,), ())

    @cached_property
    def _targets_by_place(self) -> dict[tuple[str], tuple[Target, ...]]:
        if self.plan is None:
            return {}
        by_place = {
            (t.location.paragraph, t.location.row, t.part): t.targets for t in self.plan.tasks
        }
        found: dict[tuple[str], tuple[Target, ...]] = {}
        for row in self.rows:
            place = row.at("title")
            part = row["title"] if "-" in row["number"] else None
            targets = by_place.get((place.paragraph, place.row, part))
            if targets:
                found[(row.key,)] = targets
        return found


def _own_targets(row: MatrixRow) -> str:
    """The targets that do not stand in the measures too, so that nothing is told twice."""
    measures = row["measures"]
    lines = (line.replace(PLACEHOLDER_MARK, "") for line in row["targets"].split("\n"))
    return "\n".join(line for line in lines if line.rstrip("；; ") not in measures)
