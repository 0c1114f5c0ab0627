"""Where a value came from: file and paragraph, or file, sheet and cell, with the quoted text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


def column_letters(column: int) -> str:
    """Spreadsheet letters of a 1-based column number: 1 is ``A``, 28 is ``AB``."""
    if column < 1:
        raise ValueError(f"column numbers start at 1, got {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document or workbook.

    Attributes:
        file: path as the user gave it; empty for text that came from no file.
        paragraph: 1-based paragraph number in reading order, tables counted as one.
        page: 1-based page, where the format has pages (.pdf).
        sheet: worksheet name, or the heading of a table inside a document.
        row: 1-based row of the sheet or table.
        column: 1-based column of the sheet or table.
        row_key: stable key of the matrix row.
        quote: the words found there, so that a message can show them.
    """

    file: str = ""
    paragraph: int | None = None
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    row_key: str | None = None
    quote: str = ""

    @property
    def cell(self) -> str | None:
        """Cell reference such as ``J3``; only the column or row where the other is unknown."""
        letters = column_letters(self.column) if self.column else ""
        return f"{letters}{self.row or ''}" or None

    def quoting(self, text: str) -> Location:
        """The same place with another quotation."""
        return replace(self, quote=text)

    @property
    def file_name(self) -> str:
        """The file's name without its folders: what is printed and sent on."""
        return re.split(r"[\\/]", self.file)[-1]

    def __str__(self) -> str:
        """``file!sheet:cell`` for grids, ``file 第N段`` for documents; the file by its name."""
        if self.sheet is not None:
            place = f"{self.sheet}:{self.cell}" if self.cell else self.sheet
            return f"{self.file_name}!{place}" if self.file else place
        parts = [self.file_name] if self.file else []
        if self.page is not None:
            parts.append(f"第{self.page}页")
        if self.paragraph is not None:
            parts.append(f"第{self.paragraph}段")
        return " ".join(parts)


NOWHERE = Location()
"""No place: the default of values that came from nowhere in particular."""
