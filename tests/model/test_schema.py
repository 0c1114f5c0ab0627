from __future__ import annotations

import pytest

from officekit.model.schema import BY_KEY, COLUMNS, ROW_KEY, column_for, columns_for


def keys(*headings: str) -> list[str | None]:
    return [column.key if column else None for column in columns_for(headings)]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("序号", "number"),
        ("任务类别", "section"),
        ("任务内容", "title"),
        ("具体举措", "measures"),
        ("工作目标", "targets"),
        ("牵头", "lead"),
        ("牵头责任单位", "lead"),
        ("主要责任单位", "lead"),
        ("责任单位", "support"),
        ("责任部门", "support"),
        ("协同责任单位", "support"),
        ("其他责任单位", "support"),
        ("牵头县领导", "leader"),
        ("时间", "deadline"),
        ("工作进度", "progress"),
        ("存在的问题", "problems"),
        ("行标识", "row_key"),
    ],
)
def test_it_knows_the_headings_of_published_tables(heading: str, key: str) -> None:
    column = column_for(heading)
    assert column is not None
    assert column.key == key


@pytest.mark.parametrize(
    "heading",
    [
        "牵 头 单 位",
        "牵头\n单位",
        "（牵头单位）",
        "牵头单位：",
        "牵头单位（可填多个）",
        "　牵头单位*",
    ],
)
def test_spaces_breaks_brackets_and_width_make_no_difference(heading: str) -> None:
    assert column_for(heading) is BY_KEY["lead"]


@pytest.mark.parametrize("heading", ["", "资金来源", "牵", "联系电话", "（）"])
def test_unknown_headings_have_no_column(heading: str) -> None:
    assert column_for(heading) is None


def test_no_alias_stands_for_two_columns() -> None:
    names = [name for c in (*COLUMNS, ROW_KEY) for name in (c.heading, *c.aliases)]
    assert len(names) == len(set(names))


def test_an_exact_heading_goes_before_an_alias() -> None:
    assert keys("配合单位", "责任单位") == [None, "support"]


def test_of_two_aliases_the_left_one_counts() -> None:
    assert keys("配合单位", "参与单位") == ["support", None]


def test_a_second_task_heading_is_the_measures_where_nothing_else_is() -> None:
    assert keys("重点任务", "具体任务") == ["title", "measures"]
    assert keys("重点任务", "具体任务", "具体举措") == ["title", None, "measures"]


@pytest.mark.parametrize(
    ("key", "text", "cell"),
    [
        ("number", "15", 15),
        ("number", "15-2", "15-2"),
        ("number", "007", "007"),
        ("year", "2025", 2025),
        ("completion", "60%", 0.6),
        ("completion", "约六成", "约六成"),
        ("title", "2025", "2025"),
    ],
)
def test_cell_values_are_numbers_only_where_the_column_is(
    key: str, text: str, cell: object
) -> None:
    column = BY_KEY[key]
    value = column.to_cell(text)
    assert value == cell
    assert column.to_text(value) == text


@pytest.mark.parametrize(("value", "text"), [(1, "100%"), (0.335, "33.5%"), (80, "80"), (0, "0%")])
def test_a_fraction_in_a_percentage_column_is_a_percentage(value: float, text: str) -> None:
    assert BY_KEY["completion"].to_text(value) == text
