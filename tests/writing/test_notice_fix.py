"""Layout of a notice set right in a copy: no word is touched, nothing else changes."""

from __future__ import annotations

import re
import shutil
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from officekit.checking import check
from officekit.checking.corrections_text import with_full_width_marks
from officekit.checking.notice_elements import placed_elements
from officekit.checking.notice_subject import NoticeSubject
from officekit.errors import (
    ContentError,
    FileUnreadableError,
    FormatUnsupportedError,
    OutputExistsError,
    UsageError,
)
from officekit.model.laid_document import LaidDocument, LaidParagraph, LaidRun
from officekit.model.matrix import Change
from officekit.model.notice_element import NoticeElement, PlacedElement
from officekit.reading import read_layout
from officekit.writing.notice_fix import fix_notice
from officekit.writing.notice_fix_log import FixLog
from officekit.writing.notice_fix_text import fix_paragraph
from tests.reading.docx_builder import WORD, paragraph, run, write_docx

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = f"{{{WORD}}}"
SONG = '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/>'
THEME = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="32"/>'
RED = '<w:rFonts w:eastAsia="仿宋"/><w:color w:val="FF0000"/><w:sz w:val="32"/>'
FANGSONG = '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/><w:sz w:val="32"/>'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" '
    'w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def bad_notice(path: Path, *more: str, section: str = SECTION) -> Path:
    """A notice whose words are right and whose layout is wrong throughout."""
    return write_docx(
        path,
        paragraph(run("青禾区人民政府办公室关于", SONG), properties='<w:jc w:val="center"/>'),
        paragraph(run("做好2023年重点工作的通知", SONG), properties='<w:jc w:val="center"/>'),
        paragraph(run("各镇人民政府，区政府各部门:", FANGSONG), properties=INDENT),
        paragraph(run("　　为做好全年工作,现将有关事项通知如下。", FANGSONG)),
        paragraph(
            run("一、总体要求", FANGSONG),
            properties='<w:spacing w:line="400" w:lineRule="exact"/>' + INDENT,
        ),
        paragraph(run("（一）明确目标。各部门要对照任务抓好落实。", FANGSONG), properties=INDENT),
        paragraph(run("1.完善平台体系（含中试)。新建平台3家。", SONG)),
        paragraph(run("2.按“月调度”", RED) + run("的要求报送进展。", THEME), properties=INDENT),
        paragraph(
            run("附件：青禾区2023年重点工作任务责任单位和完成时限一览表及填报说明", FANGSONG),
            properties=INDENT,
        ),
        paragraph(run("青禾区人民政府办公室", SONG), properties='<w:jc w:val="right"/>'),
        paragraph(run("2023年9月22日", SONG), properties='<w:jc w:val="right"/>'),
        paragraph(run("（此件公开发布）", FANGSONG)),
        *more,
        section,
    )


def fixed(source: Path, *, overwrite: bool = False) -> tuple[Path, tuple[Change, ...]]:
    """Fix as the command does: read, recognise, set."""
    output = source.with_name("修正.docx")
    laid = read_layout(source, render=False)
    subject = NoticeSubject.of(laid)
    changes = fix_notice(
        source,
        output,
        laid,
        placed_elements(subject),
        full_width=with_full_width_marks,
        letter=subject.structure.letter,
        overwrite=overwrite,
    )
    return output, changes


def codes(path: Path) -> list[str]:
    return [f.code for f in check(NoticeSubject.of(read_layout(path, render=False))).findings]


def words(laid: LaidDocument) -> list[str]:
    """Texts without spaces and without the width of marks."""
    return [with_full_width_marks(re.sub(r"\s", "", p.text)) for p in laid.paragraphs]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_badly_laid_out_notice_lints_clean_afterwards(tmp_path: Path) -> None:
    source = bad_notice(tmp_path / "通知.docx")
    before = set(codes(source))
    told = {*("NT102", "NT208", "NT213", "NT214", "NT301", "NT302", "NT303", "NT304"), "NT104"}
    assert before >= told | {"NT305", "NT306", "NT307", "NT403", "NT413", "NT511", "NT601"}
    output, changes = fixed(source)
    assert codes(output) == []
    assert changes


def test_no_word_is_touched(tmp_path: Path) -> None:
    source = bad_notice(tmp_path / "通知.docx")
    output, _ = fixed(source)
    before, after = (read_layout(path, render=False) for path in (source, output))
    assert words(before) == words(after)


