"""MX103: a task names no unit at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from officekit.checking.rule import Rule
from officekit.checking.subject import Subject
from officekit.checking.unit_tasks import kind_of, part_of, tasks_by_row
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.plan import TaskKind


class NoUnit(Rule):
    """任务没有写明任何单位。

    为什么
        没有单位的任务无人办理。保障措施常常不写单位，只作提示；总体要求不在此列。

    不好
        3.建设数据平台。新建数据平台2个。

    改为
        3.建设数据平台。新建数据平台2个。（牵头单位：区大数据局）
    """

    code = "MX103"
    severity = Severity.WARNING

    def check(self, subject: Subject) -> Iterator[Finding]:
        """One finding a row without a unit; a single one where no row has any."""
        rows = [row for row in subject.rows if row["title"] or row["measures"]]
        named = {row.key for row in rows if row["lead"] or row["support"]}
        if not rows:
            return
        if not named and len(rows) > 1:
            yield self.found(
                Location(file=subject.matrix.source, quote=subject.matrix.title[:60]),
                f"全部{len(rows)}项任务都没有写明责任单位。",
                "请查看原文件是否另附责任清单；没有的，请逐项填写牵头单位和责任单位。",
            )
            return
        tasks = tasks_by_row(subject)
        with_parts = {part_of(row["number"]) for row in rows if row.key in named}
        covered = self._covered_sections(subject)
        for row in rows:
            kind = kind_of(row, tasks.get(row.key))
            shared = row["number"] in with_parts
            if row.key in named or shared or kind is TaskKind.PREAMBLE:
                continue
            section = covered.get(row["section"])
            finding = self.found(
                subject.at(row, "lead"),
                f"{subject.label(row)}没有写明任何单位。",
                f"本节引言写有“{section}”；如适用于这一项，请填入。"
                if section
                else "请填写牵头单位和责任单位；确实不需要的，可以保留空白。",
            )
            safeguard = kind is TaskKind.SAFEGUARD
            yield replace(finding, severity=Severity.INFO) if safeguard else finding

    def _covered_sections(self, subject: Subject) -> dict[str, str]:
        """Heading → clause of the sections that have one of their own."""
        sections = subject.plan.sections if subject.plan else ()
        return {s.heading: s.clause.text for s in sections if s.clause}
