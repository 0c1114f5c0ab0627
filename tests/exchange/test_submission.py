"""A return is understood: its table, its rows, its answers, and all else that it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.exchange.submission import understand
from officekit.model.document import SourceKind
from officekit.model.packet import Packet
from officekit.model.returned import (
    FileFacts,
    Note,
    Refusal,
    ReturnedFile,
    ReturnedSheet,
    SheetState,
)
from officekit.model.submission import RemarkKind, Submission
from tests.exchange.returned_files import (
    COMPLETION,
    FIRST_ROW,
    HEADINGS,
    KEY,
    PROBLEMS,
    PROGRESS,
    STATUS,
    FileBuilder,
    packet_of,
    round_of,
)

PACKET = packet_of()


def read(file: FileBuilder | ReturnedFile, *packets: Packet) -> Submission:
    known = packets or (PACKET,)
    built = file.build() if isinstance(file, FileBuilder) else file
    found = understand(built, {each.id: each for each in known}, round_of(*known))
    assert found.ledger.balanced, found.ledger
    return found


def remarks(found: Submission, kind: RemarkKind) -> list[tuple[str, int, int]]:
    return [(each.text, each.row, each.column) for each in found.remarks if each.kind is kind]


def test_the_text_of_the_mail_is_a_remark_and_no_cell() -> None:
    file = FileBuilder.of(PACKET).line(4, 进展情况="已开工")
    plain = read(file)
    file.facts = {"body": "主题：九月进展\r\n第2项因雨停工。"}
    found = read(file)
    assert remarks(found, RemarkKind.MAIL) == [("主题：九月进展\n第2项因雨停工。", 0, 0)]
    assert RemarkKind.MAIL.value == "邮件正文"
    assert found.ledger == plain.ledger
    assert found.content_hash == plain.content_hash


def test_the_text_of_the_mail_is_kept_where_the_file_is_refused() -> None:
    facts = FileFacts("甲.eml", refusal=Refusal.OTHER_CONTENT, body="第2项已完工。")
    found = read(ReturnedFile(facts))
    assert remarks(found, RemarkKind.MAIL) == [("第2项已完工。", 0, 0)]
    assert found.packet is None
    other = read(ReturnedFile(replace(facts, body="第2项没有进展。")))
    assert found.content_hash != other.content_hash


def test_a_workbook_as_issued_has_its_rows_and_nothing_else() -> None:
    found = read(FileBuilder.of(PACKET))
    assert found.packet is PACKET
    assert found.matched_by == "identity"
    assert (found.sheet, found.header_row) == ("责任清单", 3)
    assert [(row.key, row.row) for row in found.rows] == [("T001", 4), ("T002", 5), ("T003", 6)]
    assert [row.issued for row in found.rows] == list(PACKET.rows)
    assert (found.extra, found.remarks) == ((), ())
    # Title, line, 12 headings, 3 rows with 5 texts and a key each, the line of the spare rows.
    assert (found.ledger.cells, found.ledger.assigned) == (33, 33)
    assert (found.ledger.rows, found.ledger.task_rows) == (3, 3)


def test_headings_are_known_left_to_right() -> None:
    found = read(FileBuilder.of(PACKET))
    assert [heading.key for heading in found.headings] == [
        *("number", "role", "title", "lead", "deadline"),
        *("status", "completion", "progress", "problems", "next_steps", "person", "row_key"),
    ]
    assert [heading.column for heading in found.headings] == list(range(1, 13))


def test_answers_carry_their_text_and_place() -> None:
    found = read(FileBuilder.of(PACKET).line(5, 进展状态="推进中", 进展情况=" 已开工\r\n二期 \n"))
    row = found.rows[1]
    assert row.text("status") == "推进中"
    progress = row.cells["progress"]
    assert (progress.text, progress.row, progress.column) == ("已开工\n二期", 5, PROGRESS)
    assert progress.raw == " 已开工\r\n二期 \n"
    assert row.cells["problems"].text == ""
    assert (row.cells["problems"].row, row.cells["problems"].column) == (5, PROBLEMS)
    assert found.ledger.answers == 2


def test_assigned_cells_and_the_role_are_read_too() -> None:
    row = read(FileBuilder.of(PACKET)).rows[0]
    assert row.text("number") == "1"
    assert row.text("role") == "牵头"
    assert row.text("title") == "建设口袋公园"


@pytest.mark.parametrize(
    ("value", "percent", "text", "raw", "number"),
    [
        (0.75, True, "75%", "0.75", 0.75),
        (0.75, False, "0.75", "", 0.75),
        (75, False, "75", "", 75.0),
        (75.0, False, "75", "", 75.0),
        (1.2, True, "120%", "1.2", 1.2),
        (1, True, "100%", "1", 1.0),
        ("75%", False, "75%", "", None),
        ("７５％", True, "７５％", "", None),
    ],
)
def test_percentages_are_read_by_their_format(
    value: float | str, percent: bool, text: str, raw: str, number: float | None
) -> None:
    file = FileBuilder.of(PACKET).put(4, COMPLETION, value)
    if percent:
        file.table["percent"] = frozenset({(4, COMPLETION)})
    cell = read(file).rows[0].cells["completion"]
    assert (cell.text, cell.raw, cell.number) == (text, raw, number)


@pytest.mark.parametrize(("protected", "text"), [(None, "75%"), (True, "0.75"), (False, "0.75")])
def test_an_xls_that_tells_no_formats_is_taken_to_have_the_issued_ones(
    protected: bool | None, text: str
) -> None:
    file = FileBuilder.of(PACKET).put(4, COMPLETION, 0.75)
    file.facts["kind"] = SourceKind.XLS
    file.table["protected"] = protected
    assert read(file).rows[0].cells["completion"].text == text


def test_other_values_become_text_without_a_change_of_meaning() -> None:
    file = FileBuilder.of(PACKET)
    file.line(4, 进展情况=45838.0, 存在问题=True, 下一步措施=date(2023, 6, 30))
    row = read(file).rows[0]
    assert row.text("progress") == "45838"
    assert row.cells["progress"].number == 45838.0
    assert row.text("problems") == "是"
    assert row.text("next_steps") == "2023-06-30"
    assert row.cells["next_steps"].number is None


def test_a_cell_of_spaces_is_blank_and_keeps_what_was_typed() -> None:
    found = read(FileBuilder.of(PACKET).line(4, 进展情况=" 　\n"))
    assert (found.rows[0].text("progress"), found.rows[0].cells["progress"].raw) == ("", " 　\n")
    assert found.ledger.answers == 0


def test_formulas_stand_beside_their_value_or_alone() -> None:
    file = FileBuilder.of(PACKET).put(4, PROGRESS, "甲")
    file.table["formulas"] = {(4, PROGRESS): 'A1&"甲"', (5, PROGRESS): "B1"}
    found = read(file)
    assert found.rows[0].cells["progress"].formula == 'A1&"甲"'
    assert (found.rows[1].text("progress"), found.rows[1].cells["progress"].formula) == ("", "B1")


def test_a_file_that_the_rules_refuse_has_its_answers_and_extra_rows_refused() -> None:
    file = FileBuilder.of(PACKET).line(4, 进展情况="已开工").put(10, 3, "另办一件实事")
    ledger = read(file).ledger
    assert (ledger.answers, ledger.extra, ledger.refused) == (1, 1, 0)
    whole = ledger.refused_whole()
    assert (whole.answers, whole.extra, whole.refused) == (0, 0, 2)
    assert whole.balanced


def test_a_refused_file_has_only_its_facts() -> None:
    facts = FileFacts("坏.xlsx", refusal=Refusal.DAMAGED, reason="打不开。")
    assert read(ReturnedFile(facts)) == Submission(file=facts)


def test_a_file_without_a_table_is_kept_as_remarks() -> None:
    sheet = ReturnedSheet("Sheet1", rows={2: {1: "各位领导", 3: "收到"}})
    found = read(ReturnedFile(FileFacts("x.xlsx"), (sheet,)))
    assert (found.sheet, found.header_row, found.packet) == ("", 0, None)
    assert remarks(found, RemarkKind.UNKNOWN_FILE) == [("各位领导｜收到", 2, 1)]
    assert found.ledger.refused == 2


# --- what stands outside of the table -------------------------------------------------------


def test_lines_above_the_table_are_issued_or_remarks() -> None:
    file = FileBuilder.of(PACKET)
    file.grid.insert(2, ["我局另有两项工作正在衔接。"])
    found = read(file)
    assert found.header_row == 4
    assert remarks(found, RemarkKind.ABOVE) == [("我局另有两项工作正在衔接。", 3, 1)]


def test_a_title_with_an_answer_behind_it_is_a_remark() -> None:
    text = PACKET.title + "。" + "另有工作说明如下" * 6
    found = read(FileBuilder.of(PACKET).put(1, 1, text))
    assert remarks(found, RemarkKind.ABOVE) == [(text, 1, 1)]


def test_own_columns_are_remarks_of_their_task() -> None:
    file = FileBuilder.of(PACKET).put(3, 13, "经费（万元）").put(5, 13, 120)
    (remark,) = read(file).remarks
    assert (remark.kind, remark.text, remark.row_key) == (RemarkKind.OWN_COLUMN, "120", "T002")
    assert (remark.heading, remark.row, remark.column) == ("经费（万元）", 5, 13)


def test_texts_beside_and_below_the_table_are_remarks() -> None:
    file = FileBuilder.of(PACKET).put(4, 15, "请核对").put(9, 15, "以上请阅")
    found = read(file)
    assert remarks(found, RemarkKind.BESIDE) == [("请核对", 4, 15)]
    assert remarks(found, RemarkKind.BELOW) == [("以上请阅", 9, 15)]
    assert found.ledger.remark_rows == 1


def test_far_cells_are_told_as_such() -> None:
    file = FileBuilder.of(PACKET)
    file.facts["far_cells"] = ("GR4=远", "XFD1048576=1")
    found = read(file)
    assert remarks(found, RemarkKind.FAR) == [("GR4：远", 0, 0), ("XFD1048576：1", 0, 0)]
    assert found.ledger.balanced
    assert found.ledger.remarks == 2


def test_other_sheets_are_remarks_but_the_instructions_are_issued() -> None:
    file = FileBuilder.of(PACKET)
    file.others = [
        ReturnedSheet(
            "填报说明",
            rows={1: {1: "一、填写要求"}, 3: {5: "已阅"}, 80: {1: "补充"}},
            protected=True,
        ),
        ReturnedSheet("附表", rows={1: {1: "明细"}}),
        ReturnedSheet("底稿", state=SheetState.HIDDEN, rows={1: {2: "草稿"}}),
    ]
    found = read(file)
    assert remarks(found, RemarkKind.OTHER_SHEET) == [
        ("已阅", 3, 5),
        ("补充", 80, 1),
        ("明细", 1, 1),
        ("草稿", 1, 2),
    ]
    assert found.sheets == ("责任清单", "填报说明", "附表", "底稿", "_officekit")


def test_notes_and_text_boxes_are_remarks() -> None:
    file = FileBuilder.of(PACKET)
    file.table["notes"] = (Note((5, PROGRESS), "数据待核", "甲"),)
    file.table["shapes"] = ("此项请区政府协调", " ")
    note, shape = read(file).remarks
    assert (note.kind, note.text, note.row_key) == (RemarkKind.NOTE, "数据待核", "T002")
    assert note.heading == "进展情况"
    assert (shape.kind, shape.text, shape.row) == (RemarkKind.SHAPE, "此项请区政府协调", 0)


# --- merges -----------------------------------------------------------------------------------


def test_an_answer_merged_over_rows_holds_for_all_of_them() -> None:
    file = FileBuilder.of(PACKET).line(4, 进展情况="三项一并推进")
    file.table["merges"] = ((4, PROGRESS, 6, PROGRESS),)
    found = read(file)
    assert [row.text("progress") for row in found.rows] == ["三项一并推进"] * 3
    assert [row.cells["progress"].merged for row in found.rows] == [False, True, True]
    assert found.rows[2].cells["progress"].row == 6
    assert found.ledger.answers == 1


def test_an_answer_merged_over_columns_stays_in_its_own() -> None:
    file = FileBuilder.of(PACKET).line(4, 进展情况="无")
    file.table["merges"] = ((4, PROGRESS, 4, PROBLEMS),)
    row = read(file).rows[0]
    assert (row.text("progress"), row.text("problems")) == ("无", "")


def test_text_under_a_merge_is_a_remark() -> None:
    file = FileBuilder.of(PACKET).line(4, 进展情况="上").line(5, 进展情况="下")
    file.table["merges"] = ((4, PROGRESS, 5, PROGRESS),)
    found = read(file)
    assert found.rows[1].text("progress") == "上"
    assert remarks(found, RemarkKind.COVERED) == [("下", 5, PROGRESS)]


def test_assigned_texts_that_were_merged_are_no_edit() -> None:
    file = FileBuilder.of(PACKET).put(5, 4, None)
    file.table["merges"] = ((4, 4, 5, 4),)
    cell = read(file).rows[1].cells["lead"]
    assert (cell.text, cell.merged) == ("青禾区教育局", True)


# --- hostile and random -----------------------------------------------------------------------

VALUES = st.one_of(
    st.sampled_from([*HEADINGS, "T001", "T002", "T009", "合计", "填表人：甲", " ", PACKET.title]),
    st.text(max_size=6),
    st.integers(-5, 5),
    st.floats(),
    st.booleans(),
    st.dates(),
)
AREAS = st.tuples(*[st.integers(1, 12)] * 4).map(
    lambda a: (min(a[0], a[2]), min(a[1], a[3]), max(a[0], a[2]), max(a[1], a[3]))
)
ROWS = st.dictionaries(
    st.integers(1, 12), st.dictionaries(st.integers(1, 16), VALUES, max_size=8), max_size=12
)


@st.composite
def sheets(draw: st.DrawFn) -> ReturnedSheet:
    rows = {row: dict(cells) for row, cells in draw(ROWS).items()}
    if draw(st.booleans()):
        heading = draw(st.permutations(HEADINGS))
        rows[draw(st.integers(1, 5))] = dict(enumerate(heading, 1))
    return ReturnedSheet(
        draw(st.sampled_from(["责任清单", "填报说明", "_officekit", "附表"])),
        state=draw(st.sampled_from(SheetState)),
        rows=rows,
        merges=tuple(draw(st.lists(AREAS, max_size=3))),
        notes=tuple(Note((r, 1), "注") for r in draw(st.lists(st.integers(1, 9), max_size=2))),
    )


@given(st.lists(sheets(), max_size=3), st.booleans())
def test_the_ledger_balances_for_any_file(several: list[ReturnedSheet], known: bool) -> None:
    properties = {"officekit.packet": PACKET.id} if known else {}
    facts = FileFacts("x.xlsx", properties=properties, far_cells=("GR4=远", "XFD9=1"))
    found = read(ReturnedFile(facts, tuple(several)))
    cells = sum(
        isinstance(value, bool | int | float | date) or bool(str(value).strip())
        for sheet in several
        if sheet.name != "_officekit"
        for line in sheet.rows.values()
        for value in line.values()
    )
    assert found.ledger.cells == cells + 2


def test_overlapping_merges_over_many_rows_come_to_an_end() -> None:
    file = FileBuilder.of(PACKET)
    for row in range(10, 2000):
        file.put(row, 15, "甲")
    file.table["merges"] = tuple((4, c, 1_048_576, 16_384) for c in range(1, 5000))
    assert len(read(file).rows) == 3


def test_rows_of_a_repeated_key_are_both_kept() -> None:
    file = FileBuilder.of(PACKET).put(5, KEY, "T001").line(5, 进展状态="已完成")
    found = read(file)
    assert [row.key for row in found.rows] == ["T001", "T001", "T003"]
    assert found.rows[1].text("status") == "已完成"
    assert FIRST_ROW == 4
    assert STATUS == 6
