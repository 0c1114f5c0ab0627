from __future__ import annotations

import datetime as dt
import random
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from officekit.config import RETURN_LIMITS, Config, Limits
from officekit.errors import FileRefusedError, FileUnreadableError, OfficekitError
from officekit.model.returned import Note, ReturnedFile, ReturnedSheet, SheetState
from officekit.model.table import CellValue
from officekit.reading.returned_xlsx import read_returned_xlsx
from officekit.reading.xlsx_package import Part
from officekit.reading.xlsx_plain import plain_strings, without_plain_cells
from officekit.reading.xlsx_strings import read_strings
from tests.reading.sheet_files import (
    MAIN,
    PACKAGE,
    RELATIONS,
    SHEET_PART,
    STRICT_MAIN,
    STRICT_RELATIONS,
    date_styles,
    package,
)
from tests.watchdog import ends

CONFIG = Config(limits=RETURN_LIMITS)
SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def read(path: str | Path) -> ReturnedFile:
    return read_returned_xlsx(str(path), CONFIG)


def only(path: str | Path) -> ReturnedSheet:
    (sheet,) = read(path).sheets
    return sheet


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def relations(*entries: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">{"".join(entries)}</Relationships>'


def relation(id_: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def entry_of(path: str | Path, limits: Limits = RETURN_LIMITS) -> str:
    with pytest.raises(FileRefusedError) as caught:
        read_returned_xlsx(str(path), Config(limits=limits))
    return caught.value.entry


# cells -------------------------------------------------------------------------------------


def test_it_reads_every_type_of_cell(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><r><t>青禾</t></r><rPh sb="0" eb="1"><t>qing</t></rPh>'
        '<r><t>区</t></r></is></c><c r="D1"><v>12</v></c><c r="E1"><v>1.5E-1</v></c>'
        '<c r="F1" t="b"><v>1</v></c><c r="G1" t="str"><v>甲_x000D_乙</v></c>'
        '<c r="H1" t="d"><v>2025-06-30</v></c><c r="I1" s="1"><v>45838</v></c><c r="J1" s="1"/></row>'
        '<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row><row r="3"><c r="A3" s="1"/></row>',
        strings="<si><t>序号</t></si><si><r><t>重点</t></r><r><t>任务</t></r>"
        '<rPh sb="0" eb="2"><t>zhongdian</t></rPh></si>',
        styles=date_styles("yyyy-mm-dd"),
    )
    sheet = only(path)
    day = dt.date(2025, 6, 30)
    assert sheet.rows == {
        1: {
            1: "序号",
            2: "重点任务",
            3: "青禾区",
            4: 12,
            5: 0.15,
            6: True,
            7: "甲\r乙",
            8: day,
            9: day,
        },
        2: {1: "#REF!"},
    }
    assert sheet.errors == {(2, 1)}
    assert sheet.phonetic == {(1, 2), (1, 3)}


def test_formulas_keep_their_text_and_lose_nothing_without_value(tmp_path: Path) -> None:
    body = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f></c>'
        '<c r="C1"><f t="shared" ref="C1:C2" si="0">A1*$A$1</f><v>4</v></c></row>'
        '<row r="2"><c r="B2"><f>A2</f></c><c r="C2"><f t="shared" si="0"/><v>0</v></c></row>'
        '<row r="3"><c r="B3"><f>A3</f></c></row>'
    )
    sheet = only(package(tmp_path / "a.xlsx", body))
    assert sheet.formulas == {
        (1, 1): "1+1",
        (1, 2): "A1*2",
        (1, 3): "A1*$A$1",
        (2, 2): "A2",
        (2, 3): "A2*$A$1",
        (3, 2): "A3",
    }
    assert sheet.uncached == {(1, 2), (2, 2), (3, 2)}
    assert sheet.rows == {1: {1: 2, 3: 4}, 2: {3: 0}}


def test_cells_without_reference_and_without_styles_are_read(tmp_path: Path) -> None:
    body = '<row><c s="3"><v>1</v></c><c/><c><v>2</v></c></row><row r="4"><c><v>3</v></c></row>'
    path = package(tmp_path / "a.xlsx", body, replaced={"xl/styles.xml": None})
    with zipfile.ZipFile(path) as archive:
        assert "xl/styles.xml" not in archive.namelist()
    no_styles = relations(relation("rId1", "worksheet", "worksheets/sheet1.xml"))
    path = package(
        tmp_path / "b.xlsx",
        body,
        replaced={"xl/styles.xml": None, "xl/_rels/workbook.xml.rels": no_styles},
    )
    assert only(path).rows == {1: {1: 1, 3: 2}, 4: {1: 3}}


def test_missing_shared_strings_are_damage(tmp_path: Path) -> None:
    no_strings = relations(relation("rId1", "worksheet", "worksheets/sheet1.xml"))
    replaced = {"xl/sharedStrings.xml": None, "xl/_rels/workbook.xml.rels": no_strings}
    body = '<row><c t="s"><v>0</v></c></row>'
    with pytest.raises(FileUnreadableError, match="已损坏"):
        read(package(tmp_path / "a.xlsx", body, replaced=replaced))


def test_strict_and_prefixed_files_read_the_same(tmp_path: Path) -> None:
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
        f'Type="{STRICT_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="{STRICT_MAIN}" xmlns:q="{STRICT_RELATIONS}">'
        '<x:workbookPr date1904="true"/><x:sheets><x:sheet name="表" q:id="b" state="hidden"/>'
        "</x:sheets></x:workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="b" '
        f'Type="{STRICT_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        SHEET_PART: f'<x:worksheet xmlns:x="{STRICT_MAIN}"><x:dimension ref="A1"/><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>",
    }
    found = read(package(tmp_path / "a.xlsx", replaced=parts))
    (sheet,) = found.sheets
    assert (found.facts.strict, found.facts.date1904) == (True, True)
    assert (sheet.state, sheet.dimension) == (SheetState.HIDDEN, "A1")
    assert sheet.rows == {1: {1: "甲", 2: 7}}


