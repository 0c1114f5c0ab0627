"""Returned files in legacy formats and as delimited text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from officekit.config import Config
from officekit.model.document import SourceKind
from officekit.model.returned import FileFacts, ReturnedFile, ReturnedSheet
from officekit.reading.delimited import delimited_rows, delimiter_of, too_many_cells
from officekit.reading.far_cells import take_far
from officekit.reading.grid import SparseSheet
from officekit.reading.legacy_sheets import LegacySheet, broken, read_legacy_book
from officekit.reading.text import decode
from officekit.reading.xls_told import add_told
from officekit.reading.xlsx_package import Clock

_ROWS_BETWEEN_LOOKS: Final = 1_000


def read_returned_legacy(path: str, kind: SourceKind, config: Config) -> ReturnedFile:
    """Read .xls, .et or .xlsb in a child process that may die without harm.

    Of .xlsb only values, merged cells and hidden sheets are told; of .xls what
    :mod:`officekit.reading.xls_told` says, unless it is older than Excel 97.

    Args:
        path: the file.
        kind: its format.
        config: limits of the child process.

    Raises:
        OfficekitError: see :func:`officekit.reading.legacy_sheets.read_legacy_book`.
    """
    limits = config.limits
    if limits.seconds:
        seconds = min(limits.child_seconds, max(int(limits.seconds), 1))
        config = replace(config, limits=replace(limits, child_seconds=seconds))
    book = read_legacy_book(path, config, whole=True)
    try:
        found = [_sheet(sheet) for sheet in book.sheets if sheet.is_worksheet]
    except (ValueError, TypeError, KeyError) as error:
        raise broken(path) from error
    sheets, far = take_far(found)
    facts = FileFacts(
        Path(path).name,
        kind=kind,
        application=book.application,
        macros=book.macros,
        external=book.external,
        date1904=book.date1904,
        properties=book.properties,
        names=book.names,
        far_cells=far,
    )
    return ReturnedFile(facts, sheets)


def _sheet(sheet: LegacySheet) -> ReturnedSheet:
    cells = sheet.cells
    values = ReturnedSheet(cells.name, sheet.state, cells.rows, merges=tuple(cells.merges))
    return add_told(values, sheet.told)


def read_returned_text(path: str, name: str, config: Config) -> ReturnedFile:
    """Read delimited text as one sheet; every value is text as it stands in the file.

    Args:
        path: the file.
        name: what its sender calls it; gives the sheet its name.
        config: ``limits.cells`` and ``seconds`` apply.

    Raises:
        FileUnreadableError: not text, or a quote that never ends.
        FileRefusedError: too many cells, or time is up.
    """
    limits = config.limits
    clock = Clock(limits.seconds, name)
    text, encoding = decode(Path(path).read_bytes())
    delimiter, text = delimiter_of(text)
    sheet = SparseSheet(Path(name).stem)
    count = 0
    for row, cells in delimited_rows(text, delimiter, name):
        count += len(cells)
        if count > limits.cells:
            raise too_many_cells(name, limits.cells)
        if row % _ROWS_BETWEEN_LOOKS == 0:
            clock.check()
        sheet.rows[row] = cells
    sheets, far = take_far([ReturnedSheet(sheet.name, rows=sheet.rows)])
    facts = FileFacts(
        name,
        kind=SourceKind.CSV,
        encoding=encoding,
        delimiter=delimiter,
        far_cells=far,
    )
    return ReturnedFile(facts, sheets)
