"""Templates: those that come with officekit, and what is said about broken ones."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENTATION

from officekit.config import Config, Limits
from officekit.model.notice import NoticeKind
from officekit.writing.notice_document import check_notice_template, template_of, write_notice
from officekit.writing.notice_template import TemplateError
from officekit.writing.notice_values import VOCABULARY
from officekit.writing.word_xml import W, el, set_property
from tests.libreoffice import convert
from tests.writing.notices import NOTICE, TABLE, changed_template, template_without_style

_ROOT = Path(__file__).resolve().parents[2]


def _fault(path: Path) -> str:
    with pytest.raises(TemplateError) as error:
        check_notice_template(path)
    return str(error.value)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_a_template_that_can_be_filled(kind: NoticeKind) -> None:
    check_notice_template(template_of(kind))


def test_the_templates_are_what_the_tool_builds(tmp_path: Path) -> None:
    tool = _ROOT / "tools" / "make_templates.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path)], check=True, capture_output=True)
    built = {path.name: path.read_bytes() for path in tmp_path.glob("*.docx")}
    kept = {path.name: path.read_bytes() for path in (_ROOT / "word_templates").glob("*.docx")}
    assert set(built) == {f"{kind.value}.docx" for kind in NoticeKind}
    assert built == kept


def test_the_readme_names_every_placeholder() -> None:
    text = (_ROOT / "word_templates" / "README.md").read_text(encoding="utf-8")
    for name in VOCABULARY.names:
        assert f"`{name}`" in text


@pytest.mark.parametrize("kind", NoticeKind)
def test_templates_have_no_theme_fonts(kind: NoticeKind) -> None:
    with zipfile.ZipFile(template_of(kind)) as package:
        assert not [name for name in package.namelist() if "theme" in name]
        styles = package.read("word/styles.xml").decode()
    assert "Theme=" not in styles
    assert 'w:snapToGrid w:val="0"' in styles
    assert 'w:overflowPunct w:val="1"' in styles


def test_an_unknown_placeholder_is_named_with_its_place_and_the_nearest(tmp_path: Path) -> None:
    fault = _fault(changed_template(tmp_path, "{{标题}}", "{{标提}}"))
    assert "第 10 段" in fault
    assert "“标提”" in fault
    assert "是不是“标题”？" in fault


def test_an_unknown_field_of_an_annex_is_named(tmp_path: Path) -> None:
    fault = _fault(changed_template(tmp_path, "{{附表.标题}}", "{{附表.标提}}"))
    assert "“附表.标提”" in fault
    assert "是不是“附表.标题”？" in fault


def test_a_placeholder_that_is_not_closed_is_named(tmp_path: Path) -> None:
    fault = _fault(changed_template(tmp_path, "{{署名}}", "{{署名"))
    assert "“{{”没有用“}}”结束" in fault


def test_a_placeholder_that_is_not_opened_is_named(tmp_path: Path) -> None:
    fault = _fault(changed_template(tmp_path, "{{署名}}", "署名}}"))
    assert "“}}”前面没有“{{”" in fault


def test_full_width_braces_are_named(tmp_path: Path) -> None:
    assert "全角" in _fault(changed_template(tmp_path, "{{署名}}", "｛｛署名｝｝"))


def test_a_condition_without_an_end_is_named(tmp_path: Path) -> None:
    fault = _fault(changed_template(tmp_path, "{%p endfor %}", ""))
    assert "没有结束" in fault
    assert "{%p endfor %}" in fault


def test_an_end_without_a_beginning_is_named(tmp_path: Path) -> None:
    fault = _fault(changed_template(tmp_path, "{%p if 签发人 %}", ""))
    assert "前面没有对应的开头" in fault


def test_words_beside_a_paragraph_tag_are_not_lost_silently(tmp_path: Path) -> None:
    fault = _fault(changed_template(tmp_path, "{%p if 签发人 %}", "上行文{%p if 签发人 %}"))
    assert "文字会丢失" in fault


def test_nonsense_in_braces_is_named(tmp_path: Path) -> None:
    assert "写法不对" in _fault(changed_template(tmp_path, "{{署名}}", "{{署名 的}}"))


def test_a_missing_style_is_named(tmp_path: Path) -> None:
    fault = _fault(template_without_style(tmp_path, "公文二级"))
    assert "缺少样式“公文二级”" in fault
    assert "“正文”要用" in fault


def test_several_faults_are_counted(tmp_path: Path) -> None:
    first = changed_template(tmp_path, "{{标题}}", "{{标提}}{{署明}}{{抄松}}")
    assert "另外还有 2 处问题" in _fault(first)


@pytest.mark.parametrize("content", [b"", b"plain text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90])
def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(content)
    assert "不是 .docx 文件" in _fault(path)


def test_a_zip_that_is_no_word_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "a")
    assert "不是完好的 .docx 文件" in _fault(path)


def test_a_truncated_template_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    whole = template_of(NoticeKind.ISSUE).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "不是" in _fault(path)


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    assert "找不到模板" in _fault(tmp_path / "没有.docx")


def test_a_template_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    config = Config(limits=Limits(unpacked_bytes=1000))
    with pytest.raises(TemplateError, match="太大"):
        check_notice_template(template_of(NoticeKind.ISSUE), config)
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_with_a_broken_template(tmp_path: Path) -> None:
    template = changed_template(tmp_path, "{{标题}}", "{{标提}}")
    with pytest.raises(TemplateError):
        write_notice(NOTICE, tmp_path / "通知.docx", template=template)
    assert {path.name for path in tmp_path.iterdir()} == {"模板.docx"}


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 正文.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(标题) }}",
    ],
)
def test_a_template_can_t_reach_beyond_its_values(tmp_path: Path, attack: str) -> None:
    template = changed_template(tmp_path, "{{署名}}", attack)
    with pytest.raises(TemplateError):
        write_notice(NOTICE, tmp_path / "通知.docx", template=template)


def test_paragraphs_need_a_placeholder_by_itself(tmp_path: Path) -> None:
    template = changed_template(tmp_path, "{{正文}}", "如下：{{正文}}")
    with pytest.raises(TemplateError, match="单独成为一段"):
        write_notice(NOTICE, tmp_path / "通知.docx", template=template)


@pytest.mark.parametrize(
    "bomb",
    [
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ 标题 * 10**9 }}",
        "{{ 标题.ljust(10**10) }}",
        "{{ 标题|center(10**10) }}",
        "{{ '%999999999d'|format(3) }}",
        "{{ 9**9**9 }}",
        "{% for a in 正文 %}{% for b in 正文 %}{{b.文字}}{% endfor %}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ not " + "not " * 1000 + "署名 }}",
    ],
)
def test_what_is_more_than_a_placeholder_is_refused_at_once(tmp_path: Path, bomb: str) -> None:
    start = time.monotonic()
    assert "带花括号的内容写法不对" in _fault(changed_template(tmp_path, "{{署名}}", bomb))
    assert time.monotonic() - start < 2


def test_an_endless_line_of_braces_is_refused_at_once(tmp_path: Path) -> None:
    start = time.monotonic()
    assert "太长" in _fault(changed_template(tmp_path, "{{署名}}", "{{" * 60000))
    assert time.monotonic() - start < 2


def test_expressions_in_file_properties_are_refused_too(tmp_path: Path) -> None:
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    document.core_properties.subject = "{{ '标' * 10**10 }}"
    document.save(str(tmp_path / "模板.docx"))
    with pytest.raises(TemplateError, match="填写时出错"):
        write_notice(NOTICE, tmp_path / "通知.docx", template=tmp_path / "模板.docx")
    assert not (tmp_path / "通知.docx").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{署名}", "“{署名}”只有一层花括号"),
        ("{{p 署名}}", "“{{p”会吞掉"),
        ("{%- if 署名 -%}{{署名}}{% endif %}", "“{%-”会吞掉"),
        ("{{署名.字}}", "“署名.字”不是可以填写的项目"),
        ("{{附表清单}}", "“附表清单”不是可以填写的项目"),
        ("{% for 字 in 署名 %}{{字}}{% endfor %}", "可以用的项目有：正文、印发正文、附表清单。"),
        ("如下：{{正文}}", "第 14 段“如下：{{正文}}”里的“{{正文}}”要单独成为一段"),
    ],
)
def test_what_would_lose_or_garble_words_is_named(tmp_path: Path, text: str, said: str) -> None:
    assert said in _fault(changed_template(tmp_path, "{{署名}}", text))


@pytest.mark.parametrize("style", ["公文署名", "公文成文日期", "公文版记", "公文分隔"])
def test_every_style_that_places_something_has_to_be_there(tmp_path: Path, style: str) -> None:
    assert f"缺少样式“{style}”" in _fault(template_without_style(tmp_path, style))


def test_text_is_not_lost_where_a_template_has_no_place_for_it(tmp_path: Path) -> None:
    template = changed_template(tmp_path, "{{印发正文}}", "见另件")
    with pytest.raises(TemplateError, match="没有“印发正文”"):
        write_notice(NOTICE, tmp_path / "通知.docx", template=template)
    assert not (tmp_path / "通知.docx").exists()


def test_many_paragraphs_have_no_room_in_a_header(tmp_path: Path) -> None:
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    document.sections[0].header.paragraphs[0].text = "{{正文}}"
    document.save(str(tmp_path / "模板.docx"))
    assert "不能放在页眉" in _fault(tmp_path / "模板.docx")


def test_a_header_may_show_a_placeholder(tmp_path: Path) -> None:
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    document.sections[0].header.paragraphs[0].text = "送审稿 {{发文机关}}"
    document.save(str(tmp_path / "模板.docx"))
    write_notice(NOTICE, tmp_path / "通知.docx", template=tmp_path / "模板.docx")
    written = docx.Document(str(tmp_path / "通知.docx"))
    assert written.sections[0].header.paragraphs[0].text == "送审稿 云泽市人民政府"


def test_a_template_with_tracked_changes_is_refused(tmp_path: Path) -> None:
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    title = next(each for each in document.paragraphs if each.text == "{{标题}}")
    run: Any = title.runs[0]._r
    run.addprevious(el("ins", id=1, author="甲"))
    run.getprevious().append(run)
    document.save(str(tmp_path / "模板.docx"))
    assert "第 10 段“{{标题}}”有修订痕迹" in _fault(tmp_path / "模板.docx")


def test_a_section_break_beside_a_tag_is_kept(tmp_path: Path) -> None:
    # LibreOffice moves the break of an empty paragraph into the one before it: a tag.
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    tag = next(each for each in document.paragraphs if each.text == "{%p if 附表清单 %}")
    empty: Any = tag._p.getnext()
    set_property(tag._p, empty.find(f"{W}pPr/{W}sectPr"))
    empty.getparent().remove(empty)
    document.save(str(tmp_path / "模板.docx"))
    notice = replace(NOTICE, attachments=("水网建设责任清单",), annexes=(TABLE,))
    write_notice(notice, tmp_path / "通知.docx", template=tmp_path / "模板.docx")
    sections = docx.Document(str(tmp_path / "通知.docx")).sections
    assert [each.orientation for each in sections] == [
        WD_ORIENTATION.PORTRAIT,
        WD_ORIENTATION.LANDSCAPE,
        WD_ORIENTATION.PORTRAIT,
    ]


def test_an_empty_list_leaves_a_paragraph_in_its_cell(tmp_path: Path) -> None:
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    table = document.add_table(1, 2)
    table.cell(0, 0).paragraphs[0].text = "{{附件说明}}"
    table.cell(0, 1).paragraphs[0].text = "{{签发人}}审核"
    document.save(str(tmp_path / "模板.docx"))
    notice = replace(NOTICE, signer="王青禾")
    write_notice(notice, tmp_path / "通知.docx", template=tmp_path / "模板.docx")
    tables = docx.Document(str(tmp_path / "通知.docx")).tables
    cells = next(each for each in tables if each.cell(0, 0).text == "").rows[0].cells
    assert [each.text for each in cells] == ["", "王青禾审核"]
    assert [len(each.paragraphs) for each in cells] == [1, 1]


@pytest.mark.libreoffice
def test_a_template_edited_and_saved_in_libreoffice_is_filled(tmp_path: Path) -> None:
    """Its styles get other identifiers, its runs are split, its sections move."""
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    for paragraph in document.paragraphs:
        if paragraph.text in {"{{标题}}", "{{正文}}", "{{署名}}"}:
            text = paragraph.text
            paragraph.text = text[:3]
            paragraph.add_run(text[3:4]).bold = True
            paragraph.add_run(text[4:])
    document.save(str(tmp_path / "原来.docx"))
    saved = convert(tmp_path / "原来.docx", "docx:MS Word 2007 XML", tmp_path / "存")
    notice = replace(NOTICE, attachments=("水网建设责任清单",), annexes=(TABLE,))
    write_notice(notice, tmp_path / "甲.docx", template=saved)
    write_notice(notice, tmp_path / "乙.docx")
    first, second = (docx.Document(str(tmp_path / name)) for name in ("甲.docx", "乙.docx"))
    assert [each.text for each in first.paragraphs] == [each.text for each in second.paragraphs]
    assert [each.style.name for each in first.paragraphs if each.text and each.style] == [
        each.style.name for each in second.paragraphs if each.text and each.style
    ]
    assert [each.orientation for each in first.sections] == [
        each.orientation for each in second.sections
    ]
