"""未并入内容: whatever a round has not merged is told in full, line by line, with its reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from officekit import workflows
from officekit.model.merging import Aside
from tests.exchange.departments import (
    COLLECTED_AT,
    ENTERPRISES,
    PEOPLE,
    UNDER_WAY,
    column_of,
    issued,
    lines,
    made_matrix,
    returned,
    typed,
)

SCIENCE, INDUSTRY, FINANCE = "区科技局", "区工信局", "区财政局"
OTHER = "资金已拨付，平台新建1家。" * 30


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    return made_matrix(tmp_path / "青禾区 重点任务")


@pytest.fixture
def sent(matrix: Path) -> workflows.Issued:
    return issued(matrix)


def collected(matrix: Path, back: Path) -> workflows.Collected:
    return workflows.collect([back], matrix, matrix.with_name("汇总.xlsx"), now=COLLECTED_AT)


def balanced(run: workflows.Collected) -> bool:
    """Whether the lines are as many as the accounts say, file by file."""
    return all(
        sum(each.file == account.file for each in run.report.set_aside)
        == account.kept + account.refused + account.replaced
        for account in run.report.accounts
    )


def test_a_refused_cell_a_dispute_and_a_refused_file_are_listed_in_full(
    matrix: Path, sent: workflows.Issued, tmp_path: Path
) -> None:
    back = tmp_path / "报送"
    returned(sent.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    said = {**UNDER_WAY, "进展情况": OTHER, "完成率": "150%"}
    returned(sent.files[FINANCE], back, {"完善平台体系": said})
    run = collected(matrix, back)
    assert balanced(run)
    told = {(each.unit, each.heading): (each.text, each.why) for each in run.report.set_aside}
    assert told[FINANCE, "进展情况"] == (OTHER, Aside.OPEN)
    assert told[SCIENCE, "进展情况"] == (UNDER_WAY["进展情况"], Aside.OPEN)
    assert told[FINANCE, "完成率"][1].endswith("。")
    assert len(told) == 3
    sheet = lines(run.report_file, "未并入内容")
    assert sum(OTHER in line for line in sheet) == 1


def test_what_a_correction_replaces_is_counted_by_itself(
    matrix: Path, sent: workflows.Issued, tmp_path: Path
) -> None:
    back = tmp_path / "报送"
    returned(sent.files[INDUSTRY], back, {"壮大企业": {**ENTERPRISES, "完成率": "150%"}})
    first = collected(matrix, back)
    assert (first.collection.result.refused, first.collection.result.replaced) == (1, 0)
    assert balanced(first)
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES}, name="更正.xlsx")
    second = collected(matrix, back)
    result = second.collection.result
    assert (result.merged, result.kept, result.refused, result.replaced) == (3, 0, 1, 2)
    assert balanced(second)
    reasons = [each.why for each in second.report.set_aside]
    assert reasons.count(Aside.REPLACED) == 2


def test_what_a_formula_keeps_out_is_listed(
    matrix: Path, sent: workflows.Issued, tmp_path: Path
) -> None:
    back = tmp_path / "报送"
    typed(matrix, {"壮大企业": {"进展情况": '="见"&"附件"'}})
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = collected(matrix, back)
    assert balanced(run)
    assert [each.why for each in run.report.set_aside] == [Aside.UNSET]


def test_a_finding_of_the_set_stands_beside_its_unit(
    matrix: Path, sent: workflows.Issued, tmp_path: Path
) -> None:
    back = tmp_path / "报送"
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    other = {**ENTERPRISES, "进展情况": "已培育企业3家。"}
    returned(sent.files[INDUSTRY], back, {"壮大企业": other}, name="又一份.xlsx")
    run = collected(matrix, back)
    units = {(finding.code, unit) for unit, finding in run.report.findings}
    assert ("SB205", INDUSTRY) in units
    assert {unit for code, unit in units if code == "SB207"} == {
        packet.unit for packet in run.collection.round.packets
    } - {INDUSTRY}


def test_a_setting_that_is_none_of_the_three_is_told(matrix: Path, sent: workflows.Issued) -> None:
    assert sent.files
    read = workflows.read_matrix(matrix)
    odd = replace(read, settings={**read.settings, "多单位填报": "合并文字"})
    found = workflows.look_at_returns(odd, matrix)
    assert [f.code for f in found.findings if f.code.startswith("SB7")] == ["SB706"]


def test_a_word_that_decides_nothing_is_told(
    matrix: Path, sent: workflows.Issued, tmp_path: Path
) -> None:
    back = tmp_path / "报送"
    returned(sent.files[SCIENCE], back, {"完善平台体系": UNDER_WAY})
    returned(sent.files[FINANCE], back, {"完善平台体系": {**UNDER_WAY, "进展情况": OTHER}})
    first = collected(matrix, back)
    book = load_workbook(first.report_file)
    sheet = book["报送冲突"]
    sheet.cell(4, column_of(sheet, "处理")).value = "同意"
    book.save(first.report_file)
    second = collected(matrix, back)
    (told,) = (f for f in second.collection.all_findings if f.code == "SB707")
    assert "有1处写的不是规定的词（“同意”）" in told.message
    assert len(second.collection.result.conflicts) == 1
