"""Builds ``workbooks/责任矩阵.xlsm`` from source: ``python -m officekit.excel.build [OUT.xlsm]``.

The same source gives the same bytes. The sheets come from :mod:`officekit.writing`, the buttons,
ribbon and VBA from :mod:`officekit.excel.buttons`, the module ``xlwings`` from the pinned wheel.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from officekit import __version__
from officekit.data.bundled import bundled
from officekit.excel.ribbon import PART, RELATIONSHIP, ribbon_xml
from officekit.excel.start_sheet import write_start_sheet
from officekit.excel.udf_wrapper import wrapper_source
from officekit.excel.vba_modules import WORKBOOK_MODULE, XLWINGS_VERSION, workbook_modules
from officekit.excel.vba_project import vba_project
from officekit.model.schema import SheetName
from officekit.writing.atomic import atomic_output
from officekit.writing.matrix_workbook import add_blank_sheets
from officekit.writing.styles import ACCENT, AMBER, PALE_AMBER, PALE_RED, QUIET, RED, Styles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

NAME = "责任矩阵.xlsm"
CONFIGURATION = (
    ("INTERPRETER_WIN", r"%LOCALAPPDATA%\officekit\runtime\Scripts\python.exe"),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("USE UDF SERVER", "False"),
    ("SHOW CONSOLE", "False"),
)
"""What ``xlwings.bas`` reads from the sheet ``xlwings.conf``."""

_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 -- fixed: the same source gives the same bytes
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LAST_LINE = 20_003
_BUTTON_FONT = "微软雅黑"
_HEAD_ROW, _ROOM_FOR_UNITS = 2, 183
"""Room for names of 12 characters written upright; the blank sheet only knows its headings."""


def workbook_bytes() -> bytes:
    """The workbook with ribbon and VBA."""
    return _with_ribbon(_without_ribbon())


def _without_ribbon() -> bytes:
    import xlsxwriter

    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
        },
    )
    workbook.set_properties(
        {"title": "责任矩阵", "comments": f"officekit {__version__}", "created": _CREATED}
    )
    workbook.set_custom_property("officekit版本", __version__)
    workbook.set_custom_property("xlwings版本", XLWINGS_VERSION)
    styles = Styles(workbook)
    write_start_sheet(workbook, styles)
    add_blank_sheets(workbook, styles)
    _write_configuration(workbook)
    _add_live_formats(workbook, styles)
    names = [f"Sheet{i}" for i, _ in enumerate(workbook.worksheets(), start=1)]
    modules = workbook_modules(names, wrapper_source())
    workbook.set_vba_name(WORKBOOK_MODULE)
    for sheet, name in zip(workbook.worksheets(), names, strict=True):
        sheet.set_vba_name(name)
    workbook.get_worksheet_by_name(SheetName.START).activate()
    for sheet in workbook.worksheets():
        # Two selected sheets are a group: what is typed into one goes into the other as well.
        sheet.selected = sheet.name == SheetName.START
    workbook.add_vba_project(BytesIO(vba_project(modules)), is_stream=True)
    workbook.close()
    return buffer.getvalue()


def _write_configuration(workbook: Workbook) -> None:
    sheet = workbook.add_worksheet(SheetName.CONFIG)
    for row, pair in enumerate(CONFIGURATION):
        for column, text in enumerate(pair):
            sheet.write_string(row, column, text)
    sheet.very_hidden()


def _add_live_formats(workbook: Workbook, styles: Styles) -> None:
    """Colours that follow the contents, since nobody draws them cell by cell in Excel."""
    from xlsxwriter.utility import xl_col_to_name

    tasks = workbook.get_worksheet_by_name(SheetName.TASKS)
    columns = tasks.dim_colmax  # the last one is 行标识
    key = xl_col_to_name(columns)
    marks, kinds = (f"'{SheetName.FINDINGS}'!${c}$4:${c}${_LAST_LINE}" for c in ("L", "A"))
    heading = 'SUBSTITUTE(A$3,CHAR(10)," ")'
    for kind, colour in (("错误", PALE_RED), ("提醒", PALE_AMBER)):
        counted = f'COUNTIFS({marks},${key}4&"/"&{heading},{kinds},"{kind}")'
        rule = {
            "type": "formula",
            "criteria": f'=AND(${key}4<>"",{counted}>0)',
            "format": styles.make(bg_color=colour),
        }
        tasks.conditional_format(3, 0, 4, columns - 1, rule)
    findings = workbook.get_worksheet_by_name(SheetName.FINDINGS)
    looks: Sequence[tuple[str, dict[str, object]]] = (
        ("错误", {"font_color": RED, "bg_color": PALE_RED}),
        ("提醒", {"font_color": AMBER, "bg_color": PALE_AMBER}),
        ("提示", {"font_color": QUIET}),
    )
    for kind, look in looks:
        findings.conditional_format(
            3,
            0,
            4,
            0,
            {"type": "cell", "criteria": "==", "value": f'"{kind}"', "format": styles.make(**look)},
        )
    cross = workbook.get_worksheet_by_name(SheetName.CROSS)
    cross.set_row(_HEAD_ROW, _ROOM_FOR_UNITS)
    for mark, colour in (("★", ACCENT), ("●", QUIET)):
        cross.conditional_format(
            3,
            2,
            4,
            3,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{mark}"',
                "format": styles.make(font_color=colour),
            },
        )
    unknown = f"COUNTIF('{SheetName.UNITS}'!$A$4:$A$5003,C$3)=0"
    cross.conditional_format(
        2,
        2,
        2,
        3,
        {
            "type": "formula",
            "criteria": f'=AND(C$3<>"",{unknown})',
            "format": styles.make(bg_color=AMBER),
        },
    )


def _with_ribbon(workbook: bytes) -> bytes:
    """The workbook with the part of the ribbon and its relationship."""
    relationship = (
        f'<Relationship Id="rIdOfficekit" Type="{RELATIONSHIP}" Target="{PART}"/></Relationships>'
    )
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "_rels/.rels":
                content = content.replace(b"</Relationships>", relationship.encode())
            elif part.filename.endswith(".vml"):
                content = content.replace(b'face="Calibri"', f'face="{_BUTTON_FONT}"'.encode())
            _add_part(target, part.filename, content)
        _add_part(target, PART, ribbon_xml())
    return buffer.getvalue()


def _add_part(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    target.writestr(entry, content)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the workbook at its place in the checkout, or at the path that is given."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    path = Path(given[0]) if given else bundled("workbooks") / NAME
    with atomic_output(path, overwrite=True) as stream:
        stream.write(workbook_bytes())
    print(f"已生成：{path}", file=sys.stderr)  # noqa: T201 -- a tool for the terminal
    return 0


if __name__ == "__main__":
    sys.exit(main())
