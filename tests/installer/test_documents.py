"""Upgrading: what the clerk has changed is kept, everything else is replaced."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from installer import documents
from installer.manifest import read_manifest
from installer.telling import DONE
from tests.installer.desk import Desk


def test_an_upgrade_replaces_what_the_clerk_has_not_changed(desk: Desk) -> None:
    desk.install()
    desk.release("0.2.0", b"second")
    assert desk.install() == DONE
    assert desk.workbook.read_bytes() == b"second"
    assert read_manifest(desk.places.manifest).version == "0.2.0"


def test_an_upgrade_keeps_what_the_clerk_has_changed_and_puts_the_new_beside(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.install()
    desk.workbook.write_bytes(b"hers")
    desk.release("0.2.0", b"second")
    assert desk.install() == DONE
    assert desk.workbook.read_bytes() == b"hers"
    beside = desk.workbook.with_name("责任矩阵（新版 0.2.0）.xlsm")
    assert beside.read_bytes() == b"second"
    assert "“责任矩阵.xlsm”您修改过，没有替换；新版放在旁边" in capsys.readouterr().out
    desk.install()
    assert len(list(desk.places.own_documents.glob("责任矩阵*"))) == 2


def test_a_new_version_that_the_clerk_has_changed_is_kept_too(desk: Desk) -> None:
    desk.install()
    desk.workbook.write_bytes(b"hers")
    desk.release("0.2.0", b"second")
    desk.install()
    desk.workbook.with_name("责任矩阵（新版 0.2.0）.xlsm").write_bytes(b"hers as well")
    desk.release("0.2.0", b"third")
    desk.install()
    assert {path.name: path.read_bytes() for path in desk.places.own_documents.glob("责任*")} == {
        "责任矩阵.xlsm": b"hers",
        "责任矩阵（新版 0.2.0）.xlsm": b"hers as well",
        "责任矩阵（新版 0.2.0-2）.xlsm": b"third",
    }


def test_the_same_version_is_not_put_beside_a_changed_file(desk: Desk) -> None:
    desk.install()
    desk.workbook.write_bytes(b"hers")
    desk.install()
    assert [path.name for path in desk.places.own_documents.glob("责任*")] == ["责任矩阵.xlsm"]


def test_an_unknown_file_of_the_same_name_counts_as_the_clerks(desk: Desk) -> None:
    desk.workbook.parent.mkdir(parents=True)
    desk.workbook.write_bytes(b"hers from before")
    desk.install()
    assert desk.workbook.read_bytes() == b"hers from before"
    assert desk.workbook.with_name("责任矩阵（新版 0.1.0）.xlsm").read_bytes() == b"first"


def test_a_workbook_open_in_excel_is_left_and_replaced_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.install()
    desk.release("0.2.0", b"second")
    plain = documents._copy

    def refuse(source: Path, target: Path) -> None:
        if target == desk.workbook:
            raise PermissionError(errno.EACCES, "in use", str(target))
        plain(source, target)

    with monkeypatch.context() as open_in_excel:
        open_in_excel.setattr(documents, "_copy", refuse)
        assert desk.install() == DONE
    assert desk.workbook.read_bytes() == b"first"
    assert "“责任矩阵.xlsm”正在打开，没有替换" in capsys.readouterr().out
    desk.install()
    assert desk.workbook.read_bytes() == b"second"


def test_settings_and_saved_copies_are_never_touched(desk: Desk) -> None:
    desk.install()
    (desk.places.root / "undo").mkdir()
    (desk.places.root / "undo/1.json").write_text("u", encoding="utf-8")
    (desk.places.root / "settings.json").write_text("s", encoding="utf-8")
    desk.release("0.2.0", b"second")
    desk.install()
    assert (desk.places.root / "undo/1.json").read_text("utf-8") == "u"
    assert (desk.places.root / "settings.json").read_text("utf-8") == "s"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"format": 2}', '{"format": 1}'])
def test_a_damaged_record_counts_as_none_so_that_nothing_is_lost(desk: Desk, content: str) -> None:
    desk.install()
    desk.places.manifest.write_text(content, encoding="utf-8")
    desk.release("0.2.0", b"second")
    desk.install()
    assert desk.workbook.read_bytes() == b"first"
