from __future__ import annotations

from officekit.model.finding import Finding
from officekit.model.matrix import Matrix
from officekit.model.notice import NoticeParagraph, TextLevel
from officekit.notices import notice_options
from officekit.notices.issued import issued_paragraphs
from tests.notices.matrices import matrix, row, with_own


def drafted(source: Matrix) -> tuple[list[str], list[Finding]]:
    paragraphs, findings = issued_paragraphs(source, notice_options(source))
    return [p.text for p in paragraphs], list(findings)


def texts(source: Matrix) -> list[str]:
    return drafted(source)[0]


def codes(source: Matrix) -> list[str]:
    """Codes of the findings but for the one on samples that do not begin at 1."""
    return [f.code for f in drafted(source)[1] if f.code != "NT917"]


def paragraphs(source: Matrix) -> tuple[NoticeParagraph, ...]:
    return issued_paragraphs(source, notice_options(source))[0]


def test_a_task_is_title_measures_and_clause_in_one_paragraph() -> None:
    source = matrix(
        row(
            number="13",
            title="建平台",
            measures="建成3个平台。",
            lead="区科技局",
            support="区财政局",
        )
    )
    assert texts(source) == ["13.建平台。建成3个平台。（牵头单位：区科技局；责任单位：区财政局）"]


def test_a_task_without_units_has_no_clause() -> None:
    assert texts(matrix(row(number="1", title="建平台", measures="建成。"))) == ["1.建平台。建成。"]


def test_a_task_without_a_title_begins_with_its_measures() -> None:
    assert texts(matrix(row(number="49", measures="落实规划，治理河道。"))) == [
        "49.落实规划，治理河道。"
    ]


def test_a_title_that_begins_with_a_figure_keeps_its_distance_from_the_number() -> None:
    assert texts(matrix(row(number="3", title="5G网络建设"))) == ["3. 5G网络建设。"]
    assert texts(matrix(row(number="3", measures="2025年建成。"))) == ["3. 2025年建成。"]


def test_a_title_keeps_its_own_punctuation() -> None:
    assert texts(matrix(row(number="1", title="抓好以下工作：", measures="建平台。"))) == [
        "1.抓好以下工作：建平台。"
    ]


def test_further_lines_are_paragraphs_and_the_last_one_carries_the_clause() -> None:
    source = matrix(row(number="1", title="建平台", measures="第一段。\n第二段。", lead="区科技局"))
    assert texts(source) == ["1.建平台。第一段。", "第二段。（牵头单位：区科技局）"]


def test_a_sub_item_is_a_paragraph_without_a_number() -> None:
    source = matrix(
        row("T015", number="15", title="兴产业", measures="总的要求。", lead="区发展改革局"),
        row("T015-1", number="15-1", title="铝业", measures="延链。\n补链。", lead="区工信局"),
        row("T016", number="16", title="强集群", lead="区工信局"),
    )
    assert texts(source) == [
        "15.兴产业。总的要求。（牵头单位：区发展改革局）",
        "铝业。延链。（牵头单位：区工信局）",
        "补链。",
        "16.强集群。（牵头单位：区工信局）",
    ]


def test_a_task_above_sub_items_has_its_clause_in_its_first_paragraph() -> None:
    source = matrix(
        row("T001", number="1", title="兴产业", measures="甲。\n乙。", lead="区发展改革局"),
        row("T001-1", number="1-1", title="铝业", lead="区工信局"),
    )
    assert texts(source)[:2] == ["1.兴产业。甲。（牵头单位：区发展改革局）", "乙。"]


def test_a_part_whose_task_is_gone_gets_its_number() -> None:
    source = matrix(
        row("T014", number="14", title="兴农业"), row("T015-2", number="15-2", title="铝业")
    )
    assert texts(source) == ["14.兴农业。", "15.铝业。"]
    assert codes(source) == ["NT906"]


def test_headings_stand_where_they_change() -> None:
    source = matrix(
        row("T001", number="1", section="一、兴业", subsection="（一）工业", title="甲"),
        row("T002", number="2", section="一、兴业", subsection="（一）工业", title="乙"),
        row("T003", number="3", section="一、兴业", subsection="（二）农业", title="丙"),
        row("T004", number="4", section="二、惠民", subsection="（一）教育", title="丁"),
    )
    assert texts(source) == [
        *("一、兴业", "（一）工业", "1.甲。", "2.乙。", "（二）农业", "3.丙。"),
        *("二、惠民", "（一）教育", "4.丁。"),
    ]
    assert codes(source) == []


