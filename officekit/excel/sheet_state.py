"""What a sheet has about it while it is written to: protection and filters, put back after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officekit.excel.problems import SheetProtectedError, hresult_of

if TYPE_CHECKING:
    import xlwings as xw

_ALLOWED = (
    *("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows"),
    *("AllowInsertingColumns", "AllowInsertingRows", "AllowInsertingHyperlinks"),
    *("AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering"),
    "AllowUsingPivotTables",
)
_AND, _OR, _VALUES = 1, 2, 7  # XlAutoFilterOperator


@contextmanager
def writable(sheet: xw.Sheet) -> Iterator[None]:
    """A sheet without protection and with all rows in view; both are put back whatever happens.

    An array written into a filtered range ends up in the wrong rows, so filters are lifted.

    Raises:
        SheetProtectedError: the protection has a password.
    """
    allowed = _unprotect(sheet)
    try:
        criteria = _lift_filters(sheet)
        try:
            yield
        finally:
            _filter_again(sheet, criteria)
    finally:
        if allowed is not None:
            sheet.api.Protect(**allowed)


def check_protection(sheet: xw.Sheet) -> None:
    """Find out whether the protection of a sheet can be lifted; it stays as it is.

    Raises:
        SheetProtectedError: it has a password.
    """
    allowed = _unprotect(sheet)
    if allowed is not None:
        sheet.api.Protect(**allowed)


def _unprotect(sheet: xw.Sheet) -> dict[str, bool] | None:
    """Lift the protection; what it allows, or ``None`` where there is none."""
    api = sheet.api
    if not api.ProtectContents:
        return None
    allowed = {name: bool(getattr(api.Protection, name)) for name in _ALLOWED}
    allowed["DrawingObjects"] = bool(api.ProtectDrawingObjects)
    allowed["Scenarios"] = bool(api.ProtectScenarios)
    refused = SheetProtectedError(
        f"工作表“{sheet.name}”设置了保护密码，不能写入，工作簿没有改动。",
        "请在“审阅”中点“撤销工作表保护”，输入密码后再按一次按钮。",
    )
    try:
        # An empty password keeps Excel from asking for one behind the clerk's back.
        api.Unprotect("")
    except Exception as error:
        if hresult_of(error) is None:
            raise
        raise refused from error
    if api.ProtectContents:
        raise refused
    return {"Contents": True, **allowed}


@dataclass(frozen=True, slots=True)
class _Criterion:
    """What one column is filtered by."""

    field: int
    first: Any
    operator: int
    second: Any


def _lift_filters(sheet: xw.Sheet) -> tuple[_Criterion, ...]:
    """Show all rows; the criteria that were in force."""
    api = sheet.api
    if not api.FilterMode:
        return ()
    criteria = []
    if api.AutoFilterMode:
        filters = api.AutoFilter.Filters
        for i in range(1, filters.Count + 1):
            each = filters(i)
            if each.On:
                criteria.append(_criterion(i, each))
    api.ShowAllData()
    return tuple(c for c in criteria if c is not None)


def _criterion(i: int, each: Any) -> _Criterion | None:
    """One column's criterion; ``None`` for one that Excel does not tell (by colour)."""
    try:
        operator = int(each.Operator or 0)
        second = each.Criteria2 if operator in {_AND, _OR} else None
        return _Criterion(i, each.Criteria1, operator, second)
    except Exception as error:
        if hresult_of(error) is None:
            raise
        return None


def _filter_again(sheet: xw.Sheet, criteria: tuple[_Criterion, ...]) -> None:
    if not criteria or not sheet.api.AutoFilterMode:
        return
    area = sheet.api.AutoFilter.Range
    for criterion in criteria:
        options: dict[str, Any] = {"Field": criterion.field, "Criteria1": criterion.first}
        if criterion.operator:
            options["Operator"] = criterion.operator
        if criterion.second is not None:
            options["Criteria2"] = criterion.second
        area.AutoFilter(**options)
