"""Draws the page 开始: the steps with their buttons, the state of the work, the last operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officekit.excel.buttons import BUTTONS, Button
from officekit.excel.start_page import (
    DONE_COLUMN,
    FIRST_STEP_ROW,
    LAST_COLUMN,
    LAST_ROW,
    LINKS,
    STEPS,
)
from officekit.model.schema import SheetName
from officekit.writing.styles import (
    ACCENT,
    GREEN,
    PALE,
    QUIET,
    RED,
    Styles,
    page_setup,
    write_heading,
    write_text,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (2.0, 9.0, 24.0, 62.0, 26.0, 19.0)
_HEADS = ("步骤", "按钮", "做什么", "状态", "最近完成")
_STEP_HEIGHT = 42
_TOOL_WIDTH, _TOOL_GAP = 112, 12
_TASKS = f"COUNTA('{SheetName.TASKS}'!$D$4:$D$20003)"
_UNITS = f"COUNTA('{SheetName.UNITS}'!$A$4:$A$5003)"
_OPEN_UNITS = f"COUNTIF('{SheetName.UNITS}'!$G$4:$G$5003,\"否\")"
_CHANGES = f"COUNTA('{SheetName.CHANGES}'!$A$4:$A$50003)"


@dataclass(frozen=True, slots=True)
class _Box:
    """Size of a button and its distance from the corner of its cell, in pixels."""

    width: int
    height: int
    left: int
    top: int


def _count(severity: str) -> str:
    return f"COUNTIF('{SheetName.FINDINGS}'!$A$4:$A$50003,\"{severity}\")"


def _states() -> dict[str, tuple[str, str]]:
    """Formula of each step's state and what it shows in the blank workbook, by button."""
    found = f'"错误"&{_count("错误")}&"条，提醒"&{_count("提醒")}&"条"'

    def done(name: str) -> str:
        step = next(b.step for b in STEPS if b.name == name)
        return f"$F${FIRST_STEP_ROW + step - 1}"

    return {
        "import_plan": (f'=IF({_TASKS}=0,"还没有任务","已有"&{_TASKS}&"项任务")', "还没有任务"),
        "check_matrix": (f'=IF({done("check_matrix")}="","还没有校验",{found})', "还没有校验"),
        "correct_matrix": (
            f'=IF({_CHANGES}=0,"还没有修改","已修改"&{_CHANGES}&"处")',
            "还没有修改",
        ),
        "refresh_cross_table": (
            f'=IF({_UNITS}=0,"还没有单位",{_UNITS}&"个单位，"&{_OPEN_UNITS}&"个待确认")',
            "还没有单位",
        ),
        "compare_with_source": (
            f'=IF({done("compare_with_source")}="","还没有比对","已比对")',
            "还没有比对",
        ),
    }


def write_start_sheet(workbook: Workbook, styles: Styles) -> None:
    """Add the page 开始 as the next sheet."""
    sheet = workbook.add_worksheet(SheetName.START)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(ACCENT)
    write_heading(
        sheet,
        styles,
        "责任矩阵",
        "从上到下按按钮，一步一步来；同样的按钮也在上方功能区的“责任矩阵”选项卡里。",
        _WIDTHS,
    )
    for i, width in enumerate(_WIDTHS):
        sheet.set_column(i, i, width)
    head = FIRST_STEP_ROW - 2
    for i, text in enumerate(_HEADS, start=1):
        write_text(sheet, head, i, text, styles.head())
    sheet.set_row(head, 26)
    centred = styles.body(align="center", valign="vcenter", num_format="General")
    states = _states()
    for step in STEPS:
        row = FIRST_STEP_ROW + step.step - 2
        sheet.set_row(row, _STEP_HEIGHT)
        sheet.write_number(row, 1, step.step, centred)
        sheet.write_blank(row, 2, None, styles.body(valign="vcenter"))
        _insert(sheet, step, (row, 2), _Box(150, 36, 12, 9))
        write_text(sheet, row, 3, step.help, styles.body(valign="vcenter"))
        formula, shown = states[step.name]
        sheet.write_formula(row, 4, formula, centred, shown)
        time = styles.body(align="center", valign="vcenter")
        sheet.write_blank(row, DONE_COLUMN - 1, None, time)
    _highlight(sheet, styles)
    last = FIRST_STEP_ROW + len(STEPS) - 1
    _section(sheet, styles, last + 1, "其他功能")
    sheet.set_row(last + 2, 40)
    tools = [each for each in BUTTONS if not each.step]
    for i, tool in enumerate(tools):
        left = i * (_TOOL_WIDTH + _TOOL_GAP) + 6
        _insert(sheet, tool, (last + 2, 1), _Box(_TOOL_WIDTH, 32, left, 8))
    _section(sheet, styles, last + 4, "现状")
    _write_state(sheet, styles, last + 5)
    _section(sheet, styles, LAST_ROW - 2, "最近一次操作")
    _write_last(sheet, styles)
    page_setup(sheet, paper=9)
    sheet.print_area(0, 0, LAST_ROW + LINKS + 1, len(_WIDTHS) - 1)
    sheet.set_selection(0, 0, 0, 0)
    sheet.activate()
    sheet.set_first_sheet()


