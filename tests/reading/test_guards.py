from __future__ import annotations

import os
import warnings
import zipfile
from pathlib import Path

import pytest

from officekit.config import MEBIBYTE, Limits
from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FileUnreadableError,
    OfficekitError,
)
from officekit.reading.guards import check_file, open_package, parse_xml, read_part

LIMITS = Limits()


def package(path: Path, parts: dict[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return str(path)


def speaks_chinese(error: OfficekitError) -> bool:
    return all(any("\u4e00" <= c <= "\u9fff" for c in t) for t in (error.message, error.hint))


class TestCheckFile:
    def test_it_accepts_an_ordinary_file(self, tmp_path: Path) -> None:
        path = tmp_path / "计划.txt"
        path.write_text("推进改造。", encoding="utf-8")
        check_file(str(path), LIMITS)

    def test_it_names_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(FileUnreadableError, match=r"没有这份\.docx") as caught:
            check_file(str(tmp_path / "没有这份.docx"), LIMITS)
        assert speaks_chinese(caught.value)

    def test_it_rejects_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(FileUnreadableError, match="文件夹"):
            check_file(str(tmp_path), LIMITS)

    def test_it_rejects_an_empty_file(self, tmp_path: Path) -> None:
        path = tmp_path / "空.docx"
        path.touch()
        with pytest.raises(FileUnreadableError, match="空的"):
            check_file(str(path), LIMITS)

    def test_it_rejects_a_file_over_the_limit(self, tmp_path: Path) -> None:
        path = tmp_path / "大.txt"
        path.write_bytes(b"x" * 11)
        with pytest.raises(FileRefusedError) as caught:
            check_file(str(path), Limits(file_bytes=10))
        assert speaks_chinese(caught.value)

    @pytest.mark.parametrize("name", ["~$计划.docx", ".~lock.计划.docx#", ".~计划.docx"])
    def test_it_recognises_lock_files(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(b"x")
        with pytest.raises(FileRefusedError, match="锁文件"):
            check_file(str(path), LIMITS)

    def test_it_rejects_what_is_no_ordinary_file(self) -> None:
        with pytest.raises(FileUnreadableError):
            check_file(os.devnull, LIMITS)

    def test_it_survives_a_path_with_a_nul(self) -> None:
        with pytest.raises(FileUnreadableError):
            check_file("计划\0.docx", LIMITS)

    def test_it_reports_missing_permission(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "计划.txt"
        path.write_bytes(b"x")

        def refuse(*_args: object, **_kwargs: object) -> None:
            raise PermissionError(13, "denied")

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(FileUnreadableError, match="没有权限"):
            check_file(str(path), LIMITS)


class TestOpenPackage:
    def test_it_reads_a_part(self, tmp_path: Path) -> None:
        path = package(tmp_path / "a.docx", {"word/document.xml": b"<a/>"})
        with open_package(path, LIMITS) as archive:
            assert read_part(archive, "word/document.xml", LIMITS) == b"<a/>"

    def test_it_rejects_what_is_no_zip(self, tmp_path: Path) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(b"PK\x03\x04 rubbish")
        with pytest.raises(FileUnreadableError) as caught:
            open_package(str(path), LIMITS)
        assert speaks_chinese(caught.value)

    def test_it_counts_parts(self, tmp_path: Path) -> None:
        path = package(tmp_path / "a.zip", {"1": b"", "2": b"", "3": b""})
        with pytest.raises(FileRefusedError, match="部件"):
            open_package(path, Limits(parts=2))

    def test_it_adds_up_sizes(self, tmp_path: Path) -> None:
        path = package(tmp_path / "a.zip", {"1": b"x" * 60, "2": b"y" * 60})
        with pytest.raises(FileRefusedError, match="解压后"):
            open_package(path, Limits(unpacked_bytes=100))

    def test_it_refuses_a_bomb(self, tmp_path: Path) -> None:
        path = package(tmp_path / "a.zip", {"word/document.xml": b"\0" * (8 * MEBIBYTE)})
        with pytest.raises(FileRefusedError, match="膨胀"):
            open_package(path, LIMITS)

    def test_small_parts_may_shrink_well(self, tmp_path: Path) -> None:
        path = package(tmp_path / "a.zip", {"xl/styles.xml": b"\0" * (MEBIBYTE - 1)})
        open_package(path, LIMITS).close()

    @pytest.mark.parametrize("name", ["../a", "word/../../a", "/etc/a", "C:/a", "C:a"])
    def test_it_refuses_odd_part_names(self, tmp_path: Path, name: str) -> None:
        path = package(tmp_path / "a.zip", {name: b"x"})
        with pytest.raises(FileRefusedError, match="部件名"):
            open_package(path, LIMITS)

    def test_it_refuses_backslashes(self, tmp_path: Path) -> None:
        path = Path(package(tmp_path / "a.zip", {"word/doc.xml": b"x"}))
        path.write_bytes(path.read_bytes().replace(b"word/doc.xml", b"word\\doc.xml"))
        with pytest.raises(FileRefusedError, match="部件名"):
            open_package(str(path), LIMITS)

    def test_it_refuses_the_same_name_twice(self, tmp_path: Path) -> None:
        path = package(tmp_path / "a.zip", {"word/a.xml": b"1", "Word/A.xml": b"2"})
        with pytest.raises(FileRefusedError, match="重名"):
            open_package(path, LIMITS)

    def test_it_tells_an_encrypted_part(self, tmp_path: Path) -> None:
        path = Path(package(tmp_path / "a.zip", {"a": b"x"}))
        data = bytearray(path.read_bytes())
        data[data.index(b"PK\x01\x02") + 8] |= 1
        path.write_bytes(data)
        with pytest.raises(FileEncryptedError, match="密码"):
            open_package(str(path), LIMITS)

    def test_it_refuses_other_compression(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
            archive.writestr("a", b"x")
        with pytest.raises(FileRefusedError, match="压缩方式"):
            open_package(str(path), LIMITS)


class TestReadPart:
    def test_it_names_a_missing_part(self, tmp_path: Path) -> None:
        path = package(tmp_path / "a.docx", {"a": b"x"})
        with (
            open_package(path, LIMITS) as archive,
            pytest.raises(FileUnreadableError, match=r"word/document\.xml"),
        ):
            read_part(archive, "word/document.xml", LIMITS)

    def test_it_notices_a_wrong_check_sum(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("a", b"correct text")
        path.write_bytes(path.read_bytes().replace(b"correct text", b"changed text"))
        with (
            open_package(str(path), LIMITS) as archive,
            pytest.raises(FileUnreadableError, match="已损坏"),
        ):
            read_part(archive, "a", LIMITS)

    def test_a_part_never_yields_more_than_declared(self, tmp_path: Path) -> None:
        path = Path(package(tmp_path / "a.zip", {"a": b"x" * 5000}))
        data = bytearray(path.read_bytes())
        directory = data.index(b"PK\x01\x02")
        data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
        path.write_bytes(data)
        with open_package(str(path), LIMITS) as archive, pytest.raises(OfficekitError):
            read_part(archive, "a", LIMITS)


class TestParseXml:
    def test_it_parses(self) -> None:
        assert parse_xml(b"<a>\xe4\xba\x91</a>", part="a.xml").text == "云"

    @pytest.mark.parametrize(
        "data",
        [
            b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            b"<!DOCTYPE a><a/>",
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16-be"),
        ],
    )
    def test_it_refuses_a_doctype(self, data: bytes) -> None:
        with pytest.raises(FileRefusedError, match=r"document\.xml"):
            parse_xml(data, part="document.xml")

    @pytest.mark.parametrize("data", [b"", b"<a>", b"<a>&b;</a>", b"\0\1", b"<a/>rest"])
    def test_it_rejects_broken_xml(self, data: bytes) -> None:
        with pytest.raises(FileUnreadableError, match="XML"):
            parse_xml(data, part="document.xml")


def test_duplicate_exact_names_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a", b"1")
        archive.writestr("a", b"2")
    with pytest.raises(FileRefusedError, match="重名"):
        open_package(str(path), LIMITS)


@pytest.mark.parametrize("place", ["name", "content"])
def test_a_part_that_is_not_what_the_directory_says_is_broken(tmp_path: Path, place: str) -> None:
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("part.xml", b"<content/>")
    data = path.read_bytes()
    first = {"name": b"part.xml", "content": b"<content/>"}[place]
    path.write_bytes(data.replace(first, first.swapcase(), 1))
    with (
        open_package(str(path), LIMITS) as archive,
        pytest.raises(FileUnreadableError, match="已损坏"),
    ):
        read_part(archive, "part.xml", LIMITS)
