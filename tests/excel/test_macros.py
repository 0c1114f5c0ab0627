"""Every button, pressed in the shipped workbook as VBA does, does what the command line does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from officekit.excel.buttons import BUTTONS
from officekit.model.schema import SheetName
from officekit.workflows import installation
from tests.excel.clerk import (
    PLAN,
    SAMPLES,
    Cells,
    Clerk,
    column_of,
    command,
    sheets_of,
    task_table,
)

TASKS, CROSS, FINDINGS = SheetName.TASKS, SheetName.CROSS, SheetName.FINDINGS
UNITS, CHANGES, SETTINGS = SheetName.UNITS, SheetName.CHANGES, SheetName.SETTINGS


def spoil(clerk: Clerk) -> None:
    """Mistakes of the kind that 修正 puts right, and one that it must leave."""
    tasks = clerk.sheet(TASKS)
    measures, lead = column_of(tasks, "主要举措"), column_of(tasks, "牵头单位")
    tasks.range((5, measures)).value = "新建２０个站点 ，完成率达到50%。。"
    tasks.range((6, measures)).value = "建设(一期)工程,年底前投用。"
    tasks.range((7, lead)).value = "区发改局 、区财政局"
    tasks.range((8, measures)).value = "培育企业***家。"


def edit(clerk: Clerk) -> None:
    """A day's work in the list: another lead, a task taken out, one put in, a unit forgotten."""
    tasks = clerk.sheet(TASKS)
    lead, support = column_of(tasks, "牵头单位"), column_of(tasks, "责任单位")
    tasks.range((9, lead)).value = "区水利局"
    tasks.range((10, support)).value = None
    tasks.range("12:12").delete("up")
    tasks.range("15:15").insert("down")
    tasks.range((15, column_of(tasks, "序号"))).value = 99
    tasks.range((15, column_of(tasks, "重点任务"))).value = "修建河堤"
    tasks.range((15, lead)).value = "泽水河管理处"


def lines_of(cells: Cells, *, first_column: int = 1) -> list[list[object]]:
    """The lines below the headings, blank ones left out."""
    rows: dict[int, list[object]] = {}
    for (row, column), (_, value) in sorted(cells.items()):
        if row > 3 and column >= first_column:
            rows.setdefault(row, []).append(value)
    return list(rows.values())


# ------------------------------------------------------------------ what each button does


def _imports(clerk: Clerk) -> None:
    message = clerk.press("import_plan", PLAN)
    assert message == (
        "已导入《云泽市青禾区推动绿色低碳高质量发展三年行动计划（2024—2026年）》：43项任务，"
        "58个单位。读取和识别中有提醒2条、提示2条，列在“问题清单”。"
        "接下来请核对责任清单，再按“校验”。"
    )
    assert clerk.book.sheets.active.name == TASKS


def _imports_a_table(clerk: Clerk) -> None:
    message = clerk.press("import_table", SAMPLES / "青禾区任务分工表.xlsx")
    assert message == (
        "已导入《青禾区绿色低碳高质量发展任务分工表》：18项任务，33个单位。"
        "接下来请核对责任清单，再按“校验”。"
    )
    assert clerk.book.sheets.active.name == TASKS


def _checks(clerk: Clerk) -> None:
    message = clerk.press("check_matrix")
    assert message.startswith("检查完成：错误2条、提醒12条、提示10条。")
    assert clerk.book.sheets.active.name == FINDINGS


def _corrects(clerk: Clerk) -> None:
    message = clerk.press("correct_matrix")
    assert message.startswith("修正了1处，都记在“修改记录”，可用“撤销上次操作”恢复。")
    assert clerk.book.sheets.active.name == CHANGES


def _refreshes(clerk: Clerk) -> None:
    message = clerk.press("refresh_cross_table")
    assert message == "责任矩阵已更新：43项任务，58个单位。"
    assert clerk.book.sheets.active.name == CROSS


def _compares(clerk: Clerk) -> None:
    message = clerk.press("compare_with_source", PLAN)
    assert message.startswith("已与“青禾区三年行动计划.txt”比对并检查：错误2条、")
    assert clerk.book.sheets.active.name == FINDINGS


