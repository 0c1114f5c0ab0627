"""What Excel's function wizard says of each argument, and how Excel is told."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

CATEGORY = "officekit"
"""Group of the functions in the wizard."""

LONGEST_HELP = 255
"""Characters that the wizard takes for a function or an argument."""

_TEXT = "任务正文、责任分句或“牵头单位：……；责任单位：……”一类的文字，可以选一格，也可以选一片。"
_REGISTRY = "单位名录，选中“单位名录”的A至C列即可（单位名称、别名、层级），带不带表头都行。"

ARGUMENTS: Mapping[str, Mapping[str, str]] = {
    "OK_LEAD": {"text": _TEXT},
    "OK_SUPPORT": {"text": _TEXT},
    "OK_UNIT": {
        "name": "单位的任一写法，一格里可以有几个，用“、”隔开；也可以选一片。",
        "registry": _REGISTRY,
    },
    "OK_UNIT_LIKE": {
        "name": "拿不准的单位名称，一次一个。",
        "registry": _REGISTRY,
        "count": "最多给出几个，可以不填，不填时为3个。",
    },
    "OK_TARGETS": {"text": "任务正文，可以选一格；选几格时按先后连起来读。"},
    "OK_DEADLINE": {
        "text": "完成时限或任务正文，可以选一格，也可以选一片。",
        "year": "方案的年度，例如2025，可以不填；“6月底前”一类没有写年份的时限按它确定日期。",
    },
    "OK_CHECK": {
        "row": "责任清单中的一行（从“序号”选到最后一列），也可以选几行。",
        "headings": "表头那一行，宽度与所选的行相同，可以不填；列的次序改过的要填。",
        "registry": f"可以不填；填了才核对单位是否登记。{_REGISTRY}",
    },
}
"""Function → argument → help."""


def description(name: str) -> str:
    """What the wizard says of a function: its docstring on one line."""
    from officekit.excel import udfs

    return "".join(inspect.cleandoc(getattr(udfs, name).__doc__ or "").split("\n"))


def describe(app: xw.App, workbook: str = "") -> None:
    """Tell Excel the help of all functions; what it refuses stays as it is.

    Excel refuses while a cell is being edited, or where the workbook is not the active one and
    is not named. The functions work without.

    Args:
        app: the running Excel.
        workbook: file name of the workbook that holds the functions; the active one by default.
    """
    place = "'{}'!".format(workbook.replace("'", "''")) if workbook else ""
    for name, arguments in ARGUMENTS.items():
        with suppress(*_refusals()):
            app.api.MacroOptions(
                Macro=f"{place}{name}",
                Description=description(name),
                Category=CATEGORY,
                ArgumentDescriptions=list(arguments.values()),
            )


def _refusals() -> tuple[type[Exception], ...]:
    """What a busy Excel, or a program that is not quite Excel, answers with."""
    if sys.platform == "win32":
        import pywintypes

        return (AttributeError, pywintypes.com_error)
    return (AttributeError,)
