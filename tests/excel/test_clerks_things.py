"""What the clerk has done to the sheets stays when a button writes to them."""

from __future__ import annotations

from typing import Any

import pytest

from officekit.model.schema import SheetName
from tests.excel.clerk import PLAN, Clerk, column_of, row_of, task_table

TASKS, CROSS, FINDINGS = SheetName.TASKS, SheetName.CROSS, SheetName.FINDINGS
UNITS, CHANGES = SheetName.UNITS, SheetName.CHANGES


def insert_column(clerk: Clerk, sheet: str, letter: str, heading: str) -> None:
    """A column of the clerk's own."""
    clerk.sheet(sheet).range(f"{letter}:{letter}").insert("right")
    clerk.sheet(sheet).range(f"{letter}3").value = heading


def values(clerk: Clerk, sheet: str, address: str) -> Any:
    return clerk.sheet(sheet).range(address).value


def test_an_own_column_in_the_middle_of_the_list_stays(busy_clerk: Clerk) -> None:
    insert_column(busy_clerk, TASKS, "C", "联系电话")
    busy_clerk.sheet(TASKS).range("C7").value = "'010-1234"
    before = busy_clerk.cells([TASKS])
    busy_clerk.press("check_matrix")
    busy_clerk.press("refresh_cross_table")
    assert busy_clerk.cells([TASKS]) == before
    busy_clerk.press("import_plan", PLAN)
    assert values(busy_clerk, TASKS, "A3:F3")[2:5] == ["联系电话", "子板块", "重点任务"]
    assert values(busy_clerk, TASKS, "C4:C46") == [None] * 43
    assert values(busy_clerk, TASKS, "E18") == "推动服务业绿色升级"


def test_renamed_and_reordered_columns_stay_after_an_import(busy_clerk: Clerk) -> None:
    tasks = busy_clerk.sheet(TASKS)
    tasks.range("D3").value = "工作任务"
    lead, support = values(busy_clerk, TASKS, "G3:G46"), values(busy_clerk, TASKS, "H3:H46")
    tasks.range("G3:G46").options(transpose=True).value = support
    tasks.range("H3:H46").options(transpose=True).value = lead
    busy_clerk.press("import_plan", PLAN)
    assert values(busy_clerk, TASKS, "D3:H3") == [
        *("工作任务", "主要举措", "量化目标", "责任单位", "牵头单位")
    ]
    assert values(busy_clerk, TASKS, "G4:G46") == support[1:]
    assert values(busy_clerk, TASKS, "H4:H46") == lead[1:]


def test_own_columns_follow_their_units(busy_clerk: Clerk) -> None:
    insert_column(busy_clerk, UNITS, "C", "联系人")
    units = busy_clerk.sheet(UNITS)
    row = row_of(units, 1, "区财政局")
    units.range((row, 3)).value = "小王"
    busy_clerk.sheet(TASKS).range("G5").value = "泽水河管理处"
    busy_clerk.press("show_units")
    assert units.range((row_of(units, 1, "区财政局"), 3)).value == "小王"
    table = task_table(busy_clerk.folder / "表.xlsx", 3)
    busy_clerk.sheet(UNITS).range((row, 8)).value = "是"
    busy_clerk.press("import_table", table)
    busy_clerk.press("import_plan", PLAN)
    assert units.range("C3").value == "联系人"


def test_an_import_keeps_own_columns_of_units_that_stay(busy_clerk: Clerk) -> None:
    insert_column(busy_clerk, UNITS, "C", "联系人")
    units = busy_clerk.sheet(UNITS)
    units.range((row_of(units, 1, "区财政局"), 3)).value = "小王"
    busy_clerk.press("import_plan", PLAN)
    assert units.range((row_of(units, 1, "区财政局"), 3)).value == "小王"


def test_a_formula_in_an_own_column_stays_a_formula(busy_clerk: Clerk) -> None:
    insert_column(busy_clerk, UNITS, "C", "合计")
    units = busy_clerk.sheet(UNITS)
    units.range("C4").formula = "=F4+G4"
    busy_clerk.sheet(TASKS).range("G5").value = "泽水河管理处"
    busy_clerk.press("show_units")
    assert units.range("C4").formula == "=F4+G4"


def test_opinions_and_own_columns_follow_their_findings(busy_clerk: Clerk) -> None:
    busy_clerk.press("check_matrix")
    findings = busy_clerk.sheet(FINDINGS)
    findings.api.Unprotect()
    insert_column(busy_clerk, FINDINGS, "K", "经办人")
    row = row_of(findings, 2, "MX303")
    findings.range((row, 10)).value = "保留"
    findings.range((row, 11)).value = "小李"
    tasks = busy_clerk.sheet(TASKS)
    tasks.range((18, column_of(tasks, "主要举措"))).value = "培育绿色商场5家。"
    busy_clerk.press("check_matrix")
    after = row_of(findings, 2, "MX303")
    assert after != row
    assert findings.range((after, 10), (after, 11)).value == ["保留", "小李"]
    others = findings.range((4, 10), (40, 11)).value
    assert [line for line in others if any(line)] == [["保留", "小李"]]


