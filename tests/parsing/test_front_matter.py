from __future__ import annotations

from datetime import date

import pytest

from officekit.parsing.front_matter import parse_date
from tests.parsing.plans import codes, entries, plan_of

LIST = """
    青禾区2024年重点工作任务
    为落实部署，确定2024年重点工作任务如下：
    一、建设创新高地
    1.完善平台体系。新建平台3家。（牵头单位：区科技局）
"""


def test_it_reads_the_notice_around_the_plan() -> None:
    plan = plan_of(
        """
        青政办字〔2024〕8号
        青禾区人民政府办公室
        关于印发青禾区2024年
        重点工作任务的通知
        各镇人民政府、城关街道办事处，青禾经济开发区管委会，区政府各部门：
        《青禾区2024年重点工作任务》已经区政府同意，现印发给你们，请认真贯彻落实。
        青禾区人民政府办公室
        2024年3月5日
        （此件公开发布）
        """
        + LIST
    )
    notice = plan.notice
    assert notice is not None
    assert notice.issuer == "青禾区人民政府办公室"
    assert notice.number == "青政办字〔2024〕8号"
    assert notice.title == "青禾区人民政府办公室关于印发青禾区2024年重点工作任务的通知"
    assert notice.addressees == (
        "各镇人民政府、城关街道办事处",
        "青禾经济开发区管委会",
        "区政府各部门",
    )
    assert notice.signed_by == "青禾区人民政府办公室"
    assert notice.signed_on == date(2024, 3, 5)
    assert notice.note == "此件公开发布"
    assert plan.title == "青禾区2024年重点工作任务"
    assert plan.year == 2024
    assert plan.preamble == "为落实部署，确定2024年重点工作任务如下："
    assert len(plan.tasks) == 1


def test_the_signature_may_stand_at_the_end() -> None:
    plan = plan_of(
        """
        青禾区发展和改革局文件
        青发改〔2024〕12号
        关于印发《青禾区2024年重点工作任务》的通知
        各镇街：
        现将《青禾区2024年重点工作任务》印发给你们，请结合实际抓好落实。
        附件
        """
        + LIST
        + """
        青禾区发展和改革局
        二〇二四年三月五日
        （此件主动公开）
        抄送：区委办公室。
        青禾区发展和改革局办公室 2024年3月5日印发
        """
    )
    assert plan.notice is not None
    assert plan.notice.issuer == "青禾区发展和改革局"
    assert plan.notice.signed_by == "青禾区发展和改革局"
    assert plan.notice.signed_on == date(2024, 3, 5)
    assert plan.notice.note == "此件主动公开"
    assert plan.title == "青禾区2024年重点工作任务"
    assert entries(plan) == [("1", None, "完善平台体系", "区科技局 |")]
    assert plan.tasks[0].body == "新建平台3家。"
    assert plan.closing[-1].endswith("印发")


def test_a_notice_may_list_the_tasks_itself() -> None:
    plan = plan_of("""
        青政办字〔2024〕9号
        青禾区人民政府办公室关于做好2024年重点工作的通知
        各镇街，区直各部门：
        为做好2024年工作，现将有关事项通知如下：
        一、完善平台体系。新建平台3家。（责任单位：区科技局）
        二、壮大企业。培育企业10家。（责任单位：区工信局）
        青禾区人民政府办公室
        2024年3月5日
    """)
    assert plan.notice is not None
    assert plan.notice.addressees == ("各镇街", "区直各部门")
    assert plan.notice.issuer == "青禾区人民政府办公室"
    assert plan.notice.signed_on == date(2024, 3, 5)
    assert plan.title == "青禾区人民政府办公室关于做好2024年重点工作的通知"
    assert len(plan.tasks) == 2


@pytest.mark.parametrize(
    ("title", "clean", "mark"),
    [
        ("青禾区三年行动计划（征求意见稿）", "青禾区三年行动计划", "征求意见稿"),
        (
            "青禾区三年行动计划\n（2024-2026年）\n（送审稿）",
            "青禾区三年行动计划（2024-2026年）",
            "送审稿",
        ),
        ("青禾区三年行动计划(V2.2)", "青禾区三年行动计划", "V2.2"),
        ("青禾区三年行动计划（代拟稿）", "青禾区三年行动计划", "代拟稿"),
        ("青禾区草案审查工作方案", "青禾区草案审查工作方案", None),
    ],
)
def test_draft_marks_leave_the_title(title: str, clean: str, mark: str | None) -> None:
    plan = plan_of(f"{title}\n一、建设创新高地\n1.完善平台。新建3家。")
    assert (plan.title, plan.draft_mark) == (clean, mark)


def test_a_title_printed_twice_is_kept_once_and_reported() -> None:
    plan = plan_of("""
        青禾区绿色发展三年行动计划(征求意见稿)
        云泽市青禾区
        绿色发展三年行动计划
        (2024-2026年)
        (征求意见稿)
        为推动发展，制定本计划。
        一、建设创新高地
        1.完善平台。新建3家。
    """)
    assert plan.title == "云泽市青禾区绿色发展三年行动计划(2024-2026年)"
    assert plan.draft_mark == "征求意见稿"
    assert codes(plan).count("PS011") == 1


def test_a_missing_title_is_reported() -> None:
    plan = plan_of("（2024-2026 年）\n（送审稿）\n为推动发展，制定本计划。\n一、总则\n1.甲。做甲。")
    assert plan.title is None
    assert plan.draft_mark == "送审稿"
    assert "PS001" in codes(plan)


def test_residue_of_web_pages_is_stripped_and_reported() -> None:
    plan = plan_of(
        "索 引 号 1137/2024-0002 发布机构 青禾区政府办公室\n发布日期:2024-01-10 10:25\n扫一扫在手机打开当前页\n"
        "[bookmark: _Hlk7464]"
        + LIST.strip()
        + "\n- 3 -\n相关解读:关于任务的政策解读\nProduced By 某某发布系统"
    )
    assert plan.title == "青禾区2024年重点工作任务"
    assert plan.tasks[0].body == "新建平台3家。"
    assert codes(plan).count("PS002") == 7


def test_annexes_end_the_plan() -> None:
    plan = plan_of(LIST + "\n附件：1.青禾区责任清单\n2.青禾区项目清单")
    assert len(plan.tasks) == 1
    assert plan.closing == ("附件：1.青禾区责任清单", "2.青禾区项目清单")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月5日", date(2024, 3, 5)),
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("2024年2月30日", None),
        ("2024年3月", None),
    ],
)
def test_it_reads_signed_dates(text: str, day: date | None) -> None:
    assert parse_date(text) == day


def test_a_numbered_line_below_the_title_is_no_title() -> None:
    plan = plan_of(
        """
        青禾区2024年重点工作任务
        二、建设创新高地
        1.完善平台体系。新建平台3家。（牵头单位：区科技局）
        """
    )
    assert plan.title == "青禾区2024年重点工作任务"
    assert [task.section for task in plan.tasks] == ["二、建设创新高地"]