def test_a_heading_below_a_heading_of_the_second_level_is_a_line_of_its_own() -> None:
    source = matrix(
        row(number="1", section="一、兴业", subsection="（一）工业 1.制造业", title="甲")
    )
    assert texts(source) == ["一、兴业", "（一）工业", "1.制造业", "（1）甲。"]


def test_headings_without_numbers_are_numbered_and_reported() -> None:
    source = matrix(
        row("T001", number="1", section="科技创新", subsection="平台", title="甲"),
        row("T002", number="2", section="产业发展", subsection="工业", title="乙"),
    )
    assert texts(source) == [
        *("一、科技创新", "（一）平台", "1.甲。", "二、产业发展", "（一）工业", "2.乙。")
    ]
    assert codes(source) == ["NT904"] * 4


def test_a_new_heading_goes_on_from_the_number_before_it() -> None:
    source = matrix(
        row("T001", number="1", section="三、兴业", title="甲"),
        row("T002", number="2", section="5G应用", title="乙"),
    )
    assert texts(source) == ["三、兴业", "1.甲。", "四、 5G应用", "2.乙。"]


def test_rows_of_one_section_that_do_not_stand_together_are_reported() -> None:
    source = matrix(
        row("T001", number="1", section="一、兴业", title="甲"),
        row("T002", number="2", section="二、惠民", title="乙"),
        row("T003", number="3", section="一、兴业", title="丙"),
    )
    assert texts(source) == ["一、兴业", "1.甲。", "二、惠民", "2.乙。", "一、兴业", "3.丙。"]
    assert codes(source) == ["NT905"]


def test_a_row_without_a_section_behind_one_is_reported() -> None:
    source = matrix(
        row("T001", number="1", section="一、兴业", title="甲"), row("T002", number="2", title="乙")
    )
    assert texts(source) == ["一、兴业", "1.甲。", "2.乙。"]
    assert codes(source) == ["NT905"]


def test_numbers_in_the_form_of_the_source_are_printed_so() -> None:
    source = matrix(
        row("T003", number="3", section="二、兴业", title="甲", source="第5段，原序号三"),
        row("T004", number="4", section="二、兴业", title="乙", source="第6段，原序号四"),
        row("T005", number="5", section="二、兴业", title="新增", source=""),
    )
    assert texts(source) == ["二、兴业", "（三）甲。", "（四）乙。", "（五）新增。"]


def test_chinese_numbers_without_headings_stand_on_the_first_level() -> None:
    assert texts(matrix(row(number="2", title="甲", source="第1段，原序号二"))) == ["二、甲。"]


def test_numbers_that_begin_again_under_each_heading_do_so_in_print() -> None:
    source = matrix(
        row("T001", number="1", section="一、兴业", title="甲", source="第2段"),
        row("T002", number="2", section="一、兴业", title="乙", source="第3段"),
        row("T003", number="3", section="二、惠民", title="丙", source="第5段，原序号1"),
        row("T004", number="4", section="二、惠民", title="丁", source="第6段，原序号2"),
    )
    assert texts(source) == ["一、兴业", "1.甲。", "2.乙。", "二、惠民", "1.丙。", "2.丁。"]


def test_a_number_that_the_clerk_changed_goes_before_that_of_the_source() -> None:
    source = matrix(
        row("T003", number="1", section="一、兴业", title="甲", source="第5段，原序号三"),
        row("T004", number="2", section="一、兴业", title="乙", source="第6段，原序号五"),
    )
    assert texts(source) == ["一、兴业", "（一）甲。", "（二）乙。"]


def test_missing_and_useless_numbers_are_chosen_and_reported() -> None:
    source = matrix(
        row("T001", number="7", title="甲"),
        row("T002", title="乙"),
        row("T003", number="A-3", title="丙"),
    )
    assert texts(source) == ["7.甲。", "8.乙。", "9.丙。"]
    assert codes(source) == ["NT906", "NT906"]


