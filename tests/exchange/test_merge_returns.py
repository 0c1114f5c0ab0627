from __future__ import annotations

from itertools import permutations

from officekit.exchange.merge import merge
from officekit.exchange.merge_returns import Return
from officekit.model.merging import Aside, ConflictKind, MergeResult
from officekit.model.packet import Role
from officekit.model.submission import ExtraRow
from tests.exchange.merge_samples import (
    FARM,
    WATER,
    Texts,
    make_matrix,
    make_packet,
    make_return,
    make_round,
)

PACKET = make_packet(WATER, {"T001": Role.LEAD, "T002": Role.LEAD})
OF_FARM = make_packet(FARM, {"T001": Role.SUPPORT})
ROUND = make_round(PACKET, OF_FARM)
MATRIX = make_matrix({"T001": {}, "T002": {}})
FIRST: Texts = {"T001": {"progress": "正在清淤", "person": "李四"}}
SECOND: Texts = {"T001": {"progress": "完成清淤", "person": "李四"}}
THIRD: Texts = {"T001": {"progress": "完成验收", "person": "李四"}}


def hash_of(returned: Return) -> str:
    return returned[0].submission.content_hash


def texts_of(result: MergeResult) -> dict[tuple[str, str], str]:
    return {(value.row_key, value.column): value.after for value in result.values}


def merge_any_order(*returns: Return) -> MergeResult:
    """The merge of returns, which must not depend on their order."""
    results = [merge(MATRIX, ROUND, order) for order in permutations(returns)]
    assert all(result == results[0] for result in results)
    return results[0]


def test_the_same_content_twice_is_one_return() -> None:
    result = merge_any_order(
        make_return(PACKET, FIRST, name="甲.xlsx", run=1),
        make_return(PACKET, FIRST, name="乙.xlsx", run=2),
    )
    assert texts_of(result) == {("T001", "progress"): "正在清淤", ("T001", "person"): "李四"}
    assert [o.file for o in result.values[0].origins] == ["甲.xlsx", "乙.xlsx"]
    assert (result.conflicts, result.merged) == ((), 4)


def test_the_same_answer_counts_once_among_the_candidates_of_a_conflict() -> None:
    result = merge_any_order(
        make_return(PACKET, FIRST, name="甲.xlsx", run=1),
        make_return(PACKET, FIRST, name="乙.xlsx", run=2),
        make_return(OF_FARM, {"T001": {"progress": "配合清淤"}}, name="丙.xlsx"),
    )
    assert [c.origin.file for c in result.conflicts[0].candidates] == ["甲.xlsx", "丙.xlsx"]


def test_two_different_returns_are_asked_about_and_merged_where_they_agree() -> None:
    result = merge_any_order(
        make_return(PACKET, FIRST, name="甲.xlsx", run=1),
        make_return(PACKET, SECOND, name="乙.xlsx", run=2),
    )
    conflict = result.conflicts[0]
    assert (conflict.kind, conflict.row_key, conflict.column) == (ConflictKind.FILES, "", "")
    assert conflict.label == WATER
    assert [(c.origin.file, c.text) for c in conflict.candidates] == [
        ("甲.xlsx", "第1项“疏浚青禾河”进展情况：“正在清淤”"),
        ("乙.xlsx", "第1项“疏浚青禾河”进展情况：“完成清淤”"),
    ]
    assert texts_of(result) == {("T001", "person"): "李四"}
    assert (result.merged, result.kept) == (2, 2)
    assert result.findings[0].message == (
        "青禾区水务局报来2份内容不同的表格（“甲.xlsx”、“乙.xlsx”），不知以哪一份为准。"
    )


def test_at_most_five_differences_are_shown() -> None:
    columns = ("completion", "progress", "problems", "next_steps")
    said = [
        {key: dict.fromkeys(columns, text) for key in ("T001", "T002")} for text in ("1%", "2%")
    ]
    result = merge_any_order(*(make_return(PACKET, texts) for texts in said))
    lines = result.conflicts[0].candidates[0].text.splitlines()
    assert len(lines) == 6
    assert lines[-1] == "等8处不同"


def test_a_left_out_answer_is_a_difference() -> None:
    result = merge_any_order(
        make_return(PACKET, FIRST, run=1), make_return(PACKET, {"T001": {"person": "李四"}}, run=2)
    )
    assert result.conflicts[0].candidates[1].text == "第1项“疏浚青禾河”进展情况：（空）"
    assert texts_of(result) == {("T001", "person"): "李四"}


