from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from officekit.reading.character_grid import drawable
from officekit.reading.rendered import render_pages
from tests.notices.fonts import NoticeFonts


def document(path: Path, kind: str, pitch: int) -> Path:
    """A page of 3号 text with a grid, as Word writes 指定行和字符网格."""
    made = Document()
    properties = made.sections[0]._sectPr
    for name, values in (
        ("pgSz", {"w": 11906, "h": 16838}),
        ("pgMar", {"left": 1588, "right": 1474, "top": 2098, "bottom": 1984}),
        ("docGrid", {"type": kind, "linePitch": 579, "charSpace": pitch}),
    ):
        element = properties.find(qn(f"w:{name}"))
        assert element is not None
        for attribute, value in values.items():
            element.set(qn(f"w:{attribute}"), str(value))
    run = made.add_paragraph().add_run("青禾区推动绿色低碳发展" * 12)
    run.font.size = Pt(16)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for name in ("eastAsia", "ascii", "hAnsi"):
        fonts.set(qn(f"w:{name}"), "仿宋_GB2312")
    made.save(str(path))
    return path


def part(path: str, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def test_a_grid_of_characters_becomes_spacing(tmp_path: Path) -> None:
    source = document(tmp_path / "通知.docx", "linesAndChars", -849)
    before = source.read_bytes()
    (tmp_path / "copy").mkdir()
    copy = drawable(str(source), tmp_path / "copy")
    assert Path(copy).name == "通知.docx"
    assert 'w:type="lines"' in part(copy, "word/document.xml")
    assert "charSpace" not in part(copy, "word/document.xml")
    assert '<w:spacing w:val="-5"/>' in part(copy, "word/styles.xml")
    assert source.read_bytes() == before


def test_a_document_without_such_a_grid_is_drawn_as_it_is(tmp_path: Path) -> None:
    source = document(tmp_path / "通知.docx", "lines", 0)
    assert drawable(str(source), tmp_path / "copy") == str(source)


def test_what_is_no_package_is_left_alone(tmp_path: Path) -> None:
    source = tmp_path / "旧.doc"
    source.write_bytes(b"\xd0\xcf\x11\xe0")
    assert drawable(str(source), tmp_path) == str(source)


@pytest.mark.libreoffice
def test_lines_hold_twenty_eight_characters(tmp_path: Path, notice_fonts: NoticeFonts) -> None:
    source = document(tmp_path / "通知.docx", "linesAndChars", -849)
    pages = render_pages(str(source), notice_fonts.config)
    assert len(pages[0].lines[0].text) == 28
