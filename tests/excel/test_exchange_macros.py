"""部门: issue, take back, decide, at the live sheets as on the command line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from officekit import workflows
from officekit.excel import desk as desk_module
from officekit.model.schema import SheetName
from tests.excel.clerk import ALL_SHEETS, Clerk, column_of, command, looks, sheets_of
from tests.excel.exchange_round import (
    CHANGES,
    CONFLICTS,
    DIKE,
    FAULTY,
    FINANCE,
    GOOD,
    HOUSING,
    OTHER,
    PATH,
    PERIOD,
    RECEIPTS,
    RIVER,
    TASKS,
    WATER,
    answer,
    answer_well,
    begin,
    decide,
    issued,
    lines,
    put,
    split,
    value,
)

REGISTER = "报送登记册.db"
NEW = ("split_packets", "collect_returns", "show_receipts", "resolve_conflicts")


@pytest.fixture(scope="session")
def issued_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a clerk who has issued the small plan and saved her workbook."""
    folder = tmp_path_factory.mktemp("issued") / "工作"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFICEKIT_HOME", str(folder.parent / "own"))
        clerk = Clerk(folder, folder.parent / "own")
        begin(clerk)
        split(clerk)
        clerk.book.save()
    return folder


@pytest.fixture
def issuer(issued_folder: Path, home: Path, tmp_path: Path) -> Clerk:
    """A clerk who has issued the small plan."""
    folder = tmp_path / "工作"
    shutil.copytree(issued_folder, folder)
    source = tmp_path / "source.xlsm"
    (folder / "责任矩阵.xlsm").replace(source)
    return Clerk(folder, home, source)


def runs(clerk: Clerk, path: Path | None = None) -> list[tuple[str, bool]]:
    """Kind of each run in the register, and whether it was taken back."""
    matrix = workflows.read_matrix(path or clerk.saved("登记.xlsm"))
    return [
        (run.kind.label, run.undone_by is not None) for run in workflows.runs_of(matrix, clerk.path)
    ]


# ------------------------------------------------------------------ 拆分下发


def test_each_unit_gets_a_workbook_and_the_register_is_beside_the_workbook(clerk: Clerk) -> None:
    begin(clerk)
    before = looks(clerk)
    message = split(clerk)
    folder = clerk.folder / "2025年9月下发"
    assert message == (
        f"已拆分2025年9月第1版：3个单位各一个工作簿，在文件夹“{folder}”。"
        "请保存本工作簿，把文件发给各单位；收回后放进一个文件夹，按“收集汇总”。"
    )
    assert {path.name.split("-")[0] for path in folder.iterdir()} == {WATER, FINANCE, HOUSING}
    assert (clerk.folder / REGISTER).is_file()
    assert looks(clerk) == before


