from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from officekit.errors import UsageError
from officekit.model.matrix import Matrix
from officekit.model.notice import ClauseStyle, NoticeKind
from officekit.notices import notice_options
from officekit.notices.annual_settings import quoted
from tests.notices.matrices import matrix, row

TASK = row(number="1", title="建平台", lead="区科技局")


def of_years(title: str, **settings: str) -> Matrix:
    return replace(matrix(TASK, **settings), title=title, year=None)


def test_settings_become_typed_values() -> None:
    options = notice_options(
        matrix(
            TASK,
            发文机关="青禾区人民政府办公室",
            文号="青政办发〔2025〕8号",
            主送机关="各镇人民政府，区政府各部门：",
            引言="第一段。\n\n第二段。",
            板块引言="【一、兴业】先做规划。\n再做项目。",
            责任表述="牵头单位、配合单位",
            成文日期="2025年3月1日",
            加盖印章="否",
            附注="（此件公开发布）",
            份号="12",
        )
    )
    assert options.kind is NoticeKind.ISSUE
    assert options.addressees == "各镇人民政府，区政府各部门"
    assert options.preamble == ("第一段。", "第二段。")
    assert options.lead_ins == (("一、兴业", "先做规划。"), ("一、兴业", "再做项目。"))
    assert options.clause_form.style is ClauseStyle.LEAD_AND_SUPPORTING
    assert options.signed_on == date(2025, 3, 1)
    assert not options.sealed
    assert options.note == "此件公开发布"
    assert options.copy_number == "000012"
    assert options.findings == ()


def test_what_is_not_said_follows_from_the_rest() -> None:
    options = notice_options(matrix(TASK, 发文机关="青禾区人民政府", 成文日期="2025-03-01"))
    assert options.text_title == "青禾区2025年重点工作任务"
    assert options.signature == "青禾区人民政府"
    assert options.printing_office == "青禾区人民政府办公室"
    assert options.printed_on == date(2025, 3, 1)
    assert options.sealed


def test_the_command_line_goes_before_the_sheet() -> None:
    options = notice_options(matrix(TASK, 文号="旧号"), overrides={"文号": "青政发〔2025〕1号"})
    assert options.number == "青政发〔2025〕1号"


@pytest.mark.parametrize(
    "text", ["2025年3月1日", "2025-03-01", "2025/3/1", "二〇二五年三月一日", " 2025 年 3 月 1 日 "]
)
def test_a_date_may_be_written_in_many_ways(text: str) -> None:
    assert notice_options(matrix(TASK, 成文日期=text)).signed_on == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("成文日期", "2025年2月30日"),
        ("成文日期", "三月初"),
        ("加盖印章", "盖"),
        ("责任表述", "随便写"),
        ("责任分隔", "/"),
        ("份号", "甲1"),
        ("板块引言", "没有写明板块的一段。"),
        ("紧急程度", "很急"),
        ("通知标题", "随便写的一句话"),
    ],
)
def test_a_value_that_can_not_be_used_is_reported_and_not_guessed(name: str, value: str) -> None:
    options = notice_options(matrix(TASK, **{name: value}))
    assert [(f.code, f.value) for f in options.findings] == [("NT902", value)]
    assert name in options.findings[0].message


def test_an_unknown_name_on_the_command_line_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UsageError, match="文件号") as caught:
        notice_options(matrix(TASK), overrides={"文件号": "1"})
    assert "文号" in caught.value.hint


def test_a_year_restates_title_and_preamble() -> None:
    plan = of_years(
        "青禾区绿色发展三年行动计划（2024—2026年）",
        引言="为加快绿色发展，制定本行动计划。",
        通知标题="青禾区人民政府关于印发青禾区绿色发展三年行动计划（2024—2026年）的通知",
    )
    options = notice_options(plan, year=2025)
    assert options.text_title == "青禾区绿色发展2025年重点工作任务"
    assert options.title == ""
    assert "三年行动计划（2024—2026年）" in options.preamble[0]
    assert "本行动计划" not in options.preamble[0]
    assert options.renumber


def test_an_override_goes_before_the_restated_title() -> None:
    plan = of_years("青禾区三年行动计划（2024—2026年）")
    options = notice_options(plan, overrides={"标题": "青禾区2025年工作要点"}, year=2025)
    assert options.text_title == "青禾区2025年工作要点"


def test_what_clerks_write_into_settings_takes_the_form_of_a_notice() -> None:
    options = notice_options(
        matrix(
            TASK,
            标题="青禾区人民政府关于印发青禾区2025年任务的通知",
            发文机关="青禾区人民政府文件",
            文号="青政发[2025]第008号",
            主送机关="各镇人民政府\n区政府各部门：",
            批准机关="已经区委研究同意",
            依据文件="根据《甲规划》，\n《乙意见》",
            抄送="抄送：区委各部门\n区法院。",
            签发人="签发人：王青禾",
        )
    )
    assert options.text_title == "青禾区2025年任务"
    assert options.issuer == options.signature == "青禾区人民政府"
    assert options.number == "青政发〔2025〕8号"
    assert options.addressees == "各镇人民政府，区政府各部门"
    assert options.approved_by == "区委"
    assert options.basis == ("《甲规划》", "《乙意见》")
    assert options.copies_to == "区委各部门，区法院"
    assert options.signer == "王青禾"
    assert options.findings == ()


def test_two_issuers_are_parted_by_a_space() -> None:
    options = notice_options(matrix(TASK, 发文机关="中共青禾区委\n青禾区人民政府"))
    assert options.issuer == options.signature == "中共青禾区委　青禾区人民政府"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("《青禾区任务》", "青禾区任务"),
        ("《甲》和《乙》任务", "《甲》和《乙》任务"),
        ("贯彻《甲》任务", "贯彻《甲》任务"),
        ("《甲》《乙》", "《甲》《乙》"),
    ],
)
def test_marks_around_the_whole_title_are_not_doubled(title: str, expected: str) -> None:
    assert notice_options(matrix(TASK, 标题=title)).text_title == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("甲", "《甲》"),
        ("甲《乙》", "《甲〈乙〉》"),
        ("甲《乙〈丙〉》", "《甲〈乙《丙》〉》"),
        ("甲〈乙〉", "《甲〈乙〉》"),
        ("甲》乙", "《甲〉乙》"),
    ],
)
def test_marks_inside_a_title_alternate(title: str, expected: str) -> None:
    assert quoted(title) == expected
