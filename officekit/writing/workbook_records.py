"""Lines added to the sheet 修改记录 of an existing workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from officekit.model.matrix import Change
from officekit.model.schema import SheetName, normalize_heading
from officekit.writing.layout import MAX_ROW_HEIGHT, clean, row_height
from officekit.writing.styles import BODY_SIZE
from officekit.writing.workbook_package import WorkbookPackage, child, local_name, sibling_tag
from officekit.writing.workbook_sheet import SharedStrings, SheetPart

_WIDTHS: Final = {"时间": 18.0, "位置": 22.0, "原内容": 40.0, "新内容": 40.0, "说明": 36.0}
"""Headings of 修改记录 and their widths."""
_CENTRED = frozenset({"时间"})
_HEAD_ROWS = 10
_FEWEST_HEADINGS = 2
_TEXT_FORMAT = "49"
_SUBTITLE = re.compile(r"目前没有修改|共\d+处修改")
_SUBTITLE_CELL = (2, 1)


def append_changes(
    package: WorkbookPackage, strings: SharedStrings, changes: Sequence[Change]
) -> None:
    """Write changes behind those that stand in 修改记录; the sheet is made where it is missing."""
    part = package.sheet_part(SheetName.CHANGES)
    if part is None:
        root = _new_sheet(package)
        package.add_sheet(SheetName.CHANGES, root)
        part = package.sheet_part(SheetName.CHANGES) or ""
    sheet = SheetPart(package.root(part), strings)
    head, columns = _head(sheet)
    last = sheet.last_row
    styles = {
        column: style
        for name, column in columns.items()
        if (style := _style(sheet, package, name, column, last if last > head else 0)) is not None
    }
    sheet.drop_blank_lines(head)
    lines = (_line(change, columns) for change in changes)
    package.append_serialised(part, sheet.data, sheet.rows_behind(lines, styles))
    if _SUBTITLE.fullmatch(sheet.text(*_SUBTITLE_CELL)):
        sheet.set_text(*_SUBTITLE_CELL, f"共{sheet.last_row - head}处修改")


def _line(change: Change, columns: Mapping[str, int]) -> tuple[dict[int, str], float]:
    """Texts by column and height of a line."""
    values = (change.time, change.place, change.before, change.after, change.note)
    texts = dict(zip(_WIDTHS, map(clean, values), strict=True))
    height = row_height([(texts[n], w) for n, w in _WIDTHS.items()], BODY_SIZE, least=20)
    return {columns[name]: text for name, text in texts.items()}, min(MAX_ROW_HEIGHT, height)


def _head(sheet: SheetPart) -> tuple[int, dict[str, int]]:
    """Row and columns of the headings; the first five columns where there are none."""
    for row in range(1, _HEAD_ROWS + 1):
        columns: dict[str, int] = {}
        for column in range(1, sheet.last_column + 1):
            name = normalize_heading(sheet.text(row, column))
            if name in _WIDTHS:
                columns.setdefault(name, column)
        if len(columns) >= _FEWEST_HEADINGS:
            # A column that the clerk has taken away goes behind the others: nothing is lost.
            free = iter(range(sheet.last_column + 1, sheet.last_column + len(_WIDTHS) + 1))
            for name in _WIDTHS:
                if name not in columns:
                    columns[name] = next(free)
            return row, columns
    return sheet.last_row, {name: i for i, name in enumerate(_WIDTHS, start=1)}


# ------------------------------------------------------------------ formats


def _style(
    sheet: SheetPart, package: WorkbookPackage, name: str, column: int, row: int
) -> str | None:
    """Format of the line above, else a body format of the workbook."""
    own = sheet.style(row, column) if row else None
    return own or _body_style(package, "center" if name in _CENTRED else "left")


def _body_style(package: WorkbookPackage, horizontal: str) -> str | None:
    """Number of a format for wrapped text without fill; one is added where there is none."""
    part = package.part_of_type("/styles")
    formats = child(package.root(part), "cellXfs") if part else None
    if part is None or formats is None:
        return None
    for number, entry in enumerate(formats):
        alignment = child(entry, "alignment")
        if (
            alignment is not None
            and child(entry, "protection") is None
            and alignment.get("wrapText") in ("1", "true")
            and alignment.get("horizontal", "left") == horizontal
            and alignment.get("vertical") == "center"
            and entry.get("numFmtId") == _TEXT_FORMAT
            and entry.get("fillId", "0") == "0"
            and entry.get("borderId", "0") != "0"
        ):
            return str(number)
    entry = etree.SubElement(formats, sibling_tag(formats, "xf"), numFmtId=_TEXT_FORMAT)
    for name, value in (("fontId", "0"), ("fillId", "0"), ("borderId", "0"), ("xfId", "0")):
        entry.set(name, value)
    entry.set("applyNumberFormat", "1")
    entry.set("applyAlignment", "1")
    alignment = etree.SubElement(entry, sibling_tag(entry, "alignment"), horizontal=horizontal)
    alignment.set("vertical", "center")
    alignment.set("wrapText", "1")
    formats.set("count", str(sum(local_name(e) == "xf" for e in formats)))
    package.touch(part)
    return str(len(formats) - 1)


def _new_sheet(package: WorkbookPackage) -> etree._Element:
    """An empty sheet 修改记录: title, small line and head row in the places they always have."""
    root = etree.Element(sibling_tag(package.workbook, "worksheet"))
    columns = etree.SubElement(root, sibling_tag(root, "cols"))
    for i, width in enumerate(_WIDTHS.values(), start=1):
        column = etree.SubElement(columns, sibling_tag(root, "col"), min=str(i), max=str(i))
        column.set("width", f"{width:g}")
        column.set("customWidth", "1")
    etree.SubElement(root, sibling_tag(root, "sheetData"))
    style = _body_style(package, "center")
    lines = (((SheetName.CHANGES,), 34), (("目前没有修改",), 20), (tuple(_WIDTHS), 26))
    sheet = SheetPart(root, SharedStrings(package))
    for texts, height in lines:
        styles = {i: style for i in range(1, len(texts) + 1) if style and len(texts) > 1}
        sheet.add_row(dict(enumerate(texts, start=1)), styles, height)
    return root
