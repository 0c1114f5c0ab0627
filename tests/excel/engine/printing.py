# ruff: noqa: N802 - the public names are Excel's
"""What a sheet prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.excel.engine.areas import Area, parse_area
from tests.excel.engine.dispatch import ComObject
from tests.excel.engine.errors import refused

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet


class PageSetup(ComObject):
    """``Worksheet.PageSetup``: the area and the title rows."""

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet._session)
        self._sheet = sheet

    @property
    def _xml(self) -> Any:
        return self._sheet._xml

    @property
    def PrintArea(self) -> str:
        """Address of the area that is printed; empty for the whole sheet."""
        area = self._area()
        return area.address() if area else ""

    @PrintArea.setter
    def PrintArea(self, value: str | None) -> None:
        area = parse_area(value) if value else None
        if value and area is None:
            raise refused("Unable to set the PrintArea property of the PageSetup class")
        self._xml.print_area = area.plain if area else None
        self._sheet._changed()

    @property
    def PrintTitleRows(self) -> str:
        """Address of the rows repeated on every page; empty without."""
        return str(self._xml.print_title_rows or "")

    @PrintTitleRows.setter
    def PrintTitleRows(self, value: str | None) -> None:
        self._xml.print_title_rows = value.replace("$", "") if value else None
        self._sheet._changed()

    def _area(self) -> Area | None:
        return parse_area(str(self._xml.print_area or "").rpartition("!")[2])


def move_print_area(sheet: Worksheet, moved: Callable[[Area], Area | None]) -> None:
    """Move the printed area with its cells."""
    area = PageSetup(sheet)._area()
    if area is not None:
        new = moved(area)
        sheet._xml.print_area = new.plain if new else None
