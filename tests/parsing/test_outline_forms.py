"""Every numbering scheme of the genre, each in a plan written for the test."""

from __future__ import annotations

from officekit.model.plan import TaskKind
from tests.parsing.plans import codes, entries, plan_of


def test_it_reads_three_levels_with_continuous_items() -> None:
    plan = plan_of("""
        青禾区三年行动计划（2024—2026年）
        为推动发展，制定本行动计划。
        一、总体要求
        1.指导思想。坚持稳中求进。
        二、建设创新高地
        围绕创新，聚力突破。
        （一）加强平台建设
        2.完善平台体系。新建平台3家。（牵头单位：区科技局）
        （二）培育企业
        3.壮大企业。培育企业10家。（牵头单位：区工信局；责任单位：区财政局）
        三、保障措施
        4.加强领导。成立专班。
    """)
    assert entries(plan) == [
        ("1", None, "指导思想", "|"),
        ("2", None, "完善平台体系", "区科技局 |"),
        ("3", None, "壮大企业", "区工信局 | 区财政局"),
        ("4", None, "加强领导", "|"),
    ]
    assert [t.kind for t in plan.tasks] == [
        TaskKind.PREAMBLE,
        TaskKind.TASK,
        TaskKind.TASK,
        TaskKind.SAFEGUARD,
    ]
    assert plan.tasks[1].section == "二、建设创新高地"
    assert plan.tasks[1].subsection == "（一）加强平台建设"
    assert plan.tasks[1].body == "新建平台3家。"
    assert plan.sections[1].text == "围绕创新，聚力突破。"
    assert [s.title for s in plan.sections[1].subsections] == ["加强平台建设", "培育企业"]
    assert plan.preamble == "为推动发展，制定本行动计划。"
    assert plan.period == (2024, 2026)


def test_it_reads_bracketed_items_without_arabic_numbers() -> None:
    plan = plan_of("""
        一、总体要求
        （一）指导思想。坚持稳中求进。
        二、建设创新高地
        （二）完善平台体系。新建平台3家。（区科技局、区财政局等有关单位按职责分工负责）
        （三）壮大企业。培育企业10家。（区工信局）
    """)
    assert entries(plan) == [
        ("一", None, "指导思想", "|"),
        ("二", None, "完善平台体系", "| 区科技局、区财政局"),
        ("三", None, "壮大企业", "| 区工信局"),
    ]
    assert plan.tasks[1].open_ended


def test_it_reads_bracketed_items_that_restart_in_every_section() -> None:
    plan = plan_of("""
        一、建设创新高地
        （一）完善平台体系。新建平台3家。
        （二）壮大企业。培育企业10家。
        二、扩大内需
        （一）促进消费。举办活动5场。
    """)
    assert [(t.section, t.number) for t in plan.tasks] == [
        ("一、建设创新高地", "一"),
        ("一、建设创新高地", "二"),
        ("二、扩大内需", "一"),
    ]
    assert "PS003" not in codes(plan)


def test_a_section_can_be_the_task_itself() -> None:
    plan = plan_of("""
        一、完善平台体系。新建平台3家。（责任单位：区科技局）
        二、壮大企业。培育企业10家。（责任单位：区工信局）
    """)
    assert entries(plan) == [
        ("一", None, "完善平台体系", "| 区科技局"),
        ("二", None, "壮大企业", "| 区工信局"),
    ]
    assert plan.tasks[0].section is None


def test_it_reads_arabic_items_that_restart_under_every_heading() -> None:
    plan = plan_of("""
        一、建设创新高地
        （一）加强平台建设
        1．完善平台体系。新建平台3家。
        2、布局实验室。建成2家。
        （二）培育企业
        1.壮大企业。培育企业10家。
    """)
    assert [(t.subsection, t.number, t.title) for t in plan.tasks] == [
        ("（一）加强平台建设", "1", "完善平台体系"),
        ("（一）加强平台建设", "2", "布局实验室"),
        ("（二）培育企业", "1", "壮大企业"),
    ]
    assert "PS003" not in codes(plan)