def test_a_correction_leaves_formulas_alone(busy_clerk: Clerk) -> None:
    insert_column(busy_clerk, TASKS, "C", "简称")
    tasks = busy_clerk.sheet(TASKS)
    for address in ("C5", "F5"):
        tasks.range(address).number_format = "General"
    tasks.range("C5").formula = '="第"&A5&"项 ,"'
    tasks.range("F5").formula = '="建设站点，年底前投用。。"'
    tasks.api._results[5, 6] = "建设站点，年底前投用。。"  # the double does not calculate
    tasks.range("F6").value = "建设泵站，年底前投用。。"
    message = busy_clerk.press("correct_matrix")
    assert "有1个单元格是公式或正在变动，没有改。" in message
    assert tasks.range("C5").formula == '="第"&A5&"项 ,"'
    assert tasks.range("F5").formula == '="建设站点，年底前投用。。"'
    assert tasks.range("F6").value == "建设泵站，年底前投用。"
    logged = values(busy_clerk, CHANGES, "B4:B6")
    assert "责任清单 第6项 主要举措" in logged
    assert "责任清单 第5项 主要举措" not in logged


def test_colours_notes_and_hidden_rows_stay(busy_clerk: Clerk) -> None:
    tasks = busy_clerk.sheet(TASKS)
    tasks.range("E6").value = "建设站点，年底前投用。。"
    tasks.range("E6").color = (255, 255, 0)
    tasks.range("E7").api.AddComment("请核实")
    tasks.range("9:10").api.EntireRow.Hidden = True
    for name in ("check_matrix", "correct_matrix", "refresh_cross_table"):
        busy_clerk.press(name)
    assert tasks.range("E6").value == "建设站点，年底前投用。"
    assert tasks.range("E6").color == (255, 255, 0)
    assert tasks.range("E7").api.Comment.Text() == "请核实"
    assert tasks.range("9:9").api.EntireRow.Hidden is True


def test_a_filter_in_force_is_lifted_and_set_again(busy_clerk: Clerk) -> None:
    tasks, findings = busy_clerk.sheet(TASKS), busy_clerk.sheet(FINDINGS)
    busy_clerk.press("check_matrix")
    plain = busy_clerk.cells()
    findings.api.Unprotect()
    findings.api.AutoFilter.Range.AutoFilter(Field=1, Criteria1="错误")
    findings.api.Protect(AllowFiltering=True)
    lead = column_of(tasks, "牵头单位")
    tasks.api.AutoFilter.Range.AutoFilter(Field=lead, Criteria1="=*财政*")
    busy_clerk.press("check_matrix")
    busy_clerk.press("refresh_cross_table")
    busy_clerk.press("import_plan", PLAN)
    busy_clerk.press("check_matrix")
    assert busy_clerk.cells() == plain
    assert tasks.api.AutoFilter.Filters(lead).Criteria1 == "=*财政*"
    assert findings.api.AutoFilter.Filters(1).Criteria1 == "=错误"
    shown = [row for row in range(4, 47) if not tasks.range((row, 1)).api.EntireRow.Hidden]
    assert 0 < len(shown) < 10
    assert all("财政" in tasks.range((row, lead)).value for row in shown)
    assert findings.api.Protection.AllowFiltering is True


def test_the_selection_stays(busy_clerk: Clerk) -> None:
    tasks = busy_clerk.sheet(TASKS)
    tasks.activate()
    tasks.range("E9").select()
    busy_clerk.press("check_matrix")
    assert busy_clerk.book.sheets.active.name == FINDINGS
    tasks.activate()
    assert busy_clerk.book.app.api.Selection.Address == "$E$9"


def test_merged_sections_are_read_and_stay(busy_clerk: Clerk) -> None:
    table = task_table(busy_clerk.folder / "表.xlsx", 6)
    busy_clerk.press("import_table", table)
    tasks = busy_clerk.sheet(TASKS)
    before = values(busy_clerk, CROSS, "A1:K12")
    for block in ("B4:B6", "B7:B9"):
        tasks.range(block).merge()
    busy_clerk.press("check_matrix")
    assert busy_clerk.press("refresh_cross_table") == "责任矩阵已更新：6项任务，7个单位。"
    assert tasks.range("B4").merge_area.address == "$B$4:$B$6"
    assert values(busy_clerk, CROSS, "A1:K12") == before


@pytest.mark.parametrize("count", [4, 30])
def test_an_import_over_merged_sections_loses_nothing(busy_clerk: Clerk, count: int) -> None:
    tasks = busy_clerk.sheet(TASKS)
    tasks.range("B4:B8").merge()
    tasks.range("B9:B12").merge()
    table = task_table(busy_clerk.folder / "表.xlsx", count)
    busy_clerk.press("import_table", table)
    sections = [f"第{i // 3 + 1}板块" for i in range(count)]
    assert values(busy_clerk, TASKS, f"B4:B{3 + count}") == sections
    busy_clerk.press("undo_last")
    assert tasks.range("B5").merge_area.address == "$B$4:$B$8"
    assert tasks.range("B12").merge_area.address == "$B$9:$B$12"


def test_a_new_column_of_an_import_stands_before_the_hidden_one(busy_clerk: Clerk) -> None:
    before = busy_clerk.cells()
    columns = busy_clerk.sheet(TASKS).used_range.last_cell.column
    older = Clerk(busy_clerk.folder, busy_clerk.home, busy_clerk.saved("旧.xlsm"))
    insert_column(older, TASKS, "F", "经费（万元）")
    older.sheet(TASKS).range("F5").value = 30
    source = older.saved("以前.xlsm")
    clerk = Clerk(busy_clerk.folder, busy_clerk.home, busy_clerk.saved("新.xlsm"))
    clerk.press("import_table", source)
    tasks = clerk.sheet(TASKS)
    assert tasks.range((3, columns), (3, columns + 1)).value == ["经费（万元）", "行标识"]
    assert tasks.range((5, columns)).value == "30"
    assert tasks.range((1, columns + 1)).api.EntireColumn.Hidden is True
    clerk.press("undo_last")
    assert clerk.cells() == before
    assert tasks.range((1, columns)).api.EntireColumn.Hidden is True
