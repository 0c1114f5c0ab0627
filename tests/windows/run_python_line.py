"""The command lines that ``xlwings.bas`` 0.37.8 builds, part by part as the VBA does.

Names of variables follow the VBA source, so that both can be read side by side.
"""

from __future__ import annotations

from pathlib import PureWindowsPath

EXCEL = "C:\\Program Files\\Microsoft Office\\root\\Office16\\Microsoft Excel"
"""``Application.Path & "\\" & Application.Name`` of a usual installation."""


def run_python_command_line(
    interpreter: PureWindowsPath,
    command: str,
    workbook: PureWindowsPath,
    log: PureWindowsPath,
    *,
    hwnd: int = 1,
    application: str = EXCEL,
    python_path: str = "",
) -> str:
    """What ``RunPython command`` hands to ``WScript.Shell.Run`` (Sub ``ExecuteWindows``).

    Args:
        interpreter: setting INTERPRETER_WIN, expanded; on a lettered drive.
        command: the Python statement.
        workbook: ``ThisWorkbook.FullName``.
        log: the file that takes standard error.
        hwnd: ``Application.Hwnd``.
        application: ``Application.Path`` and ``Application.Name``.
        python_path: setting PYTHONPATH.
    """
    pythonpath = _python_path(workbook, python_path)
    drive_command = f'{interpreter.drive} & cd "{interpreter.parent}" & '
    pythonpath = pythonpath.replace("&", "^&").replace("\\", "\\\\")
    prepare = f'import xlwings.utils;xlwings.utils.prepare_sys_path(\\"{pythonpath}\\"); '
    run_command = f'"{interpreter}" -B -c "{prepare}{command}" '
    return (
        f"cmd.exe /C {drive_command}{run_command}"
        f' --wb="{workbook.name}" --from_xl=1 --app="{application}" --hwnd="{hwnd}"'
        f' 2> "{log}" '
    )


def udf_server_command_line(
    interpreter: PureWindowsPath, workbook: PureWindowsPath, *, python_path: str = ""
) -> str:
    """What the DLL is handed to start the UDF server (function ``XLPyCommand``)."""
    pythonpath = _python_path(workbook, python_path)
    pythonpath = pythonpath.replace("\\", "\\\\").replace("'", "\\'").replace("&", "^&")
    python_win = f'cmd.exe  /K ""{interpreter}"'
    tail = (
        ' -B -c "import sys, os;import xlwings.utils;'
        f'xlwings.utils.prepare_sys_path(\\"{pythonpath}\\");'
        "import xlwings; xlwings.serve('$(CLSID)')\""
    )
    return f'{python_win}{tail}"'


def library_candidates(interpreter: PureWindowsPath, version: str) -> list[PureWindowsPath]:
    """Where the VBA looks for the DLL (Sub ``XLPyLoadDLL``), in order."""
    name = f"xlwings64-{version}.dll"
    return [interpreter.parent / name, interpreter.parent.parent / name]


def _python_path(workbook: PureWindowsPath, python_path: str) -> str:
    """The first six entries are arguments of ``prepare_sys_path``, the first a switch.

    The workbook's settings say ADD_WORKBOOK_TO_PYTHONPATH=False and nothing of OneDrive.
    """
    return ";".join(["False", str(workbook), str(workbook), "", "", "", python_path])
