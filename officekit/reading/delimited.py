"""Delimited text (.csv, .tsv): encoding and delimiter found from the content."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.model.document import Source, SourceKind, Workbook
from officekit.model.returned import Refusal
from officekit.model.table import CellValue
from officekit.reading.grid import SparseSheet, build_table
from officekit.reading.guards import check_file
from officekit.reading.text import decode

_DELIMITERS = (",", "\t", ";")
_SAMPLE_CHARS = 65_536
_SAMPLE_ROWS = 100
_DIRECTIVE = "sep="


def read_delimited(path: str, config: Config = DEFAULT_CONFIG) -> Workbook:
    """Read delimited text as a workbook of one sheet, named like the file.

    Every value is text as it stands in the file: ``007`` and ``3/4`` stay as they are.

    Args:
        path: the file.
        config: ``limits.file_bytes`` and ``limits.cells`` apply.

    Raises:
        FileUnreadableError: missing, empty, not text, or a quote that never ends.
        FileRefusedError: too large.
    """
    check_file(path, config.limits)
    text, encoding = decode(Path(path).read_bytes())
    delimiter, text = delimiter_of(text)
    sheet = _sheet(text, delimiter, path, config)
    table, findings = build_table(sheet, path, config.limits.cells)
    return Workbook(Source(path, SourceKind.CSV, encoding), (table,), tuple(findings))


def _sheet(text: str, delimiter: str, path: str, config: Config) -> SparseSheet:
    sheet = SparseSheet(Path(path).stem)
    count = 0
    for row, cells in delimited_rows(text, delimiter, Path(path).name):
        count += len(cells)
        if count > config.limits.cells:
            raise too_many_cells(Path(path).name, config.limits.cells)
        sheet.rows[row] = cells
    return sheet


def delimited_rows(
    text: str, delimiter: str, name: str
) -> Iterator[tuple[int, dict[int, CellValue]]]:
    """The rows of delimited text that hold anything: number and column → text, both from 1.

    Args:
        text: the whole text.
        delimiter: as :func:`delimiter_of` found it.
        name: the file's name, for messages.

    Raises:
        FileUnreadableError: a quote that never ends.
    """
    try:
        for row, values in enumerate(_reader(text, delimiter), 1):
            cells: dict[int, CellValue] = {
                column: value for column, value in enumerate(values, 1) if value
            }
            if cells:
                yield row, cells
    except csv.Error as error:
        raise FileUnreadableError(
            f"文件“{name}”里有一格长得不正常，可能缺少半个引号。",
            "请用 Excel 或 WPS 打开，改正后另存为 .xlsx 再试。",
        ) from error


def too_many_cells(name: str, most_cells: int) -> FileRefusedError:
    """The refusal of a text with more cells than the limit."""
    return FileRefusedError(
        f"文件“{name}”的内容超过 {most_cells} 个单元格，已停止读取。",
        "请把表格拆成几个文件后再试。",
        entry=Refusal.TOO_MUCH,
    )


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def delimiter_of(text: str) -> tuple[str, str]:
    """The delimiter, and the text without Excel's ``sep=`` line.

    That delimiter is taken which gives most rows the same number of columns, and among equals
    more columns.
    """
    first, _, rest = text.partition("\n")
    named = first.strip("\r \ufeff").removeprefix(_DIRECTIVE)
    if first.startswith(_DIRECTIVE) and named in _DELIMITERS:
        return named, rest
    return max(_DELIMITERS, key=lambda mark: _fit(text[:_SAMPLE_CHARS], mark)), text


def _fit(sample: str, delimiter: str) -> tuple[int, int]:
    """How many rows share a width above 1, and that width.

    Counting ends at the first quote that stands where the delimiter allows none.
    """
    widths: Counter[int] = Counter()
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, strict=True)
    with suppress(csv.Error):
        for row in islice(rows, _SAMPLE_ROWS):
            if len(row) > 1:
                widths[len(row)] += 1
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