def test_returns_that_differ_in_no_answer_are_not_asked_about() -> None:
    extra = ExtraRow(20, {"title": "新建泵站"})
    result = merge_any_order(
        make_return(PACKET, FIRST, run=1), make_return(PACKET, FIRST, run=2, extra=[extra])
    )
    assert (result.conflicts, len(result.proposals), result.merged) == ((), 1, 4)


def test_the_file_that_the_clerk_takes_counts_and_the_other_is_kept() -> None:
    returns = [make_return(PACKET, FIRST, run=1), make_return(PACKET, SECOND, run=2)]
    conflict = merge(MATRIX, ROUND, returns).conflicts[0]
    decisions = {conflict.key: (conflict.candidates[0].key,)}
    result = merge(MATRIX, ROUND, returns, decisions=decisions)
    assert texts_of(result) == {("T001", "progress"): "正在清淤", ("T001", "person"): "李四"}
    assert (result.conflicts, result.merged, result.kept) == ((), 2, 2)


def test_the_clerk_may_take_neither_file() -> None:
    returns = [make_return(PACKET, FIRST, run=1), make_return(PACKET, SECOND, run=2)]
    conflict = merge(MATRIX, ROUND, returns).conflicts[0]
    result = merge(MATRIX, ROUND, returns, decisions={conflict.key: ()})
    files = {each[0].submission.file.sha256: Aside.DECIDED for each in returns}
    assert result == MergeResult(kept=4, settled=(conflict,), aside_files=files)


def test_a_third_file_is_asked_about_again() -> None:
    returns = [make_return(PACKET, FIRST, run=1), make_return(PACKET, SECOND, run=2)]
    conflict = merge(MATRIX, ROUND, returns).conflicts[0]
    decisions = {conflict.key: (conflict.candidates[0].key,)}
    returns.append(make_return(PACKET, THIRD, run=3))
    result = merge(MATRIX, ROUND, returns, decisions=decisions)
    assert [finding.code for finding in result.findings] == ["SB701", "SB704"]
    assert len(result.conflicts[0].candidates) == 3


def test_a_reply_replaces_what_it_answers() -> None:
    first = make_return(PACKET, FIRST)
    result = merge_any_order(first, make_return(PACKET, SECOND, reply_to=hash_of(first)))
    assert texts_of(result)["T001", "progress"] == "完成清淤"
    assert (result.conflicts, result.merged, result.kept, result.replaced) == ((), 2, 0, 2)


def test_the_last_reply_of_a_chain_counts() -> None:
    first = make_return(PACKET, FIRST)
    second = make_return(PACKET, SECOND, reply_to=hash_of(first))
    third = make_return(PACKET, THIRD, reply_to=hash_of(second))
    result = merge_any_order(first, second, third)
    assert texts_of(result)["T001", "progress"] == "完成验收"
    assert (result.conflicts, result.kept, result.replaced) == ((), 0, 4)


def test_a_chain_goes_through_a_return_that_was_refused() -> None:
    first = make_return(PACKET, FIRST)
    second = make_return(PACKET, SECOND, reply_to=hash_of(first), whole=True)
    third = make_return(PACKET, THIRD, reply_to=hash_of(second))
    result = merge_any_order(first, second, third)
    assert texts_of(result)["T001", "progress"] == "完成验收"
    assert (result.conflicts, result.kept) == ((), 0)
    assert (result.refused, result.replaced) == (2, 2)


def test_a_refused_reply_replaces_nothing() -> None:
    first = make_return(PACKET, FIRST)
    result = merge_any_order(
        first, make_return(PACKET, SECOND, reply_to=hash_of(first), whole=True)
    )
    assert texts_of(result)["T001", "progress"] == "正在清淤"


def test_a_unit_may_go_back_to_what_it_said_first() -> None:
    first = make_return(PACKET, FIRST, run=1)
    second = make_return(PACKET, SECOND, run=2, reply_to=hash_of(first))
    again = make_return(PACKET, FIRST, run=3, reply_to=hash_of(second))
    result = merge_any_order(first, second, again)
    assert texts_of(result)["T001", "progress"] == "正在清淤"
    assert result.conflicts == ()


def test_returns_that_answer_each_other_in_one_run_are_asked_about() -> None:
    first = make_return(PACKET, FIRST)
    second = make_return(PACKET, SECOND, reply_to=hash_of(first))
    again = make_return(PACKET, FIRST, name="再报.xlsx", sha="ff", reply_to=hash_of(second))
    assert len(merge_any_order(first, second, again).conflicts) == 1


def test_a_reply_to_itself_is_no_reply() -> None:
    first = make_return(PACKET, FIRST)
    result = merge_any_order(make_return(PACKET, FIRST, reply_to=hash_of(first)))
    assert texts_of(result)["T001", "progress"] == "正在清淤"