def _insert(sheet: Worksheet, each: Button, place: tuple[int, int], box: _Box) -> None:
    sheet.insert_button(
        *place,
        {
            "macro": each.sub,
            "caption": each.label,
            "width": box.width,
            "height": box.height,
            "x_offset": box.left,
            "y_offset": box.top,
            "description": each.tip,
        },
    )


def _section(sheet: Worksheet, styles: Styles, row: int, text: str) -> None:
    style = styles.make(
        font_name="黑体", font_size=12, font_color=ACCENT, bottom=1, bottom_color=ACCENT
    )
    sheet.set_row(row, 24)
    for column in range(1, len(_WIDTHS)):
        sheet.write_blank(row, column, None, style)
    write_text(sheet, row, 1, text, style)


def _write_state(sheet: Worksheet, styles: Styles, row: int) -> None:
    """Tasks, units and findings, counted by formulas as the sheets stand."""
    kinds = ("错误", "提醒", "提示")
    found = '&"，"&'.join(f'"{kind}"&{_count(kind)}&"条"' for kind in kinds)
    lines = (
        ("任务", f'={_TASKS}&"项任务"', "0项任务"),
        ("单位", f'={_UNITS}&"个单位，其中"&{_OPEN_UNITS}&"个待确认"', "0个单位，其中0个待确认"),
        ("问题", f"={found}", "错误0条，提醒0条，提示0条"),
    )
    label = styles.body(align="center", valign="vcenter", bg_color=PALE)
    value = styles.body(valign="vcenter", num_format="General")
    for i, (name, formula, shown) in enumerate(lines):
        write_text(sheet, row + i, 1, name, label)
        sheet.merge_range(row + i, 2, row + i, 5, "", value)
        sheet.write_formula(row + i, 2, formula, value, shown)
        sheet.set_row(row + i, 22)


def _write_last(sheet: Worksheet, styles: Styles) -> None:
    label = styles.body(align="center", valign="vcenter", bg_color=PALE)
    value = styles.body(valign="vcenter", num_format="General")
    link = styles.body(valign="vcenter", num_format="General", font_color=ACCENT, underline=1)
    for i, name in enumerate(("时间", "按钮", "结果", *["相关"] * LINKS)):
        row = LAST_ROW - 1 + i
        style = link if name == "相关" else value
        write_text(sheet, row, 1, name, label)
        sheet.merge_range(row, LAST_COLUMN - 1, row, 5, "", style)
        sheet.set_row(row, 66 if name == "结果" else 22)


def _highlight(sheet: Worksheet, styles: Styles) -> None:
    first, last = FIRST_STEP_ROW - 1, FIRST_STEP_ROW + len(STEPS) - 2
    rules: Sequence[tuple[str, dict[str, object]]] = (
        (f'=ISNUMBER(FIND("还没有",$E{first + 1}))', {"font_color": QUIET}),
        (f'=AND(LEFT($E{first + 1},2)="错误",LEFT($E{first + 1},3)<>"错误0")', {"font_color": RED}),
        (f"=LEN($E{first + 1})>0", {"font_color": GREEN}),
    )
    for formula, look in rules:
        sheet.conditional_format(
            first,
            4,
            last,
            4,
            {
                "type": "formula",
                "criteria": formula,
                "format": styles.make(**look),
                "stop_if_true": True,
            },
        )