def _shows_units(clerk: Clerk) -> None:
    tasks = clerk.sheet(TASKS)
    tasks.range((5, column_of(tasks, "牵头单位"))).value = "泽水河管理处"
    message = clerk.press("show_units")
    assert message == (
        "单位名录有60个单位，60个还没有确认。刚补上责任清单里的1个单位：泽水河管理处。"
        "一个单位一行，别名一行一个，核对后在“确认”列选“是”。"
    )
    assert clerk.sheet(UNITS).range("A63").value == "泽水河管理处"
    assert clerk.book.sheets.active.name == UNITS


def _shows_settings(clerk: Clerk) -> None:
    before = clerk.cells()
    clerk.press("show_settings")
    assert clerk.book.sheets.active.name == SETTINGS
    assert clerk.cells() == before


def _undoes(clerk: Clerk) -> None:
    before = clerk.cells()
    clerk.press("import_plan", PLAN)
    message = clerk.press("undo_last")
    assert message.startswith("已撤销“导入方案”：“责任清单”、“责任矩阵”、")
    assert SheetName.META not in message
    assert clerk.cells() == before


def _examines(clerk: Clerk) -> None:
    message = clerk.press("examine")
    assert message.startswith("体检完成：")
    report = clerk.home / "logs" / "体检报告.txt"
    assert report.read_text(encoding="utf-8-sig").startswith("officekit ")


def _helps(clerk: Clerk) -> None:
    message = clerk.press("show_help")
    assert message == f"使用手册已打开：{clerk.folder / '使用手册.html'}"
    assert clerk.excel.opened_links == [str(clerk.folder / "使用手册.html")]


def _makes_a_notice(clerk: Clerk) -> None:
    clerk.excel.inputs += ["1", ""]
    message = clerk.press("make_notice")
    assert message.startswith("已生成“")
    assert Path(clerk.excel.opened_links[-1]).is_file()


def _makes_an_annex(clerk: Clerk) -> None:
    message = clerk.press("make_annex")
    assert message.startswith("已生成“")
    assert Path(clerk.excel.opened_links[-1]).is_file()


def _checks_a_notice(clerk: Clerk) -> None:
    _makes_a_notice(clerk)
    message = clerk.press("lint_notice", Path(clerk.excel.opened_links[-1]))
    assert message.startswith("“")


def _splits(clerk: Clerk) -> None:
    clerk.excel.inputs.append("2025年9月")
    message = clerk.press("split_packets")
    folder = clerk.folder / "2025年9月下发"
    assert message.startswith("已拆分2025年9月第1版：")
    assert len(list(folder.glob("*.xlsx"))) > 50


def _collects(clerk: Clerk) -> None:
    _splits(clerk)
    message = clerk.press("collect_returns", clerk.folder / "2025年9月下发")
    assert message.startswith("新收0份，以前收过0份。应报")
    assert clerk.book.sheets.active.name == SheetName.RECEIPTS


def _shows_receipts(clerk: Clerk) -> None:
    _splits(clerk)
    message = clerk.press("show_receipts")
    assert message.startswith("2025年9月第1版：应报")
    assert clerk.book.sheets.active.name == SheetName.RECEIPTS


def _resolves_conflicts(clerk: Clerk) -> None:
    message = clerk.press("resolve_conflicts")
    assert message.startswith("请在“报送冲突”中，")
    assert clerk.book.sheets.active.name == SheetName.CONFLICTS


TABLE: dict[str, Callable[[Clerk], None]] = {
    "import_plan": _imports,
    "import_table": _imports_a_table,
    "check_matrix": _checks,
    "correct_matrix": _corrects,
    "refresh_cross_table": _refreshes,
    "compare_with_source": _compares,
    "split_packets": _splits,
    "collect_returns": _collects,
    "show_receipts": _shows_receipts,
    "resolve_conflicts": _resolves_conflicts,
    "make_notice": _makes_a_notice,
    "lint_notice": _checks_a_notice,
    "make_annex": _makes_an_annex,
    "show_units": _shows_units,
    "show_settings": _shows_settings,
    "undo_last": _undoes,
    "examine": _examines,
    "show_help": _helps,
}
"""One row a button: what it does after a plan has been imported."""


