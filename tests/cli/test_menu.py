"""The menu as a clerk uses it: lines typed, files made, texts said."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from officekit import workflows
from officekit.cli import menu as menu_module
from officekit.cli import menu_jobs, menu_work
from officekit.cli.main import main
from officekit.cli.menu_console import display_width
from officekit.cli.menu_entries import ENTRIES, OFFERED
from officekit.cli.menu_exchange import WORK
from officekit.data.bundled import bundled
from officekit.data.settings import load_settings
from officekit.excel.buttons import BUTTONS, GROUPS

PLAN = """青禾区2024年重点工作任务
一、建设创新高地
1.完善平台体系。新建平台***家，服务企业500家。（牵头单位：区科技局；责任单位：区财政局）
2.壮大企业。壮大企业。培育企业10家。（牵头单位：区工信局）
"""
CLEAN = """青禾区2024年重点工作任务
一、建设创新高地
1.完善平台体系。新建平台3家。（牵头单位：区科技局；责任单位：区财政局）
"""
PROMPT = "请输入数字，按回车（直接回车退出）："

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan; the clerk's own folders are empty and nothing can be opened."""
    own = tmp_path / "own"
    (own / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(own))
    monkeypatch.setenv("USERPROFILE", str(own))
    monkeypatch.setenv("OFFICEKIT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("OFFICEKIT_COMMAND_LINE", raising=False)
    monkeypatch.setattr(menu_work, "open_file", lambda _: False)
    monkeypatch.setattr(menu_module, "open_file", lambda _: False)
    folder = tmp_path / "青禾区 方案"
    folder.mkdir()
    (folder / "任务.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def menu(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the menu with fed lines: exit code, and what stands on the screen."""
    assert place.is_dir()

    def run(lines: list[str | Path], *files: Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main(["menu", *map(str, files)])
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def matrix(place: Path) -> Path:
    path = place / "任务-责任矩阵.xlsx"
    workflows.build(place / "任务.txt", path)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def rows(path: Path, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(path)[sheet].iter_rows()]


def listed(path: Path, text: str) -> bool:
    return any(text in str(value) for row in rows(path, "责任清单") for value in row)


def at(name: str) -> str:
    """The number of an entry in the menu."""
    return str([entry.name for entry in ENTRIES].index(name) + 1)


class TestTable:
    def test_every_button_of_the_workbook_has_an_entry(self) -> None:
        groups = {group.name: group.label for group in GROUPS}
        buttons = [(b.name, groups[b.group], b.label) for b in BUTTONS]
        assert [(e.name, e.group, e.label) for e in ENTRIES] == buttons

    def test_every_entry_does_something(self) -> None:
        own = set(menu_module._OWN) | set(WORK) | {"compare_with_source", "make_notice"}
        for entry in ENTRIES:
            assert (entry.job is None) == (entry.name in own)
            assert bool(entry.question) == (entry.name not in menu_module._OWN)

    def test_what_is_offered_for_files_is_in_the_table(self) -> None:
        assert {name for offered in OFFERED.values() for name in offered} <= {
            entry.name for entry in ENTRIES
        }

    def test_the_menu_fits_a_chinese_console_of_80_columns_and_25_lines(self, menu: Run) -> None:
        _, text = menu([])
        lines = text.splitlines()
        assert max(map(display_width, lines)) <= 76
        assert lines.index(PROMPT) < 25


class TestFromTheMenu:
    def test_a_plan_is_imported_beside_itself(self, menu: Run, place: Path) -> None:
        code, text = menu(["1", place / "任务.txt", "", "0"])
        output = place / "任务-责任矩阵.xlsx"
        assert code == 0
        assert names(place) == ["任务-责任矩阵.xlsx", "任务.txt"]
        assert "《青禾区2024年重点工作任务》：责任清单2行。" in text
        assert f"责任矩阵：{output}" in text
        assert listed(output, "完善平台体系")
        assert text.endswith("再见。\n")

    def test_an_existing_result_is_never_overwritten(self, menu: Run, place: Path) -> None:
        (place / "任务-责任矩阵.xlsx").write_bytes(b"mine")
        menu(["1", place / "任务.txt", "", "0"])
        menu(["1", place / "任务.txt", "", "0"])
        assert (place / "任务-责任矩阵.xlsx").read_bytes() == b"mine"
        assert {"任务-责任矩阵-2.xlsx", "任务-责任矩阵-3.xlsx"} < set(names(place))

    @pytest.mark.parametrize(
        ("sample", "entry", "tasks"),
        [
            ("青禾区三年行动计划.txt", "1", 43),
            ("云泽市2024年重点工作任务.docx", "1", 25),
            ("青禾区任务分工表.xlsx", "2", 18),
        ],
    )
    def test_the_samples_are_imported(
        self, menu: Run, place: Path, sample: str, entry: str, tasks: int
    ) -> None:
        copy = Path(shutil.copy(bundled("samples") / sample, place))
        code, text = menu([entry, f'"{copy}"', "", ""])
        assert code == 0
        assert f"责任清单{tasks}行。" in text
        assert (place / f"{copy.stem}-责任矩阵.xlsx").is_file()

    def test_the_matrix_just_made_is_checked_with_enter(self, menu: Run, place: Path) -> None:
        code, text = menu(["1", place / "任务.txt", "", "3", "", "", "0"])
        report, summary = "任务-责任矩阵-检查报告.xlsx", "任务-责任矩阵-问题汇总.docx"
        assert code == 0
        assert {report, summary} < set(names(place))
        assert "检查了2项任务：错误" in text
        assert "错误 MX301 责任清单:" in text
        codes = [row[1] for row in rows(place / report, "问题清单")]
        assert "MX301" in codes

    def test_a_matrix_is_corrected_in_a_copy(self, menu: Run, place: Path, matrix: Path) -> None:
        before = matrix.read_bytes()
        _, text = menu(["4", matrix, "", "0"])
        copy = place / "任务-责任矩阵-修正.xlsx"
        assert matrix.read_bytes() == before
        assert f"修正后的副本：{copy}" in text
        assert "修正了1处" in text
        assert not listed(copy, "壮大企业。培育")
        assert len(rows(copy, "修改记录")) > len(rows(matrix, "修改记录"))

    def test_nothing_to_correct_leaves_no_copy(self, menu: Run, place: Path) -> None:
        (place / "好.txt").write_text(CLEAN, encoding="utf-8")
        workflows.build(place / "好.txt", place / "好.xlsx")
        _, text = menu(["4", place / "好.xlsx", "", "0"])
        assert "没有可以自动修正的地方，没有生成副本。" in text
        assert names(place) == ["任务.txt", "好.txt", "好.xlsx"]

    def test_an_edited_matrix_is_made_anew(self, menu: Run, place: Path, matrix: Path) -> None:
        book = load_workbook(matrix)
        for row in book["责任清单"].iter_rows():
            for cell in row:
                if cell.value == "区工信局":
                    cell.value = "区商务局"
        book.save(matrix)
        menu(["5", matrix, "", "0"])
        cross = rows(place / "任务-责任矩阵-刷新.xlsx", "责任矩阵")
        assert any("区商务局" in map(str, row) for row in cross)

    def test_a_copy_of_a_copy_is_named_after_the_first(
        self, menu: Run, place: Path, matrix: Path
    ) -> None:
        menu(["5", matrix, "", "5", "", "", "4", "", "", "0"])
        assert names(place) == [
            *("任务-责任矩阵-修正.xlsx", "任务-责任矩阵-刷新-2.xlsx", "任务-责任矩阵-刷新.xlsx"),
            *("任务-责任矩阵.xlsx", "任务.txt"),
        ]

    def test_a_matrix_is_compared_with_the_plan_beside_it(
        self, menu: Run, place: Path, matrix: Path
    ) -> None:
        (place / "任务.txt").write_text(
            PLAN + "3.引进人才。引进人才20名。（牵头单位：区人社局）\n", encoding="utf-8"
        )
        code, text = menu(["6", matrix, "", "", "0"])
        assert code == 0
        assert f"直接回车：{place / '任务.txt'}" in text
        assert "MX611" in text
        assert {"任务-责任矩阵-比对报告.xlsx", "任务-责任矩阵-比对汇总.docx"} < set(names(place))

    def test_a_matrix_as_its_plan_is_said_to_be_the_same(self, menu: Run, matrix: Path) -> None:
        _, text = menu(["6", matrix, matrix.parent / "任务.txt", "", "0"])
        assert "与原文一致。" in text

    def test_a_comparison_can_be_left(self, menu: Run, place: Path, matrix: Path) -> None:
        _, text = menu(["6", matrix, "0", "", "0"])
        assert "错误" not in text
        assert names(place) == ["任务-责任矩阵.xlsx", "任务.txt"]

    def test_an_earlier_matrix_may_be_imported(self, menu: Run, place: Path, matrix: Path) -> None:
        menu(["2", matrix, "", "0"])
        assert "任务-责任矩阵-刷新.xlsx" in names(place)

    def test_units_and_settings_are_told_and_opened(
        self, menu: Run, matrix: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[Path] = []
        monkeypatch.setattr(menu_work, "open_file", opener(opened))
        _, text = menu([at("show_units"), matrix, "1", "", at("show_settings"), "", "", "0"])
        assert "名录登记了3个单位，其中0个已确认。" in text
        assert "在“单位名录”表中核对" in text
        assert "标题：青禾区2024年重点工作任务" in text
        assert "在“设置”表中填写" in text
        assert opened == [matrix]

    def test_undo_says_where_everything_is(self, menu: Run, place: Path) -> None:
        _, text = menu(["1", place / "任务.txt", "", at("undo_last"), "", "0"])
        said = text[text.index("菜单每次都另存一份") :]
        assert "原来的文件还在原处" in said
        assert str(place / "任务-责任矩阵.xlsx") in said

    def test_the_examination_is_the_doctor_s(
        self, menu: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[Namespace] = []

        def examined(options: Namespace) -> int:
            asked.append(options)
            return 0

        monkeypatch.setattr("officekit.cli.doctor.doctor", examined)
        code, _ = menu([at("examine"), "", "0"])
        assert code == 0
        assert [(o.files, o.json) for o in asked] == [([], False)]

    def test_help_prints_a_guide_where_there_is_no_manual(self, menu: Run) -> None:
        _, text = menu(["帮助", "", "0"])
        assert "1. 导入方案：选择方案文件" in text

    def test_help_opens_the_manual(
        self, menu: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        manual = tmp_path / "own" / "Documents" / "officekit" / "使用手册.html"
        manual.parent.mkdir()
        manual.write_text("手册", encoding="utf-8")
        opened: list[Path] = []
        monkeypatch.setattr(menu_module, "open_file", opener(opened))
        _, text = menu([at("show_help"), "", "0"])
        assert opened == [manual]
        assert "1. 导入方案：选择方案文件" not in text


class TestTyping:
    @pytest.mark.parametrize("last", ["", "0", "q", "Q", "退出", "０"])
    def test_it_ends_politely(self, menu: Run, last: str) -> None:
        code, text = menu([last])
        assert code == 0
        assert text.count(PROMPT) == 1
        assert text.endswith("再见。\n")

    @pytest.mark.parametrize("lines", [[], ["1"], ["3", "没有"], ["9"]])
    def test_the_end_of_input_ends_it_anywhere(self, menu: Run, lines: list[str]) -> None:
        code, text = menu(lines)
        assert code == 0
        assert text.endswith("再见。\n")

    def test_ctrl_c_at_a_prompt_ends_it(self, menu: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(_: str) -> str:
            raise KeyboardInterrupt

        monkeypatch.setattr("builtins.input", interrupted)
        code, text = menu([])
        assert code == 0
        assert text.endswith("再见。\n")

    def test_ctrl_c_at_work_returns_to_the_menu(
        self, menu: Run, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(workflows, "build", interrupted)
        code, text = menu(["1", place / "任务.txt", "", "0"])
        assert code == 0
        assert "已取消，没有留下未完成的文件。" in text
        assert text.count(PROMPT) == 2

    @pytest.mark.parametrize(
        "wrong", ["19", "-1", "1.5", "99999999999", "导入", "没有.docx", "\x00"]
    )
    def test_wrong_input_says_what_is_possible(self, menu: Run, wrong: str) -> None:
        code, text = menu([wrong, "0"])
        assert code == 0
        assert "请输入 1—18 的数字，或者把文件拖进来；输入 0 退出。" in text

    def test_full_width_digits_and_captions_are_understood(self, menu: Run) -> None:
        _, text = menu(["１", "0", "校验", "0", "0"])
        assert "导入哪个方案？" in text
        assert "校验哪个责任矩阵工作簿？" in text

    def test_a_missing_file_is_asked_for_again(self, menu: Run, place: Path) -> None:
        _, text = menu(["1", "不在.docx", place / "任务.txt", "", "0"])
        assert "找不到文件：不在.docx" in text
        assert "任务-责任矩阵.xlsx" in names(place)

    def test_in_the_last_folder_the_name_is_enough(
        self, menu: Run, place: Path, tmp_path: Path
    ) -> None:
        menu(["1", place / "任务.txt", "", "0"])
        assert load_settings(tmp_path / "home") == {"menu_folder": str(place)}
        _, text = menu(["3", "任务.txt", "", "0"])
        assert f"只写文件名也可以：{place}" in text
        assert "任务-检查报告.xlsx" in names(place)

    def test_a_file_dragged_into_the_menu_is_worked_on(self, menu: Run, place: Path) -> None:
        code, text = menu([f'"{place / "任务.txt"}"', "", "", "0"])
        assert code == 0
        assert "收到1个文件：" in text
        assert "任务-责任矩阵.xlsx" in names(place)
        assert text.count(PROMPT) == 2

    def test_an_internal_fault_is_reported_and_the_menu_goes_on(
        self, menu: Run, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(workflows, "build", broken)
        code, text = menu(["1", place / "任务.txt", "", "0"])
        assert code == 0
        assert "程序内部出错，原文件没有改动。" in text
        assert "Traceback" not in text
        assert text.count(PROMPT) == 2
        for line in text.splitlines():
            if "维护人员：" in line:
                Path(line.partition("维护人员：")[2]).unlink()


class TestDropped:
    def test_enter_imports_a_plan(self, menu: Run, place: Path) -> None:
        code, text = menu(["", ""], place / "任务.txt")
        assert code == 0
        assert "方案或任务，可以导入方案" in text
        assert names(place) == ["任务-责任矩阵.xlsx", "任务.txt"]
        assert PROMPT not in text

    def test_enter_checks_a_matrix_and_errors_give_exit_code_one(
        self, menu: Run, place: Path, matrix: Path
    ) -> None:
        code, text = menu(["", ""], matrix)
        assert code == 1
        assert "责任矩阵，可以校验" in text
        assert "任务-责任矩阵-检查报告.xlsx" in names(place)

    def test_a_clean_matrix_gives_exit_code_zero(self, menu: Run, place: Path) -> None:
        (place / "任务.txt").write_text(CLEAN, encoding="utf-8")
        workflows.build(place / "任务.txt", place / "好.xlsx")
        code, text = menu(["", ""], place / "好.xlsx")
        assert code == 0
        assert "检查了1项任务：" in text

    @pytest.mark.parametrize(
        ("choice", "made"),
        [("2", "矩阵-修正.xlsx"), ("3", "矩阵-刷新.xlsx"), ("４", "矩阵-比对报告.xlsx")],
    )
    def test_other_things_are_chosen_by_number(
        self, menu: Run, place: Path, choice: str, made: str
    ) -> None:
        workflows.build(place / "任务.txt", place / "矩阵.xlsx")
        menu([choice, "", ""], place / "矩阵.xlsx")
        assert made in names(place)

    def test_a_wrong_choice_says_what_is_possible(self, menu: Run, place: Path) -> None:
        _, text = menu(["9", "x", "2", ""], place / "任务.txt")
        assert text.count("请输入 0—3，或者直接回车。") == 2
        assert "任务-检查报告.xlsx" in names(place)

    def test_the_content_counts_not_the_extension(
        self, menu: Run, place: Path, matrix: Path
    ) -> None:
        (place / "任务.txt").rename(place / "任务.dat")
        matrix.rename(place / "矩阵.txt")
        _, text = menu(["0"], place / "任务.dat", place / "矩阵.txt")
        assert "方案或任务，可以导入方案" in text
        assert "责任矩阵，可以校验" in text

    def test_one_broken_file_among_five_does_not_stop_the_others(
        self, menu: Run, place: Path, matrix: Path
    ) -> None:
        (place / "坏.docx").write_bytes(b"PK\x03\x04" + b"\0" * 50)
        for sample in ("青禾区三年行动计划.txt", "青禾区任务分工表.xlsx"):
            shutil.copy(bundled("samples") / sample, place)
        dropped = ["任务.txt", "坏.docx", "青禾区三年行动计划.txt", "青禾区任务分工表.xlsx"]
        code, text = menu(["", ""], *(place / name for name in dropped), matrix)
        assert code == 2
        assert "[4/4] 校验：任务-责任矩阵.xlsx" in text
        summary = text[text.index("没有办成1个：") :]
        assert "  坏.docx：" in summary
        assert f"共生成5个文件，在文件夹：{place}" in summary
        made = {
            *("任务-责任矩阵-2.xlsx", "青禾区三年行动计划-责任矩阵.xlsx"),
            *("青禾区任务分工表-责任矩阵.xlsx", "任务-责任矩阵-检查报告.xlsx"),
            "任务-责任矩阵-问题汇总.docx",
        }
        assert made < set(names(place))
        assert all(name in summary for name in made)

    def test_several_files_can_be_chosen_one_by_one(
        self, menu: Run, place: Path, matrix: Path
    ) -> None:
        menu(["?", "1", "0", "2", ""], place / "任务.txt", matrix)
        assert names(place) == ["任务-责任矩阵-修正.xlsx", "任务-责任矩阵.xlsx", "任务.txt"]

    def test_a_file_dropped_twice_is_worked_on_once(self, menu: Run, place: Path) -> None:
        _, text = menu(["", ""], place / "任务.txt", place / "任务.txt")
        assert "收到1个文件：" in text

    def test_results_are_opened_when_asked(
        self, menu: Run, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[Path] = []
        monkeypatch.setattr(menu_work, "open_file", opener(opened))
        _, text = menu(["", "7", "1", ""], place / "任务.txt")
        assert opened == [place / "任务-责任矩阵.xlsx"]
        assert "请输入序号打开文件，输入 m 到主菜单，直接回车结束。" in text

    def test_a_result_that_cannot_be_opened_is_named(self, menu: Run, place: Path) -> None:
        _, text = menu(["", "1", ""], place / "任务.txt")
        assert f"不能自动打开，请自己打开：{place / '任务-责任矩阵.xlsx'}" in text

    def test_the_menu_may_follow(self, menu: Run, matrix: Path) -> None:
        code, text = menu(["", "m", "0"], matrix)
        assert code == 1
        assert text.count(PROMPT) == 1

    def test_the_whole_command_line_of_cmd_is_read(
        self, menu: Run, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (place / "任务.txt").rename(place / "甲&乙.txt")
        line = f'cmd.exe /c ""D:\\工具\\officekit.bat" "{place / "甲&乙.txt"}""'
        monkeypatch.setenv("OFFICEKIT_COMMAND_LINE", line)
        menu(["", ""])
        assert "甲&乙-责任矩阵.xlsx" in names(place)


class TestNotices:
    def test_a_notice_is_drafted_of_the_chosen_kind(self, menu: Run, matrix: Path) -> None:
        code, text = menu([at("make_notice"), matrix, "2", "", "", "0"])
        assert code == 0
        made = matrix.with_name(f"{matrix.stem}-信函.docx")
        assert made.is_file()
        assert str(made) in text

    def test_a_wrong_number_is_asked_again(self, menu: Run, matrix: Path) -> None:
        _, text = menu([at("make_notice"), matrix, "9", "1", "99", "", "", "0"])
        assert text.count("请按提示输入数字，或者直接回车。") == 2
        assert matrix.with_name(f"{matrix.stem}-印发通知.docx").is_file()

    def test_the_kind_can_be_given_up(self, menu: Run, matrix: Path) -> None:
        before = set(matrix.parent.iterdir())
        menu([at("make_notice"), matrix, "0", "", "0"])
        assert set(matrix.parent.iterdir()) == before

    def test_an_annex_is_made(self, menu: Run, matrix: Path) -> None:
        menu([at("make_annex"), matrix, "", "0"])
        assert matrix.with_name(f"{matrix.stem}-责任清单附表.docx").is_file()


class TestHostile:
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("不在.docx", "找不到文件"),
            ("夹", "文件夹“夹”里没有文件"),
            ("空.docx", "是空的（0 字节）"),
        ],
    )
    def test_what_cannot_be_read_is_said(
        self, menu: Run, place: Path, name: str, said: str
    ) -> None:
        (place / "夹").mkdir()
        (place / "空.docx").touch()
        code, text = menu([""], place / name)
        assert code == 2
        assert said in text
        assert "建议：" in text
        assert text.endswith("再见。\n")

    @pytest.mark.parametrize("name", ["夹", "空.docx"])
    def test_the_menu_goes_on_after_it(self, menu: Run, place: Path, name: str) -> None:
        (place / "夹").mkdir()
        (place / "空.docx").touch()
        code, text = menu(["3", place / name, "", "0"])
        assert code == 0
        assert "  错误：" in text
        assert text.count(PROMPT) == 2

    @pytest.mark.parametrize(
        "name",
        ["a&b.txt", "a^b.txt", "甲!乙!.txt", "%TEMP%.txt", "甲(1).txt", "it's.txt", "[b]甲.txt"],
    )
    def test_awkward_names_are_kept(self, menu: Run, place: Path, name: str) -> None:
        path = (place / "任务.txt").rename(place / name)
        code, text = menu(["", ""], path)
        assert code == 0
        assert f"{path.stem}-责任矩阵.xlsx" in names(place)
        assert name in text

    def test_a_very_long_name_is_cut(self, menu: Run, place: Path) -> None:
        path = (place / "任务.txt").rename(place / f"{'方案' * 40}.txt")
        code, _ = menu(["", ""], path)
        assert code == 0
        assert f"{'方案' * 30}-责任矩阵.xlsx" in names(place)

    def test_text_that_holds_no_task_is_said(self, menu: Run, place: Path) -> None:
        (place / "信.txt").write_text("你好。", encoding="utf-8")
        code, text = menu(["", ""], place / "信.txt")
        assert code == 2
        assert "没有找到任务" in text
        assert "信-责任矩阵.xlsx" not in names(place)

    def test_a_plan_cannot_be_corrected_and_nothing_is_left(self, menu: Run, place: Path) -> None:
        _, text = menu(["4", place / "任务.txt", "", "0"])
        assert "不能自动修正" in text
        assert names(place) == ["任务.txt"]

    def test_a_read_only_folder_sends_the_result_to_the_documents(
        self, menu: Run, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refuse_writing(monkeypatch, place)
        code, text = menu(["", ""], place / "任务.txt")
        own = tmp_path / "own" / "Documents" / "officekit"
        assert code == 0
        assert names(own) == ["任务-责任矩阵.xlsx"]
        assert "原文件所在的文件夹不能写入，结果放在上面的位置。" in text
        assert str(own / "任务-责任矩阵.xlsx") in text

    def test_where_nothing_can_be_written_it_says_so(
        self, menu: Run, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        refuse_writing(monkeypatch, tmp_path)
        code, text = menu(["", ""], place / "任务.txt")
        assert code == 2
        assert "没有权限写入" in text
        assert names(place) == ["任务.txt"]

    def test_a_workbook_with_macros_is_corrected_as_one(
        self, place: Path, matrix: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert workflows.free_paths(place / "甲.XLSM", "-修正.xlsm") == [place / "甲-修正.xlsm"]
        fixed: list[Path] = []

        def check(_: Path, *, fix: Path, progress: object) -> workflows.Checked:
            assert callable(progress)
            fixed.append(fix)
            return workflows.check(matrix)

        monkeypatch.setattr(
            menu_jobs, "workflows", Namespace(check=check, free_paths=workflows.free_paths)
        )
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
        menu_jobs.correct_file(place / "甲.XLSM", lambda *_: None)
        assert fixed == [place / "甲-修正.xlsm"]

    def test_it_runs_in_a_process_of_its_own_with_pipes(self, place: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "officekit", "menu", str(place / "任务.txt")],
            input=b"\n\n",
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert done.stdout.decode().endswith("再见。\n")
        assert done.stderr == b""

    def test_input_in_another_encoding_is_borne(self, place: Path) -> None:
        assert place.is_dir()
        done = subprocess.run(
            [sys.executable, "-m", "officekit", "menu"],
            input="方案.docx\n0\n".encode("gbk"),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert "请输入 1—18 的数字" in done.stdout.decode()


def opener(opened: list[Path]) -> Callable[[Path], bool]:
    """Stands in for the program that opens a file."""

    def open_file(path: Path) -> bool:
        opened.append(path)
        return True

    return open_file


def refuse_writing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Below a folder no file can be made, as on a disc or in a colleague's share."""
    real = Path.open

    def opened(path: Path, mode: str = "r", *more: Any, **options: Any) -> Any:
        if folder in path.parents and set(mode) & set("wxa"):
            raise PermissionError(13, "denied", str(path))
        return real(path, mode, *more, **options)

    monkeypatch.setattr(Path, "open", opened)
