from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from officekit.exchange.merge import merge
from officekit.exchange.merge_returns import Return
from officekit.exchange.status import account, progress, status, summary
from officekit.model.finding import Finding, Severity
from officekit.model.packet import Role
from officekit.model.returned import Refusal
from officekit.model.submission import Receipt, ReturnState
from officekit.model.unit import Unit, UnitRegistry
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
ROUND = make_round(PACKET, OF_FARM, due="2025-09-25")
TODAY = date(2025, 9, 28)
WHOLE: Texts = {"T001": {"progress": "完成清淤"}, "T002": {"progress": "完成选址"}}
PART: Texts = {"T001": {"progress": "完成清淤"}}


def line(*returns: Return, today: date = TODAY, **decided: tuple[str, ...]) -> Receipt:
    """The line of the first unit, which must not depend on the order of returns."""
    lines = {
        repr(status(ROUND, order, decided, today=today)[0]): status(
            ROUND, order, decided, today=today
        )[0]
        for order in permutations(returns)
    }
    assert len(lines) == 1
    return next(iter(lines.values()))


def warned(returned: Return) -> Return:
    warning = Finding("SB998", Severity.WARNING, "文字太短。", "请补充。")
    return replace(returned[0], findings=(*returned[0].findings, warning)), returned[1]


def test_each_unit_has_a_line_in_the_order_of_packets() -> None:
    receipts = status(ROUND, [make_return(OF_FARM, PART)], today=TODAY)
    assert [(r.unit, r.states) for r in receipts] == [
        (WATER, (ReturnState.MISSING,)),
        (FARM, (ReturnState.RECEIVED,)),
    ]


@pytest.mark.parametrize(
    ("today", "note"),
    [
        (date(2025, 9, 28), "已过截止日期3天，请催报。"),
        (date(2025, 9, 25), "今天是截止日期，请提醒报送。"),
        (date(2025, 9, 20), "离截止日期还有5天。"),
    ],
)
def test_a_missing_return_is_called_for_by_the_day(today: date, note: str) -> None:
    assert line(today=today) == Receipt(WATER, (ReturnState.MISSING,), tasks=2, note=note)


@pytest.mark.parametrize("due", ["", "九月底"])
def test_without_a_due_date_nothing_is_late(due: str) -> None:
    round_ = make_round(PACKET, OF_FARM, due=due)
    returned = make_return(OF_FARM, PART, received_at="2025-12-31T10:00:00+08:00")
    missing, received = status(round_, [returned], today=TODAY)
    assert missing.note == "尚未报送，请适时催报。"
    assert received.states == (ReturnState.RECEIVED,)


def test_a_full_return_in_time_needs_nothing() -> None:
    assert line(make_return(PACKET, WHOLE, name="甲.xlsx")) == Receipt(
        WATER,
        (ReturnState.RECEIVED,),
        tasks=2,
        answered=2,
        files=("甲.xlsx",),
        received_at="2025-09-20T10:00:00+08:00",
    )


def test_tasks_that_were_left_out_are_told() -> None:
    receipt = line(make_return(PACKET, PART))
    assert (receipt.answered, receipt.note) == (1, "还有1项任务没有填写，请与该单位核实。")


def test_a_late_return_is_told_by_the_day_of_its_coming() -> None:
    receipt = line(make_return(PACKET, WHOLE, received_at="2025-09-27T08:00:00+08:00"))
    assert (receipt.states, receipt.note) == ((ReturnState.LATE,), "比截止日期晚2天。")


def test_a_return_sent_in_time_and_collected_later_is_in_time() -> None:
    came = "2025-09-27T08:00:00+08:00"
    receipt = line(make_return(PACKET, WHOLE, sent_at="2025-09-25T15:59:00Z", received_at=came))
    assert receipt.states == (ReturnState.RECEIVED,)


def test_days_are_counted_where_the_issuer_is() -> None:
    came = "2025-09-27T08:00:00+08:00"
    receipt = line(make_return(PACKET, WHOLE, sent_at="2025-09-25T16:00:00Z", received_at=came))
    assert receipt.states == (ReturnState.LATE,)


