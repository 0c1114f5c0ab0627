"""What goes wrong around a notice: it is told, and no half document is left."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from officekit import workflows
from officekit.config import Config, Limits
from officekit.data.bundled import bundled
from officekit.errors import OfficekitError, OutputExistsError, OutputNotWritableError
from officekit.workflows import Drafted
from tests.watchdog import ends

SCRIPTS = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@pytest.fixture(scope="module")
def drafted() -> Drafted:
    matrix, _ = workflows.import_matrix(bundled("samples") / "青禾区任务分工表.xlsx")
    return workflows.preview_notice(matrix)


def stand_in(folder: Path, script: str) -> Config:
    """LibreOffice as a script that does something else."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Config(soffice=str(program), limits=Limits(tool_seconds=1))


@SCRIPTS
@pytest.mark.parametrize("script", ["sleep 60", "exit 1", "kill -9 $$"])
def test_a_libreoffice_that_fails_leaves_a_whole_document(
    drafted: Drafted, script: str, tmp_path: Path
) -> None:
    output = tmp_path / "通知.docx"
    with ends():
        written = workflows.write_notice(drafted, output, config=stand_in(tmp_path, script))
    assert "NT951" in {finding.code for finding in written.findings}
    matrix, _ = workflows.import_matrix(output)
    assert len(matrix.rows) == 18


def test_without_libreoffice_the_clerk_is_told_what_to_look_at(
    drafted: Drafted, tmp_path: Path
) -> None:
    config = Config(soffice="没有这个程序")
    written = workflows.write_notice(drafted, tmp_path / "通知.docx", config=config)
    assert "NT950" in {finding.code for finding in written.findings}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("没有这个文件夹/通知.docx", OutputNotWritableError),
        ("有了.docx", OutputExistsError),
        ("通知.doc", OutputNotWritableError),
    ],
)
def test_an_output_that_cannot_be_is_refused(
    drafted: Drafted, name: str, error: type[OfficekitError], tmp_path: Path
) -> None:
    (tmp_path / "有了.docx").write_bytes(b"old")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(error) as caught:
        workflows.write_notice(drafted, tmp_path / name, config=Config(soffice="没有这个程序"))
    assert caught.value.hint
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "有了.docx").read_bytes() == b"old"


def test_cancelling_while_pages_are_tried_out_leaves_nothing(
    drafted: Drafted, tmp_path: Path
) -> None:
    def cancel(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workflows.write_notice(drafted, tmp_path / "通知.docx", progress=cancel)
    assert list(tmp_path.iterdir()) == []
