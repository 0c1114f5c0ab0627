"""Workbooks with buttons: their version, their library, their mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.installation.workbook_version import (
    WorkbookUnreadableError,
    WorkbookVersions,
    examine_library,
    examine_mark_of_the_web,
    examine_workbooks,
    workbook_versions,
    workbooks,
)
from officekit.model.installation import CheckState
from tests.installation.machines import EXCEL, VERSIONS, linux, program, windows, workbook


def test_versions_are_read_from_the_custom_properties(tmp_path: Path) -> None:
    path = workbook(tmp_path / "责任 矩阵.xlsm", "0.36.1")
    assert workbook_versions(path) == WorkbookVersions("0.36.1", "0.1.0")


def test_a_workbook_without_properties_says_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsm", None)
    assert workbook_versions(path) == WorkbookVersions(None, None)


@pytest.mark.parametrize(
    ("custom", "reason"),
    [
        ("<Properties", "属性已损坏"),
        ("<Properties>" + " " * 70_000 + "</Properties>", "属性多得不正常"),
    ],
)
def test_broken_properties_are_refused(tmp_path: Path, custom: str, reason: str) -> None:
    with pytest.raises(WorkbookUnreadableError, match=reason):
        workbook_versions(workbook(tmp_path / "a.xlsm", custom=custom))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    custom = (
        '<!DOCTYPE Properties [<!ENTITY v "0.37.8">]><Properties xmlns="http://schemas.'
        'openxmlformats.org/officeDocument/2006/custom-properties">'
        '<property name="xlwings版本"><s>&v;</s></property></Properties>'
    )
    path = workbook(tmp_path / "a.xlsm", custom=custom)
    assert workbook_versions(path).xlwings != "0.37.8"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsm"
    path.write_bytes(content)
    with pytest.raises(WorkbookUnreadableError, match="不是工作簿或已损坏"):
        workbook_versions(path)


def test_a_missing_workbook_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookUnreadableError, match="找不到文件"):
        workbook_versions(tmp_path / "a.xlsm")


def test_lock_files_of_excel_are_no_workbooks(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    (tmp_path / "文档" / "officekit" / "~$责任矩阵.xlsm").touch()
    assert workbooks(machine) == (tmp_path / "文档" / "officekit" / "责任矩阵.xlsm",)


def test_a_workbook_of_the_installed_version_is_fine(tmp_path: Path) -> None:
    verdict = examine_workbooks(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert verdict.found == "“责任矩阵.xlsm”与 xlwings 0.37.8 一致"


def test_a_workbook_of_another_version_is_a_fault(tmp_path: Path) -> None:
    machine = windows(tmp_path, package_version={**VERSIONS, "xlwings": "0.38.0"}.get)
    verdict = examine_workbooks(machine)
    assert verdict.state is CheckState.FAULT
    assert "“责任矩阵.xlsm”要求 xlwings 0.37.8，现装的是 0.38.0" in verdict.found
    assert "导入任务表" in verdict.advice


def test_an_old_workbook_beside_a_new_one_is_a_warning(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    workbook(tmp_path / "文档" / "officekit" / "旧.xlsm", "0.30.0")
    verdict = examine_workbooks(machine)
    assert verdict.state is CheckState.WARNING
    assert "请改用“责任矩阵.xlsm”" in verdict.advice


def test_a_given_workbook_is_looked_at_on_every_system(tmp_path: Path) -> None:
    given = workbook(tmp_path / "a.xlsm", "0.30.0")
    verdict = examine_workbooks(linux(tmp_path, workbooks=(given,)))
    assert verdict.state is CheckState.FAULT


def test_a_workbook_that_says_nothing_is_told(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    workbook(tmp_path / "文档" / "officekit" / "责任矩阵.xlsm", None)
    verdict = examine_workbooks(machine)
    assert verdict.state is CheckState.WARNING
    assert "没有注明" in verdict.found


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    (tmp_path / "文档" / "officekit" / "责任矩阵.xlsm").write_bytes(b"PK")
    verdict = examine_workbooks(machine)
    assert verdict.state is CheckState.WARNING
    assert "“责任矩阵.xlsm”不是工作簿或已损坏" in verdict.found


def test_no_workbook_is_told_on_windows_alone(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    (tmp_path / "文档" / "officekit" / "责任矩阵.xlsm").unlink()
    assert examine_workbooks(machine).state is CheckState.WARNING
    assert examine_workbooks(linux(tmp_path)).state is CheckState.NOT_APPLICABLE


def test_the_library_is_found_one_folder_up(tmp_path: Path) -> None:
    verdict = examine_library(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert verdict.found.endswith("xlwings64-0.37.8.dll")


def test_the_library_is_found_beside_the_interpreter(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    library = machine.runtime / "xlwings64-0.37.8.dll"
    library.rename(machine.runtime / "Scripts" / library.name)
    assert examine_library(machine).state is CheckState.OK


def test_a_missing_library_is_a_fault(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    (machine.runtime / "xlwings64-0.37.8.dll").unlink()
    verdict = examine_library(machine)
    assert verdict.state is CheckState.FAULT
    assert "缺少 xlwings64-0.37.8.dll" in verdict.found


def test_excel_of_32_bit_needs_another_library(tmp_path: Path) -> None:
    excel = program(tmp_path / "excel32", 0x14C)
    machine = windows(tmp_path, local_path={EXCEL: excel}.__getitem__)
    verdict = examine_library(machine)
    assert verdict.state is CheckState.FAULT
    assert "缺少 xlwings32-0.37.8.dll（32 位 Excel 使用）" in verdict.found


def test_without_xlwings_there_is_no_library(tmp_path: Path) -> None:
    machine = windows(tmp_path, package_version=lambda _: None)
    assert examine_library(machine).state is CheckState.FAULT


def mark(path: Path, content: str) -> None:
    Path(f"{path}:Zone.Identifier").write_text(content, encoding="ascii")


def test_an_unmarked_workbook_is_fine(tmp_path: Path) -> None:
    assert examine_mark_of_the_web(windows(tmp_path)).state is CheckState.OK


def test_a_workbook_from_the_internet_is_a_fault(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    mark(workbooks(machine)[0], "[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n")
    verdict = examine_mark_of_the_web(machine)
    assert verdict.state is CheckState.FAULT
    assert "“责任矩阵.xlsm”" in verdict.found
    assert "解除锁定" in verdict.advice


def test_a_workbook_from_the_intranet_is_fine(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    mark(workbooks(machine)[0], "[ZoneTransfer]\r\nZoneId=1\r\n")
    assert examine_mark_of_the_web(machine).state is CheckState.OK


def test_without_workbooks_there_is_no_mark(tmp_path: Path) -> None:
    verdict = examine_mark_of_the_web(windows(tmp_path, documents=None))
    assert verdict.state is CheckState.NOT_APPLICABLE
