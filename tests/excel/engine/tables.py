# ruff: noqa: N802, N803 - the public names are Excel's
"""Tables (ListObjects) of a sheet, to be found and asked, not made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.excel.engine import cells
from tests.excel.engine.areas import Area, parse_area
from tests.excel.engine.dispatch import ComObject
from tests.excel.engine.errors import bad_index

if TYPE_CHECKING:
    from tests.excel.engine.sheet import Worksheet


class ListObject(ComObject):
    """A table."""

    def __init__(self, sheet: Worksheet, xml: Any) -> None:
        super().__init__(sheet._session)
        self._sheet, self._xml = sheet, xml

    @property
    def _area(self) -> Area:
        return parse_area(self._xml.ref) or Area(1, 1, 1, 1)

    @property
    def Name(self) -> str:
        return str(self._xml.displayName)

    @property
    def DisplayName(self) -> str:
        return str(self._xml.displayName)

    @property
    def Parent(self) -> Worksheet:
        return self._sheet

    @property
    def Range(self) -> cells.Range:
        return cells.Range(self._sheet, self._area)


class ListObjects(ComObject):
    """The tables of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet._session)
        self._sheet = sheet

    def _all(self) -> list[ListObject]:
        return [ListObject(self._sheet, each) for each in self._sheet._xml.tables.values()]

    @property
    def Count(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[ListObject]:
        return iter(self._all())

    def __call__(self, Index: int | str) -> ListObject:
        return self.Item(Index)

    def Item(self, Index: int | str) -> ListObject:
        """A table by number or name.

        Raises:
            com_error: there is none.
        """
        for number, each in enumerate(self._all(), 1):
            if Index in (number, each.Name):
                return each
        raise bad_index()