def test_the_period_and_the_last_day_of_the_settings_are_taken(
    issuer: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = issuer.sheet(SheetName.SETTINGS)
    rows = settings.range("A1:A60").value
    settings.range((rows.index("期次") + 1, 2)).value = "2025年10月"
    settings.range((rows.index("报送截止日期") + 1, 2)).value = "2025年10月25日"
    offered: list[str] = []

    def accepted(**question: object) -> str:
        offered.append(str(question["Default"]))
        return offered[-1]

    monkeypatch.setattr(type(issuer.book.app.api), "InputBox", staticmethod(accepted))
    assert issuer.press("split_packets").startswith("已拆分2025年10月第1版：")
    assert offered == ["2025年10月"]
    issuer.press("show_receipts")
    assert "截止日期：2025年10月25日" in issuer.sheet(RECEIPTS).range("A2").value


def test_issuing_the_same_again_only_puts_missing_files_back(issuer: Clerk) -> None:
    lost = issued(issuer, WATER)
    content = lost.read_bytes()
    lost.unlink()
    message = split(issuer)
    assert message.startswith("2025年9月第1版在")
    assert "下发过，内容没有变化；缺少的文件已补齐" in message
    assert lost.read_bytes() == content
    assert runs(issuer)[0] == ("拆分下发", False)


def test_a_list_that_has_changed_is_issued_anew_only_if_she_says_so(issuer: Clerk) -> None:
    put(issuer, DIKE, "主要举措", "新建河堤5千米。")
    issuer.excel.answer_alert("no")
    assert split(issuer) == "已取消，工作簿没有改动。"
    assert "的任务有变化。要按现在的内容再下发一版吗？" in issuer.excel.alerts[-2].prompt
    assert "--new-version" not in issuer.excel.alerts[-2].prompt
    issuer.excel.answer_alert("yes")
    assert split(issuer).startswith("已拆分2025年9月第2版：3个单位")
    assert issued(issuer, WATER).is_file()
    assert issued(issuer, WATER, "（第2版）.xlsx").is_file()


def test_a_task_put_in_by_hand_gets_its_key_before_it_is_issued(issuer: Clerk) -> None:
    tasks = issuer.sheet(TASKS)
    tasks.range("5:5").insert("down")
    for heading, text in (("序号", 9), ("重点任务", "修建泵站"), ("牵头单位", WATER)):
        tasks.range((5, column_of(tasks, heading))).value = text
    issuer.excel.answer_alert("yes")
    split(issuer)
    assert tasks.range((5, column_of(tasks, "行标识"))).value == "T009"
    assert issuer.press("undo_last").endswith(
        "再按一次可以改回来。已经下发的文件和下发记录没有改动。"
    )


def test_a_list_typed_by_hand_keeps_its_name_in_the_register(clerk: Clerk) -> None:
    tasks = clerk.sheet(TASKS)
    tasks.range("A1").value = "青禾区重点任务责任清单"
    for heading, text in (("序号", 1), ("重点任务", DIKE), ("牵头单位", WATER)):
        tasks.range((4, column_of(tasks, heading))).value = text
    split(clerk)
    clerk.press("check_matrix")
    assert clerk.press("show_receipts") == "2025年9月第1版：应报1个单位，已报0个，未报1个。"


# ------------------------------------------------------------------ 收集汇总


def test_answers_go_into_the_list_and_are_logged(issuer: Clerk) -> None:
    message = issuer.press("collect_returns", answer_well(issuer))
    assert message == (
        "新收2份，以前收过0份。应报3个单位，已报2个，未报1个。"
        "填报内容并入9处，退回0处，另存待定0处；责任清单改动9处，都记在“修改记录”。"
        "问题明细、未并入内容、新任务建议和表外的文字，都在报送情况工作簿里。"
    )
    assert value(issuer, DIKE, "完成率") == 0.6
    assert value(issuer, RIVER, "进展情况") == "已清理河道2千米，正在清淤。"
    assert value(issuer, PATH, "进展状态") == "已完成"
    logged = lines(issuer, CHANGES)
    assert len(logged) == 9
    assert logged[1]["位置"] == "N4 1 修建河堤 完成率"
    assert (logged[1]["原内容"], logged[1]["新内容"]) == (None, "60%")
    assert "2025年9月报送汇总：区水利局报送“区水利局-" in logged[1]["说明"]
    assert issuer.book.sheets.active.name == RECEIPTS


def test_the_whole_report_stands_beside_the_workbook(issuer: Clerk) -> None:
    issuer.press("collect_returns", answer_well(issuer))
    report = issuer.path.parent / "2025年9月报送情况.xlsx"
    assert openpyxl.load_workbook(report).sheetnames == [
        *("报送情况", "报送冲突", "未并入内容", "问题明细"),
        *("新增任务建议", "其他内容", "收支对账"),
    ]


def test_percentages_are_numbers_in_the_cells(issuer: Clerk) -> None:
    issuer.press("collect_returns", answer_well(issuer))
    cells = issuer.cells([TASKS])[TASKS]
    column = column_of(issuer.sheet(TASKS), "完成率")
    assert [cells[row, column] for row in (4, 5, 6)] == [
        *(("number", 0.6), ("number", 0.4), ("number", 1))
    ]


def test_the_state_of_each_unit_is_listed(issuer: Clerk) -> None:
    issuer.press("collect_returns", answer_well(issuer))
    receipts = {line["单位"]: line for line in lines(issuer, RECEIPTS)}
    assert {unit: line["情况"] for unit, line in receipts.items()} == {
        WATER: "已报",
        HOUSING: "已报",
        FINANCE: "未报",
    }
    assert [receipts[WATER][head] for head in ("任务数", "已填任务", "错误")] == [2, 2, 0]
    assert lines(issuer, CONFLICTS) == []


@pytest.mark.parametrize("faulty", [False, True])
def test_a_collection_gives_what_the_command_line_gives(issuer: Clerk, faulty: bool) -> None:
    folder = answer_well(issuer)
    answer(issuer, FINANCE, OTHER)
    if faulty:
        answer(issuer, HOUSING, FAULTY)
    other = issuer.folder.parent / "命令行"
    other.mkdir()
    issuer.book.api.SaveCopyAs(str(other / "责任矩阵.xlsm"))
    shutil.copy(issuer.folder / REGISTER, other / REGISTER)
    issuer.press("collect_returns", folder)
    output = other / "汇总.xlsm"
    assert command("collect", folder, "--matrix", other / "责任矩阵.xlsm", "-o", output) in (0, 1)
    sheets = [TASKS, SheetName.UNITS, SheetName.SETTINGS]
    assert issuer.cells(sheets) == sheets_of(output, sheets)
    report = sheets_of(other / "汇总-报送情况.xlsx", [CONFLICTS, RECEIPTS])
    live = issuer.cells([CONFLICTS, RECEIPTS])
    assert live[CONFLICTS] == report[CONFLICTS]
    table = [at for at in live[RECEIPTS] if at[0] != 2 and at[1] != 8]  # the time of the run
    assert {at: live[RECEIPTS][at] for at in table} == {at: report[RECEIPTS][at] for at in table}
    logged, told = (
        [
            content
            for (row, column), content in sorted(cells.items())
            if row > 3 and column in (2, 3, 4)
        ]
        for cells in (issuer.cells([CHANGES])[CHANGES], sheets_of(output, [CHANGES])[CHANGES])
    )
    assert logged == told
    replies = {path.name for path in (issuer.folder / "2025年9月退回").glob("*")}
    assert replies == {path.name for path in (other / "汇总-退回").glob("*")}
    assert bool(replies) is faulty


def test_a_second_press_changes_nothing(issuer: Clerk) -> None:
    folder = answer_well(issuer)
    answer(issuer, HOUSING, FAULTY, name="更正.xlsx")
    issuer.press("collect_returns", folder)
    before = issuer.cells(ALL_SHEETS)
    files = sorted(issuer.folder.rglob("*"))
    message = issuer.press("collect_returns", folder)
    after = issuer.cells(ALL_SHEETS)
    del before[RECEIPTS][2, 1], after[RECEIPTS][2, 1]  # the time
    assert after == before
    assert sorted(issuer.folder.rglob("*")) == files
    assert message.startswith("新收0份，以前收过3份。")
    assert "责任清单没有改动。" in message


def test_what_is_wrong_goes_back_and_is_told(issuer: Clerk) -> None:
    folder = answer(issuer, HOUSING, FAULTY)
    message = issuer.press("collect_returns", folder)
    back = issuer.folder / "2025年9月退回"
    assert message.endswith(f"有1份要退回，退回意见在文件夹“{back}”。")
    assert {path.suffix for path in back.iterdir()} == {".xlsx", ".docx"}
    assert value(issuer, PATH, "完成率") is None
    assert value(issuer, PATH, "进展情况") == "步道正在铺装。"
    start = issuer.sheet(SheetName.START)
    links = [v for row in start.used_range.formula for v in row if "HYPERLINK" in str(v)]
    assert any(str(back) in link for link in links)


def test_a_reply_that_cannot_be_put_in_place_is_told_and_made_next_time(issuer: Clerk) -> None:
    folder = answer(issuer, HOUSING, FAULTY)
    back = issuer.folder / "2025年9月退回"
    back.write_text("a file where the folder should be", encoding="utf-8")
    message = issuer.press("collect_returns", folder)
    assert issuer.message.mode == "info"
    assert "没有放好" in message
    assert value(issuer, PATH, "进展情况") == "步道正在铺装。"
    back.unlink()
    assert "有1份要退回" in issuer.press("collect_returns", folder)
    assert len(list(back.glob("*.xlsx"))) == 1


def test_the_folder_of_the_workbook_itself_can_be_collected(issuer: Clerk) -> None:
    answer_well(issuer)
    answer(issuer, HOUSING, FAULTY, name="更正.xlsx")
    issuer.press("collect_returns", issuer.folder / "报送")
    issuer.book.save()
    (issuer.folder / "方案.txt").unlink()
    (issuer.folder / "~$责任矩阵.xlsm").write_bytes(b"owner")
    message = issuer.press("collect_returns", issuer.folder)
    assert message.startswith("新收0份，以前收过3份。")
    told = [line["报送文件"] for line in lines(issuer, RECEIPTS) if line["报送文件"]]
    assert not any("责任矩阵" in name or "退回" in name for name in told)


def test_what_the_clerk_has_about_her_sheet_stays(issuer: Clerk) -> None:
    tasks = issuer.sheet(TASKS)
    tasks.range("C:C").insert("right")
    tasks.range("C3").value = "联系人"
    tasks.range("C4").value = "小王"
    state = column_of(tasks, "进展情况")
    tasks.range((4, state)).color = (255, 255, 0)
    tasks.range((5, state)).api.AddComment("请核实")
    lead = column_of(tasks, "牵头单位")
    tasks.api.AutoFilter.Range.AutoFilter(Field=lead, Criteria1="=*水利*")
    issuer.press("collect_returns", answer_well(issuer))
    assert (tasks.range("C3").value, tasks.range("C4").value) == ("联系人", "小王")
    assert tasks.range((4, state)).color == (255, 255, 0)
    assert tasks.range((5, state)).api.Comment.Text() == "请核实"
    assert tasks.api.AutoFilter.Filters(lead).Criteria1 == "=*水利*"
    assert value(issuer, PATH, "进展状态") == "已完成"


def test_a_formula_is_left_alone_and_counted(issuer: Clerk) -> None:
    tasks = issuer.sheet(TASKS)
    column = column_of(tasks, "进展情况")
    tasks.range((4, column)).number_format = "General"
    tasks.range((4, column)).formula = '=IF(A4>0,"","")'
    tasks.api._results[4, column] = ""  # the double does not calculate
    message = issuer.press("collect_returns", answer_well(issuer))
    assert tasks.range((4, column)).formula == '=IF(A4>0,"","")'
    assert "责任清单改动8处" in message
    assert "有1个单元格是公式，没有改。" in message
    assert len(lines(issuer, CHANGES)) == 8


def test_a_column_that_the_clerk_has_taken_out_is_told(issuer: Clerk) -> None:
    tasks = issuer.sheet(TASKS)
    letter = tasks.range((1, column_of(tasks, "完成率"))).api.Address.split("$")[1]
    tasks.range(f"{letter}:{letter}").delete("left")
    message = issuer.press("collect_returns", answer_well(issuer))
    assert issuer.message.mode == "info"
    assert "责任清单改动6处" in message


# ------------------------------------------------------------------ 处理冲突


def disputed(clerk: Clerk) -> None:
    """Two units differ on the percentage of the first task."""
    folder = answer_well(clerk)
    answer(clerk, FINANCE, OTHER)
    message = clerk.press("collect_returns", folder)
    assert "有1处冲突，请在“报送冲突”中决定后按“处理冲突”。" in message
    assert clerk.book.sheets.active.name == CONFLICTS
    assert value(clerk, DIKE, "完成率") is None


def test_what_she_decides_goes_into_the_list(issuer: Clerk) -> None:
    disputed(issuer)
    assert [line["填报内容"] for line in lines(issuer, CONFLICTS)] == ["60%", "50%"]
    decide(issuer, "50%")
    message = issuer.press("resolve_conflicts")
    assert message.startswith("已按您的决定处理。应报3个单位，已报3个，未报0个。")
    assert "责任清单改动1处，都记在“修改记录”。" in message
    assert value(issuer, DIKE, "完成率") == 0.5
    assert [line["处理"] for line in lines(issuer, CONFLICTS)] == ["不采用", "采用"]
    assert lines(issuer, CHANGES)[-1]["说明"].endswith("，按处理意见采用")
    before = issuer.cells([TASKS, CHANGES, CONFLICTS])
    assert "责任清单没有改动。" in issuer.press("resolve_conflicts")
    assert issuer.cells([TASKS, CHANGES, CONFLICTS]) == before


def test_a_decision_may_be_changed_and_taken_back(issuer: Clerk) -> None:
    disputed(issuer)
    decide(issuer, "50%")
    issuer.press("resolve_conflicts")
    decide(issuer, "50%", "不采用")
    decide(issuer, "60%")
    issuer.press("resolve_conflicts")
    assert value(issuer, DIKE, "完成率") == 0.6
    issuer.press("undo_last")
    assert value(issuer, DIKE, "完成率") == 0.5
    assert runs(issuer)[-2:] == [("收集汇总", True), ("撤销", False)]


def test_own_columns_of_conflicts_follow_their_lines(issuer: Clerk) -> None:
    disputed(issuer)
    sheet = issuer.sheet(CONFLICTS)
    sheet.api.Unprotect()
    sheet.range("K3").value = "经办人"
    sheet.range("K5").value = "小李"
    put(issuer, RIVER, "进展情况", "另有说法。")
    issuer.press("collect_returns", issuer.folder / "报送")
    marked = [line["填报内容"] for line in lines(issuer, CONFLICTS) if line["经办人"]]
    assert marked == ["50%"]


def test_without_a_decision_she_is_told_where_to_decide(issuer: Clerk) -> None:
    disputed(issuer)
    before = looks(issuer)
    message = issuer.press("resolve_conflicts")
    assert message.startswith("请在“报送冲突”中，在要采用的一行的“处理”列选“采用”")
    assert looks(issuer) == before


# ------------------------------------------------------------------ 撤销上次操作


def test_an_undo_takes_the_run_back_in_the_register_as_well(issuer: Clerk) -> None:
    before = looks(issuer)
    folder = answer_well(issuer)
    issuer.press("collect_returns", folder)
    after = issuer.cells([TASKS])
    message = issuer.press("undo_last")
    assert message.endswith("登记册里的这一次收集也已撤销；再收集同样的文件，会重新并入。")
    assert looks(issuer) == before
    assert runs(issuer) == [("拆分下发", False), ("收集汇总", True), ("撤销", False)]
    assert issuer.press("show_receipts") == "2025年9月第1版：应报3个单位，已报0个，未报3个。"
    issuer.press("collect_returns", folder)
    assert issuer.cells([TASKS]) == after


def test_undoing_back_and_forth_takes_back_no_other_run(issuer: Clerk) -> None:
    first = answer(issuer, HOUSING, GOOD[HOUSING])
    issuer.press("collect_returns", first)
    second = answer(issuer, WATER, GOOD[WATER])
    issuer.press("collect_returns", second)
    issuer.press("undo_last")
    message = issuer.press("undo_last")
    assert message.endswith("登记册里的这一次收集仍是撤销了的；要恢复，请再收集同样的文件。")
    assert value(issuer, DIKE, "完成率") == 0.6
    assert "登记册没有改动：" in issuer.press("undo_last")
    collected = [undone for kind, undone in runs(issuer) if kind == "收集汇总"]
    assert collected == [False, True]
    assert value(issuer, PATH, "完成率") == 1


def test_an_undo_without_the_register_says_so(issuer: Clerk) -> None:
    issuer.press("collect_returns", answer_well(issuer))
    (issuer.folder / REGISTER).unlink()
    message = issuer.press("undo_last")
    assert "登记册没有改动：没有找到登记册" in message
    assert value(issuer, DIKE, "完成率") is None


# ------------------------------------------------------------------ what may go wrong


@pytest.mark.parametrize("name", NEW)
def test_a_workbook_of_an_earlier_version_is_told(issuer: Clerk, name: str) -> None:
    for sheet in (CONFLICTS, RECEIPTS):
        issuer.sheet(sheet).delete()
    message = issuer.press(name)
    assert message.startswith("工作簿“责任矩阵.xlsm”里没有工作表“报送冲突”、“报送情况”。")
    assert "打开新的责任矩阵.xlsm，用“导入任务表”导入这个文件" in message


@pytest.mark.parametrize("name", NEW)
def test_a_workbook_that_was_never_saved_is_to_be_saved_first(issuer: Clerk, name: str) -> None:
    source, new = issuer.book, issuer.excel.new()
    issuer.book = new
    for sheet in source.sheets:
        last = sheet.used_range.last_cell
        block = new.sheets.add(sheet.name).range((1, 1), (last.row, last.column))
        block.value = sheet.range((1, 1), (last.row, last.column)).value
    assert issuer.press(name) == (
        "这个工作簿还没有保存过，不知道登记册和下发的文件放在哪里。\n\n"
        "请先把工作簿保存到一个文件夹，再按一次按钮。"
    )


@pytest.mark.parametrize("name", ["collect_returns", "show_receipts"])
def test_before_anything_was_issued_she_is_told_what_to_do_first(clerk: Clerk, name: str) -> None:
    begin(clerk)
    before = looks(clerk)
    message = clerk.press(name, *([clerk.folder] if name == "collect_returns" else []))
    assert message.startswith("没有找到登记册“")
    assert "请先“拆分下发”" in message
    assert looks(clerk) == before
    assert not (clerk.folder / REGISTER).exists()


@pytest.mark.parametrize("name", ["split_packets", "collect_returns"])
def test_a_cancelled_dialog_changes_nothing(issuer: Clerk, name: str) -> None:
    before, files = looks(issuer), sorted(issuer.folder.rglob("*"))
    issuer.excel.inputs.append(False)
    issuer.excel.dialogs.answer_cancel()
    assert issuer.press(name) == "已取消，工作簿没有改动。"
    assert looks(issuer) == before
    assert sorted(issuer.folder.rglob("*")) == files


def test_a_blank_period_is_asked_for_again(issuer: Clerk) -> None:
    issuer.excel.inputs += ["  ", "2025年10月"]
    assert issuer.press("split_packets").startswith("已拆分2025年10月第1版：")


def test_a_workbook_in_onedrive_has_its_register_among_the_documents(
    issuer: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = issuer.folder.parent / "文档" / "officekit"
    monkeypatch.setattr(workflows, "own_folder", lambda: documents)
    issuer.book.close()
    url = "https://example.invalid/文档/责任矩阵.xlsm"
    issuer.book = issuer.excel.open(issuer.path, url=url)
    assert f"在文件夹“{documents / '2025年9月下发'}”。" in split(issuer)
    assert (documents / REGISTER).is_file()
    (workbook,) = (documents / "2025年9月下发").glob(f"{WATER}-*")
    shutil.copy(workbook, issuer.folder / "退.xlsx")
    # Excel knows the workbook by its address only; it lies among the returns nevertheless.
    assert issuer.press("collect_returns", issuer.folder)
    told = [str(line["报送文件"]) for line in lines(issuer, RECEIPTS)]
    assert not any("责任矩阵" in name for name in told)


@pytest.mark.parametrize("name", ["collect_returns", "resolve_conflicts"])
def test_a_password_is_told_before_anything_begins(issuer: Clerk, name: str) -> None:
    disputed(issuer)
    decide(issuer, "50%")
    issuer.sheet(CHANGES).api.Protect("密码")
    before = runs(issuer)
    message = issuer.press(name, *([issuer.folder] if name == "collect_returns" else []))
    assert message.startswith("工作表“修改记录”设置了保护密码")
    assert runs(issuer) == before


@pytest.mark.parametrize("step", ["write", "insert", "autofit", "unprotect"])
@pytest.mark.parametrize("name", ["collect_returns", "resolve_conflicts"])
def test_a_failure_at_any_step_leaves_the_sheets_and_is_made_good(
    issuer: Clerk, name: str, step: str
) -> None:
    folder = answer_well(issuer)
    answer(issuer, FINANCE, OTHER)
    files = [folder] if name == "collect_returns" else []
    if name == "resolve_conflicts":
        issuer.press("collect_returns", folder)
        decide(issuer, "50%")
    before = looks(issuer)
    number = 0
    while True:
        number += 1
        issuer.excel.fail_on(step, after=number)
        message = issuer.press(name, *files)
        if issuer.message.mode == "info":
            break
        assert looks(issuer) == before
        assert "请" in message
        assert "程序内部出错" not in message
        assert not issuer.excel.faults_left
    assert value(issuer, DIKE, "完成率") == (None if files else 0.5)
    assert value(issuer, RIVER, "完成率") == 0.4
    assert len([line for line in lines(issuer, CHANGES) if "河道" in line["位置"]]) == 3


@pytest.mark.parametrize("name", NEW)
def test_esc_at_any_moment_changes_no_sheet_and_is_made_good(
    issuer: Clerk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = answer_well(issuer)
    answer(issuer, FINANCE, {**OTHER, **FAULTY})
    if name == "resolve_conflicts":
        issuer.press("collect_returns", folder)
        decide(issuer, "50%")
    before = looks(issuer)
    presses: list[int] = []

    def pressed() -> bool:
        presses[0] -= 1
        return presses[0] == 0

    monkeypatch.setattr(desk_module, "escape_pressed", pressed)
    cancelled = 0
    for moment in range(2, 90):  # the first question only forgets what was pressed before
        presses[:] = [moment]
        issuer.excel.inputs[:] = [PERIOD]
        message = issuer.press(name, *([folder] if name == "collect_returns" else []))
        if message != "已取消，工作簿没有改动。":
            break
        cancelled += 1
        assert looks(issuer) == before
        assert issuer.book.app.api.StatusBar is False
        assert not list(issuer.folder.glob(".officekit-*"))
    assert cancelled >= 2
    assert issuer.message.mode == "info"
    if name == "resolve_conflicts":
        assert value(issuer, DIKE, "完成率") == 0.5
    if name == "collect_returns":
        assert value(issuer, RIVER, "完成率") == 0.4
        assert len(list((issuer.folder / "2025年9月退回").glob("*.xlsx"))) == 1


# ------------------------------------------------------------------ the cost of a click


def test_each_sheet_is_read_and_written_at_once(issuer: Clerk) -> None:
    issuer.press("collect_returns", answer_well(issuer))
    # 进展状态, 完成率, 进展情况: one block a column.
    wanted = {TASKS: 3, CHANGES: 1, CONFLICTS: 1, RECEIPTS: 1}
    for sheet in ALL_SHEETS:
        assert issuer.excel.count("read", sheet) <= 1
        assert issuer.excel.count("write", sheet) == wanted.get(sheet, 0)
    issuer.press("show_receipts")
    assert [s for s in ALL_SHEETS if issuer.excel.count("write", s)] == [RECEIPTS]


def test_the_macros_import_nothing_heavy() -> None:
    code = (
        "import sys, officekit.excel.macros, officekit.excel.exchange_macros; "
        "heavy = {'sqlalchemy', 'multiprocessing', 'pandas', 'numpy', 'lxml', 'sqlite3'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
