"""What a plan says about its notice becomes the sheet 设置."""

from __future__ import annotations

import pytest

from officekit.matrix import build_matrix
from tests.parsing.plans import plan_of

NOTICE = """
青政办发〔2025〕8号
青禾区人民政府办公室关于印发青禾区2025年重点工作任务的通知
各镇人民政府、青禾街道办事处，区政府各部门：
《青禾区2025年重点工作任务》已经区委、区政府同意，现印发给你们，请认真贯彻落实。
青禾区人民政府办公室
2025年3月1日
（此件公开发布）
青禾区2025年重点工作任务
为推动青禾区加快发展，确定2025年重点工作任务。
一、做强实体经济
聚焦主导产业，强化要素保障，推动实体经济持续回升向好。
1.建设平台。建成研发平台3个。{clause}
2.培育企业。培育企业5家。{clause}
抄送：区委各部门。
青禾区人民政府办公室　　　　　　2025年3月2日印发
"""


def settings_of(clause: str = "（牵头单位：区科技局；责任单位：区财政局）") -> dict[str, str]:
    return dict(build_matrix(plan_of(NOTICE.format(clause=clause))).settings)


def test_the_notice_around_the_plan_fills_the_settings() -> None:
    found = settings_of()
    expected = {
        "发文机关": "青禾区人民政府办公室",
        "文号": "青政办发〔2025〕8号",
        "主送机关": "各镇人民政府、青禾街道办事处，区政府各部门",
        "批准机关": "区委、区政府",
        "署名": "青禾区人民政府办公室",
        "成文日期": "2025年3月1日",
        "附注": "此件公开发布",
        "抄送": "区委各部门",
        "印发机关": "青禾区人民政府办公室",
        "印发日期": "2025年3月2日",
        "引言": "为推动青禾区加快发展，确定2025年重点工作任务。",
        "板块引言": "【一、做强实体经济】聚焦主导产业，强化要素保障，推动实体经济持续回升向好。",
        "加盖印章": "是",
        "通知标题": "",
    }
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("clause", "style", "noun", "separator"),
    [
        ("（牵头单位：区科技局；责任单位：区财政局）", "牵头单位、责任单位", "单位", "；"),
        ("（牵头部门：区科技局，责任部门：区财政局）", "牵头单位、责任单位", "部门", "，"),
        ("（牵头单位：区科技局，配合单位：区财政局）", "牵头单位、配合单位", "单位", "，"),
        ("（责任单位：区科技局、区财政局按职责分工负责）", "责任单位＋分工", "单位", "；"),
        ("（责任单位：区科技局、区财政局）", "牵头单位、责任单位", "单位", "；"),
        ("（区科技局牵头，区财政局按职责分工负责）", "A牵头，B按职责分工负责", "单位", "；"),
        (
            "（责任单位：区科技局、区财政局，排在第一位的为牵头单位，下同）",
            *("责任单位（首位牵头）", "单位", "；"),
        ),
        ("", "", "单位", "；"),
    ],
)
def test_the_form_of_the_clauses_is_that_of_the_plan(
    clause: str, style: str, noun: str, separator: str
) -> None:
    found = settings_of(clause)
    assert (found["责任表述"], found["责任称谓"], found["责任分隔"]) == (style, noun, separator)


def test_an_unusual_title_of_the_notice_is_kept() -> None:
    text = NOTICE.replace("关于印发青禾区2025年", "关于做好青禾区2025年").format(clause="")
    title = build_matrix(plan_of(text)).settings["通知标题"]
    assert title == "青禾区人民政府办公室关于做好青禾区2025年重点工作任务的通知"


def test_a_clause_in_a_lead_in_stays_with_it() -> None:
    plan = plan_of(
        """
        青禾区三年行动计划
        为加快发展，制定本行动计划。
        一、做强实体经济
        聚焦主导产业，强化要素保障。（牵头单位：区发展和改革局）
        （一）壮大工业
        1.建设平台。建成研发平台3个。（牵头单位：区科技局）
        2.培育企业。培育企业5家。（牵头单位：区科技局）
        """
    )
    assert build_matrix(plan).settings["板块引言"] == (
        "【一、做强实体经济】聚焦主导产业，强化要素保障。（牵头单位：区发展和改革局）"
    )