def test_every_button_has_a_row_in_the_table() -> None:
    assert set(TABLE) == {each.name for each in BUTTONS}


@pytest.mark.parametrize("name", TABLE)
def test_a_button_does_its_work_and_tells_of_it(
    busy_clerk: Clerk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = busy_clerk
    (clerk.folder / "使用手册.html").write_text("手册", encoding="utf-8")
    monkeypatch.setattr(installation, "own_folder", lambda: clerk.folder)
    TABLE[name](clerk)
    label = next(each.label for each in BUTTONS if each.name == name)
    assert clerk.message.title == f"officekit {label}"
    assert (clerk.message.buttons, clerk.message.mode) == ("ok", "info")
    start = clerk.sheet(SheetName.START)
    told = [value for row in start.used_range.value for value in row if isinstance(value, str)]
    assert clerk.message.prompt in told
    assert clerk.excel.app.api.StatusBar is False


# ------------------------------------------------------------------ the same as the command line


@pytest.mark.parametrize("sample", sorted(SAMPLES.iterdir()), ids=lambda path: str(path.suffix))
def test_an_import_fills_every_sheet_as_build_does(clerk: Clerk, sample: Path) -> None:
    name = "import_table" if sample.suffix == ".xlsx" else "import_plan"
    clerk.press(name, sample)
    output = clerk.folder / "build.xlsx"
    assert command("build", sample, "-o", output) == 0
    assert clerk.cells() == sheets_of(output)


def test_an_import_of_an_older_workbook_is_what_build_makes_of_it(
    busy_clerk: Clerk, begun: Path
) -> None:
    spoil(busy_clerk)
    edit(busy_clerk)
    older = busy_clerk.saved("以前.xlsm")
    fresh = Clerk(busy_clerk.folder, busy_clerk.home)
    fresh.press("import_table", older)
    output = fresh.folder / "build.xlsx"
    assert command("build", older, "-o", output) == 0
    assert fresh.cells() == sheets_of(output)
    assert begun.is_file()


@pytest.mark.parametrize("prepare", [spoil, edit], ids=lambda each: str(each.__name__))
def test_a_check_lists_what_check_lists(
    busy_clerk: Clerk, prepare: Callable[[Clerk], None]
) -> None:
    prepare(busy_clerk)
    # The copy bears the name of the workbook, which messages name.
    folder = busy_clerk.folder / "copy"
    folder.mkdir()
    copy = busy_clerk.saved("copy/责任矩阵.xlsm")
    busy_clerk.press("check_matrix")
    report = folder / "report.xlsx"
    assert command("check", copy, "-o", report) in (0, 1)
    assert busy_clerk.cells([FINDINGS]) == sheets_of(report, [FINDINGS])


def test_answers_in_the_findings_count_as_they_do_for_check(busy_clerk: Clerk) -> None:
    busy_clerk.press("check_matrix")
    findings = busy_clerk.sheet(FINDINGS)
    findings.range((4, column_of(findings, "处理意见"))).value = "数字还没有定，保留"
    (busy_clerk.folder / "copy").mkdir()
    copy = busy_clerk.saved("copy/责任矩阵.xlsm")
    assert "另有1条已在“处理意见”中说明。" in busy_clerk.press("check_matrix")
    report = busy_clerk.folder / "report.xlsx"
    assert command("check", copy, "-o", report) == 1
    assert busy_clerk.cells([FINDINGS]) == sheets_of(report, [FINDINGS])


def test_a_correction_changes_the_cells_that_fix_changes(busy_clerk: Clerk) -> None:
    spoil(busy_clerk)
    copy, fixed = busy_clerk.saved(), busy_clerk.folder / "fixed.xlsm"
    message = busy_clerk.press("correct_matrix")
    command("check", copy, "--fix", fixed)
    assert busy_clerk.cells([TASKS, UNITS, SETTINGS]) == sheets_of(fixed, [TASKS, UNITS, SETTINGS])
    made = lines_of(busy_clerk.cells([CHANGES])[CHANGES], first_column=2)
    written = sheets_of(fixed, [CHANGES])[CHANGES]
    assert made == lines_of(written, first_column=2)
    assert written[2, 1] == ("text", f"共{len(made)}处修改")
    assert len(made) >= 3
    assert message.startswith(f"修正了{len(made)}处，")
    tasks = busy_clerk.sheet(TASKS)
    assert tasks.range((8, column_of(tasks, "主要举措"))).value == "培育企业***家。"


def test_a_correction_is_followed_by_a_check(busy_clerk: Clerk) -> None:
    spoil(busy_clerk)
    busy_clerk.press("correct_matrix")
    after = busy_clerk.cells([FINDINGS])
    busy_clerk.press("check_matrix")
    assert busy_clerk.cells([FINDINGS]) == after


def test_a_refresh_makes_of_the_edited_list_what_build_makes(busy_clerk: Clerk) -> None:
    spoil(busy_clerk)
    edit(busy_clerk)
    copy, output = busy_clerk.saved(), busy_clerk.folder / "build.xlsx"
    message = busy_clerk.press("refresh_cross_table")
    assert message.endswith("有1个单位不在单位名录中（泽水河管理处），请按“单位名录”补上并核对。")
    assert command("build", copy, "-o", output) == 0
    names = [TASKS, CROSS, UNITS, SETTINGS, CHANGES, SheetName.META]
    assert busy_clerk.cells(names) == sheets_of(output, names)


def test_a_comparison_lists_what_check_with_source_lists(busy_clerk: Clerk) -> None:
    edit(busy_clerk)
    (busy_clerk.folder / "copy").mkdir()
    copy, report = busy_clerk.saved("copy/责任矩阵.xlsm"), busy_clerk.folder / "report.xlsx"
    busy_clerk.press("compare_with_source", PLAN)
    assert command("check", copy, "--source", PLAN, "-o", report) == 1
    assert busy_clerk.cells([FINDINGS]) == sheets_of(report, [FINDINGS])


@pytest.mark.parametrize("name", ["check_matrix", "correct_matrix", "refresh_cross_table"])
def test_a_second_press_changes_nothing_more(busy_clerk: Clerk, name: str) -> None:
    spoil(busy_clerk)
    busy_clerk.press(name)
    first = busy_clerk.cells()
    busy_clerk.press(name)
    assert busy_clerk.cells() == first


def test_the_same_import_twice_gives_the_same(busy_clerk: Clerk) -> None:
    first = busy_clerk.cells()
    busy_clerk.press("import_plan", PLAN)
    assert busy_clerk.cells() == first


def test_an_inserted_task_is_found_by_links_after_a_check(busy_clerk: Clerk) -> None:
    tasks = busy_clerk.sheet(TASKS)
    edit(busy_clerk)
    tasks.range((15, column_of(tasks, "主要举措"))).value = "修建河堤***千米。"
    busy_clerk.press("check_matrix")
    assert tasks.range((15, column_of(tasks, "行标识"))).value == "T099"
    links = [value for _, value in busy_clerk.cells([FINDINGS])[FINDINGS].values()]
    assert any('MATCH("T099"' in str(link) for link in links)


def test_a_table_with_one_task_and_one_without_units_keep_the_sheets_in_shape(
    clerk: Clerk,
) -> None:
    clerk.press("import_table", task_table(clerk.folder / "a.xlsx", 4, units=False))
    cross = clerk.cells([CROSS])[CROSS]
    assert cross[2, 1][1] == "责任清单里还没有写明牵头单位和责任单位，所以没有可以汇总的内容。"
    clerk.press("import_table", task_table(clerk.folder / "b.xlsx", 1))
    assert clerk.sheet(CROSS).range("A4:A8").value == [1.0, None, "牵头数", "配合数", "合计"]
    source = task_table(clerk.folder / "c.xlsx", 5)
    clerk.press("import_table", source)
    output = clerk.folder / "build.xlsx"
    assert command("build", source, "-o", output) == 0
    assert clerk.cells() == sheets_of(output)
    merged = {str(area) for area in clerk.sheet(CROSS).api._xml.merged_cells.ranges}
    assert merged >= {"A9:B9", "A10:B10", "A11:B11"}
