"""The layout of Word documents: text, paragraphs and tables through all layers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from officekit.model.laid_document import Alignment, Rule
from officekit.reading import read, read_layout
from tests.reading.docx_builder import (
    WORD,
    cell,
    paragraph,
    row,
    run,
    table,
)
from tests.reading.layout_package import (
    MM,
    NUMBERED,
    defaults,
    fonts,
    layout,
    only,
    rule_table,
    section,
    side,
    style,
    write_package,
)

# --- text -----------------------------------------------------------------------------------


def test_fonts_and_sizes_come_from_the_nearest_layer_that_names_them(tmp_path: Path) -> None:
    styles = (
        defaults(fonts("宋体", "Calibri") + '<w:sz w:val="21"/>')
        + style("a", f"<w:rPr>{fonts('仿宋_GB2312')}</w:rPr>")
        + style("b", '<w:rPr><w:sz w:val="32"/><w:b/></w:rPr>', base="a")
        + style("c", f"<w:rPr>{fonts('楷体_GB2312')}</w:rPr>", kind="character")
    )
    content = (
        run("青禾区")
        + run("工作", '<w:rStyle w:val="c"/>')
        + run("要点", '<w:rStyle w:val="c"/><w:b w:val="0"/><w:color w:val="ff0000"/>')
    )
    first, second, third = only(tmp_path, paragraph(content, style="b"), styles=styles).runs
    assert (first.text, first.font, first.latin_font) == ("青禾区", "仿宋_GB2312", "Calibri")
    assert (first.size, first.bold, first.colour) == (16.0, True, "auto")
    assert (second.font, second.bold) == ("楷体_GB2312", True)
    assert (third.font, third.bold, third.colour) == ("楷体_GB2312", False, "FF0000")


def test_text_without_any_font_or_size_has_the_size_of_word(tmp_path: Path) -> None:
    (one,) = only(tmp_path, "青禾区").runs
    assert (one.font, one.latin_font, one.size, one.theme_font) == (None, None, 10.0, False)


def test_neighbouring_runs_of_one_look_are_one(tmp_path: Path) -> None:
    content = run("青禾") + run("区") + run("要点", "<w:b/>")
    assert [one.text for one in only(tmp_path, paragraph(content)).runs] == ["青禾区", "要点"]


FONT_SCHEME = (
    '<a:fontScheme name="x"><a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/>'
    '<a:font script="Hans" typeface="宋体"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/>'
    '<a:font script="Hant" typeface="新細明體"/><a:font script="Hans" typeface="等线"/>'
    "</a:minorFont></a:fontScheme>"
)


def test_theme_fonts_are_named_and_marked(tmp_path: Path) -> None:
    theme = (
        '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:eastAsia="宋体"/>'
    )
    styles = defaults(theme)
    content = run("区") + run("仿宋", fonts("仿宋_GB2312")) + run("5", fonts("仿宋_GB2312"))
    first, second, third = only(tmp_path, paragraph(content), styles=styles, theme=FONT_SCHEME).runs
    assert (first.font, first.latin_font, first.theme_font) == ("等线", "Calibri", True)
    assert (second.font, second.theme_font) == ("仿宋_GB2312", False)
    assert (third.text, third.latin_font, third.theme_font) == ("5", "Calibri", True)


def test_the_theme_speaks_the_language_of_the_document(tmp_path: Path) -> None:
    content = run("區", '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>')
    one = only(
        tmp_path,
        paragraph(content),
        theme=FONT_SCHEME,
        settings='<w:themeFontLang w:eastAsia="zh-TW"/>',
    )
    assert one.runs[0].font == "新細明體"


def test_quotation_marks_in_the_latin_font_stand_apart(tmp_path: Path) -> None:
    look = '<w:rFonts w:ascii="Times" w:hAnsi="Times" w:eastAsia="仿宋_GB2312"/>'
    hinted = look.replace("<w:rFonts", '<w:rFonts w:hint="eastAsia"')
    plain = only(tmp_path, paragraph(run("建设“云泽”新区", look)))
    assert [(one.text, one.font) for one in plain.runs] == [
        ("建设", "仿宋_GB2312"), ("“", "Times"), ("云泽", "仿宋_GB2312"),
        ("”", "Times"), ("新区", "仿宋_GB2312"),
    ]  # fmt: skip
    careful = only(tmp_path, paragraph(run("建设“云泽”新区", hinted)))
    assert [(one.text, one.font) for one in careful.runs] == [("建设“云泽”新区", "仿宋_GB2312")]


# --- paragraphs -----------------------------------------------------------------------------


def test_indents_in_characters_go_before_those_in_twips(tmp_path: Path) -> None:
    content = run("推进园区建设", '<w:sz w:val="32"/>')
    ind = '<w:ind w:firstLineChars="200" w:firstLine="480" w:left="284" w:rightChars="100"/>'
    one = only(tmp_path, paragraph(content, properties=ind))
    assert one.first_line_chars == 2.0
    assert one.first_line == pytest.approx(2 * 16 * 25.4 / 72)
    assert one.left == pytest.approx(284 * MM)
    assert one.right == pytest.approx(16 * 25.4 / 72)


def test_a_zero_in_characters_leaves_the_twips_to_say_it(tmp_path: Path) -> None:
    styles = style("a", '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>')
    ind = '<w:ind w:firstLineChars="0" w:firstLine="567"/>'
    one = only(tmp_path, paragraph("甲", properties=ind), styles=styles)
    assert one.first_line_chars is None
    assert one.first_line == pytest.approx(10.0, abs=0.01)
    inherited = only(tmp_path, paragraph("甲"), styles=styles)
    assert inherited.first_line_chars == 2.0


def test_a_first_line_indent_replaces_the_hanging_one_of_the_style(tmp_path: Path) -> None:
    styles = style("a", '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr>')
    hanging = only(tmp_path, paragraph("甲"), styles=styles)
    assert hanging.first_line == pytest.approx(-10.0, abs=0.01)
    ind = '<w:ind w:firstLine="0"/>'
    assert only(tmp_path, paragraph("甲", properties=ind), styles=styles).first_line == 0.0


def test_lengths_with_units_are_understood_and_nonsense_is_nothing(tmp_path: Path) -> None:
    ind = '<w:ind w:left="2cm" w:right="1e999" w:firstLine="一"/>'
    one = only(tmp_path, paragraph("甲", properties=ind))
    assert [one.left, one.right, one.first_line] == pytest.approx([20.0, 0.0, 0.0])


INDENTED = '<w:pPr>{}<w:ind w:left="567" w:firstLine="284"/></w:pPr>'
IN_LIST = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def test_a_list_of_the_paragraphs_own_goes_before_its_style(tmp_path: Path) -> None:
    styles = style("a", INDENTED.format(""))
    one = only(tmp_path, paragraph("总体要求", num_id=1), styles=styles, numbering=NUMBERED)
    assert one.left == pytest.approx(20.0, abs=0.01)
    assert one.first_line == pytest.approx(-10.0, abs=0.01)
    assert (one.text, one.automatic_number) == ("一、总体要求", "一、")
    assert [piece.text for piece in one.runs] == ["总体要求"]


def test_a_style_goes_before_the_list_that_it_joins(tmp_path: Path) -> None:
    styles = style("a", INDENTED.format(IN_LIST)) + style("b", "", base="a")
    for name in ("a", "b"):
        one = only(tmp_path, paragraph("甲", style=name), styles=styles, numbering=NUMBERED)
        assert one.left == pytest.approx(10.0, abs=0.01)
        assert one.first_line == pytest.approx(284 * MM)
        assert one.automatic_number == "一、"


def test_line_spacing_exact_least_and_multiple(tmp_path: Path) -> None:
    def pitch(spacing: str) -> float | None:
        return only(tmp_path, paragraph("甲", properties=f"<w:spacing {spacing}/>")).line_pitch

    assert pitch('w:line="579" w:lineRule="exact"') == 28.95
    assert pitch('w:line="560" w:lineRule="atLeast"') == 28.0
    assert pitch('w:line="360" w:lineRule="auto"') is None
    assert pitch('w:line="360"') is None


def test_space_in_lines_follows_the_grid(tmp_path: Path) -> None:
    grid = section().replace(
        "</w:sectPr>", '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )
    spacing = '<w:spacing w:beforeLines="200" w:before="10" w:after="240"/>'
    document = layout(tmp_path, paragraph("甲", properties=spacing), grid)
    assert document.paragraphs[0].before == pytest.approx(57.9)
    assert document.paragraphs[0].after == 12.0
    assert document.sections[0].line_pitch == 28.95


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("center", Alignment.CENTER), ("right", Alignment.RIGHT), ("end", Alignment.RIGHT),
        ("both", Alignment.BOTH), ("distribute", Alignment.DISTRIBUTE), ("start", Alignment.LEFT),
    ],
)  # fmt: skip
def test_alignment(tmp_path: Path, value: str, expected: Alignment) -> None:
    one = only(tmp_path, paragraph("甲", properties=f'<w:jc w:val="{value}"/>'))
    assert one.alignment is expected
    assert only(tmp_path, "甲").alignment is Alignment.LEFT


def test_borders_have_a_width_and_a_colour(tmp_path: Path) -> None:
    borders = (
        '<w:pBdr><w:top w:val="thickThinSmallGap" w:sz="24" w:color="ff0000"/>'
        '<w:bottom w:val="single" w:sz="8"/></w:pBdr>'
    )
    styles = style("a", f"<w:pPr>{borders}</w:pPr>")
    one = only(tmp_path, paragraph("甲"), styles=styles)
    assert one.top_rule == Rule(3 * 25.4 / 72, "FF0000", double=True)
    assert one.bottom_rule == Rule(25.4 / 72, "auto")
    none = '<w:pBdr><w:top w:val="nil"/></w:pBdr>'
    without = only(tmp_path, paragraph("甲", properties=none), styles=styles)
    assert without.top_rule is None
    assert without.bottom_rule is not None


BREAK = '<w:r><w:br w:type="page"/></w:r>'


def test_a_new_page_begins_at_the_paragraph_behind_the_break(tmp_path: Path) -> None:
    document = layout(
        tmp_path,
        "甲",
        paragraph("乙", properties="<w:pageBreakBefore/>"),
        paragraph(run("丙") + BREAK),
        "丁",
        paragraph(BREAK + run("戊")),
        paragraph(BREAK),
        "己",
        paragraph("庚", properties='<w:pageBreakBefore w:val="0"/>'),
    )
    begins = [p.text for p in document.paragraphs if p.page_break_before]
    assert begins == ["乙", "丁", "戊", "己"]


def test_a_new_page_begins_at_a_section(tmp_path: Path) -> None:
    kept = section(extra='<w:type w:val="continuous"/>')
    document = layout(
        tmp_path,
        paragraph("甲", properties=section()),
        paragraph("乙", properties=section()),
        "丙",
        kept,
    )
    assert [(p.section, p.page_break_before) for p in document.paragraphs] == [
        (0, False), (1, True), (2, False),
    ]  # fmt: skip


def test_a_styles_name_is_the_one_that_word_shows(tmp_path: Path) -> None:
    styles = style("a", "") + style("b", "")
    document = layout(
        tmp_path, paragraph("甲", style="b"), paragraph("乙", style="x"), styles=styles
    )
    assert [p.style for p in document.paragraphs] == ["样式b", "样式a"]


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx>"
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_boxes_stand_once_behind_their_anchor(tmp_path: Path) -> None:
    head = paragraph("云泽市人民政府文件")
    path = write_package(tmp_path / "a.docx", paragraph(BOX.format(head) + run("甲")), "乙")
    document = read_layout(path, render=False)
    assert [p.text for p in document.paragraphs] == ["甲", "云泽市人民政府文件", "乙"]
    assert not any(p.in_table for p in document.paragraphs)


def test_a_paragraphs_number_finds_its_element(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "a.docx",
        paragraph(BOX.format(paragraph("框内")) + run("甲")),
        table(row("乙", "丙")),
        "丁",
    )
    with zipfile.ZipFile(path) as package:
        elements = list(etree.fromstring(package.read("word/document.xml")).iter(f"{{{WORD}}}p"))
    for one in read_layout(path, render=False).paragraphs:
        texts = elements[one.number - 1].iterfind(f"{{{WORD}}}r/{{{WORD}}}t")
        assert "".join(t.text or "" for t in texts) == one.text


def test_locations_are_those_of_the_plain_reader(tmp_path: Path) -> None:
    path = write_package(
        tmp_path / "a.docx", "甲", table(row("乙", "丙"), row("丁", "戊")), paragraph("己")
    )
    places = {p.text: p.location for p in read_layout(path, render=False).paragraphs}
    assert [places[text].paragraph for text in "甲乙丙丁戊己"] == [1, 2, 2, 2, 2, 3]
    assert (places["戊"].row, places["戊"].column) == (2, 2)
    document = read(path)
    assert [b.location.paragraph for b in document.blocks] == [1, 2, 3]  # type: ignore[union-attr]  # a .docx is a document


def test_revisions_are_accepted_and_counted(tmp_path: Path) -> None:
    content = (
        f'<w:ins w:id="1">{run("新增")}</w:ins>'
        '<w:del w:id="2"><w:r><w:delText>旧文</w:delText></w:r></w:del>'
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="3"><w:rPr/></w:rPrChange></w:rPr><w:t>加粗</w:t></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    document = layout(tmp_path, paragraph(content))
    assert document.paragraphs[0].text == "新增加粗"
    assert (document.revisions, document.comments) == (3, 1)


# --- tables ---------------------------------------------------------------------------------


def test_a_tables_lines_come_from_its_cells_or_from_itself(tmp_path: Path) -> None:
    borders = (
        f"<w:tblBorders>{side('top', 8)}{side('bottom', 8)}{side('insideH', 6)}</w:tblBorders>"
    )
    thick = cell("甲", properties=f"<w:tcBorders>{side('bottom', 12)}</w:tcBorders>")
    open_ended = cell("丙", properties=f"<w:tcBorders>{side('bottom', 0, 'nil')}</w:tcBorders>")
    document = layout(tmp_path, rule_table(borders, row(thick), row("乙"), row(open_ended)))
    (one,) = document.tables
    assert one.top_rule == Rule(25.4 / 72)
    assert one.inner_rules == (
        Rule(1.5 * 25.4 / 72),
        Rule(0.75 * 25.4 / 72),
    )
    assert one.bottom_rule is None
    assert one.width == pytest.approx(150.0, abs=0.1)
    assert (one.floating, one.heading_rows) == (False, 0)
    assert [p.in_table for p in document.paragraphs] == [True] * 3
    assert (one.first, one.last) == (1, 3)


def test_a_tables_style_gives_lines_and_fonts(tmp_path: Path) -> None:
    look = f"<w:tblPr><w:tblBorders>{side('top', 4)}</w:tblBorders></w:tblPr>"
    styles = style("t", f"<w:rPr>{fonts('宋体')}</w:rPr>{look}", kind="table")
    document = layout(tmp_path, rule_table('<w:tblStyle w:val="t"/>', row("甲")), styles=styles)
    assert document.tables[0].top_rule == Rule(0.5 * 25.4 / 72)
    assert document.paragraphs[0].runs[0].font == "宋体"


def test_width_in_percent_floating_and_repeated_heads(tmp_path: Path) -> None:
    head = row("序号", "任务", properties="<w:tblHeader/>")
    properties = '<w:tblpPr w:tblpYSpec="bottom"/><w:tblW w:w="5000" w:type="pct"/>'
    whole = rule_table(properties, head, head, row("1", "修路"))
    document = layout(tmp_path, whole, section())
    (one,) = document.tables
    assert one.width == pytest.approx(156.0, abs=0.1)
    assert one.floating
    assert one.heading_rows == 2


def test_tables_in_tables_are_both_there(tmp_path: Path) -> None:
    inner = cell(table(row("内")), paragraph(""))
    document = layout(tmp_path, table(row(inner, "外")))
    assert [(t.first, t.last) for t in document.tables] == [(1, 3), (1, 1)]
