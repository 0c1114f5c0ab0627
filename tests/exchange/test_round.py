"""The whole round: issued, filled in, collected, decided, taken back."""

from __future__ import annotations

import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from officekit import workflows
from officekit.model.merging import ConflictKind
from officekit.model.submission import ReturnState
from tests.exchange.departments import (
    COLLECTED_AT,
    ENTERPRISES,
    PEOPLE,
    PERIOD,
    UNDER_WAY,
    column_of,
    decide,
    issued,
    lines,
    listed,
    made_matrix,
    returned,
    row_of,
    typed,
)

SCIENCE, INDUSTRY, FINANCE = "区科技局", "区工信局", "区财政局"


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    return made_matrix(tmp_path / "青禾区 重点任务")


@pytest.fixture
def sent(matrix: Path) -> workflows.Issued:
    return issued(matrix)


@pytest.fixture
def back(matrix: Path) -> Path:
    """The folder in which returns are put."""
    return matrix.parent / "各单位 报送"


def collected(
    matrix: Path,
    *paths: Path,
    name: str = "汇总.xlsx",
    days: int = 0,
    overwrite: bool = False,
) -> workflows.Collected:
    return workflows.collect(
        paths,
        matrix,
        matrix.with_name(name),
        overwrite=overwrite,
        now=COLLECTED_AT + timedelta(days=days),
    )


