"""Write plans and notices as Word documents that look as offices write them (GB/T 9704-2012).

The files have the same bytes on every run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

_SONG, _FANG, _KAI, _HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
_MARKS = re.compile(
    r"(?P<section>[一二三四五六七八九十]+、)|(?P<subsection>（[一二三四五六七八九十]+）)|\d+\."
)
_TITLE_LINES = re.compile(r"(?:发展|计划（.*）|任务|办公室|通知|稿）)$")
_DATE = re.compile(r"^\d{4}年\d+月\d+日$")
_SAVED = datetime(2024, 1, 15, 9, 0, tzinfo=UTC)
_ZIP_TIME = (2024, 1, 15, 9, 0, 0)
_NUMBERING = 90
_LIST_RUN = f'<w:rPr><w:rFonts w:eastAsia="{_FANG}" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr>'
_RED = RGBColor(0xE6, 0x00, 0x12)


class Level(IntEnum):
    """Levels of an automatic list, as Word counts them."""

    SECTION = 0
    SUBSECTION = 1
    ITEM = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set.

    Attributes:
        font: East Asian font.
        size: in points (16 is 三号, 22 is 二号).
        align: ``WD_ALIGN_PARAGRAPH`` member, ``None`` for justified text.
        indent: first line in characters.
        right: characters from the right edge.
    """

    font: str = _FANG
    size: float = 16
    align: WD_ALIGN_PARAGRAPH | None = None
    indent: int = 2
    right: int = 0


_TITLE = Look(_SONG, 22, WD_ALIGN_PARAGRAPH.CENTER, 0)
_SUBTITLE = Look(_KAI, 16, WD_ALIGN_PARAGRAPH.CENTER, 0)
_BODY = Look()
_ADDRESSEE = Look(indent=0)
_SIGNATURE = Look(align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0, right=2)
_DATED = Look(align=WD_ALIGN_PARAGRAPH.RIGHT, indent=0, right=4)
_IMPRINT = Look(size=14, indent=0)


def split_mark(text: str) -> tuple[Level | None, str]:
    """The list level of a printed line and its text without the number."""
    match = _MARKS.match(text)
    if match is None:
        return None, text
    rest = text[match.end() :]
    if match["section"]:
        return Level.SECTION, rest
    return (Level.SUBSECTION if match["subsection"] else Level.ITEM), rest


def write_plan(lines: Sequence[str], path: Path, *, numbered: bool = False) -> None:
    """A plan in Word.

    Args:
        lines: its paragraphs, title lines first, blank lines between parts.
        path: the .docx to write.
        numbered: numbers 一、/（一）/1. as a multilevel list of Word instead of typed ones.
    """
    document = _new_document()
    if numbered:
        _define_list(document)
    head = True
    for line in lines:
        if not line:
            _paragraph(document, "", _BODY)
            continue
        head = head and _TITLE_LINES.search(line) is not None
        if head:
            _paragraph(document, line, _SUBTITLE if line.startswith("（") else _TITLE)
        else:
            _body_paragraph(document, line, numbered=numbered)
    _save(document, path, "".join(lines[:2]))


def write_notice(lines: Sequence[str], path: Path) -> None:
    """A notice with the list that it issues.

    Args:
        lines: 发文机关标志, 文号, title lines, 主送, text, signature, date, 附注, the list with
            its title, and the two halves of the 印发 line.
        path: the .docx to write.
    """
    document = _new_document()
    agency, number, *rest, office, printed = lines
    _paragraph(document, "", _BODY)
    mark = _paragraph(document, agency, Look(_SONG, 36, WD_ALIGN_PARAGRAPH.CENTER, 0))
    mark.runs[0].font.color.rgb = _RED
    mark.paragraph_format.line_spacing = Pt(60)
    _paragraph(document, "", _BODY)
    _border(_paragraph(document, number, Look(align=WD_ALIGN_PARAGRAPH.CENTER, indent=0)), "E60012")
    _paragraph(document, "", _BODY)
    issued = rest.index(next(line for line in rest if line.startswith("（此件"))) + 1
    for line, look in _looks(rest[:issued]):
        if look is _ADDRESSEE or look is _SIGNATURE:
            _paragraph(document, "", _BODY)
        _paragraph(document, line, look)
    listed = list(_looks(rest[issued:]))
    for index, (line, look) in enumerate(listed):
        if look is not _BODY:
            heading = _paragraph(document, line, look)
            heading.paragraph_format.page_break_before = index == 0
            continue
        if listed[index - 1][1] is _TITLE:
            _paragraph(document, "", _BODY)
        _body_paragraph(document, line)
    _paragraph(document, "", _BODY)
    _border(
        _paragraph(document, f"{office}　　　　　　　　{printed}", _IMPRINT), "000000", top=True
    )
    _save(document, path, "".join(rest[:3]))


