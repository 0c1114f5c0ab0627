"""Excel, WPS, macros, LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.installation.office_programs import (
    examine_excel,
    examine_libreoffice,
    examine_macros,
    examine_opener,
    examine_owner,
    examine_wps,
    excel_bits,
    is_wps,
    server,
)
from officekit.model.installation import CheckState
from tests.installation.machines import (
    APP_PATH,
    ET,
    EXCEL,
    EXCEL_SERVER,
    USER_CHOICE,
    WPS_KEYS,
    Keys,
    program,
    windows,
)

NO_EXCEL: Keys = {
    EXCEL_SERVER: {},
    APP_PATH: {},
    r"HKCR\Excel.Application\CLSID": {},
    r"HKCR\Excel.Application\CurVer": {},
    USER_CHOICE: {},
    r"HKCR\Excel.SheetMacroEnabled.12\shell\open\command": {},
}
HIJACKED: Keys = {**WPS_KEYS, EXCEL_SERVER: {"": f'"{ET}" /Automation'}}
ONLY_WPS: Keys = {
    **NO_EXCEL,
    **HIJACKED,
    r"HKCR\Excel.Application\CLSID": {"": "{00024500-0000-0000-C000-000000000046}"},
    USER_CHOICE: {"ProgId": "ET.Xlsm.6"},
}
SECURITY = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"


@pytest.mark.parametrize(
    "command",
    [
        f'"{EXCEL}" /automation',
        f"{EXCEL} /automation",
        f"{EXCEL}",
    ],
)
def test_the_program_is_taken_from_its_command(tmp_path: Path, command: str) -> None:
    machine = windows(tmp_path, {EXCEL_SERVER: {"": command}})
    assert server(machine, "Excel.Application") == EXCEL


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (ET, True),
        (r"D:\WPS Office\ksolaunch.exe", True),
        (r"C:\PROGRA~1\WPSOFF~1\office6\et.exe", True),
        (EXCEL, False),
        (r"C:\tools\target.exe", False),
    ],
)
def test_programs_of_wps_are_known(path: str, *, expected: bool) -> None:
    assert is_wps(path) is expected


def test_excel_is_told_with_version_and_bits(tmp_path: Path) -> None:
    verdict = examine_excel(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert verdict.found == f"Excel 2016 或更新 16.0.17328.20588（64 位），位置：{EXCEL}"


@pytest.mark.parametrize(("kind", "bits"), [(0x8664, 64), (0x14C, 32)])
def test_the_bits_stand_in_the_program_itself(tmp_path: Path, kind: int, bits: int) -> None:
    head = program(tmp_path / "head", kind)
    assert excel_bits(windows(tmp_path, local_path={EXCEL: head}.__getitem__)) == bits


def test_what_is_no_program_does_not_tell_bits(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_bytes(b"x" * 200)
    keys: Keys = {r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration": {}}
    assert excel_bits(windows(tmp_path, keys, local_path=lambda _: text)) is None


def test_excel_2007_is_too_old(tmp_path: Path) -> None:
    keys: Keys = {r"HKCR\Excel.Application\CurVer": {"": "Excel.Application.12"}}
    verdict = examine_excel(windows(tmp_path, keys))
    assert verdict.state is CheckState.FAULT
    assert "Excel 12.0" in verdict.found


def test_without_excel_files_are_dragged(tmp_path: Path) -> None:
    machine = windows(tmp_path, NO_EXCEL)
    verdict = examine_excel(machine)
    assert verdict.state is CheckState.WARNING
    assert "officekit.bat" in verdict.advice
    for look in (examine_owner, examine_opener, examine_macros):
        assert look(machine).state is CheckState.NOT_APPLICABLE


def test_excel_answers_for_itself(tmp_path: Path) -> None:
    verdict = examine_owner(windows(tmp_path, WPS_KEYS))
    assert verdict.state is CheckState.OK
    assert EXCEL in verdict.found


def test_wps_in_the_place_of_excel_is_told(tmp_path: Path) -> None:
    verdict = examine_owner(windows(tmp_path, HIJACKED))
    assert verdict.state is CheckState.WARNING
    assert verdict.found.startswith("WPS 顶替了 Excel")
    assert "配置工具" in verdict.advice


def test_wps_without_excel_is_told(tmp_path: Path) -> None:
    verdict = examine_owner(windows(tmp_path, ONLY_WPS))
    assert verdict.state is CheckState.WARNING
    assert verdict.found.startswith("没有 Excel，由 WPS 代替")
    assert "officekit.bat" in verdict.advice


def test_excel_without_its_interface_is_a_fault(tmp_path: Path) -> None:
    keys: Keys = {r"HKCR\Excel.Application\CLSID": {}}
    verdict = examine_owner(windows(tmp_path, keys))
    assert verdict.state is CheckState.FAULT
    assert "快速修复" in verdict.advice


def test_another_program_in_the_place_of_excel_is_told(tmp_path: Path) -> None:
    keys: Keys = {EXCEL_SERVER: {"": r"C:\Other\sheets.exe"}}
    verdict = examine_owner(windows(tmp_path, keys))
    assert verdict.state is CheckState.WARNING
    assert r"C:\Other\sheets.exe" in verdict.found


def test_a_workbook_opens_in_excel(tmp_path: Path) -> None:
    verdict = examine_opener(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert EXCEL in verdict.found


def test_without_a_choice_the_registered_kind_counts(tmp_path: Path) -> None:
    keys: Keys = {USER_CHOICE: {}, r"HKCR\.xlsm": {"": "Excel.SheetMacroEnabled.12"}}
    assert examine_opener(windows(tmp_path, keys)).state is CheckState.OK


def test_a_workbook_that_opens_in_wps_is_told(tmp_path: Path) -> None:
    keys: Keys = {**WPS_KEYS, USER_CHOICE: {"ProgId": "ET.Xlsm.6"}}
    verdict = examine_opener(windows(tmp_path, keys))
    assert verdict.state is CheckState.WARNING
    assert "打开方式" in verdict.advice
    verdict = examine_opener(windows(tmp_path, ONLY_WPS))
    assert verdict.state is CheckState.WARNING
    assert "officekit.bat" in verdict.advice


def test_a_workbook_that_nothing_opens_is_told(tmp_path: Path) -> None:
    verdict = examine_opener(windows(tmp_path, {USER_CHOICE: {}}))
    assert verdict.state is CheckState.WARNING
    assert "“文件”→“打开”" in verdict.advice


def test_wps_is_told_with_its_version(tmp_path: Path) -> None:
    verdict = examine_wps(windows(tmp_path, WPS_KEYS))
    assert verdict.state is CheckState.OK
    assert verdict.found == f"WPS Office 12.1.0.16929，位置：{ET}"
    assert "Excel" in verdict.advice


def test_wps_alone_means_dragging(tmp_path: Path) -> None:
    assert "officekit.bat" in examine_wps(windows(tmp_path, ONLY_WPS)).advice


def test_no_wps_is_fine(tmp_path: Path) -> None:
    verdict = examine_wps(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert verdict.found == "没有安装"


def test_macros_that_are_asked_about_are_fine(tmp_path: Path) -> None:
    verdict = examine_macros(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert "启用内容" in verdict.advice
    assert examine_macros(windows(tmp_path, {SECURITY: {"VBAWarnings": 2}})) == verdict


@pytest.mark.parametrize(("setting", "name"), [(4, "禁用所有宏"), (3, "只运行有数字签名的宏")])
def test_macros_that_are_off_are_a_fault(tmp_path: Path, setting: int, name: str) -> None:
    verdict = examine_macros(windows(tmp_path, {SECURITY: {"VBAWarnings": setting}}))
    assert verdict.state is CheckState.FAULT
    assert name in verdict.found
    assert "信任中心" in verdict.advice


def test_a_policy_goes_before_the_own_setting(tmp_path: Path) -> None:
    keys: Keys = {SECURITY: {"VBAWarnings": 1}, POLICY: {"vbawarnings": 4}}
    verdict = examine_macros(windows(tmp_path, keys))
    assert verdict.state is CheckState.FAULT
    assert "单位策略" in verdict.found
    assert "信息部门" in verdict.advice


def test_a_policy_that_takes_vba_away_is_a_fault(tmp_path: Path) -> None:
    keys: Keys = {r"HKLM\Software\Policies\Microsoft\Office\16.0\Common": {"VBAOff": 1}}
    assert examine_macros(windows(tmp_path, keys)).state is CheckState.FAULT


def test_all_macros_allowed_is_advised_against(tmp_path: Path) -> None:
    verdict = examine_macros(windows(tmp_path, {SECURITY: {"VBAWarnings": 1}}))
    assert verdict.state is CheckState.OK
    assert "没有防护" in verdict.advice


def test_macros_blocked_from_the_internet_are_told(tmp_path: Path) -> None:
    keys: Keys = {POLICY: {"blockcontentexecutionfrominternet": 1}}
    verdict = examine_macros(windows(tmp_path, keys))
    assert verdict.state is CheckState.WARNING
    assert "解除锁定" in verdict.advice


def test_libreoffice_is_told(tmp_path: Path) -> None:
    verdict = examine_libreoffice(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert "soffice.exe" in verdict.found


def test_missing_libreoffice_leaves_saving_as_docx(tmp_path: Path) -> None:
    verdict = examine_libreoffice(windows(tmp_path, soffice=None))
    assert verdict.state is CheckState.WARNING
    assert "另存为 .docx" in verdict.advice
