"""The layout of Word documents: broken and hostile files, and what others write."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officekit.config import Config, Limits
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.model.document import Source, SourceKind
from officekit.model.laid_document import Alignment
from officekit.reading import read_layout
from officekit.reading.docx_layout import read_docx_layout
from tests.libreoffice import convert
from tests.reading.docx_builder import (
    abstract,
    level,
    num,
    paragraph,
    row,
    run,
    write_docx,
)
from tests.reading.layout_package import (
    COMPLEX_PAGE,
    MM,
    NUMBERED,
    fonts,
    footer_reference,
    only,
    rule_table,
    section,
    side,
    style,
    write_package,
)
from tests.watchdog import ends


def test_only_word_documents_have_a_layout(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text("青禾区工作要点\n推进园区建设。\n", encoding="utf-8")
    with pytest.raises(FormatUnsupportedError) as caught:
        read_layout(path, render=False)
    assert "方案.txt" in caught.value.message
    with pytest.raises(FileUnreadableError):
        read_layout(tmp_path / "没有.docx")


def test_without_libreoffice_the_document_has_no_pages(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "甲")
    document = read_layout(path, Config(soffice="/nowhere/soffice"))
    assert document.pages is None
    assert [f.code for f in document.findings] == ["RD015"]
    assert [p.text for p in document.paragraphs] == ["甲"]
    assert read_layout(path, render=False).findings == ()


def test_a_failing_libreoffice_is_a_finding(tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    document = read_layout(write_docx(tmp_path / "a.docx", "甲"), Config(soffice=str(broken)))
    assert document.pages is None
    assert [f.code for f in document.findings] == ["RD016"]


def test_strict_documents_are_read_like_others(tmp_path: Path) -> None:
    look = paragraph(run("甲", '<w:sz w:val="32"/>'), properties='<w:jc w:val="center"/>')
    document = read_layout(write_docx(tmp_path / "a.docx", look, strict=True), render=False)
    assert document.paragraphs[0].alignment is Alignment.CENTER
    assert document.paragraphs[0].runs[0].size == 16.0


def test_styles_in_a_circle_end(tmp_path: Path) -> None:
    styles = style("a", "<w:rPr><w:b/></w:rPr>", base="b") + style("b", "", base="a")
    assert only(tmp_path, paragraph("甲", style="b"), styles=styles).runs[0].bold


def test_limits_apply(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "一二三四五六")
    with pytest.raises(FileRefusedError):
        read_layout(path, Config(limits=Limits(text_chars=5)), render=False)
    numbering = abstract(1, level(0, "decimal", "长" * 9_000)) + num(1, 1)
    bloated = write_docx(
        tmp_path / "b.docx", *[paragraph("甲", num_id=1)] * 2_000, numbering=numbering
    )
    with pytest.raises(FileRefusedError):
        read_layout(bloated, render=False)


def test_a_long_document_is_read_in_linear_time(tmp_path: Path) -> None:
    long = "".join(run(f"{n * n}", "<w:b/>" if n % 2 else "") for n in range(20_000))
    cut = section()
    blocks = [paragraph(f"推进园区建设{n * n}", properties=cut) for n in range(10_000)]
    blocks.insert(0, paragraph(long))
    with ends():
        document = read_layout(write_docx(tmp_path / "a.docx", *blocks), render=False)
    assert len(document.paragraphs) == 10_001
    assert len(document.sections) == 10_001


_NAMES = st.sampled_from(
    ["p", "pPr", "r", "rPr", "t", "ind", "spacing", "tbl", "tr", "tc", "tblPr", "sectPr", "jc",
     "rFonts", "sz", "br", "fldSimple", "fldChar", "framePr", "numPr", "numId", "pBdr", "top",
     "txbxContent", "sdt", "sdtContent", "tblW", "gridCol", "pgSz", "docGrid"]
)  # fmt: skip
_VALUES = st.sampled_from(["", "-1", "99999999999999999999", "nan", "1%", "甲", "page", "single"])
_MARKUP = st.recursive(
    st.just(""),
    lambda inner: st.builds(
        lambda name, attribute, value, parts: (
            f'<w:{name} w:{attribute}="{value}">{"".join(parts)}</w:{name}>'
        ),
        _NAMES,
        st.sampled_from(
            ["val", "w", "h", "left", "firstLineChars", "sz", "type", "linePitch", "instr"]
        ),
        _VALUES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_MARKUP, max_size=4))
def test_whatever_the_markup_only_our_errors_leave(tmp_path: Path, blocks: list[str]) -> None:
    path = write_docx(tmp_path / "a.docx", *[f"<w:sdt>{block}</w:sdt>" for block in blocks])
    with contextlib.suppress(OfficekitError):
        read_docx_layout(str(path), Source(str(path), SourceKind.DOCX), Config())


@pytest.mark.libreoffice
def test_what_libreoffice_writes_reads_the_same(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "a.docx",
        paragraph(
            run(
                "关于推进青禾区园区建设的通知",
                fonts("方正小标宋简体", "Arial") + '<w:sz w:val="44"/>',
            ),
            properties='<w:jc w:val="center"/>',
        ),
        paragraph(
            run("各镇街办", fonts("仿宋_GB2312", "Arial") + '<w:sz w:val="32"/>'),
            properties='<w:pageBreakBefore/><w:spacing w:line="579" w:lineRule="exact"/>'
            '<w:ind w:firstLine="640" w:right="320"/>',
        ),
        paragraph("总体要求", num_id=1),
        rule_table(
            f"<w:tblBorders>{side('top', 8)}{side('bottom', 8)}</w:tblBorders>", row("甲", "乙")
        ),
        "末",
        section(
            extra=footer_reference("r91") + footer_reference("r92", "even"),
        ),
        footers={
            "r91": paragraph(
                run("— ") + COMPLEX_PAGE + run(" —"), properties='<w:jc w:val="right"/>'
            ),
            "r92": paragraph(run("— ") + COMPLEX_PAGE + run(" —")),
        },
        settings="<w:evenAndOddHeaders/>",
        numbering=NUMBERED,
    )
    written = read_layout(convert(path, "docx", tmp_path / "out"), render=False)
    title, addressees, heading = written.paragraphs[:3]
    assert title.alignment is Alignment.CENTER
    assert [(r.font, r.latin_font, r.size) for r in title.runs] == [
        ("方正小标宋简体", "Arial", 22.0)
    ]
    assert addressees.page_break_before
    assert addressees.line_pitch == 28.95
    assert addressees.first_line == pytest.approx(640 * MM, abs=0.05)
    assert addressees.right == pytest.approx(320 * MM, abs=0.05)
    assert (heading.text, heading.automatic_number) == ("一、总体要求", "一、")
    assert heading.first_line == pytest.approx(-10.0, abs=0.05)
    top = written.tables[0].top_rule
    assert top is not None
    assert top.width == pytest.approx(25.4 / 72, abs=0.02)
    assert written.odd_and_even
    page = written.sections[0]
    assert [page.top, page.bottom, page.left, page.right] == pytest.approx(
        [37, 35, 28, 26], abs=0.1
    )
    assert page.odd_footer is not None
    assert page.even_footer is not None
    assert (page.odd_footer.text, page.odd_footer.alignment) == ("— # —", Alignment.RIGHT)
    assert (page.even_footer.text, page.even_footer.alignment) == ("— # —", Alignment.LEFT)


@pytest.mark.libreoffice
def test_an_old_word_file_is_converted(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", paragraph("青禾区", properties='<w:jc w:val="center"/>'))
    old = convert(path, "doc", tmp_path / "out")
    document = read_layout(old, render=False)
    assert document.source.kind is SourceKind.DOC
    assert document.paragraphs[0].alignment is Alignment.CENTER
    assert document.paragraphs[0].location.file == str(old)
