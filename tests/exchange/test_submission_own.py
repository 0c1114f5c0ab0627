"""Nothing that a department types on or beside our own lines is taken for ours."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from officekit.exchange.submission import understand
from officekit.exchange.submission_own import is_issued_line
from officekit.model.finding import Finding, Severity
from officekit.model.incoming import Incoming
from officekit.model.packet import Round
from officekit.model.returned import ReturnedFile
from officekit.model.submission import Submission
from officekit.reading.returned import read_returned
from officekit.writing import packet_workbook_bytes, write_marked_return
from officekit.writing.packet_identity import hash_lines
from tests.clerk import at_work
from tests.exchange.taxonomy_cases import OWN
from tests.exchange.taxonomy_round import Bench, make_bench
from tests.writing.packets import UNIT, packet

LIST, HELP, REPLY, META = "责任清单", "填报说明", "退回意见", "_officekit"
Change = Callable[[Workbook], object]
Kept = list[tuple[str, str]]


def understood(path: Path) -> tuple[ReturnedFile, Submission]:
    sent = packet()
    file = read_returned(Incoming(path, path.name))
    found = understand(file, {sent.id: sent}, Round(1, "m1", sent.period, 1, (sent,)))
    assert found.ledger.balanced
    return file, found


def kept(path: Path) -> Kept:
    """Kind and text of all that is kept aside."""
    return [(each.kind.value, each.text) for each in understood(path)[1].remarks]


def changed(source: Path, change: Change, name: str = "改.xlsx") -> Path:
    book = openpyxl.load_workbook(source)
    change(book)
    path = source.parent / name
    book.save(path)
    return path


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    path = tmp_path / "水务局.xlsx"
    path.write_bytes(packet_workbook_bytes(packet()))
    return path


@pytest.fixture
def replied(issued: Path) -> Path:
    """The copy that went back, with an error at a completion and one on the file."""
    file, submission = understood(issued)
    places = (submission.at(submission.rows[0], "completion"), submission.at())
    findings = [
        Finding("SB521", Severity.ERROR, "完成率写成60。", "请写成60%。", place, None, "60%")
        for place in places
    ]
    return write_marked_return(file, issued, submission, findings, issued.parent / "退回.xlsx")


def everywhere(book: Workbook) -> None:
    """Type wherever a cell of ours stands nearby."""
    table, told = book[LIST], book[HELP]
    table["A1"] = f"{table['A1'].value}（请见第二项）"
    table["A2"] = f"{table['A2'].value}我局第七项任务请调整牵头单位。"
    table["S3"] = "请督查室核对"
    told["D3"] = "我局建议增加一列"
    told["B40"] = "已学习"
    told["C5"] = f"{told['C5'].value}是否可填其他？"
    told["E5"] = "推进中"  # an example that stands here once already
    told["A50"] = 7


# Each of these is one cell: whole texts, ours and theirs.
TYPED = [
    "请督查室核对",
    "临河县2023年重点工作任务进展填报表（请见第二项）",
    (
        f"填报单位：{UNIT}　　期次：2023年9月　　报送截止：2023年9月25日　　"
        "任务：牵头1项、配合1项\n请只填写表头带“填”字的浅橙色各列，其余各列已锁定；"
        "填法见“填报说明”。我局第七项任务请调整牵头单位。"
    ),
    "我局建议增加一列",
    "从下拉列表中选一项。是否可填其他？",
    "推进中",
    "已学习",
    "7",
]


def test_nothing_of_an_issued_workbook_is_theirs(issued: Path) -> None:
    assert kept(issued) == []


def test_what_is_typed_on_or_beside_our_lines_is_kept_whole(issued: Path) -> None:
    assert [text for _, text in kept(changed(issued, everywhere))] == TYPED


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
@pytest.mark.libreoffice
def test_it_is_kept_whole_where_libreoffice_has_saved_it(issued: Path, kind: str) -> None:
    typed = changed(issued, everywhere)
    bare, full = (path.with_name(f"{path.stem}存.{kind}") for path in (issued, typed))
    steps = []
    for source, target in ((issued, bare), (typed, full)):
        steps += [
            {"do": "open", "path": str(source)},
            {"do": "save", "path": str(target)},
        ]
    at_work(steps)
    assert kept(bare) == []
    assert [text for _, text in kept(full)] == TYPED


def test_a_second_copy_of_our_line_is_theirs(issued: Path) -> None:
    def repeat(book: Workbook) -> None:
        book[LIST]["Q1"] = "进展情况"

    assert kept(changed(issued, repeat)) == [("表格上方", "进展情况")]


def test_a_heading_without_texts_below_is_kept_and_one_with_texts_stands_beside_them(
    issued: Path,
) -> None:
    def head(book: Workbook) -> None:
        book[LIST]["P3"], book[LIST]["Q3"], book[LIST]["Q4"] = "请勿催办", "经费", "12万元"

    _, found = understood(changed(issued, head))
    assert [(each.kind.value, each.text, each.heading) for each in found.remarks] == [
        ("表格上方", "请勿催办", ""),
        ("自设列", "12万元", "经费"),
    ]


def test_words_added_to_a_heading_are_kept_and_a_renamed_one_is_left_to_the_rules(
    issued: Path,
) -> None:
    def change(book: Workbook) -> None:
        book[LIST]["K3"] = "进展情况（截至十月，数据未审定）"
        book[LIST]["L3"] = "存在 问题(填)"
        book[LIST]["I3"] = "工作状态"

    assert kept(changed(issued, change)) == [("表格上方", "进展情况（截至十月，数据未审定）")]


def without_hidden(book: Workbook) -> None:
    del book[META]


def test_without_the_hidden_sheet_locked_instructions_and_usual_lines_are_ours(
    issued: Path,
) -> None:
    assert kept(changed(issued, without_hidden)) == []


def test_without_the_hidden_sheet_what_was_added_to_a_line_is_kept_too(issued: Path) -> None:
    def change(book: Workbook) -> None:
        without_hidden(book)
        book[LIST]["A2"] = f"{book[LIST]['A2'].value}另报"
        book[HELP].protection.disable()
        book[HELP]["B40"] = "已学习"

    texts = [text for _, text in kept(changed(issued, change))]
    assert texts[0].endswith("填法见“填报说明”。另报")
    assert texts[-1] == "已学习"


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("临河县2023年重点工作责任清单", True),
        ("临河县2023年重点工作任务进展填报表", True),
        ("临河县2023年重点工作责任清单 已阅", False),
        (f"填报单位：{UNIT}　　期次：2023年9月　　第2版　　报送截止：2023年9月25日", True),
        (f"填报单位：{UNIT}　　期次：2023年9月　　任务：牵头12项、配合3项", True),
        (f"填报单位：{UNIT}　　期次：2023年9月　　缓报", False),
        (f"填报单位：{UNIT}", False),
    ],
)
def test_a_line_is_ours_by_its_form_only_where_nothing_was_added(line: str, *, ours: bool) -> None:
    assert is_issued_line(line, packet()) is ours


# ------------------------------------------------------------------ 退回意见


def reply_to_it(book: Workbook) -> None:
    sheet = book[REPLY]
    sheet["A3"] = f"{sheet['A3'].value}已照改。"
    sheet["F7"] = "原数无误"
    sheet["G6"] = f"{sheet['G6'].value}系笔误。"
    sheet["I6"] = "已改"
    sheet["A20"] = "联系人：李四"


REPLIES = [
    (
        "怎样办：点“位置”转到单元格，红色的必须改正，黄色的请核实；"
        "改好后保存，重新报送此文件（是 Excel 文件，不要转成别的格式）。已照改。"
    ),
    "完成率写成60。系笔误。",
    "已改",
    "原数无误",
    "联系人：李四",
]


def test_nothing_of_a_copy_that_went_back_is_theirs(replied: Path) -> None:
    assert kept(replied) == []


def test_replies_typed_into_the_sheet_are_kept(replied: Path) -> None:
    texts = [text for _, text in kept(changed(replied, reply_to_it))]
    assert sorted(texts) == sorted(REPLIES)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
@pytest.mark.libreoffice
def test_they_are_kept_where_libreoffice_has_saved_them(replied: Path, kind: str) -> None:
    typed = changed(replied, reply_to_it)
    target = typed.with_name(f"存.{kind}")
    at_work([{"do": "open", "path": str(typed)}, {"do": "save", "path": str(target)}])
    assert sorted(text for _, text in kept(target)) == sorted(REPLIES)


def test_a_second_copy_knows_its_own_texts_only(replied: Path) -> None:
    file, submission = understood(replied)
    finding = Finding(
        "SB501", Severity.WARNING, "没有进展情况。", "请填写。", submission.at(submission.rows[1])
    )
    again = write_marked_return(
        file, replied, submission, [finding], replied.parent / "再退回.xlsx"
    )
    assert kept(again) == []

    def old_text(book: Workbook) -> None:
        book[REPLY]["G9"] = "完成率写成60。"

    assert [text for _, text in kept(changed(again, old_text))] == ["完成率写成60。"]


def test_a_copy_made_of_a_workbook_without_the_hidden_sheet_knows_its_texts(issued: Path) -> None:
    bare = changed(issued, without_hidden)
    file, submission = understood(bare)
    finding = Finding("SB521", Severity.ERROR, "完成率写成60。", "请写成60%。", submission.at())
    copy = write_marked_return(file, bare, submission, [finding], bare.parent / "退回.xlsx")
    assert kept(copy) == []
    assert sorted(
        text for _, text in kept(changed(copy, lambda b: b[REPLY].cell(6, 6, "无误")))
    ) == ["无误"]


@pytest.mark.libreoffice
def test_a_converted_copy_knows_its_texts(issued: Path) -> None:
    other = issued.with_suffix(".ods")
    at_work([{"do": "open", "path": str(issued)}, {"do": "save", "path": str(other)}])
    file, submission = understood(other)
    finding = Finding("SB521", Severity.ERROR, "完成率写成60。", "请写成60%。", submission.at())
    copy = write_marked_return(file, other, submission, [finding], other.parent / "退回.xlsx")
    assert kept(copy) == []
    typed = changed(copy, lambda book: book[REPLY].cell(6, 6, "无误"))
    assert [text for _, text in kept(typed)] == ["无误"]


# ------------------------------------------------------------------ copied into a new workbook


def copied(issued: Path, *, rows: int = 5) -> Path:
    """Only the columns that show, pasted into a new workbook."""
    source = openpyxl.load_workbook(issued)[LIST]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in source.iter_rows(max_row=rows, max_col=14, values_only=True):
        sheet.append(line)
    sheet["K5"] = "已更换管网8公里。"
    path = issued.parent / "新建.xlsx"
    book.save(path)
    return path


def test_shown_columns_pasted_into_a_new_workbook_are_taken(issued: Path) -> None:
    _, found = understood(copied(issued))
    assert found.packet is not None
    assert (found.packet.unit, found.matched_by) == (UNIT, "content")
    assert [row.text("progress") for row in found.rows] == ["已完成7座。", "已更换管网8公里。"]
    assert (found.extra, found.remarks) == ((), ())


def test_without_the_lines_above_it_is_known_by_its_tasks_alone(issued: Path) -> None:
    path = changed(copied(issued), lambda book: book["Sheet"].delete_rows(1, 2))
    _, found = understood(path)
    assert [row.text("progress") for row in found.rows] == ["已完成7座。", "已更换管网8公里。"]


def test_a_packet_that_nobody_knows_is_kept_row_by_row_without_our_lines(issued: Path) -> None:
    path = changed(issued, lambda book: book[LIST].__setitem__("K5", "已更换管网8公里。"))
    file = read_returned(Incoming(path, path.name))
    found = understand(file, {}, Round(1, "m1", packet().period, 1, ()))
    assert found.ledger.balanced
    assert (found.ledger.refused, found.rows, found.extra) == (found.ledger.cells, (), ())
    assert [each.row for each in found.remarks] == [4, 5]
    assert "｜已更换管网8公里。" in found.remarks[1].text


def test_the_hidden_lines_are_as_long_as_a_cell_holds() -> None:
    lines = hash_lines(REPLY, map(str, range(2500)))
    assert [len(line.split()) for line in lines] == [1000, 1000, 500]
    assert max(map(len, lines)) < 32_767


# ------------------------------------------------------------------ the whole way


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make_bench(tmp_path_factory.mktemp("轮次"))


def as_bytes(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_answers_pasted_into_a_new_workbook_are_merged(bench: Bench, tmp_path: Path) -> None:
    files = dict(bench.valid())
    source = openpyxl.load_workbook(BytesIO(files[OWN]))[LIST]
    book = Workbook()
    sheet = book["Sheet"]
    for line in source.iter_rows(max_col=source.max_column - 1, values_only=True):
        sheet.append(line)
    files[OWN] = as_bytes(book)

    collection = bench.collect(files, tmp_path)

    # One of 25 answers is refused: 100% without its format is a bare 1.
    result = collection.result
    assert (result.merged, result.refused) == (24, 1)
    assert [f.code for f in collection.all_findings if f.severity is Severity.ERROR] == ["SB508"]
    assert result.proposals == ()


def test_a_file_that_answers_no_packet_proposes_nothing(bench: Bench, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book["Sheet"]
    sheet.append(["序号", "重点任务", "进展情况"])
    sheet.append([1, "举办风筝节", "已办两场"])

    collection = bench.collect({**bench.valid(), "别的.xlsx": as_bytes(book)}, tmp_path)

    (stranger,) = [each for each in collection.received if each.submission.packet is None]
    assert collection.result.proposals == ()
    assert [each.text for each in stranger.submission.remarks] == [
        "序号｜重点任务｜进展情况",
        "1｜举办风筝节｜已办两场",
    ]
    assert (stranger.submission.ledger.cells, stranger.submission.ledger.refused) == (6, 6)
    assert [f.code for f in collection.all_findings] == ["SB116"]
