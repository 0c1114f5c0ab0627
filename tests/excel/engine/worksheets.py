# ruff: noqa: N802, N803 - the public names are Excel's
"""The collection of a workbook's sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.excel.engine.dispatch import ComObject
from tests.excel.engine.errors import bad_index

if TYPE_CHECKING:
    from tests.excel.engine.application import Application
    from tests.excel.engine.book import Workbook
    from tests.excel.engine.sheet import Worksheet


class Worksheets(ComObject):
    """The sheets of a workbook, from 1 or by name."""

    def __init__(self, book: Workbook) -> None:
        super().__init__(book._session)
        self._book = book

    @property
    def Parent(self) -> Workbook:
        return self._book

    @property
    def Application(self) -> Application:
        return self._book.Application

    @property
    def Count(self) -> int:
        self._book._gate()
        return len(self._book._sheets)

    def __iter__(self) -> Iterator[Worksheet]:
        self._book._gate()
        return iter(list(self._book._sheets))

    def __call__(self, Index: int | str) -> Worksheet:
        return self.Item(Index)

    def Item(self, Index: int | str) -> Worksheet:
        """A sheet.

        Raises:
            com_error: there is none.
        """
        self._book._gate()
        for each in self._book._sheets:
            if isinstance(Index, str) and each.Name.lower() == Index.lower():
                return each
        if isinstance(Index, str) or not 1 <= Index <= self.Count:
            raise bad_index()
        return self._book._sheets[int(Index) - 1]

    def Add(
        self,
        Before: Worksheet | None = None,
        After: Worksheet | None = None,
        Count: int = 1,
        Type: int | None = None,
    ) -> Worksheet:
        """Add a sheet; it becomes the active one."""
        if Count != 1 or Type is not None:
            raise NotImplementedError("one plain sheet at a time is in the double")
        self._book._session.note("add sheet")
        return self._book._add_sheet(self._book._place(Before, After))
