"""Pages as LibreOffice draws them, measured in millimetres."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from officekit.config import Config, Limits
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    ToolFailedError,
    ToolMissingError,
)
from officekit.model.laid_document import RenderedPage
from officekit.reading.office import convert
from officekit.reading.rendered import measure_pdf, render_pages
from tests.notices.fonts import NoticeFonts
from tests.reading.docx_builder import cell, paragraph, row, run, write_docx
from tests.reading.layout_package import (
    SIMPLE_PAGE,
    fonts,
    footer_reference,
    rule_table,
    section,
    side,
    write_package,
)

CHARACTER = 16 * 25.4 / 72  # mm of a character of 3号
TEXT = "全面推进“云泽新城”建设，完善《青禾区规划（2023—2025年）》：加快道路、管网等配套；力争年内开工3个项目……"
EXACT = '<w:spacing w:line="579" w:lineRule="exact"/>'
TYPEFACES = {
    "方正小标宋简体": "NotoSerifCJK",
    "仿宋_GB2312": "FandolFang",
    "楷体_GB2312": "FandolKai",
    "黑体": "FandolHei",
    "宋体": "FandolSong",
}


def look(font: str, half_points: int, more: str = "") -> str:
    return f'{fonts(font, font)}<w:sz w:val="{half_points}"/>{more}'


def notice(path: Path) -> Path:
    red = '<w:color w:val="FF0000"/>'
    line = '<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="1" w:color="FF0000"/></w:pBdr>'
    return write_package(
        path,
        paragraph(
            run("云泽市人民政府文件", look("方正小标宋简体", 72, red)),
            properties='<w:jc w:val="center"/>',
        ),
        paragraph(run("云政发〔2023〕5号", look("仿宋_GB2312", 32)), properties=f"{line}{EXACT}"),
        paragraph(
            run("一、总体要求", look("黑体", 32)) + run("（一）目标", look("楷体_GB2312", 32)),
            properties=f'{EXACT}<w:ind w:firstLineChars="200" w:firstLine="640"/>',
        ),
        paragraph(run(TEXT * 2, look("仿宋_GB2312", 32)), properties=EXACT),
        paragraph(run("第二页", look("仿宋_GB2312", 32)), properties="<w:pageBreakBefore/>"),
        rule_table(
            '<w:tblW w:w="8844" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f"<w:tblBorders>{side('top', 8)}{side('bottom', 8)}{side('insideH', 6)}</w:tblBorders>",
            row(cell("抄送"), cell("甲")),
            row(cell("乙"), cell("丙")),
        ),
        paragraph(""),
        section(extra=footer_reference("r91")),
        footers={"r91": paragraph(run("— ", look("宋体", 28)) + SIMPLE_PAGE)},
    )


@pytest.fixture(scope="module")
def rendered(
    notice_fonts: NoticeFonts, tmp_path_factory: pytest.TempPathFactory
) -> tuple[RenderedPage, ...]:
    path = notice(tmp_path_factory.mktemp("rendered") / "通知.docx")
    return render_pages(str(path), notice_fonts.config)


@pytest.mark.libreoffice
def test_pages_have_the_size_of_the_paper(rendered: tuple[RenderedPage, ...]) -> None:
    assert [page.number for page in rendered] == [1, 2]
    for page in rendered:
        assert (page.width, page.height) == pytest.approx((210, 297), abs=0.2)


@pytest.mark.libreoffice
def test_lines_stand_where_a_ruler_finds_them(rendered: tuple[RenderedPage, ...]) -> None:
    head, number, heading, *body = rendered[0].lines
    assert head.text == "云泽市人民政府文件"
    assert (head.colour, head.size) == ("FF0000", 36.0)
    assert (head.left + head.right) / 2 == pytest.approx(28 + 78, abs=0.5)
    assert 37 < head.top < head.bottom < number.top
    assert head.bottom - head.top == pytest.approx(36 * 25.4 / 72, abs=1.5)
    assert (number.text, number.colour, number.size) == ("云政发〔2023〕5号", "000000", 16.0)
    assert number.left == pytest.approx(28, abs=0.2)
    assert heading.text == "一、总体要求（一）目标"
    assert heading.left == pytest.approx(28 + 2 * CHARACTER, abs=0.3)
    assert body[0].left == pytest.approx(28, abs=0.2)
    pitch = 28.95 * 25.4 / 72
    assert body[1].bottom - body[0].bottom == pytest.approx(pitch, abs=0.8)


@pytest.mark.libreoffice
def test_no_character_gets_lost(rendered: tuple[RenderedPage, ...]) -> None:
    text = "".join(line.text for line in rendered[0].lines).replace(" ", "")
    assert TEXT * 2 in text


@pytest.mark.libreoffice
def test_the_footers_line_is_the_last_one(rendered: tuple[RenderedPage, ...]) -> None:
    assert [page.lines[-1].text.split() for page in rendered] == [["—", "1"], ["—", "2"]]


@pytest.mark.libreoffice
def test_rules_have_width_colour_and_place(rendered: tuple[RenderedPage, ...]) -> None:
    (red,) = rendered[0].rules
    assert red.colour == "FF0000"
    assert (red.left, red.right) == pytest.approx((28, 184), abs=0.3)
    assert red.width == pytest.approx(2 * 25.4 / 72, abs=0.1)
    assert rendered[0].lines[1].bottom < red.y < rendered[0].lines[2].top


@pytest.mark.libreoffice
def test_a_tables_lines_are_whole_although_drawn_cell_by_cell(
    rendered: tuple[RenderedPage, ...],
) -> None:
    rules = rendered[1].rules
    assert [rule.width for rule in rules] == pytest.approx([0.35, 0.26, 0.35], abs=0.04)
    for rule in rules:
        assert rule.right - rule.left == pytest.approx(156, abs=0.6)
    assert rules[0].y < rules[1].y < rules[2].y
    assert rendered[1].lines[1].text == "抄送 甲"


@pytest.mark.libreoffice
def test_the_fonts_are_those_of_the_notice(notice_fonts: NoticeFonts, tmp_path: Path) -> None:
    pdffonts = shutil.which("pdffonts")
    if pdffonts is None:
        pytest.skip("pdffonts is not installed")
    content = "".join(run("云泽2023", look(name, 32)) for name in TYPEFACES)
    path = write_docx(tmp_path / "a.docx", paragraph(content))
    pdf = convert(str(path), "pdf", notice_fonts.config, tmp_path)
    listed = subprocess.run([pdffonts, str(pdf)], capture_output=True, text=True, check=True).stdout
    assert [name for name in TYPEFACES.values() if name not in listed] == []
    assert len(listed.splitlines()) - 2 == len(TYPEFACES)


@pytest.mark.libreoffice
def test_the_environment_gives_other_programs_the_same_fonts(notice_fonts: NoticeFonts) -> None:
    fc_match = shutil.which("fc-match")
    if fc_match is None:
        pytest.skip("fc-match is not installed")
    environment = {**os.environ, **notice_fonts.environment}
    for name, expected in TYPEFACES.items():
        done = subprocess.run(
            [fc_match, "--format=%{file}", name],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        assert expected in done.stdout


@pytest.mark.libreoffice
def test_pages_beyond_the_limits_are_refused(notice_fonts: NoticeFonts, tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "一二三四五六")
    config = dataclasses.replace(notice_fonts.config, limits=Limits(text_chars=5))
    with pytest.raises(FileRefusedError):
        render_pages(str(path), config)


def test_a_missing_libreoffice_is_named_with_the_document(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "通知.docx", "甲")
    with pytest.raises(ToolMissingError) as caught:
        render_pages(str(path), Config(soffice="/nowhere/soffice"))
    assert "通知.docx" in caught.value.message
    assert caught.value.hint


def test_a_hanging_libreoffice_is_ended(tmp_path: Path) -> None:
    stuck = tmp_path / "soffice"
    stuck.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    stuck.chmod(0o755)
    path = write_docx(tmp_path / "通知.docx", "甲")
    with pytest.raises(ToolFailedError) as caught:
        render_pages(str(path), Config(soffice=str(stuck), limits=Limits(tool_seconds=1)))
    assert "通知.docx" in caught.value.message


def test_a_broken_pdf_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 100)
    with pytest.raises(FileUnreadableError):
        measure_pdf(str(path), Config())
