"""Rules on all returns of a round together."""

from dataclasses import replace
from datetime import date

from officekit.checking import engine
from officekit.checking.rule import RuleBase
from officekit.checking.submission_rule import ReturnSetRule
from officekit.checking.submission_subject import ReturnSet
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.submission import Ledger
from officekit.model.unit import Unit, UnitRegistry
from tests.checking.return_sets import (
    EDUCATION,
    FINANCE,
    PACKETS,
    WATER,
    matrix,
    packet,
    return_set,
    returned,
    with_submission,
)

W, E, I = Severity.WARNING, Severity.ERROR, Severity.INFO  # noqa: E741 - as the taxonomy has it
RULES: dict[str, type[RuleBase[ReturnSet]]] = {
    rule.code: rule for rule in engine.discover_return_set_rules()
}
Found = tuple[Severity, str, str | None, str | None, str | None]

EDUCATION_ANSWERS = {
    "T001": {"status": "推进中", "completion": "60%", "progress": "两处托幼点已经开工。"},
    "T002": {"status": "已完成", "completion": "100%", "progress": "九月通过验收。"},
}
WATER_ANSWERS = {
    "T003": {"status": "推进中", "completion": "50%", "progress": "两段河道正在清淤。"},
    "T003-1": {"status": "已完成", "completion": "80%", "progress": "北河清淤结束。"},
    "T003-2": {"status": "推进中", "completion": "20%", "progress": "南河完成围堰。"},
}


def found(code: str, subject: ReturnSet) -> list[Found]:
    """Severity, file, row key, value and expected of every finding of one rule."""
    findings = list(RULES[code](subject.settings).check(subject))
    for finding in findings:
        assert finding.code == code
        assert finding.message.endswith("。")
        assert finding.hint.endswith("。")
    return [
        (f.severity, f.location.file, f.location.row_key, f.value, f.expected) for f in findings
    ]


def hints(code: str, subject: ReturnSet) -> list[str]:
    return [finding.hint for finding in RULES[code]().check(subject)]


def message(code: str, subject: ReturnSet) -> str:
    (finding,) = RULES[code]().check(subject)
    return finding.message


def proper() -> ReturnSet:
    return return_set(
        returned(EDUCATION, EDUCATION_ANSWERS),
        returned(WATER, WATER_ANSWERS),
        returned(FINANCE, {"T001": {"progress": "两处托幼点已经开工。"}}),
    )


def test_every_entry_has_its_rule() -> None:
    codes = ["SB204", "SB205", "SB207", "SB208", *(f"SB60{n}" for n in range(1, 7))]
    assert sorted(RULES) == codes
    for code, rule in RULES.items():
        assert issubclass(rule, ReturnSetRule)
        assert rule.entry == {"2": "B", "6": "F"}[code[2]] + code[3:]
        for part in ("为什么", "不好", "改为"):
            assert part in (rule.__doc__ or "")


def test_a_proper_set_is_not_remarked_upon() -> None:
    subject = proper()
    assert [f.message for rule in RULES.values() for f in rule().check(subject)] == []


def test_an_empty_set_breaks_nothing() -> None:
    subject = return_set(packets=())
    assert [f.message for rule in RULES.values() for f in rule().check(subject)] == []


# SB204, SB205 -----------------------------------------------------------------------------------


def test_the_same_return_twice_is_known() -> None:
    first = returned(EDUCATION, EDUCATION_ANSWERS, name="甲.xlsx")
    second = returned(EDUCATION, EDUCATION_ANSWERS, name="甲（副本）.xlsx")
    subject = return_set(first, second)
    assert found("SB204", subject) == [
        (I, "甲（副本）.xlsx", None, "甲.xlsx、甲（副本）.xlsx", None)
    ]
    assert found("SB205", subject) == []


def test_two_different_returns_of_a_unit_are_told_with_what_differs() -> None:
    first = returned(EDUCATION, EDUCATION_ANSWERS, name="甲.xlsx")
    changed = {**EDUCATION_ANSWERS, "T001": {"status": "已完成", "completion": "60%"}}
    second = returned(EDUCATION, changed, name="乙.xlsx")
    subject = return_set(first, second)
    assert found("SB204", subject) == []
    assert found("SB205", subject) == [(W, "乙.xlsx", None, "T001 进展状态、T001 进展情况", None)]
    assert "第1项“建设社区托幼点”的进展状态（“推进中”与“已完成”）" in message("SB205", subject)


