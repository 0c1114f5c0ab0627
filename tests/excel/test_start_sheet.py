"""The page 开始 of the shipped workbook: every button in its cell, every text in full."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from officekit.excel.build import workbook_bytes
from officekit.excel.buttons import BUTTONS
from officekit.excel.start_page import LAST_ROW
from officekit.writing.layout import row_height
from tests.excel.xlsm_parts import find, parts_of

STEPS = ["导入方案", "校验", "修正", "刷新责任矩阵", "与原文比对"]
TOOL_LINES = [
    ["导入任务表", "生成通知", "公文检查", "生成附表"],
    ["拆分下发", "收集汇总", "报送情况", "处理冲突"],
    ["单位名录", "设置", "撤销上次操作", "体检", "帮助"],
]
TOOLS = [tool for line in TOOL_LINES for tool in line]


@pytest.fixture(scope="module")
def built() -> bytes:
    return workbook_bytes()


@pytest.fixture(scope="module")
def page(built: bytes) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(built))["开始"]


@pytest.fixture(scope="module")
def shown(built: bytes) -> Worksheet:
    """The values that stand in the file beside the formulas."""
    return openpyxl.load_workbook(BytesIO(built), data_only=True)["开始"]


@pytest.fixture(scope="module")
def drawn(built: bytes) -> list[Any]:
    """The form buttons."""
    return find(parts_of(built)["xl/drawings/vmlDrawing1.vml"], "//v:shape")


def text(shape: Any, path: str) -> str:
    """The text of one element of a button."""
    spaces = {
        "v": "urn:schemas-microsoft-com:vml",
        "x": "urn:schemas-microsoft-com:office:excel",
    }
    (found,) = shape.xpath(path, namespaces=spaces)
    return str(found.text if hasattr(found, "text") else found)


def anchor(shape: Any) -> list[int]:
    """Column, pixels, row, pixels at the top left, then at the bottom right; counted from 0."""
    return [int(number) for number in text(shape, "x:ClientData/x:Anchor").split(",")]


def test_every_button_has_its_caption_and_its_sub(drawn: list[Any]) -> None:
    found = {text(each, ".//font"): text(each, ".//x:FmlaMacro") for each in drawn}
    assert list(found) == STEPS + TOOLS
    assert found == {button.label: f"[0]!{button.sub}" for button in BUTTONS}


def test_every_button_says_to_a_reader_what_it_is_for(drawn: list[Any]) -> None:
    tips = {button.label: button.tip for button in BUTTONS}
    assert {text(each, ".//font"): each.get("alt") for each in drawn} == tips


def test_captions_stand_in_a_chinese_font(drawn: list[Any]) -> None:
    assert {text(each, ".//font/@face") for each in drawn} == {"微软雅黑"}


def test_every_button_stands_inside_one_cell(drawn: list[Any], page: Worksheet) -> None:
    for each in drawn:
        column, left, row, top, last_column, right, last_row, bottom = anchor(each)
        assert (column, row) == (last_column, last_row)
        letter = get_column_letter(column + 1)
        width = page.column_dimensions[letter].width * 7  # pixels; the margins are in it
        height = page.row_dimensions[row + 1].height / 0.75
        assert 0 <= left < right <= width
        assert 0 < top < bottom < height


def test_the_buttons_of_the_steps_stand_in_their_rows(drawn: list[Any]) -> None:
    places = [anchor(each) for each in drawn[: len(STEPS)]]
    assert [(place[0], place[2]) for place in places] == [(2, row) for row in range(4, 9)]
    assert len({(place[1], place[3], place[5], place[7]) for place in places}) == 1


def test_the_tools_stand_in_lines_one_below_the_other(drawn: list[Any]) -> None:
    places = {text(each, ".//font"): anchor(each) for each in drawn[len(STEPS) :]}
    lines = [[places[tool] for tool in line] for line in TOOL_LINES]
    for line in lines:
        assert len({(place[2], place[3], place[7]) for place in line}) == 1
    for above, below in pairwise(lines):
        assert above[0][2] == below[0][2]
        assert above[0][7] + 10 <= below[0][3]
        for one, other in zip(above, below, strict=False):
            assert (one[0], one[1], one[5]) == (other[0], other[1], other[5])


def test_the_tools_of_a_line_are_alike_and_do_not_touch(drawn: list[Any]) -> None:
    places = {text(each, ".//font"): anchor(each) for each in drawn[len(STEPS) :]}
    assert len({(place[5] - place[1], place[7] - place[3]) for place in places.values()}) == 1
    for line in TOOL_LINES:
        for one, next_one in pairwise(places[tool] for tool in line):
            assert one[0] < next_one[0] or one[5] + 10 <= next_one[1]


def test_the_steps_are_named_below_their_buttons(page: Worksheet) -> None:
    assert [page.cell(row, 2).value for row in range(5, 10)] == [1, 2, 3, 4, 5]
    assert [page.cell(row, 3).value for row in range(5, 10)] == STEPS


def test_every_text_is_shown_in_full(page: Worksheet) -> None:
    for row in range(5, 10):
        needed = row_height([(str(page.cell(row, 4).value), 60)], 10.5)
        assert page.row_dimensions[row].height >= needed
    legend = str(page["B13"].value)
    assert all(tool in legend for tool in TOOLS)
    assert page.row_dimensions[13].height >= row_height([(legend, 138)], 10.5)


def test_a_new_workbook_says_what_comes_first(shown: Worksheet) -> None:
    assert [shown.cell(row, 5).value for row in range(5, 10)] == [
        *("还没有任务", "还没有校验", "还没有修改", "还没有单位", "还没有比对")
    ]
    assert [shown.cell(row, 3).value for row in (15, 16, 17)] == [
        *("还没有任务", "还没有单位", "还没有校验")
    ]
    assert [shown.cell(row, 6).value for row in range(5, 10)] == [None] * 5
    hint = shown.cell(LAST_ROW + 2, 3).value
    assert hint == (
        "还没有操作。第一次使用，请按第1步的“导入方案”；已经有任务表的，请按“导入任务表”。"
    )


def test_the_result_has_room_for_five_lines(page: Worksheet) -> None:
    assert page.cell(LAST_ROW + 2, 2).value == "结果"
    assert page.row_dimensions[LAST_ROW + 2].height >= row_height(
        [("行\n行\n行\n行\n行", 100)], 10.5
    )


def test_it_is_printed_on_one_page(page: Worksheet) -> None:
    setup = page.sheet_properties.pageSetUpPr
    assert setup is not None
    assert setup.fitToPage
    assert page.page_setup.fitToHeight in {None, 1}
    assert page.page_setup.orientation == "landscape"
    assert page.print_area == f"'开始'!$A$1:$F${LAST_ROW + 5}"


def test_no_cell_with_contents_is_framed_on_opening(page: Worksheet) -> None:
    (selection,) = page.sheet_view.selection
    assert page[selection.activeCell].value is None
    assert selection.sqref == selection.activeCell