def test_far_cells_are_told_and_left_out(tmp_path: Path) -> None:
    body = (
        f'<row r="1">{text_cell("A1", "甲")}{text_cell("DA1", "远处")}</row>'
        f'<row r="1048576"><c r="B1048576" s="0"/>{text_cell("XFD1048576", "落" * 300)}</row>'
    )
    found = read(package(tmp_path / "a.xlsx", body))
    assert found.sheets[0].rows == {1: {1: "甲"}}
    assert found.facts.far_cells == ("DA1=远处", "XFD1048576=" + "落" * 200)


def test_two_hundred_far_cells_are_told_at_most(tmp_path: Path) -> None:
    near = "".join(f'<row r="{r}"><c><v>{r}</v></c><c><v>0</v></c></row>' for r in range(1, 301))
    far = "".join(f'<row r="{r}"><c><v>{r}</v></c></row>' for r in range(5001, 5301))
    found = read(package(tmp_path / "a.xlsx", near + far))
    assert len(found.facts.far_cells) == 200
    assert found.facts.far_cells[0] == "A5001=5001"
    assert len(found.sheets[0].rows) == 300


# sheets ------------------------------------------------------------------------------------


def test_it_tells_of_a_sheet_all_that_the_checks_ask_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("责任清单")
        sheet.merge_range("A1:C1", "标题")
        sheet.write_column("A2", ["甲", "乙", "丙"])
        sheet.set_row(2, None, None, {"hidden": True, "level": 1})
        sheet.set_column("E:G", None, None, {"hidden": True})
        sheet.autofilter("A2:B4")
        sheet.filter_column(0, "x == 甲")
        sheet.data_validation("B3:B4", {"validate": "list", "source": ["未启动", "推进中"]})
        sheet.data_validation(
            "C3", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
        )
        sheet.conditional_format("B3:B4", {"type": "no_blanks", "format": book.add_format()})
        sheet.conditional_format(
            "C3:C4", {"type": "data_bar", "data_bar_2010": True, "multi_range": "C3:C4 D9"}
        )
        sheet.protect("vkey")
        secret = book.add_worksheet("_officekit")
        secret.very_hidden()
        book.add_worksheet("说明").hide()
        book.set_custom_property("officekit.unit", "区水务局")
        book.set_custom_property("officekit.version", 3)
        book.define_name("officekit_unit", '="区水务局"')
        book.define_name("责任清单!local", "=责任清单!$A$1")
    found = read(path)
    first, second, third = found.sheets
    assert [each.name for each in found.sheets] == ["责任清单", "_officekit", "说明"]
    assert (second.state, third.state) == (SheetState.VERY_HIDDEN, SheetState.HIDDEN)
    assert (first.merges, first.dimension) == (((1, 1, 1, 3),), "A1:C4")
    assert (first.hidden_rows, first.hidden_columns) == (frozenset({3}), ((5, 7),))
    assert first.grouped_rows == {3}
    assert (first.filtered, second.filtered) == (True, False)
    assert (first.protected, second.protected) == (True, False)
    assert len(first.protection_hash) == 4
    rules = [(rule.kind, rule.areas, rule.formula) for rule in first.rules]
    assert rules == [
        ("list", ((3, 2, 4, 2),), '"未启动,推进中"'),
        ("decimal", ((3, 3, 3, 3),), "0"),
    ]
    assert first.conditional_formats == 3
    facts = found.facts
    assert facts.properties == {"officekit.unit": "区水务局", "officekit.version": "3"}
    assert facts.names == {"officekit_unit": '"区水务局"'}
    assert (facts.application, facts.name) == ("Microsoft Excel", "a.xlsx")
    assert (facts.macros, facts.external, facts.strict) == (False, (), False)


