"""Tables in web pages: some programs export them under the name of an .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Final

from officekit.config import MEBIBYTE, Config
from officekit.errors import FileRefusedError, FormatUnsupportedError
from officekit.model.document import SourceKind
from officekit.model.returned import Area, FileFacts, Refusal, ReturnedFile, ReturnedSheet
from officekit.model.table import CellValue
from officekit.reading.html_blocks import parse_html
from officekit.reading.refusals import FILL_IN_THE_TABLE
from officekit.reading.text import decode

if TYPE_CHECKING:
    from lxml import etree

_MOST_BYTES: Final = 8 * MEBIBYTE
_MOST_SPAN: Final = 1_000
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_SAVE_AS_XLSX: Final = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送。"


@dataclass(slots=True)
class _Grid:
    """Cells of one table while they are placed."""

    rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


def read_returned_page(path: str, config: Config, *, archive: bool = False) -> ReturnedFile:
    """Read the largest table of a web page as a sheet; every value is text.

    Args:
        path: the file.
        config: ``limits.cells`` bounds the table.
        archive: the page stands in a MIME archive (.mht).

    Raises:
        FormatUnsupportedError: no table in it.
        FileRefusedError: too large.
        FileUnreadableError: not text.
    """
    name = Path(path).name
    if Path(path).stat().st_size > _MOST_BYTES:
        raise FileRefusedError(
            f"网页文件“{name}”太大，没有读取。", _SAVE_AS_XLSX, entry=Refusal.TOO_MUCH
        )
    data = Path(path).read_bytes()
    pages = _pages(data) if archive else [data]
    encoding = ""
    best: tuple[int, etree._Element] | None = None
    for page in pages:
        text, encoding = decode(page)
        for table in parse_html(text).iter("table"):
            size = sum(1 for _ in _cells(table))
            if size and (best is None or size > best[0]):
                best = (size, table)
    if best is None:
        raise FormatUnsupportedError(f"“{name}”是网页，里面没有表格。", FILL_IN_THE_TABLE)
    facts = FileFacts(name, kind=SourceKind.HTML, encoding=encoding)
    return ReturnedFile(facts, (_sheet(best[1], Path(path).stem, config.limits.cells, name),))


def _pages(data: bytes) -> list[bytes]:
    found = []
    for part in message_from_bytes(data).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            found.append(payload)
    return found


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield row


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    for row in _own_rows(table):
        yield from row.iterchildren("td", "th")


def _sheet(table: etree._Element, name: str, most_cells: int, file: str) -> ReturnedSheet:
    grid = _Grid()
    for number, row in enumerate(_own_rows(table), 1):
        if _HIDDEN.search(row.get("style", "")):
            grid.hidden.add(number)
        column = 1
        for cell in row.iterchildren("td", "th"):
            while (number, column) in grid.taken:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            if len(grid.taken) + down * across > most_cells:
                raise FileRefusedError(
                    f"文件“{file}”的单元格太多，已停止读取。",
                    "请把表格拆成几个文件后再试。",
                    entry=Refusal.TOO_MUCH,
                )
            grid.taken.update(
                (r, c) for r in range(number, number + down) for c in range(column, column + across)
            )
            if down > 1 or across > 1:
                grid.merges.append((number, column, number + down - 1, column + across - 1))
            if text := _text(cell):
                grid.rows.setdefault(number, {})[column] = text
            column += across
    return ReturnedSheet(
        name, rows=grid.rows, merges=tuple(grid.merges), hidden_rows=frozenset(grid.hidden)
    )


def _text(cell: etree._Element) -> str:
    """A cell's text with its line breaks; white space as a browser shows it."""
    lines = [""]
    for element in cell.iter():
        if element.tag in ("br", "p", "div") and element is not cell:
            lines.append("")
        if element.tag not in ("script", "style"):
            lines[-1] += element.text or ""
        if element is not cell:
            lines[-1] += element.tail or ""
    shown = [_SPACES.sub(" ", line).strip(" ") for line in lines]
    return "\n".join(line for line in shown if line).replace("\xa0", " ").strip()


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value[:6]), 1), _MOST_SPAN) if value.isascii() and value.isdigit() else 1
