from __future__ import annotations

from dataclasses import replace

import pytest

from officekit.model.document import Document, Paragraph, Source, SourceKind, Workbook
from officekit.model.location import Location
from officekit.model.plan import Plan
from officekit.model.table import Table
from officekit.parsing import parse_plan, parse_workbook
from tests.parsing.plans import codes, document_of, entries


def plan_of_rows(*rows: list[str], name: str = "任务分工") -> Plan:
    table = Table.from_values(rows, name=name, file="任务分工表.xlsx")
    return parse_workbook(Workbook(Source("任务分工表.xlsx", SourceKind.XLSX), (table,)))


@pytest.mark.parametrize(
    ("headings", "lead_units"),
    [
        (["类别", "任务内容", "牵头领导", "责任单位"], "| 区科技局、区财政局"),
        (["牵头县领导", "任务名称", "牵头责任单位", "协同责任单位"], None),
    ],
)
def test_it_knows_published_headings(headings: list[str], lead_units: str | None) -> None:
    row = ["甲", "完善平台体系。新建3家", "李明", "区科技局、区财政局"]
    plan = plan_of_rows(headings, row)
    assert len(plan.tasks) == 1
    if lead_units:
        assert entries(plan)[0][3] == lead_units
        assert plan.tasks[0].leaders == ("李明",)


def test_lead_and_support_columns_give_the_roles() -> None:
    plan = plan_of_rows(
        ["青禾区任务分工表"],
        ["序号", "任务类别", "重点任务", "具体举措", "牵头", "配合", "时间"],
        [
            "1",
            "创新",
            "完善平台体系",
            "新建平台3家",
            "区科技局",
            "区财政局\n区商务局",
            "2024年6月底",
        ],
        ["2", "创新", "壮大企业", "培育企业10家", "区工信局", "无", "持续推进"],
    )
    assert entries(plan) == [
        ("1", None, "完善平台体系", "区科技局 | 区财政局、区商务局"),
        ("2", None, "壮大企业", "区工信局 |"),
    ]
    assert plan.title == "青禾区任务分工表"
    assert [t.section for t in plan.tasks] == ["创新", "创新"]
    assert [t.deadline.text if t.deadline else None for t in plan.tasks] == [
        "2024年6月底",
        "持续推进",
    ]


def test_phrases_inside_unit_cells_are_no_units() -> None:
    plan = plan_of_rows(
        ["重点任务", "责任单位"], ["完善平台体系", "区科技局、区财政局按职责分工负责"]
    )
    assert entries(plan) == [("", None, "完善平台体系", "| 区科技局、区财政局")]


def test_a_row_over_the_whole_width_is_a_section_or_a_footer() -> None:
    plan = plan_of_rows(
        ["序号", "重点任务", "牵头单位", "配合单位"],
        ["一、创新发展"],
        ["1", "完善平台体系", "区科技局", "区财政局"],
        ["二、绿色发展"],
        ["2", "清理河道", "区水利局", ""],
        ["填表人：李明"],
    )
    assert [(t.section, t.title) for t in plan.tasks] == [
        ("一、创新发展", "完善平台体系"),
        ("二、绿色发展", "清理河道"),
    ]
    assert [s.heading for s in plan.sections] == ["一、创新发展", "二、绿色发展"]
    assert "PS014" in codes(plan)


def test_unknown_columns_are_kept() -> None:
    plan = plan_of_rows(
        ["重点任务", "牵头单位", "资金使用情况", "备注"],
        ["完善平台体系", "区科技局", "已拨付20万元", "含续建"],
    )
    assert plan.tasks[0].extra == (("备注", "含续建"), ("资金使用情况", "已拨付20万元"))


def test_a_merged_task_cell_over_two_rows_is_one_task() -> None:
    table = Table.from_values(
        [
            ["重点任务", "具体举措", "牵头单位"],
            ["完善平台体系", "新建平台3家", "区科技局"],
            ["完善平台体系", "新建平台3家", "区财政局"],
        ]
    )
    last = table.rows[2]
    merged = (replace(last[0], merged=True), replace(last[1], merged=True), last[2])
    table = replace(table, rows=(*table.rows[:2], merged))
    plan = parse_workbook(Workbook(Source("表.xlsx", SourceKind.XLSX), (table,)))
    assert entries(plan) == [("", None, "完善平台体系", "区科技局、区财政局 |")]


def test_a_sheet_without_tasks_is_reported() -> None:
    plan = plan_of_rows(["指标", "数值"], ["产值", "3"])
    assert plan.tasks == ()
    assert "PS010" in codes(plan)
    assert "PS004" in codes(plan)


def with_table(text: str, *rows: list[str]) -> Document:
    document = document_of(text)
    table = Table.from_values(rows, name="责任分工表")
    return replace(document, blocks=(*document.blocks, table))


def test_an_annex_table_gives_the_tasks_where_the_text_has_none() -> None:
    plan = parse_plan(
        with_table(
            "关于印发任务分工的通知\n各镇街：\n请认真落实。\n附件：任务分工表",
            ["重点任务", "牵头单位"],
            ["完善平台体系", "区科技局"],
        )
    )
    assert entries(plan) == [("", None, "完善平台体系", "区科技局 |")]


def test_an_annex_table_adds_units_to_tasks_without_a_clause() -> None:
    plan = parse_plan(
        with_table(
            "青禾区行动计划\n一、创新\n1.完善平台体系。新建3家。\n2.壮大企业。培育10家。",
            ["重点任务", "牵头单位", "配合单位"],
            ["完善平台体系", "区科技局", "区财政局"],
            ["不在正文中的任务", "区商务局", ""],
        )
    )
    assert entries(plan) == [
        ("1", None, "完善平台体系", "区科技局 | 区财政局"),
        ("2", None, "壮大企业", "|"),
    ]
    assert "PS015" in codes(plan)


def test_footnotes_stay_out_of_the_tasks() -> None:
    document = document_of("一、创新\n1.完善平台[^2]体系。新建3家。")
    blocks = (*document.blocks, Paragraph("脚注", Location("方案.txt", 9)))
    plan = parse_plan(replace(document, blocks=blocks[:2]))
    assert plan.tasks[0].title == "完善平台体系"


def test_headings_may_stand_in_two_rows() -> None:
    plan = plan_of_rows(
        ["青禾区任务分工表"],
        ["类别", "序号", "任务", "", "责任分工", "", "完成时限"],
        ["", "", "工作任务", "具体措施", "牵头单位", "配合单位", ""],
        ["创新", "1", "完善平台体系", "新建平台3家", "区科技局", "区财政局", "2024年6月底"],
    )
    assert entries(plan) == [("1", None, "完善平台体系", "区科技局 | 区财政局")]
    assert plan.tasks[0].section == "创新"
    assert plan.title == "青禾区任务分工表"
    assert plan.tasks[0].deadline is not None


def test_a_first_task_whose_cells_are_no_headings_is_no_second_heading() -> None:
    plan = plan_of_rows(["任务", "牵头单位", "配合单位"], ["完善平台体系", "区科技局", "区财政局"])
    assert entries(plan) == [("", None, "完善平台体系", "区科技局 | 区财政局")]
