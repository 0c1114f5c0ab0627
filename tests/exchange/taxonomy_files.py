"""Entries A and B of the taxonomy of returned workbooks: the container, and whose it is."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from officekit.excel.compound_file import write_compound_file
from tests.exchange.taxonomy_cases import (
    ERROR,
    INFO,
    OWN,
    WARNING,
    Case,
    Change,
    Made,
    OneOf,
    cells,
    data,
    nowhere,
    on_file,
    on_sheet,
    own,
    same,
    saved,
    saved_book,
    valid,
)
from tests.exchange.taxonomy_round import (
    ANSWERS,
    CULTURE,
    FARM,
    SHEET1,
    WATER,
    Bench,
    Files,
    added,
    fill,
    name_of,
    pack,
    put_raw,
    replaced,
    substituted,
    unpack,
)

MEBIBYTE = 1 << 20
STRINGS = "xl/sharedStrings.xml"
AFTER = datetime.fromisoformat("2025-09-26T09:00:00+08:00")
"""The day after the last day."""


def _with_part(name: str) -> Change:
    return lambda book: added(book, {name: b"x"})


def _twice(book: bytes) -> bytes:
    """A part comes twice in the directory."""
    stream = io.BytesIO(book)
    with zipfile.ZipFile(stream, "a") as package:
        info = zipfile.ZipInfo("xl/worksheets/sheetX.xml")
        package.writestr(info, b"<worksheet/>")
    return stream.getvalue().replace(b"sheetX.xml", b"sheet1.xml")


def _with_comment(book: bytes) -> bytes:
    """A comment of the archive stands behind its directory."""
    stream = io.BytesIO(book)
    with zipfile.ZipFile(stream, "a") as package:
        package.comment = "青禾区".encode()
    return stream.getvalue()


def _spaces(count: int) -> Change:
    return lambda book: replaced(book, SHEET1, "<sheetData>", " " * count + "<sheetData>")


def _rows(count: int, cell: str) -> Change:
    """Rows far below the table, each with a cell fourteen times."""
    more = "".join(f'<row r="{n}">{cell * 14}</row>' for n in range(40, 40 + count))
    return lambda book: replaced(book, SHEET1, "</sheetData>", f"{more}</sheetData>")


def _strict(book: bytes) -> bytes:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return pack(
        {
            name: part.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                office, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
            for name, part in unpack(book).items()
        }
    )


def _link(target: str) -> Change:
    """A hyperlink to something outside."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/hyperlink" Target="{target}" TargetMode="External"/></Relationships>'
    )
    link = (
        '<hyperlinks><hyperlink ref="J4" r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships"/></hyperlinks>'
    )

    def change(book: bytes) -> bytes:
        more = {"xl/worksheets/_rels/sheet1.xml.rels": relation.encode()}
        return added(replaced(book, SHEET1, "<printOptions", f"{link}<printOptions"), more)

    return change


def _inner_link(book: bytes) -> bytes:
    link = '<hyperlinks><hyperlink ref="J4" location="填报说明!A1"/></hyperlinks>'
    return replaced(book, SHEET1, "<printOptions", f"{link}<printOptions")


def delimited(book: bytes) -> bytes:
    """The table as text, as Excel exports it: texts with commas or breaks in quotation marks."""
    sheet = openpyxl.load_workbook(io.BytesIO(book))["责任清单"]
    lines = []
    for row in sheet.iter_rows(values_only=True):
        texts = ["" if value is None else str(value).replace('"', '""') for value in row]
        lines.append(",".join(f'"{t}"' if re.search('[,"\n]', t) else t for t in texts))
    text = "\r\n".join(lines)
    return re.sub(r",0\.(\d)(\d?),", lambda m: f",{m[1]}{m[2] or 0}%,", text).encode("gb18030")


