from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from officekit.config import DEFAULT_CONFIG, Config, Limits
from officekit.errors import (
    FileEncryptedError,
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
)
from officekit.model.document import Document, SourceKind
from officekit.reading.pdf import read_pdf
from tests.libreoffice import convert

SENTENCE = (
    "推进工业园区绿色改造，支持企业开展技术攻关，到2033年建成12家绿色工厂，GDP年均增长5.3%以上。"
)
CLAUSE = "（牵头单位：市发展改革委；责任单位：市科技局、市水务局）"
TITLE = "云泽市绿色发展三年行动计划"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


@dataclass(frozen=True)
class Para:
    text: str
    style: str = "Body"


def flat_odt(content: str) -> str:
    """A flat OpenDocument text: A4, body indented by two characters, header and page number."""
    names = {
        "office": "office:1.0",
        "style": "style:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "fo": "xsl-fo-compatible:1.0",
    }
    spaces = " ".join(f'xmlns:{key}="{OFFICE}{value}"' for key, value in names.items())

    def style(name: str, size: int, paragraph: str) -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f"<style:paragraph-properties {paragraph}/>"
            f'<style:text-properties style:font-size-asian="{size}pt" fo:font-size="{size}pt"/>'
            "</style:style>"
        )

    # LibreOffice loses some of the commas that hang over the margin: no hanging punctuation.
    justified = 'fo:text-align="justify" fo:line-height="28pt" style:punctuation-wrap="simple"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document {spaces} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        + style("Title", 22, 'fo:text-align="center"')
        + style("Body", 16, f'{justified} fo:text-indent="32pt"')
        + style("Flush", 16, justified)
        + style("Hanging", 16, f'{justified} fo:margin-left="32pt" fo:text-indent="-32pt"')
        + style("Right", 16, 'fo:text-align="end"')
        + style("Margin", 14, 'fo:text-align="center"')
        + '</office:styles><office:automatic-styles><style:page-layout style:name="A4">'
        '<style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"'
        ' fo:margin-top="12mm" fo:margin-bottom="12mm" fo:margin-left="28mm"'
        ' fo:margin-right="26mm"/><style:header-style><style:header-footer-properties'
        ' fo:min-height="20mm"/></style:header-style><style:footer-style>'
        '<style:header-footer-properties fo:min-height="20mm"/></style:footer-style>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"><style:header>'
        '<text:p text:style-name="Margin">云泽市文件</text:p></style:header><style:footer>'
        '<text:p text:style-name="Margin">— <text:page-number/> —</text:p></style:footer>'
        "</style:master-page></office:master-styles><office:body><office:text>"
        f"{content}</office:text></office:body></office:document>"
    )


def read(folder: Path, content: str) -> Document:
    source = folder / "计划.fodt"
    source.write_text(flat_odt(content), encoding="utf-8")
    return read_pdf(str(convert(source, "pdf", folder / "out")), DEFAULT_CONFIG)


def body(paragraphs: list[Para]) -> str:
    return "".join(f'<text:p text:style-name="{p.style}">{p.text}</text:p>' for p in paragraphs)


def plan() -> list[Para]:
    tasks = [Para(f"{n}.完善第{n}项机制。" + SENTENCE * (n % 5 + 1) + CLAUSE) for n in range(1, 31)]
    return [
        Para(TITLE, "Title"),
        Para("一、聚力创新驱动"),
        *tasks[:15],
        Para("二、聚力绿色低碳"),
        *tasks[15:],
        Para("云泽市人民政府", "Right"),
    ]


