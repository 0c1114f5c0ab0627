"""LibreOffice as a converter: finding it, private profiles, old Word files."""

from __future__ import annotations

import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from officekit.config import DEFAULT_CONFIG, Config, Limits
from officekit.data.libreoffice import find_soffice
from officekit.errors import FileUnreadableError, ToolFailedError, ToolMissingError
from officekit.model.document import SourceKind
from officekit.reading.docx import read_docx
from officekit.reading.office import convert, read_doc
from tests.libreoffice import convert as convert_in_test
from tests.reading.docx_builder import abstract, level, num, paragraph, row, table, write_docx
from tests.watchdog import ends

NOWHERE = Config(soffice="no-such-program")
SCRIPTS = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def stand_in(folder: Path, script: str, seconds: int = 20) -> Config:
    program = folder / "soffice stand-in"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Config(soffice=str(program), limits=Limits(tool_seconds=seconds))


@SCRIPTS
def test_the_configured_program_is_found(tmp_path: Path) -> None:
    config = stand_in(tmp_path, "exit 0")
    assert find_soffice(config.soffice) == config.soffice


def test_a_configured_program_that_is_missing_is_not_replaced() -> None:
    assert find_soffice(NOWHERE.soffice) is None


def test_without_libreoffice_the_hint_is_to_save_as_docx(tmp_path: Path) -> None:
    path = tmp_path / "旧稿.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0 old")
    with pytest.raises(ToolMissingError) as caught:
        read_doc(str(path), NOWHERE)
    assert "旧稿.doc" in caught.value.message
    assert "另存为 .docx" in caught.value.hint


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError):
        read_doc(str(tmp_path / "没有.doc"), NOWHERE)


@SCRIPTS
def test_a_converter_without_a_result_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"old")
    with pytest.raises(ToolFailedError) as caught:
        convert(str(path), "docx", stand_in(tmp_path, "exit 0"), tmp_path)
    assert "a.doc" in caught.value.message


@SCRIPTS
def test_a_conversion_can_be_cancelled(tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def cancel() -> None:
        raise CancelledError

    source = tmp_path / "方案.doc"
    source.write_bytes(b"\xd0\xcf\x11\xe0 text")
    config = replace(stand_in(tmp_path, "sleep 60"), heartbeat=cancel)
    with ends(), pytest.raises(CancelledError):
        convert(str(source), "docx", config, tmp_path)


@SCRIPTS
def test_a_converter_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"old")
    sign = tmp_path / "sign"
    config = stand_in(tmp_path, f'(sleep 3; touch "{sign}") & sleep 60', seconds=1)
    with pytest.raises(ToolFailedError) as caught:
        convert(str(path), "docx", config, tmp_path)
    assert "1 秒" in caught.value.message
    time.sleep(3)
    assert not sign.exists()


def sample(path: Path) -> Path:
    numbering = abstract(
        1, level(0, "chineseCountingThousand", "%1、"), level(1, "decimal", "%2.", suffix="space")
    )
    return write_docx(
        path,
        paragraph("临河县工作要点", properties='<w:jc w:val="center"/>'),
        paragraph("优化环境", num_id=1, ilvl=0),
        paragraph("整治河道。", num_id=1, ilvl=1),
        paragraph("修缮道路。", num_id=1, ilvl=1),
        paragraph("改善民生", num_id=1, ilvl=0),
        table(row("序号", "任务"), row("1", "扩建学校")),
        paragraph("（牵头单位：县教育局）"),
        numbering=numbering + num(1, 1),
    )


@pytest.mark.libreoffice
def test_an_old_word_file_reads_like_the_new_one(tmp_path: Path) -> None:
    new = sample(tmp_path / "工作 要点.docx")
    old = convert_in_test(new, "doc", tmp_path / "旧 格式")
    expected, document = read_docx(str(new)), read_doc(str(old), DEFAULT_CONFIG)
    assert document.source.kind is SourceKind.DOC
    assert document.source.path == str(old)
    assert {b.location.file for b in document.blocks} == {str(old)}
    assert [p.text for p in document.paragraphs] == [p.text for p in expected.paragraphs]
    assert [t.texts() for t in document.tables] == [t.texts() for t in expected.tables]
    assert sorted(p.name for p in old.parent.iterdir()) == [old.name]


@pytest.mark.libreoffice
def test_a_wps_file_is_taken_for_a_word_file(tmp_path: Path) -> None:
    old = convert_in_test(sample(tmp_path / "a.docx"), "doc", tmp_path / "out")
    wps = old.rename(old.with_suffix(".wps"))
    assert read_doc(str(wps), DEFAULT_CONFIG).paragraphs[1].text == "一、优化环境"


@pytest.mark.libreoffice
def test_two_conversions_at_a_time_do_not_clash(tmp_path: Path) -> None:
    paths = [sample(tmp_path / f"{n}.docx") for n in range(2)]
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda p: convert_in_test(p, "doc", tmp_path / "out"), paths))
    assert sorted(r.name for r in results) == ["0.doc", "1.doc"]
