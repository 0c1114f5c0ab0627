"""The parts of a Word package (.docx, .docm, .dotx) and the names used inside them."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from officekit.config import Limits
from officekit.errors import FileRefusedError, FileUnreadableError, FormatUnsupportedError
from officekit.reading.guards import open_package, parse_xml, read_part

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PARAGRAPH_START = re.compile(rb"<(?:[\w.-]+:)?p[\s/>]")
# A tree takes about 250 bytes an element: this bounds it to roughly 300 MB.
_MOST_ELEMENTS = 1_200_000
# Namespaces whose content we read or may ignore; other choices give way to their fallback.
_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "a14", "v", "cx"})


def w(name: str) -> str:
    """Qualified name of a WordprocessingML element or attribute."""
    return f"{{{WORD}}}{name}"


VAL = w("val")
ALTERNATE_CONTENT = f"{{{_COMPATIBILITY}}}AlternateContent"
_CHOICE = f"{{{_COMPATIBILITY}}}Choice"
_FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"


@dataclass(frozen=True, slots=True)
class WordParts:
    """Parsed parts of a Word document; ``None`` for a part that the document does not have."""

    document: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    footnotes: etree._Element | None = None
    endnotes: etree._Element | None = None


def load_parts(path: str, limits: Limits) -> WordParts:
    """Parse the parts of a Word package that carry text or decide about it.

    Args:
        path: the package.
        limits: bounds on packages and paragraphs; larger parts are refused before a tree is built.

    Raises:
        FileUnreadableError: the package or one of the parts is broken.
        FileRefusedError: the package is hostile or too large.
        FormatUnsupportedError: an office package, but not a Word document.
    """
    with open_package(path, limits) as package:
        names = {name.lower(): name for name in package.namelist()}
        main = main_part(package, names, limits)
        related = _targets(package, names, main, limits)
        document = parse_part(package, main, limits)
        if document.tag != w("document"):
            raise FormatUnsupportedError(
                f"文件“{Path(path).name}”不是 Word 文档。",
                "请选择 .docx 文件；如果是表格或演示文稿，请先把内容复制到 Word 中另存为 .docx。",
            )
        others = {
            kind: parse_part(package, names[related[kind].lower()], limits)
            for kind in ("styles", "numbering", "footnotes", "endnotes")
            if kind in related and related[kind].lower() in names
        }
    return WordParts(document, **others)


def chosen_alternative(alternate: etree._Element) -> etree._Element | None:
    """The branch of ``mc:AlternateContent`` to read: the first understood choice, else fallback."""
    first: etree._Element | None = None
    for branch in alternate:
        if branch.tag == _CHOICE:
            if _UNDERSTOOD.issuperset((branch.get("Requires") or "").split()):
                return branch
            first = branch if first is None else first
        elif branch.tag == _FALLBACK:
            return branch
    return first


def integer(text: str | None, default: int) -> int:
    """A number from an attribute; the default where it is missing or malformed."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def switched_on(element: etree._Element) -> bool:
    """Whether an on/off property is on; a missing value means on."""
    return element.get(VAL) not in {"0", "false", "off"}


def main_part(package: zipfile.ZipFile, names: dict[str, str], limits: Limits) -> str:
    """Name of the part with the document's body."""
    target = _targets(package, names, "", limits).get("officeDocument", "word/document.xml")
    if target.lower() not in names:
        raise FileUnreadableError(
            f"文件“{Path(package.filename or '').name}”里没有正文，不是完整的 Word 文档。",
            "请用 WPS 或 Word 打开后另存为 .docx，再试一次。",
        )
    return names[target.lower()]


def _targets(
    package: zipfile.ZipFile, names: dict[str, str], source: str, limits: Limits
) -> dict[str, str]:
    """Relationship kind → part name, for the internal relationships of a part."""
    targets: dict[str, str] = {}
    for _, kind, target in relationships(package, names, source, limits):
        targets.setdefault(kind, target)
    return targets


def relationships(
    package: zipfile.ZipFile, names: dict[str, str], source: str, limits: Limits
) -> list[tuple[str, str, str]]:
    """Identity, kind and target's part name of a part's internal relationships.

    Args:
        package: opened by :func:`officekit.reading.guards.open_package`.
        names: names of its parts by their lower-case form.
        source: the part; empty for the package itself.
        limits: bounds on parts.
    """
    folder, base = posixpath.split(source)
    rels = names.get(posixpath.join(folder, "_rels", f"{base}.rels").lower())
    if rels is None:
        return []
    found: list[tuple[str, str, str]] = []
    for relationship in parse_part(package, rels, limits).iter(_RELATIONSHIP):
        if relationship.get("TargetMode") != "External":
            kind = (relationship.get("Type") or "").rpartition("/")[2]
            target = posixpath.join("/", folder, unquote(relationship.get("Target") or ""))
            part = posixpath.normpath(target).lstrip("/")
            found.append((relationship.get("Id") or "", kind, part))
    return found


def parse_part(package: zipfile.ZipFile, part: str, limits: Limits) -> etree._Element:
    """Parse a part, in the transitional namespace; too large a part is refused before that.

    Raises:
        FileUnreadableError: missing, broken or malformed.
        FileRefusedError: hostile, or beyond the limits.
    """
    data = read_part(package, part, limits)
    name = Path(package.filename or "").name
    paragraphs = sum(1 for _ in _PARAGRAPH_START.finditer(data))
    if paragraphs > limits.paragraphs:
        raise too_large(name, f"有 {paragraphs} 个段落，超过 {limits.paragraphs} 个的上限")
    if data.count(b"<") - data.count(b"</") > _MOST_ELEMENTS:
        raise too_large(name, "的内部结构过于庞大")
    return parse_xml(data.replace(_STRICT, WORD.encode()), part=part)


def too_large(name: str, what: str) -> FileRefusedError:
    """The error for a document beyond the limits; ``what`` continues the sentence."""
    return FileRefusedError(f"文件“{name}”{what}。", "请把文档拆成几个文件后再试。")
