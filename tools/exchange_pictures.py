"""Workbooks of a round with departments, for the pictures of the manual.

The list is the beginning of a bundled sample. Departments answer as they do: one is late, one
types a percentage that is none, one writes nothing, one does not answer, and two contradict each
other. Nothing depends on the day on which the pictures are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl

import officekit
from officekit import workflows
from officekit.model.matrix import Matrix
from officekit.model.packet import Role
from officekit.model.schema import ROW_KEY, SheetName

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "青禾区任务分工表.xlsx"
PERIOD, DUE, CONTACT = "2025年9月", "2025-09-25", "区政府督查室 王小青，电话1234567"
SHOWN_UNIT = "区工业和信息化局"
"""Whose workbook is shown as it was issued."""
_TASKS = 2
_FAULTY, _LATE = "青禾经济开发区管委会", "区科技局"
_UNFILLED, _MISSING, _DISAGREEING = "区财政局", "区发展和改革局", "区商务局"
_ISSUED = datetime.fromisoformat("2025-09-08T09:00:00+08:00")
_COLLECTED = datetime.fromisoformat("2025-09-24T16:30:00+08:00")
_COLLECTED_AGAIN = datetime.fromisoformat("2025-09-28T10:00:00+08:00")
_HEADING_ROW = 3
_ANSWERS: Mapping[Role, Mapping[str, str | float]] = {
    Role.LEAD: {
        "进展状态": "推进中",
        "完成率": 0.6,
        "进展情况": "前期手续已办结，9月12日开工，主体工程完成六成。",
        "下一步措施": "10月底前完成剩余工作，并组织一次现场查看。",
        "责任人": "张三",
    },
    Role.SUPPORT: {"存在问题": "部分点位的临时用地手续尚未办结。"},
}


def exchange_books(work: Path) -> dict[str, Path]:
    """A round in a folder: an issued workbook, the report, and a marked copy.

    Args:
        work: folder for what is made on the way.

    Returns:
        The workbooks by ``issued``, ``report`` and ``marked``.
    """
    matrix = work / "清单.xlsx"
    officekit.write_matrix(_matrix(work), matrix)
    issued = workflows.split(
        matrix, work / "下发", period=PERIOD, due=DUE, register="round.db", now=_ISSUED
    )
    runs = []
    for late, moment in ((False, _COLLECTED), (True, _COLLECTED_AGAIN)):
        folder = work / f"报送-{moment:%d}"
        folder.mkdir()
        for unit, path in issued.files.items():
            if unit != _MISSING and (unit == _LATE) is late:
                _answer(unit, path, folder / path.name)
        runs.append(
            workflows.collect([folder], matrix, work / "汇总.xlsx", register="round.db", now=moment)
        )
    return {
        "issued": issued.files[SHOWN_UNIT],
        "report": runs[-1].report_file,
        "marked": runs[0].replies[0],
    }


def _matrix(work: Path) -> Matrix:
    """The beginning of the sample."""
    whole = workflows.read_matrix(workflows.build(SAMPLE, work / "whole.xlsx").path)
    settings = {**whole.settings, "报送联系方式": CONTACT}
    return replace(whole, rows=whole.rows[:_TASKS], settings=settings)


def _answer(unit: str, issued: Path, returned: Path) -> None:
    """Fill a workbook in as a department would."""
    workbook = openpyxl.load_workbook(issued)
    sheet = workbook[SheetName.TASKS]
    columns = {str(cell.value): cell.column for cell in sheet[_HEADING_ROW]}
    for row in range(_HEADING_ROW + 1, sheet.max_row + 1):
        if unit == _UNFILLED or not sheet.cell(row, columns[ROW_KEY.heading]).value:
            continue
        role = Role(str(sheet.cell(row, columns["本单位职责"]).value))
        for heading, value in _ANSWERS[role].items():
            sheet.cell(row, columns[heading]).value = value
        if unit == _DISAGREEING:
            sheet.cell(row, columns["进展状态"]).value = "滞后"
        if unit == _FAULTY:
            sheet.cell(row, columns["完成率"]).value = 1.5
            sheet.cell(row, columns["进展状态"]).value = "基本完成"
    workbook.save(returned)
