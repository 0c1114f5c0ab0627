from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officekit.checking.corrections import CODES, Correction, apply, corrections
from officekit.checking.engine import discover_rules
from officekit.checking.subject import TEXT_COLUMNS, Subject
from officekit.data import unit_families
from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.unit import Unit, UnitRegistry

FULL_WIDTH = "坚持规划引领，注重质量，突出特色；统筹推进（含续建项目），确保实效：力争全区领先。"
FULL = Unit("区住房和城乡建设局", ("区住建局", "区住建"), "区")
OTHER = Unit("区发展和改革局", ("区发改局",), "区")


def matrix_of(*rows: dict[str, str], confirmed: tuple[str, ...] = ()) -> Matrix:
    """Rows with these fields, numbered from 1."""
    made = tuple(
        MatrixRow(
            f"T{i:03d}",
            {k: Field(v) for k, v in ({"number": str(i)} | row).items()},
        )
        for i, row in enumerate(rows, start=1)
    )
    registry = UnitRegistry((FULL, OTHER), unit_families())
    return Matrix(rows=made, registry=registry, confirmed_units=frozenset(confirmed))


def after(matrix: Matrix, column: str, row: int = -1) -> str:
    return apply(matrix, corrections(Subject(matrix))).rows[row][column]


def fixed(text: str, column: str = "measures", **others: str) -> str:
    matrix = matrix_of({"measures": FULL_WIDTH * 3}, {column: text} | others)
    return after(matrix, column)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加固堤防1.5公里,全区受益。", "加固堤防1.5公里，全区受益。"),
        ("一是建设;二是管护", "一是建设；二是管护"),
        ("牵头部门:水利部门", "牵头部门：水利部门"),
        ("打造园区(青禾产业园)平台", "打造园区（青禾产业园）平台"),
        ("打造园区（青禾产业园)平台", "打造园区（青禾产业园）平台"),
        ("提升能力(含续建项目),建设平台", "提升能力（含续建项目），建设平台"),
        ("落实《青禾规划》,推进建设", "落实《青禾规划》，推进建设"),
        ("完成验收;\n完成移交", "完成验收；\n完成移交"),
    ],
)
def test_half_width_marks_between_chinese_characters_become_full_width(
    text: str, expected: str
) -> None:
    assert fixed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "投资1,000万元",
        "每天10:25发布",
        "按1:500比例测绘",
        "接入Wi-Fi,5G网络",
        "登录https://example.cn/路径,查询;办理",
        "登录www.example.cn/甲,乙",
        "落实《青禾规划(草案),修订稿》要求",
        "落实《青禾规划,未写完",
        "依据青政办字〔2022〕18号",
        "依据青政办字(2022)18号",
        "建设GDP(地区)核算平台",
        "函数f(甲)有效",
        "=甲,乙",
        "打造园区(青禾产业园平台",
        "打造)园区(平台",
        "完成(1)和(2)两项",
        "等待……。。。结果",
        "真的。，，吗",
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert fixed(text) == text


def test_a_document_in_half_width_stays_in_half_width() -> None:
    matrix = matrix_of({"measures": "建设平台,完善机制;推进试点,总结经验(含续建项目)，推广"})

    assert corrections(Subject(matrix)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成建设。。", "完成建设。"),
        ("推进建设，，完善机制", "推进建设，完善机制"),
        ("甲、、乙", "甲、乙"),
    ],
)
def test_a_mark_printed_twice_becomes_one(text: str, expected: str) -> None:
    assert fixed(text) == expected


def test_white_space_at_the_ends_goes() -> None:
    assert fixed("\u3000 建设平台。\u3000\n") == "建设平台。"


def test_a_title_printed_again_as_the_first_sentence_goes() -> None:
    text = "建设数字平台。整合数据资源，开放共享。"

    assert fixed(text, title="建设数字平台") == "整合数据资源，开放共享。"


@pytest.mark.parametrize(
    "text",
    ["建设数字平台，整合资源。", "建设数字平台的试点。", "建设数字平台。"],
    ids=["it goes on", "it is a longer word", "nothing else is there"],
)
def test_measures_that_merely_begin_with_the_title_stay(text: str) -> None:
    assert fixed(text, title="建设数字平台") == text


def test_a_space_inside_a_word_goes_where_the_document_has_the_word_in_one_piece() -> None:
    matrix = matrix_of({"measures": "加快推进园区建设。"}, {"measures": "要加 快推进改造。"})

    assert after(matrix, "measures") == "要加快推进改造。"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("measures", "夯实基础 推动转型"),
        ("title", "加 快推进"),
        ("support", "区发改局 区住建局"),
        ("measures", "任务一　加快推进"),
    ],
)
def test_a_space_that_may_stand_for_a_mark_stays(column: str, text: str) -> None:
    matrix = matrix_of({"measures": "加快推进园区建设。"}, {column: text})

    assert after(matrix, column) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025 年建成", "到2025年建成"),
        ("到 2025年建成", "到2025年建成"),
        ("到 2025 年建成", "到2025年建成"),
        ("完成2025 年度任务", "完成2025 年度任务"),
        ("世界500 强", "世界500 强"),
        ("任务 2025年启动", "任务 2025年启动"),
    ],
)
def test_spaces_around_a_year_go_where_they_are_certain(text: str, expected: str) -> None:
    matrix = matrix_of(
        {"measures": "2024年启动，2025年建成，2026年验收，2027年评估。"}, {"measures": text}
    )

    assert after(matrix, "measures") == expected


def test_a_document_that_spaces_its_years_keeps_them() -> None:
    matrix = matrix_of({"measures": "2024 年启动，2025 年建成，2026年验收。"})

    assert corrections(Subject(matrix)) == ()


