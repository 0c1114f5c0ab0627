from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.errors import ContentError
from officekit.matrix import build_matrix, from_tables, to_table
from officekit.model.finding import Severity
from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.schema import COLUMNS
from officekit.model.table import Cell, CellValue, Table
from tests.matrix.sample_plan import sample_plan

HEADINGS = ("序号", "重点任务", "牵头单位", "责任单位", "行标识")


def sheet(*rows: Sequence[CellValue], name: str = "责任清单") -> Table:
    return Table.from_values(rows, name=name, file="临河.xlsx")


def codes(matrix: Matrix) -> list[str]:
    return [finding.code for finding in matrix.findings]


def keys(matrix: Matrix) -> list[str]:
    return [row.key for row in matrix.rows]


META = sheet(("format", "1", ""), ("row", "T001", "x"), ("row", "T002", "x"), name="_officekit")


def test_a_built_matrix_survives_the_round_trip() -> None:
    matrix = build_matrix(sample_plan())
    again = from_tables([to_table(matrix)])
    assert [row.texts() for row in again.rows] == [row.texts() for row in matrix.rows]
    assert keys(again) == keys(matrix)
    assert again.column_order == matrix.column_order
    assert not again.findings


def test_fields_know_their_cell_and_row() -> None:
    matrix = from_tables([sheet(("标题",), HEADINGS, (1, "甲", "区财政局", "", "T001"))])
    place = matrix.rows[0].at("lead")
    assert (place.file, place.sheet, place.cell) == ("临河.xlsx", "责任清单", "C3")
    assert (place.row_key, place.quote) == ("T001", "区财政局")
    assert matrix.title == "标题"


def test_columns_may_be_moved_and_renamed_and_own_columns_are_kept() -> None:
    matrix = from_tables(
        [
            sheet(
                ("牵头部门", "资金来源", "工作任务", "序号", "行标识"),
                ("区财政局", "区级", "建设河道", 3, "T003"),
            )
        ]
    )
    row = matrix.rows[0]
    assert (row["lead"], row["title"], row["number"]) == ("区财政局", "建设河道", "3")
    assert row.own == (("资金来源", row.own_field("资金来源")),)
    assert row.own_field("资金来源").text == "区级"
    assert matrix.column_order == ("牵头部门", "资金来源", "工作任务", "序号")
    assert to_table(matrix).texts()[0] == ["牵头部门", "资金来源", "工作任务", "序号", "行标识"]
    assert codes(matrix) == ["MX012"]
    assert "资金来源" in matrix.findings[0].message


def test_an_own_column_that_was_written_is_not_reported_again() -> None:
    meta = sheet(("own", "资金来源", ""), ("row", "T001", ""), name="_officekit")
    table = sheet((*HEADINGS[:4], "资金来源", "行标识"), (1, "甲", "", "", "区级", "T001"))
    assert codes(from_tables([table, meta])) == []


def test_the_list_is_found_by_its_headings_where_the_sheet_was_renamed() -> None:
    other = sheet(("姓名", "电话"), ("王某", "1"), name="通讯录")
    matrix = from_tables([other, sheet(HEADINGS, (1, "甲", "乙局", "", "T001"), name="Sheet1")])
    assert keys(matrix) == ["T001"]


def test_a_heading_row_further_down_is_found_and_a_repeated_one_is_skipped() -> None:
    rows = [("标题",), (), ("填报单位：", "某局"), HEADINGS, (1, "甲", "", "", "T001"), HEADINGS,
            (), (2, "乙", "", "", "T002")]  # fmt: skip
    assert keys(from_tables([sheet(*rows)])) == ["T001", "T002"]


def test_a_workbook_without_a_task_list_is_refused_in_plain_words() -> None:
    with pytest.raises(ContentError, match="没有找到责任清单"):
        from_tables([sheet(("姓名", "电话"), ("王某", "1"))], file="通讯录.xlsx")
    with pytest.raises(ContentError):
        from_tables([])


def test_an_inserted_row_is_kept_under_a_new_key() -> None:
    table = sheet(HEADINGS, (1, "甲", "", "", "T001"), (None, "新增", "", "", None),
                  (2, "乙", "", "", "T002"))  # fmt: skip
    matrix = from_tables([table, META])
    assert keys(matrix) == ["T001", "T003", "T002"]
    (finding,) = matrix.findings
    assert (finding.code, finding.severity) == ("MX010", Severity.INFO)
    assert (finding.location.row, finding.location.row_key) == (3, "T003")


