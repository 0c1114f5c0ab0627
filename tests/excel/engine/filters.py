# ruff: noqa: N802, N803 - the public names are Excel's
"""AutoFilter: criteria, and the rows they hide."""

from __future__ import annotations

import fnmatch
import operator
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.filters import CustomFilter, CustomFilters, FilterColumn
from openpyxl.worksheet.filters import Filters as XmlFilters

from tests.excel.engine import cells, contents
from tests.excel.engine.areas import Area, parse_area
from tests.excel.engine.dispatch import ComObject
from tests.excel.engine.errors import bad_index, refused
from tests.excel.engine.navigation import region

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet

AND, OR, VALUES, CELL_COLOR, DYNAMIC = 1, 2, 7, 8, 11
_SIGNS: dict[str, Any] = {
    "<>": "notEqual",
    ">=": "greaterThanOrEqual",
    "<=": "lessThanOrEqual",
    "=": "equal",
    ">": "greaterThan",
    "<": "lessThan",
}
_COMPARE = {
    "greaterThanOrEqual": operator.ge,
    "lessThanOrEqual": operator.le,
    "greaterThan": operator.gt,
    "lessThan": operator.lt,
}


class FilteredRows:
    """The filter of a sheet.

    Args:
        sheet: the sheet.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    @property
    def xml(self) -> Any:
        return self.sheet._xml.auto_filter

    @property
    def area(self) -> Area | None:
        """The filtered rectangle with its heading; None without a filter."""
        return parse_area(self.xml.ref) if self.xml.ref else None

    @property
    def is_active(self) -> bool:
        """Whether a column has a criterion."""
        return self.area is not None and any(_is_on(each) for each in self.xml.filterColumn)

    def check(self, area: Area, message: str) -> None:
        """Fail the test where Excel would act on the visible rows only.

        Raises:
            AssertionError: a filter hides rows of the rectangle.
        """
        if self.area is None or not self.is_active or area.is_cell:
            return
        rows = self.area.meet(area)
        lines = self.sheet._xml.row_dimensions
        if rows and any(lines[row].hidden for row in list(lines) if rows.top <= row <= rows.bottom):
            raise AssertionError(f"{message}: {self.sheet.Name}!{area.plain}")

    def column(self, field: int) -> Any:
        """The criterion of a column, counted from 1; None without one."""
        for each in self.xml.filterColumn:
            if each.colId == field - 1 and _is_on(each):
                return each
        return None

    def toggle(self, area: Area) -> None:
        """Turn the filter on over a rectangle, or off."""
        self.sheet._guard.check()
        if self.area is not None:
            self.remove()
            return
        self._begin(area)

    def _begin(self, area: Area) -> Area:
        whole = region(self.sheet, area) if area.is_cell else area
        self.xml.ref = whole.plain
        self.sheet._changed()
        return whole

    def remove(self) -> None:
        """Turn the filter off; all rows show."""
        self.sheet._guard.check()
        self._show_rows()
        self.xml.ref = None
        self.xml.filterColumn = []
        self.xml.sortState = None
        self.sheet._changed()

    def show_all(self) -> None:
        """Clear all criteria."""
        self.sheet._session.note("show all", self.sheet.Name)
        if not self.is_active:
            raise refused("ShowAllData method of Worksheet class failed")
        self.sheet._guard.check()
        self.xml.filterColumn = []
        self._show_rows()
        self.sheet._changed()

    def apply(self, area: Area, field: int, first: Any, how: int | None, second: Any) -> None:
        """Set the criterion of a column, or clear it where there is none.

        Raises:
            com_error: the filter has no such column, or the sheet is protected.
        """
        self.sheet._guard.check()
        whole = self.area or self._begin(area)
        if not 1 <= field <= whole.width:
            raise refused("AutoFilter method of Range class failed")
        kept = [each for each in self.xml.filterColumn if each.colId != field - 1]
        if first is not None:
            kept.append(_criterion(field - 1, first, how, second))
        self.xml.filterColumn = kept
        self._hide_rows(whole)
        self.sheet._changed()

    def _show_rows(self) -> None:
        if self.area is not None:
            for row, line in self.sheet._xml.row_dimensions.items():
                if self.area.top < row <= self.area.bottom:
                    line.hidden = False

    def _hide_rows(self, area: Area) -> None:
        for row in range(area.top + 1, area.bottom + 1):
            shown = all(
                _passes(self._text(row, area.left + each.colId), each)
                for each in self.xml.filterColumn
            )
            if not shown or row in self.sheet._xml.row_dimensions:
                self.sheet._xml.row_dimensions[row].hidden = not shown

    def _text(self, row: int, column: int) -> str:
        cell = self.sheet._peek(row, column)
        if cell is None or isinstance(cell, MergedCell):
            return ""
        if cell.data_type == "f":
            result = contents.formula_result(self.sheet, row, column)
            return "" if result is None else str(result)
        return contents.cell_formula(self.sheet, row, column)


class AutoFilter(ComObject):
    """``Worksheet.AutoFilter``."""

    def __init__(self, rows: FilteredRows) -> None:
        super().__init__(rows.sheet._session)
        self._rows = rows

    @property
    def Range(self) -> cells.Range:
        area = self._rows.area
        if area is None:
            raise refused("Object variable not set")
        return cells.Range(self._rows.sheet, area)

    @property
    def FilterMode(self) -> bool:
        return self._rows.is_active

    @property
    def Filters(self) -> Filters:
        return Filters(self._rows)

    def ShowAllData(self) -> None:
        self._rows.show_all()

    def ApplyFilter(self) -> None:
        if self._rows.area is not None:
            self._rows._hide_rows(self._rows.area)


class Filters(ComObject):
    """The filters of the columns, from 1."""

    def __init__(self, rows: FilteredRows) -> None:
        super().__init__(rows.sheet._session)
        self._rows = rows

    @property
    def Count(self) -> int:
        return self._rows.area.width if self._rows.area else 0

    def __call__(self, Index: int) -> Filter:
        return self.Item(Index)

    def Item(self, Index: int) -> Filter:
        if not 1 <= Index <= self.Count:
            raise bad_index()
        return Filter(self._rows, int(Index))


class Filter(ComObject):
    """The filter of one column.

    As in Excel, two ticked values read as two criteria joined by or, three and more as an array;
    the criteria of a column that is not filtered cannot be read.
    """

    def __init__(self, rows: FilteredRows, field: int) -> None:
        super().__init__(rows.sheet._session)
        self._rows, self._field = rows, field

    @property
    def On(self) -> bool:
        return self._rows.column(self._field) is not None

    def _read(self) -> tuple[Any, int, Any]:
        column = self._rows.column(self._field)
        if column is None:
            raise refused("Application-defined or object-defined error")
        return _criteria(column)

    @property
    def Operator(self) -> int:
        return self._read()[1]

    @property
    def Criteria1(self) -> Any:
        first = self._read()[0]
        if first is None:
            raise refused("Application-defined or object-defined error")
        return first

    @property
    def Criteria2(self) -> Any:
        second = self._read()[2]
        if second is None:
            raise refused("Application-defined or object-defined error")
        return second


def _is_on(column: Any) -> bool:
    kinds = ("filters", "customFilters", "top10", "colorFilter", "dynamicFilter", "iconFilter")
    return any(getattr(column, kind) is not None for kind in kinds)


def _criterion(index: int, first: Any, how: int | None, second: Any) -> FilterColumn:
    if how == VALUES or isinstance(first, list | tuple):
        values = [str(each) for each in (first if isinstance(first, list | tuple) else [first])]
        plain = [value.removeprefix("=") for value in values]
        filters = XmlFilters(blank="" in plain or None, filter=[each for each in plain if each])
        return FilterColumn(colId=index, filters=filters)
    if how not in (None, 0, AND, OR):
        raise NotImplementedError(f"filter operator {how} is not in the double")
    sign, value = _split(str(first))
    if second is None and sign == "=" and not set(value) & set("*?~"):
        filters = XmlFilters(filter=[value] if value else [], blank=None if value else True)
        return FilterColumn(colId=index, filters=filters)
    rules = [_split(str(each)) for each in (first, second) if each is not None]
    custom = [CustomFilter(operator=_SIGNS[sign], val=value or " ") for sign, value in rules]
    both = how == AND and len(rules) == 2
    return FilterColumn(
        colId=index, customFilters=CustomFilters(_and=both or None, customFilter=custom)
    )


def _split(text: str) -> tuple[str, str]:
    for sign in _SIGNS:
        if text.startswith(sign):
            return sign, text[len(sign) :]
    return "=", text


def _criteria(column: Any) -> tuple[Any, int, Any]:
    """Criteria1, Operator and Criteria2 of a column of the file."""
    if column.filters is not None:
        values = [f"={each}" for each in column.filters.filter]
        values += ["="] if column.filters.blank else []
        if column.filters.dateGroupItem:
            return None, VALUES, ()
        if len(values) > 2:
            return tuple(values), VALUES, None
        return values[0], OR if len(values) == 2 else 0, values[1] if len(values) == 2 else None
    if column.customFilters is not None:
        signs = {name: sign for sign, name in _SIGNS.items()}
        texts = [
            f"{signs[each.operator or 'equal']}{'' if each.val == ' ' else each.val}"
            for each in column.customFilters.customFilter
        ]
        how = AND if column.customFilters._and else OR
        return texts[0], how if len(texts) == 2 else 0, texts[1] if len(texts) == 2 else None
    if column.top10 is not None:
        how = (3 if column.top10.top else 4) + (2 if column.top10.percent else 0)
        return f"{column.top10.val:g}", how, None
    if column.dynamicFilter is not None:
        return 1, DYNAMIC, None
    return None, CELL_COLOR, None


def _passes(text: str, column: Any) -> bool:
    if column.filters is not None:
        folded = {each.lower() for each in column.filters.filter}
        return text.lower() in folded or (not text and bool(column.filters.blank))
    if column.customFilters is not None:
        results = [_holds(text, each) for each in column.customFilters.customFilter]
        return all(results) if column.customFilters._and else any(results)
    return True


def _holds(text: str, rule: Any) -> bool:
    kind = rule.operator or "equal"
    wanted = "" if rule.val == " " else str(rule.val)
    if kind in ("equal", "notEqual"):
        same = fnmatch.fnmatchcase(text.lower(), _pattern(wanted))
        return same if kind == "equal" else not same
    try:
        return bool(_COMPARE[kind](float(text), float(wanted)))
    except ValueError:
        return bool(text) and bool(_COMPARE[kind](text.lower(), wanted.lower()))


def _pattern(text: str) -> str:
    escaped = text.lower().replace("[", "[[]")
    for char in "*?":
        escaped = escaped.replace(f"~{char}", f"[{char}]")
    return escaped.replace("~~", "~")