def test_the_source_stays_as_it_is_and_other_parts_keep_their_bytes(tmp_path: Path) -> None:
    source = bad_notice(tmp_path / "通知.docx")
    with zipfile.ZipFile(source, "a") as package:
        package.writestr("word/media/image1.png", b"\x89PNG not really")
        package.writestr("customXml/item1.xml", "<a><!-- kept --></a>")
    original = source.read_bytes()
    output, _ = fixed(source)
    assert source.read_bytes() == original
    before, after = parts(source), parts(output)
    touched = {name for name in before if before[name] != after[name]}
    assert touched == {
        *("word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels")
    }
    assert set(after) - set(before) == {
        *("word/footerOdd.xml", "word/footerEven.xml", "word/settings.xml")
    }


def test_what_is_right_is_copied_byte_for_byte(tmp_path: Path) -> None:
    output, _ = fixed(bad_notice(tmp_path / "通知.docx"))
    again = output.rename(tmp_path / "又一份.docx")
    copied, changes = fixed(again)
    assert changes == ()
    assert copied.read_bytes() == again.read_bytes()


def test_changes_tell_place_before_and_after(tmp_path: Path) -> None:
    _, changes = fixed(bad_notice(tmp_path / "通知.docx"))
    told = {change.note: change for change in changes}
    margins = told["页边距（GB/T 9704—2012 5.2.1）"]
    assert margins.place == "第1节"
    assert margins.before == "上25.4、下25.4、左31.8、右31.8毫米"
    assert margins.after == "上37、下35、左28、右26毫米"
    pitch = told["行距（GB/T 9704—2012 5.2.3）"]
    assert (pitch.place, pitch.before, pitch.after) == ("第5段（正文）", "20磅", "28.95磅")


def test_a_run_in_heading_is_set_apart_from_its_text(tmp_path: Path) -> None:
    output, _ = fixed(bad_notice(tmp_path / "通知.docx"))
    line = next(
        p for p in read_layout(output, render=False).paragraphs if p.text.startswith("（一）")
    )
    assert [(r.text, r.font) for r in line.runs] == [
        ("（一）明确目标", "楷体_GB2312"),
        ("。各部门要对照任务抓好落实。", "仿宋"),
    ]


def test_properties_stand_in_the_order_that_word_asks_for(tmp_path: Path) -> None:
    output, _ = fixed(bad_notice(tmp_path / "通知.docx"))
    root = etree.fromstring(parts(output)["word/document.xml"])
    runs = ["rFonts", "b", "color", "sz", "szCs"]
    paragraphs = ["pStyle", "numPr", "spacing", "ind", "jc", "rPr", "sectPr"]
    for tag, order in (("rPr", runs), ("pPr", paragraphs)):
        for properties in root.iter(f"{_W}{tag}"):
            ranks = [order.index(etree.QName(child).localname) for child in properties]
            assert all(a < b for a, b in pairwise(ranks))


def test_marks_in_several_pieces_keep_their_place(tmp_path: Path) -> None:
    source = write_docx(
        tmp_path / "通知.docx",
        paragraph(run("关于做好工作的通知"), properties='<w:jc w:val="center"/>'),
        paragraph(run("各镇人民政府：")),
        paragraph(run("一是抓项目", FANGSONG) + run(",", FANGSONG) + run("二是抓民生。", FANGSONG)),
    )
    output, _ = fixed(source)
    last = read_layout(output, render=False).paragraphs[-1]
    assert last.text == "一是抓项目，二是抓民生。"


# ---------------------------------------------------------------- page numbers


def with_footer(path: Path, text: str, header: str = "") -> Path:
    """A notice with one footer for all pages; a header may stand beside it."""
    references = '<w:footerReference w:type="default" r:id="rF"/>'
    references += '<w:headerReference w:type="default" r:id="rH"/>' if header else ""
    section = SECTION.replace("<w:sectPr>", f'<w:sectPr xmlns:r="{_OFFICE}">{references}')
    plain = bad_notice(path.with_name("底稿.docx"), section=section)
    links = f'<Relationship Id="rF" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
    links += (
        f'<Relationship Id="rH" Type="{_OFFICE}/header" Target="header1.xml"/>' if header else ""
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    )
    field += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("1")
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            new.writestr(
                name,
                data.replace("</Relationships>", f"{links}</Relationships>")
                if name.startswith("word/_rels")
                else data,
            )
        content = paragraph(run(text) + field, properties='<w:jc w:val="center"/>')
        new.writestr("word/footer1.xml", f'<w:ftr xmlns:w="{WORD}">{content}</w:ftr>')
        if header:
            inside = paragraph(run(header))
            new.writestr("word/header1.xml", f'<w:hdr xmlns:w="{WORD}">{inside}</w:hdr>')
    return path