def test_a_copied_row_is_kept_under_a_new_key_and_reported() -> None:
    table = sheet(HEADINGS, (1, "甲", "", "", "T001"), (1, "甲改", "", "", "T001"))
    matrix = from_tables([table, META])
    assert keys(matrix) == ["T001", "T003"]
    assert [row["title"] for row in matrix.rows] == ["甲", "甲改"]
    assert codes(matrix) == ["MX011"]
    assert matrix.findings[0].severity is Severity.WARNING


def test_a_key_that_was_never_written_is_replaced() -> None:
    matrix = from_tables([sheet(HEADINGS, (9, "甲", "", "", "T999")), META])
    assert keys(matrix) == ["T009"]
    assert codes(matrix) == ["MX010"]


def test_the_key_of_a_deleted_row_is_not_given_again() -> None:
    matrix = from_tables([sheet(HEADINGS, (2, "新增", "", "", "")), META])
    assert keys(matrix) == ["T003"]


def test_a_list_without_keys_gets_them_from_its_numbers_with_one_finding() -> None:
    table = sheet(HEADINGS[:4], (7, "甲"), ("7-1", "乙"), ("三", "丙"), (7, "丁"))
    matrix = from_tables([table])
    assert keys(matrix) == ["T007", "T007-1", "T008", "T009"]
    assert codes(matrix) == ["MX010"]


def test_two_columns_with_one_heading_are_both_kept() -> None:
    table = sheet((*HEADINGS[:4], "备注", "备注"), (1, "甲", "", "", "一", "二"))
    matrix = from_tables([table])
    assert matrix.rows[0]["remarks"] == "一"
    assert [field.text for _, field in matrix.rows[0].own] == ["二"]


def test_a_filled_column_without_heading_is_kept() -> None:
    matrix = from_tables([sheet((*HEADINGS[:3], None, "行标识"), (1, "甲", "", "补充", "T001"))])
    assert [(h, f.text) for h, f in matrix.rows[0].own] == [("未命名列D", "补充")]


def test_percentages_and_dates_are_read_as_a_clerk_sees_them() -> None:
    table = sheet(
        ("序号", "重点任务", "完成率", "年度", "行标识"), (1.0, "甲", 0.5, 2025.0, "T001")
    )
    row = from_tables([table]).rows[0]
    assert (row["number"], row["completion"], row["year"]) == ("1", "50%", "2025")


def test_continued_columns_are_joined_again() -> None:
    table = sheet(
        ("序号", "重点任务", "主要举措", "主要举措（续1）", "行标识"), (1, "甲", "前", "后", "T001")
    )
    matrix = from_tables([table])
    assert matrix.rows[0]["measures"] == "前后"
    assert matrix.column_order == ("序号", "重点任务", "主要举措")
    assert matrix.findings == ()


def test_side_sheets_are_read_back() -> None:
    units = sheet(
        ("单位名录",),
        ("单位名称", "别名（原文写法）", "层级", "类别", "牵头任务数", "配合任务数", "确认"),
        ("区财政局", "财政局\n各区、县级市", "区", "部门", 3, 2, "是"),
        ("区妇联", "妇联、区妇女联合会", "区", "没有这一类", 0, 0, "否"),
        name="单位名录",
    )
    settings = sheet(
        ("项目", "内容", "说明"), ("年度", 2025, ""), ("标题", "某方案", ""), name="设置"
    )
    changes = sheet(
        ("时间", "位置", "原内容", "新内容", "说明"),
        ("2025-03-01", "C4", "甲", "乙", "更正"),
        name="修改记录",
    )
    matrix = from_tables([sheet(HEADINGS, (1, "甲", "", "", "T001")), units, settings, changes])
    finance, women = matrix.registry.units
    assert (finance.name, finance.aliases) == ("区财政局", ("财政局", "各区、县级市"))
    assert (finance.level, finance.kind.value) == ("区", "部门")
    assert (women.aliases, women.kind.value) == (("妇联", "区妇女联合会"), "其他")
    assert matrix.confirmed_units == {"区财政局"}
    assert (matrix.title, matrix.year) == ("某方案", 2025)
    (change,) = matrix.changes
    assert (change.time, change.place, change.before) == ("2025-03-01", "C4", "甲")
    assert (change.after, change.note) == ("乙", "更正")


# ------------------------------------------------------------------ properties

