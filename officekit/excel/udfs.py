# ruff: noqa: D415, N802 - Excel shows these names and docstrings
"""The functions in cells: :mod:`officekit.excel.cell_functions` under the names Excel shows.

The docstrings are what Excel's function wizard says. VBA reaches the functions through the
module that :mod:`officekit.excel.udf_wrapper` generates. Off Windows the decorators do nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import xlwings as xw
from xlwings.conversion import Accessor, ValueAccessor

from officekit.excel import cell_check, cell_functions
from officekit.excel.cell_values import Cells
from officekit.excel.udf_help import ARGUMENTS, CATEGORY

_MANY_CELLS = 5000
_values_of: Callable[[Mapping[str, Any]], Any] = ValueAccessor.reader


class UsedCells(Accessor):
    """xlwings' converter for a range as rows, errors as text, whole columns cut to what is used."""

    @classmethod
    def reader(cls, options: Mapping[str, Any]) -> Any:
        """The steps from Excel's argument to rows of values."""
        steps = _values_of({**options, "ndim": 2, "err_to_str": True})
        return steps.prepend_stage(_cut_to_used)


def _cut_to_used(context: Any) -> None:
    """Cut a large range, such as whole columns, to the used part of its sheet before it is read."""
    cells = context.range
    if cells is None:
        return
    height, width = cells.shape
    if height * width <= _MANY_CELLS:
        return
    first = (cells.row, cells.column)
    corner = cells.sheet.used_range.last_cell
    last_row = max(first[0], min(first[0] + height - 1, corner.row))
    last_column = max(first[1], min(first[1] + width - 1, corner.column))
    context.range = cells.sheet.range(first, (last_row, last_column))


@xw.func(category=CATEGORY)
@xw.arg("text", UsedCells, doc=ARGUMENTS["OK_LEAD"]["text"])
def OK_LEAD(text: Cells) -> Cells:
    """找出文字里的牵头单位，几个单位用“、”隔开；没有写明的为空。"""
    return cell_functions.lead(text)


@xw.func(category=CATEGORY)
@xw.arg("text", UsedCells, doc=ARGUMENTS["OK_SUPPORT"]["text"])
def OK_SUPPORT(text: Cells) -> Cells:
    """找出文字里的责任单位、配合单位，几个单位用“、”隔开；没有写明的为空。"""
    return cell_functions.support(text)


@xw.func(category=CATEGORY)
@xw.arg("name", UsedCells, doc=ARGUMENTS["OK_UNIT"]["name"])
@xw.arg("registry", UsedCells, doc=ARGUMENTS["OK_UNIT"]["registry"])
def OK_UNIT(name: Cells, registry: Cells) -> Cells:
    """把简称、别名换成单位名录里登记的名称；名录里没有或不能确定的，后面注明“（未登记）”。"""
    return cell_functions.unit(name, registry)


@xw.func(category=CATEGORY)
@xw.arg("name", UsedCells, doc=ARGUMENTS["OK_UNIT_LIKE"]["name"])
@xw.arg("registry", UsedCells, doc=ARGUMENTS["OK_UNIT_LIKE"]["registry"])
@xw.arg("count", UsedCells, doc=ARGUMENTS["OK_UNIT_LIKE"]["count"])
def OK_UNIT_LIKE(name: Cells, registry: Cells, count: Cells | None = None) -> Cells:
    """给出单位名录里与这个名称最相近的几个单位，向右排开，最相近的在前。"""
    return cell_functions.unit_like(name, registry, count)


@xw.func(category=CATEGORY)
@xw.arg("text", UsedCells, doc=ARGUMENTS["OK_TARGETS"]["text"])
def OK_TARGETS(text: Cells) -> Cells:
    """列出文字里的量化目标，一个目标一行，六列依次是：指标、比较、数值、上限、单位、期限。"""
    return cell_functions.targets(text)


@xw.func(category=CATEGORY)
@xw.arg("text", UsedCells, doc=ARGUMENTS["OK_DEADLINE"]["text"])
@xw.arg("year", UsedCells, doc=ARGUMENTS["OK_DEADLINE"]["year"])
def OK_DEADLINE(text: Cells, year: Cells | None = None) -> Cells:
    """算出文字里的完成时限是哪一天（有几个的取最晚的）；定不出日期的，如“长期”，原样给出。"""
    return cell_functions.deadline(text, year)


@xw.func(category=CATEGORY)
@xw.arg("row", UsedCells, doc=ARGUMENTS["OK_CHECK"]["row"])
@xw.arg("headings", UsedCells, doc=ARGUMENTS["OK_CHECK"]["headings"])
@xw.arg("registry", UsedCells, doc=ARGUMENTS["OK_CHECK"]["registry"])
def OK_CHECK(row: Cells, headings: Cells | None = None, registry: Cells | None = None) -> Cells:
    """检查责任清单的一行，列出问题，一个问题一行；没有问题的显示“未发现问题”。"""
    return cell_check.check_rows(row, headings, registry)
