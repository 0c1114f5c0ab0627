"""``officekit check`` as a person and a script use it."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

import officekit
from tests.cli.test_main import run

PLAN = """青禾区2024年重点工作任务
一、建设创新高地
1.完善平台体系。新建平台***家，服务企业500家。（牵头单位：区科技局；责任单位：区财政局）
2.壮大企业。壮大企业。培育企业10家。（牵头单位：区工业和信息化局、区工信局）
3.引进人才。引进人才20名。（区人力资源和社会保障局、区财政局按职责分工负责）
"""


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "方案 送审.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def matrix_file(plan_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "责任矩阵.xlsx"
    assert run("build", plan_file, "-o", path).returncode == 0
    return path


def codes(path: Path, *more: str | Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in json.loads(run("check", path, "--json", *more).stdout)["findings"]:
        found.setdefault(finding["code"], []).append(finding["location"]["row_key"])
    return found


def test_a_matrix_is_checked_row_by_row(matrix_file: Path) -> None:
    found = codes(matrix_file)
    assert found["MX301"] == ["T001"]
    assert found["MX303"] == ["T002"]
    assert found["MX101"] == ["T003"]


def test_a_plan_is_checked_without_a_workbook(plan_file: Path) -> None:
    found = codes(plan_file)
    assert found["MX301"] == ["T001"]
    assert found["MX303"] == ["T002"]


def test_errors_give_exit_code_one_and_are_counted(matrix_file: Path) -> None:
    done = run("check", matrix_file)
    assert done.returncode == 1
    assert "错误（" in done.stdout
    assert "第1项 责任矩阵.xlsx!责任清单:" in done.stdout
    assert "检查了3项任务：错误" in done.stderr


def test_a_clean_matrix_gives_exit_code_zero(tmp_path: Path) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_text(
        "青禾区2024年重点工作任务\n一、建设创新高地\n"
        "1.完善平台体系。新建平台3家。（牵头单位：区科技局；责任单位：区财政局）\n",
        encoding="utf-8",
    )
    matrix = tmp_path / "矩阵.xlsx"
    run("build", plan, "-o", matrix)
    done = run("check", matrix)
    assert done.returncode == 0, done.stdout
    assert "错误" not in done.stderr


def test_the_report_marks_the_cells(matrix_file: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.xlsx"
    assert run("check", matrix_file, "-o", report).returncode == 1
    workbook = load_workbook(report)
    notes = [c.comment.text for row in workbook["责任清单"].iter_rows() for c in row if c.comment]
    assert any(note.startswith("MX301") for note in notes)
    listed = [row[1].value for row in workbook["问题清单"].iter_rows()]
    assert "MX301" in listed


def test_an_answer_in_the_report_waives_the_finding(matrix_file: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.xlsx"
    run("check", matrix_file, "-o", report)
    workbook = load_workbook(report)
    sheet = workbook["问题清单"]
    heads = {c.value: c.column for row in sheet.iter_rows(max_row=4) for c in row if c.value}
    for row in sheet.iter_rows():
        if row[heads["编号"] - 1].value == "MX301":
            row[heads["处理意见"] - 1].value = "数据由市里统一下达"
    workbook.save(report)
    assert "MX301" not in codes(report)
    assert "另有1条已在“处理意见”中说明" in run("check", report).stderr


def test_corrections_go_into_a_copy_and_are_logged(matrix_file: Path, tmp_path: Path) -> None:
    before = matrix_file.read_bytes()
    fixed = tmp_path / "修正.xlsx"
    done = run("check", matrix_file, "--fix", fixed)
    assert "修正了1处" in done.stderr
    assert matrix_file.read_bytes() == before
    matrix = officekit.read_matrix(fixed)
    assert matrix.rows[1]["measures"] == "培育企业10家。"
    assert "MX303" not in codes(fixed)
    again = tmp_path / "再修.xlsx"
    assert "修正了0处" in run("check", fixed, "--fix", again).stderr


def test_a_plan_cannot_be_corrected_in_place(plan_file: Path, tmp_path: Path) -> None:
    done = run("check", plan_file, "--fix", tmp_path / "a.xlsx")
    assert done.returncode == 2
    assert "不能自动修正" in done.stderr


def test_the_matrix_is_compared_with_its_source(matrix_file: Path, plan_file: Path) -> None:
    assert not any(code.startswith("MX61") for code in codes(matrix_file, "--source", plan_file))
    workbook = load_workbook(matrix_file)
    sheet = workbook["责任清单"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "引进人才":
                cell.value = "引进和培养人才"
    workbook.save(matrix_file)
    messages = json.loads(run("check", matrix_file, "--json", "--source", plan_file).stdout)
    assert any("引进和培养人才" in f["message"] + (f["value"] or "") for f in messages["findings"])


def test_the_summary_is_a_word_document(matrix_file: Path, tmp_path: Path) -> None:
    summary = tmp_path / "汇总.docx"
    run("check", matrix_file, "--summary", summary)
    assert docx.Document(str(summary)).paragraphs[0].text == "问题汇总"


def worked_in_for_weeks(path: Path) -> None:
    """What a clerk does to a matrix: own column, merges, formula, filter, hidden and new rows."""
    workbook = load_workbook(path)
    sheet = workbook["责任清单"]
    grid = list(sheet.iter_rows())
    head = next(i for i, row in enumerate(grid) if row[0].value == "序号")
    heads = {cell.value: cell.column for cell in grid[head] if cell.value}
    first = grid[head + 1][0].row or 0
    sheet.insert_cols(heads["量化目标"])
    sheet.cell(first - 1, heads["量化目标"]).value = "督办编号"
    sheet.cell(first, heads["量化目标"]).value = "督〔2024〕1号"
    sheet.cell(first + 1, heads["量化目标"]).value = "=1+1"
    sheet.merge_cells(start_row=first, end_row=first + 1, start_column=2, end_column=2)
    sheet.insert_rows(first + 3)
    sheet.cell(first + 3, heads["重点任务"]).value = "新增的任务"
    sheet.cell(first + 3, heads["主要举措"]).value = "新建站点***个。"
    sheet.row_dimensions[first].hidden = True
    workbook.save(path)


def test_a_matrix_that_was_worked_in_is_checked_and_corrected_without_loss(
    matrix_file: Path, tmp_path: Path
) -> None:
    worked_in_for_weeks(matrix_file)
    done = run("check", matrix_file, "--json")
    findings = json.loads(done.stdout)["findings"]
    assert done.returncode == 1
    assert not any(f["code"].startswith("XX") for f in findings)
    placeholders = [f["location"]["quote"] for f in findings if f["code"] == "MX301"]
    assert len(placeholders) == 2
    fixed = tmp_path / "修正.xlsx"
    assert "修正了1处" in run("check", matrix_file, "--fix", fixed).stderr
    sheet = load_workbook(fixed)["责任清单"]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"督办编号", "督〔2024〕1号", "=1+1", "新增的任务"} <= values
    assert any(dimension.hidden for dimension in sheet.row_dimensions.values())
    assert sheet.merged_cells.ranges