@pytest.mark.parametrize("sent_at", ["2099-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "昨天"])
def test_a_wrong_clock_makes_no_return_late(sent_at: str) -> None:
    assert line(make_return(PACKET, WHOLE, sent_at=sent_at)).states == (ReturnState.RECEIVED,)


def test_a_correction_after_the_due_date_is_not_late() -> None:
    first = make_return(PACKET, PART, run=1)
    reply = make_return(
        PACKET,
        WHOLE,
        run=2,
        reply_to=first[0].submission.content_hash,
        name="更正.xlsx",
        received_at="2025-09-27T08:00:00+08:00",
    )
    receipt = line(first, reply)
    assert receipt.states == (ReturnState.RECEIVED,)
    assert receipt.files == ("更正.xlsx", f"{WATER}.xlsx")
    assert receipt.received_at == "2025-09-20T10:00:00+08:00"


def test_a_return_with_errors_goes_back() -> None:
    receipt = line(warned(make_return(PACKET, WHOLE, refused=[("T001", "progress")])))
    assert receipt.states == (ReturnState.SENT_BACK, ReturnState.RECEIVED)
    assert (receipt.errors, receipt.warnings, receipt.answered) == (1, 1, 2)
    assert receipt.note == "有1处错误，请把退回函和标出错误的工作簿发给该单位更正。"


def test_errors_of_a_return_that_was_replaced_do_not_count() -> None:
    first = make_return(PACKET, WHOLE, refused=[("T001", "progress")])
    reply = make_return(PACKET, PART, reply_to=first[0].submission.content_hash)
    assert line(first, reply).errors == 0


def test_a_file_that_was_refused_goes_back() -> None:
    receipt = line(make_return(PACKET, WHOLE, whole=True))
    assert receipt.states == (ReturnState.SENT_BACK, ReturnState.RECEIVED)
    assert (receipt.errors, receipt.answered) == (1, 0)
    assert receipt.note == "报来的文件不能采用，请把退回函发给该单位，请其重新报送。"


def test_a_good_return_counts_beside_one_that_was_refused() -> None:
    receipt = line(make_return(PACKET, PART, whole=True), make_return(PACKET, WHOLE))
    assert (receipt.states, receipt.errors) == ((ReturnState.RECEIVED,), 0)


def test_two_different_returns_wait_for_a_decision() -> None:
    returns = [make_return(PACKET, PART, run=1), make_return(PACKET, WHOLE, run=2)]
    receipt = line(*returns)
    assert receipt.states == (ReturnState.TWICE, ReturnState.RECEIVED)
    assert receipt.note == "报来2份内容不同的表格，请在“报送冲突”选择采用哪一份。"


def test_a_decision_ends_the_waiting() -> None:
    returns = [make_return(PACKET, PART, run=1), make_return(PACKET, WHOLE, run=2)]
    conflict = merge(make_matrix({"T001": {}, "T002": {}}), ROUND, returns).conflicts[0]
    decided = {conflict.key: (conflict.candidates[1].key,)}
    receipt = status(ROUND, returns, decided, today=TODAY)[0]
    assert (receipt.states, receipt.answered) == ((ReturnState.RECEIVED,), 2)


def test_a_return_of_another_period_is_no_return() -> None:
    old = make_packet(WATER, {"T001": Role.LEAD}, period="2025年8月")
    receipt = line(make_return(old, PART, name="八月.xlsx"))
    assert (receipt.states, receipt.files, receipt.answered) == (
        (ReturnState.STALE,),
        ("八月.xlsx",),
        0,
    )
    assert receipt.note == "报来的是以前下发的表格，请该单位改用本次下发的表格重新报送。"


def test_a_return_of_this_period_counts_beside_an_old_one() -> None:
    old = make_packet(WATER, {"T001": Role.LEAD}, period="2025年8月")
    receipt = line(
        make_return(old, PART, name="八月.xlsx"), make_return(PACKET, WHOLE, name="九月.xlsx")
    )
    assert (receipt.states, receipt.files) == ((ReturnState.RECEIVED,), ("九月.xlsx", "八月.xlsx"))


def test_a_return_in_which_nothing_was_filled_is_told() -> None:
    receipt = line(make_return(PACKET, {}))
    assert receipt.states == (ReturnState.UNFILLED, ReturnState.RECEIVED)
    assert receipt.note == "报来的表格没有填写，请与该单位核实。"


def unread(name: str, *, folder: str = "", **how: Any) -> Return:
    """A file that says nothing of where it comes from."""
    received, accepted = make_return(None, {}, whole=True, name=name)
    file = replace(received.submission.file, folder=folder, **how)
    return replace(received, submission=replace(received.submission, file=file)), accepted


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        (f"{WATER}9月.xlsx", ""),
        ("报送表.xlsx", f"1 {WATER}"),
        (f"市{WATER}驻外办.xlsx", ""),
    ],
)
def test_a_file_that_could_not_be_read_is_told_with_the_unit_it_names(
    name: str, folder: str
) -> None:
    note = f"报来的“{name}”打不开或不是下发的表，请该单位重报。"
    assert line(unread(name, folder=folder)) == Receipt(
        WATER, (ReturnState.MISSING,), tasks=2, files=(name,), note=note
    )


