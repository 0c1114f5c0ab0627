"""Sheets of .xls, .et, .ods and .xlsb through calamine, in a child process.

A hostile file can make calamine abort the process that it runs in, or fill the memory. The
child (``python -I -m officekit.reading.legacy_sheets PATH BYTES CELLS``) sets its own memory
limit and prints one JSON object; the parent sets the time limit and builds the tables.

calamine tells neither formulas nor hidden rows, and gives error values as blank cells.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import FileEncryptedError, FileRefusedError, FileUnreadableError
from officekit.model.document import Source, SourceKind, Workbook
from officekit.model.finding import Finding
from officekit.model.table import CellValue, Table
from officekit.reading.grid import Range, SparseSheet, build_table, skipped_finding
from officekit.reading.guards import open_package

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试，或请对方重新发送。"
_ENCRYPTED = "encrypted"
_TOO_MANY = "too many cells"
_UNREADABLE = "unreadable"
_DAY = timedelta(days=1)


def read_legacy(path: str, kind: SourceKind, config: Config = DEFAULT_CONFIG) -> Workbook:
    """Read a workbook in a format that only calamine knows.

    Args:
        path: .xls, .et, .ods or .xlsb file.
        kind: its format, for the source of the result.
        config: ``limits.child_bytes`` (where the system has such a limit), ``child_seconds``
            and ``cells`` apply.

    Returns:
        One table a worksheet; merged cells only from formats where calamine tells them.

    Raises:
        FileEncryptedError: the file asks for a password.
        FileRefusedError: time is up, too many cells, or a bomb.
        FileUnreadableError: broken, or the child process died.
    """
    if zipfile.is_zipfile(path):
        open_package(path, config.limits).close()
    answer = _ask_child(path, config)
    name = Path(path).name
    match answer.get("error"):
        case None:
            return _workbook(answer["sheets"], path, kind, config)
        case "encrypted":
            raise FileEncryptedError(
                f"文件“{name}”设有密码。", "请向发送人要密码，打开后取消密码另存一份再试。"
            )
        case "too many cells":
            raise FileRefusedError(
                f"文件“{name}”的单元格太多，已停止读取。", "请把表格拆成几个文件后再试。"
            )
        case _:
            raise FileUnreadableError(f"文件“{name}”已损坏，读不下去。", _SAVE_AS_XLSX)


def _ask_child(path: str, config: Config) -> dict[str, Any]:
    limits = config.limits
    name = Path(path).name
    arguments = [str(Path(path).absolute()), str(limits.child_bytes), str(limits.cells)]
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", "officekit.reading.legacy_sheets", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.child_seconds,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefusedError(
            f"读取文件“{name}”超过 {limits.child_seconds} 秒，已停止。", _SAVE_AS_XLSX
        ) from error
    try:
        answer = json.loads(child.stdout) if child.returncode == 0 else None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise FileUnreadableError(f"文件“{name}”读不下去，内容可能已损坏。", _SAVE_AS_XLSX)
    return answer


def _workbook(
    sheets: list[dict[str, Any]], path: str, kind: SourceKind, config: Config
) -> Workbook:
    if not sheets:
        raise FileUnreadableError(f"文件“{Path(path).name}”里没有工作表。", _SAVE_AS_XLSX)
    tables: list[Table] = []
    findings: list[Finding] = []
    for entry in sheets:
        if not entry["worksheet"]:
            findings.append(skipped_finding(entry["name"], path))
            continue
        sheet = SparseSheet(entry["name"], merges=[Range(*merge) for merge in entry["merges"]])
        for row, column, tag, stored in entry["cells"]:
            sheet.rows.setdefault(row, {})[column] = _decoded(tag, stored)
        table, found = build_table(sheet, path, config.limits.cells)
        tables.append(table)
        findings += found
    return Workbook(Source(path, kind), tuple(tables), tuple(findings))


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


def _encoded(value: Any) -> tuple[str, Any]:
    """A calamine value for JSON; elapsed time becomes a number of days, as Excel stores it."""
    if isinstance(value, datetime):
        return "datetime", value.isoformat()
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, time):
        return "time", value.isoformat()
    if isinstance(value, timedelta):
        return "", value / _DAY
    if isinstance(value, float) and value.is_integer():
        return "", int(value)
    return "", value


def _cells(sheet: CalamineSheet) -> Iterable[tuple[int, int, str, Any]]:
    if sheet.start is None:
        return
    # calamine fills rows up from row 1, but columns only from the first one in use
    first_column = sheet.start[1] + 1
    for row, values in enumerate(sheet.iter_rows(), 1):
        for column, value in enumerate(values, first_column):
            if value != "":
                yield row, column, *_encoded(value)


def _read_here(path: str, most_cells: int) -> dict[str, Any]:
    """The child's work: the workbook as JSON types, or ``{"error": reason}``."""
    from python_calamine import (
        CalamineError,
        PasswordError,
        SheetTypeEnum,
        load_workbook,
    )

    sheets: list[dict[str, Any]] = []
    count = 0
    try:
        workbook = load_workbook(path)
        for entry in workbook.sheets_metadata:
            found: list[tuple[int, int, str, Any]] = []
            merges: list[tuple[int, int, int, int]] = []
            worksheet = entry.typ == SheetTypeEnum.WorkSheet
            if worksheet:
                sheet = workbook.get_sheet_by_name(entry.name)
                for cell in _cells(sheet):
                    found.append(cell)
                    count += 1
                    if count > most_cells:
                        return {"error": _TOO_MANY}
                merges = [
                    (top + 1, left + 1, bottom + 1, right + 1)
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                ]
            sheets.append(
                {"name": entry.name, "worksheet": worksheet, "cells": found, "merges": merges}
            )
    except PasswordError:
        return {"error": _ENCRYPTED}
    except (CalamineError, OSError, ValueError, KeyError):
        return {"error": _UNREADABLE}
    return {"sheets": sheets}


def _limit_memory(most_bytes: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    except (ImportError, OSError, ValueError):
        return


def _main(path: str, most_bytes: str, most_cells: str) -> None:
    _limit_memory(int(most_bytes))
    answer = _read_here(path, int(most_cells))
    sys.stdout.buffer.write(json.dumps(answer, allow_nan=False).encode("ascii"))


if __name__ == "__main__":
    _main(*sys.argv[1:])
