"""A small round of returns for fuzzing: what was issued, and what came back in each format."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from xml.sax.saxutils import escape

from officekit.excel.compound_file import write_compound_file
from officekit.exchange import split
from officekit.exchange.split import Issue
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.packet import Round
from officekit.model.period import Period
from officekit.model.unit import Unit, UnitRegistry
from officekit.writing import packet_workbook_bytes

WATER, FARM = "青禾区水务局", "青禾区农业农村局"
PERIOD = "2025年9月"
_SHEET = "xl/worksheets/sheet1.xml"
_COLUMNS = ("status", "completion", "progress", "problems", "next_steps", "person")
_ANSWERS = ("推进中", 0.6, "已完成河道清淤三公里，堤防加固开工。", "", "十月底前完工。", "周一帆")
_TASKS = {
    "T001": ("疏浚青禾河", "清淤五公里，加固堤防两处。", WATER, FARM),
    "T002": ("修建村级粮仓", "新建粮仓六座，改造旧仓三座。", FARM, WATER),
    "T003": ("整治临河水库", "完成除险加固，设监测点十处。", WATER, ""),
}
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_OLD_CELL, _OLD_SHEET, _OLD_BEGIN, _OLD_END = 0x0204, 0x0085, 0x0809, 0x000A
_LONGEST_OLD = 255

Grid = list[list[str | float]]


@dataclass(frozen=True)
class Sample:
    """What was issued, and valid returns of one unit.

    Attributes:
        matrix: the list.
        round: what was issued.
        files: the same return as each format that departments send: name → bytes.
        other: the return of the other unit, which is merged beside each input.
    """

    matrix: Matrix
    round: Round
    files: Mapping[str, bytes]
    other: bytes


def make_sample() -> Sample:
    """Issue the round, and fill in what comes back."""
    matrix = Matrix(
        "青禾区重点任务清单",
        tuple(
            MatrixRow(
                key,
                {
                    "number": Field(key[-1]),
                    "title": Field(title),
                    "measures": Field(measures),
                    "lead": Field(lead),
                    "support": Field(support),
                },
            )
            for key, (title, measures, lead, support) in _TASKS.items()
        ),
        registry=UnitRegistry((Unit(WATER), Unit(FARM))),
        id="m-fuzz",
    )
    ids = iter(f"{number:016x}" for number in range(1, 9))
    issue = Issue(Period.parse(PERIOD), issued_at="2025-09-01T09:00:00+08:00", due="2025-09-25")
    packets = split(matrix, issue, lambda: next(ids)).packets
    round_ = Round(1, matrix.id, issue.period, 1, packets, issue.due, issue.issued_at)
    books = [fill(packet_workbook_bytes(packet), len(packet.rows)) for packet in packets]
    grid = _grid(round_)
    files = {
        "报送.xlsx": books[0],
        "报送.csv": csv_text(grid).encode("utf-8-sig"),
        "国标.csv": csv_text(grid).encode("gb18030"),
        "报送.ods": ods_bytes(grid),
        "报送.xls": old_workbook(grid),
        "报送.html": html_bytes(grid),
        "报送.zip": zipped({"水务局/报送.xlsx": books[0], "报送.csv": csv_text(grid).encode()}),
        "报送.eml": mail({"报送.xlsx": books[0]}),
    }
    return Sample(matrix, round_, files, books[1])


def fill(book: bytes, tasks: int) -> bytes:
    """An issued workbook with answers in all of its tasks, set in the XML of its sheet."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    xml = parts[_SHEET].decode()
    last = xml.index('<c r="', xml.index('<row r="3"'))
    heads = re.findall(r'<c r="([A-Z]+)3"', xml[last:])
    first = len(heads) - 1 - len(_COLUMNS)
    for row in range(4, 4 + tasks):
        for column, value in zip(heads[first:-1], _ANSWERS, strict=True):
            xml = re.sub(
                rf'<c r="{column}{row}"( s="\d+")?(?:/>| t="\w+"><v>[^<]*</v></c>)',
                rf'<c r="{column}{row}"\1{_content(value)}',
                xml,
                count=1,
            )
    return zipped({**parts, _SHEET: xml.encode()})