def test_holes_and_extensions_of_validations_are_read(tmp_path: Path) -> None:
    after = (
        '<sheetProtection hashValue="abc=" sheet="1"/>'
        '<autoFilter ref="A1:B9"><filterColumn colId="0" hiddenButton="1"/></autoFilter>'
        '<dataValidations><dataValidation type="list" sqref="L3:L5 L7"><formula1>名单</formula1>'
        "</dataValidation><dataValidation/></dataValidations>"
        f'<extLst><ext><x14:dataValidations xmlns:x14="{X14}" xmlns:xm="{XM}">'
        '<x14:dataValidation type="list"><x14:formula1><xm:f>参数!$A$1:$A$3</xm:f></x14:formula1>'
        "<xm:sqref>M3:M22 M30</xm:sqref></x14:dataValidation></x14:dataValidations>"
        f'<x14:conditionalFormattings xmlns:x14="{X14}" xmlns:xm="{XM}"><x14:conditionalFormatting>'
        "<xm:sqref>K1:K9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
        "</ext></extLst>"
    )
    sheet = only(package(tmp_path / "a.xlsx", after=after))
    assert [(rule.kind, rule.areas, rule.formula) for rule in sheet.rules] == [
        ("list", ((3, 12, 5, 12), (7, 12, 7, 12)), "名单"),
        ("none", (), ""),
        ("list", ((3, 13, 22, 13), (30, 13, 30, 13)), "参数!$A$1:$A$3"),
    ]
    assert (sheet.conditional_formats, sheet.filtered) == (1, False)
    assert (sheet.protected, sheet.protection_hash) == (True, "abc=")


