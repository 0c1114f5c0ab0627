"""The command line as a person and a script use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

import officekit
from officekit import __version__
from officekit.cli.main import main

PLAN = """青禾区2024年重点工作任务
一、建设创新高地
1.完善平台体系。新建平台3家。（牵头单位：区科技局；责任单位：区财政局）
2.壮大企业。培育企业10家。（牵头单位：区工信局）
"""


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    folder = tmp_path / "青禾区 方案"
    folder.mkdir()
    path = folder / "重点 任务.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "officekit", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
    )


def test_it_tells_its_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"officekit {__version__}")


def test_the_json_follows_the_contract(plan_file: Path) -> None:
    done = run("parse", plan_file, "--json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(data) == [
        *("format", "source", "title", "draft_mark", "notice", "sections", "tasks", "findings"),
    ]
    assert data["format"] == 1
    assert data["source"] == {"path": str(plan_file), "kind": "txt", "encoding": "utf-8"}
    task = data["tasks"][0]
    assert set(task) >= {
        *("number", "part", "kind", "section", "subsection", "title", "body", "clause", "lead"),
        *("support", "open_ended", "targets", "deadline", "location"),
    }
    assert task["lead"] == [{"printed": "区科技局", "unit": "区科技局"}]
    assert task["targets"][0] == {
        "text": "新建平台3家",
        "metric": "新建平台",
        "comparator": "=",
        "value": 3.0,
        "value_high": None,
        "unit": "家",
        "by": None,
    }
    assert task["location"]["paragraph"] == 3


def test_results_go_to_standard_output_and_messages_to_standard_error(plan_file: Path) -> None:
    done = run("parse", plan_file)
    assert "1 完善平台体系" in done.stdout
    assert "牵头：区科技局" in done.stdout
    assert "任务2项" in done.stderr


def test_build_writes_a_workbook(plan_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "结果.xlsx"
    done = run("build", plan_file, "-o", output)
    assert done.returncode == 0
    assert output.stat().st_size > 5000
    assert "责任清单2行" in done.stderr


def test_an_existing_file_is_not_overwritten(plan_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "结果.xlsx"
    output.write_text("我的", encoding="utf-8")
    done = run("build", plan_file, "-o", output)
    assert done.returncode == 2
    assert "已经存在" in done.stderr
    assert output.read_text(encoding="utf-8") == "我的"
    assert run("build", plan_file, "-o", output, "--overwrite").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "方案.txt"], "缺少参数：-o/--output"),
        (["parse", "没有这个文件.txt"], "没有这个文件.txt"),
        (["parse", "a.txt", "--jsno"], "不认识的参数：--jsno"),
        (["prase", "a.txt"], "没有命令 'prase'"),
        (["build", "方案.txt", "-o", "a.xlsx", "--set", "年度"], "--set"),
    ],
)
def test_wrong_usage_gets_a_chinese_message(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    (tmp_path / "方案.txt").write_text(PLAN, encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "建议：" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_file_without_tasks_is_bad_input(tmp_path: Path) -> None:
    empty = tmp_path / "信.txt"
    empty.write_text("今天天气很好。\n", encoding="utf-8")
    done = run("build", empty, "-o", tmp_path / "a.xlsx")
    assert done.returncode == 2
    assert "没有找到任务" in done.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_a_folder_that_is_missing_is_named(plan_file: Path, tmp_path: Path) -> None:
    done = run("build", plan_file, "-o", tmp_path / "没有" / "a.xlsx")
    assert done.returncode == 2
    assert "没有" in done.stderr
    assert "建议：" in done.stderr


def test_an_internal_fault_leaves_a_report(
    plan_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from officekit import workflows

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(workflows, "read_plan", broken)
    assert main(["parse", str(plan_file)]) == 3
    told = capsys.readouterr().err
    report = Path(told.rsplit("：", 1)[1].strip())
    assert "ZeroDivisionError: boom" in report.read_text(encoding="utf-8")
    report.unlink()


def test_settings_reach_the_matrix(plan_file: Path, tmp_path: Path) -> None:
    plan_file.write_text(
        PLAN.replace("一、建设", "一、总体要求\n1.指导思想。求进。\n二、建设").replace(
            "1.完", "3.完"
        ),
        encoding="utf-8",
    )
    plain, full = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert "责任清单2行" in run("build", plan_file, "-o", plain).stderr
    told = run("build", plan_file, "-o", full, "--set", "包含总体要求=是").stderr
    assert "责任清单3行" in told


def test_a_confirmed_registry_decides_the_names(plan_file: Path, tmp_path: Path) -> None:
    first = tmp_path / "名录.xlsx"
    confirmed = tmp_path / "正式.txt"
    confirmed.write_text(PLAN.replace("区科技局", "区科学技术局"), encoding="utf-8")
    assert run("build", confirmed, "-o", first).returncode == 0
    data = json.loads(run("parse", plan_file, "--json", "--registry", first).stdout)
    assert data["tasks"][0]["lead"] == [{"printed": "区科技局", "unit": "区科学技术局"}]


def test_the_demonstration_makes_its_workbooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFICEKIT_SOFFICE", "没有这个程序")  # pages are tried out elsewhere
    done = run("demo", "-o", tmp_path / "演示")
    assert done.returncode == 0
    assert "演示完成" in done.stderr
    made = sorted(p.suffix for p in (tmp_path / "演示").iterdir())
    assert made.count(".xlsx") >= 3
    notices = list((tmp_path / "演示").glob("*_印发通知.docx"))
    assert len(notices) == 3
    for notice in notices:
        said = "".join(p.text for p in Document(str(notice)).paragraphs)
        assert "现印发给你们" in said
        assert "【" not in said
    assert_exchanged(tmp_path / "演示", done.stderr)
    files = {path.name for path in (tmp_path / "演示" / "下发").iterdir()}
    again = run("demo", "-o", tmp_path / "演示")
    assert again.returncode == 0
    assert {path.name for path in (tmp_path / "演示" / "下发").iterdir()} == files
    assert_exchanged(tmp_path / "演示", again.stderr)


def assert_exchanged(folder: Path, told: str) -> None:
    """One sample was split, filled in and collected: one error, one conflict, one missing."""
    issued = {path.name for path in (folder / "下发").iterdir()}
    filled = {path.name for path in (folder / "报送").iterdir()}
    assert len(issued) == 33
    assert filled < issued
    assert len(issued - filled) == 1
    assert "拆分下发：下发（2025年9月，33个单位，2025-09-25截止）" in told
    assert "应报33个单位，已报32个，退回1个，未报1个" in told
    assert "1处冲突待定" in told
    (merged,) = folder.glob("*-汇总.xlsx")
    (report,) = folder.glob("*-报送情况*.xlsx")
    assert "报送冲突" in load_workbook(report).sheetnames
    (sent_back,) = (merged.parent / f"{merged.stem}-退回").glob("*.xlsx")
    assert "退回意见" in sent_back.name
    rows = load_workbook(merged)["责任清单"].iter_rows(values_only=True)
    assert sum("已完成" in row for row in rows) == 6


def test_help_is_chinese() -> None:
    done = run("build", "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("用法：")
    assert "usage" not in done.stdout


def test_an_edited_workbook_is_made_anew_without_losing_the_clerks_work(
    plan_file: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    run("build", plan_file, "-o", first)
    workbook = load_workbook(first)
    sheet = workbook["责任清单"]
    grid = list(sheet.iter_rows())
    heads = {cell.value: i for row in grid[:6] for i, cell in enumerate(row)}
    (row,) = (row for row in grid if row[heads["重点任务"]].value == "壮大企业")
    row[heads["责任单位"]].value = "区商务局"
    row[heads["进展情况"]].value = "已培育3家"
    workbook.save(first)
    done = run("build", first, "-o", second)
    assert (done.returncode, "责任清单2行" in done.stderr) == (0, True)
    again = officekit.read_matrix(second)
    assert [row["progress"] for row in again.rows] == ["", "已培育3家"]
    cross = load_workbook(second)["责任矩阵"]
    heads_of_cross = [cell.value for row in cross.iter_rows(max_row=5) for cell in row]
    assert any("商" in str(value) for value in heads_of_cross)


def test_confirmed_units_go_along_with_the_registry(plan_file: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    run("build", plan_file, "-o", first)
    workbook = load_workbook(first)
    sheet = workbook["单位名录"]
    for row in sheet.iter_rows():
        if row[0].value == "区科技局":
            next(cell for cell in row if cell.value == "否").value = "是"
    workbook.save(first)
    run("build", plan_file, "-o", second, "--registry", first)
    assert officekit.read_matrix(second).confirmed_units == frozenset({"区科技局"})
