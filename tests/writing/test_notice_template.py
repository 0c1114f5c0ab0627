"""Templates: those that come with officekit, and what is said about broken ones."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from officekit.config import Config, Limits
from officekit.model.notice import NoticeKind
from officekit.writing.notice_document import check_notice_template, template_of, write_notice
from officekit.writing.notice_template import TemplateError
from officekit.writing.notice_values import VOCABULARY
from tests.writing.notices import NOTICE, changed_template, template_without_style

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
