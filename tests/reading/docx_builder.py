"""Writes small .docx packages part by part, so that a test shows the markup it is about."""

from __future__ import annotations

import zipfile
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:x="urn:officekit:tests:unknown"'
)
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def level(
    index: int,
    number_format: str,
    text: str,
    *,
    suffix: str = "nothing",
    start: int = 1,
    extra: str = "",
) -> str:
    """A ``w:lvl``; ``extra`` stands before the suffix (pStyle, lvlRestart, isLgl)."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'{extra}<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(abstract_id: int, *levels: str, extra: str = "") -> str:
    """A ``w:abstractNum``."""
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return (
        f'<w:abstractNum w:abstractNumId="{abstract_id}">{kind}{extra}{"".join(levels)}'
        "</w:abstractNum>"
    )


def num(num_id: int, abstract_id: int, overrides: str = "") -> str:
    """A ``w:num``."""
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def restart(index: int, start: int) -> str:
    """A ``w:lvlOverride`` that restarts a level."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def run(text: str, properties: str = "") -> str:
    """A ``w:r`` with one text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(
    content: str = "",
    *,
    num_id: int | None = None,
    ilvl: int | None = None,
    style: str | None = None,
    properties: str = "",
) -> str:
    """A ``w:p``; plain text becomes a run, markup is taken as it is."""
    numbered = "" if ilvl is None else f'<w:ilvl w:val="{ilvl}"/>'
    numbered += "" if num_id is None else f'<w:numId w:val="{num_id}"/>'
    settings = "" if style is None else f'<w:pStyle w:val="{style}"/>'
    settings += f"<w:numPr>{numbered}</w:numPr>" if numbered else ""
    body = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{settings}{properties}</w:pPr>{body}</w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """A ``w:tc``; plain texts become paragraphs."""
    inner = "".join(p if p.startswith("<") else paragraph(p) for p in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A ``w:tr``; plain texts become cells."""
    inner = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """A ``w:tbl``."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def write_docx(
    path: Path,
    *blocks: str,
    numbering: str = "",
    styles: str = "",
    footnotes: str = "",
    main: str = "word/document.xml",
    prolog: str = "",
    strict: bool = False,
) -> Path:
    """Write a package with the given blocks as its body; plain texts become paragraphs."""
    folder, _, base = main.rpartition("/")
    body = "".join(b if b.startswith("<") else paragraph(b) for b in blocks)
    document = (
        f"{prolog}<w:document xmlns:w='{WORD}' {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    )
    parts = {base: ("document.main", document)}
    for name, content, root in (
        ("numbering", numbering, "numbering"),
        ("styles", styles, "styles"),
        ("footnotes", footnotes, "footnotes"),
    ):
        if content:
            xml = f"<w:{root} xmlns:w='{WORD}' {_NAMESPACES}>{content}</w:{root}>"
            parts[f"{name}.xml"] = (name, xml)
    types = "".join(
        f'<Override PartName="/{folder}/{name}" ContentType="{_CONTENT}.{kind}+xml"/>'
        for name, (kind, _) in parts.items()
    )
    office = STRICT_OFFICE if strict else _OFFICE
    links = "".join(
        f'<Relationship Id="r{n}" Type="{office}/{kind}" Target="{name}"/>'
        for n, (name, (kind, _)) in enumerate(parts.items())
        if name != base
    )
    rels = f'<Relationships xmlns="{_PACKAGE}/relationships">{{}}</Relationships>'
    start = f'<Relationship Id="r0" Type="{office}/officeDocument" Target="{main}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        )
        package.writestr("_rels/.rels", rels.format(start))
        package.writestr(f"{folder}/_rels/{base}.rels", rels.format(links))
        for name, (_, xml) in parts.items():
            data = xml.replace(WORD, STRICT_WORD) if strict else xml
            package.writestr(f"{folder}/{name}", data)
    return path
