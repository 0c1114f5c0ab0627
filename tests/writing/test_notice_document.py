"""The notice as a Word document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from officekit.errors import OutputExistsError, OutputNotWritableError
from officekit.model.notice import Notice, NoticeKind, NoticeParagraph
from officekit.writing.notice_document import write_notice
from officekit.writing.notice_parts import text_width
from tests.writing.notices import NOTICE, TABLE, changed_template


def _written(folder: Path, notice: Notice, **options: Any) -> Any:
    path = folder / "通知.docx"
    write_notice(notice, path, overwrite=True, **options)
    return docx.Document(str(path))


def _styled(document: Any) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in document.paragraphs if each.text]


def test_a_notice_has_its_elements_in_order(tmp_path: Path) -> None:
    document = _written(
        tmp_path, NOTICE, title_lines=("云泽市人民政府关于印发", "水网建设任务的通知")
    )
    assert _styled(document) == [
        ("公文发文机关标志", "云泽市人民政府文件"),
        ("公文发文字号", "云政发〔2025〕3号"),
        ("公文标题", "云泽市人民政府关于印发\n水网建设任务的通知"),
        ("公文主送机关", "各县人民政府，市政府各部门："),
        ("公文正文", "《水网建设任务》已经市政府同意，现印发给你们，请认真贯彻落实。"),
        ("公文署名", "云泽市人民政府"),
        ("公文成文日期", "2025年4月6日"),
        ("公文附注", "（此件公开发布）"),
        ("公文印发标题", "水网建设任务"),
        ("公文正文", "为做好水网建设，制定本任务。"),
        ("公文一级", "一、骨干工程"),
        ("公文二级", "（一）河湖。连通河湖。"),
        ("公文三级", "1.治理“三河”。"),
        ("公文四级", "（1）清淤。"),
    ]
    assert [row.cells[0].text for row in document.tables[0].rows] == [
        "抄送：市委办公室，市人大常委会办公室。",
        "云泽市人民政府办公室\t2025年4月7日印发",
    ]


def test_a_run_in_heading_has_the_font_of_its_level_alone(tmp_path: Path) -> None:
    document = _written(tmp_path, NOTICE)
    paragraph = next(each for each in document.paragraphs if each.text.startswith("（一）"))
    assert [run.text for run in paragraph.runs] == ["（一）河湖。", "连通河湖。"]
    assert [run._r.rPr is None for run in paragraph.runs] == [True, False]
    assert paragraph.runs[1].style.name == "公文正文文字"


def test_blank_elements_leave_nothing_behind(tmp_path: Path) -> None:
    notice = Notice(
        kind=NoticeKind.ISSUE, title="关于开展检查的通知", body=(NoticeParagraph("请开展检查。"),)
    )
    document = _written(tmp_path, notice)
    assert _styled(document) == [
        ("公文标题", "关于开展检查的通知"),
        ("公文正文", "请开展检查。"),
    ]
    assert not document.tables
    assert len(document.sections) == 1


def test_without_copies_the_imprint_is_one_row(tmp_path: Path) -> None:
    document = _written(tmp_path, replace(NOTICE, copies_to=""))
    assert len(document.tables[0].rows) == 1


def test_an_upward_notice_names_the_signer(tmp_path: Path) -> None:
    document = _written(tmp_path, replace(NOTICE, signer="李云泽"))
    paragraph = next(each for each in document.paragraphs if "签发人" in each.text)
    assert paragraph.text.split() == ["云政发〔2025〕3号", "签发人：李云泽"]
    assert paragraph.runs[-1].style.name == "公文签发人姓名"


def test_several_attachments_are_numbered_without_end_marks(tmp_path: Path) -> None:
    document = _written(tmp_path, replace(NOTICE, attachments=("任务表", "联系人名单")))
    texts = [text for style, text in _styled(document) if style.startswith("公文附件说明")]
    assert texts == ["附件：1.\t任务表", "2.\t联系人名单"]


def test_a_single_attachment_has_no_number(tmp_path: Path) -> None:
    document = _written(tmp_path, replace(NOTICE, attachments=("任务表",)))
    assert ("公文附件说明", "附件：任务表") in _styled(document)


def test_a_seal_changes_the_place_of_signature_and_date(tmp_path: Path) -> None:
    styles = dict(_styled(_written(tmp_path, replace(NOTICE, sealed=True))))
    assert "公文署名盖章" in styles
    assert "公文成文日期盖章" in styles


def test_the_mark_is_narrowed_to_one_line(tmp_path: Path) -> None:
    notice = replace(NOTICE, issuer="云泽市现代水网建设和高质量发展工作领导小组办公室")
    document = _written(tmp_path, notice)
    mark = document.paragraphs[0]
    scale = int(mark.runs[0]._r.rPr.find(qn("w:w")).get(qn("w:val")))
    assert len(mark.text) * 44 * scale / 100 <= 442


def test_lines_above_the_mark_leave_it_where_it_is(tmp_path: Path) -> None:
    plain = _written(tmp_path, NOTICE).paragraphs[0]
    full = _written(
        tmp_path, replace(NOTICE, copy_number="000001", secrecy="秘密★1年", urgency="加急")
    ).paragraphs[3]
    difference = plain.style.paragraph_format.space_before - full.paragraph_format.space_before
    assert difference / 635 == 3 * 579  # a twip has 635 units


def test_an_annex_table_lies_with_repeated_head_and_merged_cells(tmp_path: Path) -> None:
    document = _written(tmp_path, replace(NOTICE, attachments=("清单",), annexes=(TABLE,)))
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "板块", "任务"],
        ["1", "骨干工程", "治理三河"],
        ["2", "骨干工程", "疏浚渠系"],
        ["3", "配套工程", "修建泵站"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    sizes = [(each.page_width.twips, each.page_height.twips) for each in document.sections]
    assert sizes == [(11906, 16838), (16838, 11906), (11906, 16838)]
    assert ("公文附件标记", "附件") in _styled(document)


def test_several_annexes_are_numbered(tmp_path: Path) -> None:
    document = _written(tmp_path, replace(NOTICE, annexes=(TABLE, TABLE)))
    marks = [text for style, text in _styled(document) if style == "公文附件标记"]
    assert marks == ["附件1", "附件2"]
    assert len(document.sections) == 4


def test_a_document_without_imprint_ends_with_its_annex(tmp_path: Path) -> None:
    notice = replace(NOTICE, annexes=(TABLE,), copies_to="", printing_office="", printed_on=None)
    document = _written(tmp_path, notice)
    assert len(document.sections) == 2


def test_a_list_by_itself_is_one_lying_section(tmp_path: Path) -> None:
    document = _written(tmp_path, Notice(kind=NoticeKind.ANNEX, annexes=(TABLE,)))
    assert [text for _, text in _styled(document)] == ["水网建设责任清单"]
    assert len(document.sections) == 1


def test_a_letter_has_no_printing_office(tmp_path: Path) -> None:
    document = _written(tmp_path, replace(NOTICE, kind=NoticeKind.LETTER, issued=None))
    texts = [text for _, text in _styled(document)]
    assert "\t云政发〔2025〕3号" in texts
    rows = [row.cells[0].text.strip() for table in document.tables for row in table.rows]
    assert rows == ["云泽市人民政府", "", "抄送：市委办公室，市人大常委会办公室。"]


@pytest.mark.parametrize(
    "text", ["A&B<公司>", "“{{标题}}”", "{% if x %}", "a\x07b\x0cc", "\ud83d", "前\t后"]
)
def test_words_are_written_as_they_are(tmp_path: Path, text: str) -> None:
    notice = replace(NOTICE, title=text, body=(NoticeParagraph(text),), addressees=text)
    document = _written(tmp_path, notice)
    clean = text.replace("\x07", "").replace("\x0c", "").replace("\ud83d", "").replace("\t", " ")
    assert ("公文正文", clean) in _styled(document) or not clean
    assert ("公文标题", clean) in _styled(document) or not clean


def test_a_clerk_s_own_words_and_loops_in_a_template_stay(tmp_path: Path) -> None:
    template = changed_template(tmp_path, "{{署名}}", "特此通知。{{署名}}（盖章）")
    document = _written(tmp_path, NOTICE, template=template)
    assert ("公文署名", "特此通知。云泽市人民政府（盖章）") in _styled(document)


def test_the_same_notice_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        write_notice(replace(NOTICE, annexes=(TABLE,)), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputExistsError):
        write_notice(NOTICE, path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputNotWritableError):
        write_notice(NOTICE, tmp_path / "没有" / "通知.docx")


def test_without_libreoffice_a_finding_says_what_to_look_at(tmp_path: Path) -> None:
    findings = write_notice(NOTICE, tmp_path / "通知.docx")
    assert [finding.code for finding in findings] == ["NT950"]
    assert "版记" in findings[0].hint


def test_a_date_has_no_leading_zeros(tmp_path: Path) -> None:
    document = _written(tmp_path, replace(NOTICE, signed_on=date(2025, 12, 3)))
    assert ("公文成文日期", "2025年12月3日") in _styled(document)


def test_a_character_is_15_75_points_wide() -> None:
    assert text_width("云泽市") == 3 * 315
    assert text_width("ab") == 2 * 155


def test_the_date_stays_right_under_a_name_longer_than_a_line(tmp_path: Path) -> None:
    name = "云泽市水网建设与水资源节约集约利用及水环境综合治理工作领导小组办公室"
    for sealed in (False, True):
        notice = replace(NOTICE, signature=name, sealed=sealed)
        write_notice(notice, tmp_path / "通知.docx", overwrite=True)
        paragraphs = docx.Document(str(tmp_path / "通知.docx")).paragraphs
        date = next(each for each in paragraphs if each.text == "2025年4月6日")
        left = date.paragraph_format.left_indent
        assert left is not None
        assert left >= 0
        if not sealed:
            assert date.alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_a_notice_without_imprint_ends_with_its_text(tmp_path: Path) -> None:
    # A paragraph behind a full page would begin another one.
    notice = replace(NOTICE, copies_to="", printing_office="", printed_on=None)
    write_notice(notice, tmp_path / "通知.docx")
    assert docx.Document(str(tmp_path / "通知.docx")).paragraphs[-1].text == "（1）清淤。"
