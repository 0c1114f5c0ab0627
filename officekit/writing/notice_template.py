"""Word templates: what is wrong with one, said so that a clerk can mend it; filling one."""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import OfficekitError
from officekit.writing.notice_faults import Vocabulary, faults_of, uses
from officekit.writing.notice_sandbox import sandbox
from officekit.writing.word_xml import W, own_text, paragraph_of, set_property, style_of

if TYPE_CHECKING:
    from docx.document import Document

_PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_TAG_ALONE = re.compile(r"\s*\{%p\s+(end)?")
_SAVE_AS = "请用 Word 或 WPS 打开模板，另存为“Word 文档（.docx）”后再试。"


class TemplateError(OfficekitError):
    """A template that can't be filled: what is wrong, where, and how to mend it."""


def fill(
    path: Path,
    values: Mapping[str, object],
    vocabulary: Vocabulary,
    config: Config = DEFAULT_CONFIG,
) -> Document:
    """The document that a template becomes with these values.

    A paragraph, table row or table all whose placeholders are blank is left out. Values are
    escaped; expressions of the template run in a sandbox.

    Args:
        path: the template.
        values: by placeholder.
        vocabulary: all placeholders that a template may use.
        config: limits on the unpacked size.

    Raises:
        TemplateError: the file is no template, or something in it is wrong.
    """
    import jinja2
    from docxtpl import DocxTemplate

    _refuse_loss(path, _opened(path, vocabulary, config), values, vocabulary)
    template = DocxTemplate(str(path))
    template.init_docx()
    body = template.docx.element.body
    _drop_blank(body, values)
    _keep_sections(body)
    try:
        template.render(dict(values), sandbox(), autoescape=True)
    except (
        jinja2.TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        SyntaxError,
        TypeError,
        ValueError,
    ) as error:
        raise TemplateError(
            f"模板“{path.name}”填写时出错：{error}。",
            "请检查模板中带花括号的内容，或者换回原来的模板。",
        ) from error
    document: Document = template.docx
    return document


def check_template(path: Path, vocabulary: Vocabulary, config: Config = DEFAULT_CONFIG) -> None:
    """Find out whether a template can be filled.

    Raises:
        TemplateError: it can't; the message names the first fault and its place.
    """
    _opened(path, vocabulary, config)


def _opened(path: Path, vocabulary: Vocabulary, config: Config) -> Document:
    document = _open(path, config)
    faults = faults_of(document, vocabulary)
    if not any(uses(document, name) for name in vocabulary.names) and not faults:
        raise TemplateError(
            f"“{path.name}”里没有“{{{{标题}}}}”这样的占位符，不是公文模板。",
            "请选择“公文模板”文件夹里的模板，或在自己的模板里写上占位符。",
        )
    if faults:
        more = f"（另外还有 {len(faults) - 1} 处问题）" if len(faults) > 1 else ""
        raise TemplateError(f"模板“{path.name}”{faults[0].message}{more}。", faults[0].hint)
    return document


def _refuse_loss(
    path: Path, document: Document, values: Mapping[str, object], vocabulary: Vocabulary
) -> None:
    """Text and annexes have to go somewhere."""
    for name in (*vocabulary.paragraphs, *vocabulary.fields):
        if values.get(name) and not uses(document, name):
            raise TemplateError(
                f"模板“{path.name}”里没有“{name}”，{vocabulary.names[name].split('，')[0]}会丢失。",
                f"请在模板中补上“{name}”，写法见 word_templates 中的模板。",
            )


def _open(path: Path, config: Config) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    name = path.name
    if not path.is_file():
        raise TemplateError(f"找不到模板“{path}”。", "请检查文件名和文件夹是否写对。")
    try:
        if not zipfile.is_zipfile(path):
            raise TemplateError(f"模板“{name}”不是 .docx 文件，或者设有打开密码。", _SAVE_AS)
        with zipfile.ZipFile(path) as package:
            size = sum(item.file_size for item in package.infolist())
        if size > config.limits.unpacked_bytes:
            raise TemplateError(f"模板“{name}”太大，没有打开。", "请删去模板中的图片后再试。")
        return docx.Document(str(path))
    except PermissionError as error:
        raise TemplateError(
            f"没有权限打开模板“{name}”。", "请关闭正在使用它的程序后再试。"
        ) from error
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        XMLSyntaxError,
        KeyError,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise TemplateError(f"模板“{name}”不是完好的 .docx 文件。", _SAVE_AS) from error


def _keep_sections(body: Any) -> None:
    """Move section breaks out of paragraphs that only carry a tag: these disappear.

    LibreOffice puts the break of an empty paragraph into the one before it. Headers are written
    down in every section: the first one, from which others take them, may disappear, too.
    """
    for paragraph in body.findall(f"{W}p"):
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        tag = _TAG_ALONE.match(own_text(paragraph))
        if section is None or tag is None:
            continue
        own = paragraph_of(style_of(paragraph))
        set_property(own, section)
        if tag[1]:
            paragraph.addprevious(own)
        else:
            paragraph.addnext(own)
    headers: dict[str, Any] = {}
    for section in body.iter(f"{W}sectPr"):
        own_headers = {
            each.get(f"{W}type"): each for each in section.findall(f"{W}headerReference")
        }
        for kind, header in headers.items():
            if kind not in own_headers:
                section.insert(0, copy.deepcopy(header))
        headers |= own_headers


def _drop_blank(body: Any, values: Mapping[str, object]) -> None:
    """Take out paragraphs, rows and tables that would show nothing but fixed words."""
    for table in list(body.iter(f"{W}tbl")):
        rows = list(table.iter(f"{W}tr"))
        for row in rows:
            if _blank([own_text(each) for each in row.iter(f"{W}p")], values):
                row.getparent().remove(row)
        if rows and not any(True for _ in table.iter(f"{W}tr")):
            table.getparent().remove(table)
    for paragraph in list(body.iter(f"{W}p")):
        if _blank([own_text(paragraph)], values):
            parent = paragraph.getparent()
            if parent.tag != f"{W}tc" or len(parent.findall(f"{W}p")) > 1:
                parent.remove(paragraph)


def _blank(texts: Sequence[str], values: Mapping[str, object]) -> bool:
    """Whether there are placeholders and each of them is a plain name without a value."""
    names = [name for text in texts for name in _PLACEHOLDER.findall(text)]
    controls = any("{%" in text for text in texts)
    return bool(names) and not controls and all(not values.get(name, "?") for name in names)
