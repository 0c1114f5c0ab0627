"""Python and its packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.installation.interpreter import examine_interpreter, examine_packages
from officekit.installation.machine import Machine
from officekit.model.installation import CheckState
from tests.installation.machines import VERSIONS, linux, python, windows


def with_packages(folder: Path, **versions: str | None) -> Machine:
    return windows(folder, package_version={**VERSIONS, **versions}.get)


def test_the_installed_interpreter_is_fine(tmp_path: Path) -> None:
    verdict = examine_interpreter(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert "Python 3.12.4（64 位）" in verdict.found
    assert str(tmp_path / "officekit" / "runtime" / "Scripts" / "python.exe") in verdict.found


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0), (2, 7, 18)])
def test_another_version_is_a_fault(tmp_path: Path, version: tuple[int, int, int]) -> None:
    machine = windows(tmp_path)
    executable = machine.interpreter.executable
    verdict = examine_interpreter(
        windows(tmp_path, interpreter=python(executable, version=version))
    )
    assert verdict.state is CheckState.FAULT
    assert "3.11 至 3.13" in verdict.found
    assert "install.bat" in verdict.advice


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 9)])
def test_the_oldest_and_the_newest_version_are_fine(
    tmp_path: Path, version: tuple[int, int, int]
) -> None:
    executable = windows(tmp_path).interpreter.executable
    machine = windows(tmp_path, interpreter=python(executable, version=version))
    assert examine_interpreter(machine).state is CheckState.OK


def test_32_bit_is_a_fault_on_windows(tmp_path: Path) -> None:
    executable = windows(tmp_path).interpreter.executable
    verdict = examine_interpreter(windows(tmp_path, interpreter=python(executable, bits=32)))
    assert verdict.state is CheckState.FAULT
    assert "64 位" in verdict.found


def test_another_interpreter_than_that_of_the_buttons_is_told(tmp_path: Path) -> None:
    other = python(tmp_path / "Python312" / "python.exe")
    verdict = examine_interpreter(windows(tmp_path, interpreter=other))
    assert verdict.state is CheckState.WARNING
    assert "officekit.bat" in verdict.advice


def test_a_missing_interpreter_of_the_buttons_is_told(tmp_path: Path) -> None:
    machine = windows(tmp_path, interpreter=python(tmp_path / "Python312" / "python.exe"))
    (machine.runtime / "Scripts" / "python.exe").unlink()
    verdict = examine_interpreter(machine)
    assert verdict.state is CheckState.WARNING
    assert "不存在" in verdict.found


def test_elsewhere_any_place_is_fine(tmp_path: Path) -> None:
    assert examine_interpreter(linux(tmp_path)).state is CheckState.OK


def test_packages_are_told_with_their_versions(tmp_path: Path) -> None:
    verdict = examine_packages(windows(tmp_path))
    assert verdict.state is CheckState.OK
    assert verdict.found == "lxml 6.0.1、rich 14.0.0、xlwings 0.37.8、pywin32 311"


def test_a_missing_package_is_a_fault(tmp_path: Path) -> None:
    verdict = examine_packages(with_packages(tmp_path, lxml=None))
    assert verdict.state is CheckState.FAULT
    assert verdict.found == "缺少 lxml >= 5.3。"


def test_a_package_that_is_too_old_is_a_fault(tmp_path: Path) -> None:
    verdict = examine_packages(with_packages(tmp_path, lxml="5.2.2"))
    assert verdict.state is CheckState.FAULT
    assert verdict.found == "版本不对：lxml >= 5.3（现有 5.2.2）。"


def test_versions_are_compared_as_numbers(tmp_path: Path) -> None:
    assert examine_packages(with_packages(tmp_path, lxml="10.0")).state is CheckState.OK


def test_xlwings_must_be_the_pinned_one(tmp_path: Path) -> None:
    verdict = examine_packages(with_packages(tmp_path, xlwings="0.37.9"))
    assert verdict.state is CheckState.FAULT
    assert "xlwings == 0.37.8（现有 0.37.9）" in verdict.found


def test_packages_for_excel_are_not_asked_for_elsewhere(tmp_path: Path) -> None:
    machine = linux(tmp_path, package_version={"lxml": "5.3", "rich": "13.9"}.get)
    assert examine_packages(machine).found == "lxml 5.3、rich 13.9"


def test_pandas_where_the_buttons_run_makes_clicks_slower(tmp_path: Path) -> None:
    verdict = examine_packages(with_packages(tmp_path, pandas="2.2.3", numpy="2.1.0"))
    assert verdict.state is CheckState.WARNING
    assert "pandas、numpy" in verdict.found


def test_without_metadata_nothing_can_be_said(tmp_path: Path) -> None:
    assert examine_packages(windows(tmp_path, requirements=())).state is CheckState.WARNING
