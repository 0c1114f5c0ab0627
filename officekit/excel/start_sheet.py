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
from officekit.writing.layout import row_height
from officekit.writing.styles import (
    ACCENT,
    BODY_FONT,
    BODY_SIZE,
    GREEN,
    PALE,
    PAPER_A4,
    QUIET,
    RED,
    Styles,
    page_setup,
    write_heading,
    write_text,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (2.0, 9.0, 24.0, 62.0, 26.0, 19.0)
_HEADS = ("步骤", "按钮", "做什么", "状态", "最近完成")
_STEP_HEIGHT = 51
_TOOL_WIDTH, _TOOL_HEIGHT, _TOOL_TOP = 110, 32, 10
_TOOL_LEFT, _TOOL_PITCH, _TOOLS_A_LINE = 12, 161, 6
_LINES = (("plan", "matrix", "document"), ("exchange",), ("system",))
_RESULT_HEIGHT = 80
_NOTHING_DONE = "还没有操作。第一次使用，请按第1步的“导入方案”；已经有任务表的，请按“导入任务表”。"
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


def _done(name: str) -> str:
    """The cell with the time when a step was done last."""
    step = next(b.step for b in STEPS if b.name == name)
    return f"$F${FIRST_STEP_ROW + step - 1}"


def _states() -> dict[str, tuple[str, str]]:
    """Formula of each step's state and what it shows in the blank workbook, by button."""
    found = f'"错误"&{_count("错误")}&"条，提醒"&{_count("提醒")}&"条"'

    return {
        "import_plan": (f'=IF({_TASKS}=0,"还没有任务","已有"&{_TASKS}&"项任务")', "还没有任务"),
        "check_matrix": (f'=IF({_done("check_matrix")}="","还没有校验",{found})', "还没有校验"),
        "correct_matrix": (
            f'=IF({_CHANGES}=0,"还没有修改","已修改"&{_CHANGES}&"处")',
            "还没有修改",
        ),
        "refresh_cross_table": (
            f'=IF({_UNITS}=0,"还没有单位",{_UNITS}&"个单位，"&{_OPEN_UNITS}&"个待确认")',
            "还没有单位",
        ),
        "compare_with_source": (
            f'=IF({_done("compare_with_source")}="","还没有比对","已比对")',
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
    text_style = styles.body(valign="vcenter", indent=1)
    states = _states()
    for step in STEPS:
        row = FIRST_STEP_ROW + step.step - 2
        sheet.set_row(row, _STEP_HEIGHT)
        sheet.write_number(row, 1, step.step, centred)
        write_text(sheet, row, 2, step.label, centred)  # below the button: for print and readers
        _insert(sheet, step, (row, 2), _Box(149, 36, 12, 16))
        write_text(sheet, row, 3, step.help, text_style)
        formula, shown = states[step.name]
        sheet.write_formula(row, 4, formula, centred, shown)
        time = styles.body(align="center", valign="vcenter")
        sheet.write_blank(row, DONE_COLUMN - 1, None, time)
    _highlight(sheet, styles)
    last = FIRST_STEP_ROW + len(STEPS) - 1
    _section(sheet, styles, last + 1, "其他功能")
    _write_tools(sheet, styles, last + 2)
    _section(sheet, styles, last + 4, "现状")
    _write_state(sheet, styles, last + 5)
    _section(sheet, styles, LAST_ROW - 2, "最近一次操作")
    _write_last(sheet, styles)
    page_setup(sheet, paper=PAPER_A4)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, LAST_ROW + LINKS + 1, len(_WIDTHS) - 1)
    sheet.set_selection(2, 0, 2, 0)
    sheet.activate()
    sheet.set_first_sheet()


def _write_tools(sheet: Worksheet, styles: Styles, row: int) -> None:
    """The buttons that are no steps, in one row of the sheet, and below what each is for.

    Each stands inside one cell: then its size does not depend on the width of a column, which
    differs between screens and programs.
    """
    lines = _tool_lines()
    pitch = _TOOL_TOP + _TOOL_HEIGHT
    for i, line in enumerate(lines):
        for place, tool in enumerate(line):
            column, left = 2, _TOOL_LEFT + place * _TOOL_PITCH
            while left >= _pixels(_WIDTHS[column]):
                left -= _pixels(_WIDTHS[column])
                column += 1
            box = _Box(_TOOL_WIDTH, _TOOL_HEIGHT, left, _TOOL_TOP + i * pitch)
            _insert(sheet, tool, (row, column), box)
    sheet.set_row_pixels(row, _TOOL_TOP + len(lines) * pitch)
    tips = [f"{tool.label}：{tool.tip}" for line in lines for tool in line]
    legend = "\n".join("　".join(tips[i : i + 3]) for i in range(0, len(tips), 3))
    style = styles.make(
        font_name=BODY_FONT, font_size=BODY_SIZE, font_color=QUIET, valign="top", text_wrap=True
    )
    sheet.merge_range(row + 1, 1, row + 1, len(_WIDTHS) - 1, "", style)
    write_text(sheet, row + 1, 1, legend, style)
    sheet.set_row(row + 1, row_height([(legend, sum(_WIDTHS[1:]))], BODY_SIZE) + 6)


def _tool_lines() -> list[list[Button]]:
    """The tools in lines: those of the list and its documents, of the exchange, of the system."""
    lines = []
    for groups in _LINES:
        own = [b for b in BUTTONS if not b.step and b.group in groups]
        lines += [own[i : i + _TOOLS_A_LINE] for i in range(0, len(own), _TOOLS_A_LINE)]
    return lines


def _pixels(width: float) -> int:
    """Width of a column in pixels at 100 %: 7 a digit and 5 for the margins."""
    return int(width * 7 + 5)


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
    units = f'{_UNITS}&"个单位，其中"&{_OPEN_UNITS}&"个待确认"'
    total = "+".join(map(_count, kinds))
    lines = (
        ("任务", f'=IF({_TASKS}=0,"还没有任务",{_TASKS}&"项任务")', "还没有任务"),
        ("单位", f'=IF({_UNITS}=0,"还没有单位",{units})', "还没有单位"),
        (
            "问题",
            f'=IF(AND({total}=0,{_done("check_matrix")}=""),"还没有校验",{found})',
            "还没有校验",
        ),
    )
    label, value = _label(styles), styles.body(valign="vcenter", indent=1, num_format="General")
    for i, (name, formula, shown) in enumerate(lines):
        write_text(sheet, row + i, 1, name, label)
        sheet.merge_range(row + i, 2, row + i, 5, "", value)
        sheet.write_formula(row + i, 2, formula, value, shown)
        sheet.set_row(row + i, 22)


def _write_last(sheet: Worksheet, styles: Styles) -> None:
    label, look = _label(styles), {"valign": "vcenter", "indent": 1, "num_format": "General"}
    value, link = styles.body(**look), styles.body(**look, font_color=ACCENT, underline=1)
    names = ("时间", "按钮", "结果", *["相关"] * LINKS)
    for row, name in enumerate(names, start=LAST_ROW - 1):
        sheet.merge_range(row, LAST_COLUMN - 1, row, 5, "", link if name == "相关" else value)
        sheet.set_row(row, _RESULT_HEIGHT if name == "结果" else 22)
    for row, name in enumerate(names[:-LINKS], start=LAST_ROW - 1):
        write_text(sheet, row, 1, name, label)
    first = LAST_ROW - 1 + len(names) - LINKS
    sheet.merge_range(first, 1, first + LINKS - 1, 1, names[-1], label)
    write_text(sheet, first - 1, LAST_COLUMN - 1, _NOTHING_DONE, value)


def _label(styles: Styles) -> Format:
    return styles.body(align="center", valign="vcenter", bg_color=PALE)


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