def test_what_was_filled_in_stands_in_the_merged_workbook(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    before = matrix.read_bytes()
    returned(sent.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = collected(matrix, back)
    assert not run.collection.has_errors
    assert listed(run.output, "完善平台体系", "进展情况") == "已新建平台2家，正在验收。"
    assert listed(run.output, "完善平台体系", "完成率") == 0.6
    assert listed(run.output, "壮大企业", "进展状态") == "推进中"
    assert listed(run.output, "引进人才", "完成率") == 1
    assert listed(run.output, "引进人才", "存在问题") is None
    assert matrix.read_bytes() == before
    assert len(run.collection.result.values) == 9
    assert run.collection.result.merged == 9


def test_the_log_says_from_whom_and_from_which_cell(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    path = returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    sheet = load_workbook(path)["责任清单"]
    cell = sheet.cell(row_of(sheet, "壮大企业"), column_of(sheet, "进展情况")).coordinate
    run = collected(matrix, back)
    (line,) = (row for row in lines(run.output, "修改记录") if ENTERPRISES["进展情况"] in row)
    said = " ".join(line)
    assert f"区工信局报送“{path.name}”责任清单!{cell}" in said
    assert "2025年9月报送汇总" in said
    assert "2025-09-20 15:30收到" in said


def test_collecting_twice_changes_nothing(matrix: Path, sent: workflows.Issued, back: Path) -> None:
    returned(sent.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    first = collected(matrix, back)
    again = collected(matrix, back, days=1)
    assert (len(first.collection.taken), len(again.collection.taken)) == (1, 0)
    assert again.collection.known == 1
    assert lines(again.output, "责任清单") == lines(first.output, "责任清单")
    onward = collected(first.output, back, name="汇总之后.xlsx", days=2)
    assert onward.collection.result.values == ()
    assert lines(onward.output, "责任清单") == lines(first.output, "责任清单")
    assert lines(onward.output, "修改记录") == lines(first.output, "修改记录")


def test_who_has_not_answered_is_told(matrix: Path, sent: workflows.Issued, back: Path) -> None:
    returned(sent.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    run = collected(matrix, back)
    states = {receipt.unit: receipt.states[0] for receipt in run.report.receipts}
    assert states == {
        SCIENCE: ReturnState.RECEIVED,
        INDUSTRY: ReturnState.MISSING,
        FINANCE: ReturnState.MISSING,
    }


def test_a_faulty_cell_is_sent_back_and_the_others_are_merged(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    returned(sent.files[INDUSTRY], back, {"壮大企业": {**ENTERPRISES, "完成率": 1.5}})
    run = collected(matrix, back)
    assert run.collection.has_errors
    assert listed(run.output, "壮大企业", "完成率") is None
    assert listed(run.output, "壮大企业", "进展情况") == "已培育企业5家，其余正在辅导。"
    (copy,) = run.replies
    assert INDUSTRY in copy.name
    assert "退回意见" in load_workbook(copy).sheetnames
    (letter,) = run.letters
    assert letter.suffix == ".docx"
    again = collected(matrix, back, days=1)
    assert again.replies == ()


def test_a_conflict_is_decided_in_the_report_and_applied_by_the_next_run(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    returned(sent.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    other = "资金已拨付，平台新建1家。"
    returned(sent.files[FINANCE], back, {"完善平台体系": {**UNDER_WAY, "进展情况": other}})
    first = collected(matrix, back)
    (conflict,) = first.collection.result.conflicts
    assert (conflict.kind, conflict.column) == (ConflictKind.UNITS, "progress")
    assert listed(first.output, "完善平台体系", "进展情况") is None
    assert listed(first.output, "完善平台体系", "完成率") == 0.6
    decide(first.report_file, other)
    second = workflows.collect(
        [], matrix, matrix.with_name("决定后.xlsx"), decisions=first.report_file, now=COLLECTED_AT
    )
    assert second.collection.result.conflicts == ()
    assert listed(second.output, "完善平台体系", "进展情况") == other
    (line,) = (row for row in lines(second.output, "修改记录") if other in row)
    assert "按处理意见采用" in " ".join(line)
    third = collected(second.output, back, name="再收.xlsx", days=1)
    assert listed(third.output, "完善平台体系", "进展情况") == other
    assert third.collection.result.conflicts == ()


def test_a_run_is_taken_back(matrix: Path, sent: workflows.Issued, back: Path) -> None:
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = collected(matrix, back)
    undone = workflows.undo_collect(
        run.output, matrix.with_name("撤销后.xlsx"), now=COLLECTED_AT + timedelta(days=1)
    )
    assert listed(undone.output, "壮大企业", "进展情况") is None
    assert listed(undone.output, "壮大企业", "完成率") is None
    assert [r.states[0] for r in undone.report.receipts] == [ReturnState.MISSING] * 3
    again = collected(undone.output, back, name="再汇总.xlsx", days=2)
    assert listed(again.output, "壮大企业", "进展情况") == "已培育企业5家，其余正在辅导。"


def test_a_run_that_brought_nothing_new_is_passed_over(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    collected(matrix, back)
    second = collected(matrix, back, name="再汇总.xlsx", days=1)
    undone = workflows.undo_collect(second.output, matrix.with_name("撤销后.xlsx"))
    assert listed(undone.output, "壮大企业", "进展情况") is None


def test_a_run_is_taken_back_only_once(matrix: Path, sent: workflows.Issued, back: Path) -> None:
    from officekit.errors import ContentError

    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = collected(matrix, back)
    workflows.undo_collect(run.output, matrix.with_name("撤销后.xlsx"))
    with pytest.raises(ContentError, match="没有可以撤销的汇总"):
        workflows.undo_collect(run.output, matrix.with_name("再撤销.xlsx"))


def test_what_the_clerk_has_changed_meanwhile_is_a_conflict(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    own = "区政府调度：已培育企业8家。"
    typed(matrix, {"壮大企业": {"进展情况": own}})
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = collected(matrix, back)
    (conflict,) = run.collection.result.conflicts
    assert conflict.kind is ConflictKind.MASTER
    assert [c.text for c in conflict.candidates] == [own, "已培育企业5家，其余正在辅导。"]
    assert listed(run.output, "壮大企业", "进展情况") == own
    assert listed(run.output, "壮大企业", "进展状态") == "推进中"


def test_the_clerks_workbook_opens_as_she_left_it(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    book = load_workbook(matrix)
    sheet = book["责任清单"]
    row = row_of(sheet, "壮大企业")
    own = sheet.max_column + 2
    sheet.cell(row_of(sheet, "壮大企业") - 2, own).value = "领导批示"
    sheet.cell(row, own).value = "抓紧办理"
    progress = column_of(sheet, "进展情况")
    sheet.cell(row, progress).fill = PatternFill("solid", fgColor="FFEE99")
    sheet.cell(row, column_of(sheet, "重点任务")).comment = Comment("重点盯办", "经办人")
    sheet.auto_filter.ref = f"A{row - 2}:F{row + 1}"
    book.create_sheet("我的表")["A1"] = "=SUM(1,2)"
    book.save(matrix)
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = collected(matrix, back)
    before, after = parts(matrix), parts(run.output)
    kept = [n for n in before if n.startswith(("xl/comments", "xl/drawings", "xl/theme"))]
    assert [n for n in before if "comment" in n] != []
    assert all(before[name] == after[name] for name in kept)
    result = load_workbook(run.output)
    merged = result["责任清单"]
    assert merged.cell(row, own).value == "抓紧办理"
    assert merged.cell(row, progress).fill.fgColor.rgb == "00FFEE99"
    assert merged.cell(row, progress).value == "已培育企业5家，其余正在辅导。"
    assert merged.auto_filter.ref == f"A{row - 2}:F{row + 1}"
    comment = merged.cell(row, column_of(merged, "重点任务")).comment
    assert comment is not None
    assert comment.text == "重点盯办"
    assert result["我的表"]["A1"].value == "=SUM(1,2)"


def test_a_second_period_is_issued_and_collected_for_itself(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    first = collected(matrix, back)
    second = issued(first.output, "2025年10月")
    assert second.round.period.text == "2025年10月"
    assert second.round.version == 1
    october = matrix.parent / "十月"
    later = {"进展状态": "已完成", "完成率": 1, "进展情况": "已培育企业10家，全部通过认定。"}
    returned(second.files[INDUSTRY], october, {"壮大企业": later})
    run = collected(first.output, october, name="十月汇总.xlsx", days=30)
    assert run.collection.round.period.text == "2025年10月"
    assert listed(run.output, "壮大企业", "进展情况") == "已培育企业10家，全部通过认定。"
    status = workflows.return_status(first.output, period=PERIOD)
    assert {r.unit: r.states[0] for r in status.receipts}[INDUSTRY] is ReturnState.RECEIVED


def test_a_return_of_last_period_is_told_apart(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    issued(matrix, "2025年10月")
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = collected(matrix, back)
    assert run.collection.result.values == ()
    states = {r.unit: r.states for r in run.report.receipts}[INDUSTRY]
    assert ReturnState.STALE in states


def test_the_order_in_which_returns_come_does_not_matter(
    matrix: Path, sent: workflows.Issued, back: Path, tmp_path: Path
) -> None:
    one = returned(sent.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    two = returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    three = returned(sent.files[FINANCE], back, {"完善平台体系": {"进展状态": "滞后"}})
    other = tmp_path / "另一处"
    shutil.copytree(matrix.parent, other)
    together = collected(matrix, one, two, three)
    for days, path in enumerate((three, one, two)):
        last = collected(other / matrix.name, path, days=days, overwrite=True)
    assert lines(last.output, "责任清单") == lines(together.output, "责任清单")
    assert [c.key for c in last.report.conflicts] == [c.key for c in together.report.conflicts]
    states = [(r.unit, r.states, r.answered) for r in together.report.receipts]
    assert [(r.unit, r.states, r.answered) for r in last.report.receipts] == states


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_what_the_clerk_has_cleared_is_not_filled_again_unasked(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    first = collected(matrix, back)
    typed(first.output, {"壮大企业": {"进展情况": None}})
    second = collected(first.output, back, name="再汇总.xlsx", days=1)
    (conflict,) = second.collection.result.conflicts
    assert (conflict.kind, conflict.column) == (ConflictKind.MASTER, "progress")
    assert [c.text for c in conflict.candidates] == ["", "已培育企业5家，其余正在辅导。"]
    assert listed(second.output, "壮大企业", "进展情况") is None
    assert listed(second.output, "壮大企业", "完成率") == ENTERPRISES["完成率"]


def test_a_value_that_a_formula_keeps_out_is_told_and_kept(
    matrix: Path, sent: workflows.Issued, back: Path
) -> None:
    typed(matrix, {"壮大企业": {"进展情况": '="见"&"附件"'}})
    returned(sent.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = collected(matrix, back)
    result = run.collection.result
    assert {value.column for value in result.values} == {"status", "completion"}
    told = [finding for finding in run.collection.all_findings if finding.code == "SB708"]
    assert [finding.value for finding in told] == ["已培育企业5家，其余正在辅导。"]
    assert (result.merged, result.kept) == (2, 1)


def test_a_unit_that_only_the_list_names_is_not_called_renamed(
    matrix: Path, tmp_path: Path, back: Path
) -> None:
    typed(matrix, {"壮大企业": {"牵头单位": "区融媒体中心"}})
    issued = workflows.split(matrix, tmp_path / "再下发", period="2025年11月")
    returned(issued.files["区融媒体中心"], back, {"壮大企业": ENTERPRISES})
    run = workflows.collect([back], matrix, matrix.with_name("十一月.xlsx"), now=COLLECTED_AT)
    assert "SB606" not in {finding.code for finding in run.collection.all_findings}
