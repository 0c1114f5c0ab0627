"""What is known of a row beyond its cells: its task in the plan, its kind."""

from __future__ import annotations

import re

from officekit.checking.subject import Subject
from officekit.model.matrix import MatrixRow
from officekit.model.plan import Task, TaskKind

_PREAMBLE = re.compile(r"总体要求|总体目标|指导思想|基本原则|发展思路|工作目标|主要目标")
_SAFEGUARD = re.compile(r"保障|组织实施|组织领导|工作要求|实施机制")


def tasks_by_row(subject: Subject) -> dict[str, Task]:
    """Row key → task of the plan; empty where no plan is at hand."""
    if subject.plan is None:
        return {}
    tasks = subject.plan.tasks
    if len(tasks) != len(subject.rows):
        tasks = tuple(task for task in tasks if task.kind is not TaskKind.PREAMBLE)
    if len(tasks) != len(subject.rows):
        return {}
    return {row.key: task for row, task in zip(subject.rows, tasks, strict=True)}


def kind_of(row: MatrixRow, task: Task | None) -> TaskKind:
    """Task, safeguard or general requirement: from the plan, else from the row's heading."""
    if task is not None:
        return task.kind
    if _PREAMBLE.search(row["section"]):
        return TaskKind.PREAMBLE
    return TaskKind.SAFEGUARD if _SAFEGUARD.search(row["section"]) else TaskKind.TASK


def part_of(number: str) -> str:
    """Number of the row that a sub-item belongs to (15 of 15-2); empty for no sub-item."""
    parent, dash, _ = number.partition("-")
    return parent if dash else ""