def test_formats_and_fonts_mark_cells_that_hold_something(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        formats = [
            {"num_format": "0.0%"},
            {"num_format": "@"},
            {"num_format": "0.00E+00"},
            {"font_strikeout": True},
            {"font_color": "#FFFFFF"},
            {"font_color": "#FFFFFF", "bg_color": "#1F4E78"},
            {"font_color": "#1F4E78", "bg_color": "#1F4E78"},
            {"font_size": 1},
            {"num_format": ";;;"},
            {"num_format": '0"%"'},
        ]
        for column, properties in enumerate(formats):
            look = book.add_format(properties)
            sheet.write(0, column, 0.5, look)
            sheet.write(1, column, "字", look)
            sheet.write_blank(2, column, None, look)
        strike = book.add_format({"font_strikeout": True})
        sheet.write_rich_string("A5", "保留", strike, "删去", "保留")
    sheet_ = only(path)
    assert sheet_.percent == {(1, 1), (2, 1)}
    assert sheet_.text_format == {(1, 2), (2, 2)}
    assert sheet_.scientific == {(1, 3)}
    assert sheet_.struck == {(1, 4), (2, 4), (5, 1)}
    assert sheet_.invisible == {(r, c) for r in (1, 2) for c in (5, 7, 8, 9)}
    assert sheet_.rows[5] == {1: "保留删去保留"}


def test_theme_white_is_white_and_fonts_of_differential_styles_do_not_count(
    tmp_path: Path,
) -> None:
    styles = (
        '<fonts><font><sz val="11"/></font><font><color theme="0"/></font>'
        '<font><color theme="0" tint="-0.5"/></font><font><strike val="0"/></font></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills>'
        '<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf fontId="99"/></cellXfs>'
        "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
    )
    cells = "".join(f'<c s="{number}"><v>1</v></c>' for number in range(7))
    sheet = only(package(tmp_path / "a.xlsx", f"<row>{cells}</row>", styles=styles))
    assert sheet.invisible == {(1, 2)}
    assert not sheet.struck


def test_struck_runs_of_inline_text_are_told_for_their_cell_only(tmp_path: Path) -> None:
    body = (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>旧</t></r></is></c>'
        '<c t="inlineStr"><is><r><rPr><strike/></rPr></r><rPh/></is></c>'
        f"<c><v>1</v></c>{text_cell('D1', '新')}</row>"
    )
    sheet = only(package(tmp_path / "a.xlsx", body))
    assert sheet.struck == {(1, 1)}
    assert not sheet.phonetic


def test_comments_are_notes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_comment("C4", "改为 7 月底", {"author": "区水务局"})
        sheet.write_comment("B2", "见附件")
        sheet.insert_textbox("E5", "文本框里的说明")
        sheet.insert_button("G9", {"caption": "按钮"})
    found = only(path)
    assert found.notes == (Note((2, 2), "见附件"), Note((4, 3), "改为 7 月底", "区水务局"))
    assert set(found.shapes) == {"文本框里的说明", "按钮"}


def test_threads_take_the_place_of_their_comments(tmp_path: Path) -> None:
    replaced = {
        "xl/_rels/workbook.xml.rels": relations(
            relation("rId1", "worksheet", "worksheets/sheet1.xml"),
            relation("rId2", "person", "persons/person.xml"),
        ),
        SHEET_RELATIONS: relations(
            relation("a", "comments", "../comments1.xml"),
            relation("b", "threadedComment", "../threadedComments/threadedComment1.xml"),
        ),
        "xl/persons/person.xml": f'<personList xmlns="{THREADS}">'
        '<person displayName="王一" id="P1"/></personList>',
        "xl/comments1.xml": f'<comments xmlns="{MAIN}"><authors><author>tc=1</author></authors>'
        '<commentList><comment ref="A2" authorId="0"><text><t>[线程批注]</t></text></comment>'
        '<comment ref="A3" authorId="7"><text><r><t>旧</t></r><r><t>式</t></r></text></comment>'
        "</commentList></comments>",
        "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{THREADS}">'
        '<threadedComment ref="A2" personId="P1" id="1"><text>请核对</text></threadedComment>'
        '<threadedComment ref="A2" personId="P2" id="2" parentId="1"><text>已核对</text>'
        "</threadedComment></ThreadedComments>",
    }
    notes = only(package(tmp_path / "a.xlsx", replaced=replaced)).notes
    assert notes == (Note((2, 1), "请核对\n已核对", "王一"), Note((3, 1), "旧式"))


def test_shapes_pictures_and_fallbacks_of_a_drawing(tmp_path: Path) -> None:
    def shape(*paragraphs: str) -> str:
        lines = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
        return f"<xdr:sp><xdr:txBody>{lines}</xdr:txBody></xdr:sp>"

    vml = (
        '<xml xmlns:v="urn:v" xmlns:x="urn:x"><v:shape><v:textbox><div>第一行<br>第二行</div>'
        "</v:textbox></v:shape><v:shape><v:textbox><div>影子</div></v:textbox>"
        '<x:ClientData ObjectType="Note"/></v:shape></xml>'
    )
    replaced = {
        SHEET_RELATIONS: relations(
            relation("a", "drawing", "../drawings/drawing1.xml"),
            relation("b", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
        ),
        "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="{ART}" '
        f'xmlns:mc="{COMPATIBILITY}">{shape("完成情况：", "已开工")}<xdr:pic/>'
        f"<mc:AlternateContent><mc:Choice>{shape('另见')}</mc:Choice><mc:Fallback>"
        f"{shape('另见')}<xdr:pic/></mc:Fallback></mc:AlternateContent>{shape(' ')}</xdr:wsDr>",
        "xl/drawings/vmlDrawing1.vml": vml,
    }
    body = '<row><c t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>'
    sheet = only(package(tmp_path / "a.xlsx", body, replaced=replaced))
    assert sheet.shapes == ("完成情况：\n已开工", "另见", "第一行\n第二行")
    assert sheet.pictures == 2


def test_a_filter_of_a_table_is_a_filter(tmp_path: Path) -> None:
    replaced = {
        SHEET_RELATIONS: relations(relation("a", "table", "../tables/table1.xml")),
        "xl/tables/table1.xml": f'<table xmlns="{MAIN}"><autoFilter ref="A1:A3"><filterColumn '
        'colId="0"><filters><filter val="甲"/></filters></filterColumn></autoFilter></table>',
    }
    assert only(package(tmp_path / "a.xlsx", replaced=replaced)).filtered


# what reaches out --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "replaced",
    [
        {"xl/vbaProject.bin": "x"},
        {"xl/macrosheets/sheet1.xml": "<x/>"},
        {
            "[Content_Types].xml": '<Types><Override PartName="/xl/workbook.xml" ContentType='
            '"application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
        },
    ],
)
def test_macros_are_told(tmp_path: Path, replaced: dict[str, str]) -> None:
    assert read(package(tmp_path / "a.xlsm", replaced=replaced)).facts.macros


def test_what_reaches_out_is_told_in_a_few_words(tmp_path: Path) -> None:
    replaced = {
        SHEET_RELATIONS: relations(
            relation("a", "hyperlink", "file:///D:/data/x.xlsx", external=True),
            relation("b", "hyperlink", "\\\\server\\share\\x.xlsx", external=True),
            relation("c", "hyperlink", "https://example.invalid/", external=True),
            relation("d", "hyperlink", "mailto:a@example.invalid", external=True),
            relation("e", "image", "https://example.invalid/pixel.png", external=True),
            relation("f", "oleObject", "../embeddings/oleObject1.bin"),
        ),
        "xl/externalLinks/externalLink1.xml": "<x/>",
        "xl/connections.xml": "<x/>",
        "xl/embeddings/oleObject1.bin": "x",
        "xl/activeX/activeX1.bin": "x",
    }
    external = read(package(tmp_path / "a.xlsx", replaced=replaced)).facts.external
    assert sorted(external) == sorted(
        [
            "外部链接“xl/externalLinks/externalLink1.xml”",
            "数据连接“xl/connections.xml”",
            "嵌入对象“xl/embeddings/oleObject1.bin”",
            "ActiveX 控件“xl/activeX/activeX1.bin”",
            "指向“file:///D:/data/x.xlsx”的超链接",
            "指向“\\\\server\\share\\x.xlsx”的超链接",
            "外部引用“https://example.invalid/pixel.png”",
        ]
    )


# hostile files -----------------------------------------------------------------------------


def test_each_refusal_names_its_entry(tmp_path: Path) -> None:
    eleven = package(tmp_path / "cells.xlsx", f"<row>{'<c><v>1</v></c>' * 11}</row>")
    assert entry_of(eleven, Limits(cells=10)) == "A08"
    blanks = package(tmp_path / "blanks.xlsx", f"<row>{'<c/>' * 11}</row>")
    assert entry_of(blanks, Limits(blank_cells=10)) == "A08"
    assert entry_of(blanks, Limits(seconds=1e-9)) == "A08"
    assert entry_of(blanks, Limits(parts=3)) == "A05"
    assert entry_of(blanks, Limits(file_bytes=100)) == "A05"
    assert entry_of(blanks, Limits(unpacked_bytes=100)) == "A05"
    backslash = package(tmp_path / "slash.xlsx", replaced={"xl\\evil.xml": "x"})
    assert entry_of(backslash) == "A06"
    outside = package(tmp_path / "dots.xlsx", replaced={"../evil.xml": "x"})
    assert entry_of(outside) == "A06"


def test_the_limit_on_cells_holds_for_all_sheets_together(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for _ in range(3):
            book.add_worksheet().write_row(0, 0, [1, 2, 3, 4])
    assert entry_of(path, Limits(cells=11)) == "A08"
    assert len(read_returned_xlsx(str(path), Config(limits=Limits(cells=12))).sheets) == 3


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        SHEET_PART,
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "_rels/.rels",
        "[Content_Types].xml",
    ],
)
def test_a_document_type_is_refused_in_every_part_that_is_read(tmp_path: Path, part: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    assert entry_of(package(tmp_path / "a.xlsx", replaced={part: bomb})) == "A07"


def test_a_part_twice_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx")
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(SHEET_PART, "<x/>")
    assert entry_of(path) == "A06"


def test_a_directory_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20):
            archive.writestr(f"{number}/" + "长" * 300, "")
    assert entry_of(path, Limits(parts=10)) == "A05"


