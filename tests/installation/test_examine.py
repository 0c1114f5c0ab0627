"""The examination as a whole."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from officekit.installation import examine
from officekit.installation.examine import PROBES
from officekit.installation.this_machine import package_version, this_machine
from officekit.model.installation import Check, CheckState
from tests.installation.machines import linux, windows

WINDOWS_ONLY = {
    "安装",
    "工作簿来源标记",
    "xlwings 动态库",
    "xlwings 个人设置",
    "Excel",
    "Excel 接口",
    "Excel 宏设置",
    "打开方式",
    "WPS",
    "路径长度",
    "Defender 规则",
}


def by_name(checks: tuple[Check, ...]) -> dict[str, Check]:
    found = {check.name: check for check in checks}
    assert len(found) == len(checks)
    return found


def test_a_good_installation_has_no_fault_and_no_warning(tmp_path: Path) -> None:
    machine = windows(tmp_path)
    checks = examine(machine.home, machine=machine)
    assert [c for c in checks if c.state is not CheckState.OK] == []
    assert len(checks) == 22


def test_what_is_about_windows_does_not_apply_elsewhere(tmp_path: Path) -> None:
    machine = linux(tmp_path)
    checks = by_name(examine(machine.home, machine=machine))
    skipped = {name for name, c in checks.items() if c.state is CheckState.NOT_APPLICABLE}
    assert skipped == WINDOWS_ONLY | {"工作簿版本", "“文档”文件夹"}


def test_a_probe_that_fails_does_not_hide_the_others(tmp_path: Path) -> None:
    class BrokenRegistry:
        def values(self, key: str) -> dict[str, str | int]:
            raise RuntimeError(key)

        def keys(self, key: str) -> tuple[str, ...]:
            raise RuntimeError(key)

    machine = windows(tmp_path, registry=BrokenRegistry())
    checks = by_name(examine(machine.home, machine=machine))
    assert checks["Defender 规则"].state is CheckState.WARNING
    assert "“Defender 规则”没有查成（RuntimeError" in checks["Defender 规则"].found
    assert checks["工作簿版本"].state is CheckState.OK


def test_every_warning_and_fault_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    machine = windows(
        tmp_path,
        {key: {} for key in ("HKCR\\Excel.Application\\CLSID", "HKCR\\.xlsm")},
        home=file,
        temporary=file,
        documents=file,
        package_version=lambda _: None,
        soffice=None,
        free_bytes=lambda _: 0,
        environment={"PYTHONUTF8": "1", "PYTHONHOME": "x"},
    )
    for check in examine(machine.home, machine=machine):
        if check.state in {CheckState.WARNING, CheckState.FAULT}:
            assert check.advice.endswith("。"), check
            assert check.found.endswith("。"), check


def test_names_are_unique() -> None:
    assert len({probe.name for probe in PROBES}) == len(PROBES)


def test_labels_are_chinese() -> None:
    assert [state.label for state in CheckState] == ["正常", "注意", "故障", "不适用"]


def test_this_computer_is_described(tmp_path: Path) -> None:
    machine = this_machine(tmp_path, [tmp_path / "a.xlsm"])
    assert machine.platform == sys.platform
    assert machine.interpreter.version == sys.version_info[:3]
    assert machine.home == tmp_path
    assert machine.workbooks == (tmp_path / "a.xlsm",)
    assert any(text.startswith("lxml") for text in machine.requirements)
    assert machine.free_bytes(tmp_path) > 0


def test_a_package_is_found_without_importing_it() -> None:
    loaded = set(sys.modules)
    assert package_version("python-calamine") is not None
    assert package_version("no-such-package") is None
    assert package_version("no.such.package") is None
    assert {m for m in set(sys.modules) - loaded if "calamine" in m} == set()


@pytest.mark.parametrize("workbooks", [(), ("没有.xlsm",)])
def test_this_computer_is_examined(tmp_path: Path, workbooks: tuple[str, ...]) -> None:
    checks = by_name(examine(tmp_path, workbooks=[tmp_path / name for name in workbooks]))
    assert checks["Python"].state is not CheckState.FAULT
    if workbooks:
        assert "“没有.xlsm”找不到文件" in checks["工作簿版本"].found
