"""The child process that reads .xls, .et, .ods and .xlsb through calamine.

``python -I -m officekit.reading.legacy_child PATH BYTES CELLS RECORDS`` sets its own memory limit
and prints JSON lines: an object for the file, one for each sheet, and behind a sheet's object a
list ``[row, column, tag, value, column, tag, value, …]`` for each of its rows. A line with
``error`` takes everything back. Where RECORDS is not 0, what the records of an .xls tell beside
its cells (:mod:`officekit.reading.xls_told`) is added to the objects.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from officekit.reading.xls_records import TooManyRecordsError
from officekit.reading.xls_told import tell

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata, SheetVisibleEnum

ENCRYPTED = "encrypted"
TOO_MANY = "too many cells"
UNREADABLE = "unreadable"

_DAY = timedelta(days=1)
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CUSTOM_PROPERTIES = "\x05DocumentSummaryInformation"
_MACROS = ("_VBA_PROJECT_CUR", "VBA", "Macros")
_STREAM = "Workbook"
_EMBEDDED = "MBD"

_Line = dict[str, Any] | list[Any]


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


def _state(visible: SheetVisibleEnum) -> str:
    from python_calamine import SheetVisibleEnum

    if visible == SheetVisibleEnum.VeryHidden:
        return "veryHidden"
    return "hidden" if visible == SheetVisibleEnum.Hidden else "visible"


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    if sheet.start is None:
        return
    # calamine fills rows up from row 1, but columns only from the first one in use
    first_column = sheet.start[1] + 1
    for row, values in enumerate(sheet.iter_rows(), 1):
        line: list[Any] = [row]
        for column, value in enumerate(values, first_column):
            if value != "":
                line += (column, *_encoded(value))
        if len(line) > 1:
            yield line


def _facts(data: bytes) -> tuple[dict[str, Any], bytes]:
    """What the container of an .xls tells beside its cells, and the stream of its records.

    Both are blank where it is broken, or no container.
    """
    facts: dict[str, Any] = {"application": "", "properties": {}, "macros": False, "external": []}
    if not data.startswith(_OLE_SIGNATURE):
        return facts, b""
    import olefile

    stream = b""
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            if container.exists(_STREAM):
                stream = container.openstream(_STREAM).read()
            facts["macros"] = any(container.exists(name) for name in _MACROS)
            embedded = {path[0] for path in container.listdir() if path[0].startswith(_EMBEDDED)}
            facts["external"] = [f"嵌入对象 {len(embedded)} 个"] if embedded else []
            facts["application"] = _text(container.get_metadata().creating_application)
            facts["properties"] = {
                _text(entry["property_name"]): _text(entry["value"])
                for entry in container.get_userdefined_properties(_CUSTOM_PROPERTIES)
            }
    except Exception:  # noqa: BLE001 - the cells are what counts; olefile fails in many ways
        return facts, stream
    return facts, stream


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        for encoding in ("utf-8", "gb18030"):
            try:
                return value.decode(encoding).rstrip("\0")
            except UnicodeDecodeError:
                continue
        return ""
    return "" if value is None else str(value).rstrip("\0")


def _opened(path: str, data: bytes) -> CalamineWorkbook:
    """The workbook, under an extension that fits its content.

    calamine goes by the extension, and tells a password from damage only where that fits.
    """
    from python_calamine import CalamineWorkbook

    if data.startswith(_OLE_SIGNATURE):
        suffix = ".xls"
    elif b"xl/workbook.bin" in data:
        suffix = ".xlsb"
    else:
        suffix = ".ods"
    if path.lower().endswith(suffix):
        return CalamineWorkbook.from_path(path)
    with NamedTemporaryFile(suffix=suffix, delete=False) as copy:
        copy.write(data)
    try:
        return CalamineWorkbook.from_path(copy.name)
    finally:
        Path(copy.name).unlink(missing_ok=True)


def _lines(path: str, most_cells: int, most_records: int) -> Iterator[_Line]:
    """The child's work: the workbook line by line."""
    from python_calamine import CalamineError, PasswordError

    try:
        data = Path(path).read_bytes()
        workbook = _opened(path, data)
        facts, stream = _facts(data)
        told = _told(stream, facts, most_records)
        yield facts
        count = 0
        for number, entry in enumerate(workbook.sheets_metadata):
            sheet, line = _sheet(workbook, entry)
            yield line | {"told": told[number] if number < len(told) else None}
            for cells in _rows(sheet) if sheet is not None else ():
                count += len(cells) // 3
                if count > most_cells:
                    yield {"error": TOO_MANY}
                    return
                yield cells
    except PasswordError:
        yield {"error": ENCRYPTED}
    except TooManyRecordsError:
        yield {"error": TOO_MANY}
    except (CalamineError, OSError, ValueError, KeyError):
        yield {"error": UNREADABLE}


def _told(stream: bytes, facts: dict[str, Any], most_records: int) -> list[dict[str, Any] | None]:
    """What the records tell of each sheet; what they tell of the file is added to its facts."""
    if not stream or not most_records:
        return []
    of_file, sheets = tell(stream, most_records)
    if of_file:
        facts["macros"] = facts["macros"] or of_file.pop("macros")
        facts["external"] += of_file.pop("external")
        facts.update(of_file)
    return sheets


def _sheet(
    workbook: CalamineWorkbook, entry: SheetMetadata
) -> tuple[CalamineSheet | None, dict[str, Any]]:
    """A sheet, ``None`` where it has no cells, and the object that stands for it."""
    from python_calamine import SheetTypeEnum

    worksheet = entry.typ == SheetTypeEnum.WorkSheet
    sheet = workbook.get_sheet_by_name(entry.name) if worksheet else None
    merges = () if sheet is None else sheet.merged_cell_ranges or ()
    return sheet, {
        "name": entry.name,
        "state": _state(entry.visible),
        "worksheet": worksheet,
        "merges": [(t + 1, left + 1, b + 1, right + 1) for (t, left), (b, right) in merges],
    }


def _limit_memory(most_bytes: int) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    except (ImportError, OSError, ValueError):
        return


def _main(path: str, most_bytes: str, most_cells: str, most_records: str) -> None:
    _limit_memory(int(most_bytes))
    for line in _lines(path, int(most_cells), int(most_records)):
        sys.stdout.buffer.write(json.dumps(line, allow_nan=False).encode("ascii") + b"\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
