"""单位名录: what stands there stays as it is when a unit is added."""

from __future__ import annotations

from officekit.model.schema import SheetName
from tests.excel.clerk import Clerk

TASKS, UNITS = SheetName.TASKS, SheetName.UNITS
NEW = "泽水河管理处"


def add_unit(clerk: Clerk) -> str:
    """Name a unit in the list that the registry does not know, and press 单位名录."""
    tasks = clerk.sheet(TASKS)
    heads = tasks.range("A3:S3").value
    tasks.range((4, heads.index("牵头单位") + 1)).value = NEW
    return clerk.press("show_units")


def last_line(clerk: Clerk) -> int:
    values = clerk.sheet(UNITS).range("A1:A400").value
    return max(row for row, value in enumerate(values, start=1) if value)


def test_a_new_unit_stands_behind_the_others(busy_clerk: Clerk) -> None:
    last = last_line(busy_clerk)
    message = add_unit(busy_clerk)
    assert f"刚补上责任清单里的1个单位：{NEW}。" in message
    line = busy_clerk.sheet(UNITS).range((last + 1, 1), (last + 1, 7)).value
    assert [line[0], line[1], *line[4:]] == [NEW, None, 1.0, 0.0, "否"]


def test_lines_that_stand_there_are_not_rewritten(busy_clerk: Clerk) -> None:
    sheet = busy_clerk.sheet(UNITS)
    sheet.range("D4").value = "学校"
    sheet.range("A5").color = (255, 255, 0)
    sheet.range("I4").value = "联系人：李青"
    before = sheet.range((1, 1), (last_line(busy_clerk), 9)).value
    add_unit(busy_clerk)
    assert sheet.range((3, 1), (len(before), 9)).value == before[2:]
    assert sheet.range("A5").color == (255, 255, 0)


def test_a_remark_below_stays_below(busy_clerk: Clerk) -> None:
    sheet, last = busy_clerk.sheet(UNITS), last_line(busy_clerk)
    sheet.range((last + 3, 2)).value = "以上由综合科核对"
    add_unit(busy_clerk)
    assert sheet.range((last + 4, 2)).value == "以上由综合科核对"


def test_the_new_line_looks_like_the_others(busy_clerk: Clerk) -> None:
    sheet, last = busy_clerk.sheet(UNITS), last_line(busy_clerk)
    add_unit(busy_clerk)
    for column in range(1, 8):
        new, old = sheet.range((last + 1, column)), sheet.range((last, column))
        assert new.number_format == old.number_format
        assert new.font.name == old.font.name


def test_it_can_be_taken_back(busy_clerk: Clerk) -> None:
    tasks = busy_clerk.sheet(TASKS)
    heads = tasks.range("A3:S3").value
    tasks.range((4, heads.index("牵头单位") + 1)).value = NEW
    before = busy_clerk.cells([UNITS])
    busy_clerk.press("show_units")
    busy_clerk.press("undo_last")
    assert busy_clerk.cells([UNITS]) == before
