"""Word documents: text, tracked changes, text boxes, tables, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.model.document import Document, ParagraphKind, SourceKind
from officekit.reading.docx import read_docx
from tests.reading.docx_builder import (
    abstract,
    cell,
    level,
    num,
    paragraph,
    row,
    run,
    table,
    write_docx,
)

DELETED_MARK = '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>'
NUMBERS = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)


def read(folder: Path, *blocks: str, numbering: str = "", styles: str = "") -> Document:
    path = write_docx(folder / "方案.docx", *blocks, numbering=numbering, styles=styles)
    return read_docx(str(path))


def texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs]


def codes(document: Document) -> list[str]:
    return [f.code for f in document.findings]


def test_paragraphs_and_tables_keep_their_order_and_count_from_one(tmp_path: Path) -> None:
    document = read(tmp_path, "青禾区工作要点", table(row("甲", "乙")), "", "附则")
    assert [type(b).__name__ for b in document.blocks] == [
        "Paragraph", "Table", "Paragraph", "Paragraph",
    ]  # fmt: skip
    assert [b.location.paragraph for b in document.blocks] == [1, 2, 3, 4]
    assert document.blocks[0].location.file == str(tmp_path / "方案.docx")
    assert document.source.kind is SourceKind.DOCX
    assert document.findings == ()


def test_tabs_breaks_and_hyphens(tmp_path: Path) -> None:
    content = (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t>"
        '<w:br w:type="page"/><w:t>丁</w:t><w:noBreakHyphen/><w:t>戊</w:t><w:softHyphen/>'
        "<w:t>己</w:t><w:cr/></w:r>"
    )
    assert texts(read(tmp_path, paragraph(content))) == ["甲\t乙\n丙丁-戊己\n"]


def test_containers_inside_a_paragraph_are_transparent(tmp_path: Path) -> None:
    inner = run("云泽市")
    content = (
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr>"
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        f"<w:hyperlink>{inner}</w:hyperlink><w:smartTag><w:smartTagPr/>{inner}</w:smartTag>"
        f"<w:customXml>{inner}</w:customXml><w:fldSimple w:instr='DATE'>{inner}</w:fldSimple>"
    )
    assert texts(read(tmp_path, paragraph(content))) == ["云泽市" * 5]


def test_block_content_controls_are_transparent(tmp_path: Path) -> None:
    block = f"<w:sdt><w:sdtContent>{paragraph('控件段落')}{table(row('甲'))}</w:sdtContent></w:sdt>"
    document = read(tmp_path, block)
    assert texts(document) == ["控件段落"]
    assert document.tables[0].texts() == [["甲"]]


def field(instruction: str, result: str | None) -> str:
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if result is not None else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{run(result or '')}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_field_shows_its_result_only(tmp_path: Path) -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> IF </w:instrText></w:r>{field('PAGE', '3')}"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("结果")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read(tmp_path, paragraph(field("REF a", "见上") + run("文")), paragraph(nested))
    assert texts(document) == ["见上文", "结果"]


def test_an_unclosed_field_does_not_swallow_the_next_paragraph(tmp_path: Path) -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("PAGE")
    assert texts(read(tmp_path, paragraph(opened), "下一段")) == ["", "下一段"]


def test_an_enclosed_number_made_by_a_field_is_kept(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph(field(r"eq \o\ac(○,7)", None) + run("强化保障")))
    assert texts(document) == ["⑦强化保障"]


def test_ruby_keeps_the_base_text(tmp_path: Path) -> None:
    ruby = (
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('yún')}</w:rt><w:rubyBase>{run('云')}</w:rubyBase>"
        "</w:ruby></w:r>"
    )
    assert texts(read(tmp_path, paragraph(ruby + run("泽")))) == ["云泽"]


@pytest.mark.parametrize(
    ("font", "char", "expected"),
    [
        ("Symbol", "F0B7", "•"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "00FC", "✓"),
        ("Wingdings", "F0A8", "□"),
        ("Webdings", "F099", "□"),
        ("宋体", "2460", "①"),
        ("宋体", "zz", "□"),
        ("宋体", "FFFFFFFF", "□"),
    ],
)
def test_a_symbol_becomes_a_character(font: str, char: str, expected: str, tmp_path: Path) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'
    assert texts(read(tmp_path, paragraph(symbol))) == [expected]


def test_tracked_changes_are_accepted_and_counted(tmp_path: Path) -> None:
    content = (
        run("新增平台") + "<w:del w:id='1'><w:r><w:delText>1家</w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{run('3家')}</w:ins><w:moveFrom w:id='3'>{run('旧处')}</w:moveFrom>"
        f"<w:moveTo w:id='4'>{run('以上')}</w:moveTo>"
    )
    document = read(tmp_path, paragraph(content))
    assert texts(document) == ["新增平台3家以上"]
    assert codes(document) == ["RD010"]
    assert "4 处" in document.findings[0].message


def test_a_deleted_paragraph_mark_merges_into_the_next_paragraph(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        paragraph("上半句", properties=DELETED_MARK, num_id=1, ilvl=0),
        paragraph("下半句", properties='<w:jc w:val="center"/>', num_id=1, ilvl=0),
        paragraph("后文", num_id=1, ilvl=0),
        numbering=NUMBERS,
    )
    assert texts(document) == ["1.上半句下半句", "2.后文"]
    assert document.paragraphs[0].centered is True


def test_a_deleted_paragraph_at_the_end_vanishes(tmp_path: Path) -> None:
    gone = "<w:del w:id='2'><w:r><w:delText>删去</w:delText></w:r></w:del>"
    assert texts(read(tmp_path, "留下", paragraph(gone, properties=DELETED_MARK))) == ["留下"]


def test_a_deleted_mark_before_a_table_keeps_the_text(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph("表前", properties=DELETED_MARK), table(row("甲")))
    assert texts(document) == ["表前"]
    assert len(document.tables) == 1


def test_deleted_rows_and_cells_are_dropped(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        table(
            row("甲", "乙"),
            row("删", "删", properties="<w:del w:id='1'/>"),
            row("丙", cell("删", properties="<w:cellDel w:id='2'/>"), "丁"),
        ),
    )
    assert document.tables[0].texts() == [["甲", "乙"], ["丙", "丁"]]
    assert codes(document) == ["RD010"]


def test_comments_are_reported_not_read(tmp_path: Path) -> None:
    content = run("正文") + "<w:r><w:commentReference w:id='1'/></w:r>"
    document = read(tmp_path, paragraph(content))
    assert texts(document) == ["正文"]
    assert codes(document) == ["RD011"]


def test_hidden_text_is_dropped_and_reported_also_through_styles(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    document = read(
        tmp_path,
        paragraph(run("看得见") + run("藏", "<w:vanish/>") + run("密", '<w:rStyle w:val="C"/>')),
        paragraph(run("暗") + run("明", '<w:vanish w:val="0"/>'), style="P"),
        styles=styles,
    )
    assert texts(document) == ["看得见", "明"]
    assert [(f.code, f.severity.value) for f in document.findings] == [("RD012", "warning")]
    assert "3 个字" in document.findings[0].message


def test_a_wholly_hidden_paragraph_takes_no_number(tmp_path: Path) -> None:
    hidden = paragraph(
        run("藏", "<w:vanish/>"), num_id=1, ilvl=0, properties="<w:rPr><w:vanish/></w:rPr>"
    )
    shown = paragraph("甲", num_id=1, ilvl=0)
    assert texts(read(tmp_path, hidden, shown, numbering=NUMBERS)) == ["1.甲"]


def text_box(text: str, *, requires: str = "wps") -> str:
    inner = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    drawing = (
        f"<w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>"
        "</a:graphic></wp:anchor></w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{requires}">{drawing}</mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize("requires", ["wps", "x"])
def test_a_text_box_stands_once_after_its_anchor(requires: str, tmp_path: Path) -> None:
    box = text_box("青政发〔2031〕9号", requires=requires)
    document = read(tmp_path, paragraph(run("锚点") + box), "后文")
    assert [(p.text, p.kind) for p in document.paragraphs] == [
        ("锚点", ParagraphKind.BODY),
        ("青政发〔2031〕9号", ParagraphKind.TEXTBOX),
        ("后文", ParagraphKind.BODY),
    ]


def test_a_text_box_of_the_old_kind_is_read(tmp_path: Path) -> None:
    inner = f"<w:txbxContent>{paragraph('旧式')}</w:txbxContent>"
    old = f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"
    assert texts(read(tmp_path, paragraph(old))) == ["", "旧式"]


def test_text_of_an_understood_fallback_is_read(tmp_path: Path) -> None:
    content = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="x"><x:new/></mc:Choice><mc:Fallback>'
        "<w:t>退路</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(tmp_path, paragraph(content))) == ["退路"]


def test_footnotes_stand_at_the_end_in_the_order_of_reference(tmp_path: Path) -> None:
    mark = "<w:r><w:footnoteRef/></w:r>"
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(mark + run(" " + t))}</w:footnote>'
        for n, t in ((1, "无人引用"), (2, "二注"), (3, "三注"))
    )
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    path = write_docx(
        tmp_path / "a.docx",
        paragraph(run("前") + reference.format(3) + run("后") + reference.format(2)),
        "末段",
        footnotes=notes,
    )
    document = read_docx(str(path))
    assert [(p.text, p.kind) for p in document.paragraphs] == [
        ("前后", ParagraphKind.BODY),
        ("末段", ParagraphKind.BODY),
        ("三注", ParagraphKind.FOOTNOTE),
        ("二注", ParagraphKind.FOOTNOTE),
    ]
    assert codes(document) == ["RD014"]


def test_centering_is_known_through_styles(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"/>'
        '<w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="N"/><w:pPr>'
        '<w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T2"><w:basedOn w:val="T"/></w:style>'
    )
    document = read(
        tmp_path,
        "正文",
        paragraph("题", style="T2"),
        paragraph("题", style="T2", properties='<w:jc w:val="left"/>'),
        styles=styles,
    )
    assert [p.centered for p in document.paragraphs] == [False, True, False]


def test_the_bold_beginning_is_measured_with_number_and_style(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'
    document = read(
        tmp_path,
        paragraph(run("　　") + run("强化招商。", "<w:b/>") + run("办好会展。"), num_id=1, ilvl=0),
        paragraph(run("全粗") + run("不粗", '<w:b w:val="0"/>'), style="B"),
        paragraph(run("不粗") + run("粗", "<w:b/>")),
        numbering=NUMBERS,
        styles=styles,
    )
    assert [p.bold_lead for p in document.paragraphs] == [9, 2, 0]


def test_merged_cells_repeat_the_value_of_their_first_cell(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "任务分工表",
        table(
            row("序号", cell("任务", properties='<w:gridSpan w:val="2"/>'), "单位"),
            row("1", "甲", "乙", cell("区科技局", properties='<w:vMerge w:val="restart"/>')),
            row("2", "丙", "丁", cell("", properties="<w:vMerge/>")),
            row("戊", "己", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        ),
    )
    grid = document.tables[0]
    assert grid.texts() == [
        ["序号", "任务", "任务", "单位"],
        ["1", "甲", "乙", "区科技局"],
        ["2", "丙", "丁", "区科技局"],
        ["", "戊", "己", ""],
    ]
    assert [[c.merged for c in r] for r in grid.rows] == [
        [False, False, True, False],
        [False, False, False, False],
        [False, False, False, True],
        [False, False, False, False],
    ]
    assert grid.name == "任务分工表"
    place = grid.rows[2][3].location
    assert (place.paragraph, place.sheet, place.row, place.column) == (2, None, 3, 4)
    assert grid.rows[3][0].value is None


def test_a_vertical_merge_without_a_beginning_keeps_its_text(tmp_path: Path) -> None:
    document = read(tmp_path, table(row(cell("甲", properties="<w:vMerge/>"))))
    assert document.tables[0].texts() == [["甲"]]


def test_cells_hold_numbers_paragraphs_and_nested_tables(tmp_path: Path) -> None:
    numbered = cell(paragraph("甲", num_id=1, ilvl=0), paragraph("乙", num_id=1, ilvl=0))
    nested = cell("外", table(row("内一", "内二")), "")
    document = read(tmp_path, table(row(numbered, nested)), numbering=NUMBERS)
    assert document.tables[0].texts() == [["1.甲\n2.乙", "外\n内一\n内二"]]


def test_rows_and_cells_in_content_controls_are_read(tmp_path: Path) -> None:
    wrapped_row = f"<w:sdt><w:sdtContent>{row('甲')}</w:sdtContent></w:sdt>"
    wrapped_cell = f"<w:tr><w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt></w:tr>"
    document = read(tmp_path, table(wrapped_row, wrapped_cell))
    assert document.tables[0].texts() == [["甲"], ["乙"]]


def test_blank_rows_and_columns_at_the_end_of_a_table_are_removed(tmp_path: Path) -> None:
    document = read(tmp_path, table(row("甲", ""), row("乙", ""), row("", "")))
    assert document.tables[0].texts() == [["甲"], ["乙"]]


def test_the_strict_variant_and_another_main_part_are_read(tmp_path: Path) -> None:
    path = write_docx(
        tmp_path / "a.docx",
        paragraph("甲", num_id=1, ilvl=0),
        numbering=NUMBERS,
        main="文档/正文2.xml",
        strict=True,
    )
    assert texts(read_docx(str(path))) == ["1.甲"]


def test_a_table_that_only_frames_a_long_text_is_read_as_paragraphs(tmp_path: Path) -> None:
    task = "1.建设创新平台。" + "支持企业开展技术攻关，按月调度，按季通报。" * 12
    document = read(tmp_path, table(row("一、总体要求"), row("", task)))
    assert [p.text for p in document.paragraphs if p.text] == ["一、总体要求", task]
    assert document.tables == ()