def test_parent_and_children_can_both_carry_a_clause() -> None:
    plan = plan_of("""
        一、建设创新高地
        （一）完善平台体系。统筹布局。（牵头单位：区科技局）具体措施：
        1．建设实验室。建成2家。（责任单位：区教育局）
        2．建设中试基地。建成1家。（责任单位：区工信局）
        （二）壮大企业。培育企业10家。（牵头单位：区工信局）
    """)
    assert entries(plan) == [
        ("一", None, "完善平台体系", "区科技局 |"),
        ("一", "建设实验室", "建设实验室", "| 区教育局"),
        ("一", "建设中试基地", "建设中试基地", "| 区工信局"),
        ("二", None, "壮大企业", "区工信局 |"),
    ]


def test_children_may_run_on_in_the_parent_paragraph() -> None:
    plan = plan_of("""
        一、建设创新高地
        （一）完善平台体系。统筹布局。（牵头单位：区科技局）具体措施：1．建设实验室。建成2家。（责任单位：区教育局）2．建设中试基地。建成1家。（责任单位：区工信局）
        （二）壮大企业。培育企业10家。（牵头单位：区工信局）
    """)
    assert [(t.number, t.part) for t in plan.tasks] == [
        ("一", None),
        ("一", "建设实验室"),
        ("一", "建设中试基地"),
        ("二", None),
    ]


def test_items_may_run_on_behind_a_clause_without_brackets() -> None:
    plan = plan_of("""
        一、重点工作
        1.对老旧小区开展改造。年内完工。责任单位：区住建局、区财政局。2.对危桥开展排查。责任单位：区交通局。
        3.对河道开展清淤。责任单位：区水利局。
    """)
    assert entries(plan) == [
        ("1", None, "对老旧小区开展改造", "| 区住建局、区财政局"),
        ("2", None, "对危桥开展排查", "| 区交通局"),
        ("3", None, "对河道开展清淤", "| 区水利局"),
    ]


def test_unnumbered_paragraphs_under_a_heading_each_carry_a_clause() -> None:
    plan = plan_of("""
        一、建设创新高地
        （一）加强平台建设
        完善实验室体系。建成2家。（牵头单位：区科技局）
        建设中试基地。建成1家。（牵头单位：区工信局）
        （二）培育企业
        壮大企业队伍，培育企业10家。（牵头单位：区工信局）
    """)
    assert entries(plan) == [
        ("一", None, "加强平台建设", "|"),
        ("一", "完善实验室体系", "完善实验室体系", "区科技局 |"),
        ("一", "建设中试基地", "建设中试基地", "区工信局 |"),
        ("二", None, "培育企业", "区工信局 |"),
    ]
    assert plan.tasks[3].body == "壮大企业队伍，培育企业10家。"


def test_a_clause_on_lines_of_its_own_belongs_to_the_task_above() -> None:
    plan = plan_of("""
        一、建设创新高地
        1.完善平台体系。新建平台3家。
        牵头单位:区科技局
        责任单位:区财政局,各街道
        2.壮大企业。培育企业10家。
        牵头单位：区工信局
    """)
    assert entries(plan) == [
        ("1", None, "完善平台体系", "区科技局 | 区财政局、各街道"),
        ("2", None, "壮大企业", "区工信局 |"),
    ]
    assert plan.tasks[0].body == "新建平台3家。"


def test_a_clause_torn_by_a_page_break_is_put_together() -> None:
    plan = plan_of("""
        一、建设创新高地
        1.完善平台体系。新建平台3家。（牵头部
        门：区科技局、区财政局）
        2.壮大企业。培育企业10家。（牵头部门：区工信局）
    """)
    assert entries(plan)[0] == ("1", None, "完善平台体系", "区科技局、区财政局 |")