def test_all_is_numbered_anew_where_the_settings_ask() -> None:
    source = matrix(
        row("T005", number="5", section="三、兴业", subsection="（二）工业", title="甲"),
        row("T007", number="7", section="三、兴业", subsection="（四）农业", title="乙"),
        row("T007-2", number="7-2", section="三、兴业", subsection="（四）农业", title="粮食"),
        row("T009", number="9", section="六、惠民", title="丙"),
        编号方式="连续编号",
    )
    assert texts(source) == [
        *("一、兴业", "（一）工业", "1.甲。", "（二）农业", "2.乙。", "粮食。"),
        *("二、惠民", "3.丙。"),
    ]
    assert codes(source) == []


def test_targets_that_the_measures_do_not_say_follow_them() -> None:
    source = matrix(
        row(
            number="1", title="建平台", measures="建成3个平台", targets="建成3个平台\n企业达到5家。"
        )
    )
    assert texts(source) == ["1.建平台。建成3个平台。量化目标：企业达到5家。"]


def test_persons_and_deadlines_that_the_text_does_not_say_stand_in_the_clause() -> None:
    source = matrix(
        row(
            number="1",
            title="建平台",
            lead="区科技局",
            leader="张某",
            person="李某",
            deadline="2025年6月底前",
        )
    )
    assert texts(source) == [
        "1.建平台。（牵头单位：区科技局；责任领导：张某；责任人：李某；完成时限：2025年6月底前）"
    ]


def test_a_deadline_of_a_task_without_units_is_a_line_of_its_own() -> None:
    source = matrix(row(number="1", title="建平台", deadline="2025年6月底前"))
    assert texts(source) == ["1.建平台。", "完成时限：2025年6月底前。"]


def test_a_deadline_is_not_said_twice() -> None:
    def said(measures: str, deadline: str) -> bool:
        source = matrix(row(number="1", measures=measures, lead="甲局", deadline=deadline))
        return "完成时限" not in texts(source)[0]

    assert said("6月底前建成。", "2025年6月底前")
    assert said("力争年内建成。", "2025年年内")
    assert said("今年建成。", "2025年")
    assert said("2026年3月底前立项，10月底前建成。", "2026年10月底前")
    assert said("建成平台。", "2025年年底前")  # the title says the year
    assert not said("16月底前建成。", "2025年6月底前")
    assert not said("2024年6月底前建成。", "2025年6月底前")
    assert not said("6月底前建成。", "2026年6月底前")
    assert not said("建成平台。", "2026年年底前")


def test_columns_without_a_place_in_the_text_are_reported() -> None:
    source = matrix(with_own(row(number="1", title="甲", remarks="待定"), "资金来源", "区级"))
    assert codes(source) == ["NT903"]
    assert "“资金来源”、“备注”" in drafted(source)[1][0].message


def test_preamble_and_lead_ins_stand_in_their_places() -> None:
    source = matrix(
        row("T001", number="1", section="一、兴业", subsection="（一）工业", title="甲"),
        引言="为了发展，确定如下任务。",
        板块引言="【一、兴业】聚焦产业。\n【（一）工业】做强工业。\n【九、其他】没有任务。",
    )
    found, findings = drafted(source)
    assert found == [
        *(
            "为了发展，确定如下任务。",
            "一、兴业",
            "聚焦产业。",
            "（一）工业",
            "做强工业。",
            "1.甲。",
        )
    ]
    assert [(f.code, f.value) for f in findings] == [("NT908", "九、其他")]


def test_the_first_listed_rule_is_declared_once() -> None:
    source = matrix(
        row("T001", number="1", title="甲", lead="区科技局", support="区财政局"),
        row("T002", number="2", title="乙", lead="区科技局"),
        row("T003", number="3", title="丙", support="区财政局"),
        责任表述="责任单位（首位牵头）",
    )
    assert texts(source) == [
        "1.甲。（责任单位：区科技局、区财政局，排在第一位的单位为牵头单位，下同）",
        "2.乙。（责任单位：区科技局）",
        "3.丙。（责任单位：区财政局）",
    ]
    assert codes(source) == ["NT907"]


def test_a_line_numbered_like_a_task_is_reported() -> None:
    source = matrix(row(number="2", title="甲", measures="如下：\n1.建平台。\n（1）建库。"))
    assert codes(source) == ["NT909"]


def test_no_paragraph_holds_a_line_break() -> None:
    source = matrix(
        row(
            number="1",
            section="一、兴业\n强区",
            subsection="（一）工\n业",
            title="建\n平台",
            measures="甲。\n\n乙。",
            lead="区科技局\n区财政局",
            deadline="6月\n12月",
        )
    )
    assert not [text for text in texts(source) if "\n" in text]


