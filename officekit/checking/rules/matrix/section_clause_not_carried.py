"""MX107: a section has a clause that its tasks do not carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_mentions import numbered
from officekit.model.finding import Finding, Severity
from officekit.model.matrix import MatrixRow
from officekit.model.plan import Clause, Section
from officekit.model.unit import is_group


class SectionClauseNotCarried(Rule):
    """一节的引言写有责任分句，本节有的任务没有列入这些单位。

    为什么
        写在引言里的单位对全节负责；责任清单逐项列任务，不补进去就会漏掉。

    不好
        一、建设创新高地
        全区研发投入持续增长。（牵头单位：区科技局）
        1.完善平台体系。新建平台3家。

    改为
        1.完善平台体系。新建平台3家。（牵头单位：区科技局）
    """

    code = "MX107"
    severity = Severity.WARNING
    replaces = ("PS007",)

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a section; a hint only, where every task has units of its own."""
        by_section: dict[str, list[MatrixRow]] = {}
        for row in subject.rows:
            by_section.setdefault(row["section"], []).append(row)
        for section in subject.plan.sections if subject.plan else ():
            rows = by_section.get(section.heading, [])
            if section.clause and rows:
                yield from self._of_section(subject, section, section.clause, rows)

    def _of_section(
        self, subject: Subject, section: Section, clause: Clause, rows: list[MatrixRow]
    ) -> Iterator[Finding]:
        named = list(dict.fromkeys(r.unit or r.printed for r in clause.responsibilities))
        units = [name for name in named if not is_group(name, subject.families)] or named
        lacking = [row for row in rows if not set(units) <= _units_of(subject, row)]
        if not lacking:
            return
        blank = [row for row in lacking if not row["lead"] and not row["support"]]
        finding = self.found(
            section.location,
            f"“{section.heading}”的引言写有责任分句{clause.text}，"
            f"本节{len(rows)}项任务中有{len(lacking)}项没有列入这些单位"
            f"（{numbered(lacking, most=5)}）。",
            "请确认是否适用于本节各项任务；适用的，请在责任清单中补填。",
            value=clause.text,
            expected="、".join(named),
        )
        yield finding if blank else replace(finding, severity=Severity.INFO)


def _units_of(subject: Subject, row: MatrixRow) -> set[str]:
    """Registered names of a row's units, printed ones where there is none."""
    return {
        unit.name if unit else printed
        for column in ("lead", "support")
        for printed, unit in subject.matrix.resolved_units(row, column)
    }
