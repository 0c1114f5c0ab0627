"""Broken and harmful files: each gives an error a clerk understands, or a document; in time."""

from __future__ import annotations

import hashlib
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from officekit import reading
from officekit.config import MEBIBYTE, Config, Limits
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.model.document import Document, SourceKind, Workbook
from officekit.model.finding import Severity
from officekit.reading import read

SECONDS = 10
TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)


def attempt(path: Path) -> Document | Workbook | OfficekitError:
    """Read a file; any other exception than ours, or a long run, fails the test."""
    start = time.monotonic()
    try:
        result: Document | Workbook | OfficekitError = read(path)
    except OfficekitError as error:
        result = error
        for text in (error.message, error.hint):
            assert any("\u4e00" <= char <= "\u9fff" for char in text), repr(text)
    assert time.monotonic() - start < SECONDS
    return result


def noise(seed: int) -> bytes:
    """5,000 bytes without meaning, the same in every run."""
    return hashlib.shake_256(bytes([seed])).digest(5000)


def package(path: Path, document: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", document)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = package(tmp_path / "a.docx", b"<a>" + b" " * (64 * MEBIBYTE) + b"</a>")
    assert isinstance(attempt(bomb), FileRefusedError)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    xml = f'<!DOCTYPE a [<!ENTITY e0 "云">{entities}]><a>&e9;</a>'
    assert isinstance(attempt(package(tmp_path / "a.docx", xml.encode())), OfficekitError)


def test_an_entity_bomb_in_a_page_does_not_expand(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    html = f'<!DOCTYPE html [<!ENTITY e0 "云">{entities}]><html><p>云泽市 &e9;</p></html>'
    result = attempt(written(tmp_path / "a.html", html.encode()))
    if isinstance(result, Document):
        assert sum(len(p.text) for p in result.paragraphs) < len(html)


@pytest.mark.parametrize("size", [4, 30, 200, 350])
def test_a_truncated_package_is_unreadable(tmp_path: Path, size: int) -> None:
    whole = package(tmp_path / "whole.docx", b"<a/>").read_bytes()
    cut = written(tmp_path / "a.docx", whole[:size])
    assert isinstance(attempt(cut), FileUnreadableError)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.xlsx", "a.txt", "a"])
def test_an_empty_file_is_unreadable(tmp_path: Path, name: str) -> None:
    assert isinstance(attempt(written(tmp_path / name, b"")), FileUnreadableError)


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(tmp_path: Path, seed: int) -> None:
    data = noise(seed)
    assert isinstance(attempt(written(tmp_path / "a.docx", data)), OfficekitError)


@pytest.mark.parametrize(
    "start",
    [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7\n", b"<html>", b"\xff\xfe"],
)
@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_under_a_known_signature_do_no_harm(
    tmp_path: Path, start: bytes, seed: int
) -> None:
    attempt(written(tmp_path / "a.doc", start + noise(seed)))


def test_other_content_under_the_extension_is_read_and_reported(tmp_path: Path) -> None:
    result = attempt(written(tmp_path / "计划.docx", "一、总体要求\n".encode()))
    assert isinstance(result, Document)
    assert result.source.kind is SourceKind.TXT
    assert [(f.code, f.severity) for f in result.findings] == [("RD001", Severity.INFO)]
    assert ".docx" in result.findings[0].message


@pytest.mark.parametrize("name", ["计划.txt", "计划", "计划.最终版"])
def test_an_extension_that_promises_nothing_else_is_not_reported(tmp_path: Path, name: str) -> None:
    result = attempt(written(tmp_path / name, "一、总体要求\n".encode()))
    assert isinstance(result, Document)
    assert result.findings == ()


def test_an_image_under_the_extension_is_named(tmp_path: Path) -> None:
    result = attempt(written(tmp_path / "a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(50)))
    assert isinstance(result, FormatUnsupportedError)
    assert "PNG" in result.message


@pytest.mark.parametrize("line", ["推进改造，完善机制。\n", "plan of the city\n"])
def test_fifty_megabytes_of_text_are_refused(tmp_path: Path, line: str) -> None:
    data = line.encode()
    path = written(tmp_path / "a.txt", data * (50 * MEBIBYTE // len(data)))
    assert isinstance(attempt(path), FileRefusedError)


def test_a_line_of_five_million_characters_is_one_paragraph(tmp_path: Path) -> None:
    result = attempt(written(tmp_path / "a.txt", ("云" * 5_000_000).encode()))
    assert isinstance(result, Document)
    assert [len(p.text) for p in result.paragraphs] == [5_000_000]


def test_nul_bytes_are_removed(tmp_path: Path) -> None:
    result = attempt(written(tmp_path / "a.txt", "一、总\0体要求\n".encode() + b"\0" * 100))
    assert isinstance(result, Document)
    assert [p.text for p in result.paragraphs] == ["一、总体要求"]


def test_only_nul_bytes_are_unreadable(tmp_path: Path) -> None:
    assert isinstance(attempt(written(tmp_path / "a.txt", bytes(4096))), FileUnreadableError)


def test_folders_and_missing_files_are_unreadable(tmp_path: Path) -> None:
    assert isinstance(attempt(tmp_path), FileUnreadableError)
    assert isinstance(attempt(tmp_path / "没有.docx"), FileUnreadableError)
    assert isinstance(attempt(tmp_path / ("长" * 300)), FileUnreadableError)


@pytest.mark.parametrize("size", [20, 200, 400])
def test_a_truncated_pdf_does_no_harm(tmp_path: Path, size: int) -> None:
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1"
    attempt(written(tmp_path / "a.pdf", (data + b"/Kids[3 0 R]>>endobj\n" * 20)[:size]))


def test_deeply_nested_markup_does_no_harm(tmp_path: Path) -> None:
    html = "<html>" + "<div>" * 50_000 + "云泽市" + "</div>" * 50_000
    attempt(written(tmp_path / "a.html", html.encode()))


def test_nested_tables_take_no_time(tmp_path: Path) -> None:
    html = "<table><tr><td>云" * 200 + "</td></tr></table>" * 200
    attempt(written(tmp_path / "a.html", html.encode()))


def test_a_page_of_many_blocks_takes_no_time(tmp_path: Path) -> None:
    html = (
        "<html><body>"
        + "<p>推进改造，完善机制，健全台账，按月调度，按季通报，确保完成。</p>" * 20_000
    )
    result = attempt(written(tmp_path / "a.html", html.encode()))
    assert isinstance(result, Document)
    assert len(result.paragraphs) == 20_000


@pytest.mark.parametrize(
    "line", ["打印关闭" * 40, "【" * 150, "返回顶部" * 49 + "x", "来源" * 99, " " * 5000 + "x"]
)
def test_odd_lines_take_no_time(tmp_path: Path, line: str) -> None:
    attempt(written(tmp_path / "a.txt", (line + "\n一、总体要求\n").encode() * 200))


@pytest.mark.parametrize("fault", [RecursionError("deep"), KeyError("x"), ValueError("bad")])
def test_an_unexpected_fault_becomes_an_error_with_its_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    monkeypatch.setattr(reading, "_read_kind", _raising(fault))
    result = attempt(written(tmp_path / "a.txt", b"plan"))
    assert isinstance(result, FileUnreadableError)
    assert result.__cause__ is fault


def test_lack_of_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_read_kind", _raising(MemoryError()))
    assert isinstance(attempt(written(tmp_path / "a.txt", b"plan")), FileRefusedError)


def test_the_limits_of_the_settings_apply(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", b"plan of the city")
    with pytest.raises(FileRefusedError):
        read(path, Config(limits=Limits(file_bytes=3)))


def _raising(fault: Exception) -> Callable[..., None]:
    def fail(*_args: object) -> None:
        raise fault

    return fail
