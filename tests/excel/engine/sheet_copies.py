"""Copying a whole sheet, within a workbook or to another."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from tests.excel.engine import clipboard, dimensions
from tests.excel.engine.areas import Area
from tests.excel.engine.printing import PageSetup

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet


def copy_sheet(source: Worksheet, target: Worksheet) -> None:
    """Copy cells, sizes, merges, filter, validations, conditional formats, protection and view."""
    old, new = source._xml, target._xml
    used = source._used()
    whole = Area(1, 1, used.bottom, used.right)
    clipboard.copy(source._range(whole), target._range(whole))
    for dimension in old.column_dimensions.values():
        dimension.reindex()
        part = dimensions.clone_column(dimension, new, dimension.min, dimension.max)
        new.column_dimensions[part.index] = part
    for row, line in old.row_dimensions.items():
        made = new.row_dimensions[row]
        made.height, made.hidden, made.outlineLevel = line.height, line.hidden, line.outlineLevel
    for name in ("sheet_format", "sheet_properties", "protection", "auto_filter", "page_setup"):
        setattr(new, name, copy(getattr(old, name)))
    new.views = copy(old.views)
    PageSetup(target).PrintArea = PageSetup(source).PrintArea
    PageSetup(target).PrintTitleRows = PageSetup(source).PrintTitleRows
    new.print_options, new.page_margins = copy(old.print_options), copy(old.page_margins)
    for validation in old.data_validations.dataValidation:
        new.data_validations.append(copy(validation))
    for formats in old.conditional_formatting:
        for rule in formats.rules:
            new.conditional_formatting.add(str(formats.sqref), copy(rule))
