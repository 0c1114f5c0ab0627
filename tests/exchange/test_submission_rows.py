"""Rows of a return: tasks, proposals, parts of tasks, labels."""

from __future__ import annotations

import pytest

from officekit.exchange.submission import understand
from officekit.exchange.submission_rows import is_label
from officekit.model.submission import ExtraRow, RemarkKind, Submission
from tests.exchange.returned_files import (
    HEADINGS,
    KEY,
    PROGRESS,
    SPARE_LINE,
    FileBuilder,
    packet_of,
    round_of,
)

PACKET = packet_of()


def read(file: FileBuilder) -> Submission:
    found = understand(file.build(), {PACKET.id: PACKET}, round_of(PACKET))
    assert found.ledger.balanced, found.ledger
    return found


def test_rows_are_known_by_their_key_wherever_they_stand() -> None:
    file = FileBuilder.of(PACKET)
    file.grid[3:6] = file.grid[5:2:-1]
    assert [(row.key, row.row) for row in read(file).rows] == [
        ("T003", 4),
        ("T002", 5),
        ("T001", 6),
    ]


def test_a_key_in_full_width_and_with_spaces_is_the_same() -> None:
    assert read(FileBuilder.of(PACKET).put(4, KEY, " Ｔ００１ ")).rows[0].key == "T001"


def test_a_row_without_key_is_known_by_number_and_title() -> None:
    file = FileBuilder.of(PACKET).put(5, KEY, None).put(5, 3, "改造\n老旧管网")
    assert [row.key for row in read(file).rows] == ["T001", "T002", "T003"]


def test_a_row_without_key_and_number_is_known_by_its_title_alone() -> None:
    file = FileBuilder.of(PACKET).put(5, KEY, None).put(5, 1, 7)
    assert read(file).rows[1].key == "T002"


def test_a_row_with_an_unknown_key_is_kept_with_it() -> None:
    found = read(FileBuilder.of(PACKET).put(5, KEY, "T999"))
    assert [row.key for row in found.rows] == ["T001", "T003"]
    assert (found.extra[0].key, found.extra[0].row) == ("T999", 5)
    assert found.extra[0].texts["title"] == "改造老旧管网"


def test_a_row_below_the_spare_line_is_a_proposal() -> None:
    file = FileBuilder.of(PACKET).put(8, 3, "增设夜间公交").put(8, 8, "已调研")
    found = read(file)
    assert found.extra == (ExtraRow(8, {"title": "增设夜间公交", "progress": "已调研"}),)
    assert (found.ledger.extra, found.ledger.extra_rows) == (2, 1)


def test_a_row_of_answers_below_a_task_continues_it() -> None:
    file = FileBuilder.of(PACKET)
    for row, text in ((5, "二是完成招标"), (6, "三是进场施工")):
        file.grid.insert(row - 1, [])
        file.put(row, PROGRESS, text)
    extra = read(file).extra
    assert [(each.row, each.continues) for each in extra] == [(5, "T001"), (6, "T001")]


def test_answers_below_a_proposal_or_further_down_continue_nothing() -> None:
    file = FileBuilder.of(PACKET).put(8, 3, "增设夜间公交").put(9, 8, "已调研").put(12, 8, "另附")
    assert [each.continues for each in read(file).extra] == ["", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "合计",
            "小计：",
            "填表人：李某",
            "填表人:",
            "联系电话：0000000",
            "审核",
            "负责人（签字）",
        ),
        *(
            "单位（盖章）",
            "单位（盖章）：",
            "日期：2023年9月30日",
            "备注：数据截至月底",
            "注:以上为初步数",
        ),
        *("填报单位（公章）", "分管领导签字：", "说明：略"),
    ],
)
def test_labels_are_told_from_tasks(text: str) -> None:
    assert is_label(text)
    found = read(FileBuilder.of(PACKET).put(9, 3, text).put(9, 5, "甲"))
    assert [each.label for each in found.extra] == [True]


@pytest.mark.parametrize(
    "text",
    ["备注", "单位改制", "合计投资完成五亿元的项目", "审核历史档案", "联系群众制度", "增设公交"],
)
def test_tasks_are_no_labels(text: str) -> None:
    assert not is_label(text)


def test_a_number_alone_or_a_line_over_the_width_is_a_label() -> None:
    file = FileBuilder.of(PACKET).put(8, 1, 4).put(10, 3, "以上情况已经会议研究")
    file.table["merges"] = ((10, 3, 10, 8),)
    assert [each.label for each in read(file).extra] == [True, True]


def test_a_key_makes_a_labelled_row_a_task() -> None:
    assert len(read(FileBuilder.of(PACKET).put(4, 3, "合计")).rows) == 3


def test_repeated_headings_and_the_spare_line_are_issued() -> None:
    file = FileBuilder.of(PACKET)
    file.grid.insert(5, list(HEADINGS))
    found = read(file)
    assert (found.extra, found.remarks) == ((), ())
    assert found.ledger.assigned == 33 + 12
    assert found.ledger.rows == 3


def test_a_text_written_into_the_spare_line_is_kept() -> None:
    found = read(FileBuilder.of(PACKET).put(7, 1, SPARE_LINE + "：拟增设夜间公交"))
    assert found.extra[0].texts == {"number": SPARE_LINE + "：拟增设夜间公交"}


def test_a_text_beside_the_spare_line_is_a_remark() -> None:
    found = read(FileBuilder.of(PACKET).put(7, 14, "暂无"))
    assert [(each.kind, each.text) for each in found.remarks] == [(RemarkKind.BELOW, "暂无")]


def test_an_own_column_of_an_added_row_is_a_remark() -> None:
    file = FileBuilder.of(PACKET).put(3, 13, "经费").put(8, 3, "增设公交").put(8, 13, 12)
    found = read(file)
    assert [(each.text, each.heading, each.row_key) for each in found.remarks] == [
        ("12", "经费", "")
    ]
