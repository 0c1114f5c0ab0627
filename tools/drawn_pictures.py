"""Pictures of what no printer shows: the ribbon tab and console windows, drawn as worksheets.

A worksheet is the canvas because LibreOffice, which prints the other pictures too, draws it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from officekit import workflows
from officekit.cli.doctor import doctor
from officekit.cli.menu_console import display_width
from officekit.excel.buttons import BUTTONS, GROUPS, TAB_LABEL, Button
from officekit.installation import examine
from tests.installation.machines import ET, EXCEL_SERVER, WPS_KEYS, windows

_TABS = ("文件", "开始", TAB_LABEL, "插入", "页面布局", "公式", "数据", "审阅", "视图")
_STACKED = 3  # small buttons in a column of the ribbon
_NOTE = "示意图：选项卡、分组、按钮和按键（括号中）照实际顺序画出；图标以 Excel 显示的为准。"
_CONSOLE_FONT = "Noto Sans Mono CJK SC"
_DARK, _LIGHT = "#1E1E1E", "#E8E8E8"
_CONSOLE_WIDTH = 100  # columns of half a Chinese character, at most
_WIDTH_RATIO = 0.82  # of a column in the console font to one in the font of the workbook
_DISK = "C:\\Users\\wang"


def draw_ribbon(path: Path) -> None:
    """The tab with its groups, buttons and keys, as a workbook of one sheet."""
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet()
    base = {"font_name": "Noto Sans CJK SC", "align": "center", "valign": "vcenter"}
    base |= {"bg_color": "#F3F3F3", "border_color": "#C8C8C8"}
    plain = workbook.add_format(base)
    current = workbook.add_format(base | {"bold": True, "bottom": 5, "bottom_color": "#217346"})
    large = workbook.add_format(base | {"text_wrap": True, "border": 1})
    small = workbook.add_format(base | {"align": "left", "indent": 1, "border": 1})
    caption = workbook.add_format(base | {"font_color": "#666666", "font_size": 9})
    rule = workbook.add_format(base | {"right": 1, "right_color": "#808080"})
    for row, height in enumerate((26, 26, 26, 26, 20, 24)):
        sheet.set_row(row, height, plain if row < _STACKED + 2 else None)
    column, tabs = 0, list(_TABS)
    for group in GROUPS:
        several = _stacks([each for each in BUTTONS if each.group == group.name])
        last = column + len(several) - 1
        if several[1:]:
            sheet.merge_range(4, column, 4, last, group.label, caption)
        else:
            sheet.write_string(4, column, group.label, caption)
        for stack in several:
            sheet.set_column(column, column, 20 if len(stack) > 1 or not stack[0].large else 15)
            text = tabs.pop(0) if tabs else ""
            sheet.write_string(0, column, text, current if text == TAB_LABEL else plain)
            if stack[0].large:
                sheet.merge_range(1, column, _STACKED, column, _labelled(stack[0], "\n"), large)
            else:
                for row, each in enumerate(stack, start=1):
                    sheet.write_string(row, column, _labelled(each), small)
            column += 1
        sheet.set_column(column, column, 0.8)
        for row in range(1, _STACKED + 2):
            sheet.write_blank(row, column, None, rule)
        column += 1
    note = workbook.add_format({"font_name": "Noto Sans CJK SC", "font_size": 9})
    sheet.write_string(5, 0, _NOTE, note)
    _on_one_page(sheet, 5, column - 1)
    workbook.close()


def _stacks(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    """Large buttons one by one, small ones as Office stacks them."""
    small = [each for each in buttons if not each.large]
    stacks = [tuple(small[i : i + _STACKED]) for i in range(0, len(small), _STACKED)]
    return [*((each,) for each in buttons if each.large), *stacks]


def _labelled(each: Button, gap: str = "") -> str:
    return f"{each.label}{gap}（{each.key}）"


def menu_lines() -> list[str]:
    """What the menu shows when it is opened and left again."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "officekit", "menu"],
            input="0\n",
            capture_output=True,
            check=True,
            cwd=folder,
            encoding="utf-8",
            env={**os.environ, "OFFICEKIT_HOME": folder},
        )
    return done.stdout.strip("\n").splitlines()


def doctor_lines() -> list[str]:
    """What doctor says on a computer, written down, on which WPS answers in the place of Excel."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        machine = windows(folder, {**WPS_KEYS, EXCEL_SERVER: {"": f'"{ET}" /Automation'}})
        checks = examine(machine.home, machine=machine)
        text = StringIO()
        with (
            patch.object(workflows, "diagnose", return_value=checks),
            redirect_stdout(text),
            redirect_stderr(text),
        ):
            doctor(Namespace(files=[], json=False))
        shown = text.getvalue().replace(f"{folder}/", f"{_DISK}\\").replace(str(folder), _DISK)
    return [line.replace("/", "\\") if _DISK in line else line for line in shown.splitlines()]


def draw_console(path: Path, lines: Sequence[str]) -> None:
    """Lines as a console shows them, as a workbook of one sheet."""
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet()
    style = workbook.add_format(
        {
            "font_name": _CONSOLE_FONT,
            "font_size": 11,
            "font_color": _LIGHT,
            "bg_color": _DARK,
            "valign": "vcenter",
        }
    )
    shown = ["", *(part for line in lines for part in _folded(line)), ""]
    sheet.set_column(0, 0, max(map(display_width, shown)) * _WIDTH_RATIO + 4)
    for row, line in enumerate(shown):
        sheet.set_row(row, 17)
        sheet.write_string(row, 0, f"  {line}", style)
    _on_one_page(sheet, len(shown) - 1, 0)
    workbook.close()


def _folded(line: str) -> list[str]:
    """A line in pieces as wide as the console."""
    pieces = [""]
    for char in line:
        if display_width(pieces[-1] + char) > _CONSOLE_WIDTH:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _on_one_page(sheet: Worksheet, last_row: int, last_column: int) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_margins(0.2, 0.2, 0.2, 0.2)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, last_row, last_column)
