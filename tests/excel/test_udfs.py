"""The functions in cells, called through xlwings' own converters with what COM hands over."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officekit.checking.engine import discover_rules
from officekit.excel.cell_check import NOT_FOR_ONE_ROW, row_rules
from officekit.excel.cell_values import LONGEST
from officekit.excel.udf_help import ARGUMENTS
from tests.excel.udf_call import ERRORS, MISSING, Cell, SheetPart, formula_cell

REGISTRY = (
    ("单位名录", None, None, None),
    ("可以直接修改", None, None, None),
    ("单位名称", "别名（原文写法）", "层级", "类别"),
    ("青禾区发展和改革局", "区发改局\n区发改委", "区", "工作部门"),
    ("青禾区教育局", None, "区", "工作部门"),
    ("青禾区人力资源和社会保障局", "区人社局", "区", "工作部门"),
    ("青禾区水务局", None, "区", "工作部门"),
    (None, None, None, None),
)
day = datetime.fromisoformat
HEADINGS = ("序号", "重点任务", "主要举措", "牵头单位", "责任单位", "完成时限", "年度")
CLEAN_ROW = (
    *(3.0, "建设云泽湖小学", "新建小学1所，9月开学。"),
    *("青禾区教育局", "青禾区发展和改革局", "2025年9月底前", 2025.0),
)


@pytest.fixture(scope="module")
def cell() -> Iterator[Cell]:
    """A cell for formulas."""
    with formula_cell() as made:
        yield made


# ------------------------------------------------------------------ OK_LEAD and OK_SUPPORT


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        (
            "（牵头单位：区教育局；责任单位：区财政局、各镇街）",
            "区教育局",
            "区财政局、各镇街",
        ),
        ("牵头单位：区水务局\n责任单位：区财政局", "区水务局", "区财政局"),
        ("整治河道5条。（区水务局牵头，区财政局配合）", "区水务局", "区财政局"),
        ("整治河道5条，由区水务局牵头，区财政局配合。", "区水务局", "区财政局"),
        ("（责任单位：区教育局、区财政局等）", "", "区教育局、区财政局等"),
        ("（责任单位：区教育局、区财政局，列首位的为牵头单位）", "区教育局", "区财政局"),
        ("区教育局、区财政局", "", "区教育局、区财政局"),
        ("大力推进河道整治，全年完成5条。", "", ""),
        ("（牵头单位：区教育局）（牵头单位：区水务局）", "区教育局、区水务局", ""),
    ],
)
def test_lead_and_supporting_units_of_a_text(
    cell: Cell, text: str, lead: str, support: str
) -> None:
    assert cell.value("OK_LEAD", text) == lead
    assert cell.value("OK_SUPPORT", text) == support


def test_a_range_of_texts_gives_a_result_for_every_cell(cell: Cell) -> None:
    texts = (("（牵头单位：区教育局）",), (None,), (12.0,), ("（区水务局牵头）",))
    assert cell.rows("OK_LEAD", texts) == [["区教育局"], [""], [""], ["区水务局"]]


def test_an_error_in_the_cell_is_named(cell: Cell) -> None:
    texts = (("（牵头单位：区教育局）", ERRORS["#N/A"]),)
    expected = [["区教育局", "引用的单元格有错误（#N/A）"]]
    assert cell.rows("OK_LEAD", texts) == expected


def test_brackets_without_end_are_told_and_take_no_time(cell: Cell) -> None:
    said = "括号太多，无法识别，请检查括号是否成对"
    assert cell.value("OK_LEAD", "（" * LONGEST) == said


# ------------------------------------------------------------------ OK_UNIT and OK_UNIT_LIKE


@pytest.mark.parametrize(
    ("name", "registered"),
    [
        ("区发改委", "青禾区发展和改革局"),
        ("区教育局", "青禾区教育局"),
        ("区人社局、区水务局", "青禾区人力资源和社会保障局、青禾区水务局"),
        ("区气象台", "区气象台（未登记）"),
        ("区教育局、区气象台", "青禾区教育局、区气象台（未登记）"),
        ("各镇街", "各镇街"),
        ("无", ""),
        (None, ""),
    ],
)
def test_registered_name_of_a_unit(cell: Cell, name: str | None, registered: str) -> None:
    assert cell.value("OK_UNIT", name, REGISTRY) == registered


@pytest.mark.parametrize(
    "registry",
    [
        tuple(row[:3] for row in REGISTRY[3:]),
        tuple(row[:1] for row in REGISTRY[2:]),
        tuple(tuple(reversed(row)) for row in REGISTRY),
        (("青禾区教育局",),),
        "青禾区教育局",
    ],
    ids=["without headings", "names only", "other order", "one name", "one cell"],
)
def test_the_registry_may_be_selected_in_any_reasonable_way(cell: Cell, registry: object) -> None:
    assert cell.value("OK_UNIT", "区教育局", registry) == "青禾区教育局"


def test_aliases_are_found_without_headings(cell: Cell) -> None:
    registry = (("临河县交通运输局", "县交通局、临河交通局", "县"),)
    assert cell.value("OK_UNIT", "临河交通局", registry) == "临河县交通运输局"


def test_only_the_used_part_of_whole_columns_is_read(cell: Cell) -> None:
    columns = SheetPart(REGISTRY)
    assert columns.shape == (1_048_576, 3)
    assert cell.value("OK_UNIT", "区人社局", columns) == "青禾区人力资源和社会保障局"
    assert columns.read == [(8, 3)]


def test_whole_columns_below_the_used_part_are_blank(cell: Cell) -> None:
    empty = SheetPart(REGISTRY, (20, 1), (1_048_576, 3))
    expected = "名录是空的，请选中“单位名录”的A至C列"
    assert cell.value("OK_UNIT", "区教育局", empty) == expected


def test_a_changed_registry_counts_at_once(cell: Cell) -> None:
    before = (("青禾区文体局", "区文体局", "区"),)
    after = (("青禾区文化和旅游局", "区文体局", "区"),)
    assert cell.value("OK_UNIT", "区文体局", before) == "青禾区文体局"
    assert cell.value("OK_UNIT", "区文体局", after) == "青禾区文化和旅游局"


def test_proposals_stand_side_by_side_with_the_likest_first(cell: Cell) -> None:
    (proposals,) = cell.rows("OK_UNIT_LIKE", "区水利局", REGISTRY, MISSING)
    assert proposals[0] == "青禾区水务局"
    assert 1 < len(proposals) <= 3


def test_no_more_proposals_than_asked_for(cell: Cell) -> None:
    assert cell.rows("OK_UNIT_LIKE", "区水利局", REGISTRY, 1.0) == [["青禾区水务局"]]


@pytest.mark.parametrize("count", ["两个", 0.0, -3.0, None, ERRORS["#REF!"]])
def test_a_count_that_is_none_means_three(cell: Cell, count: object) -> None:
    (proposals,) = cell.rows("OK_UNIT_LIKE", "区水利局", REGISTRY, count)
    assert proposals[0] == "青禾区水务局"
    assert len(proposals) <= 3


def test_a_known_unit_is_its_own_proposal(cell: Cell) -> None:
    assert cell.rows("OK_UNIT_LIKE", "区发改局", REGISTRY, 5.0) == [["青禾区发展和改革局"]]


def test_a_name_like_none_is_told(cell: Cell) -> None:
    assert cell.value("OK_UNIT_LIKE", "xyz", REGISTRY, MISSING) == "名录中没有相近的单位"


# ------------------------------------------------------------------ OK_TARGETS


def test_targets_stand_in_rows(cell: Cell) -> None:
    text = (
        "到2025年，高新技术企业达到150家以上，打造4—6个示范点，新增平台***个，"
        "实现便民生活圈全覆盖。单位能耗下降3%，水耗控制在20吨以内。"
    )
    assert cell.rows("OK_TARGETS", text) == [
        ["高新技术企业", "不少于", 150.0, "", "家", "2025年"],
        ["打造示范点", "达到", 4.0, 6.0, "个", "2025年"],
        ["新增平台", "达到", "（待填）", "", "个", "2025年"],
        ["便民生活圈", "实现", "全覆盖", "", "", "2025年"],
        ["单位能耗", "下降", 3.0, "", "%", ""],
        ["水耗", "不超过", 20.0, "", "吨", ""],
    ]


def test_several_cells_are_read_as_one_text(cell: Cell) -> None:
    assert cell.rows("OK_TARGETS", (("新建小学2所。",), (None,), ("整治河道5条。",))) == [
        ["新建小学", "达到", 2.0, "", "所", ""],
        ["整治河道", "达到", 5.0, "", "条", ""],
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("大力推进河道整治。", "没有量化目标"),
        (None, ""),
        ("", ""),
        (ERRORS["#DIV/0!"], "引用的单元格有错误（#DIV/0!）"),
    ],
)
def test_a_text_without_targets(cell: Cell, text: object, said: str) -> None:
    assert cell.value("OK_TARGETS", text) == said


# ------------------------------------------------------------------ OK_DEADLINE


@pytest.mark.parametrize(
    ("text", "year", "due"),
    [
        ("2025年6月底前完成", MISSING, day("2025-06-30")),
        ("6月底前", 2025.0, day("2025-06-30")),
        ("6月底前", "2025年", day("2025-06-30")),
        ("第三季度", 2025.0, day("2025-09-30")),
        ("年内", day("2025-03-01"), day("2025-12-31")),
        ("2025.2", MISSING, day("2025-02-28")),
        (2025.0, MISSING, day("2025-12-31")),
        ("到2024年，建成小学2所。", 2025.0, day("2024-12-31")),
        (day("2025-06-30 09:30"), MISSING, day("2025-06-30")),
        (45838.0, MISSING, day("2025-06-30")),
        ("2025年3月底前开工，2026年9月底前建成。", MISSING, day("2026-09-30")),
    ],
)
def test_a_deadline_is_a_date(cell: Cell, text: object, year: object, due: datetime) -> None:
    assert cell.value("OK_DEADLINE", text, year) == due


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("长期", "长期"),
        ("每季度", "每季度"),
        ("6月底前", "6月底前（没有写明年份）"),
        ("年底前", "年底前（没有写明年份）"),
        ("2025年2月30日前", "2025年2月30日前（日历上没有这一天）"),
        ("签约后10个工作日内", "签约后10个工作日内"),
        ("加强宣传", "没有写明时限"),
        ("河道整治较2020年增加5条，成效明显。", "没有写明时限"),
        (7.0, "没有写明时限"),
        (True, "没有写明时限"),
        (None, ""),
        (ERRORS["#N/A"], "引用的单元格有错误（#N/A）"),
    ],
)
def test_a_deadline_without_a_date_is_said_in_words(cell: Cell, text: object, said: str) -> None:
    assert cell.value("OK_DEADLINE", text, MISSING) == said


def test_deadlines_of_a_column(cell: Cell) -> None:
    texts = (("3月底前",), ("长期",), (None,))
    expected = [[day("2025-03-31")], ["长期"], [""]]
    assert cell.rows("OK_DEADLINE", texts, 2025.0) == expected


# ------------------------------------------------------------------ OK_CHECK


def test_a_clean_row(cell: Cell) -> None:
    said = cell.value("OK_CHECK", (CLEAN_ROW,), (HEADINGS,), REGISTRY)
    assert said == "未发现问题"


def test_problems_stand_line_by_line_with_the_worst_first(cell: Cell) -> None:
    row = (*CLEAN_ROW[:4], "青禾区教育局、区气象台", "2025年2月30日前", 2025.0)
    lines = cell.value("OK_CHECK", (row,), (HEADINGS,), REGISTRY).split("\n")
    assert lines == [
        "错误：日期“2025年2月30日”不存在。",
        "提醒：本项的“青禾区教育局”既是牵头单位，又是责任单位。",
        "提醒：本项的“区气象台”不在单位名录中，或者不能确定是名录中的哪一个单位。",
    ]


def test_names_are_not_looked_up_without_a_registry(cell: Cell) -> None:
    row = (*CLEAN_ROW[:4], "区气象台", "2025年9月底前", 2025.0)
    assert cell.value("OK_CHECK", (row,), (HEADINGS,), MISSING) == "未发现问题"


def test_a_result_too_long_for_an_array_says_that_it_is_cut(cell: Cell) -> None:
    units = "、".join(f"青禾区第{number}街道办事处" for number in range(60))
    shown = cell.value("OK_SUPPORT", f"（责任单位：{units}）")
    assert len(shown) == 255
    assert shown.endswith("……（太长，没有显示完）")


def test_a_row_without_units(cell: Cell) -> None:
    row = (None, "建设云泽湖小学", "新建小学1所。", None, None, None, None)
    said = cell.value("OK_CHECK", (row,), (HEADINGS,), MISSING)
    assert said == "提醒：本项没有写明任何单位。"


def test_the_standard_order_needs_no_headings(cell: Cell) -> None:
    row = (1.0, "教育", None, "建设云泽湖小学", "新建小学***所。", None, "青禾区教育局", "区财政局")
    said = cell.value("OK_CHECK", (row,), MISSING, MISSING)
    assert said.startswith("错误：")
    assert "***" in said


def test_columns_in_another_order_under_other_headings(cell: Cell) -> None:
    headings = ("配合单位", "自编号", "牵头部门", "工作任务")
    row = ("区教育局", "A-1", "区教育局", "建设云泽湖小学")
    said = cell.value("OK_CHECK", (row,), (headings,), MISSING)
    assert said == "提醒：本项的“区教育局”既是牵头单位，又是责任单位。"


def test_headings_that_mean_nothing_are_told(cell: Cell) -> None:
    said = cell.value("OK_CHECK", (("甲", "乙"),), (("某某", "某某某"),), MISSING)
    assert said == "没有认出任何一列，请把表头行作为第二个参数"


def test_an_error_value_in_the_row_is_a_problem(cell: Cell) -> None:
    row = (*CLEAN_ROW[:5], ERRORS["#REF!"], 2025.0)
    said = cell.value("OK_CHECK", (row,), (HEADINGS,), REGISTRY)
    assert said == "错误：“完成时限”是错误值（#REF!）。"


def test_rows_are_checked_each_for_itself(cell: Cell) -> None:
    blank = (None,) * len(HEADINGS)
    rows = (CLEAN_ROW, blank, CLEAN_ROW)
    expected = [["未发现问题"], [""], ["未发现问题"]]
    assert cell.rows("OK_CHECK", rows, (HEADINGS,), REGISTRY) == expected


def test_whole_rows_of_a_sheet_are_cut_to_the_used_columns(cell: Cell) -> None:
    sheet = (HEADINGS, CLEAN_ROW)
    row = SheetPart(sheet, (2, 1), (2, 16_384))
    headings = SheetPart(sheet, (1, 1), (1, 16_384))
    assert cell.value("OK_CHECK", row, headings, REGISTRY) == "未发现问题"
    assert row.read == [(1, 7)]


def test_a_blank_row_is_blank(cell: Cell) -> None:
    assert cell.value("OK_CHECK", ((None, None, ""),), MISSING, MISSING) == ""


def test_every_rule_that_is_left_out_exists() -> None:
    codes = {rule.code for rule in discover_rules()}
    assert codes >= NOT_FOR_ONE_ROW
    assert {rule.code for rule in row_rules()} == codes - NOT_FOR_ONE_ROW


# ------------------------------------------------------------------ whatever comes

WORDS = st.sampled_from(
    [*"（）()“”、，。；：:\n 0159*%", "牵头", "单位", "责任", "区教育局", "年", "月", "达到", "家"]
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(-(2**31), 2**31 - 1),
    st.datetimes(),
    st.text(max_size=40),
    st.lists(WORDS, max_size=40).map("".join),
    st.sampled_from(sorted(ERRORS.values())),
)
RANGES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=4).map(tuple)
)
VALUES = st.one_of(CELLS, RANGES)


@pytest.mark.parametrize("function", sorted(ARGUMENTS))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_argument_makes_a_function_fail(cell: Cell, function: str, data: st.DataObject) -> None:
    args = [data.draw(VALUES, label=name) for name in ARGUMENTS[function]]
    rows = cell.rows(function, *args)
    assert rows
    assert len({len(row) for row in rows}) == 1
    for value in (value for row in rows for value in row):
        assert isinstance(value, (str, float, int, datetime))
        assert "无法计算" not in str(value)
        assert len(str(value)) <= LONGEST


@pytest.mark.parametrize("function", sorted(ARGUMENTS))
@pytest.mark.parametrize("word", ["“", "1家、", "2025年", "区教育局牵头、", "。 ", "a "])
def test_the_longest_text_of_a_cell_is_borne(cell: Cell, function: str, word: str) -> None:
    text = (word * LONGEST)[:LONGEST]
    more: list[Any] = [
        ((REGISTRY) if name == "registry" else MISSING) for name in ARGUMENTS[function]
    ]
    rows = cell.rows(function, text, *more[1:])
    assert "无法计算" not in str(rows[0][0])


# ------------------------------------------------------------------ what is loaded


def test_the_functions_themselves_need_neither_xlwings_nor_frames() -> None:
    program = (
        "import sys, officekit.excel.cell_functions, officekit.excel.cell_check\n"
        "heavy = {'xlwings', 'pandas', 'numpy', 'openpyxl'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_module_for_excel_runs_without_pandas_and_openpyxl() -> None:
    program = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(('pandas', 'numpy', 'openpyxl')))\n"
        "import officekit.excel.udfs as udfs\n"
        "assert udfs.OK_LEAD([['（牵头单位：区教育局）']]) == [['区教育局']]"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
