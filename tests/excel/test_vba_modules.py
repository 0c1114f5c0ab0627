from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from vbalidator import precheck

import officekit
from officekit.errors import ToolMissingError
from officekit.excel import vba_modules
from officekit.excel.buttons import BUTTONS, Button
from officekit.excel.vba_modules import (
    XLWINGS_VERSION,
    buttons_module,
    workbook_modules,
    xlwings_module,
)
from officekit.excel.vba_project import ModuleKind, vba_project
from tests.excel.vba_reader import read_modules

PRESS = Button("press_twice", "plan", "按两次", "FileOpen", "按", "按两次。", "A")
UDF_CODE = 'Attribute VB_Name = "xlwings_udfs"\nOption Explicit\n'
RUN_PYTHON = """Attribute VB_Name = "xlwings"
Option Explicit

Public Function RunPython(PythonCommand As String)
    Debug.Print PythonCommand
End Function
"""


def test_a_button_is_a_sub_that_runs_python_and_a_callback_that_calls_it() -> None:
    assert buttons_module([PRESS]).splitlines() == [
        'Attribute VB_Name = "OfficeKitButtons"',
        "Option Explicit",
        "' ASCII only: Chinese text stands in the ribbon, in the sheets and in Python.",
        "' Generated from officekit/excel/buttons.py: change that file, then build anew.",
        "",
        "Public Sub OK_PressTwice()",
        "    RunPython \"import officekit.excel.click as c; c.click('press_twice')\"",
        "End Sub",
        "",
        "Public Sub OK_PressTwice_Ribbon(control As Object)",
        "    OK_PressTwice",
        "End Sub",
    ]


def test_every_button_has_its_sub_and_its_callback() -> None:
    source = buttons_module(BUTTONS)
    assert source.isascii()
    for button in BUTTONS:
        assert source.count(f"Public Sub {button.sub}()\n") == 1
        assert source.count(f"Public Sub {button.callback}(control As Object)\n") == 1
        assert source.count(f'RunPython "{button.command}"\n') == 1


def test_vbalidator_finds_nothing_in_the_buttons(tmp_path: Path) -> None:
    (tmp_path / "xlwings.bas").write_text(RUN_PYTHON, encoding="ascii")
    (tmp_path / "OfficeKitButtons.bas").write_text(buttons_module(BUTTONS), encoding="ascii")
    result = precheck(tmp_path, host="excel")
    assert result.files_scanned == 2
    assert result.issues == []


def test_vbalidator_would_see_a_mistake_in_the_buttons(tmp_path: Path) -> None:
    (tmp_path / "OfficeKitButtons.bas").write_text(buttons_module([PRESS]), encoding="ascii")
    assert [issue["message"] for issue in precheck(tmp_path, host="excel").issues] == [
        "Undefined identifier 'RunPython' in 'OK_PressTwice'."
    ]


def test_the_version_of_xlwings_is_the_pinned_one() -> None:
    pyproject = Path(__file__).parents[2] / "pyproject.toml"
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    assert f"xlwings=={XLWINGS_VERSION}" in project["optional-dependencies"]["excel"]


def test_the_module_xlwings_keeps_its_licence_and_names_its_dll() -> None:
    source = xlwings_module()
    assert source.startswith('Attribute VB_Name = "xlwings"\n')
    assert source.isascii()
    assert "'xlwings is distributed under a BSD 3-clause license.\n" in source
    assert "'Copyright (C) 2014-present, Zoomer Analytics LLC.\n" in source
    assert '"xlwings64-0.37.8.dll"' in source
    assert "Public Function RunPython(PythonCommand As String)\n" in source


def test_xlwings_is_not_imported() -> None:
    code = (
        "import sys; from officekit.excel.vba_modules import xlwings_module; xlwings_module(); "
        "print(sorted({'xlwings', 'pandas', 'numpy', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_missing_xlwings_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vba_modules, "find_spec", lambda _: None)
    with pytest.raises(ToolMissingError, match="没有安装 xlwings") as raised:
        xlwings_module()
    assert "xlwings 0.37.8" in raised.value.hint


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "安装不完整，读不到 xlwings.bas"),
        ("'模块".encode(), "安装不完整，读不到 xlwings.bas"),
        (b'Public Const XLWINGS_VERSION As String = "0.37.9"\r\n', "装的却是版本 0.37.9"),
        (b"Option Explicit\r\n", "装的却是版本 未知"),
    ],
    ids=["missing", "not ASCII", "newer", "no version"],
)
def test_another_xlwings_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / "xlwings.bas").write_bytes(content)
    spec = ModuleSpec("xlwings", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(vba_modules, "find_spec", lambda _: spec)
    with pytest.raises(ToolMissingError, match=message) as raised:
        xlwings_module()
    assert "pip install xlwings==0.37.8" in raised.value.hint


def test_the_modules_stand_in_the_order_of_the_project_explorer() -> None:
    modules = workbook_modules(["Sheet1", "Sheet2"], UDF_CODE, buttons=[PRESS])
    assert [(module.name, module.kind) for module in modules] == [
        ("ThisWorkbook", ModuleKind.WORKBOOK),
        ("Sheet1", ModuleKind.SHEET),
        ("Sheet2", ModuleKind.SHEET),
        ("OfficeKitButtons", ModuleKind.STANDARD),
        ("xlwings", ModuleKind.STANDARD),
        ("xlwings_udfs", ModuleKind.STANDARD),
    ]


def test_the_whole_project_is_read_back_with_crlf() -> None:
    sources = read_modules(vba_project(workbook_modules(["Sheet1"], UDF_CODE)))
    assert sources["OfficeKitButtons.bas"] == buttons_module(BUTTONS).replace("\n", "\r\n")
    assert sources["xlwings.bas"] == xlwings_module().replace("\n", "\r\n")
    assert sources["xlwings_udfs.bas"] == UDF_CODE.replace("\n", "\r\n")


def test_only_the_free_part_of_xlwings_is_used() -> None:
    """``xlwings.pro`` and what it brings stand under another licence."""
    package = Path(officekit.__file__).parent
    named = [
        path.name
        for path in package.rglob("*.py")
        if re.search(r"xlwings\.(?:pro|reports|server)\b", path.read_text(encoding="utf-8"))
    ]
    assert named == []
