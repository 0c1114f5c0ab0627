"""A period that is issued again: who has to report anew, and whose return still counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from officekit import workflows
from officekit.errors import AlreadyIssuedError, UsageError
from officekit.model.submission import ReturnState
from tests.exchange.departments import (
    COLLECTED_AT,
    DUE,
    ENTERPRISES,
    ISSUED_AT,
    PEOPLE,
    PERIOD,
    UNDER_WAY,
    Answers,
    decide,
    listed,
    made_matrix,
    returned,
    typed,
)

SCIENCE, INDUSTRY, FINANCE = "区科技局", "区工信局", "区财政局"
CHANGED: Answers = {"壮大企业": {"主要举措": "培育企业12家。"}}
BETTER = {**UNDER_WAY, "进展情况": "已新建平台3家，全部通过验收。"}
OTHER = {**UNDER_WAY, "进展情况": "已拨付平台建设资金300万元。"}


@dataclass
class Desk:
    """The clerk's desk: the matrix as she works on, and what she does with it."""

    matrix: Path
    day: int = 0
    runs: list[workflows.Collected] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.matrix.parent

    def split(self, *, new: bool = False, due: str = DUE) -> workflows.Issued:
        return workflows.split(
            self.matrix,
            self.folder / "下发",
            period=PERIOD,
            due=due,
            new_version=new,
            now=ISSUED_AT,
        )

    def reissue(self, changes: Answers = CHANGED) -> workflows.Issued:
        typed(self.matrix, changes)
        return self.split(new=True)

    def back(self, name: str) -> Path:
        return self.folder / name

    def collect(self, *paths: Path, go_on: bool = True) -> workflows.Collected:
        """Collect, and go on with the merged copy."""
        self.day += 1
        run = workflows.collect(
            paths,
            self.matrix,
            self.folder / f"汇总{self.day}.xlsx",
            now=COLLECTED_AT + timedelta(days=self.day),
        )
        if go_on:
            self.matrix = run.output
        return run

    def undo(self) -> workflows.Collected:
        self.day += 1
        run = workflows.undo_collect(
            self.matrix,
            self.folder / f"撤销{self.day}.xlsx",
            now=COLLECTED_AT + timedelta(days=self.day),
        )
        self.matrix = run.output
        return run

    def progress(self, title: str) -> object:
        return listed(self.matrix, title, "进展情况")


def states(run: workflows.Collected) -> dict[str, ReturnState]:
    return {receipt.unit: receipt.states[0] for receipt in run.report.receipts}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(made_matrix(tmp_path / "青禾区 重点任务"))


