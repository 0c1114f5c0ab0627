"""Sheets of .xls, .et, .ods and .xlsb through calamine, in a child process.

A hostile file can make calamine abort the process that it runs in, or fill the memory. The
child (:mod:`officekit.reading.legacy_child`) sets its own memory limit; the parent sets the time
limit and takes its lines apart.

calamine tells neither formulas nor hidden rows, and gives error values as blank cells; of .xls
files the child reads the records, too, where that is asked for.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import FileEncryptedError, FileRefusedError, FileUnreadableError
from officekit.model.document import Source, SourceKind, Workbook
from officekit.model.finding import Finding
from officekit.model.returned import Refusal, SheetState
from officekit.model.table import CellValue, Table
from officekit.reading.grid import Range, SparseSheet, build_table, skipped_finding
from officekit.reading.guards import open_package
from officekit.reading.legacy_child import ENCRYPTED, TOO_MANY

_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试，或请对方重新发送。"


@dataclass(frozen=True, slots=True)
class LegacySheet:
    """A sheet as calamine tells it.

    Attributes:
        cells: its name, values and merged ranges.
        state: visible or hidden.
        is_worksheet: not a chart, a dialog or a macro sheet, which have no cells.
        told: for :func:`officekit.reading.xls_told.add_told`; ``None`` where nothing is told.
    """

    cells: SparseSheet
    state: SheetState
    is_worksheet: bool
    told: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class LegacyBook:
    """A workbook as calamine tells it.

    Attributes:
        sheets: all sheets in order.
        application: program that saved it, blank where unknown.
        macros: it carries macros.
        properties: custom properties by name.
        external: what reaches out of it, each in a few words.
        names: workbook-wide defined names → formula.
        date1904: dates count from 1904.
    """

    sheets: tuple[LegacySheet, ...]
    application: str = ""
    macros: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    external: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    date1904: bool = False


def read_legacy(path: str, kind: SourceKind, config: Config = DEFAULT_CONFIG) -> Workbook:
    """Read a workbook in a format that only calamine knows, as tables.

    Args:
        path: .xls, .et, .ods or .xlsb file.
        kind: its format, for the source of the result.
        config: see :func:`read_legacy_book`.

    Returns:
        One table a worksheet; merged cells only from formats where calamine tells them.

    Raises:
        OfficekitError: see :func:`read_legacy_book`.
    """
    tables: list[Table] = []
    findings: list[Finding] = []
    for sheet in read_legacy_book(path, config).sheets:
        if not sheet.is_worksheet:
            findings.append(skipped_finding(sheet.cells.name, path))
            continue
        table, found = build_table(sheet.cells, path, config.limits.cells)
        tables.append(table)
        findings += found
    return Workbook(Source(path, kind), tuple(tables), tuple(findings))


def read_legacy_book(
    path: str, config: Config = DEFAULT_CONFIG, *, whole: bool = False
) -> LegacyBook:
    """Read a workbook in a format that only calamine knows, as sparse cells.

    Args:
        path: .xls, .et, .ods or .xlsb file.
        config: ``limits.child_bytes`` (where the system has such a limit), ``child_seconds``
            and ``cells`` (of all sheets) apply; with ``whole`` ``blank_cells``, too.
        whole: of .xls files read the records, too: comments, formulas, error values and so on.

    Raises:
        FileEncryptedError: the file asks for a password.
        FileRefusedError: time is up, too many cells, or a bomb.
        FileUnreadableError: broken, without sheets, or the child process died.
    """
    if zipfile.is_zipfile(path):
        open_package(path, config.limits).close()
    output = _ask_child(path, config, whole=whole)
    try:
        return _book(_lines(output, path), path)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise broken(path) from error


def _ask_child(path: str, config: Config, *, whole: bool) -> bytes:
    limits = config.limits
    records = limits.cells + limits.blank_cells if whole else 0
    bounds = map(str, (limits.child_bytes, limits.cells, records))
    arguments = [str(Path(path).absolute()), *bounds]
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", "officekit.reading.legacy_child", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.child_seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefusedError(
            f"读取文件“{Path(path).name}”超过 {limits.child_seconds} 秒，已停止。",
            _SAVE_AS_XLSX,
            entry=Refusal.TOO_MUCH,
        ) from error
    if child.returncode != 0 or not child.stdout:
        raise broken(path)
    return child.stdout


def _lines(output: bytes, path: str) -> Iterator[Any]:
    name = Path(path).name
    for text in output.splitlines():
        line = json.loads(text)
        match line:
            case {"error": reason} if reason == ENCRYPTED:
                raise FileEncryptedError(
                    f"文件“{name}”设有密码。", "请向发送人要密码，打开后取消密码另存一份再试。"
                )
            case {"error": reason} if reason == TOO_MANY:
                raise FileRefusedError(
                    f"文件“{name}”的单元格太多，已停止读取。",
                    "请把表格拆成几个文件后再试。",
                    entry=Refusal.TOO_MUCH,
                )
            case {"error": _}:
                raise broken(path)
        yield line


def _book(lines: Iterator[Any], path: str) -> LegacyBook:
    facts: dict[str, Any] = next(lines, {})
    sheets: list[LegacySheet] = []
    for line in lines:
        if isinstance(line, dict):
            merges = [Range(*merge) for merge in line["merges"]]
            cells = SparseSheet(line["name"], merges=merges)
            state, worksheet = SheetState(line["state"]), bool(line["worksheet"])
            sheets.append(LegacySheet(cells, state, worksheet, line["told"]))
        else:
            row, *rest = line
            sheets[-1].cells.rows[row] = {
                column: _decoded(tag, stored)
                for column, tag, stored in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
            }
    if not sheets:
        raise FileUnreadableError(f"文件“{Path(path).name}”里没有工作表。", _SAVE_AS_XLSX)
    return LegacyBook(
        tuple(sheets),
        facts["application"],
        facts["macros"],
        facts["properties"],
        tuple(facts["external"]),
        facts.get("names", {}),
        facts.get("date1904", False),
    )


def broken(path: str) -> FileUnreadableError:
    """The error for a file that is damaged."""
    return FileUnreadableError(f"文件“{Path(path).name}”已损坏，读不下去。", _SAVE_AS_XLSX)


def _decoded(tag: str, stored: Any) -> CellValue:
    match tag:
        case "date":
            return date.fromisoformat(stored)
        case "datetime":
            return datetime.fromisoformat(stored)
        case "time":
            return time.fromisoformat(stored)
        case _:
            value: CellValue = stored
            return value