def test_a_return_of_an_earlier_issue_is_no_second_return() -> None:
    first = returned(EDUCATION, EDUCATION_ANSWERS)
    earlier = replace(PACKETS[0], id="f" * 16, version=0)
    second = with_submission(returned(EDUCATION, {}), packet=earlier)
    assert found("SB205", return_set(first, second)) == []


# SB207 ------------------------------------------------------------------------------------------


def test_a_unit_that_has_not_returned_is_known_before_the_last_day() -> None:
    subject = return_set(returned(EDUCATION, {}), returned(WATER, {}))
    assert found("SB207", subject) == [(I, "", None, FINANCE, None)]


def test_a_unit_that_has_not_returned_is_warned_of_after_the_last_day() -> None:
    subject = return_set(returned(EDUCATION, {}), returned(WATER, {}), today=date(2023, 10, 9))
    assert found("SB207", subject) == [(W, "", None, FINANCE, None)]


def test_the_last_day_has_not_passed_on_that_day() -> None:
    subject = return_set(returned(EDUCATION, {}), returned(WATER, {}), today=date(2023, 10, 8))
    assert found("SB207", subject) == [(I, "", None, FINANCE, None)]


# SB208 ------------------------------------------------------------------------------------------


def test_values_of_units_that_differ_are_told_once_a_column() -> None:
    subject = return_set(
        returned(EDUCATION, EDUCATION_ANSWERS),
        returned(FINANCE, {"T001": {"status": "已完成", "completion": "60%"}}),
        returned(WATER, {"T001": {"status": "推进中"}}),
    )
    value = "进展状态：青禾区教育局填“推进中”，青禾区财政局填“已完成”，青禾区水务局填“推进中”"
    assert found("SB208", subject) == [(W, "", "T001", value, None)]
    assert hints("SB208", subject) == [
        "请在“报送冲突”里选定，或者在“设置”的“多单位填报”选“以牵头单位为准”。"
    ]


def test_between_two_leads_the_setting_is_named_only_where_it_helps() -> None:
    packets = (packet(EDUCATION, ("T001",)), packet(WATER, ("T001",)))
    said = [
        {"status": "推进中", "progress": "已经开工。"},
        {"status": "已完成", "progress": "完工。"},
    ]
    units = (EDUCATION, WATER)
    both = [returned(u, {"T001": s}, packets=packets) for u, s in zip(units, said, strict=True)]
    assert hints("SB208", return_set(*both, packets=packets)) == [
        "请在“报送冲突”里选定。",
        "请在“报送冲突”里选定，或者在“设置”的“多单位填报”选“合并”。",
    ]


def test_what_is_put_right_or_refused_does_not_differ() -> None:
    lead = returned(EDUCATION, EDUCATION_ANSWERS)
    other = returned(FINANCE, {"T001": {"status": "进行中", "completion": "七成"}})
    place = Location(row=4, column=9, row_key="T001")
    right = Finding("SB515", W, "。", "。", place, "进行中", "推进中")
    refused = Finding("SB507", E, "。", "。", replace(place, column=10), "七成")
    assert len(found("SB208", return_set(lead, other))) == 2
    assert found("SB208", return_set(lead, replace(other, findings=(right, refused)))) == []


# SB601 ------------------------------------------------------------------------------------------


def test_a_ledger_that_does_not_balance_is_an_error() -> None:
    lost = with_submission(
        returned(WATER, WATER_ANSWERS),
        ledger=Ledger(cells=20, assigned=10, answers=9, rows=3, task_rows=3),
    )
    right = with_submission(
        returned(FINANCE, {}), ledger=Ledger(cells=20, assigned=10, answers=10, rows=3, task_rows=3)
    )
    subject = return_set(lost, right)
    assert found("SB601", subject) == [(E, f"{WATER}.xlsx", None, "20格3行", "19格3行")]


# SB602 ------------------------------------------------------------------------------------------


def test_two_leads_that_have_both_answered_are_told() -> None:
    packets = (packet(EDUCATION, ("T001",)), packet(WATER, ("T001",)), PACKETS[2])
    answers = {"T001": EDUCATION_ANSWERS["T001"]}
    both = [returned(unit, answers, packets=packets) for unit in (EDUCATION, WATER)]
    subject = return_set(*both, packets=packets)
    assert found("SB602", subject) == [(I, "", "T001", f"{EDUCATION}、{WATER}", None)]
    silent = returned(WATER, {}, packets=packets)
    assert found("SB602", return_set(both[0], silent, packets=packets)) == []


