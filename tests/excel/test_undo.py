"""撤销上次操作 brings every sheet back, and a second press takes the undo back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from officekit.model.schema import SheetName
from tests.excel.clerk import Clerk, looks, small_plan, task_table

TASKS, FINDINGS, UNITS = SheetName.TASKS, SheetName.FINDINGS, SheetName.UNITS


def prepare(clerk: Clerk) -> dict[str, list[Path]]:
    """Something to do for each button; the files that it asks for."""
    tasks = clerk.sheet(TASKS)
    tasks.range("E6").value = "建设站点，年底前投用。。"
    tasks.range("G7").value = "泽水河管理处"
    tasks.range("I8").value = "'007"
    tasks.range("J9").number_format = "General"
    tasks.range("J9").formula = "=A9"
    tasks.range("B10:B12").merge()
    tasks.range("R11").number_format = "General"
    tasks.range("R11").value = 0.5
    return {
        "import_plan": [small_plan(clerk.folder)],
        "import_table": [task_table(clerk.folder / "表.xlsx", 20)],
        "check_matrix": [],
        "correct_matrix": [],
        "refresh_cross_table": [],
        "compare_with_source": [small_plan(clerk.folder)],
        "show_units": [],
    }


@pytest.mark.parametrize(
    "name",
    [
        *("import_plan", "import_table", "check_matrix", "correct_matrix"),
        *("refresh_cross_table", "compare_with_source", "show_units"),
    ],
)
def test_an_undo_brings_every_cell_back_and_a_second_takes_it_back(
    small_clerk: Clerk, name: str
) -> None:
    files = prepare(small_clerk)[name]
    before = looks(small_clerk)
    small_clerk.press(name, *files)
    after = looks(small_clerk)
    assert after != before
    small_clerk.press("undo_last")
    assert looks(small_clerk) == before
    small_clerk.press("undo_last")
    assert looks(small_clerk) == after


def test_there_is_nothing_to_undo_in_a_new_workbook(clerk: Clerk) -> None:
    assert clerk.press("undo_last") == (
        "没有可以撤销的操作：这个工作簿还没有用按钮改过，或副本已被清理。"
    )


def test_an_undo_asks_first(small_clerk: Clerk) -> None:
    small_clerk.press("check_matrix")
    after = small_clerk.cells()
    small_clerk.excel.answer_alert("no")
    assert small_clerk.press("undo_last") == "已取消，工作簿没有改动。"
    question = small_clerk.excel.alerts[-2]
    assert "的“校验”：“问题清单”恢复到那之前，那以后手工改的内容也一起恢复" in question.prompt
    assert small_clerk.cells() == after


def test_what_was_typed_into_other_sheets_since_stays(small_clerk: Clerk) -> None:
    small_clerk.press("check_matrix")
    small_clerk.sheet(TASKS).range("G9").value = "区水利局"
    small_clerk.sheet(FINDINGS).api.Unprotect()
    small_clerk.sheet(FINDINGS).range("J4").value = "已问过"
    small_clerk.press("undo_last")
    assert small_clerk.sheet(TASKS).range("G9").value == "区水利局"
    assert small_clerk.sheet(FINDINGS).range("J4").value is None


def test_a_deleted_copy_means_nothing_to_undo(small_clerk: Clerk) -> None:
    small_clerk.press("check_matrix")
    for path in (small_clerk.home / "undo").glob("*.xlsm"):
        path.unlink()
    assert small_clerk.press("undo_last").startswith("没有可以撤销的操作：")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"x": 1}', '{"x": {"path": 3}}'])
def test_a_damaged_index_means_nothing_to_undo(small_clerk: Clerk, text: str) -> None:
    small_clerk.press("check_matrix")
    index = small_clerk.home / "undo" / "last.json"
    index.write_text(text.replace("x", str(small_clerk.path).lower()), encoding="utf-8")
    assert small_clerk.press("undo_last").startswith("没有可以撤销的操作：")


def test_a_broken_copy_is_told_and_nothing_changes(small_clerk: Clerk) -> None:
    small_clerk.press("check_matrix")
    after = small_clerk.cells()
    for path in (small_clerk.home / "undo").glob("*.xlsm"):
        path.write_bytes(b"PK\x03\x04 half a file")
    message = small_clerk.press("undo_last")
    assert small_clerk.message.mode == "critical"
    assert "程序内部出错" not in message
    assert small_clerk.cells() == after


def test_a_workbook_saved_under_another_name_starts_anew(small_clerk: Clerk) -> None:
    small_clerk.press("check_matrix")
    small_clerk.book.api.SaveAs(str(small_clerk.folder / "二稿.xlsm"))
    assert small_clerk.press("undo_last").startswith("没有可以撤销的操作：")
    before = small_clerk.cells()
    small_clerk.press("import_plan", small_plan(small_clerk.folder))
    small_clerk.press("undo_last")
    assert small_clerk.cells() == before


def test_only_ten_copies_are_kept_and_the_oldest_can_still_be_undone(
    small_clerk: Clerk, begun_small: Path
) -> None:
    before = small_clerk.cells()
    small_clerk.press("check_matrix")
    folder = small_clerk.folder / "other"
    folder.mkdir()
    other = Clerk(folder, small_clerk.home, begun_small)
    for _ in range(9):
        other.press("check_matrix")
    copies = small_clerk.home / "undo"
    assert len(list(copies.glob("*.xlsm"))) == 10
    again = Clerk(small_clerk.folder, small_clerk.home, begun_small)
    assert again.press("undo_last").startswith("已撤销“校验”：")
    assert again.cells() == before
    assert len(list(copies.glob("*.xlsm"))) == 10


def test_a_copy_in_the_temporary_folder_can_be_undone(
    small_clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = small_clerk.folder / "tmp"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    small_clerk.home.write_text("a file where the folder should be", encoding="utf-8")
    before = small_clerk.cells()
    assert small_clerk.press("check_matrix").startswith("检查完成：")
    assert list((spare / "officekit-undo").glob("*.xlsm"))
    assert small_clerk.press("undo_last").startswith("已撤销“校验”：")
    assert small_clerk.cells() == before


def test_without_any_place_for_a_copy_nothing_begins(
    small_clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = small_clerk.folder / "tmp"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    small_clerk.excel.deny_writing(small_clerk.home)
    small_clerk.excel.deny_writing(spare)
    before = small_clerk.cells()
    assert small_clerk.press("check_matrix") == (
        "没有地方保存撤销用的副本，所以没有开始，工作簿没有改动。\n\n"
        f"请检查磁盘空间，以及文件夹“{small_clerk.home}”能否写入，再按一次按钮。"
    )
    assert small_clerk.cells() == before


def test_an_undo_keeps_the_merged_cells_of_a_blank_cross_table(clerk: Clerk) -> None:
    clerk.press("import_table", task_table(clerk.folder / "表.xlsx", 3, units=False))
    before = looks(clerk)
    clerk.press("import_plan", small_plan(clerk.folder))
    clerk.press("undo_last")
    assert looks(clerk) == before


@pytest.mark.parametrize("heading", ["2025年6月", "1-2", "=1+1"])
def test_a_heading_that_looks_like_something_else_stays_a_text(
    small_clerk: Clerk, heading: str
) -> None:
    tasks = small_clerk.sheet(TASKS)
    tasks.range("R3").value = f"'{heading}"
    before = looks(small_clerk)
    small_clerk.press("import_plan", small_plan(small_clerk.folder))
    headings = tasks.range("A3:V3").value
    assert heading in headings
    small_clerk.press("undo_last")
    assert looks(small_clerk) == before


def test_a_very_long_text_is_corrected_and_brought_back(small_clerk: Clerk) -> None:
    tasks = small_clerk.sheet(TASKS)
    long = "长" * 9_000
    tasks.range("E5").value = long
    tasks.range("E6").value = "建设站点，年底前投用。。"
    tasks.range("R5").number_format = "General"
    tasks.range("R5").formula = "=A5"
    before = looks(small_clerk)
    assert small_clerk.press("correct_matrix").startswith("修正了1处")
    assert tasks.range("E5:E6").value == [long, "建设站点，年底前投用。"]
    small_clerk.press("undo_last")
    assert looks(small_clerk) == before
    tasks.range("E5").value = "短"
    small_clerk.press("import_plan", small_plan(small_clerk.folder))
    small_clerk.press("undo_last")
    assert tasks.range("R5").formula == "=A5"


def test_a_column_inserted_since_gives_way_to_what_was_there(small_clerk: Clerk) -> None:
    tasks = small_clerk.sheet(TASKS)
    before = looks(small_clerk)
    small_clerk.press("import_plan", small_plan(small_clerk.folder))
    tasks.range("F:F").insert("right")
    small_clerk.press("undo_last")
    assert looks(small_clerk) == before
