from __future__ import annotations

from dataclasses import replace

from officekit.matrix import build_matrix
from officekit.model.document import Source, SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.plan import (
    Comparator,
    Deadline,
    Plan,
    Responsibility,
    Role,
    Section,
    Target,
    Task,
    TaskKind,
)
from officekit.model.schema import COLUMNS
from tests.matrix.sample_plan import sample_plan

SOURCE = Source("临河方案.docx", SourceKind.DOCX)


def lead(name: str) -> Responsibility:
    return Responsibility(Role.LEAD, name)


def support(name: str) -> Responsibility:
    return Responsibility(Role.SUPPORT, name)


def plan_of(*tasks: Task, year: int | None = None) -> Plan:
    return Plan(SOURCE, tasks=tasks, year=year)


def numbers_of(*numbers: str) -> list[str]:
    matrix = build_matrix(plan_of(*(Task(number=n, title="任务") for n in numbers)))
    return [row["number"] for row in matrix.rows]


def test_a_task_becomes_a_row_with_its_texts() -> None:
    task = Task(
        number="13",
        title="建设数字乡村",
        body="第一段。\n第二段。",
        section="一、数字乡村",
        subsection="（一）基础设施",
        responsibilities=(lead("区大数据局"), support("区财政局"), support("各镇")),
        leaders=("王某某",),
        targets=(Target("覆盖30个村", "村", Comparator.EQUAL, 30),),
        deadline=Deadline("2025年6月底前"),
        location=Location("临河方案.docx", paragraph=37),
    )
    row = build_matrix(plan_of(task, year=2025)).rows[0]
    assert dict(row.texts()) == {
        "number": "13",
        "section": "一、数字乡村",
        "subsection": "（一）基础设施",
        "title": "建设数字乡村",
        "measures": "第一段。\n第二段。",
        "targets": "覆盖30个村",
        "lead": "区大数据局",
        "support": "区财政局、各镇",
        "leader": "王某某",
        "deadline": "2025年6月底前",
        "year": "2025",
        "source": "第37段",
    }
    assert row.key == "T013"
    assert row.at("lead").paragraph == 37


def test_unique_printed_numbers_are_kept_and_gaps_stay() -> None:
    assert numbers_of("1", "2", "4") == ["1", "2", "4"]


def test_chinese_numerals_become_numbers() -> None:
    assert numbers_of("一", "十二", "二十") == ["1", "12", "20"]


def test_restarting_numbers_are_replaced_by_a_running_number() -> None:
    assert numbers_of("一", "二", "一", "二") == ["1", "2", "3", "4"]


def test_missing_numbers_lead_to_a_running_number() -> None:
    assert numbers_of("", "5", "") == ["1", "2", "3"]


def test_the_source_names_the_printed_number_where_it_differs() -> None:
    tasks = [
        Task(number="一", title=t, location=Location(paragraph=p))
        for t, p in (("甲", 3), ("乙", 8))
    ]
    rows = build_matrix(plan_of(*tasks)).rows
    assert [row["source"] for row in rows] == ["第3段，原序号一", "第8段，原序号一"]


def test_sub_items_are_numbered_behind_their_parent() -> None:
    tasks = (
        Task(number="15", title="做强产业"),
        Task(number="15", title=None, part="产业大脑"),
        Task(number="15", title="链主企业", part="链主企业培育"),
        Task(number="16", title="其他"),
    )
    rows = build_matrix(plan_of(*tasks)).rows
    assert [(r.key, r["number"], r["title"]) for r in rows] == [
        ("T015", "15", "做强产业"),
        ("T015-1", "15-1", "产业大脑"),
        ("T015-2", "15-2", "链主企业培育"),
        ("T016", "16", "其他"),
    ]


def test_keys_are_unique_even_for_sub_items_without_a_parent() -> None:
    tasks = (
        Task(number="2", title=None, part="甲"),
        Task(number="2", title="乙"),
        Task(number="1", title="丙"),
    )
    keys = [row.key for row in build_matrix(plan_of(*tasks)).rows]
    assert len(set(keys)) == 3


def test_preamble_items_get_no_row_and_one_finding() -> None:
    matrix = build_matrix(sample_plan())
    assert len(matrix.rows) == 44
    (finding,) = [f for f in matrix.findings if f.code == "MX001"]
    assert finding.severity is Severity.INFO
    assert "2个条目" in finding.message


def test_preamble_items_get_rows_where_the_setting_asks_for_them() -> None:
    plan = plan_of(
        Task(number="1", title="指导思想", kind=TaskKind.PREAMBLE), Task(number="2", title="任务")
    )
    matrix = build_matrix(plan, {"包含总体要求": "是"})
    assert [row["title"] for row in matrix.rows] == ["指导思想", "任务"]
    assert not matrix.findings


