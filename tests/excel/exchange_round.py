"""A round of the exchange as a clerk does it at her workbook, and the departments at theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from officekit.model.schema import SheetName
from tests.excel.clerk import Clerk, column_of, row_of, small_plan
from tests.exchange.departments import Answers, returned

PERIOD = "2025年9月"
WATER, FINANCE, HOUSING = "区水利局", "区财政局", "区住建局"
DIKE, RIVER, PATH = "修建河堤", "清理河道", "修建步道"
"""The tasks of the small plan: 水利局 leads the first two, 住建局 the last; 财政局 supports two."""
GOOD: dict[str, Answers] = {
    WATER: {
        DIKE: {"进展状态": "推进中", "完成率": 0.6, "进展情况": "已建河堤2千米，其余正在施工。"},
        RIVER: {"进展状态": "推进中", "完成率": 0.4, "进展情况": "已清理河道2千米，正在清淤。"},
    },
    HOUSING: {
        PATH: {"进展状态": "已完成", "完成率": 1, "进展情况": "步道2千米全部建成开放。"},
    },
}
"""Answers without a fault; nobody contradicts them."""
OTHER: Answers = {DIKE: {"进展状态": "推进中", "完成率": 0.5}}
"""What 财政局 says of the first task: another percentage."""
FAULTY: Answers = {PATH: {"进展状态": "推进中", "完成率": 7, "进展情况": "步道正在铺装。"}}
"""A percentage that is none."""
TASKS, CHANGES = SheetName.TASKS, SheetName.CHANGES
CONFLICTS, RECEIPTS = SheetName.CONFLICTS, SheetName.RECEIPTS


def begin(clerk: Clerk) -> None:
    """Import the small plan."""
    clerk.press("import_plan", small_plan(clerk.folder))


def split(clerk: Clerk, period: str = PERIOD) -> str:
    """Press 拆分下发 for a period."""
    clerk.excel.inputs.append(period)
    return clerk.press("split_packets")


def issued(clerk: Clerk, unit: str, ending: str = "进展.xlsx") -> Path:
    """The workbook that was issued to a unit."""
    (path,) = (clerk.folder / f"{PERIOD}下发").glob(f"{unit}-*{ending}")
    return path


def answer(clerk: Clerk, unit: str, answers: Answers, *, name: str = "") -> Path:
    """Fill the workbook of a unit, and put it into the folder of returns; the folder."""
    folder = clerk.folder / "报送"
    returned(issued(clerk, unit), folder, answers, name=name)
    return folder


def answer_well(clerk: Clerk) -> Path:
    """All that is asked of two units, and nothing to decide."""
    for unit, answers in GOOD.items():
        folder = answer(clerk, unit, answers)
    return folder


def value(clerk: Clerk, title: str, heading: str) -> Any:
    """What stands in 责任清单."""
    tasks = clerk.sheet(TASKS)
    row = row_of(tasks, column_of(tasks, "重点任务"), title)
    return tasks.range((row, column_of(tasks, heading))).value


def put(clerk: Clerk, title: str, heading: str, content: object) -> None:
    """Type into 责任清单."""
    tasks = clerk.sheet(TASKS)
    row = row_of(tasks, column_of(tasks, "重点任务"), title)
    tasks.range((row, column_of(tasks, heading))).value = content


def lines(clerk: Clerk, name: str) -> list[dict[str, Any]]:
    """The lines of a sheet by heading; blank ones are left out."""
    rows = clerk.sheet(name).used_range.value
    heads = rows[2]
    return [dict(zip(heads, row, strict=True)) for row in rows[3:] if any(row)]


def decide(clerk: Clerk, text: str, choice: str = "采用") -> None:
    """Choose in 报送冲突 on the line with a value."""
    sheet = clerk.sheet(CONFLICTS)
    row = row_of(sheet, column_of(sheet, "填报内容"), text)
    sheet.range((row, column_of(sheet, "处理"))).value = choice
