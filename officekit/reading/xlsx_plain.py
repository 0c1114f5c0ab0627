"""Shortcuts for the XML that office programs write in fact, without a call for every element.

A thousand returned files are read in seconds: most of that time would go into handlers for tags
that are always the same. Both shortcuts are sure of what they do or leave the XML as it is:
without comments, CDATA and instructions, a ``<`` in well-formed XML always begins a tag.
"""

from __future__ import annotations

import re

_LARGEST = 2_097_152
_CELL = re.compile(
    '(<c r="([A-Z]{1,3})[0-9]{1,7}"(?: s="([0-9]{1,5})")?(?: t="([ns])")?'
    "(?:/>|><v>([0-9.eE+-]{1,25})</v></c>))"
)
_ROOT = re.compile(rb'<\?xml [^<>]*\?>\s*<worksheet(?: [^<>]*)? xmlns="[^<>]*>')
_ROW = re.compile(rb'<row r="([0-9]{1,7})"((?: [A-Za-z0-9:]{1,20}="(?!0")[0-9a-z.: ]{1,40}")*)>')
_ATTRIBUTE = re.compile(rb' ([A-Za-z0-9:]+)="')
_SILENT = frozenset(
    {b"spans", b"s", b"customFormat", b"ht", b"customHeight", b"thickTop", b"thickBot"}
)
_DESCENT = b"x14ac:dyDescent"
_CONTROL = bytes(set(range(32)) - {9, 10})
_MARKS_OF_DECLARATION = 2
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_BETWEEN = "</t></si><si><t>"
_TAGS_BETWEEN = 4


def _only_tags(data: bytes) -> bool:
    """Whether the XML is small, in UTF-8, and of elements and text alone."""
    return (
        len(data) <= _LARGEST
        and data.startswith(b"<?xml ")
        and b'encoding="utf-8"' in data[:100].lower()
        and (data.count(b"?") == _MARKS_OF_DECLARATION or data.count(b"<?") == 1)
        and (b"!" not in data or b"<!" not in data)
    )


def plain_strings(data: bytes) -> list[str] | None:
    """The shared strings of a part without phonetic guides and strikes.

    The looks of rich text are left out: LibreOffice writes them for every change between
    Chinese and Latin letters, ten times as long as the text.

    Returns:
        The strings with their escapes (``_xHHHH_``), ``None`` where the part is not that plain.
    """
    begin, end = data.find(b"<si>"), data.rfind(b"</si>")
    if begin < 0 or data[end:].split() != [b"</si></sst>"] or not _only_tags(data):
        return None
    body = data[begin : end + len(b"</si>")]
    if b"<r>" in body:
        if b"strike" in body:
            return None
        *before, last = body.split(b"</rPr>")
        body = b"".join([piece.partition(b"<rPr>")[0] for piece in before] + [last])
    body = body.replace(b' xml:space="preserve"', b"").replace(b"<t/>", b"<t></t>")
    body = body.replace(b"</t></r><r><t>", b"")
    body = body.replace(b"<si><r><t>", b"<si><t>").replace(b"</t></r></si>", b"</t></si>")
    plain = body.startswith(b"<si><t>") and body.endswith(b"</t></si>")
    if not plain or len(body.translate(None, _CONTROL)) < len(body):
        return None
    try:
        text = body[len(b"<si><t>") : -len(b"</t></si>")].decode("utf-8")
    except UnicodeDecodeError:
        return None
    strings = text.split(_BETWEEN)
    if text.count("<") != _TAGS_BETWEEN * (len(strings) - 1):
        return None
    return _resolved(text, strings)


def _resolved(text: str, strings: list[str]) -> list[str] | None:
    """The strings with entities resolved; ``None`` where there are others than the five."""
    if "&" not in text:
        return strings
    if text.count("&") != sum(text.count(entity) for entity, _ in _ENTITIES):
        return None
    return [_without_entities(string) if "&" in string else string for string in strings]


def _without_entities(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


PlainCell = tuple[str, str, str, str, str]
"""The cell as written, letters of its column, style, type and value; blank where it has none."""
PlainRow = tuple[str, list[PlainCell]]
"""Number of the row, blank where its tag stays in the XML; its cells."""


def without_plain_cells(data: bytes) -> tuple[bytes, list[list[PlainRow]]]:
    """Take the rows out of a worksheet whose cells all hold a number, a shared string or nothing.

    In the place of rows that follow one another stands the instruction ``<?cells 7?>``, with
    their place in the list. Of a row whose tag says more than its number and its looks, only the
    cells are taken.

    Returns:
        The XML as it was and an empty list, where it is not sure that they are rows and nothing
        else: with instructions of its own, or where names without prefix may mean something else.
    """
    root = _ROOT.match(data)
    if root is None or not _only_tags(data):
        return data, []
    if data.count(b"xmlns") - data.count(b"xmlns:") != 1:
        return data, []
    silent = _SILENT | ({_DESCENT} if b" xmlns:x14ac=" in root[0] else set())
    tags: dict[bytes, bool] = {}
    kept: list[bytes] = []
    taken: list[list[PlainRow]] = []
    follows = False
    *rows, rest = data.split(b"</row>")
    for row in rows:
        start = row.rfind(b"<row")
        begin = row.find(b">", start) + 1
        written = row[begin:].decode("latin-1")
        cells = _CELL.findall(written)
        if not cells or sum([len(cell[0]) for cell in cells]) != len(written):
            kept.append(row + b"</row>")
            follows = False
            continue
        tag = _ROW.fullmatch(row, start, begin)
        if tag is not None and tag[2] not in tags:
            names = _ATTRIBUTE.findall(tag[2])
            tags[tag[2]] = silent.issuperset(names) and len(set(names)) == len(names)
        if tag is None or not tags[tag[2]]:
            kept.append(b"%b<?cells %d?></row>" % (row[:begin], len(taken)))
            taken.append([("", cells)])
            follows = False
            continue
        if not follows or row[:start].strip():
            kept.append(b"%b<?cells %d?>" % (row[:start], len(taken)))
            taken.append([])
        taken[-1].append((tag[1].decode("ascii"), cells))
        follows = True
    return b"".join([*kept, rest]), taken
