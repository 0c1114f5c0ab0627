"""Uninstalling: what goes, what stays, and that the clerk is told."""

from __future__ import annotations

import json
import shutil

import pytest

from installer.telling import DONE
from tests.installer.desk import Desk


def test_uninstalling_removes_what_was_installed_and_not_changed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.install()
    desk.workbook.write_bytes(b"hers")
    (desk.places.own_documents / "我的.docx").touch()
    (desk.places.root / "settings.json").touch()
    (desk.places.root / "undo").mkdir()
    shutil.rmtree(desk.places.runtime)  # as uninstall.bat does
    assert desk.uninstall() == DONE
    assert sorted(path.name for path in desk.places.own_documents.iterdir()) == [
        "我的.docx",
        "责任矩阵.xlsm",
    ]
    assert sorted(path.name for path in desk.places.root.iterdir()) == [
        "settings.json",
        "uninstall.bat",
    ]
    said = capsys.readouterr().out
    assert f"{desk.workbook}（您修改过）" in said
    assert "里还有您自己的 1 个文件，没有删除" in said
    assert "您的设置保留在" in said


def test_uninstalling_everything_still_keeps_files_that_are_the_clerks(desk: Desk) -> None:
    desk.install()
    desk.workbook.write_bytes(b"hers")
    (desk.places.own_documents / "我的.docx").touch()
    (desk.places.root / "settings.json").touch()
    shutil.rmtree(desk.places.runtime)
    assert desk.uninstall(everything=True) == DONE
    assert [path.name for path in desk.places.own_documents.iterdir()] == ["我的.docx"]
    assert [path.name for path in desk.places.root.iterdir()] == ["uninstall.bat"]


def test_uninstalling_leaves_no_empty_folder(desk: Desk) -> None:
    desk.install()
    desk.uninstall()
    assert not desk.places.own_documents.exists()


def test_uninstalling_twice_or_without_an_installation_is_fine(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.uninstall() == DONE
    assert "不需要卸载" in capsys.readouterr().out
    desk.install()
    assert desk.uninstall() == DONE
    assert desk.uninstall() == DONE


def test_shortcuts_are_removed_with_the_rest(desk: Desk) -> None:
    desk.install()
    link = desk.places.desktop / "责任矩阵.lnk"
    link.parent.mkdir(parents=True)
    link.touch()
    record = json.loads(desk.places.manifest.read_text("utf-8"))
    record["shortcuts"] = [str(link)]
    desk.places.manifest.write_text(json.dumps(record), encoding="utf-8")
    desk.uninstall()
    assert not link.exists()
