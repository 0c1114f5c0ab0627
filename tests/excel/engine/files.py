"""Reading and writing workbooks: openpyxl, and the values of formulas that it forgets."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils import get_column_letter

from tests.excel.engine.errors import refused

_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MACRO_SUFFIXES = (".xlsm", ".xltm")

Values = dict[tuple[int, int], Any]
"""Values of formulas by row and column."""


def load(path: Path) -> tuple[Any, dict[str, Values]]:
    """Load a workbook.

    Returns:
        The openpyxl workbook, and the saved values of its formulas by name of sheet.

    Raises:
        com_error: the file is missing or no workbook.
    """
    if not path.is_file():
        raise refused(f"Sorry, we couldn't find {path}.")
    try:
        book = _read(path, values_only=False)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise refused(f"Excel cannot open the file '{path.name}'.") from error
    formulas = {
        sheet.title: [at for at, cell in sheet._cells.items() if cell.data_type == "f"]
        for sheet in book.worksheets
    }
    if not any(formulas.values()):
        return book, {}
    results = _read(path, values_only=True)
    return book, {
        title: {at: results[title].cell(*at).value for at in places}
        for title, places in formulas.items()
    }


def _read(path: Path, *, values_only: bool) -> Any:
    keep = path.suffix.lower() in _MACRO_SUFFIXES
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # parts that openpyxl does not keep
        return openpyxl.load_workbook(path, keep_vba=keep, data_only=values_only)


def save(book: Any, path: Path, values: dict[str, Values]) -> None:
    """Save a workbook with the values of its formulas.

    Args:
        book: the openpyxl workbook.
        path: the file.
        values: values of formulas by name of sheet, row and column.
    """
    buffer = io.BytesIO()
    drawings = [sheet.legacy_drawing for sheet in book.worksheets]
    book.save(buffer)
    for sheet, drawing in zip(book.worksheets, drawings, strict=True):
        sheet.legacy_drawing = drawing  # openpyxl names the new part, which the next save misses
    parts = {
        f"xl/worksheets/sheet{number}.xml": values.get(sheet.title, {})
        for number, sheet in enumerate(book.worksheets, 1)
    }
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for info in source.infolist():
            data = source.read(info)
            known = parts.get(info.filename)
            out.writestr(info, _with_values(data, known) if known else data)


def _with_values(part: bytes, values: Values) -> bytes:
    root = etree.fromstring(part)
    by_address = {
        f"{get_column_letter(column)}{row}": value
        for (row, column), value in values.items()
        if value is not None
    }
    for formula in root.iter(f"{{{_NAMESPACE}}}f"):
        cell = formula.getparent()
        if cell is None or str(cell.get("r")) not in by_address:
            continue
        value = by_address[str(cell.get("r"))]
        for old in cell.findall(f"{{{_NAMESPACE}}}v"):
            cell.remove(old)
        element = etree.SubElement(cell, f"{{{_NAMESPACE}}}v")
        if isinstance(value, str):
            cell.set(
                "t", "e" if value.startswith("#") and value.endswith(("!", "?", "A")) else "str"
            )
            element.text = value
        elif isinstance(value, bool):
            cell.set("t", "b")
            element.text = str(int(value))
        else:
            if "t" in cell.attrib:
                del cell.attrib["t"]
            element.text = repr(float(value))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
