"""Whatever happens at a click, the clerk is told in plain Chinese and nothing is half done."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from officekit.data.bundled import bundled
from officekit.excel import macros, start_page
from officekit.excel.buttons import BUTTONS
from officekit.excel.gateway import Gateway
from officekit.excel.macros import Outcome
from officekit.model.schema import SheetName
from officekit.model.sheet_content import SheetContent
from tests.excel.clerk import Clerk, looks, small_plan

TASKS, FINDINGS, START = SheetName.TASKS, SheetName.FINDINGS, SheetName.START
ON_SHEETS = tuple(
    b.name for b in BUTTONS if b.name not in {"undo_last", "examine", "show_help", "lint_notice"}
)


def press_with_plan(clerk: Clerk, name: str) -> str:
    """Press a button; a plan is chosen in its dialog, if it has one."""
    clerk.excel.dialogs.answer_files([small_plan(clerk.folder)])
    return clerk.press(name)


@pytest.mark.parametrize("name", ON_SHEETS)
def test_a_workbook_without_our_sheets_is_named(small_clerk: Clerk, name: str) -> None:
    path = small_clerk.folder / "别的表.xlsx"
    openpyxl.Workbook().save(path)
    small_clerk.book = small_clerk.excel.open(path)
    message = press_with_plan(small_clerk, name)
    assert message.startswith("工作簿“别的表.xlsx”里没有工作表“")
    assert "请在“责任矩阵.xlsm”中按这个按钮" in message
    assert small_clerk.message.mode == "critical"


@pytest.mark.parametrize("sheet", [TASKS, FINDINGS, SheetName.UNITS])
def test_a_missing_or_renamed_sheet_is_named(small_clerk: Clerk, sheet: str) -> None:
    small_clerk.sheet(sheet).name = "我的表"
    message = press_with_plan(small_clerk, "check_matrix")
    assert message.startswith(f"工作簿“责任矩阵.xlsm”里没有工作表“{sheet}”。")


@pytest.mark.parametrize("name", [n for n in ON_SHEETS if n not in {"import_plan", "import_table"}])
def test_an_empty_list_is_told(clerk: Clerk, name: str) -> None:
    before = looks(clerk)
    message = press_with_plan(clerk, name)
    if name not in {"show_units", "show_settings"}:
        assert message == (
            "责任清单里还没有任务，工作簿没有改动。\n\n请先按“导入方案”或“导入任务表”。"
        )
    assert looks(clerk) == before


def test_a_password_on_a_sheet_is_told_before_anything_is_half_done(small_clerk: Clerk) -> None:
    small_clerk.sheet(FINDINGS).api.Unprotect()
    small_clerk.sheet(FINDINGS).api.Protect("密码")
    before = looks(small_clerk)
    message = press_with_plan(small_clerk, "import_plan")
    assert message == (
        "工作表“问题清单”设置了保护密码，不能写入，工作簿没有改动。\n\n"
        "请在“审阅”中点“撤销工作表保护”，输入密码后再按一次按钮。"
    )
    assert looks(small_clerk) == before


def test_a_password_on_the_start_page_does_not_hide_the_result(small_clerk: Clerk) -> None:
    small_clerk.sheet(START).api.Protect("密码")
    assert small_clerk.press("check_matrix").startswith("检查完成：")
    assert small_clerk.message.mode == "info"


def test_a_missing_start_page_and_a_hidden_sheet_do_not_matter(small_clerk: Clerk) -> None:
    small_clerk.sheet(START).delete()
    small_clerk.sheet(FINDINGS).api.Visible = 0
    assert small_clerk.press("check_matrix").startswith("检查完成：")


def test_an_excel_in_edit_mode_is_told_on_standard_error(
    small_clerk: Clerk, capsys: pytest.CaptureFixture[str]
) -> None:
    small_clerk.book.set_mock_caller()
    small_clerk.excel.edit_mode = True
    with pytest.raises(SystemExit) as stopped:
        exec(BUTTONS[2].command, {})  # noqa: S102 -- the very statement that VBA hands over
    small_clerk.excel.edit_mode = False
    assert stopped.value.code == 1
    assert capsys.readouterr().err == (
        "Excel 正忙：可能有单元格还在编辑，或者开着一个对话框。\n\n"
        "请按回车或 Esc 结束编辑、关闭对话框，再按一次按钮。\n"
    )
    assert not small_clerk.excel.alerts


@pytest.mark.parametrize("late", [False, True])
def test_an_excel_that_becomes_busy_half_way_is_told_on_standard_error(
    small_clerk: Clerk,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    late: bool,
) -> None:
    write = Gateway.write

    def typing(gateway: Gateway, content: SheetContent, *, keep: str | None = None) -> None:
        small_clerk.excel.edit_mode = not late
        write(gateway, content, keep=keep)
        small_clerk.excel.edit_mode = True

    monkeypatch.setattr(Gateway, "write", typing)
    with pytest.raises(SystemExit):
        small_clerk.press("check_matrix")
    small_clerk.excel.edit_mode = False
    copy = next((small_clerk.home / "undo").glob("*.xlsm"))
    told = capsys.readouterr().err
    if late:
        assert told.startswith("检查完成：")
        assert small_clerk.press("undo_last").startswith("已撤销“校验”：")
    else:
        assert told.startswith("操作没有完成，也没能自动恢复（Excel 正忙：")
        assert f"请不要保存本工作簿；操作之前的完整副本在：{copy}" in told


def test_a_workbook_that_was_never_saved_works(small_clerk: Clerk) -> None:
    source, new = small_clerk.book, small_clerk.excel.new()
    small_clerk.book = new
    assert small_clerk.press("check_matrix").startswith("工作簿“工作簿1”里没有工作表“")
    for sheet in source.sheets:
        last = sheet.used_range.last_cell
        block = new.sheets.add(sheet.name).range((1, 1), (last.row, last.column))
        block.value = sheet.range((1, 1), (last.row, last.column)).value
    assert small_clerk.press("refresh_cross_table") == "责任矩阵已更新：9项任务，7个单位。"
    assert small_clerk.press("undo_last").startswith("已撤销“刷新责任矩阵”：")


def test_a_workbook_in_a_synchronised_folder_works(small_clerk: Clerk, begun_small: Path) -> None:
    folder = small_clerk.folder / "同步"
    folder.mkdir()
    clerk = Clerk(folder, small_clerk.home, begun_small)
    clerk.book.close()
    clerk.book = clerk.excel.open(clerk.path, url="https://example.invalid/文档/责任矩阵.xlsm")
    before = clerk.cells()
    assert press_with_plan(clerk, "import_plan").startswith("已导入《青禾区2025年重点工作方案》")
    assert clerk.excel.dialogs.shown[0].initial == ""
    assert clerk.press("undo_last").startswith("已撤销“导入方案”：")
    assert clerk.cells() == before


def test_a_read_only_workbook_works_in_memory(small_clerk: Clerk, begun_small: Path) -> None:
    folder = small_clerk.folder / "只读"
    folder.mkdir()
    clerk = Clerk(folder, small_clerk.home, begun_small)
    clerk.book.close()
    clerk.book = clerk.excel.open(clerk.path, read_only=True)
    clerk.excel.deny_writing(folder)
    assert clerk.press("check_matrix").startswith("检查完成：")
    assert clerk.path.read_bytes() == begun_small.read_bytes()


@pytest.mark.parametrize("name", ["import_plan", "import_table", "compare_with_source"])
def test_a_cancelled_dialog_changes_nothing(small_clerk: Clerk, name: str) -> None:
    before = looks(small_clerk)
    small_clerk.excel.dialogs.answer_cancel()
    assert small_clerk.press(name) == "已取消，工作簿没有改动。"
    assert small_clerk.message.mode == "info"
    assert looks(small_clerk) == before
    assert not (small_clerk.home / "undo").exists()


def test_an_import_over_a_list_asks_first(small_clerk: Clerk) -> None:
    before = looks(small_clerk)
    small_clerk.excel.answer_alert("no")
    assert small_clerk.press("import_plan") == "已取消，工作簿没有改动。"
    question = small_clerk.excel.alerts[-2]
    assert question.buttons == "yes_no"
    assert question.prompt == (
        "责任清单里已有9项任务，导入后全部替换（可用“撤销上次操作”恢复）。继续吗？"
    )
    assert looks(small_clerk) == before


def test_an_import_over_a_registry_that_nobody_confirmed_asks_first(clerk: Clerk) -> None:
    clerk.sheet("单位名录").range("A4").value = "青禾区财政局"
    clerk.excel.answer_alert("no")
    assert clerk.press("import_plan") == "已取消，工作簿没有改动。"
    assert clerk.excel.alerts[-2].prompt.startswith("单位名录里已有1个单位，都没有确认，")


# ------------------------------------------------------------------ files that cannot be imported


def test_a_workbook_without_tasks_does_not_empty_the_list(small_clerk: Clerk) -> None:
    before = looks(small_clerk)
    blank = small_clerk.folder / "空白.xlsm"
    shutil.copy(bundled("workbooks") / "责任矩阵.xlsm", blank)
    message = small_clerk.press("import_table", blank)
    assert message.startswith("“空白.xlsm”里没有任务，工作簿没有改动。")
    assert looks(small_clerk) == before


def test_an_undo_whose_sheet_was_renamed_is_refused(small_clerk: Clerk) -> None:
    small_clerk.press("refresh_cross_table")
    small_clerk.sheet("责任矩阵").name = "矩阵"
    message = small_clerk.press("undo_last")
    assert "没有工作表“责任矩阵”" in message


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _no_tasks(path: Path) -> None:
    path.write_text("今天天气很好。", encoding="utf-8")


def _garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def _encrypted(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000)


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 60_000_000)


def _missing(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize("make", [_empty, _no_tasks, _garbage, _encrypted, _bomb, _missing])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_file_that_cannot_be_imported_changes_nothing(
    small_clerk: Clerk, make: Callable[[Path], None], suffix: str
) -> None:
    path = small_clerk.folder / f"坏文件{suffix}"
    make(path)
    before = looks(small_clerk)
    name = "import_plan" if suffix == ".docx" else "import_table"
    message = small_clerk.press(name, path)
    assert small_clerk.message.mode == "critical"
    assert "程序内部出错" not in message
    assert "请" in message
    assert looks(small_clerk) == before


# ------------------------------------------------------------------ faults of ours, and long words


def test_a_fault_of_ours_goes_into_a_log_file(
    small_clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(book: object) -> Outcome:
        del book
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(macros, "check_matrix", broken)
    message = small_clerk.press("check_matrix")
    log = next((small_clerk.home / "logs").glob("excel-*.log"))
    assert message == f"程序内部出错，工作簿没有改动。\n\n请把这个日志文件发给维护人员：{log}"
    assert "ZeroDivisionError: a fault of ours" in log.read_text(encoding="utf-8")


def test_a_fault_without_a_place_for_the_log_is_told_too(
    small_clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_clerk.home.write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(macros, "check_matrix", None)
    assert small_clerk.press("check_matrix").startswith("程序内部出错，工作簿没有改动；日志也")


def test_a_button_that_this_version_does_not_know_is_told(
    small_clerk: Clerk, capsys: pytest.CaptureFixture[str]
) -> None:
    small_clerk.book.set_mock_caller()
    with pytest.raises(SystemExit):
        exec("import officekit.excel.click as c; c.click('later')", {})  # noqa: S102 -- as VBA does
    assert capsys.readouterr().err.startswith("程序内部出错，工作簿没有改动。")


def test_a_very_long_result_is_cut_in_the_box_and_whole_on_the_start_page(
    small_clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "很长的结果。" * 1_000
    links = (("打开" + "很" * 300, "#" + "长" * 400),)
    monkeypatch.setattr(macros, "check_matrix", lambda _: Outcome(long, links))
    assert small_clerk.press("check_matrix") == f"{long[:1500]}……"
    told = small_clerk.sheet(START).range((start_page.LAST_ROW + 2, start_page.LAST_COLUMN))
    assert told.value == long


def test_a_workbook_in_a_folder_that_cannot_be_written_works_all_the_same(
    small_clerk: Clerk,
) -> None:
    small_clerk.excel.deny_writing(small_clerk.folder)
    files = set(small_clerk.folder.iterdir()) | {small_clerk.home}
    assert small_clerk.press("check_matrix").startswith("检查完成：")
    assert small_clerk.press("undo_last").startswith("已撤销“校验”")
    assert set(small_clerk.folder.iterdir()) <= files
