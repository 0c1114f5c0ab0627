"""The register: what is recorded, what counts, and that nothing is taken twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from officekit.errors import OfficekitError, UsageError
from officekit.exchange.register import Register
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.merging import MergedValue, Origin
from officekit.model.packet import Role
from officekit.model.period import Period
from officekit.model.run import RunKind
from tests.exchange.register_samples import (
    AT,
    MATRIX,
    SEPTEMBER,
    issue,
    merged,
    packet,
    returned,
)

CULTURE, WATER = packet(1, "文旅局"), packet(2, "水利局", role=Role.SUPPORT)
OCTOBER = Period.parse("2023年10月")


@pytest.fixture(params=["file", "url"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    location = tmp_path / "登记册.db" if request.param == "file" else "sqlite://"
    with Register.open(location) as opened:
        yield opened


def collect(register: Register, round_id: int = 1) -> int:
    return register.begin_run(RunKind.COLLECT, round_id, AT)


def test_an_issue_comes_back_as_it_was_recorded(register: Register) -> None:
    added = issue(register, CULTURE, WATER)

    assert added.id == 1
    assert added.packets == (CULTURE, WATER)
    assert (added.due, added.issued_at) == ("2023-09-25", "2023-09-01T08:00:00+08:00")
    assert register.rounds() == (added,)
    assert register.latest_round(MATRIX) == added
    assert register.packets() == {CULTURE.id: (1, CULTURE), WATER.id: (1, WATER)}
    assert register.packet_files(1) == {CULTURE.id: "文旅局.xlsx", WATER.id: "水利局.xlsx"}


def test_packets_are_read_back_by_another_process_of_the_file(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db") as first:
        added = issue(first, CULTURE, WATER)
    with Register.open(tmp_path / "r.db", create=False) as second:
        assert second.rounds(MATRIX) == (added,)
        assert second.rounds("another") == ()
        assert second.packets("another") == {}


def test_versions_of_a_period_count_up(register: Register) -> None:
    assert register.next_version(MATRIX, "2023年9月") == 1
    issue(register, CULTURE)
    assert register.next_version(MATRIX, "2023.09") == 2
    assert register.next_version(MATRIX, "2023年10月") == 1
    assert register.next_version("another", "2023年9月") == 1


def test_the_newest_issue_is_the_latest(register: Register) -> None:
    issue(register, CULTURE)
    second = issue(register, packet(3, "文旅局"), version=2)
    third = issue(register, packet(4, "文旅局", OCTOBER), period=OCTOBER)

    assert register.latest_round(MATRIX) == third
    assert register.latest_round(MATRIX, "2023年9月") == second
    assert register.latest_round(MATRIX, "2023年1月") is None
    assert register.latest_round("another") is None


def test_a_version_is_issued_once(register: Register) -> None:
    issue(register, CULTURE)
    with pytest.raises(OfficekitError) as caught:
        issue(register, packet(9, "水利局"))
    assert "“2023年9月”第1版已经下发过" in caught.value.message
    assert "重新执行" in caught.value.hint
    assert [each.id for each in register.rounds()] == [1]


def test_an_issue_whose_packet_is_known_leaves_nothing_behind(register: Register) -> None:
    issue(register, CULTURE)
    with pytest.raises(OfficekitError):
        issue(register, WATER, CULTURE, version=2)
    assert len(register.rounds()) == 1
    assert set(register.packets()) == {CULTURE.id}


def test_a_return_is_taken_once_under_the_run_that_saw_it_first(register: Register) -> None:
    issue(register, CULTURE)
    first, second = collect(register), collect(register)
    new = register.add_received(first, 1, [returned(CULTURE, "已开工")])
    again = returned(CULTURE, "已开工", name="副本.xlsx", sha="b", at="2023-09-21T09:00:00+08:00")

    assert [each.run for each in new] == [first]
    assert register.add_received(second, 1, [again]) == ()
    assert register.received(1) == new
    content = new[0].submission.content_hash
    assert register.files_seen(1) == {"a" * 64: content, "b" * 64: content}
    assert register.names_seen(1) == {content: ("回执.xlsx", "副本.xlsx")}


def test_two_copies_in_one_batch_are_one(register: Register) -> None:
    issue(register, CULTURE)
    one = returned(CULTURE, "已开工", sha="c")
    other = returned(CULTURE, "已开工", sha="b")

    assert len(register.add_received(collect(register), 1, [one, other])) == 1
    assert [each.submission.file.sha256 for each in register.received(1)] == ["b" * 64]


def test_the_order_of_returns_does_not_matter(register: Register) -> None:
    issue(register, CULTURE, WATER)
    many = [returned(CULTURE, f"完成{i}处", sha=f"{i:x}") for i in range(8)]
    many.append(returned(None, "", sha="f", name="照片.xlsx"))
    register.add_received(collect(register), 1, many[5:])
    register.add_received(collect(register), 1, many[:5])

    found = register.received(1)
    hashes = [each.submission.content_hash for each in found]
    assert hashes == sorted(each.submission.content_hash for each in many)
    assert len(found) == 9


def test_a_return_of_an_unknown_packet_keeps_it(register: Register) -> None:
    issue(register, CULTURE)
    stranger = packet(77, "教育局")
    register.add_received(collect(register), 1, [returned(stranger, "已完成")])
    assert register.received(1)[0].submission.packet == stranger


def test_a_packet_that_differs_from_the_registered_one_is_kept_as_it_came(
    register: Register,
) -> None:
    issue(register, CULTURE)
    changed = packet(1, "文化局")
    register.add_received(collect(register), 1, [returned(changed, "已完成")])
    assert register.received(1)[0].submission.packet == changed


def test_returns_of_another_round_are_not_told(register: Register) -> None:
    issue(register, CULTURE)
    issue(register, packet(3, "文旅局", OCTOBER), period=OCTOBER)
    register.add_received(collect(register), 1, [returned(CULTURE, "已开工")])
    assert register.received(2) == ()
    assert register.files_seen(2) == {}


def test_what_was_taken_back_no_longer_counts_and_is_taken_again(register: Register) -> None:
    issue(register, CULTURE)
    run = collect(register)
    register.add_received(run, 1, [returned(CULTURE, "已开工")])
    register.add_decisions(run, 1, {"k1": ("c1",)})
    undo = register.begin_run(RunKind.UNDO, 1, AT)
    register.withdraw(undo, run)

    assert register.received(1) == ()
    assert register.files_seen(1) == {}
    assert register.decisions(1) == {}
    later = collect(register)
    assert len(register.add_received(later, 1, [returned(CULTURE, "已开工")])) == 1
    assert [each.run for each in register.received(1)] == [later]
    assert len(register.files_seen(1)) == 1


def test_only_a_collecting_is_taken_back_and_only_once(register: Register) -> None:
    issue(register, CULTURE)
    run, undo = collect(register), register.begin_run(RunKind.UNDO, 1, AT)
    for number in (1, undo, 99):
        with pytest.raises(UsageError, match=f"第{number}次操作"):
            register.withdraw(undo, number)
    register.withdraw(undo, run)
    with pytest.raises(UsageError, match="已经撤销过"):
        register.withdraw(undo, run)


def test_the_last_decision_counts(register: Register) -> None:
    issue(register, CULTURE)
    first, second = collect(register), collect(register)
    register.add_decisions(first, 1, {"k1": ("c1",), "k2": ()})
    register.add_decisions(second, 1, {"k1": ("c2", "c1")})
    assert register.decisions(1) == {"k1": ("c2", "c1"), "k2": ()}

    register.withdraw(register.begin_run(RunKind.UNDO, 1, AT), second)
    assert register.decisions(1) == {"k1": ("c1",), "k2": ()}


def test_merged_values_come_back_in_their_order_with_their_origins(register: Register) -> None:
    issue(register, CULTURE)
    run = collect(register)
    one = Origin("文旅局", Role.LEAD, "甲.xlsx", "a" * 64, "责任清单", "J4", AT)
    two = Origin("水利局", Role.SUPPORT, "乙.xlsx", "b" * 64, "责任清单", "J4", AT)
    values = (
        MergedValue("T002", "progress", "", "甲乙\n都已开工", (one, two), decided=True),
        MergedValue("T001", "status", "未启动", "推进中", (one,)),
        MergedValue("T001", "person", "张三", ""),
    )
    register.record_merge(run, 1, values, AT)

    assert register.merged_values(run) == (values, AT)
    assert register.merged_values(99) == ((), "")


def test_the_history_knows_every_value_and_what_stood_there_first(register: Register) -> None:
    issue(register, CULTURE)
    first, second = collect(register), collect(register)
    register.record_merge(first, 1, [merged("原文", "甲")], AT)
    register.record_merge(second, 1, [merged("甲", "乙"), merged("", "丙", key="T002")], AT)
    register.withdraw(register.begin_run(RunKind.UNDO, 1, AT), second)

    history = register.history(1)
    assert history.written == {
        ("T001", "progress"): frozenset({"甲", "乙"}),
        ("T002", "progress"): frozenset({"丙"}),
    }
    assert history.first == {("T001", "progress"): "原文", ("T002", "progress"): ""}


def test_the_first_value_is_the_clerks_own_where_she_has_edited_since(register: Register) -> None:
    issue(register, CULTURE)
    for before, after in (("原文", "甲"), ("办事员改的", "乙"), ("乙", "丙")):
        register.record_merge(collect(register), 1, [merged(before, after)], AT)
    history = register.history(1)
    assert history.first == {("T001", "progress"): "办事员改的"}
    assert history.written == {("T001", "progress"): frozenset({"甲", "乙", "丙"})}


def test_finishing_records_values_and_outputs_or_nothing(register: Register) -> None:
    issue(register, CULTURE)
    run = collect(register)
    register.finish_run(run, 1, [merged("", "甲")], {"汇总.xlsx": "c" * 64}, AT)
    with pytest.raises(OfficekitError, match="已经登记过"):
        register.finish_run(run, 1, [merged("", "乙")], {"别的.xlsx": "d" * 64}, AT)

    assert register.output_hashes() == frozenset({"c" * 64})
    assert register.merged_values(run)[0] == (merged("", "甲"),)
    register.record_outputs(1, {"文旅局.xlsx": "e" * 64})
    register.record_outputs(run, {"汇总.xlsx": "f" * 64})
    assert register.output_hashes() == frozenset({"c" * 64, "e" * 64, "f" * 64})
    assert register.outputs() == {"汇总.xlsx": "f" * 64, "文旅局.xlsx": "e" * 64}


def test_runs_tell_what_was_done(register: Register) -> None:
    issue(register, CULTURE)
    done, broken_off = collect(register), register.begin_run(RunKind.COLLECT, 1, AT, "第二次")
    register.add_received(done, 1, [returned(CULTURE, "甲"), returned(CULTURE, "乙", sha="b")])
    register.finish_run(done, 1, [merged("", "甲"), merged("", "乙", key="T002")], {}, AT)
    undo = register.begin_run(RunKind.UNDO, 1, AT)
    register.withdraw(undo, done)

    runs = register.runs(MATRIX)
    assert [(r.number, r.kind.label, r.finished) for r in runs] == [
        (1, "拆分下发", True),
        (2, "收集汇总", True),
        (3, "收集汇总", False),
        (4, "撤销", True),
    ]
    assert [(r.received, r.merged, r.undoes, r.undone_by) for r in runs] == [
        (0, 0, None, None),
        (2, 2, None, undo),
        (0, 0, None, None),
        (0, 0, done, None),
    ]
    assert runs[2].number == broken_off
    assert (runs[2].note, runs[2].period, runs[2].version) == ("第二次", SEPTEMBER, 1)
    assert runs[0].at == "2023-09-01T08:00:00+08:00"
    assert register.runs("another") == ()


def test_the_run_of_an_issue_exists_once(register: Register) -> None:
    issue(register, CULTURE)
    assert register.begin_run(RunKind.ISSUE, 1, AT) == 1
    assert len(register.runs()) == 1


def test_a_run_needs_a_round(register: Register) -> None:
    with pytest.raises(OfficekitError, match="没有第5次下发"):
        register.begin_run(RunKind.COLLECT, 5, AT)


def test_a_receipt_needs_a_run(register: Register) -> None:
    issue(register, CULTURE)
    with pytest.raises(OfficekitError, match="没有接受"):
        register.add_received(99, 1, [returned(CULTURE, "甲")])
    assert register.received(1) == ()


def test_past_periods_stand_in_order_with_the_units_that_returned_them(register: Register) -> None:
    july, august = Period.parse("2023年7月"), Period.parse("2023年8月")
    in_august = packet(11, "文旅局", august)
    issue(register, in_august, packet(12, "水利局", august), period=august)
    issue(register, packet(10, "文旅局", july), period=july)
    issue(register, CULTURE)
    issue(register, packet(13, "文旅局", OCTOBER), period=OCTOBER)
    late = collect(register, 3)
    register.add_received(late, 3, [returned(in_august, "八月的"), returned(None, "", sha="9")])

    assert register.past_periods(MATRIX, SEPTEMBER) == (
        ("2023年7月", frozenset()),
        ("2023年8月", frozenset({"文旅局"})),
    )
    assert register.past_periods("another", SEPTEMBER) == ()


def test_periods_that_are_no_months_follow_in_the_order_of_their_issue(register: Register) -> None:
    second, first = Period.parse("第2期"), Period.parse("第1期")
    issue(register, packet(10, "文旅局", first), period=first)
    issue(register, packet(11, "文旅局", second), period=second)
    assert register.past_periods(MATRIX, second) == (("第1期", frozenset()),)
    assert register.past_periods(MATRIX, first) == ()


def test_previous_answers_are_the_merged_ones_before_the_received_ones(register: Register) -> None:
    lead, support = packet(1, "文旅局"), packet(2, "水利局", role=Role.SUPPORT)
    other = packet(3, "教育局", key="T002")
    issue(register, lead, support, other)
    run = collect(register)
    register.add_received(
        run,
        1,
        [
            returned(lead, "牵头单位的", sha="a", at="2023-09-18T09:00:00+08:00"),
            returned(support, "配合单位的", sha="b"),
            returned(other, "教育局的", sha="c"),
        ],
    )
    november = Period.parse("2023年11月")

    assert register.previous_answers(MATRIX, november) == (
        {
            "T001": {"status": "推进中", "progress": "牵头单位的"},
            "T002": {"status": "推进中", "progress": "教育局的"},
        },
        "2023年9月",
    )
    register.record_merge(
        run, 1, [merged("", "合并后的"), merged("推进中", "", "T002", "status")], AT
    )
    assert register.previous_answers(MATRIX, november)[0] == {
        "T001": {"status": "推进中", "progress": "合并后的"},
        "T002": {"progress": "教育局的"},
    }
    assert register.previous_answers(MATRIX, SEPTEMBER) == ({}, "")


@pytest.mark.parametrize(
    ("row", "column", "severity", "expected"),
    [
        (4, 4, Severity.ERROR, {"T001": {"status": "推进中"}}),
        (4, None, Severity.ERROR, {}),
        (None, None, Severity.ERROR, {}),
        (4, 4, Severity.WARNING, {"T001": {"status": "推进中", "progress": "甲"}}),
    ],
)
def test_previous_answers_leave_out_what_an_error_refuses(
    register: Register,
    row: int | None,
    column: int | None,
    severity: Severity,
    expected: dict[str, dict[str, str]],
) -> None:
    issue(register, CULTURE)
    finding = Finding(
        "SB301", severity, "不对", "请改", Location("回执.xlsx", row=row, column=column)
    )
    register.add_received(collect(register), 1, [returned(CULTURE, "甲", findings=(finding,))])
    assert register.previous_answers(MATRIX, OCTOBER)[0] == expected
