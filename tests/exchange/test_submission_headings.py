"""The table of a return is found, and its headings are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officekit.exchange.submission_headings import complete_by_place, find_headings, find_table
from officekit.model.packet import ANSWER_COLUMNS
from officekit.model.returned import ReturnedSheet, SheetState
from officekit.model.table import CellValue
from tests.exchange.returned_files import HEADINGS, KEY, FileBuilder, cells, packet_of

PACKET = packet_of()
KEYS = ["number", "role", "title", "lead", "deadline", *ANSWER_COLUMNS, "row_key"]


def sheet_of(file: FileBuilder) -> ReturnedSheet:
    return file.build().sheets[0]


def keys_of(sheet: ReturnedSheet) -> list[str]:
    head = find_headings(sheet)
    assert head is not None
    return [heading.key for heading in head.headings]


def test_headings_are_found_below_inserted_rows() -> None:
    file = FileBuilder.of(PACKET)
    file.grid[2:2] = [["我局填报"], [], ["请审阅"]]
    head = find_headings(sheet_of(file))
    assert head is not None
    assert (head.first_row, head.last_row) == (6, 6)


def test_headings_may_be_renamed_by_an_alias_and_spaced() -> None:
    file = FileBuilder.of(PACKET).put(3, 8, "工作\n进展").put(3, 10, "下步打算（必填）")
    assert keys_of(sheet_of(file)) == KEYS


def test_headings_as_they_are_shown_in_delimited_text_are_known() -> None:
    file = FileBuilder.of(PACKET).put(3, 6, "进展状态(填)").put(3, 8, "进展情况(填)")
    assert keys_of(sheet_of(file)) == KEYS


def test_moved_columns_keep_their_keys() -> None:
    file = FileBuilder.of(PACKET)
    file.grid = [[*line[5:], *line[:5]] if len(line) > 1 else line for line in file.grid]
    assert keys_of(sheet_of(file)) == [*KEYS[5:], *KEYS[:5]]


def test_the_second_of_two_equal_headings_is_listed_and_does_not_count() -> None:
    file = FileBuilder.of(PACKET).put(3, 13, "进展情况")
    head = find_headings(sheet_of(file))
    assert head is not None
    assert [(each.column, each.key) for each in head.headings if each.text == "进展情况"] == [
        (8, "progress"),
        (13, "progress"),
    ]
    assert head.columns["progress"] == 8


def test_an_alias_left_of_the_exact_heading_is_unknown() -> None:
    file = FileBuilder.of(PACKET)
    file.grid = [["进展", *line] if line[0] == "序号" else ["", *line] for line in file.grid]
    head = find_headings(sheet_of(file))
    assert head is not None
    assert (head.headings[0].text, head.headings[0].key) == ("进展", "")
    assert head.columns["progress"] == 9


def test_columns_of_the_list_that_no_packet_has_are_unknown() -> None:
    file = FileBuilder.of(PACKET).put(3, 13, "备注")
    assert keys_of(sheet_of(file))[-1] == ""


def test_two_merged_rows_of_headings_are_one() -> None:
    file = FileBuilder.of(PACKET)
    upper: list[CellValue] = [*HEADINGS[:5], "本期填报", None, None, None, None, None, "行标识"]
    lower: list[CellValue] = [*[None] * 5, *HEADINGS[5:11]]
    file.grid[2:3] = [upper, lower]
    merges = [(3, c, 4, c) for c in (1, 2, 3, 4, 5, 12)] + [(3, 6, 3, 11)]
    file.table["merges"] = tuple(merges)
    head = find_headings(sheet_of(file))
    assert head is not None
    assert (head.first_row, head.last_row) == (3, 4)
    assert [heading.key for heading in head.headings] == KEYS


def test_hidden_columns_are_told() -> None:
    file = FileBuilder.of(PACKET)
    file.table["hidden_columns"] = ((8, 9), (12, 12))
    head = find_headings(sheet_of(file))
    assert head is not None
    assert [heading.column for heading in head.headings if heading.hidden] == [8, 9, 12]


def test_the_sheet_of_the_issued_name_goes_before_its_copy() -> None:
    sheet = sheet_of(FileBuilder.of(PACKET))
    copy = replace(sheet, name="责任清单 (2)")
    head = find_table((copy, sheet))
    assert head is not None
    assert head.sheet is sheet


def test_an_emptied_sheet_goes_behind_the_one_with_rows() -> None:
    sheet = sheet_of(FileBuilder.of(PACKET))
    emptied = replace(sheet, rows={3: sheet.rows[3]})
    head = find_table((emptied, replace(sheet, name="Sheet1")))
    assert head is not None
    assert head.sheet.name == "Sheet1"


def test_a_visible_sheet_goes_before_a_hidden_one() -> None:
    sheet = sheet_of(FileBuilder.of(PACKET))
    hidden = replace(sheet, state=SheetState.HIDDEN)
    head = find_table((hidden, replace(sheet, name="Sheet1")))
    assert head is not None
    assert head.sheet.name == "Sheet1"


@pytest.mark.parametrize("name", ["_officekit", "填报说明"])
def test_own_sheets_are_never_the_table(name: str) -> None:
    sheet = replace(sheet_of(FileBuilder.of(PACKET)), name=name)
    assert find_table((sheet,)) is None


def test_two_known_headings_are_no_table() -> None:
    sheet = ReturnedSheet("责任清单", rows=cells([["序号", "重点任务", "金额"], [1, "甲", 3]]))
    assert find_table((sheet,)) is None


# --- headings that were deleted ----------------------------------------------------------------


def completed(file: FileBuilder) -> dict[str, int]:
    head = find_headings(sheet_of(file))
    assert head is not None
    return dict(complete_by_place(head, PACKET).columns)


@pytest.mark.parametrize("heading", [None, "我局任务"])
@pytest.mark.parametrize(("column", "key"), [(2, "role"), (3, "title"), (5, "deadline")])
def test_an_assigned_column_is_known_by_its_texts(
    column: int, key: str, heading: str | None
) -> None:
    assert completed(FileBuilder.of(PACKET).put(3, column, heading))[key] == column


def test_a_column_with_other_texts_stays_unknown() -> None:
    file = FileBuilder.of(PACKET).put(3, 3, None).put(4, 3, "别的任务")
    assert "title" not in completed(file)


def test_a_column_is_not_known_where_others_were_moved() -> None:
    file = FileBuilder.of(PACKET).put(3, 3, None)
    for line in file.grid[2:6]:
        line[0], line[1] = line[1], line[0]
    assert "title" not in completed(file)


def test_an_answer_column_without_heading_stays_unknown() -> None:
    file = FileBuilder.of(PACKET).put(3, 8, None).line(4, 进展情况="已开工")
    assert "progress" not in completed(file)


def test_the_key_column_is_known_by_its_keys() -> None:
    assert completed(FileBuilder.of(PACKET).put(3, KEY, None))["row_key"] == KEY