def test_a_clause_in_the_lead_in_is_the_sections_own() -> None:
    plan = plan_of("""
        一、建设创新高地
        聚焦创新，力争突破。（牵头部门：区科技局）
        （一）加强平台建设
        1.完善平台体系。新建平台3家。
    """)
    section = plan.sections[0]
    assert [r.printed for r in section.lead] == ["区科技局"]
    assert section.text == "聚焦创新，力争突破。"
    assert entries(plan) == [("1", None, "完善平台体系", "|")]
    assert "PS007" in codes(plan)


def test_an_enumeration_inside_a_task_is_no_heading() -> None:
    plan = plan_of("""
        一、建设创新高地
        （一）加强平台建设
        1.完善平台体系。做好以下工作：
        （一）建设实验室两家，配备专职人员；
        （二）建设中试基地一家，年内投入使用。
        2.布局新平台。建成2家。
        （二）培育企业
        3.壮大企业。培育企业10家。
    """)
    assert [(t.number, t.subsection) for t in plan.tasks] == [
        ("1", "（一）加强平台建设"),
        ("2", "（一）加强平台建设"),
        ("3", "（二）培育企业"),
    ]
    assert "（二）建设中试基地一家" in plan.tasks[0].body


def test_a_list_inside_an_item_does_not_break_the_sequence() -> None:
    plan = plan_of("""
        一、建设创新高地
        （一）加强平台建设
        1.完善平台体系。新建平台3家。
        2.布局实验室。开展以下工作：
        1.摸清底数，列出清单。
        2.制定方案，报批实施。
        3.培育企业。培育企业10家。
        4.引进人才。引进10人。
    """)
    assert [t.title for t in plan.tasks] == [
        "完善平台体系",
        "布局实验室",
        "培育企业",
        "引进人才",
    ]
    assert "1.摸清底数" in plan.tasks[1].body


def test_a_heading_line_followed_by_paragraphs_is_a_title() -> None:
    plan = plan_of("""
        一、建设创新高地
        1.完善平台体系
        新建平台3家。
        组织评估。（牵头单位：区科技局）
        2.壮大企业
        培育企业10家。（牵头单位：区工信局）
    """)
    assert entries(plan) == [
        ("1", None, "完善平台体系", "区科技局 |"),
        ("2", None, "壮大企业", "区工信局 |"),
    ]
    assert plan.tasks[0].body == "新建平台3家。\n组织评估。"


def test_a_task_without_a_short_lead_keeps_its_sentence() -> None:
    plan = plan_of("""
        一、建设水网
        1.落实水网规划，治理骨干河道，提升防洪能力。（牵头单位：区水利局）
        2.管好水。每月巡查。（牵头单位：区水利局）
    """)
    assert plan.tasks[0].title == "落实水网规划，治理骨干河道，提升防洪能力"
    assert plan.tasks[0].body == ""


def test_skipped_and_repeated_numbers_are_kept_and_reported() -> None:
    plan = plan_of("""
        一、建设创新高地
        1.甲。做甲。
        2.乙。做乙。
        4.丁。做丁。
        4.戊。做戊。
        5.己。做己。
    """)
    assert [t.number for t in plan.tasks] == ["1", "2", "4", "4", "5"]
    assert codes(plan).count("PS003") == 2


def test_bold_marks_of_web_copies_go_and_placeholders_stay() -> None:
    plan = plan_of("""
        一、建设创新高地
        **1.完善平台体系。**新建平台**家，培育企业**家。
        2.**壮大企业。**培育企业10家。
    """)
    assert [t.title for t in plan.tasks] == ["完善平台体系", "壮大企业"]
    assert plan.tasks[0].body == "新建平台**家，培育企业**家。"


