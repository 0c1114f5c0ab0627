"""An action succeeds as a whole or leaves everything as it was; Excel is given back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.data.settings import load_settings
from officekit.excel import desk as desk_module
from officekit.excel.gateway import Gateway
from officekit.model.schema import SheetName
from officekit.model.table import Table
from tests.excel.clerk import PLAN, Clerk, looks
from tests.excel.test_undo import prepare

TASKS, FINDINGS = SheetName.TASKS, SheetName.FINDINGS
WRITING = (
    *("import_plan", "import_table", "check_matrix", "correct_matrix"),
    *("refresh_cross_table", "compare_with_source", "show_units", "undo_last"),
)
# The others share their steps with one of these.
FAULTS = (
    *[(name, "write") for name in WRITING if name not in {"import_plan", "compare_with_source"}],
    *[("import_table", step) for step in ("insert", "delete", "unmerge", "autofit")],
    *[("check_matrix", step) for step in ("insert", "autofit", "unprotect", "read")],
    *[("undo_last", step) for step in ("delete", "unprotect", "formula read")],
)


@pytest.mark.parametrize(("name", "step"), FAULTS)
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    small_clerk: Clerk, name: str, step: str
) -> None:
    files = prepare(small_clerk).get(name, [])
    if name == "undo_last":
        small_clerk.press("check_matrix")
    before = looks(small_clerk)
    calls = number = 0
    while True:
        number += 1
        small_clerk.excel.fail_on(step, after=number)
        small_clerk.press(name, *files)
        if small_clerk.message.mode == "info":  # it comes after all steps of the action
            break
        calls += 1
        assert looks(small_clerk) == before
        assert "Traceback" not in small_clerk.message.prompt
        assert "程序内部出错" not in small_clerk.message.prompt
        assert "请" in small_clerk.message.prompt
        assert not small_clerk.excel.faults_left
        assert small_clerk.book.app.api.StatusBar is False
        assert small_clerk.book.app.screen_updating is True
    assert calls or step != "write"


def test_a_failure_while_putting_back_names_the_copy(
    small_clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(gateway: Gateway, table: Table) -> None:
        del gateway, table
        raise OSError("disk")

    small_clerk.excel.fail_on("autofit", sheet=FINDINGS)
    monkeypatch.setattr(Gateway, "restore", fails)
    message = small_clerk.press("check_matrix")
    copy = next((small_clerk.home / "undo").glob("*.xlsm"))
    assert message == (
        "操作没有完成，也没能自动恢复（disk）。\n\n"
        f"请不要保存本工作簿；操作之前的完整副本在：{copy}"
    )


@pytest.mark.parametrize("name", sorted({name for name, _ in FAULTS}))
def test_esc_at_any_moment_changes_nothing(
    small_clerk: Clerk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = prepare(small_clerk).get(name, [])
    if name == "undo_last":
        small_clerk.press("check_matrix")
    before = looks(small_clerk)
    presses: list[int] = []

    def pressed() -> bool:
        if not presses:
            return False
        presses[0] -= 1
        return presses[0] == 0

    monkeypatch.setattr(desk_module, "escape_pressed", pressed)
    cancelled = 0
    for moment in range(2, 60):  # the first question only forgets what was pressed before
        presses[:] = [moment]
        message = small_clerk.press(name, *files)
        if message != "已取消，工作簿没有改动。":
            break
        cancelled += 1
        assert looks(small_clerk) == before
        assert small_clerk.book.app.api.StatusBar is False
    assert cancelled >= 2


@pytest.mark.parametrize("fails", [False, True])
def test_excel_is_quiet_meanwhile_and_as_before_afterwards(small_clerk: Clerk, fails: bool) -> None:
    app = small_clerk.book.app
    app.calculation = "semiautomatic"
    app.enable_events = False
    if fails:
        small_clerk.excel.fail_on("write", sheet=FINDINGS)
    small_clerk.press("check_matrix")
    assert small_clerk.excel.screen_updating_history[0] is False
    assert app.screen_updating is True
    assert app.enable_events is False
    assert app.calculation == "semiautomatic"
    assert small_clerk.excel.status_bar_history[-1] is False
    told = [text for text in small_clerk.excel.status_bar_history if text]
    assert told[0] == "officekit：读取责任清单……（按 Esc 取消）"


def test_a_file_dialog_opens_beside_the_workbook_and_then_where_it_was(clerk: Clerk) -> None:
    clerk.press("import_plan", PLAN)
    first = clerk.excel.dialogs.shown[0]
    assert (first.title, first.multiple) == ("选择方案文件", False)
    assert first.initial == f"{clerk.folder}/"
    assert first.filters[-1] == ("所有文件", "*.*")
    clerk.press("import_plan", PLAN)
    assert clerk.excel.dialogs.shown[1].initial == f"{PLAN.parent}/"
    assert load_settings(clerk.home)["folder:plan"] == str(PLAN.parent)


def test_a_remembered_folder_that_is_gone_is_not_used(clerk: Clerk, tmp_path: Path) -> None:
    folder = tmp_path / "旧文件夹"
    folder.mkdir()
    plan = folder / "方案.txt"
    plan.write_bytes(PLAN.read_bytes())
    clerk.press("import_plan", plan)
    plan.unlink()
    folder.rmdir()
    clerk.press("import_plan", PLAN)
    assert clerk.excel.dialogs.shown[1].initial == f"{clerk.folder}/"