def test_a_row_without_any_text_has_no_paragraph() -> None:
    source = matrix(row("T001", number="1", title="甲"), row("T002", number="2", section="一、业"))
    assert "2." not in "".join(texts(source))
    empty = [f for f in drafted(source)[1] if f.code == "NT918"]
    assert [(f.value, f.location.row_key) for f in empty] == [("2", "T002")]


def test_every_paragraph_knows_its_level_and_its_head() -> None:
    source = matrix(
        row(
            number="1",
            section="一、兴业",
            subsection="（一）工业",
            title="甲",
            measures="乙。\n（1）丙。",
            lead="区科技局",
        ),
        引言="引言。",
    )
    assert [(p.text, p.level, p.head) for p in paragraphs(source)] == [
        ("引言。", TextLevel.BODY, 0),
        ("一、兴业", TextLevel.FIRST, 0),
        ("（一）工业", TextLevel.SECOND, 0),
        ("1.甲。乙。", TextLevel.THIRD, 4),
        ("（1）丙。（牵头单位：区科技局）", TextLevel.FOURTH, 0),
    ]


def test_a_task_on_the_second_level_has_its_title_as_head() -> None:
    source = matrix(
        row(number="3", section="二、兴业", title="甲", measures="乙。", source="原序号三")
    )
    last = paragraphs(source)[-1]
    assert (last.level, last.text[: last.head]) == (TextLevel.SECOND, "（三）甲。")


def test_units_that_the_clerk_wrote_in_lines_are_joined_and_an_open_end_is_kept() -> None:
    source = matrix(
        row(number="1", title="甲", lead="区科技局等", support="区财政局；区教育局\n各镇等有关单位")
    )
    assert texts(source) == ["1.甲。（牵头单位：区科技局等；责任单位：区财政局、区教育局、各镇等）"]


def test_a_text_that_does_not_begin_at_one_is_reported() -> None:
    def reported(**texts: str) -> list[str | None]:
        findings = drafted(matrix(row(title="甲", **texts)))[1]
        return [f.value for f in findings if f.code == "NT917"]

    assert reported(number="4", section="二、兴业") == ["二、兴业"]
    assert reported(number="4") == ["4."]
    assert reported(number="4", section="一、兴业") == []
    assert reported(number="1") == []


def test_numbers_of_section_and_item_become_running_numbers() -> None:
    source = matrix(
        row("T001", number="1-1", title="甲"),
        row("T002", number="1-2", title="乙"),
        row("T003", number="2-1", title="丙"),
    )
    assert texts(source) == ["1.甲。", "2.乙。", "3.丙。"]
    assert codes(source) == ["NT906"] * 3


def test_a_number_typed_into_the_title_too_is_printed_once() -> None:
    source = matrix(
        row("T001", number="1", title="1.建平台"), row("T002", number="2", title="2.5万吨项目")
    )
    assert texts(source) == ["1.建平台。", "2. 2.5万吨项目。"]


def test_a_clause_that_the_measures_end_in_is_not_repeated() -> None:
    clause = "（牵头单位：区科技局）"
    source = matrix(row(number="1", title="甲", measures=f"乙。{clause}", lead="区科技局"))
    assert texts(source) == [f"1.甲。乙。{clause}"]
    assert codes(source) == []


def test_a_second_clause_in_the_measures_is_reported() -> None:
    own = "（牵头单位：区财政局（区国资局）；责任单位：各镇）"
    source = matrix(row(number="1", title="甲", measures=f"乙。{own}", lead="区科技局"))
    assert texts(source) == [f"1.甲。乙。{own}（牵头单位：区科技局）"]
    assert [(f.code, f.value) for f in drafted(source)[1]] == [("NT920", own)]


def test_under_the_first_listed_rule_a_unit_stands_once_and_the_list_ends_open() -> None:
    source = matrix(
        row("T001", number="1", title="甲", lead="区科技局", support="区科技局、区财政局"),
        row("T002", number="2", title="乙", lead="区科技局等", support="区财政局"),
        责任表述="责任单位（首位牵头）",
        引言="各项任务排在第一位的单位为牵头单位。",
    )
    assert texts(source)[1:] == [
        "1.甲。（责任单位：区科技局、区财政局）",
        "2.乙。（责任单位：区科技局、区财政局等）",
    ]
