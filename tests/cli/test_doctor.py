"""``officekit doctor`` as a person and a script use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from officekit import workflows
from officekit.cli import doctor as command
from officekit.model.installation import Check, CheckState
from tests.cli.test_main import run
from tests.installation.machines import workbook

FAULT = Check("Excel 宏设置", CheckState.FAULT, "宏被禁用。", "请启用宏。")
WARNING = Check("字体", CheckState.WARNING, "缺少黑体。", "请安装。")
FINE = Check("Python", CheckState.OK, "Python 3.12.4（64 位）")
SKIPPED = (
    Check("WPS", CheckState.NOT_APPLICABLE, "只在 Windows 上检查"),
    Check("Excel", CheckState.NOT_APPLICABLE, "只在 Windows 上检查"),
)


def shown(monkeypatch: pytest.MonkeyPatch, *checks: Check, machine_readable: bool = False) -> int:
    monkeypatch.setattr(workflows, "diagnose", lambda _: checks)
    return command.doctor(Namespace(files=[], json=machine_readable))


def test_the_worst_stands_first_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(monkeypatch, FINE, *SKIPPED, WARNING, FAULT) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "故障（1项）",
        "  Excel 宏设置：宏被禁用。",
        "      办法：请启用宏。",
        "注意（1项）",
        "  字体：缺少黑体。",
        "      办法：请安装。",
        "正常（1项）",
        "  Python：Python 3.12.4（64 位）",
        "不适用（2项）：WPS、Excel",
    ]
    assert told.err.strip() == (
        "体检完成：正常1项，注意1项，故障1项，不适用2项。请先解决“故障”，再体检一次。"
    )


def test_a_warning_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(monkeypatch, FINE, WARNING) == 0
    assert "可以使用" in capsys.readouterr().err


def test_a_good_installation_is_praised(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(monkeypatch, FINE) == 0
    assert "一切正常" in capsys.readouterr().err


def test_machine_output_has_every_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(monkeypatch, FAULT, SKIPPED[0], machine_readable=True) == 1
    assert json.loads(capsys.readouterr().out) == {
        "format": 1,
        "checks": [
            {
                "name": "Excel 宏设置",
                "state": "fault",
                "found": "宏被禁用。",
                "advice": "请启用宏。",
            },
            {
                "name": "WPS",
                "state": "not_applicable",
                "found": "只在 Windows 上检查",
                "advice": "",
            },
        ],
    }


def test_a_terminal_gets_tables(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert shown(monkeypatch, FINE, FAULT) == 1
    out = capsys.readouterr().out
    assert "检查项" in out
    assert "请启用宏。" in out


def test_a_terminal_without_rich_gets_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert shown(monkeypatch, FAULT) == 1
    assert "      办法：请启用宏。" in capsys.readouterr().out


def test_the_command_runs_on_this_computer(tmp_path: Path) -> None:
    done = run("doctor", "--json", workbook(tmp_path / "旧 矩阵.xlsm", "0.1.0"))
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    assert checks["工作簿版本"]["state"] == "fault"
    assert "“旧 矩阵.xlsm”要求 xlwings 0.1.0" in checks["工作簿版本"]["found"]


def test_a_broken_installation_is_told_without_its_packages(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['lxml', 'rich', 'docx', 'xlsxwriter']));"
        "from officekit.cli.main import main; sys.exit(main(['doctor', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(workbook(tmp_path / "a.xlsm"))],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "OFFICEKIT_HOME": str(tmp_path)},
    )
    assert done.returncode == 1, done.stderr
    assert "缺少 lxml" in done.stdout
    assert "“工作簿版本”没有查成" in done.stdout
    assert done.stderr.startswith("体检完成：")
