"""Which packet a return answers."""

from __future__ import annotations

from officekit.exchange.submission import understand
from officekit.model.document import SourceKind
from officekit.model.packet import Packet
from officekit.model.submission import Submission
from tests.exchange.returned_files import KEY, FileBuilder, packet_of, round_of

EDUCATION = packet_of("青禾区教育局", (1, 2, 3), packet_id="00000000000000a1")
WATER = packet_of("青禾区水务局", (3, 4, 5), packet_id="00000000000000b2")
HEALTH = packet_of("青禾区卫生局", (3, 4, 5), packet_id="00000000000000c3")


def read(file: FileBuilder, *current: Packet, known: tuple[Packet, ...] = ()) -> Submission:
    packets = {each.id: each for each in (*known, *current)}
    return understand(file.build(), packets, round_of(*current))


def unidentified(packet: Packet) -> FileBuilder:
    file = FileBuilder.of(packet)
    file.identified = False
    return file


def without_keys(packet: Packet, kind: SourceKind = SourceKind.CSV) -> FileBuilder:
    file = unidentified(packet)
    file.facts["kind"] = kind
    for line in file.grid:
        del line[KEY - 1 :]
    return file


def test_an_older_packet_is_known_by_its_identity() -> None:
    found = read(FileBuilder.of(WATER), EDUCATION, known=(WATER,))
    assert (found.packet, found.matched_by) == (WATER, "identity")


def test_a_packet_is_known_by_exactly_its_keys() -> None:
    found = read(unidentified(EDUCATION), EDUCATION, WATER)
    assert (found.packet, found.matched_by) == (EDUCATION, "content")


def test_an_older_packet_is_not_known_by_its_keys() -> None:
    found = read(unidentified(EDUCATION), WATER, known=(EDUCATION,))
    assert (found.packet, found.matched_by) == (None, "")
    assert (found.rows, found.extra) == ((), ())
    assert (found.ledger.cells, found.ledger.refused) == (33, 33)
    assert found.ledger.balanced


def test_most_of_the_keys_are_enough() -> None:
    file = unidentified(WATER).put(4, KEY, "T009")
    assert read(file, EDUCATION, WATER).packet is WATER  # T004 and T005 of three keys


def test_less_than_three_fifths_of_the_keys_are_not() -> None:
    file = unidentified(WATER).put(4, KEY, "T009").put(5, KEY, "T010")
    assert read(file, EDUCATION, WATER).packet is None


def test_of_units_with_the_same_tasks_the_one_that_is_named_is_taken() -> None:
    assert read(unidentified(HEALTH), WATER, HEALTH).packet is HEALTH


def test_units_with_the_same_tasks_are_not_told_apart_without_a_name() -> None:
    file = unidentified(HEALTH).put(2, 1, "填报单位：")
    assert read(file, WATER, HEALTH).packet is None


def test_a_line_that_names_two_units_tells_nothing() -> None:
    file = unidentified(HEALTH).put(2, 1, "青禾区水务局、青禾区卫生局")
    assert read(file, WATER, HEALTH).packet is None


def test_a_file_name_tells_nothing() -> None:
    file = unidentified(HEALTH).put(2, 1, None)
    file.facts["name"] = "青禾区卫生局.xlsx"
    assert read(file, WATER, HEALTH).packet is None


def test_delimited_text_without_keys_is_matched_by_its_tasks_and_the_unit_named() -> None:
    found = read(without_keys(HEALTH), EDUCATION, WATER, HEALTH)
    assert (found.packet, found.matched_by) == (HEALTH, "content")
    assert [row.key for row in found.rows] == ["T003", "T004", "T005"]


def test_delimited_text_without_keys_and_unit_is_matched_where_its_tasks_are_one_units() -> None:
    file = without_keys(EDUCATION)
    file.grid = file.grid[2:]
    assert read(file, EDUCATION, WATER).packet is EDUCATION


def test_delimited_text_with_the_tasks_of_two_units_is_not_matched() -> None:
    file = without_keys(HEALTH)
    file.grid = file.grid[2:]
    assert read(file, WATER, HEALTH).packet is None


def test_the_unit_named_does_not_help_where_the_tasks_are_others() -> None:
    file = without_keys(EDUCATION).put(2, 1, "填报单位：青禾区水务局")
    assert read(file, WATER).packet is None


def test_a_workbook_into_which_the_shown_columns_were_copied_is_matched_by_its_tasks() -> None:
    file = without_keys(EDUCATION, SourceKind.XLSX).line(5, 进展情况="已开工")
    file.name = "Sheet1"
    found = read(file, EDUCATION, WATER)
    assert (found.packet, found.matched_by) == (EDUCATION, "content")
    assert [row.text("progress") for row in found.rows] == ["", "已开工", ""]
    assert (found.extra, found.remarks) == ((), ())
    assert found.ledger.balanced


def test_a_workbook_of_another_issue_is_not_matched_by_its_tasks() -> None:
    file = without_keys(EDUCATION, SourceKind.XLSX)
    file.facts["properties"] = {"officekit.packet": "00000000000000ff"}
    assert read(file, EDUCATION).packet is None


def test_of_a_file_that_answers_no_packet_each_row_is_kept() -> None:
    file = without_keys(EDUCATION, SourceKind.XLSX).line(5, 进展情况="已开工", 责任人="李四")
    file.grid[0] = ["我局自己的表"]
    file.facts["far_cells"] = ("GR4=远",)
    found = read(file, packet_of("青禾区住建局", (4, 5), packet_id="00000000000000d4"))
    assert found.packet is None
    assert (found.rows, found.extra) == ((), ())
    told = [(each.kind.value, each.text, each.row) for each in found.remarks]
    assert told[0] == ("来源不明的文件", "我局自己的表", 1)
    assert told[3:] == [
        ("来源不明的文件", "1｜牵头｜建设口袋公园｜青禾区教育局｜2023年12月", 4),
        ("来源不明的文件", "2｜牵头｜改造老旧管网｜青禾区教育局｜2023年12月｜已开工｜李四", 5),
        ("来源不明的文件", "3｜牵头｜开办社区食堂｜青禾区教育局｜2023年12月", 6),
        ("来源不明的文件", "如需补充新任务，请写在下面", 7),
        ("远处单元格", "GR4：远", 0),
    ]
    # Title, line, 11 headings, 3 rows of 5 texts and 2 answers, the spare line, the far cell.
    assert (found.ledger.cells, found.ledger.refused) == (32, 32)
    assert (found.ledger.rows, found.ledger.remark_rows) == (4, 4)
    assert found.ledger.balanced
