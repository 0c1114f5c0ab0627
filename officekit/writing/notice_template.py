"""Word templates: what is wrong with one, said so that a clerk can mend it; filling one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import OfficekitError
from officekit.writing.word_xml import W, own_text

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2.nodes import Node
    from jinja2.sandbox import SandboxedEnvironment

_TAG = re.compile(r"\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)(.*?)%\}", re.DOTALL)
_CONTROL = re.compile(r"\{%[-+]?(?:p|tr|tc|r)\s")
_PLACEHOLDER = re.compile(r"\{\{[-+]?\s*(?:(?:p|r|tr|tc)\s+)?(.*?)\s*\}\}", re.DOTALL)
_PREFIX = re.compile(r"(\{[{%][-+]?)(?:p|tr|tc|r)\s")
_BLOCKS = {"if": "endif", "for": "endfor"}
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_QUOTE = 24
_KNOWN_SHARE = 0.5
_FULL_WIDTH = re.compile("｛\\s*[｛{%％]|[｝}%％]\\s*｝|\\{[％｛]|[％｝]\\}")
_SAVE_AS = "请用 Word 或 WPS 打开模板，另存为“Word 文档（.docx）”后再试。"


class TemplateError(OfficekitError):
    """A template that can't be filled: what is wrong, where, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a template may say.

    Attributes:
        names: placeholders, each with its meaning in Chinese.
        fields: of the items of a list, by the list's name.
        styles: paragraph, character and table styles that a placeholder needs, by its name.
    """

    names: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    styles: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the template: where it is and what it says."""

    place: str
    text: str

    def quoted(self, text: str = "") -> str:
        shown = text or self.text.strip()
        return f"“{shown[:_QUOTE]}{'…' if len(shown) > _QUOTE else ''}”"