@pytest.mark.parametrize(
    "body",
    [
        "<row>" + "<c/>" * 1_100_000 + "</row>",
        "<row/>" * 1_100_000,
        ("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 2_100,
        f"<row><c t='inlineStr'><is><t>{'x' * 3_000_000}</t></is></c></row>",
        f"<row><c t='inlineStr'><is>{'<t>x</t>' * 3}<x y='{'x' * 6_000_000}'/></is></c></row>",
        '<row><c><f t="shared" si="0">'
        + "1+" * 4_000
        + "1</f></c>"
        + '<c><f t="shared" si="0"/></c>' * 9_000
        + "</row>",
    ],
    ids=["blank cells", "blank rows", "cells", "long text", "long tag", "shared formulas"],
)
def test_too_much_of_anything_is_refused_in_time(tmp_path: Path, body: str) -> None:
    path = package(tmp_path / "a.xlsx", body)
    limits = Limits(cells=200_000, blank_cells=1_000_000, part_ratio=10_000, seconds=60)
    with ends():
        assert entry_of(path, limits) == "A08"


def test_too_many_styles_relations_and_strings_are_refused(tmp_path: Path) -> None:
    limits = Limits(cells=1_000, part_ratio=100_000)
    styles = "<cellXfs>" + "<xf/>" * 200_001 + "</cellXfs>"
    assert entry_of(package(tmp_path / "a.xlsx", styles=styles), limits) == "A08"
    strings = package(tmp_path / "b.xlsx", strings="<si><t/></si>" * 1_001)
    assert entry_of(strings, limits) == "A08"
    many = relations(*(relation(f"r{i}", "x", "y" * 1_000) for i in range(9_000)))
    path = package(tmp_path / "c.xlsx", replaced={SHEET_RELATIONS: many})
    assert entry_of(path, limits) == "A08"


def test_damage_of_any_kind_ends_in_an_error_for_clerks(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("清单")
        sheet.write_row("A1", ["序号", 1, 0.5], book.add_format({"num_format": "0%"}))
        sheet.write_comment("B2", "批注")
        sheet.data_validation("A1:A9", {"validate": "list", "source": ["甲"]})
    parts = {}
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance = random.Random(6)  # noqa: S311 - not for secrets
    for number in range(400):
        broken = dict(parts)
        name = chance.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.choice(b'<>"/=&\x00\xff19-x')
        broken[name] = bytes(data[: chance.randrange(len(data))] if number % 5 == 0 else data)
        path = tmp_path / "b.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for each, content in broken.items():
                archive.writestr(each, content)
        _read_or_refuse(path)
    whole = source.read_bytes()
    for _ in range(400):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (tmp_path / "c.xlsx").write_bytes(data[: chance.randrange(1, len(data) + 1)])
        _read_or_refuse(tmp_path / "c.xlsx")


def _read_or_refuse(path: Path) -> None:
    with suppress(OfficekitError):
        read(path)


# cross-checks ------------------------------------------------------------------------------


def _ordinary(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name in ("责任清单", "填报说明"):
            sheet = book.add_worksheet(name)
            for row in range(40):
                sheet.write_string(row, 0, f"k{row:03d}")
                sheet.write_string(row, 2, f"第{row}项 & <完成> “引号” \t\n末行")
                sheet.write_number(row, 3, row / 7)
                sheet.write_datetime(row, 4, dt.date(2025, 1, 1) + dt.timedelta(row), day)
                sheet.write_boolean(row, 6, row % 2 == 0)


def test_openpyxl_and_calamine_read_the_same_cells(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    _ordinary(first)
    book = openpyxl.load_workbook(first)
    book.save(second)
    for path in (first, second):
        book = openpyxl.load_workbook(path)
        others = python_calamine.load_workbook(str(path))
        for sheet in read(path).sheets:
            assert sheet.rows == {
                row[0].row: {
                    cell.column: _plain(cell.value) for cell in row if cell.value is not None
                }
                for row in book[sheet.name].iter_rows()
            }
            assert sheet.rows == {
                number: {column: value for column, value in enumerate(row, 1) if value != ""}
                for number, row in enumerate(
                    others.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False), 1
                )
            }


def _plain(value: object) -> CellValue:
    if isinstance(value, dt.datetime):
        return value.date()
    assert value is None or isinstance(value, (str, int, float, bool))
    return value


HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}">'
PIECES = st.sampled_from(
    [
        "<si><t>",
        "</t></si>",
        "<si>",
        "</si>",
        "<r>",
        "</r>",
        "<rPr><b/></rPr>",
        "<rPr><strike/></rPr>",
        '<t xml:space="preserve">',
        "<t>",
        "</t>",
        "<t/>",
        "<rPh><t>x</t></rPh>",
        "青禾",
        "a &amp; b",
        "&#10;",
        "&lt;",
        "_x000D_",
        "\r\n",
        " ",
        "<!-- c -->",
        "<![CDATA[<t>]]>",
        "<?p?>",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=6), max_size=5))
def test_the_shortcut_for_strings_is_the_long_way(strings: list[list[str]]) -> None:
    for opened, closed in (("<si><t>", "</t></si>"), ("<si>", "</si>")):
        body = "".join(f"{opened}{''.join(pieces)}{closed}" for pieces in strings)
        data = f"{HEAD}{body}</sst>".encode()
        plain = plain_strings(data)
        long_way = data.replace(b"<sst", b"<!-- --><sst")
        assert plain_strings(long_way) is None
        if plain is None:
            continue
        try:
            found = read_strings(Part(long_way, "a", "b"), most=99)
        except FileUnreadableError:
            continue
        assert read_strings(Part(data, "a", "b"), most=99) == found


def test_plain_strings_are_found_plain() -> None:
    looks = "<rPr><sz val='11'/></rPr>"
    body = (
        f"<si><r>{looks}<t>青</t></r><r>{looks}<t xml:space='preserve'> 6</t></r></si>".replace(
            "'", '"'
        )
        + "<si><t/></si><si><t>a &amp;lt; b</t></si>"
    )
    assert plain_strings(f"{HEAD}{body}</sst>".encode()) == ["青 6", "", "a &lt; b"]
    assert plain_strings(f"{HEAD}<si><t>a</t></si><x/></sst>".encode()) is None


def test_rows_of_plain_cells_are_taken_out_of_the_xml_and_others_stay() -> None:
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" s="4"><v>-1.5E-7</v></c><c r="E1"/>'
    others = '<row r="2"><c r="C2" t="str"><v>a"b</v></c></row><row r="3"/>'
    tail = '<row r="4"><c r="A4"><f>1</f><v>1</v></c></row></sheetData></worksheet>'
    data, taken = without_plain_cells(f'{head}<row r="1">{cells}</row>{others}{tail}'.encode())
    assert data == f"{head}<?cells 0?>{others}{tail}".encode()
    [[(number, found)]] = taken
    assert number == "1"
    assert [cell[1:] for cell in found] == [
        ("A", "", "s", "0"),
        ("B", "4", "", "-1.5E-7"),
        ("E", "", "", ""),
    ]


def test_no_cell_is_taken_out_where_it_might_be_something_else() -> None:
    cell = '<row><c r="A1"/></row>'
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">'
    for data in (
        f"{head}<!-- {cell} -->{cell}",
        f"{head}<?cells 0?>{cell}",
        f'{head}<other xmlns="urn:other">{cell}</other>',
        f'<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="{MAIN}">{cell}',
    ):
        assert without_plain_cells(data.encode()) == (data.encode(), [])


def test_of_a_row_whose_tag_says_more_only_the_cells_are_taken() -> None:
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'
    cell, tail = '<c r="A1"><v>1</v></c></row>', "</sheetData></worksheet>"
    for tag in (
        '<row r="1" hidden="1">',
        '<row r="1" ht="0">',
        '<row r="1" outlineLevel="1">',
        '<row r="1" s="1" s="1">',
        '<row r="1" x14ac:dyDescent="1">',
        "<row>",
    ):
        data, taken = without_plain_cells(f"{head}{tag}{cell}{tail}".encode())
        assert data == f"{head}{tag}<?cells 0?></row>{tail}".encode()
        assert [number for [(number, _)] in taken] == [""]


def test_rows_that_follow_one_another_are_taken_together() -> None:
    head = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'
    rows = "".join(f'<row r="{n}" spans="1:2" ht="30"><c r="A{n}"/></row>' for n in (1, 2, 4))
    data, taken = without_plain_cells(f"{head}{rows}</sheetData></worksheet>".encode())
    assert data == f"{head}<?cells 0?></sheetData></worksheet>".encode()
    assert [[number for number, _ in run] for run in taken] == [["1", "2", "4"]]
