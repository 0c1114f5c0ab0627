from __future__ import annotations

import datetime as dt
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from officekit.config import Config, Limits
from officekit.errors import FileEncryptedError, FileRefusedError, FileUnreadableError
from officekit.model.document import SourceKind, Workbook
from officekit.model.table import CellValue
from officekit.reading.legacy_sheets import read_legacy
from officekit.reading.sheets import read_workbook
from tests.libreoffice import convert
from tests.reading.sheet_files import moment, package

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
BOF = bytes.fromhex("0908 1000 0006 0500")


def values(workbook: Workbook) -> list[list[CellValue]]:
    return [[cell.value for cell in row] for row in workbook.sheets[0].rows]


def ods(path: Path, rows: str, *, manifest: str = "") -> str:
    """An OpenDocument spreadsheet with one sheet 表一, written by hand."""
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" '
        f'xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="表一">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    listed = (
        f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="content.xml">{manifest}</manifest:file-entry></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", listed)
    return str(path)


def text(value: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    )


def source(folder: Path) -> Path:
    """A workbook to convert: a blank first row and column, a date, a merge, a duration."""
    path = folder / "清单.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("清单")
        sheet.merge_range("B2:B3", "一")
        sheet.write_string("C2", "007")
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.write_datetime("C3", moment(2025, 6, 30), day)
        sheet.write_number("D2", 0.75, book.add_format({"num_format": "0%"}))
        sheet.write_number("D3", 12)
        book.add_worksheet("空表")
    return path


@pytest.mark.libreoffice
@pytest.mark.parametrize(("kind", "lower_left"), [(SourceKind.XLS, "一"), (SourceKind.ODS, None)])
def test_legacy_formats_keep_values_dates_and_places(
    tmp_path: Path, kind: SourceKind, lower_left: CellValue
) -> None:
    path = convert(source(tmp_path), kind.value, tmp_path / "out")
    workbook = read_workbook(str(path), kind)
    assert values(workbook) == [
        [None, None, None, None],
        [None, "一", "007", 0.75],
        [None, lower_left, dt.date(2025, 6, 30), 12],
    ]
    cell = workbook.sheets[0].rows[2][2]
    assert (cell.location.file, cell.location.sheet, cell.location.cell) == (
        str(path),
        "清单",
        "C3",
    )
    assert workbook.source.kind is kind
    assert [sheet.name for sheet in workbook.sheets] == ["清单", "空表"]
    assert [finding.code for finding in workbook.findings] == ["RD023"]


@pytest.mark.libreoffice
def test_merged_cells_of_an_xls_are_marked(tmp_path: Path) -> None:
    path = convert(source(tmp_path), "xls", tmp_path / "out")
    rows = read_legacy(str(path), SourceKind.XLS).sheets[0].rows
    assert [rows[1][1].merged, rows[2][1].merged] == [False, True]


@pytest.mark.libreoffice
def test_an_xls_with_a_password_is_named_as_such(tmp_path: Path) -> None:
    path = convert(source(tmp_path), "xls", tmp_path / "out")
    data = bytearray(path.read_bytes())
    after_bof = data.index(BOF) + 20
    data[after_bof : after_bof + 2] = b"\x2f\x00"  # FILEPASS, MS-XLS 2.4.117
    path.write_bytes(data)
    with pytest.raises(FileEncryptedError):
        read_legacy(str(path), SourceKind.XLS)


@pytest.mark.libreoffice
def test_a_truncated_xls_is_unreadable(tmp_path: Path) -> None:
    path = convert(source(tmp_path), "xls", tmp_path / "out")
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(FileUnreadableError):
        read_legacy(str(path), SourceKind.XLS)


def test_an_ods_written_by_hand_is_read(tmp_path: Path) -> None:
    rows = (
        f"<table:table-row>{text('甲')}{text('乙')}</table:table-row>"
        '<table:table-row><table:table-cell office:value-type="date" '
        'office:date-value="2025-06-30"/></table:table-row>'
    )
    workbook = read_legacy(ods(tmp_path / "a.ods", rows), SourceKind.ODS)
    assert values(workbook) == [["甲", "乙"], [dt.date(2025, 6, 30), None]]


def test_an_encrypted_ods_is_named_as_such(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", "", manifest="<manifest:encryption-data/>")
    with pytest.raises(FileEncryptedError) as caught:
        read_legacy(path, SourceKind.ODS)
    assert "密码" in caught.value.message


def test_a_far_cell_cannot_take_the_program_down(tmp_path: Path) -> None:
    rows = (
        f"<table:table-row>{text('甲')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/>'
        "</table:table-row><table:table-row><table:table-cell "
        f'table:number-columns-repeated="16383"/>{text("远")}</table:table-row>'
    )
    with pytest.raises((FileUnreadableError, FileRefusedError)):
        read_legacy(ods(tmp_path / "a.ods", rows), SourceKind.ODS)


def test_a_child_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", "")
    with pytest.raises(FileRefusedError, match="超过 0 秒"):
        read_legacy(path, SourceKind.ODS, Config(limits=Limits(child_seconds=0)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory so")
def test_a_child_without_memory_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", "")
    with pytest.raises(FileUnreadableError):
        read_legacy(path, SourceKind.ODS, Config(limits=Limits(child_bytes=20 * 1024 * 1024)))


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", f"<table:table-row>{text('甲') * 11}</table:table-row>")
    with pytest.raises(FileRefusedError):
        read_legacy(path, SourceKind.ODS, Config(limits=Limits(cells=10)))


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"x" * 99]
)
def test_what_is_no_workbook_is_unreadable(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    with pytest.raises(FileUnreadableError):
        read_legacy(str(path), SourceKind.XLS)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError):
        read_legacy(str(tmp_path / "没有.xls"), SourceKind.XLS)


def test_a_binary_workbook_goes_to_the_child(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsb", replaced={"xl/workbook.bin": "", "xl/workbook.xml": None})
    with pytest.raises(FileUnreadableError):
        read_workbook(path, SourceKind.XLSX)


def test_the_parent_never_loads_calamine() -> None:
    program = "import sys, officekit.reading.legacy_sheets; print('python_calamine' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