def test_safeguards_get_rows() -> None:
    matrix = build_matrix(plan_of(Task(number="1", title="加强督查", kind=TaskKind.SAFEGUARD)))
    assert len(matrix.rows) == 1


def test_placeholders_are_marked_and_targets_stand_line_by_line() -> None:
    targets = (
        Target("新增企业5家", "企业", Comparator.INCREASE, 5),
        Target("培训***人次", "培训", Comparator.EQUAL, None, placeholder=True),
        Target("新增企业5家", "企业", Comparator.INCREASE, 5),
    )
    row = build_matrix(plan_of(Task(number="1", title="甲", targets=targets))).rows[0]
    assert row["targets"] == "新增企业5家\n培训***人次（待填）"


def test_an_open_list_keeps_its_closing_word_behind_the_last_unit() -> None:
    both = Task(
        number="1",
        title="甲",
        responsibilities=(lead("区教体局"), support("区财政局")),
        open_ended=True,
    )
    alone = replace(both, number="2", responsibilities=(lead("区教体局"),))
    rows = build_matrix(plan_of(both, alone)).rows
    assert [(r["lead"], r["support"]) for r in rows] == [
        ("区教体局", "区财政局等"),
        ("区教体局等", ""),
    ]
    assert rows[0].units("support") == ("区财政局",)


def test_the_first_unit_leads_only_where_the_setting_says_so() -> None:
    task = Task(number="1", title="甲", responsibilities=(support("区教体局"), support("区财政局")))
    plain = build_matrix(plan_of(task)).rows[0]
    chosen = build_matrix(plan_of(task), {"首位即牵头": "是"}).rows[0]
    assert (plain["lead"], plain["support"]) == ("", "区教体局、区财政局")
    assert (chosen["lead"], chosen["support"]) == ("区教体局", "区财政局")


def test_extra_columns_of_a_task_table_become_own_columns_or_fill_known_ones() -> None:
    task = Task(number="1", title="甲", extra=(("资金来源", "区级"), ("备注", "重点")))
    matrix = build_matrix(plan_of(task, Task(number="2", title="乙")))
    assert matrix.own_columns == ("资金来源",)
    assert [row.own_field("资金来源").text for row in matrix.rows] == ["区级", ""]
    assert matrix.rows[0]["remarks"] == "重点"
    order = matrix.column_order
    assert order.index("资金来源") == order.index("年度") + 1
    assert set(order) == {c.heading for c in COLUMNS} | {"资金来源"}


def test_findings_of_the_plan_get_the_key_of_their_row() -> None:
    def finding(paragraph: int) -> Finding:
        return Finding(
            "PS001", Severity.INFO, "某处", "请核对", Location("临河方案.docx", paragraph)
        )

    plan = Plan(
        SOURCE,
        sections=(Section("二", "其他", "二、其他", location=Location(paragraph=12)),),
        tasks=(
            Task(number="1", title="甲", location=Location(paragraph=5)),
            Task(number="2", title="乙", location=Location(paragraph=8)),
        ),
        findings=tuple(map(finding, (3, 5, 7, 9, 12))),
    )
    keys = [f.location.row_key for f in build_matrix(plan).findings]
    assert keys == [None, "T001", "T001", "T002", None]


def test_findings_about_a_task_table_get_the_key_of_their_table_row() -> None:
    def place(row: int) -> Location:
        return Location("临河方案.xlsx", paragraph=1, row=row)

    plan = Plan(
        SOURCE,
        tasks=tuple(Task(number=str(r), title="甲", location=place(r + 2)) for r in (1, 2)),
        findings=tuple(
            Finding("PS001", Severity.INFO, "某处", "请核对", place(row)) for row in (2, 4)
        ),
    )
    keys = [f.location.row_key for f in build_matrix(plan).findings]
    assert keys == [None, "T002"]


def test_settings_come_from_the_plan_and_yield_to_the_clerk() -> None:
    matrix = build_matrix(sample_plan(), {"期次": "2025年第1期", "文号": "改过的文号"})
    assert matrix.settings["标题"] == "青禾区2025年重点工作任务"
    assert matrix.settings["发文机关"] == "青禾区人民政府办公室"
    assert matrix.settings["原文件"] == "青禾区方案.docx"
    assert matrix.settings["年度"] == "2025"
    assert matrix.settings["编制日期"] == ""
    assert matrix.settings["期次"] == "2025年第1期"
    assert matrix.settings["文号"] == "改过的文号"


def test_an_empty_plan_gives_an_empty_matrix() -> None:
    assert build_matrix(plan_of()).rows == ()