_plain = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=20
).map(str.strip)
_own_headings = st.lists(
    st.sampled_from(("资金来源", "督办情况", "联系电话", "lead", "= 1+1")), unique=True, max_size=3
)


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    own = tuple(draw(_own_headings))
    order = tuple(draw(st.permutations([*(c.heading for c in COLUMNS), *own])))
    count = draw(st.integers(1, 5))
    rows = tuple(
        MatrixRow(
            f"T{i + 1:03d}",
            {c.key: Field(draw(_plain)) for c in COLUMNS}
            | {"number": Field(str(i + 1)), "title": Field(f"任务{i}")},
            tuple((heading, Field(draw(_plain))) for heading in own),
        )
        for i in range(count)
    )
    return Matrix(rows=rows, own_columns=own, column_order=order)


@given(matrices())
def test_matrix_to_table_and_back_changes_nothing(matrix: Matrix) -> None:
    again = from_tables([to_table(matrix)])
    assert [dict(row.texts()) for row in again.rows] == [dict(row.texts()) for row in matrix.rows]
    assert keys(again) == keys(matrix)
    assert again.column_order == matrix.column_order
    assert again.own_columns == tuple(h for h in matrix.column_order if h in matrix.own_columns)


@given(matrices(), st.data())
def test_rows_deleted_inserted_edited_and_sorted_by_a_clerk_are_told_apart(
    matrix: Matrix, data: st.DataObject
) -> None:
    meta = Table.from_values([("row", key, "") for key in keys(matrix)], name="_officekit")
    head, *lines = [[cell.value for cell in line] for line in to_table(matrix).rows]
    kept = data.draw(st.lists(st.sampled_from(range(len(lines))), unique=True))
    title, key = head.index("重点任务"), head.index("行标识")
    new: list[CellValue] = [None] * len(head)
    new[title] = "新增任务"
    edited = [[*lines[i]] for i in kept]
    for line in edited:
        line[title] = f"改过的{line[key]}"
    again = from_tables([Table.from_values([head, *edited, new], name="责任清单"), meta])
    assert keys(again)[:-1] == [matrix.rows[i].key for i in kept]
    assert keys(again)[-1] not in keys(matrix)
    assert [row["title"] for row in again.rows[:-1]] == [f"改过的{k}" for k in keys(again)[:-1]]
    assert codes(again).count("MX010") == 1


def merged_row(text: str, row: int, width: int) -> tuple[Cell, ...]:
    places = [Location(sheet="责任清单", row=row, column=i + 1) for i in range(width)]
    return (Cell(text, places[0]), *(Cell(text, place, merged=True) for place in places[1:]))


@pytest.mark.parametrize("width", [4, 5])
def test_a_title_merged_over_the_width_is_reported_and_is_no_task(width: int) -> None:
    table = sheet(HEADINGS, (1, "甲", "", "", "T001"), (), (2, "乙", "", "", "T002"))
    blank = table.rows[2][width:]
    rows = (*table.rows[:2], (*merged_row("二、改善民生", 3, width), *blank), *table.rows[3:])
    matrix = from_tables([replace(table, rows=rows), META])
    assert keys(matrix) == ["T001", "T002"]
    (finding,) = matrix.findings
    assert (finding.code, finding.value, finding.location.row) == ("MX014", "二、改善民生", 3)


def test_a_text_alone_under_the_number_is_a_title_where_merges_are_unknown() -> None:
    table = sheet(HEADINGS, ("一、产业", "", "", "", ""), (1, "甲", "", "", "T001"))
    matrix = from_tables([table, META])
    assert keys(matrix) == ["T001"]
    assert codes(matrix) == ["MX014"]


def test_a_row_with_a_key_stays_a_task_whatever_stands_in_it() -> None:
    table = sheet(HEADINGS, ("另", "", "", "", "T001"), (None, "新增", "", "", ""))
    assert len(from_tables([table, META]).rows) == 2


def test_an_opinion_is_read_with_the_key_of_its_finding() -> None:
    findings = sheet(
        ("级别", "编号", "问题", "处理意见", "问题标识"),
        ("错误", "PS009", "没有牵头单位。", "已补填", "0123456789abcdef"),
        ("提示", "PS001", "无关紧要。", "", "fedcba9876543210"),
        name="问题清单",
    )
    table = sheet(HEADINGS, (1, "甲", "", "", "T001"))
    assert from_tables([table, META, findings]).opinions == {"0123456789abcdef": "已补填"}
