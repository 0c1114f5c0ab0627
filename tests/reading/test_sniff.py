from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from officekit.config import Limits
from officekit.errors import FileEncryptedError, FileUnreadableError, FormatUnsupportedError
from officekit.model.document import SourceKind
from officekit.reading.sniff import sniff

LIMITS = Limits()
TYPES = "[Content_Types].xml"


def zipped(path: Path, parts: dict[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return str(path)


def ole(path: Path, *names: str, embedded: str = "") -> str:
    """A compound file with streams under the root; ``embedded`` lies in a storage below."""
    entries = ["Root Entry", *names] + ([embedded] if embedded else [])
    none = 0xFFFFFFFF
    directory = b""
    for n, name in enumerate(entries):
        raw = name.encode("utf-16-le") + b"\0\0"
        right = n + 1 if 0 < n < len(names) else none
        child = none
        if n == 0:
            child = 1 if names else none
        if embedded and n == len(names):
            child = n + 1
        directory += raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(raw), 2, 1, none, right, child
        )
        directory += bytes(128 - 80)
    directory = directory.ljust(-(-len(directory) // 512) * 512, b"\0")
    sectors = len(directory) // 512
    chain = [*range(2, sectors + 1), 0xFFFFFFFE]
    fat = struct.pack(f"<{1 + sectors}I", 0xFFFFFFFD, *chain).ljust(512, b"\xff")
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHH", header, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[none] * 108)
    path.write_bytes(bytes(header) + fat + directory)
    return str(path)


def file(path: Path, data: bytes | str) -> str:
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return str(path)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({TYPES: b"<a/>", "word/document.xml": b"<a/>"}, SourceKind.DOCX),
        ({TYPES: b"<a/>", "xl/workbook.xml": b"<a/>"}, SourceKind.XLSX),
        ({TYPES: b"<a/>", "xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b""}, SourceKind.XLSX),
        (
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""},
            SourceKind.ODS,
        ),
        (
            {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""},
            SourceKind.DOC,
        ),
    ],
)
def test_it_tells_packages_by_their_parts(
    tmp_path: Path, parts: dict[str, bytes], kind: SourceKind
) -> None:
    assert sniff(zipped(tmp_path / "文件.txt", parts), LIMITS) is kind


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"计划.docx": b"x"}, "ZIP"),
        ({TYPES: b"<a/>", "ppt/presentation.xml": b"<a/>"}, "PowerPoint"),
        ({"OFD.xml": b"<a/>", "Doc_0/Document.xml": b"<a/>"}, "OFD"),
    ],
)
def test_it_names_packages_that_are_not_read(
    tmp_path: Path, parts: dict[str, bytes], word: str
) -> None:
    with pytest.raises(FormatUnsupportedError, match=word) as caught:
        sniff(zipped(tmp_path / "a.docx", parts), LIMITS)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("WordDocument", "1Table"), SourceKind.DOC),
        (("SummaryInformation", "Workbook"), SourceKind.XLS),
        (("Book",), SourceKind.XLS),
        (("a", "b", "c", "d", "e", "f", "WordDocument"), SourceKind.DOC),
    ],
)
def test_it_tells_compound_files_by_their_streams(
    tmp_path: Path, names: tuple[str, ...], kind: SourceKind
) -> None:
    assert sniff(ole(tmp_path / "a.wps", *names), LIMITS) is kind


def test_an_embedded_document_does_not_decide(tmp_path: Path) -> None:
    path = ole(tmp_path / "a.xls", "Workbook", "MBD0001", embedded="WordDocument")
    assert sniff(path, LIMITS) is SourceKind.XLS


def test_an_encrypted_office_file_asks_for_the_password(tmp_path: Path) -> None:
    with pytest.raises(FileEncryptedError, match="密码"):
        sniff(ole(tmp_path / "a.docx", "EncryptionInfo", "EncryptedPackage"), LIMITS)


def test_a_compound_presentation_is_unsupported(tmp_path: Path) -> None:
    with pytest.raises(FormatUnsupportedError, match="PowerPoint"):
        sniff(ole(tmp_path / "a.ppt", "PowerPoint Document"), LIMITS)


def test_a_truncated_compound_file_is_unreadable(tmp_path: Path) -> None:
    path = Path(ole(tmp_path / "a.doc", "WordDocument"))
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(FileUnreadableError):
        sniff(str(path), LIMITS)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", SourceKind.PDF),
        (b"junk\n%PDF-1.4\n", SourceKind.PDF),
        (b"{\\rtf1\\ansi", SourceKind.DOC),
        ("<!DOCTYPE html><p>云</p>", SourceKind.HTML),
        ("\ufeff  <HTML><body>", SourceKind.HTML),
        (
            '<?xml version="1.0"?><!-- a --><html xmlns="http://www.w3.org/1999/xhtml">',
            SourceKind.HTML,
        ),
        ("<table><tr><td>序号</td></tr></table>", SourceKind.HTML),
        ("<html><p>云</p>".encode("utf-16"), SourceKind.HTML),
        ('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', SourceKind.DOC),
        ("一、推进改造\n（一）建设平台\n", SourceKind.TXT),
        ("序号\t任务\t单位\n1\t植树\t林业局\n2\t治水\t水务局\n", SourceKind.CSV),
        ("序号,任务,单位\n1,植树,林业局\n2,治水,水务局\n", SourceKind.CSV),
        ("推进改造,完善机制,提升质量。\n加强监管,落实责任。\n做好总结。\n", SourceKind.TXT),
        ("<新>的做法\n", SourceKind.TXT),
    ],
)
def test_it_tells_other_files_by_their_beginning(
    tmp_path: Path, data: bytes | str, kind: SourceKind
) -> None:
    assert sniff(file(tmp_path / "文件.docx", data), LIMITS) is kind


def test_the_extension_decides_between_text_and_csv(tmp_path: Path) -> None:
    assert sniff(file(tmp_path / "a.csv", "序号,任务\n1,植树\n"), LIMITS) is SourceKind.CSV
    assert sniff(file(tmp_path / "a.txt", "序号,任务\n1,植树\n"), LIMITS) is SourceKind.TXT


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0", "JPEG"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"MZ\x90\0\x03", "程序"),
        (b"BM\x01\x02\x03\x04\0\0\0\0\x36", "BMP"),
        (b"PK\x05\x06" + bytes(18), "ZIP"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", "MHT"),
        (b'<?xml version="1.0"?><rows/>', "XML"),
    ],
)
def test_it_names_formats_that_are_not_read(tmp_path: Path, data: bytes, word: str) -> None:
    with pytest.raises(FormatUnsupportedError, match=word) as caught:
        sniff(file(tmp_path / "a.docx", data), LIMITS)
    assert caught.value.hint


def test_many_comments_before_the_markup_take_no_time(tmp_path: Path) -> None:
    assert sniff(file(tmp_path / "a", "<!---->" * 9000 + "<x"), LIMITS) is SourceKind.TXT