def _foreign(_: bytes) -> bytes:
    """A table of the unit's own making."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["科室", "九月工作", "完成情况"])
    sheet.append(["水利科", "巡河", "巡河十二次"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _properties(book: Workbook) -> Any:
    """Custom properties, of which the stubs do not know."""
    return book.custom_doc_props  # type: ignore[attr-defined]  # the stubs are older


def _without_identity(book: Workbook) -> None:
    """What is left where a sheet is copied into a new workbook: neither properties nor names."""
    properties = _properties(book)
    for name in list(properties.names):
        del properties[name]
    for name in list(book.defined_names):
        del book.defined_names[name]
    del book["_officekit"]


def mailed(name: str, sender: str = "water@qinghe.example") -> Made:
    """The return comes by mail, under a name of its own."""

    def files(bench: Bench) -> Files:
        returns = bench.valid()
        message = EmailMessage()
        message["From"] = sender
        message["Subject"] = "九月进展"
        message.set_content("请查收。")
        message.add_attachment(
            returns.pop(OWN), maintype="application", subtype="octet-stream", filename=name
        )
        return {**returns, "邮件.eml": message.as_bytes()}

    return files


def _of_other_unit(bench: Bench) -> Files:
    """The rows of another unit under the own identity."""
    ours = openpyxl.load_workbook(io.BytesIO(bench.issued[WATER]))

    def change(book: Workbook) -> None:
        properties = _properties(book)
        for name in properties.names:
            properties[name].value = _properties(ours)[name].value
        for name, defined in book.defined_names.items():
            defined.value = ours.defined_names[name].value
        for row, line in enumerate(ours["_officekit"].iter_rows(values_only=True), 1):
            for column, value in enumerate(line, 1):
                book["_officekit"].cell(row, column).value = value

    return {**bench.valid(), OWN: saved_book(change)(bench.filled(FARM))}


def _twice_alike(bench: Bench) -> Files:
    returns = bench.valid()
    return {**returns, f"副本-{OWN}": saved()(returns[OWN])}


def _twice_different(bench: Bench) -> Files:
    other = bench.filled(
        WATER, {"T002": ("已完成", 1.0, "水质监测站建成五处。", None, None, "何青")}
    )
    return {**bench.valid(), f"补报-{OWN}": other}


def _without(unit: str) -> Made:
    return lambda bench: {n: b for n, b in bench.valid().items() if n != name_of(unit)}


def _disagreeing(status: str) -> Made:
    """The supporting unit answers the first task as well."""

    def files(bench: Bench) -> Files:
        farm = bench.filled(FARM, {"T001": (status, None, None, None, None, None)})
        return {**bench.valid(), name_of(FARM): farm}

    return files


_SCAN = b"\x89PNG\r\n\x1a\n" + hashlib.shake_256(b"scan").digest(3_000)
_NOISE = hashlib.shake_256(b"noise").digest(9_000)
_LOCKED = write_compound_file({"EncryptedPackage": bytes(5_000), "EncryptionInfo": bytes(200)})

A_CASES = (
    Case(
        "A01",
        "lock file",
        lambda bench: {**bench.valid(), f"~${OWN}": b"\x05clerk" + bytes(159)},
        on_file(ERROR, f"~${OWN}", file=f"~${OWN}"),
        own(same, f"$~{OWN}"),
    ),
    Case(
        "A02",
        "text with the ending of a workbook",
        own(delimited),
        on_file(WARNING, ".xlsx", ".csv"),
        own(same, OWN.replace(".xlsx", ".XLSX")),
    ),
    Case("A02", "picture", data(_SCAN), on_file(ERROR, OWN), valid),
    Case("A03", "zero bytes", data(b""), on_file(ERROR, OWN), own(_with_comment)),
    Case("A03", "truncated", own(lambda b: b[: len(b) // 2]), on_file(ERROR, OWN), valid),
    Case("A03", "half of the end", own(lambda b: b[:-12]), on_file(ERROR, OWN), valid),
    Case("A04", "password", data(_LOCKED), on_file(ERROR, OWN), valid),
    Case(
        "A05",
        "70 MiB of spaces",
        own(_spaces(70 * MEBIBYTE)),
        on_file(ERROR, OWN),
        own(_spaces(90_000)),
    ),
    Case("A06", "part twice", own(_twice), on_file(ERROR, OWN), own(_with_part("customXml/a.txt"))),
    Case("A06", "part above", own(_with_part("../a.txt")), on_file(ERROR, OWN), valid),
    Case("A06", "part from the root", own(_with_part("/etc/a.txt")), on_file(ERROR, OWN), valid),
    Case("A06", "backslash", own(_with_part("xl\\a.txt")), on_file(ERROR, OWN), valid),
    Case(
        "A07",
        "entities",
        own(lambda b: replaced(b, STRINGS, "<sst ", "<!DOCTYPE sst [<!ENTITY a 'b'>]><sst ")),
        on_file(ERROR, OWN),
        own(lambda b: replaced(b, STRINGS, "<sst ", "<!-- DOCTYPE ENTITY --><sst ")),
    ),
    Case(
        "A08",
        "a million styled cells",
        own(_rows(75_000, '<c s="1"/>')),
        on_file(ERROR, OWN),
        own(_rows(500, '<c s="1"/>')),
    ),
    Case(
        "A09",
        "last cell of a sheet",
        own(lambda b: put_raw(b, {"XFD1048576": ' t="inlineStr"><is><t>巡河</t></is></c>'})),
        on_sheet(WARNING, value="XFD1048576"),
        cells({"C9": "增设巡河点"}),
    ),
    Case("A10", "strict", own(_strict), on_file(INFO), valid),
    Case(
        "A11",
        "A1",
        own(lambda b: substituted(b, SHEET1, '<dimension ref="[^"]*"', '<dimension ref="A1"')),
        on_sheet(INFO, value="A1"),
        own(lambda b: substituted(b, SHEET1, '<dimension ref="[^"]*"', '<dimension ref="A1:N99"')),
    ),
    Case(
        "A12",
        "VBA",
        own(_with_part("xl/vbaProject.bin")),
        on_file(WARNING),
        own(_with_part("xl/printerSettings/printerSettings1.bin")),
    ),
    Case(
        "A13",
        "link to a file",
        own(_link("file:///D:/台账.xlsx")),
        on_file(WARNING, "指向“file:///D:/台账.xlsx”的超链接"),
        own(_inner_link),
    ),
    Case(
        "A14",
        "WPS",
        own(lambda b: replaced(b, "docProps/app.xml", "Microsoft Excel", "WPS 表格")),
        on_file(INFO, "WPS 表格"),
        own(lambda b: replaced(b, "docProps/app.xml", "12.0000", "16.0300")),
    ),
    Case(
        "A15",
        "delimited text",
        own(delimited, "报送.csv"),
        on_file(INFO, "csv", "xlsx", file="报送.csv"),
        valid,
    ),
    Case(
        "A16",
        "a table of its own",
        own(_foreign),
        on_file(ERROR, OWN),
        own(saved_book(_without_identity)),
    ),
    Case(
        "A17",
        "name that turns round",
        mailed("水务局\u202exslx.xlsx"),
        on_file(WARNING, "水务局�xslx.xlsx", file="邮件.eml›水务局\u202exslx.xlsx"),
        mailed("水务局.xlsx"),
    ),
)

B_CASES = (
    Case("B01", "rows of another unit", _of_other_unit, on_file(ERROR, FARM, WATER), valid),
    Case(
        "B01",
        "folder of another unit",
        own(same, f"{FARM}/报送.xlsx"),
        on_file(WARNING, WATER, FARM, file="报送.xlsx"),
        own(same, f"{WATER}/报送.xlsx"),
    ),
    Case(
        "B02",
        "last month's workbook",
        lambda bench: {
            **bench.valid(),
            OWN: fill(bench.august[WATER], bench.answers(WATER, ANSWERS, {})),
        },
        on_file(ERROR, "2025年8月", "2025年9月"),
        own(same, OWN.replace("9月", "8月")),
    ),
    Case(
        "B03",
        "hidden sheet deleted",
        own(saved_book(lambda book: book.remove(book["_officekit"]))),
        on_file(WARNING, None, "_officekit"),
        own(saved()),
    ),
    Case(
        "B03",
        "unit changed in one place",
        own(lambda b: replaced(b, "docProps/custom.xml", WATER, CULTURE)),
        on_file(ERROR, "单位"),
        valid,
    ),
    Case(
        "B04",
        "saved twice",
        _twice_alike,
        on_file(
            INFO, OneOf(f"副本-{OWN}、{OWN}", f"{OWN}、副本-{OWN}"), file=OneOf(OWN, f"副本-{OWN}")
        ),
        _twice_different,
    ),
    Case(
        "B05",
        "two that differ",
        _twice_different,
        on_file(WARNING, "T002 进展情况", file=OneOf(OWN, f"补报-{OWN}")),
        _twice_alike,
    ),
    Case(
        "B06",
        "saved as it was issued",
        lambda bench: {**bench.valid(), OWN: saved()(bench.issued[WATER])},
        on_file(WARNING),
        lambda bench: {**bench.valid(), OWN: fill(bench.issued[WATER], [ANSWERS["T001"]])},
    ),
    Case(
        "B07",
        "late",
        _without(WATER),
        nowhere(WARNING, WATER),
        valid,
        now=AFTER,
        passes_now=AFTER,
    ),
    Case("B07", "not due yet", _without(WATER), nowhere(INFO, WATER), valid),
    Case(
        "B08",
        "lead and support",
        _disagreeing("已完成"),
        nowhere(
            WARNING,
            OneOf(
                f"进展状态：{WATER}填“推进中”，{FARM}填“已完成”",
                f"进展状态：{FARM}填“已完成”，{WATER}填“推进中”",
            ),
            row_key="T001",
        ),
        _disagreeing("推进中"),
    ),
)