def test_a_return_to_the_version_before_counts_where_the_tasks_are_the_same(desk: Desk) -> None:
    first = desk.split()
    second = desk.reissue()
    assert second.round.version == 2
    assert second.changed == (INDUSTRY,)
    back = desk.back("报送")
    returned(first.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    returned(first.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    run = desk.collect(back)
    assert states(run) == {
        SCIENCE: ReturnState.RECEIVED,
        INDUSTRY: ReturnState.STALE,
        FINANCE: ReturnState.MISSING,
    }
    assert desk.progress("完善平台体系") == UNDER_WAY["进展情况"]
    assert desk.progress("壮大企业") is None
    codes = {f.code for each in run.collection.current for f in each.findings}
    assert "SB202" in codes
    science = next(r for r in run.collection.current if r.submission.unit == SCIENCE)
    assert science.findings == ()


@pytest.mark.parametrize("from_merged", [True, False])
def test_what_was_collected_before_a_new_version_still_counts(
    desk: Desk, *, from_merged: bool
) -> None:
    first = desk.split()
    back = desk.back("报送")
    returned(first.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    returned(first.files[INDUSTRY], back, {"壮大企业": ENTERPRISES})
    desk.collect(back, go_on=from_merged)
    desk.reissue()
    run = desk.collect(back)
    assert states(run) == {
        SCIENCE: ReturnState.RECEIVED,
        INDUSTRY: ReturnState.STALE,
        FINANCE: ReturnState.MISSING,
    }
    assert run.collection.known == 1
    assert run.collection.result.conflicts == ()
    assert desk.progress("完善平台体系") == UNDER_WAY["进展情况"]
    if from_merged:  # what was merged stays in the list until the unit reports anew
        assert run.collection.result.values == ()
        assert desk.progress("壮大企业") == ENTERPRISES["进展情况"]
    again = desk.collect(back)
    assert again.collection.result.values == ()
    assert states(again) == states(run)


def test_the_status_without_collecting_knows_who_has_returned(desk: Desk) -> None:
    first = desk.split()
    returned(
        first.files[SCIENCE], desk.back("报送"), {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE}
    )
    desk.collect(desk.back("报送"))
    desk.reissue()
    report = workflows.return_status(desk.matrix)
    assert {r.unit: r.states[0] for r in report.receipts}[SCIENCE] is ReturnState.RECEIVED


def test_a_return_to_the_new_version_replaces_the_one_before(desk: Desk) -> None:
    first = desk.split()
    returned(first.files[SCIENCE], desk.back("旧"), {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    desk.collect(desk.back("旧"))
    second = desk.reissue()
    returned(second.files[SCIENCE], desk.back("新"), {"完善平台体系": BETTER, "引进人才": PEOPLE})
    run = desk.collect(desk.back("旧"), desk.back("新"))
    assert states(run)[SCIENCE] is ReturnState.RECEIVED
    assert run.collection.result.conflicts == ()
    assert desk.progress("完善平台体系") == BETTER["进展情况"]


def test_a_correction_in_the_old_workbook_replaces_what_was_merged(desk: Desk) -> None:
    first = desk.split()
    wrong = {**UNDER_WAY, "完成率": "大约六成"}
    returned(first.files[SCIENCE], desk.back("旧"), {"完善平台体系": wrong, "引进人才": PEOPLE})
    desk.collect(desk.back("旧"))
    desk.reissue()
    returned(first.files[SCIENCE], desk.back("新"), {"完善平台体系": BETTER, "引进人才": PEOPLE})
    run = desk.collect(desk.back("新"))
    assert states(run)[SCIENCE] is ReturnState.RECEIVED
    assert run.collection.result.conflicts == ()
    assert desk.progress("完善平台体系") == BETTER["进展情况"]


def test_taking_back_leaves_what_was_collected_before_the_new_version(desk: Desk) -> None:
    first = desk.split()
    returned(first.files[SCIENCE], desk.back("旧"), {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    desk.collect(desk.back("旧"))
    second = desk.reissue()
    returned(second.files[SCIENCE], desk.back("新"), {"完善平台体系": BETTER, "引进人才": PEOPLE})
    returned(second.files[INDUSTRY], desk.back("新"), {"壮大企业": ENTERPRISES})
    desk.collect(desk.back("新"))
    run = desk.undo()
    assert desk.progress("完善平台体系") == UNDER_WAY["进展情况"]
    assert desk.progress("壮大企业") is None
    assert states(run)[SCIENCE] is ReturnState.RECEIVED
    again = desk.collect(desk.back("新"))
    assert again.collection.result.conflicts == ()
    assert desk.progress("完善平台体系") == BETTER["进展情况"]


def test_collecting_the_first_version_taken_back_and_done_again_ends_the_same(desk: Desk) -> None:
    first = desk.split()
    returned(first.files[SCIENCE], desk.back("旧"), {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    desk.collect(desk.back("旧"))
    desk.reissue()
    desk.undo()
    assert desk.progress("完善平台体系") is None
    run = desk.collect(desk.back("旧"))
    assert run.collection.result.conflicts == ()
    assert desk.progress("完善平台体系") == UNDER_WAY["进展情况"]


def test_what_was_decided_before_a_new_version_stays_decided(desk: Desk) -> None:
    first = desk.split()
    back = desk.back("报送")
    returned(first.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    returned(first.files[FINANCE], back, {"完善平台体系": OTHER})
    run = desk.collect(back, go_on=False)
    assert [c.column for c in run.collection.result.conflicts] == ["progress"]
    decide(run.report_file, str(UNDER_WAY["进展情况"]))
    desk.day -= 1
    decided = desk.collect(back)
    assert decided.collection.result.conflicts == ()
    desk.reissue()
    after = desk.collect(back)
    assert after.collection.result.conflicts == ()
    assert after.collection.result.values == ()
    assert desk.progress("完善平台体系") == UNDER_WAY["进展情况"]


def test_a_value_that_the_clerk_has_edited_is_still_asked_about(desk: Desk) -> None:
    first = desk.split()
    returned(first.files[SCIENCE], desk.back("旧"), {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    desk.collect(desk.back("旧"))
    second = desk.reissue()
    typed(desk.matrix, {"完善平台体系": {"进展情况": "电话报来：已建成4家。"}})
    returned(second.files[SCIENCE], desk.back("新"), {"完善平台体系": BETTER, "引进人才": PEOPLE})
    run = desk.collect(desk.back("新"))
    assert [c.column for c in run.collection.result.conflicts] == ["progress"]
    assert desk.progress("完善平台体系") == "电话报来：已建成4家。"


def test_a_list_put_back_to_what_it_was_takes_its_returns_again(desk: Desk) -> None:
    first = desk.split()
    returned(first.files[INDUSTRY], desk.back("报送"), {"壮大企业": ENTERPRISES})
    desk.reissue()
    stale = desk.collect(desk.back("报送"))
    assert states(stale)[INDUSTRY] is ReturnState.STALE
    third = desk.reissue({"壮大企业": {"主要举措": "培育企业10家。"}})
    assert third.changed == (INDUSTRY,)
    run = desk.collect(desk.back("报送"))
    assert states(run)[INDUSTRY] is ReturnState.RECEIVED
    assert desk.progress("壮大企业") == ENTERPRISES["进展情况"]


def test_a_list_that_has_not_changed_is_not_issued_again(desk: Desk) -> None:
    desk.split()
    with pytest.raises(UsageError, match="责任清单没有变化") as refused:
        desk.split(new=True)
    assert "不加 --new-version" in refused.value.hint
    assert desk.split().again


def test_only_another_last_day_is_told_and_makes_nobody_report_anew(desk: Desk) -> None:
    desk.split()
    with pytest.raises(AlreadyIssuedError, match="改了报送截止日期，各单位的任务没有变化"):
        desk.split(due="2025-09-28")
    second = desk.split(new=True, due="2025-09-28")
    assert second.changed == ()
    assert second.what_still_counts == "各单位的任务没有变化，已报的仍然有效，不用重新填报。"


def test_units_whose_tasks_have_changed_are_named(desk: Desk) -> None:
    first = desk.split()
    assert first.what_still_counts == ""
    typed(desk.matrix, CHANGED)
    with pytest.raises(AlreadyIssuedError, match="区工信局的任务有变化"):
        desk.split()
    second = desk.split(new=True)
    assert second.what_still_counts == ("其中1个单位的任务有变化，要重新填报；其余已报的仍然有效。")


def test_a_copy_that_went_back_before_a_new_version_may_be_mended(desk: Desk) -> None:
    first = desk.split()
    wrong = {**UNDER_WAY, "完成率": "大约六成"}
    back = desk.back("报送")
    returned(first.files[SCIENCE], back, {"完善平台体系": wrong, "引进人才": PEOPLE})
    run = desk.collect(back)
    assert states(run)[SCIENCE] is ReturnState.SENT_BACK
    (reply,) = run.replies
    desk.reissue()
    again = desk.collect(back)
    assert states(again)[SCIENCE] is ReturnState.SENT_BACK
    assert again.replies == ()
    returned(reply, back, {"完善平台体系": UNDER_WAY}, name="更正.xlsx")
    mended = desk.collect(back)
    assert states(mended)[SCIENCE] is ReturnState.RECEIVED
    assert mended.collection.result.conflicts == ()
    assert listed(desk.matrix, "完善平台体系", "完成率") == 0.6


def test_a_faulty_return_to_the_version_before_goes_back(desk: Desk) -> None:
    first = desk.split()
    desk.reissue()
    wrong = {**UNDER_WAY, "完成率": "大约六成"}
    back = desk.back("报送")
    returned(first.files[SCIENCE], back, {"完善平台体系": wrong, "引进人才": PEOPLE})
    run = desk.collect(back)
    assert states(run)[SCIENCE] is ReturnState.SENT_BACK
    (reply,) = run.replies
    returned(reply, back, {"完善平台体系": BETTER}, name="更正.xlsx")
    mended = desk.collect(back)
    assert states(mended)[SCIENCE] is ReturnState.RECEIVED
    assert desk.progress("完善平台体系") == BETTER["进展情况"]


def test_a_task_put_in_above_changes_nothing_for_others(tmp_path: Path) -> None:
    """Only the numbers of the tasks below change."""
    desk = Desk(made_matrix(tmp_path / "青禾区 重点任务"))
    first = desk.split()
    second = desk.reissue({"引进人才": {"序号": "4"}, **CHANGED})
    assert second.changed == (INDUSTRY,)
    back = desk.back("报送")
    returned(first.files[SCIENCE], back, {"完善平台体系": UNDER_WAY, "引进人才": PEOPLE})
    run = desk.collect(back)
    assert states(run)[SCIENCE] is ReturnState.RECEIVED
    assert desk.progress("引进人才") == PEOPLE["进展情况"]
