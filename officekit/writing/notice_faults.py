"""What is wrong with a Word template, said so that a clerk can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from officekit.writing.notice_sandbox import sandbox
from officekit.writing.word_xml import W, own_text

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2.nodes import For, Node

_TAG = re.compile(r"\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)(.*?)%\}", re.DOTALL)
_CONTROL = re.compile(r"\{%[-+]?(?:p|tr|tc|r)\s")
_PREFIX = re.compile(r"(\{[{%][-+]?)(?:p|tr|tc|r)\s")
_BLOCKS = {"if": "endif", "for": "endfor"}
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_QUOTE = 24
_KNOWN_SHARE = 0.5
_FULL_WIDTH = re.compile("｛\\s*[｛{%％]|[｝}%％]\\s*｝|\\{[％｛]|[％｝]\\}")
_PRINTED = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_SINGLE = re.compile(r"(?<!\{)\{\s*(\w+)\s*\}(?!\})")
_SWALLOWING = re.compile(r"\{\{[-+]?(?:p|tr|tc|r)\s|\{[{%]-|-[}%]\}")
_LONGEST = 5000  # characters of a paragraph with braces
_REVISIONS = tuple(
    f"{W}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange")
)
_FOOTNOTES = "footnotes"
_PLACES = {"header": "页眉", "footer": "页脚", _FOOTNOTES: "脚注"}


_Known = Mapping[str, Mapping[str, str] | None]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a template may say.

    Attributes:
        names: placeholders, each with its meaning in Chinese.
        fields: of the items of a list, by the list's name.
        styles: paragraph, character and table styles that a placeholder needs, by its name.
        paragraphs: placeholders that stand for paragraphs, by themselves in the body.
    """

    names: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    styles: Mapping[str, Sequence[str]]
    paragraphs: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the template: where it is and what it says."""

    place: str
    text: str

    def quoted(self, text: str = "") -> str:
        shown = text or self.text.strip()
        return f"“{shown[:_QUOTE]}{'…' if len(shown) > _QUOTE else ''}”"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: what and where, and how to mend it."""

    message: str
    hint: str


def faults_of(document: Document, vocabulary: Vocabulary) -> list[Fault]:
    """Everything that keeps a template from being filled, in the order of the document."""
    lines = list(_lines(document))
    if faults := [*_revision_faults(document), *_long_faults(lines)]:
        return faults
    faults = [fault for line in lines for fault in _brace_faults(line, vocabulary)]
    faults += _block_faults(lines)
    return (
        faults
        or list(_name_faults(lines, vocabulary))
        or list(_style_faults(document, lines, vocabulary))
    )


def uses(document: Document, name: str) -> bool:
    """Whether a template has a placeholder or a loop of this name."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any("{" in line.text and whole.search(line.text) for line in _lines(document))


def _lines(document: Document) -> Iterator[_Line]:
    for number, paragraph in enumerate(document.element.body.iter(f"{W}p"), 1):
        yield _Line(f"第 {number} 段", own_text(paragraph))
    for relation in document.part.rels.values():
        place = _PLACES.get(relation.reltype.rsplit("/", 1)[-1])
        if place and not relation.is_external:
            for paragraph in _root(relation.target_part).iter(f"{W}p"):
                yield _Line(place, own_text(paragraph))


def _root(part: Any) -> Any:
    from docx.oxml import parse_xml

    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _revision_faults(document: Document) -> Iterator[Fault]:
    for number, paragraph in enumerate(document.element.body.iter(f"{W}p"), 1):
        if next(paragraph.iter(*_REVISIONS), None) is not None:
            text = _Line("", own_text(paragraph)).quoted()
            yield Fault(
                f"第 {number} 段{text}有修订痕迹",
                "请在“审阅”中接受或者拒绝全部修订，关闭修订后保存。",
            )


def _long_faults(lines: Sequence[_Line]) -> Iterator[Fault]:
    for line in lines:
        if len(line.text) > _LONGEST and "{" in line.text:
            yield Fault(f"{line.place}{line.quoted()}太长，里面又带花括号", "请把这一段分成几段。")


def _brace_faults(line: _Line, vocabulary: Vocabulary) -> Iterator[Fault]:
    text = line.text
    if found := _FULL_WIDTH.search(text):
        yield Fault(
            f"{line.place}{line.quoted()}里的“{found[0]}”是全角符号",
            "请改用半角的“{{”“}}”“{%”“%}”。",
        )
        return
    for start, end in (("{{", "}}"), ("{%", "%}")):
        rest = re.sub(re.escape(start) + r".*?" + re.escape(end), "", text, flags=re.DOTALL)
        if start in rest:
            yield Fault(
                f"{line.place}{line.quoted()}里的“{start}”没有用“{end}”结束",
                f"请在后面补上“{end}”，并放在同一段里。",
            )
        elif end in rest:
            yield Fault(
                f"{line.place}{line.quoted()}里的“{end}”前面没有“{start}”",
                f"请在前面补上“{start}”，或者删去“{end}”。",
            )
    if _CONTROL.search(text) and _TAG.sub("", text).strip():
        yield Fault(
            f"{line.place}{line.quoted()}把“{{%p …%}}”和别的文字写在一段里，文字会丢失",
            "请让“{%p …%}”单独成为一段。",
        )
    if found := _SWALLOWING.search(text):
        yield Fault(
            f"{line.place}{line.quoted()}里的“{found[0].strip()}”会吞掉整段文字或者前后的段落",
            "请改用“{{…}}”或者“{%p …%}”。",
        )
    for name in _SINGLE.findall(text):
        if name in vocabulary.names:
            yield Fault(
                f"{line.place}{line.quoted()}里的“{{{name}}}”只有一层花括号",
                f"请改为“{{{{{name}}}}}”。",
            )
    yield from _paragraph_faults(line, vocabulary)


def _paragraph_faults(line: _Line, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Placeholders for paragraphs where a paragraph has no room."""
    for name in _PRINTED.findall(line.text):
        if name not in vocabulary.paragraphs:
            continue
        if line.place in _PLACES.values():
            yield Fault(
                f"{line.place}{line.quoted()}里的“{{{{{name}}}}}”代表许多段，不能放在{line.place}",
                "请把它移到文档的正文中。",
            )
        elif not _PRINTED.fullmatch(line.text.strip()):
            yield Fault(
                f"{line.place}{line.quoted()}里的“{{{{{name}}}}}”要单独成为一段",
                "请在模板中把同一段里的其他文字移到另外的段落。",
            )


