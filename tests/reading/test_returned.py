from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from officekit.config import RETURN_LIMITS, Config, Limits
from officekit.model.document import SourceKind
from officekit.model.incoming import Incoming
from officekit.model.returned import Note, Refusal, ReturnedFile, SheetState
from officekit.reading import returned
from officekit.reading.returned import read_returned
from tests.libreoffice import convert
from tests.reading.hostile_files import good, ods
from tests.reading.sheet_files import moment

CONFIG = Config(limits=RETURN_LIMITS)


def read(path: Path, name: str = "") -> ReturnedFile:
    return read_returned(Incoming(path, name or path.name), CONFIG)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def filled(path: Path) -> Path:
    """A return with all that a department may put into it."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_custom_property("officekit.unit", "区教育局")
        book.define_name("officekit_unit", '="区教育局"')
        sheet = book.add_worksheet("责任清单")
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row("A1", ["序号", "任务", "完成率"])
        sheet.write_string("A2", "007", book.add_format({"num_format": "@"}))
        sheet.write_string("B2", "作废", struck)
        sheet.write_number("C2", 0.75, book.add_format({"num_format": "0%"}))
        sheet.write_formula("C3", "=C2*2", None, 1.5)
        sheet.write_datetime(
            "B3", moment(2023, 9, 30), book.add_format({"num_format": "yyyy-mm-dd"})
        )
        sheet.write_string("B4", "两行\n文字")
        sheet.write_comment("B4", "请核对", {"author": "王某"})
        sheet.merge_range("A5:B6", "合并")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("E:F", None, None, {"hidden": True})
        sheet.data_validation("A10:A12", {"validate": "list", "source": ["甲", "乙"]})
        sheet.protect()
        hidden = book.add_worksheet("_officekit")
        hidden.write_string("A1", "unit")
        hidden.very_hidden()
    return path


def test_a_workbook_is_read_with_what_is_known_of_its_way_here(tmp_path: Path) -> None:
    path = good(tmp_path / "00001.bin")
    incoming = Incoming(
        path, "甲.xlsx", ("九月.zip",), "区教育局", "2023-10-08T09:30:00+08:00", "a@b.example"
    )
    file = read_returned(incoming, CONFIG)
    facts = file.facts
    assert file.sheets[0].rows == {1: {1: "序号", 2: "任务"}, 2: {1: 1, 2: "推进青禾区改造"}}
    assert (facts.name, facts.origin, facts.folder) == ("甲.xlsx", ("九月.zip",), "区教育局")
    assert (facts.sent_at, facts.sender) == ("2023-10-08T09:30:00+08:00", "a@b.example")
    assert facts.size == path.stat().st_size
    assert facts.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (facts.kind, facts.refusal, facts.extension_kind) == (SourceKind.XLSX, None, "")


def test_an_extension_that_lies_is_told(tmp_path: Path) -> None:
    assert read(good(tmp_path / "甲.xls")).facts.extension_kind == ".xls"


def test_what_was_refused_before_stays_refused(tmp_path: Path) -> None:
    incoming = Incoming(
        tmp_path / "没有", "甲.csv", refusal=Refusal.ENCRYPTED, reason="有密码。", remedy="请取消。"
    )
    facts = read_returned(incoming, CONFIG).facts
    assert (facts.refusal, facts.reason, facts.remedy) == (
        Refusal.ENCRYPTED,
        "有密码。",
        "请取消。",
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("delimiter", "extension"), [(",", "csv"), ("\t", "txt"), (";", "csv")])
def test_delimited_text_is_read_as_text(
    tmp_path: Path, encoding: str, delimiter: str, extension: str
) -> None:
    text = f'序号{delimiter}进展\n007{delimiter}"第一行\n第二行"\n\n3/4{delimiter}=1+1\n'
    path = written(tmp_path / "00001.bin", text.encode(encoding))
    file = read(path, f"区教育局.{extension}")
    (sheet,) = file.sheets
    assert sheet.name == "区教育局"
    assert sheet.rows == {
        1: {1: "序号", 2: "进展"},
        2: {1: "007", 2: "第一行\n第二行"},
        4: {1: "3/4", 2: "=1+1"},
    }
    assert (file.facts.encoding, file.facts.delimiter) == (encoding, delimiter)
    assert file.facts.extension_kind == ""


def test_text_with_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"1,2\n" * 10)
    facts = read_returned(Incoming(path, "a.csv"), Config(limits=Limits(cells=10))).facts
    assert facts.refusal is Refusal.TOO_MUCH


PAGE = (
    "<html><body><table><tr><td>页眉</td></tr></table><table><tr><td>序号</td><td colspan=2>进展"
    "</td></tr><tr><td rowspan=2>1</td><td>甲<br>乙</td><td>丙</td></tr>"
    "<tr style='display:none'><td>&lt;丁&gt;</td><td></td></tr></table></body></html>"
)
CELLS = {1: {1: "序号", 2: "进展"}, 2: {1: "1", 2: "甲\n乙", 3: "丙"}, 3: {2: "<丁>"}}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_the_largest_table_of_a_page_is_read(tmp_path: Path, encoding: str) -> None:
    file = read(written(tmp_path / "甲.xls", PAGE.encode(encoding)))
    (sheet,) = file.sheets
    assert sheet.rows == CELLS
    assert sheet.merges == ((1, 2, 1, 3), (2, 1, 3, 1))
    assert sheet.hidden_rows == {3}
    assert (file.facts.kind, file.facts.extension_kind) == (SourceKind.HTML, ".xls")


def test_a_web_archive_is_read_as_its_page(tmp_path: Path) -> None:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
    part = f"Content-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n{PAGE}\n--b--\n"
    file = read(written(tmp_path / "甲.xls", (head + part).encode()))
    assert file.sheets[0].rows == CELLS


@pytest.mark.parametrize(
    ("name", "data", "refusal", "word"),
    [
        ("a.html", b"<html><p>x</p></html>", Refusal.OTHER_CONTENT, "网页"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(50), Refusal.OTHER_CONTENT, "PNG"),
        ("a.pdf", b"%PDF-1.7\n", Refusal.OTHER_CONTENT, "PDF"),
        ("a.rar", b"Rar!\x1a\x07\x00", Refusal.OTHER_CONTENT, "RAR"),
        ("a.xlsx", b"", Refusal.DAMAGED, "空的"),
        ("~$a.xlsx", b"x", Refusal.LOCK_FILE, "锁文件"),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, name: str, data: bytes, refusal: Refusal, word: str
) -> None:
    facts = read(written(tmp_path / name, data)).facts
    assert facts.refusal is refusal
    assert word in facts.reason
    assert facts.remedy


@pytest.mark.parametrize(
    ("name", "data", "remedy"),
    [
        ("a.html", b"<html><p>x</p></html>", "请填写下发的表格后重新报送。"),
        ("a.pdf", b"%PDF-1.7\n", "请填写下发的表格后重新报送。"),
        ("a.exe", b"MZ\x90" + b"x" * 10 + bytes(50), "请填写下发的表格后重新报送。"),
        (
            "a.jpg",
            b"\xff\xd8\xff" + bytes(50),
            "请在下发的工作簿里填写后报送，图片、扫描件不能汇总。",
        ),
        (
            "a.rar",
            b"Rar!\x1a\x07\x00",
            "请解压后把里面的表格重新报送，或改用 ZIP 压缩包。",
        ),
        ("a.xlsx", b"", "文件可能没有传完整或已损坏，请重新报送。"),
        ("a.xlsx", b"PK\x03\x04 and no more", "文件可能没有传完整或已损坏，请重新报送。"),
        (
            "a.xml",
            b"<?xml version='1.0'?><x>Excel.Sheet</x>",
            "请打开后另存为 Excel 工作簿（.xlsx）后重新报送。",
        ),
    ],
)
def test_a_refusal_tells_the_sender_what_to_do(
    tmp_path: Path, name: str, data: bytes, remedy: str
) -> None:
    assert read(written(tmp_path / name, data)).facts.remedy == remedy


def test_the_text_of_the_mail_is_kept_whether_the_file_is_read_or_not(tmp_path: Path) -> None:
    path = good(tmp_path / "00001.bin")
    for incoming in (
        Incoming(path, "甲.xlsx", body="第3项已完工。"),
        Incoming(written(tmp_path / "b", b""), "乙.xlsx", body="第3项已完工。"),
        Incoming(path, "甲.eml", refusal=Refusal.OTHER_CONTENT, body="第3项已完工。"),
    ):
        assert read_returned(incoming, CONFIG).facts.body == "第3项已完工。"


def test_a_word_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<a/>")
    facts = read(path).facts
    assert (facts.refusal, facts.extension_kind) == (Refusal.OTHER_CONTENT, ".xlsx")
    assert "Word" in facts.reason


def test_a_message_names_the_file_as_its_sender_did(tmp_path: Path) -> None:
    facts = read(written(tmp_path / "00001.bin", b"PK\x03\x04 and no more"), "区教育局.xlsx").facts
    assert facts.refusal is Refusal.DAMAGED
    assert "区教育局.xlsx" in facts.reason
    assert "00001" not in facts.reason + facts.remedy


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (MemoryError(), Refusal.TOO_MUCH),
        (RecursionError("deep"), Refusal.DAMAGED),
        (KeyError("x"), Refusal.DAMAGED),
    ],
)
def test_no_fault_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, refusal: Refusal
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(returned, "_read", fail)
    assert read(written(tmp_path / "a.csv", b"1,2")).facts.refusal is refusal


@pytest.mark.libreoffice
def test_an_ods_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    file = read(convert(filled(tmp_path / "a.xlsx"), "ods", tmp_path / "out"))
    sheet, meta = file.sheets
    assert sheet.rows == {
        1: {1: "序号", 2: "任务", 3: "完成率"},
        2: {1: "007", 2: "作废", 3: 0.75},
        3: {2: dt.date(2023, 9, 30), 3: 1.5},
        4: {2: "两行\n文字"},
        5: {1: "合并"},
    }
    assert set(sheet.formulas) == {(3, 3)}
    assert "C2" in sheet.formulas[3, 3]
    assert sheet.uncached == frozenset()
    assert sheet.merges == ((5, 1, 6, 2),)
    assert sheet.hidden_rows == {3}
    assert sheet.hidden_columns == ((5, 6),)
    assert sheet.protected is True
    assert (2, 3) in sheet.percent
    assert (2, 1) in sheet.text_format
    assert sheet.struck == {(2, 2)}
    assert sheet.notes == (Note((4, 2), "请核对"),)
    assert [(rule.kind, rule.areas) for rule in sheet.rules] == [("list", ((10, 1, 12, 1),))]
    assert (meta.name, meta.state) == ("_officekit", SheetState.HIDDEN)
    assert file.facts.kind is SourceKind.ODS
    assert file.facts.properties["officekit.unit"] == "区教育局"
    assert file.facts.names == {"officekit_unit": '"区教育局"'}
    assert file.facts.application.startswith("LibreOffice")


def test_a_comment_in_an_ods_tells_its_author_and_is_no_part_of_the_cell(tmp_path: Path) -> None:
    cell = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell office:value-type="string"><office:annotation>'
        '<dc:creator xmlns:dc="urn:dc">王某</dc:creator><text:p>第一段</text:p>'
        '<text:p>第二段</text:p></office:annotation><text:p>推进<text:s text:c="2"/>改造'
        "<text:line-break/>完成</text:p></table:table-cell></table:table-row>"
    )
    (sheet,) = read(ods(tmp_path / "a.ods", cell)).sheets
    assert sheet.rows == {1: {3: "推进  改造\n完成"}}
    assert sheet.notes == (Note((1, 3), "第一段\n第二段", "王某"),)


def test_an_error_value_in_an_ods_is_told(tmp_path: Path) -> None:
    cell = (
        '<table:table-row><table:table-cell table:formula="of:=[.A2]/0" '
        'office:value-type="string" calcext:value-type="error" xmlns:calcext="urn:calcext">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
    )
    (sheet,) = read(ods(tmp_path / "a.ods", cell)).sheets
    assert sheet.rows == {1: {1: "#DIV/0!"}}
    assert sheet.errors == {(1, 1)}
    assert sheet.formulas == {(1, 1): "[.A2]/0"}


@pytest.mark.libreoffice
def test_an_xls_is_read_with_what_can_be_told(tmp_path: Path) -> None:
    path = convert(filled(tmp_path / "a.xlsx"), "xls", tmp_path / "out")
    file = read(path.rename(tmp_path / "00001.bin"), "甲.et")
    sheet, meta = file.sheets
    assert sheet.rows == {
        1: {1: "序号", 2: "任务", 3: "完成率"},
        2: {1: "007", 2: "作废", 3: 0.75},
        3: {2: dt.date(2023, 9, 30), 3: 1.5},
        4: {2: "两行\n文字"},
        5: {1: "合并"},
    }
    assert sheet.merges == ((5, 1, 6, 2),)
    assert sheet.protected is True
    assert (meta.name, meta.state) == ("_officekit", SheetState.HIDDEN)
    assert (file.facts.kind, file.facts.extension_kind) == (SourceKind.XLS, "")
    assert file.facts.properties["officekit.unit"] == "区教育局"