@dataclass(frozen=True, slots=True)
class _Fault:
    """Something wrong: what and where, and how to mend it."""

    message: str
    hint: str


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

    _opened(path, vocabulary, config)
    template = DocxTemplate(str(path))
    template.init_docx()
    _drop_blank(template.docx.element.body, values)
    try:
        template.render(dict(values), _environment(), autoescape=True)
    except (
        jinja2.TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
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


def _opened(path: Path, vocabulary: Vocabulary, config: Config) -> None:
    document = _open(path, config)
    if not any("{{" in line.text for line in _lines(document)):
        raise TemplateError(
            f"“{path.name}”里没有“{{{{标题}}}}”这样的占位符，不是公文模板。",
            "请选择“公文模板”文件夹里的模板，或在自己的模板里写上占位符。",
        )
    faults = list(_faults(document, vocabulary))
    if faults:
        more = f"（另外还有 {len(faults) - 1} 处问题）" if len(faults) > 1 else ""
        raise TemplateError(f"模板“{path.name}”{faults[0].message}{more}。", faults[0].hint)


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


def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _lines(document: Document) -> Iterator[_Line]:
    for number, paragraph in enumerate(document.element.body.iter(f"{W}p"), 1):
        yield _Line(f"第 {number} 段", own_text(paragraph))
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in {"header", "footer"}:
            place = "页眉" if kind == "header" else "页脚"
            for paragraph in relation.target_part.element.iter(f"{W}p"):
                yield _Line(place, own_text(paragraph))


def _faults(document: Document, vocabulary: Vocabulary) -> Iterator[_Fault]:
    lines = list(_lines(document))
    faults = [fault for line in lines for fault in _brace_faults(line)]
    faults += _block_faults(lines)
    faults = faults or list(_name_faults(lines, vocabulary))
    yield from faults
    if not faults:
        yield from _style_faults(document, lines, vocabulary)


def _brace_faults(line: _Line) -> Iterator[_Fault]:
    text = line.text
    if found := _FULL_WIDTH.search(text):
        yield _Fault(
            f"{line.place}{line.quoted()}里的“{found[0]}”是全角符号",
            "请改用半角的“{{”“}}”“{%”“%}”。",
        )
        return
    for start, end in (("{{", "}}"), ("{%", "%}")):
        rest = re.sub(re.escape(start) + r".*?" + re.escape(end), "", text, flags=re.DOTALL)
        if start in rest:
            yield _Fault(
                f"{line.place}{line.quoted()}里的“{start}”没有用“{end}”结束",
                f"请在后面补上“{end}”，并放在同一段里。",
            )
        elif end in rest:
            yield _Fault(
                f"{line.place}{line.quoted()}里的“{end}”前面没有“{start}”",
                f"请在前面补上“{start}”，或者删去“{end}”。",
            )
    if _CONTROL.search(text) and _TAG.sub("", text).strip():
        yield _Fault(
            f"{line.place}{line.quoted()}把“{{%p …%}}”和别的文字写在一段里，文字会丢失",
            "请让“{%p …%}”单独成为一段。",
        )


def _block_faults(lines: Sequence[_Line]) -> Iterator[_Fault]:
    """``if`` and ``for`` that are not ended, ends without a beginning."""
    stack: list[tuple[str, str, _Line]] = []
    for line in lines:
        for tag in _TAG.finditer(line.text):
            word = tag[1]
            if word in _BLOCKS:
                stack.append((word, tag[0], line))
            elif word in _BLOCKS.values():
                if not stack or _BLOCKS[stack[-1][0]] != word:
                    yield _Fault(
                        f"{line.place}的{line.quoted(tag[0])}前面没有对应的开头",
                        "请补上开头，或者删去这一段。",
                    )
                    return
                stack.pop()
    for word, text, line in stack:
        yield _Fault(
            f"{line.place}的{line.quoted(text)}没有结束",
            f"请在它管到的最后一段后面加一段“{{%p {_BLOCKS[word]} %}}”。",
        )


def _name_faults(lines: Sequence[_Line], vocabulary: Vocabulary) -> Iterator[_Fault]:
    """Names that no placeholder has, in the expressions of all paragraphs together."""
    from jinja2 import TemplateSyntaxError

    source = "\n".join(
        _PREFIX.sub(r"\1 ", line.text.replace("\n", " ")).translate(_STRAIGHT) for line in lines
    )
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        line = lines[min(max(error.lineno, 1), len(lines)) - 1]
        yield _Fault(
            f"{line.place}{line.quoted()}里带花括号的内容写法不对",
            "请对照 word_templates 中的模板改正。",
        )
        return
    known = {name: vocabulary.fields.get(name) for name in vocabulary.names}
    seen: set[str] = set()
    for number, name, candidates in _unknown(tree, known, vocabulary):
        if name in seen:
            continue
        seen.add(name)
        line = lines[min(number, len(lines)) - 1]
        near = get_close_matches(name, candidates, n=1, cutoff=_KNOWN_SHARE)
        hint = f"是不是“{near[0]}”？" if near else ""
        yield _Fault(
            f"{line.place}{line.quoted()}里的“{name}”不是可以填写的项目",
            f"{hint}可以用的项目有：{'、'.join(candidates)}。",
        )


def _unknown(
    node: Node, known: Mapping[str, Mapping[str, str] | None], vocabulary: Vocabulary
) -> Iterator[tuple[int, str, list[str]]]:
    """Unknown names below a node: line, name, the names that are known there."""
    from jinja2 import nodes

    if isinstance(node, nodes.For):
        yield from _unknown(node.iter, known, vocabulary)
        inner = dict(known) | {"loop": None}
        for target in node.target.find_all(nodes.Name):
            inner[target.name] = None
        if isinstance(node.target, nodes.Name) and isinstance(node.iter, nodes.Name):
            inner[node.target.name] = vocabulary.fields.get(node.iter.name)
        elif isinstance(node.target, nodes.Name):
            inner[node.target.name] = None
        for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
            yield from _unknown(child, inner, vocabulary)
        return
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known:
        yield node.lineno, node.name, [name for name in known if name != "loop"]
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        fields = known.get(node.node.name)
        if fields is not None and node.attr not in fields:
            whole = [f"{node.node.name}.{field}" for field in fields]
            yield node.lineno, f"{node.node.name}.{node.attr}", whole
    for child in node.iter_child_nodes():
        yield from _unknown(child, known, vocabulary)


def _style_faults(
    document: Document, lines: Sequence[_Line], vocabulary: Vocabulary
) -> Iterator[_Fault]:
    present = {style.name for style in document.styles}
    for name, needed in vocabulary.styles.items():
        line = next((each for each in lines if name in each.text and "{" in each.text), None)
        for style in needed if line else ():
            if style not in present:
                present.add(style)
                yield _Fault(
                    f"缺少样式“{style}”（{line.place if line else ''}“{name}”要用）",
                    "请在 Word 的“样式”窗格中新建这个名称的样式，或者从原来的模板复制。",
                )


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