def test_articles_can_be_the_tasks() -> None:
    plan = plan_of("""
        青禾区扶持办法
        第一条 支持平台建设。给予补助。（责任单位：区科技局）
        第二条 支持企业。给予奖励。（责任单位：区工信局）
    """)
    assert entries(plan) == [
        ("一", None, "支持平台建设", "| 区科技局"),
        ("二", None, "支持企业", "| 区工信局"),
    ]


def test_a_text_without_numbers_yields_its_paragraphs_with_clauses() -> None:
    plan = plan_of("""
        青禾区任务分工
        为落实部署，分工如下。
        完善平台体系。新建平台3家。（牵头单位：区科技局）
        壮大企业。培育企业10家。（牵头单位：区工信局）
    """)
    assert entries(plan) == [
        ("", None, "完善平台体系", "区科技局 |"),
        ("", None, "壮大企业", "区工信局 |"),
    ]


def test_safeguards_in_brackets_are_entries_beside_arabic_tasks() -> None:
    plan = plan_of("""
        一、总体要求
        （一）指导思想。坚持稳中求进。
        （二）目标。到2026年取得成效。
        二、建设创新高地
        （一）加强平台建设
        1.完善平台体系。新建平台3家。
        （二）培育企业
        2.壮大企业。培育企业10家。
        三、保障措施
        （一）加强领导。成立专班。（牵头单位：区委组织部）
        （二）加强督导。每季调度。
    """)
    assert [(t.number, t.title, t.kind) for t in plan.tasks] == [
        ("1", "完善平台体系", TaskKind.TASK),
        ("2", "壮大企业", TaskKind.TASK),
        ("一", "加强领导", TaskKind.SAFEGUARD),
        ("二", "加强督导", TaskKind.SAFEGUARD),
    ]
    assert "坚持稳中求进" in plan.sections[0].subsections[0].text


def test_chapters_stand_above_sections() -> None:
    plan = plan_of("""
        第一部分 创新发展
        一、建设创新高地
        （一）加强平台建设
        1.完善平台体系。新建平台3家。
        2.布局实验室。建成2家。
        第二部分 绿色发展
        一、治理污染
        （一）治理河道
        3.清理河道。清淤5公里。
    """)
    assert [(t.section, t.subsection) for t in plan.tasks] == [
        ("第一部分 创新发展", "一、建设创新高地 （一）加强平台建设"),
        ("第一部分 创新发展", "一、建设创新高地 （一）加强平台建设"),
        ("第二部分 绿色发展", "一、治理污染 （一）治理河道"),
    ]


def test_the_first_listed_rule_holds_for_the_whole_document() -> None:
    plan = plan_of("""
        一、建设创新高地
        1.完善平台体系。新建3家。（区科技局、区财政局负责，排在第一位的部门为牵头部门，下同）
        2.壮大企业。培育企业10家。（区工信局、区财政局负责）
    """)
    assert [e[3] for e in entries(plan)] == ["区科技局 | 区财政局", "区工信局 | 区财政局"]
    assert "PS008" in codes(plan)


def test_articles_are_tasks_below_sections() -> None:
    plan = plan_of("""
        一、支持集聚
        第一条  支持落户。给予奖励。（责任单位：区工信局）
        第二条  支持链主。（牵头单位：区工信局）
        二、支持应用
        第三条  拓展场景。（责任单位：区交通局）
    """)
    assert entries(plan) == [
        ("一", None, "支持落户", "| 区工信局"),
        ("二", None, "支持链主", "区工信局 |"),
        ("三", None, "拓展场景", "| 区交通局"),
    ]
    assert [t.section for t in plan.tasks] == ["一、支持集聚", "一、支持集聚", "二、支持应用"]


def test_an_article_may_hold_a_list_in_brackets() -> None:
    plan = plan_of("""
        第一章  职责
        第一条  落实责任。各镇应当：
        （一）制定计划；
        （二）组织实施。（责任单位：各镇人民政府）
        第二章  附则
        第二条  本办法自发布之日起施行。
    """)
    assert [(t.number, t.title) for t in plan.tasks] == [
        ("一", "落实责任"),
        ("二", "本办法自发布之日起施行"),
    ]
    assert plan.tasks[0].body == "各镇应当：\n（一）制定计划；\n（二）组织实施。"


