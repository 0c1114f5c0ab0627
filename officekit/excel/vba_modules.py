"""The source of the workbook's VBA modules: one Sub a button, and what runs Python."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from officekit.errors import ToolMissingError
from officekit.excel.buttons import BUTTONS, Button
from officekit.excel.vba_project import ModuleKind, VbaModule

XLWINGS_VERSION: Final = "0.37.8"
"""The version of xlwings that workbook and runtime must share; pyproject.toml pins it too."""

BUTTONS_MODULE: Final = "OfficeKitButtons"
XLWINGS_MODULE: Final = "xlwings"
UDF_MODULE: Final = "xlwings_udfs"
WORKBOOK_MODULE: Final = "ThisWorkbook"

_VERSION_LINE: Final = re.compile(
    r'^Public Const XLWINGS_VERSION As String = "(.+)"$', re.MULTILINE
)
_INSTALL_HINT: Final = (
    f"请先安装 xlwings {XLWINGS_VERSION}（pip install xlwings=={XLWINGS_VERSION}）。"
)


def workbook_modules(
    sheet_code_names: Sequence[str], udf_code: str, *, buttons: Sequence[Button] = BUTTONS
) -> list[VbaModule]:
    """All modules of the workbook in the order of the project explorer.

    Args:
        sheet_code_names: the codeName of each sheet, in the order of the sheets.
        udf_code: source of the module that wraps the functions in cells.
        buttons: the buttons.

    Raises:
        ToolMissingError: as :func:`xlwings_module`.
    """
    return [
        VbaModule(WORKBOOK_MODULE, ModuleKind.WORKBOOK),
        *(VbaModule(code_name, ModuleKind.SHEET) for code_name in sheet_code_names),
        VbaModule(BUTTONS_MODULE, ModuleKind.STANDARD, buttons_module(buttons)),
        VbaModule(XLWINGS_MODULE, ModuleKind.STANDARD, xlwings_module()),
        VbaModule(UDF_MODULE, ModuleKind.STANDARD, udf_code),
    ]


def buttons_module(buttons: Sequence[Button]) -> str:
    """Source of the module with the buttons' Subs.

    A button on a sheet calls the Sub, the ribbon calls the callback, which calls the Sub.

    Args:
        buttons: the buttons.

    Returns:
        ASCII text with line feeds.
    """
    header = (
        f'Attribute VB_Name = "{BUTTONS_MODULE}"\n'
        "Option Explicit\n"
        "' ASCII only: Chinese text stands in the ribbon, in the sheets and in Python.\n"
        "' Generated from officekit/excel/buttons.py: change that file, then build anew.\n"
    )
    return header + "".join(_subs(button) for button in buttons)


def _subs(button: Button) -> str:
    command = button.command.replace('"', '""')
    # As Object, not As IRibbonControl: that would need a reference to the library of Office.
    return (
        f"\nPublic Sub {button.sub}()\n"
        f'    RunPython "{command}"\n'
        "End Sub\n"
        f"\nPublic Sub {button.callback}(control As Object)\n"
        f"    {button.sub}\n"
        "End Sub\n"
    )


def xlwings_module() -> str:
    """Source of the module ``xlwings`` from the installed package, which is not imported.

    The file is under the BSD licence at its head, which stays there.

    Returns:
        ASCII text with line feeds.

    Raises:
        ToolMissingError: xlwings is not installed, is incomplete or of another version.
    """
    spec = find_spec("xlwings")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ToolMissingError("没有安装 xlwings，无法生成工作簿里的按钮。", _INSTALL_HINT)
    try:
        text = (Path(folders[0]) / "xlwings.bas").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise ToolMissingError("xlwings 安装不完整，读不到 xlwings.bas。", _INSTALL_HINT) from error
    version = _VERSION_LINE.search(text)
    found = version.group(1) if version else "未知"
    if found != XLWINGS_VERSION:
        message = f"需要 xlwings {XLWINGS_VERSION}，装的却是版本 {found}。"
        raise ToolMissingError(message, _INSTALL_HINT)
    return text