def test_a_number_in_the_middle_goes_to_the_outer_sides(tmp_path: Path) -> None:
    output, changes = fixed(with_footer(tmp_path / "通知.docx", ""))
    laid = read_layout(output, render=False)
    odd, even = laid.sections[0].odd_footer, laid.sections[0].even_footer
    assert laid.odd_and_even
    assert odd is not None
    assert even is not None
    assert (odd.alignment.value, even.alignment.value) == ("right", "left")
    assert re.sub(r"\s", "", odd.text) == "—#—"
    assert (odd.font, odd.size) == ("宋体", 14)
    assert [c.before for c in changes if c.place == "页脚"] == ["1"]


def test_a_footer_that_says_something_else_is_left_alone(tmp_path: Path) -> None:
    source = with_footer(tmp_path / "通知.docx", "青禾区人民政府办公室内部资料 ")
    output, changes = fixed(source)
    assert "NT514" in codes(output)
    assert not [c for c in changes if c.place == "页脚"]
    assert parts(output)["word/footer1.xml"] == parts(source)["word/footer1.xml"]


def test_even_pages_keep_the_header(tmp_path: Path) -> None:
    output, _ = fixed(with_footer(tmp_path / "通知.docx", "", header="青禾区文件"))
    root = etree.fromstring(parts(output)["word/document.xml"])
    references = root.iter(f"{_W}headerReference")
    kinds = {r.get(f"{_W}type"): r.get(f"{{{_OFFICE}}}id") for r in references}
    assert kinds == {"default": "rH", "even": "rH"}


# ---------------------------------------------------------------- what stops the work


def test_a_notice_with_tracked_changes_is_refused(tmp_path: Path) -> None:
    inserted = '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>补充。</w:t></w:r></w:ins></w:p>'
    source = bad_notice(tmp_path / "通知.docx", inserted)
    with pytest.raises(ContentError, match="1处修订"):
        fixed(source)


def test_the_source_is_never_the_output(tmp_path: Path) -> None:
    source = bad_notice(tmp_path / "通知.docx")
    laid = read_layout(source, render=False)
    with pytest.raises(UsageError):
        fix_notice(source, tmp_path / "." / "通知.docx", laid, (), overwrite=True)


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    source = bad_notice(tmp_path / "通知.docx")
    fixed(source)
    with pytest.raises(OutputExistsError):
        fixed(source)
    fixed(source, overwrite=True)


def test_strict_and_foreign_and_broken_files_are_refused(tmp_path: Path) -> None:
    good = bad_notice(tmp_path / "通知.docx")
    laid = read_layout(good, render=False)
    strict = write_docx(tmp_path / "严格.docx", "正文。", strict=True)
    text = tmp_path / "文本.docx"
    text.write_text("正文。", encoding="utf-8")
    broken = tmp_path / "损坏.docx"
    broken.write_bytes(good.read_bytes()[:300])
    signed = Path(shutil.copy(good, tmp_path / "签名.docx"))
    with zipfile.ZipFile(signed, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<s/>")
    cases = (
        *((strict, FormatUnsupportedError), (text, FormatUnsupportedError)),
        *((broken, FileUnreadableError), (signed, FormatUnsupportedError)),
        (tmp_path / "没有.docx", FileUnreadableError),
    )
    for path, error in cases:
        with pytest.raises(error):
            fix_notice(path, tmp_path / "出.docx", laid, ())
        assert not (tmp_path / "出.docx").exists()


def test_an_entry_names_five_places_at_most() -> None:
    log = FixLog("2023-09-22")
    for number in range(1, 9):
        log.add(f"第{number}段", "字号", "14磅", "16磅", "5.2.2")
    (change,) = log.changes()
    assert change.place == "第1段、第2段、第3段、第4段、第5段等8处"
    assert change.time == "2023-09-22"


# ---------------------------------------------------------------- properties


TEXTS = st.text(alphabet="抓好落实,，:;()（）。12 a", min_size=1, max_size=30)


@given(TEXTS, st.lists(st.integers(1, 29), max_size=4), st.integers(0, 30))
def test_no_character_is_lost_wherever_runs_and_headings_end(
    text: str, cuts: list[int], heading: int
) -> None:
    edges = sorted({0, len(text), *(c for c in cuts if c < len(text))})
    pieces = [text[a:b] for a, b in pairwise(edges)]
    element = etree.fromstring(
        f'<w:p xmlns:w="{WORD}">'
        + "".join(f'<w:r><w:t xml:space="preserve">{p}</w:t></w:r>' for p in pieces)
        + "</w:p>"
    )
    laid = LaidParagraph(1, text, tuple(LaidRun(p, "宋体", "宋体", 14) for p in pieces))
    placed = PlacedElement(1, NoticeElement.TEXT, heading=min(heading, len(text)))
    fix_paragraph(element, laid, placed, FixLog(), with_full_width_marks)
    shown = "".join(t.text or "" for t in element.iter(f"{_W}t"))
    assert shown == with_full_width_marks(text.lstrip(" "))