def _block_faults(lines: Sequence[_Line]) -> Iterator[Fault]:
    """``if`` and ``for`` that are not ended, ends without a beginning."""
    stack: list[tuple[str, str, _Line]] = []
    for line in lines:
        for tag in _TAG.finditer(line.text):
            word = tag[1]
            if word in _BLOCKS:
                stack.append((word, tag[0], line))
            elif word in _BLOCKS.values():
                if not stack or _BLOCKS[stack[-1][0]] != word:
                    yield Fault(
                        f"{line.place}的{line.quoted(tag[0])}前面没有对应的开头",
                        "请补上开头，或者删去这一段。",
                    )
                    return
                stack.pop()
    for word, text, line in stack:
        yield Fault(
            f"{line.place}的{line.quoted(text)}没有结束",
            f"请在它管到的最后一段后面加一段“{{%p {_BLOCKS[word]} %}}”。",
        )


def _name_faults(lines: Sequence[_Line], vocabulary: Vocabulary) -> Iterator[Fault]:
    """Names that no placeholder has, in the expressions of all paragraphs together."""
    from jinja2 import TemplateSyntaxError

    source = "\n".join(
        _PREFIX.sub(r"\1 ", line.text.replace("\n", " ")).translate(_STRAIGHT) for line in lines
    )
    try:
        tree = sandbox().parse(source)
    except TemplateSyntaxError as error:
        line = lines[min(max(error.lineno, 1), len(lines)) - 1]
        yield Fault(
            f"{line.place}{line.quoted()}里带花括号的内容写法不对",
            "请对照 word_templates 中的模板改正。",
        )
        return
    except RecursionError:
        yield Fault("带花括号的内容写法不对", "请对照 word_templates 中的模板改正。")
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
        yield Fault(
            f"{line.place}{line.quoted()}里的“{name}”不是可以填写的项目",
            f"{hint}可以用的项目有：{'、'.join(candidates)}。",
        )


def _unknown(
    node: Node, known: _Known, vocabulary: Vocabulary
) -> Iterator[tuple[int, str, list[str]]]:
    """Names below a node that stand for nothing printable: line, name, those that do."""
    from jinja2 import nodes

    plain = [name for name in known if name != "loop" and _printable(name, known, vocabulary)]
    if isinstance(node, nodes.For):
        yield from _unknown_in_loop(node, known, vocabulary)
        return
    if isinstance(node, nodes.Output):
        for shown in node.nodes:
            if isinstance(shown, nodes.Name) and not _printable(shown.name, known, vocabulary):
                yield shown.lineno, shown.name, plain
    elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known:
        yield node.lineno, node.name, plain
    elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        owner = node.node.name
        fields = known.get(owner)
        whole = [f"{owner}.{field}" for field in fields or ()]
        if owner in known and owner != "loop" and node.attr not in (fields or ()):
            yield node.lineno, f"{owner}.{node.attr}", whole or plain
    for child in node.iter_child_nodes():
        yield from _unknown(child, known, vocabulary)


def _unknown_in_loop(
    node: For, known: _Known, vocabulary: Vocabulary
) -> Iterator[tuple[int, str, list[str]]]:
    from jinja2 import nodes

    lists = list(vocabulary.fields)
    name = node.iter.name if isinstance(node.iter, nodes.Name) else ""
    if name not in lists:
        yield node.lineno, name, lists
        return
    inner = {**known, "loop": None}
    inner |= {target.name: None for target in node.target.find_all(nodes.Name)}
    if isinstance(node.target, nodes.Name):
        inner[node.target.name] = vocabulary.fields[name]
    parts: Sequence[Node] = [*node.body, *node.else_, *([node.test] if node.test else [])]
    for part in parts:
        yield from _unknown(part, inner, vocabulary)


def _printable(name: str, known: _Known, vocabulary: Vocabulary) -> bool:
    """Whether a name stands for words: lists and their items don't."""
    return name in vocabulary.paragraphs or (name in known and known[name] is None)


def _style_faults(
    document: Document, lines: Sequence[_Line], vocabulary: Vocabulary
) -> Iterator[Fault]:
    present = {style.name for style in document.styles}
    for name, needed in vocabulary.styles.items():
        line = next((each for each in lines if name in each.text and "{" in each.text), None)
        for style in needed if line else ():
            if style not in present:
                present.add(style)
                yield Fault(
                    f"缺少样式“{style}”（{line.place if line else ''}“{name}”要用）",
                    "请在 Word 的“样式”窗格中新建这个名称的样式，或者从原来的模板复制。",
                )
