"""Hostile and odd returned files, built from one small workbook."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import xlsxwriter

from officekit.excel.compound_file import write_compound_file

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MEBIBYTE = 1 << 20
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

Change = Callable[[str], str]


def good(path: Path) -> Path:
    """A workbook of one sheet: A1 序号, B1 任务, A2 1, B2 推进青禾区改造."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("责任清单")
        sheet.write_row(0, 0, ["序号", "任务"])
        sheet.write_number(1, 0, 1)
        sheet.write_string(1, 1, "推进青禾区改造")
    return path


def parts(path: Path) -> dict[str, bytes]:
    """All parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def pack(path: Path, content: Mapping[str, bytes | Iterator[bytes]]) -> Path:
    """Write a package; the names are taken as they are."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for name, data in content.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            with package.open(info, "w", force_zip64=True) as stream:
                for chunk in (data,) if isinstance(data, bytes) else data:
                    stream.write(chunk)
    return path


class Corpus:
    """Writes the files into a folder, each by its name in :data:`FILES`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parts = parts(good(folder / "base.xlsx"))

    def write(self, name: str) -> Path:
        """Write one file."""
        return FILES[name](self, self.folder / name)

    def changed(
        self, path: Path, part: str, change: Change, more: Mapping[str, bytes] | None = None
    ) -> Path:
        content: dict[str, bytes | Iterator[bytes]] = dict(self._parts)
        content[part] = change(self._parts[part].decode()).encode()
        return pack(path, {**content, **(more or {})})

    def streamed(self, path: Path, part: str, before: str, middle: Iterator[bytes]) -> Path:
        """A part with much put in before a mark."""
        head, mark, tail = self._parts[part].decode().partition(before)

        def chunks() -> Iterator[bytes]:
            yield head.encode()
            yield from middle
            yield (mark + tail).encode()

        return pack(path, {**self._parts, part: chunks()})

    def rows(self, path: Path, rows: str) -> Path:
        return self.changed(
            path, SHEET, lambda xml: xml.replace("</sheetData>", rows + "</sheetData>")
        )

    def after(self, path: Path, middle: Iterator[bytes]) -> Path:
        """Elements behind the cells."""
        return self.streamed(path, SHEET, "<pageMargins", middle)

    def strings(self, path: Path, start: str, middle: Iterator[bytes]) -> Path:
        def chunks() -> Iterator[bytes]:
            yield start.encode()
            yield from middle
            yield b"</sst>"

        return pack(path, {**self._parts, STRINGS: chunks()})

    def dropped(self, path: Path, part: str) -> Path:
        return pack(path, {name: data for name, data in self._parts.items() if name != part})

    def with_parts(self, path: Path, more: Mapping[str, bytes]) -> Path:
        return pack(path, {**self._parts, **more})

    def related(
        self, path: Path, kind: str, target: str, mode: str, more: Mapping[str, bytes]
    ) -> Path:
        """A sheet with one relation."""
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/{kind}" Target="{target}"{mode}/></Relationships>'
        )
        link = (
            '<hyperlinks><hyperlink ref="A1" r:id="rId1" xmlns:r="http://schemas.openxmlformats.org'
            '/officeDocument/2006/relationships"/></hyperlinks><pageMargins'
        )
        more = {**more, "xl/worksheets/_rels/sheet1.xml.rels": relations.encode()}
        return self.changed(path, SHEET, lambda xml: xml.replace("<pageMargins", link), more)

    def bytes(self) -> bytes:
        return (self.folder / "base.xlsx").read_bytes()


def raw(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def repeated(text: str, count: int) -> Iterator[bytes]:
    """A text many times, in pieces."""
    piece = text.encode()
    many = max(MEBIBYTE // len(piece), 1)
    whole, rest = divmod(count, many)
    for _ in range(whole):
        yield piece * many
    yield piece * rest


def doctype(declarations: str, body: str) -> Change:
    def change(_: str) -> str:
        return f'<?xml version="1.0"?><!DOCTYPE sst [{declarations}]><sst xmlns="{MAIN}"><si><t>{body}</t></si></sst>'

    return change


def entities() -> str:
    return '<!ENTITY e0 "云">' + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))


def prefixed(xml: str) -> str:
    xml = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", xml)
    return xml.replace("xmlns=", "xmlns:x=")


def strict(corpus: Corpus, path: Path) -> Path:
    changed = {
        name: data.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts(corpus.folder / "base.xlsx").items()
    }
    return pack(path, changed)


def no_references(xml: str) -> str:
    return re.sub(r'<c r="[A-Z]+\d+"', "<c", re.sub(r'<row r="\d+"', "<row", xml))


def duplicate(corpus: Corpus, path: Path) -> Path:
    raw(path, corpus.bytes())
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(SHEET, b"<worksheet/>")
    return path


def lying_size(corpus: Corpus, path: Path) -> Path:
    """The directory declares a tenth of the sheet's bytes."""
    data = bytearray(corpus.bytes())
    place = data.index(b"PK\x01\x02")
    while data[place + 46 : place + 46 + len(SHEET)] != SHEET.encode():
        place = data.index(b"PK\x01\x02", place + 1)
    size = int.from_bytes(data[place + 24 : place + 28], "little")
    data[place + 24 : place + 28] = (size // 10).to_bytes(4, "little")
    return raw(path, bytes(data))


def quine(path: Path) -> Path:
    """A zip in a zip in a zip, twelve deep; the quine's way of never ending."""
    data = b"end"
    for _ in range(12):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("r.zip", data)
        data = stream.getvalue()
    return raw(path, data)


def many_members(path: Path, count: int) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for number in range(count):
            package.writestr(f"{number}.csv", b"")
    return path


def bomb_in_zip(corpus: Corpus, path: Path) -> Path:
    return pack(path, {"bomb.xlsx": repeated(" ", 300 * MEBIBYTE), "甲.xlsx": corpus.bytes()})


def mail_of_parts(path: Path, count: int) -> Path:
    part = b'--b\r\nContent-Disposition: attachment; filename="1.csv"\r\n\r\n1,2\r\n'
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return raw(path, head + part * count + b"--b--\r\n")


def deep_mail(path: Path, depth: int) -> Path:
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return raw(path, b"MIME-Version: 1.0\r\n" + heads + b"Content-Type: text/plain\r\n\r\nx\r\n")


def forwarded_mail(path: Path, depth: int) -> Path:
    return raw(path, b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: x\r\n\r\nx\r\n")


def looped_message(path: Path) -> Path:
    """A .msg whose directory entries are each other's siblings and their own children."""
    data = bytearray(
        write_compound_file(
            {
                "__properties_version1.0": bytes(32),
                "__attach_version1.0_0": {"__substg1.0_37010102": b"x" * 9},
                "__attach_version1.0_1": {"__substg1.0_37010102": b"y" * 9},
            }
        )
    )
    directory = 512 * (1 + int.from_bytes(data[48:52], "little"))
    for number in range(1, 6):
        entry = directory + 128 * number
        for place in (68, 72, 76):
            data[entry + place : entry + place + 4] = (number % 5 + 1).to_bytes(4, "little")
    return raw(path, bytes(data))


def ods(path: Path, rows: str, before: str = "") -> Path:
    content = (
        f'{before}<office:document-content xmlns:office="{ODF}:office:1.0" '
        f'xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="表一">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS_TYPE)
        package.writestr("content.xml", content)
    return path


ODS_CELL = '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
ODS_EVERYWHERE = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    'table:number-columns-repeated="16384" office:value-type="string"><text:p>甲</text:p>'
    "</table:table-cell></table:table-row>"
)
ODS_BLANK = (
    f"<table:table-row>{ODS_CELL}</table:table-row>"
    '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)


def far_xls(path: Path) -> Path:
    """A workbook stream with numbers in two opposite corners: calamine lays out all between."""
    begin = bytes.fromhex("09081000000605000000000000000000") + bytes(4)
    sheet = b"\x85\x00\x10\x00" + (44).to_bytes(4, "little") + b"\0\0\x05\0sheet\0\0\0"
    numbers = b"".join(
        b"\x03\x02\x0e\x00" + place + bytes(10) for place in (b"\0\0\0\0", b"\xff\xff\xff\xff")
    )
    stream = begin + sheet + b"\x0a\0\0\0" + begin + numbers + b"\x0a\0\0\0"
    return raw(path, write_compound_file({"Workbook": stream + bytes(5000)}))


def garbage_xls(path: Path) -> Path:
    """A workbook stream of nothing that means anything."""
    noise = hashlib.shake_256(b"xls").digest(6_000)
    return raw(path, write_compound_file({"Workbook": noise}))


THREADS = {
    "xl/threadedComments/threadedComment1.xml": (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="A1" id="{1}" parentId="{2}"><text>甲</text>'
        '</threadedComment><threadedComment ref="A1" id="{2}" parentId="{1}"><text>乙</text>'
        "</threadedComment></ThreadedComments>"
    ).encode()
}
"""Comments that answer each other."""

FILES: dict[str, Callable[[Corpus, Path], Path]] = {
    "good.xlsx": lambda c, p: raw(p, c.bytes()),
    "entity_bomb.xlsx": lambda c, p: c.changed(p, STRINGS, doctype(entities(), "&e9;")),
    "entity_quadratic.xlsx": lambda c, p: c.changed(
        p, STRINGS, doctype(f'<!ENTITY a "{"A" * 200_000}">', "&a;" * 5_000)
    ),
    "xxe.xlsx": lambda c, p: c.changed(
        p, STRINGS, doctype('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;")
    ),
    "zip_bomb.xlsx": lambda c, p: c.streamed(
        p, SHEET, "<sheetData", repeated(" ", 2048 * MEBIBYTE)
    ),
    "cell_bomb.xlsx": lambda c, p: c.streamed(
        p,
        SHEET,
        "</sheetData>",
        (b'<row r="%d">' % r + b'<c s="1"/>' * 14 + b"</row>" for r in range(40, 300_040)),
    ),
    "far_cell.xlsx": lambda c, p: c.rows(
        p, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "traversal.xlsx": lambda c, p: c.with_parts(p, {"../../evil.txt": b"x"}),
    "duplicate_part.xlsx": duplicate,
    "absolute_part.xlsx": lambda c, p: c.with_parts(p, {"/etc/evil.txt": b"x"}),
    "backslash_part.xlsx": lambda c, p: c.with_parts(p, {"xl\\evil.txt": b"x"}),
    "dde.xlsx": lambda c, p: c.rows(
        p, """<row r="3"><c r="A3" t="str"><f>cmd|'/C calc'!A0</f><v>x</v></c></row>"""
    ),
    "page.xls": lambda _, p: raw(
        p, "<html><table><tr><td>序号</td><td>任务</td></tr></table></html>".encode()
    ),
    "text.xlsx": lambda _, p: raw(p, "序号,任务\n1,甲\n2,乙\n".encode("gb18030")),
    "empty.xlsx": lambda _, p: raw(p, b""),
    "truncated.xlsx": lambda c, p: raw(p, c.bytes()[: len(c.bytes()) // 2]),
    "random.xlsx": lambda _, p: raw(p, hashlib.shake_256(b"random").digest(9_000)),
    "~$locked.xlsx": lambda _, p: raw(p, b"\x05clerk" + bytes(100)),
    "password.xlsx": lambda _, p: raw(
        p, write_compound_file({"EncryptedPackage": bytes(5_000), "EncryptionInfo": bytes(200)})
    ),
    "macro.xlsm": lambda c, p: c.with_parts(p, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "dimension.xlsx": lambda c, p: c.changed(
        p, SHEET, lambda xml: xml.replace('ref="A1:B2"', 'ref="A1"')
    ),
    "prefixed.xlsx": lambda c, p: c.changed(p, SHEET, prefixed),
    "strict.xlsx": strict,
    "no_references.xlsx": lambda c, p: c.changed(p, SHEET, no_references),
    "lying_size.xlsx": lying_size,
    "long_string.xlsx": lambda c, p: c.strings(
        p,
        f'<sst xmlns="{MAIN}"><si><t>',
        iter([b"".join(repeated("ab" * 500, 50_000)), b"</t></si>"]),
    ),
    "many_strings.xlsx": lambda c, p: c.strings(
        p, f'<sst xmlns="{MAIN}">', (b"<si><t>%d</t></si>" % n for n in range(1_000_000))
    ),
    "many_merges.xlsx": lambda c, p: c.after(
        p,
        (
            piece
            for group in (
                [b"<mergeCells>"],
                (b'<mergeCell ref="C%d:D%d"/>' % (n, n) for n in range(1, 1_000_001)),
                [b"</mergeCells>"],
            )
            for piece in group
        ),
    ),
    "many_validations.xlsx": lambda c, p: c.after(
        p,
        iter(
            [
                b'<dataValidations><dataValidation type="list" sqref="',
                b" ".join(b"C%d" % n for n in range(1, 1_000_001)),
                b'"/></dataValidations>',
            ]
        ),
    ),
    "many_styles.xlsx": lambda c, p: c.streamed(
        p, STYLES, "</cellXfs>", (b'<xf numFmtId="0" xfId="%d"/>' % n for n in range(100_000))
    ),
    "deep.xlsx": lambda c, p: c.after(
        p, iter([b"".join(repeated("<a>", 100_000)), b"".join(repeated("</a>", 100_000))])
    ),
    "huge_attribute.xlsx": lambda c, p: c.after(
        p, iter([b'<a b="', b"".join(repeated("xyz1", 10 * MEBIBYTE)), b'"/>'])
    ),
    "wide_columns.xlsx": lambda c, p: c.changed(
        p,
        SHEET,
        lambda xml: xml.replace(
            "<sheetData>", '<cols><col min="1" max="2000000000" hidden="1"/></cols><sheetData>'
        ),
    ),
    "broken_utf8.xlsx": lambda c, p: c.with_parts(
        p, {STRINGS: f'<sst xmlns="{MAIN}"><si><t>'.encode() + b"\xff\xc0</t></si></sst>"}
    ),
    "utf16_part.xlsx": lambda c, p: c.with_parts(
        p,
        {
            STRINGS: (
                f'<?xml version="1.0" encoding="UTF-16"?><sst xmlns="{MAIN}"><si><t>序号</t></si>'
                "<si><t>任务</t></si><si><t>推进青禾区改造</t></si></sst>"
            ).encode("utf-16")
        },
    ),
    "no_book.xlsx": lambda c, p: c.dropped(p, BOOK),
    "circular.xlsx": lambda c, p: c.changed(
        p,
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace("worksheets/sheet1.xml", "workbook.xml"),
    ),
    "unc_link.xlsx": lambda c, p: c.related(
        p, "hyperlink", "file:///\\\\server\\share", ' TargetMode="External"', {}
    ),
    "threads.xlsx": lambda c, p: c.related(
        p, "threadedComment", "../threadedComments/threadedComment1.xml", "", THREADS
    ),
    "negative_row.xlsx": lambda c, p: c.rows(p, '<row r="-5"><c r="A-5"><v>1</v></c></row>'),
    "bad_column.xlsx": lambda c, p: c.rows(p, '<row r="3"><c r="ZZZZ1"><v>1</v></c></row>'),
    "bomb.ods": lambda _, p: ods(p, ODS_EVERYWHERE),
    "blank.ods": lambda _, p: ods(p, ODS_BLANK),
    "doctype.ods": lambda _, p: ods(p, "", before="<!DOCTYPE a [<!ENTITY b 'c'>]>"),
    "far_cell.xls": lambda _, p: far_xls(p),
    "garbage.xls": lambda _, p: garbage_xls(p),
    "gzip.xlsx": lambda c, p: raw(p, gzip.compress(c.bytes())),
    "quine.zip": lambda _, p: quine(p),
    "members.zip": lambda _, p: many_members(p, 100_000),
    "bomb.zip": bomb_in_zip,
    "parts.eml": lambda _, p: mail_of_parts(p, 10_000),
    "deep.eml": lambda _, p: deep_mail(p, 100),
    "forwarded.eml": lambda _, p: forwarded_mail(p, 100),
    "loop.msg": lambda _, p: looped_message(p),
}
"""Name → how to build it."""
