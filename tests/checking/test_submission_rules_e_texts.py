"""Rules of group E, second part: statuses and what stands in texts."""

import pytest

from tests.checking.submission_answers import RULES, E, I, W, answer, found
from tests.checking.submission_subjects import Return

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
def test_another_spelling_of_a_status_is_put_right(text: str, status: str) -> None:
    part = answer("K1", "status", text).put("K1", "completion", "").put("K1", "progress", "")
    part.put("K1", "problems", "资金没有到位")
    assert found("SB515", part.subject()) == [(W, 4, 9, text, status)]


def test_done_in_other_words_is_done() -> None:
    subject = answer("K1", "status", "完成").put("K1", "completion", "100%").subject()
    assert found("SB515", subject) == [(W, 4, 9, "完成", "已完成")]


@pytest.mark.parametrize("text", ["基本完成", "是", "75%", "已完成/推进中"])
def test_a_word_that_is_no_status_is_refused(text: str) -> None:
    assert found("SB515", answer("K1", "status", text).subject()) == [(E, 4, 9, text, None)]


def test_a_sign_for_nothing_is_no_status_of_a_supporting_unit_either() -> None:
    assert found("SB515", answer("K4", "status", "/").subject()) == [(E, 7, 9, "/", None)]
    lead = answer("K1", "status", "/").subject()
    assert found("SB515", lead) == []
    assert found("SB501", lead) == [(E, 4, 9, "/", None)]


@pytest.mark.parametrize(
    ("status", "completion", "value"),
    [
        ("已完成", "60%", "已完成；完成率却是60%"),
        ("推进中", "100%", "推进中；完成率却是100%"),
        ("未启动", "10%", "未启动；完成率却是10%"),
        ("滞后", "40%", "滞后；却没有写存在问题"),
    ],
)
def test_a_status_that_the_percentage_contradicts_is_told(
    status: str, completion: str, value: str
) -> None:
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
def test_a_progress_that_copies_the_task_is_told(text: str) -> None:
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
def test_a_text_that_ends_at_a_limit_was_cut(length: int) -> None:
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
def test_unseen_characters_are_taken_out(text: str, clean: str) -> None:
    assert found("SB518", answer("K1", "progress", text).subject()) == [(W, 4, 11, text, clean)]


@pytest.mark.parametrize(
    "text", ["第一段。\n　　第二段。", "参观者👨\u200d👩\u200d👧好评❤️", "张　三", "代码_x12"]
)
def test_what_is_seen_stays(text: str) -> None:
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
def test_a_character_that_looks_like_another_is_told_in_names(
    text: str, expected: str | None
) -> None:
    assert found("SB521", answer("K1", "person", text).subject()) == [(W, 4, 14, text, expected)]


@pytest.mark.parametrize(
    "text", ["周一帆", "周一帆 13900000000", "周一帆、李明（0571-6812）", "王乐A"]
)
def test_a_usual_name_is_right(text: str) -> None:
    assert found("SB521", answer("K1", "person", text).subject()) == []


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|'/c calc'!A0", "-2+3", "＝1+1"])
def test_text_that_looks_like_a_formula_is_told(text: str) -> None:
    assert found("SB522", answer("K1", "progress", text).subject()) == [(I, 4, 11, text, None)]


@pytest.mark.parametrize(
    "text", ["- 完成招标；\n- 开工", "-完成招标", "+8.5%", "+86 13900000000", "—"]
)
def test_list_marks_and_signed_numbers_are_no_formulas(text: str) -> None:
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
def test_other_long_numbers_are_no_personal_data(text: str) -> None:
    assert found("SB524", answer("K1", "progress", text).subject()) == []