def _content(value: str | float) -> str:
    if isinstance(value, str):
        text = escape(value)
        return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else "/>"
    return f"><v>{value}</v></c>"


def _grid(round_: Round) -> Grid:
    """The return as rows of values, without what only a workbook carries."""
    packet = round_.packets[0]
    heads = ["序号", "本单位职责", "重点任务", "主要举措", "牵头单位", "责任单位"]
    heads += ["进展状态", "完成率", "进展情况", "存在问题", "下一步措施", "责任人", "行标识"]
    keys = ("title", "measures", "lead", "support")
    rows: Grid = [
        [row.assigned["number"], row.role.value]
        + [row.assigned.get(key, "") for key in keys]
        + [*_ANSWERS, row.key]
        for row in packet.rows
    ]
    facts = f"填报单位：{packet.unit}　期次：{packet.period}"
    return [["青禾区重点任务进展填报表"], [facts], [*heads], *rows]


def csv_text(grid: Grid) -> str:
    """The grid as delimited text."""
    stream = io.StringIO()
    csv.writer(stream).writerows(grid)
    return stream.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive, with the right checksum of each part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def mail(files: Mapping[str, bytes]) -> bytes:
    """A mail with attachments."""
    message = EmailMessage()
    message["From"] = "clerk@qinghe.example"
    message["Subject"] = "九月进展"
    message["Date"] = "Sat, 20 Sep 2025 10:00:00 +0800"
    message.set_content("请查收。")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def html_bytes(grid: Grid) -> bytes:
    """The grid as a page, as web systems export it."""
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(str(value))}</td>' for value in row)}</tr>" for row in grid
    )
    return f'<html><meta charset="utf-8"><table>{rows}</table></html>'.encode()


def ods_bytes(grid: Grid) -> bytes:
    """The grid as an OpenDocument spreadsheet."""
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid
    )
    content = (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" '
        f'xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="责任清单">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode()})


def _ods_cell(value: str | float) -> str:
    if isinstance(value, str):
        text = f"<text:p>{escape(value)}</text:p>" if value else ""
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def old_workbook(grid: Grid) -> bytes:
    """The grid as a workbook of Excel 97 (BIFF8): one sheet, texts and numbers as labels."""
    begin = _record(_OLD_BEGIN, bytes.fromhex("0006050000000000") + bytes(8))
    body = _record(_OLD_BEGIN, bytes.fromhex("0006100000000000") + bytes(8))
    for row, values in enumerate(grid):
        for column, value in enumerate(values):
            text = str(value)[:_LONGEST_OLD]
            place = row.to_bytes(2, "little") + column.to_bytes(2, "little") + bytes(2)
            label = len(text).to_bytes(2, "little") + b"\x01" + text.encode("utf-16-le")
            body += _record(_OLD_CELL, place + label) if text else b""
    name = "责任清单"
    label = bytes((len(name), 1)) + name.encode("utf-16-le")
    size = len(begin) + 4 + 6 + len(label) + 4
    sheet = _record(_OLD_SHEET, size.to_bytes(4, "little") + bytes(2) + label)
    stream = begin + sheet + _record(_OLD_END, b"") + body + _record(_OLD_END, b"")
    return write_compound_file({"Workbook": stream + bytes(max(0, 4096 - len(stream)))})


def _record(number: int, data: bytes) -> bytes:
    return number.to_bytes(2, "little") + len(data).to_bytes(2, "little") + data


def parts_of(book: bytes) -> Mapping[str, bytes]:
    """Parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return {name: package.read(name) for name in package.namelist()}


def names_of(files: Mapping[str, bytes]) -> Sequence[str]:
    """Names in a fixed order."""
    return sorted(files)