def test_headings_with_a_text_are_no_tasks_where_the_items_below_go_on() -> None:
    plan = plan_of("""
        一、服务妇女
        （一）开展培训。全年培训500人次。
        1.送教下乡。办班6期。（牵头单位：区妇联）
        2.线上课堂。开课20门。（牵头单位：区妇联）
        （二）关爱困难。建立台账。
        3.法律援助。援助50人。（责任单位：区司法局）
    """)
    assert [t.number for t in plan.tasks] == ["1", "2", "3"]
    assert plan.sections[0].subsections[0].text == "开展培训。全年培训500人次。"


def test_a_heading_above_paragraphs_with_clauses_is_their_section() -> None:
    plan = plan_of("""
        一、优化环境
        精简事项。新增20项。（牵头单位：区科技局）
        规范中介。公开清单。（牵头单位：区工信局）
        二、优化法治
        规范执法。综合查一次。（牵头单位：区司法局）
        化解纠纷。（牵头单位：区法院）
    """)
    assert [(t.section, t.part) for t in plan.tasks] == [
        ("一、优化环境", None),
        ("一、优化环境", "精简事项"),
        ("一、优化环境", "规范中介"),
        ("二、优化法治", None),
        ("二、优化法治", "规范执法"),
        ("二、优化法治", "化解纠纷"),
    ]


def test_a_section_that_is_a_task_may_have_its_units_on_lines_below() -> None:
    plan = plan_of("""
        一、新建农村公路
        新建120公里。
        牵头单位：区交通局
        责任单位：区财政局、
        区水利局
        二、改造老旧小区
        改造18个。
        牵头单位：区住建局
        责任单位：无
    """)
    assert entries(plan) == [
        ("一", None, "新建农村公路", "区交通局 | 区财政局、区水利局"),
        ("二", None, "改造老旧小区", "区住建局 |"),
    ]
    assert "PS005" not in codes(plan)


def test_two_forms_of_numbers_are_two_sequences() -> None:
    plan = plan_of("""
        一、建设创新高地
        （一）加强平台建设
        1.完善平台体系。新建3家。
        2.布局实验室。建成2家。
        二、保障措施
        （二）压实责任。按月调度。
        （三）严格考核。年底评估。
    """)
    assert "PS003" not in codes(plan)


def test_leaders_and_dates_may_stand_on_lines_of_their_own() -> None:
    plan = plan_of("""
        一、项目建设
        1.建设大桥。年内合龙。
        牵头领导：周明、吴海
        牵头单位：区交通局
        完成时限：2025年10月底
        2.扩建园区。新建厂房。
        责任领导：吴海；责任单位：区管委会
        联系人：小王
    """)
    assert entries(plan) == [
        ("1", None, "建设大桥", "区交通局 |"),
        ("2", None, "扩建园区", "| 区管委会"),
    ]
    assert [t.leaders for t in plan.tasks] == [("周明", "吴海"), ("吴海",)]
    assert plan.tasks[0].body == "年内合龙。"
    printed = "牵头领导：周明、吴海；牵头单位：区交通局；完成时限：2025年10月底"
    assert plan.tasks[0].clause == printed
    deadline = plan.tasks[0].deadline
    assert deadline is not None
    assert deadline.text == "2025年10月底"


def test_a_mark_before_a_sub_item_is_no_part_of_its_name() -> None:
    plan = plan_of("""
        一、重点任务
        （一）提升产业
        ——做强龙头。培育5家。（区工信局牵头）
        ▲做优园区。建成厂房。（区发改局牵头）
    """)
    assert [t.part for t in plan.tasks] == [None, "做强龙头", "做优园区"]