def test_many_tasks_with_two_leads_are_told_once() -> None:
    keys = ("T001", "T002", "T003", "T003-1")
    packets = (packet(EDUCATION, keys), packet(WATER, keys))
    answers = dict.fromkeys(keys, EDUCATION_ANSWERS["T001"])
    both = [returned(unit, answers, packets=packets) for unit in (EDUCATION, WATER)]
    told = message("SB602", return_set(*both, packets=packets))
    names = f"（{EDUCATION}、{WATER}）"
    assert told.startswith(f"有4项任务，几个牵头单位都报了：第1项“建设社区托幼点”{names}，")
    assert told.endswith(f"{names}等。")


# SB603 ------------------------------------------------------------------------------------------


def test_a_whole_that_is_not_done_while_its_parts_are_is_told() -> None:
    done = {"status": "已完成", "completion": "100%"}
    answers = {"T003": {"status": "推进中", "completion": "100%"}, "T003-1": done, "T003-2": done}
    subject = return_set(returned(WATER, answers))
    assert found("SB603", subject) == [(W, "", "T003", "推进中", "已完成")]


def test_a_whole_that_is_done_while_a_part_is_not_is_told() -> None:
    answers = {**WATER_ANSWERS, "T003": {"status": "已完成", "completion": "50%"}}
    assert found("SB603", return_set(returned(WATER, answers))) == [(W, "", "T003", "已完成", None)]


def test_a_percentage_beyond_those_of_all_parts_is_told() -> None:
    answers = {**WATER_ANSWERS, "T003": {"status": "推进中", "completion": "95%"}}
    subject = return_set(returned(WATER, answers))
    assert found("SB603", subject) == [(W, "", "T003", "95%", None)]
    assert message("SB603", subject).endswith("的完成率是95%，各子任务是20%到80%。")


def test_parts_that_nobody_answered_are_taken_from_the_matrix() -> None:
    texts = {"T003-1": {"completion": "10%"}, "T003-2": {"completion": "20%"}}
    answers = {"T003": {"completion": "60%"}}
    subject = return_set(returned(WATER, answers), matrix=matrix(texts))
    assert found("SB603", subject) == [(W, "", "T003", "60%", None)]
    assert found("SB603", return_set(matrix=matrix(texts))) == []


# SB604 ------------------------------------------------------------------------------------------


def test_a_unit_without_the_period_before_is_known() -> None:
    past = (
        ("2023年7月", frozenset({EDUCATION, WATER, FINANCE})),
        ("2023年8月", frozenset({EDUCATION, FINANCE})),
    )
    assert found("SB604", return_set(past=past)) == [(I, "", None, f"{WATER}：2023年8月", None)]


def test_a_period_that_was_not_issued_is_known() -> None:
    past = (("2023年7月", frozenset({EDUCATION, WATER, FINANCE})),)
    assert found("SB604", return_set(past=past)) == [(I, "", None, "2023年7月—2023年9月", None)]
    past = (("2023年8月", frozenset({EDUCATION, WATER, FINANCE})),)
    assert found("SB604", return_set(past=past)) == []


# SB605 ------------------------------------------------------------------------------------------


def test_a_return_in_the_folders_of_two_units_is_told() -> None:
    first = returned(EDUCATION, EDUCATION_ANSWERS, folder="区教育局")
    second = returned(EDUCATION, EDUCATION_ANSWERS, folder="区水务局")
    subject = return_set(first, second)
    assert found("SB605", subject) == [(W, f"{EDUCATION}.xlsx", None, "区教育局、区水务局", None)]


def test_two_folders_of_one_unit_are_right() -> None:
    first = returned(EDUCATION, EDUCATION_ANSWERS, folder=EDUCATION)
    second = returned(EDUCATION, EDUCATION_ANSWERS, folder=f"{EDUCATION}（备份）")
    other = returned(WATER, WATER_ANSWERS, folder=WATER)
    assert found("SB605", return_set(first, second, other)) == []


# SB606 ------------------------------------------------------------------------------------------


def test_a_unit_that_has_another_name_now_is_told() -> None:
    registry = UnitRegistry((Unit(EDUCATION), Unit("青禾区水利局", (WATER,))))
    subject = return_set(
        returned(EDUCATION, {}),
        returned(WATER, {}),
        returned(FINANCE, {}),
        matrix=matrix(registry=registry),
    )
    assert found("SB606", subject) == [
        (W, f"{WATER}.xlsx", None, WATER, "青禾区水利局"),
        (W, f"{FINANCE}.xlsx", None, FINANCE, None),
    ]


def test_a_registered_name_is_right() -> None:
    registry = UnitRegistry((Unit(EDUCATION), Unit(WATER)))
    subject = return_set(returned(WATER, {}), matrix=matrix(registry=registry))
    assert found("SB606", subject) == []
