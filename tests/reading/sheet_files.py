"""Workbook packages written by hand, part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_PART = "xl/worksheets/sheet1.xml"


def package(
    path: Path,
    body: str = "",
    *,
    after: str = "",
    before: str = "",
    strings: str | None = None,
    styles: str | None = None,
    date1904: bool = False,
    replaced: Mapping[str, str | None] | None = None,
) -> str:
    """Write a workbook with one sheet 表一; ``replaced`` swaps parts or drops them (None)."""
    parts: dict[str, str | None] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            f'<workbookPr date1904="{int(date1904)}"/>'
            '<sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" '
            'Target="/xl/sharedStrings.xml"/>'
            f'<Relationship Id="rId3" Type="{RELATIONS}/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings or ""}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles or ""}</styleSheet>',
        SHEET_PART: (
            f'<worksheet xmlns="{MAIN}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'
        ),
    }
    parts.update(replaced or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if text is not None:
                archive.writestr(name, text)
    return str(path)


def date_styles(*codes: str) -> str:
    """Styles: number 0 is General, number n has the n-th format code."""
    formats = "".join(
        f'<numFmt numFmtId="{170 + i}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for i, code in enumerate(codes)
    )
    cells = "".join(f'<xf numFmtId="{170 + i}"/>' for i in range(len(codes)))
    return (
        f'<numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{cells}</cellXfs>'
    )


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment without time zone, as spreadsheets know it."""
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - spreadsheets know no zones
