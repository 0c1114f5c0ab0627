"""A round as a clerk and the departments do it: a matrix, issued workbooks, answers typed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from officekit import workflows

PLAN = """青禾区2025年重点工作任务
一、建设创新高地
1.完善平台体系。新建平台3家。（牵头单位：区科技局；责任单位：区财政局）
2.壮大企业。培育企业10家。（牵头单位：区工信局）
3.引进人才。引进人才20名。（牵头单位：区科技局）
"""
PERIOD, DUE = "2025年9月", "2025-09-25"
BEIJING = timezone(timedelta(hours=8))
ISSUED_AT = datetime(2025, 9, 8, 9, 0, tzinfo=BEIJING)
COLLECTED_AT = datetime(2025, 9, 20, 15, 30, tzinfo=BEIJING)
UNDER_WAY = {"进展状态": "推进中", "完成率": 0.6, "进展情况": "已新建平台2家，正在验收。"}
"""Answers without a fault for 完善平台体系."""
ENTERPRISES = {"进展状态": "推进中", "完成率": 0.5, "进展情况": "已培育企业5家，其余正在辅导。"}
"""Answers without a fault for 壮大企业."""
PEOPLE = {"进展状态": "已完成", "完成率": 1, "进展情况": "已引进人才20名，全部到岗。"}
"""Answers without a fault for 引进人才."""

Answers = Mapping[str, Mapping[str, Any]]


def made_matrix(folder: Path, plan: str = PLAN) -> Path:
    """A matrix workbook from a plan, in a folder whose name has a space."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "任务.txt").write_text(plan, encoding="utf-8")
    path = folder / "责任 矩阵.xlsx"
    workflows.build(folder / "任务.txt", path)
    return path


def issued(matrix: Path, period: str = PERIOD) -> workflows.Issued:
    """The matrix split for a period, beside it."""
    folder = matrix.parent / f"{period}下发"
    return workflows.split(matrix, folder, period=period, due=DUE, now=ISSUED_AT)


def returned(workbook: Path, folder: Path, answers: Answers, *, name: str = "") -> Path:
    """A copy of an issued workbook with answers typed in.

    Args:
        workbook: as it was issued.
        folder: where the copy goes.
        answers: title of the task → heading → value.
        name: of the copy; by default that of the issued workbook.
    """
    folder.mkdir(exist_ok=True)
    copy = folder / (name or workbook.name)
    typed(workbook, answers, copy)
    return copy


def typed(workbook: Path, answers: Answers, output: Path | None = None) -> None:
    """Type values into the list of a workbook, issued or the clerk's own."""
    book = load_workbook(workbook)
    sheet = book["责任清单"]
    for title, values in answers.items():
        for heading, value in values.items():
            sheet.cell(row_of(sheet, title), column_of(sheet, heading)).value = value
    book.save(output or workbook)


def column_of(sheet: Worksheet, heading: str) -> int:
    """Column of a heading."""
    rows = sheet.iter_rows(values_only=True)
    return next(row.index(heading) + 1 for row in rows if heading in row)


def row_of(sheet: Worksheet, title: str) -> int:
    """Row of a task."""
    column = column_of(sheet, "重点任务")
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    return next(number for number, row in rows if row[column - 1] == title)


def listed(workbook: Path, title: str, heading: str) -> Any:
    """A value of the list."""
    sheet = load_workbook(workbook)["责任清单"]
    return sheet.cell(row_of(sheet, title), column_of(sheet, heading)).value


def lines(workbook: Path, sheet: str) -> list[list[str]]:
    """A sheet as texts."""
    return [
        ["" if cell.value is None else str(cell.value) for cell in row]
        for row in load_workbook(workbook)[sheet].iter_rows()
    ]


def decide(report: Path, *texts: str) -> None:
    """Choose 采用 in 报送冲突 on the lines whose value is one of these."""
    book = load_workbook(report)
    sheet = book["报送冲突"]
    choice = column_of(sheet, "处理")
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if any(cell.value in texts for cell in row):
            sheet.cell(number, choice).value = "采用"
    book.save(report)
