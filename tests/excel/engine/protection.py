# ruff: noqa: N802 - the public names are Excel's
"""Protection of sheets and workbooks."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from openpyxl.utils.protection import hash_password

from tests.excel.engine.areas import Area
from tests.excel.engine.dispatch import ComObject
from tests.excel.engine.errors import refused

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet

_PERMISSIONS = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}
"""COM's names with those of the file, where True forbids."""

_LOCKED = (
    "The cell or chart you're trying to change is on a protected sheet. To make a change, "
    "unprotect the sheet."
)


class SheetProtection(ComObject):
    """``Worksheet.Protection``, and the protection itself.

    Args:
        sheet: the sheet.
    """

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet._session)
        self._sheet = sheet
        self._interface_only = False

    @property
    def _xml(self) -> Any:
        return self._sheet._xml.protection

    @property
    def is_on(self) -> bool:
        return bool(self._xml.sheet)

    @property
    def _binds(self) -> bool:
        """Whether it binds programs."""
        return self.is_on and not self._interface_only

    def check(self, permission: str | None = None) -> None:
        """Pass only where the protection allows an action.

        Args:
            permission: name of the option that allows it, as in a file; None if none does.

        Raises:
            com_error: it does not.
        """
        if self._binds and (permission is None or getattr(self._xml, permission)):
            raise refused(_LOCKED)

    def check_cells(self, area: Area) -> None:
        """Pass only where every cell can be changed.

        Raises:
            com_error: one is locked.
        """
        if not self._binds:
            return
        if area.height * area.width > 1_000_000:
            raise refused(_LOCKED)
        for row, column in area.positions():
            if self._sheet._style_source(row, column).protection.locked:
                raise refused(_LOCKED)

    def protect(self, password: str | None, options: dict[str, bool]) -> None:
        """Protect the sheet; options that are not given take Excel's defaults.

        Raises:
            TypeError: there is no such option.
        """
        known = {"DrawingObjects", "Contents", "Scenarios", "UserInterfaceOnly", *_PERMISSIONS}
        if unknown := set(options) - known:
            raise TypeError(f"Protect got unexpected arguments: {sorted(unknown)}")
        self._sheet._session.note("protect", self._sheet.Name)
        xml = self._xml
        xml.sheet = options.get("Contents", True)
        xml.objects = options.get("DrawingObjects", True)
        xml.scenarios = options.get("Scenarios", True)
        for name, attribute in _PERMISSIONS.items():
            setattr(xml, attribute, not options.get(name, False))
        self._interface_only = options.get("UserInterfaceOnly", False)
        _forget(xml)
        if password:
            xml.set_password(password)
        self._sheet._changed()

    def unprotect(self, password: str | None) -> None:
        """Take the protection off.

        Raises:
            com_error: the password is missing or wrong.
        """
        self._sheet._session.note("unprotect", self._sheet.Name)
        if not self.is_on:
            return
        if not matches(self._xml, password):
            raise refused("The password you supplied is not correct.")
        self._xml.sheet = False
        self._interface_only = False
        _forget(self._xml)
        self._sheet._changed()

    @property
    def AllowFormattingCells(self) -> bool:
        return not self._xml.formatCells

    @property
    def AllowFormattingColumns(self) -> bool:
        return not self._xml.formatColumns

    @property
    def AllowFormattingRows(self) -> bool:
        return not self._xml.formatRows

    @property
    def AllowInsertingColumns(self) -> bool:
        return not self._xml.insertColumns

    @property
    def AllowInsertingRows(self) -> bool:
        return not self._xml.insertRows

    @property
    def AllowInsertingHyperlinks(self) -> bool:
        return not self._xml.insertHyperlinks

    @property
    def AllowDeletingColumns(self) -> bool:
        return not self._xml.deleteColumns

    @property
    def AllowDeletingRows(self) -> bool:
        return not self._xml.deleteRows

    @property
    def AllowSorting(self) -> bool:
        return not self._xml.sort

    @property
    def AllowFiltering(self) -> bool:
        return not self._xml.autoFilter

    @property
    def AllowUsingPivotTables(self) -> bool:
        return not self._xml.pivotTables


def _forget(xml: Any) -> None:
    for name in ("algorithmName", "saltValue", "spinCount", "hashValue"):
        setattr(xml, name, None)
    xml._password = None


def matches(xml: Any, password: str | None) -> bool:
    """Whether a password opens a protection; any does where there is none.

    Args:
        xml: openpyxl's protection of a sheet.
        password: the password given.
    """
    if xml.hashValue:
        return _hash(password or "", xml) == str(xml.hashValue)
    if xml.password:
        return password is not None and str(hash_password(password)) == str(xml.password)
    return True


def _hash(password: str, xml: Any) -> str:
    algorithm = xml.algorithmName.replace("-", "").lower()
    salt = base64.b64decode(xml.saltValue)
    digest = hashlib.new(algorithm, salt + password.encode("utf-16-le")).digest()
    for turn in range(xml.spinCount or 0):
        digest = hashlib.new(algorithm, digest + turn.to_bytes(4, "little")).digest()
    return base64.b64encode(digest).decode()