def test_a_confirmed_alias_becomes_the_registered_name() -> None:
    row = {"lead": "区住建局", "support": "区发改局、区住建局，区教育局等"}
    matrix = matrix_of(row, confirmed=("区住房和城乡建设局",))

    assert after(matrix, "lead") == "区住房和城乡建设局"
    assert after(matrix, "support") == "区发改局、区住房和城乡建设局，区教育局等"


def test_an_alias_that_the_clerk_has_not_confirmed_stays() -> None:
    assert corrections(Subject(matrix_of({"lead": "区住建局"}))) == ()


def test_a_spelling_that_is_no_alias_stays() -> None:
    matrix = matrix_of({"lead": "区住房城乡建设局"}, confirmed=("区住房和城乡建设局",))

    assert corrections(Subject(matrix)) == ()


@pytest.mark.parametrize("text", ["区住建局、区住房和城乡建设局", "区住建局、区住建"])
def test_a_unit_that_would_stand_twice_is_left_to_a_person(text: str) -> None:
    matrix = matrix_of({"support": text}, confirmed=("区住房和城乡建设局",))

    assert corrections(Subject(matrix)) == ()


def test_an_alias_of_two_units_stays() -> None:
    units = (Unit("区文化和旅游局", ("区文旅",)), Unit("区文旅集团", ("区文旅",)))
    matrix = replace(
        matrix_of({"lead": "区文旅"}, confirmed=tuple(u.name for u in units)),
        registry=UnitRegistry(units, unit_families()),
    )

    assert corrections(Subject(matrix)) == ()


def test_a_correction_says_what_and_why() -> None:
    matrix = matrix_of({"measures": "完成建设。。"})

    assert corrections(Subject(matrix)) == (
        Correction("T001", "measures", "完成建设。。", "完成建设。", "MX306", "重复的标点只留一个"),
    )


def test_each_correction_is_logged_with_its_place_and_rule() -> None:
    matrix = matrix_of({"measures": f"{'甲' * 30}建设。。{'乙' * 30}"})
    done = apply(matrix, corrections(Subject(matrix)), time="2025-03-01 09:30")

    (change,) = done.changes
    assert change.time == "2025-03-01 09:30"
    assert change.place == "责任清单 第1项 主要举措"
    assert change.before == f"…{'甲' * 7}建设。。{'乙' * 10}…"
    assert change.after == f"…{'甲' * 7}建设。{'乙' * 10}…"
    assert change.note == "规则 MX306：重复的标点只留一个"


def test_applying_keeps_locations_and_other_fields() -> None:
    place = Location(sheet="责任清单", row=4, column=5)
    row = MatrixRow("T001", {"measures": Field("建设。。", place), "title": Field("题目")})
    done = apply(Matrix(rows=(row,)), corrections(Subject(Matrix(rows=(row,)))))

    assert done.rows[0].field("measures") == Field("建设。", place)
    assert done.rows[0]["title"] == "题目"


def test_a_correction_of_another_text_is_left_out() -> None:
    matrix = matrix_of({"measures": "现在的文字"})
    stale = Correction("T001", "measures", "从前的文字", "别的", "MX306", "")

    assert apply(matrix, [stale]) == matrix


PIECES = st.lists(
    st.sampled_from(
        [
            *("加快推进", "建设", "平台", "区住建局", "区发改局", "2025", "年", "1,000", "10:25"),
            *"。，、；：（）(),;: \u3000\n《》〔〕“”=甲乙到",
            *("ABC", "http://a.cn/", "《青禾规划,甲》", "〔2022〕18号"),
        ]
    ),
    max_size=14,
).map("".join)
ROWS = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(TEXT_COLUMNS, PIECES)), max_size=4)


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_a_corrected_matrix_has_nothing_left_to_correct(rows: list[dict[str, str]]) -> None:
    matrix = matrix_of(*rows, confirmed=("区住房和城乡建设局", "区发展和改革局"))
    done = apply(matrix, corrections(Subject(matrix)))

    assert corrections(Subject(done)) == ()


_MARKS = str.maketrans({"，": ",", "；": ";", "：": ":", "（": "(", "）": ")"})


def _letters(text: str) -> str:
    """What no correction but that of titles and units may change."""
    bare = "".join(text.translate(_MARKS).split())
    return re.sub(r"([。,、;:])\1+", r"\1", bare)


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_nothing_but_marks_and_spaces_changes_in_a_text(rows: list[dict[str, str]]) -> None:
    matrix = matrix_of(*rows)
    done = apply(matrix, [c for c in corrections(Subject(matrix)) if c.code != "MX303"])

    for old, new in zip(matrix.rows, done.rows, strict=True):
        for column in TEXT_COLUMNS:
            assert _letters(new[column]) == _letters(old[column])
            assert re.findall(r"《[^》]*》", new[column]) == re.findall(r"《[^》]*》", old[column])


def test_every_correction_belongs_to_a_rule() -> None:
    assert set(CODES.values()) <= {rule.code for rule in discover_rules()}


def test_mixed_dots_behind_line_numbers_become_the_common_one() -> None:
    text = "1.摸清底数。\n2.制定方案。\n3．报批实施。\n4.组织验收，增长3．5个点。\n5.总结评估。"
    row = MatrixRow("T001", {"title": Field("甲"), "measures": Field(text)})
    (made,) = corrections(Subject(Matrix("清单", (row,))))
    assert (made.code, made.after) == ("MX404", text.replace("3．报", "3.报"))


def test_dots_without_a_clear_majority_are_left() -> None:
    row = MatrixRow("T001", {"title": Field("甲"), "measures": Field("1.摸底。\n2．报批。")})
    assert corrections(Subject(Matrix("清单", (row,)))) == ()