def _looks(lines: Sequence[str]) -> Iterator[tuple[str, Look]]:
    """Every line with the look that its place and words call for."""
    text_began = False
    for line in lines:
        if line.endswith("："):
            text_began = True
            yield line, _ADDRESSEE
        elif _DATE.match(line):
            yield line, _DATED
        elif text_began and line.endswith("办公室"):
            yield line, _SIGNATURE
        elif not text_began and _TITLE_LINES.search(line):
            yield line, _TITLE
        else:
            text_began = True
            yield line, _BODY


def _body_paragraph(document: Any, line: str, *, numbered: bool = False) -> None:
    """A heading, a task with a bold lead sentence, or plain text."""
    level, text = split_mark(line)
    if level is Level.SECTION or level is Level.SUBSECTION:
        look = Look(_HEI if level is Level.SECTION else _KAI)
        paragraph = _paragraph(document, text if numbered else line, look)
        paragraph.paragraph_format.keep_with_next = True
    else:
        paragraph = _paragraph(document, "", _BODY)
        shown = text if numbered else line
        lead = shown.find("。") + 1 if level is Level.ITEM else 0
        for words, bold in ((shown[:lead], True), (shown[lead:], False)):
            if words:
                _run(paragraph, words, _BODY).bold = bold or None
    if numbered and level is not None:
        number = parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{int(level)}"/>'
            f'<w:numId w:val="{_NUMBERING}"/></w:numPr>'
        )
        _insert_setting(paragraph, number)


def _new_document() -> Any:
    """A4 with the margins, the line grid and the page number of the standard."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    for grid in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 - no public access
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), "579")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    small = Look("宋体", 14)
    _run(footer, "— ", small)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)  # noqa: SLF001 - python-docx offers no fields
    field.append(_run(footer, "1", small)._r)  # noqa: SLF001
    _run(footer, " —", small)
    return document


def _paragraph(document: Any, text: str, look: Look) -> Any:
    paragraph = document.add_paragraph()
    setting = paragraph.paragraph_format
    setting.space_before = setting.space_after = Pt(0)
    setting.line_spacing = Pt(28.95 if look.size < _TITLE.size else 36)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if look.align is None else look.align
    if look.indent:
        setting.first_line_indent = Pt(look.indent * look.size)
    if look.right:
        setting.right_indent = Pt(look.right * look.size)
    if text:
        _run(paragraph, text, look)
    return paragraph


def _run(paragraph: Any, text: str, look: Look) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(look.size)
    run.font.name = look.font
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - East Asian font
    fonts.set(qn("w:eastAsia"), look.font)
    fonts.set(qn("w:hint"), "eastAsia")
    return run


def _border(paragraph: Any, color: str, *, top: bool = False) -> None:
    """A rule below the paragraph, for an imprint also above it."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="4" w:color="{color}"/>'
        for side in (("top", "bottom") if top else ("bottom",))
    )
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
    _insert_setting(paragraph, borders)


def _insert_setting(paragraph: Any, setting: Any) -> None:
    """Put a setting where the schema has it: before spacing, indent and alignment."""
    settings = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx offers neither
    settings.insert_element_before(setting, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _define_list(document: Any) -> None:
    """The multilevel list 一、/（一）/1., the arabic numbers running on over the document."""
    levels = "".join(
        f'<w:lvl w:ilvl="{int(level)}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"{_LIST_RUN}</w:lvl>"
        for level, form, text, extra in (
            (Level.SECTION, "chineseCountingThousand", "%1、", ""),
            (Level.SUBSECTION, "chineseCountingThousand", "（%2）", ""),
            (Level.ITEM, "decimal", "%3.", '<w:lvlRestart w:val="0"/>'),
        )
    )
    root = document.part.numbering_part.element
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        ),
    )
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}">'
            f'<w:abstractNumId w:val="{_NUMBERING}"/></w:num>'
        )
    )


def _save(document: Any, path: Path, title: str) -> None:
    """Write the package with fixed properties and times."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "officekit", ""
    properties.created = properties.modified = _SAVED
    buffer = io.BytesIO()
    document.save(buffer)
    with (
        zipfile.ZipFile(buffer) as made,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in made.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            data = made.read(name)
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            package.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