def test_an_alias_names_a_unit_too() -> None:
    registry = UnitRegistry((Unit(WATER, aliases=("水司",)), Unit(FARM)))
    returned = unread("水司报送.pdf", refusal=Refusal.OTHER_CONTENT)
    found = status(ROUND, [returned], today=TODAY, registry=registry)
    assert [receipt.files for receipt in found] == [("水司报送.pdf",), ()]
    assert line(returned).files == ()


def test_several_files_that_could_not_be_read_are_counted() -> None:
    receipt = line(unread(f"{WATER}1.xlsx"), unread(f"{WATER}2.xlsx"))
    assert receipt.files == (f"{WATER}1.xlsx", f"{WATER}2.xlsx")
    assert receipt.note.startswith(f"报来的“{WATER}1.xlsx”等2个文件打不开")


def test_the_longest_name_counts() -> None:
    inner = make_packet(f"{WATER}监察大队", {"T001": Role.LEAD})
    round_ = make_round(PACKET, inner, due="2025-09-25")
    found = status(round_, [unread(f"{WATER}监察大队.xlsx")], today=TODAY)
    assert [receipt.files for receipt in found] == [(), (f"{WATER}监察大队.xlsx",)]


@pytest.mark.parametrize(
    "returned",
    [
        unread("报送表.xlsx"),
        unread(f"{WATER}和{FARM}.xlsx"),
        unread(f"{FARM}.xlsx", folder=WATER),
        unread(f"~${WATER}.xlsx", refusal=Refusal.LOCK_FILE),
    ],
)
def test_a_file_that_names_no_unit_or_two_belongs_to_none(returned: Return) -> None:
    assert line(returned).files == ()
    assert line(returned).note == "已过截止日期3天，请催报。"


def test_a_file_that_could_not_be_read_does_not_count_beside_a_return() -> None:
    receipt = line(make_return(PACKET, WHOLE, name="甲.xlsx"), unread(f"{WATER}.pdf"))
    assert (receipt.states, receipt.files) == ((ReturnState.RECEIVED,), ("甲.xlsx",))


def test_each_return_is_accounted_for() -> None:
    matrix = make_matrix({"T001": {"progress": "完成清淤"}})
    returned = make_return(
        PACKET,
        {**WHOLE, "T001": {"progress": "完成清淤", "person": "李四", "status": "好"}},
        refused=[("T001", "status")],
    )
    packet = make_packet(WATER, {"T001": Role.LEAD}, period="2025年8月")
    old = make_return(packet, PART)
    result = merge(matrix, ROUND, [returned, old])
    assert account(*returned, result) == (2, 1, 1, 0)
    assert account(*old, result) == (0, 1, 0, 0)


def receipts_in(*states: tuple[ReturnState, ...]) -> list[Receipt]:
    return [Receipt(f"单位{number}", each) for number, each in enumerate(states)]


def test_the_chart_counts_each_unit_once() -> None:
    counts = progress(
        receipts_in(
            (ReturnState.SENT_BACK, ReturnState.LATE), (ReturnState.LATE,), (ReturnState.MISSING,)
        )
    )
    assert counts == {
        ReturnState.MISSING: 1,
        ReturnState.RECEIVED: 0,
        ReturnState.LATE: 1,
        ReturnState.UNFILLED: 0,
        ReturnState.SENT_BACK: 1,
        ReturnState.STALE: 0,
        ReturnState.TWICE: 0,
    }


def test_the_summary_adds_up() -> None:
    states = [
        *[(ReturnState.RECEIVED,)] * 22,
        *[(ReturnState.LATE,)] * 2,
        *[(ReturnState.SENT_BACK, ReturnState.RECEIVED)] * 3,
        *[(ReturnState.MISSING,)] * 3,
    ]
    assert summary(receipts_in(*states)) == (
        "应报30个单位，已报27个（其中迟报2个），退回3个，未报3个。"
    )


def test_the_summary_leaves_out_what_is_nothing() -> None:
    assert summary(receipts_in((ReturnState.RECEIVED,))) == "应报1个单位，已报1个，未报0个。"


def test_the_summary_tells_of_old_forms_doubles_and_blanks() -> None:
    receipts = receipts_in(
        (ReturnState.STALE,),
        (ReturnState.TWICE, ReturnState.RECEIVED),
        (ReturnState.UNFILLED, ReturnState.RECEIVED),
    )
    assert summary(receipts) == (
        "应报3个单位，已报2个，重复1个，未填1个，未报1个（其中1个报来过期版本）。"
    )