@pytest.mark.libreoffice
class TestPagesMadeByLibreOffice:
    def test_paragraphs_come_back_exactly_across_page_breaks(self, tmp_path: Path) -> None:
        document = read(tmp_path, body(plan()))
        assert [p.text for p in document.paragraphs] == [p.text for p in plan()]
        assert document.source.kind is SourceKind.PDF

    def test_pages_and_centring_are_known(self, tmp_path: Path) -> None:
        paragraphs = read(tmp_path, body(plan())).paragraphs
        assert paragraphs[0].centered is True
        assert paragraphs[1].centered is False
        assert paragraphs[0].location.page == 1
        assert paragraphs[0].location.paragraph == 1
        last = paragraphs[-1].location.page
        assert last is not None
        assert last > 5

    def test_headers_and_page_numbers_are_left_out_and_reported(self, tmp_path: Path) -> None:
        findings = read(tmp_path, body(plan())).findings
        assert [f.code for f in findings] == ["RD004"]
        assert "— 1 —" in findings[0].message
        assert "云泽市文件" in findings[0].message

    def test_paragraphs_without_indentation_end_at_short_lines(self, tmp_path: Path) -> None:
        want = [Para(p.text, "Flush") for p in plan()[1:8]]
        assert [p.text for p in read(tmp_path, body(want)).paragraphs] == [p.text for p in want]

    def test_a_hanging_list_keeps_its_items_whole(self, tmp_path: Path) -> None:
        items = [Para(f"（{n}）" + SENTENCE * 3, "Hanging") for n in range(1, 5)]
        source = body(items).replace("）推进", "）<text:tab/>推进", 1)
        got = [p.text for p in read(tmp_path, source).paragraphs]
        assert got == [p.text for p in items]

    def test_the_text_of_a_table_is_kept_row_by_row(self, tmp_path: Path) -> None:
        cells = [["序号", "任务", "单位"], ["1", "植树造林", "市林业局"], ["2", "治水", "市水务局"]]
        table = "<table:table><table:table-column table:number-columns-repeated='3'/>" + "".join(
            "<table:table-row>"
            + "".join(
                f"<table:table-cell>{body([Para(c, 'Flush')])}</table:table-cell>" for c in row
            )
            + "</table:table-row>"
            for row in cells
        )
        got = read(tmp_path, body(plan()[:3]) + table + "</table:table>" + body(plan()[3:4]))
        assert [p.text for p in got.paragraphs][-5:] == [
            plan()[2].text,
            "序号 任务 单位",
            "1 植树造林 市林业局",
            "2 治水 市水务局",
            plan()[3].text,
        ]

    def test_a_password_is_asked_for(self, tmp_path: Path) -> None:
        source = tmp_path / "计划.fodt"
        source.write_text(flat_odt(body(plan()[:2])), encoding="utf-8")
        options = (
            '{"EncryptFile":{"type":"boolean","value":"true"},'
            '"DocumentOpenPassword":{"type":"string","value":"secret"}}'
        )
        path = convert(source, f"pdf:writer_pdf_Export:{options}", tmp_path / "out")
        with pytest.raises(FileEncryptedError, match="密码"):
            read_pdf(str(path), DEFAULT_CONFIG)

    def test_limits_stop_the_reading(self, tmp_path: Path) -> None:
        source = tmp_path / "计划.fodt"
        source.write_text(flat_odt(body(plan())), encoding="utf-8")
        path = convert(source, "pdf", tmp_path / "out")
        with pytest.raises(FileRefusedError, match="第 1 页"):
            read_pdf(str(path), Config(limits=Limits(text_chars=100)))
        with pytest.raises(FileRefusedError):
            read_pdf(str(path), Config(limits=Limits(paragraphs=2)))


def simple_pdf(streams: list[bytes]) -> bytes:
    """A PDF with a page for each content stream, in Helvetica."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(streams)))
    objects.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(streams), kids))
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for n, stream in enumerate(streams):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (5 + 2 * n)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n"
    size = len(objects) + 1
    return data + trailer % (size, table, size, len(data)) + b"%%EOF"


def show(text: str, x: int = 72, y: int = 500, matrix: str = "1 0 0 1") -> bytes:
    return f"BT /F 12 Tf {matrix} {x} {y} Tm ({text}) Tj ET\n".encode()


def read_streams(tmp_path: Path, *streams: bytes) -> Document:
    path = tmp_path / "a.pdf"
    path.write_bytes(simple_pdf(list(streams)))
    return read_pdf(str(path), DEFAULT_CONFIG)


def test_a_scanned_document_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(FormatUnsupportedError, match="扫描件") as caught:
        read_streams(tmp_path, b"0 0 100 100 re f")
    assert "OCR" in caught.value.hint


def test_a_page_without_text_among_others_is_reported(tmp_path: Path) -> None:
    document = read_streams(tmp_path, show("Plan"), b"0 0 9 9 re f")
    assert [f.code for f in document.findings] == ["RD006"]
    assert "第 2 页" in document.findings[0].message


def test_a_number_in_the_margin_is_a_page_number_elsewhere_it_is_text(tmp_path: Path) -> None:
    document = read_streams(tmp_path, show("2033", y=500) + show("1", x=290, y=30))
    assert [p.text for p in document.paragraphs] == ["2033"]
    assert [f.code for f in document.findings] == ["RD004"]


def test_a_watermark_is_left_out(tmp_path: Path) -> None:
    mark = show("DRAFT", 200, 300, "0.7 0.7 -0.7 0.7")
    document = read_streams(tmp_path, show("The plan of the city") + mark)
    assert [p.text for p in document.paragraphs] == ["The plan of the city"]


def test_text_on_a_turned_page_is_read(tmp_path: Path) -> None:
    turned = show("first line", 100, 72, "0 1 -1 0") + show("second", 200, 72, "0 1 -1 0")
    document = read_streams(tmp_path, turned)
    assert [p.text for p in document.paragraphs] == ["first line", "second"]


def test_text_printed_twice_for_boldness_is_read_once(tmp_path: Path) -> None:
    document = read_streams(tmp_path, show("Plan", 72) + show("Plan", 72))
    assert [p.text for p in document.paragraphs] == ["Plan"]


@pytest.mark.parametrize("data", [b"%PDF-1.7 rubbish", b"%PDF-1.4\n%%EOF"])
def test_a_broken_file_is_unreadable(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(FileUnreadableError, match="已损坏"):
        read_pdf(str(path), DEFAULT_CONFIG)
