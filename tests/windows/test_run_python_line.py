from __future__ import annotations

from importlib.resources import files
from pathlib import PureWindowsPath

import pytest

from tests.windows.run_python_line import (
    library_candidates,
    run_python_command_line,
    udf_server_command_line,
)

PYTHON = PureWindowsPath("C:\\程序 甲\\python.exe")
WORKBOOK = PureWindowsPath("D:\\文 件 & 附件\\o'clock.xlsm")
LOG = PureWindowsPath("C:\\临时\\xlwings.log")


def test_the_line_of_a_click_is_the_one_that_the_vba_builds() -> None:
    line = run_python_command_line(
        PYTHON, "import a; a.b('c')", WORKBOOK, LOG, hwnd=42, application="C:\\Office\\Excel"
    )

    assert line == (
        'cmd.exe /C C: & cd "C:\\程序 甲" & "C:\\程序 甲\\python.exe" -B -c '
        '"import xlwings.utils;xlwings.utils.prepare_sys_path('
        "\\\"False;D:\\\\文 件 ^& 附件\\\\o'clock.xlsm;D:\\\\文 件 ^& 附件\\\\o'clock.xlsm;;;;\\\"); "
        "import a; a.b('c')\"  --wb=\"o'clock.xlsm\" --from_xl=1 "
        '--app="C:\\Office\\Excel" --hwnd="42" 2> "C:\\临时\\xlwings.log" '
    )


def test_the_line_of_the_udf_server_is_the_one_that_the_vba_builds() -> None:
    assert udf_server_command_line(PYTHON, WORKBOOK) == (
        'cmd.exe  /K ""C:\\程序 甲\\python.exe" -B -c '
        '"import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path('
        "\\\"False;D:\\\\文 件 ^& 附件\\\\o\\'clock.xlsm;D:\\\\文 件 ^& 附件\\\\o\\'clock.xlsm;;;;\\\");"
        "import xlwings; xlwings.serve('$(CLSID)')\"\""
    )


def test_the_library_is_sought_beside_the_interpreter_and_one_folder_up() -> None:
    assert library_candidates(PureWindowsPath("C:\\a\\Scripts\\python.exe"), "1.2") == [
        PureWindowsPath("C:\\a\\Scripts\\xlwings64-1.2.dll"),
        PureWindowsPath("C:\\a\\xlwings64-1.2.dll"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        'XLWINGS_VERSION As String = "0.37.8"',
        'AddExcelDir & ";" & ThisWorkbook.FullName & ";" & ThisWorkbook.FullName & ";"',
        'DriveCommand = Left$(PYTHON_WIN, 2) & " & cd """ & PythonDir & """ & "',
        'PYTHONPATH = Replace(PYTHONPATH, "&", "^&")',
        'PYTHONPATH = Replace(PYTHONPATH, "\\", "\\\\")',
        'PYTHONPATH = Replace(PYTHONPATH, "\'", "\\\'")',
        'prepare_sys_path(\\""" & PYTHONPATH & "\\""); " & PythonCommand & """ "',
        'prepare_sys_path(\\""" & PYTHONPATH & "\\"");import xlwings; xlwings.serve(',
        '" --wb=" & """" & ThisWorkbook.Name & """ --from_xl=1" & " --app=" & Chr(34)',
        '" --hwnd=" & Chr(34) & Application.Hwnd & Chr(34)',
        '" 2> """ & LOG_FILE & """ "',
    ],
)
def test_the_vba_still_reads_as_it_did_when_the_lines_were_copied(line: str) -> None:
    assert line in (files("xlwings") / "xlwings.bas").read_text(encoding="cp1252")
