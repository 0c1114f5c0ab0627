"""What the parts around the worksheets of a returned .xlsx file say: properties, notes, shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from officekit.model.returned import Note, Place
from officekit.reading.xlsx_package import (
    Attributes,
    Part,
    Relation,
    parse_elements,
    remembered,
    unescape,
)
from officekit.reading.xlsx_references import place

_HARMLESS_LINKS = ("http://", "https://", "mailto:", "tel:", "#", "www.")
_LONGEST_TARGET = 200
_MACRO_PARTS = ("xl/macrosheets/", "xl/vbaproject", "xl/intlmacrosheets/")
_MACRO_KINDS = frozenset({"vbaProject", "xlMacrosheet", "xlIntlMacrosheet"})
_EXTERNAL_PARTS = (
    ("xl/externallinks/", "外部链接"),
    ("xl/connections.", "数据连接"),
    ("xl/querytables/", "数据连接"),
    ("xl/model/", "数据模型"),
    ("xl/embeddings/", "嵌入对象"),
    ("xl/activex/", "ActiveX 控件"),
)
_EXTERNAL_KINDS = {
    "externalLink": "外部链接",
    "connections": "数据连接",
    "queryTable": "数据连接",
    "oleObject": "嵌入对象",
    "package": "嵌入对象",
    "activeXControlBinary": "ActiveX 控件",
    "control": "ActiveX 控件",
}


@remembered
def declares_macros(part: Part) -> bool:
    """Whether ``[Content_Types].xml`` names a macro-enabled content type."""
    found = False

    def start(_: str, attributes: Attributes) -> None:
        nonlocal found
        kind = attributes.get("ContentType", "").lower()
        found = found or any(word in kind for word in ("macroenabled", "macrosheet", "vbaproject"))

    parse_elements(part, start)
    return found


def has_macros(names: Iterable[str], relations: Iterable[Relation]) -> bool:
    """Whether parts of a package are macros, by their names in lower case or their relations."""
    return any(name.startswith(_MACRO_PARTS) for name in names) or any(
        relation.kind in _MACRO_KINDS for relation in relations
    )


def external_content(
    names: Iterable[str], relations: Iterable[tuple[str, Relation]]
) -> tuple[str, ...]:
    """What reaches out of the workbook or is embedded in it, each in a few words, once.

    Nothing is opened or followed.

    Args:
        names: of all parts.
        relations: of all parts, each with the folder of its part.
    """
    found: dict[str, None] = {}
    for name in names:
        lower = name.lower()
        word = next((word for start, word in _EXTERNAL_PARTS if lower.startswith(start)), "")
        if word and "/_rels/" not in lower:
            found[f"{word}“{name[:_LONGEST_TARGET]}”"] = None
    for folder, relation in relations:
        words = _told(relation, folder)
        if words:
            found[words] = None
    return tuple(found)


def _told(relation: Relation, folder: str) -> str:
    target = relation.target[:_LONGEST_TARGET]
    if relation.kind == "hyperlink":
        harmless = not relation.external or target.lower().startswith(_HARMLESS_LINKS)
        return "" if harmless else f"指向“{target}”的超链接"
    word = _EXTERNAL_KINDS.get(relation.kind)
    if relation.external:
        return f"{word or '外部引用'}“{target}”"
    return f"{word}“{relation.part(folder)[:_LONGEST_TARGET]}”" if word else ""


@remembered
def read_application(part: Part) -> str:
    """The program that saved the file (``docProps/app.xml``)."""
    return _values(part, "Application").get("Application", "")


def read_modified(part: Part) -> str:
    """ISO time of the last saving (``docProps/core.xml``)."""
    return _values(part, "modified").get("modified", "")


def _values(part: Part, *wanted: str) -> dict[str, str]:
    """The texts of simple elements by name; the first of each counts."""
    texts: list[str] = []
    values: dict[str, str] = {}

    def end(tag: str) -> None:
        if tag in wanted:
            values.setdefault(tag, "".join(texts).strip())

    parse_elements(part, lambda _tag, _found: texts.clear(), end, texts)
    return values


def read_properties(part: Part) -> dict[str, str]:
    """The custom properties by name, of whatever type, as text (``docProps/custom.xml``)."""
    texts: list[str] = []
    properties: dict[str, str] = {}
    name = value = ""

    def start(tag: str, found: Attributes) -> None:
        nonlocal name, value
        texts.clear()
        if tag == "property":
            name, value = found.get("name", ""), ""

    def end(tag: str) -> None:
        nonlocal value
        if tag == "property":
            properties[name] = unescape(value)
        else:
            value = "".join(texts)

    parse_elements(part, start, end, texts)
    return properties


def read_persons(part: Part) -> dict[str, str]:
    """The people of threaded comments: id → name."""
    persons: dict[str, str] = {}

    def start(tag: str, found: Attributes) -> None:
        if tag == "person":
            persons[found.get("id", "")] = found.get("displayName", "")

    parse_elements(part, start)
    return persons


def read_comments(part: Part) -> dict[Place, Note]:
    """The comments by cell."""
    authors: list[str] = []
    notes: dict[Place, Note] = {}
    texts: list[str] = []
    runs: list[str] = []
    spot = author = ""
    guides = 0

    def start(tag: str, found: Attributes) -> None:
        nonlocal spot, author, guides
        if tag in {"t", "author"}:
            texts.clear()
        elif tag == "comment":
            spot, author = found["ref"], found.get("authorId", "")
            runs.clear()
        elif tag == "rPh":
            guides += 1

    def end(tag: str) -> None:
        nonlocal guides
        if tag == "t" and not guides:
            runs.append("".join(texts))
        elif tag == "author":
            authors.append(unescape("".join(texts)))
        elif tag == "rPh":
            guides -= 1
        elif tag == "comment":
            number = int(author) if author.isdecimal() else len(authors)
            name = authors[number] if number < len(authors) else ""
            cell = place(spot.partition(":")[0])
            notes[cell] = Note(cell, unescape("".join(runs)), name)

    parse_elements(part, start, end, texts)
    return notes


def read_threads(part: Part, persons: Mapping[str, str]) -> dict[Place, Note]:
    """The threaded comments by cell: replies follow line by line, the first author counts."""
    notes: dict[Place, Note] = {}
    texts: list[str] = []
    spot = author = ""

    def start(tag: str, found: Attributes) -> None:
        nonlocal spot, author
        texts.clear()
        if tag == "threadedComment":
            spot, author = found["ref"], persons.get(found.get("personId", ""), "")

    def end(tag: str) -> None:
        if tag == "text":
            cell = place(spot.partition(":")[0])
            text = unescape("".join(texts))
            before = notes.get(cell)
            notes[cell] = (
                Note(cell, text, author)
                if before is None
                else Note(cell, f"{before.text}\n{text}", before.author)
            )

    parse_elements(part, start, end, texts)
    return notes
