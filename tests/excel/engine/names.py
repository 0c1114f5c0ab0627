# ruff: noqa: N802, N803 - the public names are Excel's
"""Defined names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openpyxl.workbook.defined_name import DefinedName

from tests.excel.engine.cells import Range
from tests.excel.engine.dispatch import ComObject
from tests.excel.engine.errors import bad_index, refused

if TYPE_CHECKING:
    from tests.excel.engine.book import Workbook
    from tests.excel.engine.sheet import Worksheet


class NameEntry(ComObject):
    """A defined name.

    Args:
        book: its workbook.
        sheet: its sheet where it belongs to one.
        key: the name without its sheet.
    """

    def __init__(self, book: Workbook, sheet: Worksheet | None, key: str) -> None:
        super().__init__(book._session)
        self._book, self._sheet, self._key = book, sheet, key

    @property
    def _store(self) -> Any:
        return (self._sheet or self._book)._xml.defined_names

    @property
    def Name(self) -> str:
        return f"{_quoted(self._sheet.Name)}!{self._key}" if self._sheet else self._key

    @Name.setter
    def Name(self, value: str) -> None:
        entry = self._store.pop(self._key)
        entry.name = self._key = value
        self._store[value] = entry
        self._book._changed()

    @property
    def RefersTo(self) -> str:
        return f"={self._store[self._key].attr_text}"

    @RefersTo.setter
    def RefersTo(self, value: str) -> None:
        self._store[self._key].attr_text = value.removeprefix("=")
        self._book._changed()

    @property
    def RefersToRange(self) -> Range:
        found = self._book._at(self.RefersTo[1:])
        if found is None:
            raise refused("Application-defined or object-defined error")
        return found

    @property
    def Visible(self) -> bool:
        return not self._store[self._key].hidden

    @Visible.setter
    def Visible(self, value: bool) -> None:
        self._store[self._key].hidden = not value

    def Delete(self) -> None:
        del self._store[self._key]
        self._book._changed()


class Names(ComObject):
    """The names of a workbook, or of one of its sheets.

    Args:
        book: the workbook.
        sheet: the sheet; None for the workbook with all its sheets.
    """

    def __init__(self, book: Workbook, sheet: Worksheet | None = None) -> None:
        super().__init__(book._session)
        self._book, self._sheet = book, sheet

    def _all(self) -> list[NameEntry]:
        own = (
            []
            if self._sheet
            else [NameEntry(self._book, None, key) for key in self._book._xml.defined_names]
        )
        sheets = [self._sheet] if self._sheet else self._book._sheets
        return own + [
            NameEntry(self._book, sheet, key)
            for sheet in sheets
            for key in sheet._xml.defined_names
        ]

    @property
    def Count(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[NameEntry]:
        return iter(self._all())

    def __call__(self, Index: int | str) -> NameEntry:
        return self.Item(Index)

    def Item(self, Index: int | str) -> NameEntry:
        """A name by number, or by name as text.

        Raises:
            com_error: there is none.
        """
        names = self._all()
        if not isinstance(Index, str):
            if not 1 <= Index <= len(names):
                raise bad_index()
            return names[int(Index) - 1]
        for each in names:
            if Index.lower() in (each.Name.lower(), each._key.lower() if self._sheet else None):
                return each
        raise bad_index()

    def Add(self, Name: str, RefersTo: str | Range, Visible: bool = True) -> NameEntry:
        """Add a name, or change what it refers to."""
        text = RefersTo if isinstance(RefersTo, str) else f"={RefersTo._external}"
        if not text.startswith("="):
            text = f'="{text}"'
        entry = DefinedName(Name, attr_text=text[1:], hidden=not Visible)
        (self._sheet or self._book)._xml.defined_names[Name] = entry
        self._book._changed()
        return NameEntry(self._book, self._sheet, Name)


def _quoted(name: str) -> str:
    return name if name.isidentifier() else "'" + name.replace("'", "''") + "'"
