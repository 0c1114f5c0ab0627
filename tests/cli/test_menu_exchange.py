"""The exchange with departments from the menu, and from files dropped onto officekit.bat."""

from __future__ import annotations

import io
import shutil
import sys
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook

from officekit import workflows
from officekit.cli import menu as menu_module
from officekit.cli import menu_work
from officekit.cli.main import main
from officekit.cli.menu_entries import ENTRIES
from officekit.data.settings import load_settings
from officekit.workflows import FileKind, recognise
from tests.exchange.departments import (
    ENTERPRISES,
    PEOPLE,
    PERIOD,
    UNDER_WAY,
    decide,
    issued,
    listed,
    made_matrix,
    returned,
    typed,
)

Run = Callable[..., tuple[int, str]]
SCIENCE, INDUSTRY, FINANCE = "区科技局", "区工信局", "区财政局"
OTHER = "资金已拨付，平台新建1家。"


@pytest.fixture
def matrix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A matrix workbook; the clerk's own folders are empty and nothing can be opened."""
    own = tmp_path / "own"
    (own / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(own))
    monkeypatch.setenv("USERPROFILE", str(own))
    monkeypatch.setenv("OFFICEKIT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("OFFICEKIT_COMMAND_LINE", raising=False)
    monkeypatch.setattr(menu_work, "open_file", lambda _: False)
    monkeypatch.setattr(menu_module, "open_file", lambda _: False)
    monkeypatch.chdir(tmp_path)
    return made_matrix(tmp_path / "青禾区 督查")


@pytest.fixture
def menu(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the menu with fed lines: exit code, and what stands on the screen."""

    def run(lines: list[str | Path], *files: Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main(["menu", *map(str, files)])
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def sent(matrix: Path) -> workflows.Issued:
    return issued(matrix)


@pytest.fixture
def back(matrix: Path, sent: workflows.Issued) -> Path:
    """A folder with the returns of two units, beside the matrix."""
    folder = matrix.parent / "各单位 报送"
    returned(sent.files[SCIENCE], folder, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    returned(sent.files[INDUSTRY], folder, {"壮大企业": ENTERPRISES})
    return folder


def at(name: str) -> str:
    """The number of an entry in the menu."""
    return str([entry.name for entry in ENTRIES].index(name) + 1)


def merged(matrix: Path, number: str = "") -> Path:
    return matrix.with_name(f"{matrix.stem}-汇总{number}.xlsx")


class TestSplit:
    def test_the_period_of_the_settings_is_offered(
        self, menu: Run, matrix: Path, tmp_path: Path
    ) -> None:
        book = load_workbook(matrix)
        for row in book["设置"].iter_rows():
            if row[0].value == "期次":
                row[1].value = PERIOD
        book.save(matrix)
        code, text = menu([at("split_packets"), matrix, "", "", "0"])
        folder = matrix.parent / "2025年9月下发"
        assert code == 0
        assert f"直接回车：{PERIOD}；" in text
        assert len(list(folder.iterdir())) == 3
        assert "已拆分2025年9月第1版：3个单位各一个工作簿。" in text
        assert f"各单位的工作簿：{folder}" in text
        assert load_settings(tmp_path / "home")["menu_matrix"] == str(matrix)

    def test_another_period_is_typed(self, menu: Run, matrix: Path) -> None:
        menu([at("split_packets"), matrix, "2025年第3季度", "", "0"])
        assert len(list((matrix.parent / "2025年第3季度下发").iterdir())) == 3

    def test_it_can_be_given_up(self, menu: Run, matrix: Path) -> None:
        before = set(matrix.parent.iterdir())
        menu([at("split_packets"), matrix, "0", "", "0"])
        assert set(matrix.parent.iterdir()) == before

    @pytest.mark.parametrize(("answer", "files"), [("", 6), ("0", 3)])
    def test_a_new_version_is_asked_for(
        self, menu: Run, matrix: Path, sent: workflows.Issued, answer: str, files: int
    ) -> None:
        typed(matrix, {"壮大企业": {"主要举措": "培育企业12家。"}})
        _, text = menu([at("split_packets"), matrix, PERIOD, answer, "", "0"])
        assert "责任清单后来有改动" in text
        assert "要按现在的内容再下发一版吗？" in text
        assert len(list(sent.folder.iterdir())) == files


class TestCollect:
    def test_a_folder_is_collected_into_the_matrix_beside_the_register(
        self, menu: Run, matrix: Path, back: Path
    ) -> None:
        code, text = menu([at("collect_returns"), back, "", "0"])
        assert code == 0
        assert f"责任矩阵：{matrix}" in text
        assert "新收2份" in text
        assert listed(merged(matrix), "壮大企业", "进展状态") == "推进中"
        assert f"报送情况：{matrix.with_name(f'{matrix.stem}-汇总-报送情况.xlsx')}" in text
        assert "不能写入" not in text

    def test_names_of_copies_do_not_grow(self, menu: Run, matrix: Path, back: Path) -> None:
        collect = [at("collect_returns"), back, "", ""]
        menu([*collect[:2], "", *collect, "0"])
        assert merged(matrix).is_file()
        assert merged(matrix, "-2").is_file()
        assert not list(matrix.parent.glob("*-汇总-汇总*"))

    def test_of_several_matrices_one_is_chosen(self, menu: Run, matrix: Path, back: Path) -> None:
        menu([at("collect_returns"), back, "", "0"])
        _, text = menu([at("collect_returns"), back, "9", "2", "", "0"])
        assert "按哪个责任矩阵汇总？" in text
        assert f"  1  {merged(matrix)}" in text
        assert f"  2  {matrix}" in text
        assert merged(matrix, "-2").is_file()

    def test_without_a_register_nearby_the_matrix_is_asked_for(
        self, menu: Run, matrix: Path, back: Path, tmp_path: Path
    ) -> None:
        away = tmp_path / "别处" / "收到的"
        shutil.copytree(back, away)
        _, text = menu([at("collect_returns"), away, matrix, "", "0"])
        assert "是哪个责任矩阵的报送文件？" in text
        assert listed(merged(matrix), "壮大企业", "进展状态") == "推进中"

    def test_the_matrix_of_the_last_exchange_is_remembered(
        self, menu: Run, matrix: Path, back: Path, tmp_path: Path
    ) -> None:
        menu([at("split_packets"), matrix, PERIOD, "", "0"])
        away = tmp_path / "别处" / "收到的"
        shutil.copytree(back, away)
        _, text = menu([at("collect_returns"), away, "", "0"])
        assert "是哪个责任矩阵的报送文件？" not in text
        assert merged(matrix).is_file()

    def test_nothing_issued_is_told(self, menu: Run, matrix: Path, tmp_path: Path) -> None:
        folder = tmp_path / "报送"
        folder.mkdir()
        shutil.copy(matrix, folder / "某单位.xlsx")
        code, text = menu([at("collect_returns"), folder, matrix, "", "0"])
        assert code == 0
        assert "错误：" in text
        assert "拆分下发" in text
        assert not merged(matrix).exists()


class TestReceiptsAndConflicts:
    def test_who_has_answered_is_shown_and_written(
        self, menu: Run, matrix: Path, back: Path
    ) -> None:
        menu([at("collect_returns"), back, "", "0"])
        _, text = menu([at("show_receipts"), matrix, "", "", "0"])
        assert f"{FINANCE}\t未报" in text
        assert "应报3个单位" in text
        assert matrix.with_name(f"{matrix.stem}-报送一览.xlsx").is_file()

    def test_the_last_run_can_be_taken_back(self, menu: Run, matrix: Path, back: Path) -> None:
        menu([at("collect_returns"), back, "", "0"])
        _, text = menu([at("show_receipts"), merged(matrix), "u", "", "0"])
        undone = matrix.with_name(f"{matrix.stem}-撤销汇总.xlsx")
        assert "最近一次汇总：第" in text
        assert "恢复9处" in text
        assert listed(undone, "壮大企业", "进展状态") is None
        _, text = menu([at("show_receipts"), undone, "", "0"])
        assert "最近一次汇总" not in text

    def test_the_entry_for_taking_back_says_how(self, menu: Run, matrix: Path) -> None:
        assert matrix.is_file()
        _, text = menu([at("undo_last"), "", "0"])
        assert "要撤销“收集汇总”，请用“报送情况”" in text

    def test_a_conflict_is_decided_in_the_report(
        self, menu: Run, matrix: Path, sent: workflows.Issued, back: Path
    ) -> None:
        returned(sent.files[FINANCE], back, {"完善平台体系": {**UNDER_WAY, "进展情况": OTHER}})
        _, text = menu([at("collect_returns"), back, "", "0"])
        assert "有1处冲突要由您决定" in text
        report = matrix.with_name(f"{matrix.stem}-汇总-报送情况.xlsx")
        _, text = menu([at("resolve_conflicts"), matrix, report, "", "0"])
        assert "还没有选“采用”" in text
        assert not merged(matrix, "-2").exists()
        decide(report, OTHER)
        _, text = menu([at("resolve_conflicts"), matrix, "", "", "0"])
        assert f"直接回车：{report}" in text
        assert listed(merged(matrix, "-2"), "完善平台体系", "进展情况") == OTHER

    def test_what_was_decided_counts_when_collecting_goes_on(
        self, menu: Run, matrix: Path, sent: workflows.Issued, back: Path
    ) -> None:
        returned(sent.files[FINANCE], back, {"完善平台体系": {**UNDER_WAY, "进展情况": OTHER}})
        menu([at("collect_returns"), back, "", "0"])
        decide(matrix.with_name(f"{matrix.stem}-汇总-报送情况.xlsx"), OTHER)
        menu([at("collect_returns"), back, "", "", "0"])
        assert listed(merged(matrix, "-2"), "完善平台体系", "进展情况") == OTHER


class TestDropped:
    def test_a_folder_is_collected_with_enter(self, menu: Run, matrix: Path, back: Path) -> None:
        code, text = menu(["", ""], back)
        assert code == 0
        assert "报送文件，可以收集汇总" in text
        assert listed(merged(matrix), "引进人才", "进展状态") == "已完成"
        assert text.endswith("再见。\n")

    def test_errors_give_exit_code_one(
        self, menu: Run, matrix: Path, sent: workflows.Issued, back: Path
    ) -> None:
        returned(sent.files[INDUSTRY], back, {"壮大企业": {**ENTERPRISES, "完成率": 1.5}})
        code, text = menu(["", ""], back)
        assert code == 1
        assert "退回意见1份" in text
        assert merged(matrix).is_file()

    def test_several_workbooks_are_collected_in_one_run(
        self, menu: Run, matrix: Path, back: Path
    ) -> None:
        code, text = menu(["", ""], *sorted(back.iterdir()))
        assert code == 0
        assert "2个报送文件一起收集汇总" in text
        assert "新收2份" in text
        assert not merged(matrix, "-2").exists()

    def test_the_matrix_that_is_dropped_along_is_used(
        self, menu: Run, matrix: Path, back: Path, tmp_path: Path
    ) -> None:
        away = tmp_path / "别处" / "收到的"
        shutil.copytree(back, away)
        code, text = menu(["", ""], away, matrix)
        assert code == 0
        assert f"责任矩阵：{matrix.name}。" in text
        assert listed(merged(matrix), "壮大企业", "进展状态") == "推进中"
        assert not list(matrix.parent.glob("*检查报告*"))

    def test_a_plan_among_them_is_imported_for_itself(
        self, menu: Run, matrix: Path, back: Path
    ) -> None:
        code, text = menu(["", ""], back, matrix.parent / "任务.txt")
        assert code == 0
        assert "[2/2] 导入方案：任务.txt" in text
        assert merged(matrix).is_file()

    def test_a_report_in_which_she_has_decided_is_applied(
        self, menu: Run, matrix: Path, sent: workflows.Issued, back: Path
    ) -> None:
        returned(sent.files[FINANCE], back, {"完善平台体系": {**UNDER_WAY, "进展情况": OTHER}})
        menu(["", ""], back)
        report = matrix.with_name(f"{matrix.stem}-汇总-报送情况.xlsx")
        decide(report, OTHER)
        _, text = menu(["", "2", ""], report)
        assert "报送情况，可以处理冲突" in text
        assert listed(merged(matrix, "-2"), "完善平台体系", "进展情况") == OTHER


class TestRecognition:
    def test_what_came_back_is_recognised(
        self, matrix: Path, sent: workflows.Issued, back: Path
    ) -> None:
        archive = matrix.parent / "报送.zip"
        with zipfile.ZipFile(archive, "w") as package:
            package.write(sent.files[INDUSTRY], "甲.xlsx")
        mail = EmailMessage()
        mail["Subject"] = "报送"
        mail.set_content("见附件。")
        letter = matrix.parent / "报送.eml"
        letter.write_bytes(mail.as_bytes())
        for path in (back, archive, letter, sent.files[INDUSTRY], *back.iterdir()):
            assert recognise(path) is FileKind.RETURNS

    def test_delimited_text_with_the_headings_of_a_packet_is_one(
        self, matrix: Path, sent: workflows.Issued
    ) -> None:
        sheet = load_workbook(sent.files[INDUSTRY])["责任清单"]
        lines = [",".join(str(v or "").replace("\n", " ") for v in row) for row in sheet.values]
        path = matrix.parent / "工信局.csv"
        path.write_text("\n".join(lines), encoding="utf-8-sig")
        assert recognise(path) is FileKind.RETURNS

    def test_the_clerks_own_workbooks_are_none(self, menu: Run, matrix: Path, back: Path) -> None:
        menu(["", ""], back)
        assert recognise(matrix) is FileKind.MATRIX
        assert recognise(merged(matrix)) is FileKind.MATRIX
        report = matrix.with_name(f"{matrix.stem}-汇总-报送情况.xlsx")
        assert recognise(report) is FileKind.REPORT

    def test_a_copy_that_went_back_is_a_return_again(
        self, matrix: Path, sent: workflows.Issued, back: Path
    ) -> None:
        returned(sent.files[INDUSTRY], back, {"壮大企业": {**ENTERPRISES, "完成率": 1.5}})
        run = workflows.collect([back], matrix, merged(matrix))
        assert [recognise(copy) for copy in run.replies] == [FileKind.RETURNS]
