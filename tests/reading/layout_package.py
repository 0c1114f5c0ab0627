"""Packages with footers, settings and a theme, and the markup that tests of layout share."""

from __future__ import annotations

import zipfile
from pathlib import Path

from officekit.model.laid_document import LaidDocument, LaidParagraph
from officekit.reading import read_layout
from tests.reading.docx_builder import WORD, num, write_docx

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:a="{_DRAWING}/main" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_RELS = "word/_rels/document.xml.rels"


def write_package(
    path: Path,
    *blocks: str,
    footers: dict[str, str] | None = None,
    settings: str = "",
    theme: str = "",
    numbering: str = "",
    styles: str = "",
) -> Path:
    """Write a package; ``footers`` maps identities to blocks, ``theme`` is a fontScheme."""
    write_docx(path, *blocks, numbering=numbering, styles=styles)
    added: list[tuple[str, str, str, str]] = [
        (identity, "footer", f"{identity}.xml", f"<w:ftr {NAMESPACES}>{content}</w:ftr>")
        for identity, content in (footers or {}).items()
    ]
    if settings:
        xml = f"<w:settings {NAMESPACES}>{settings}</w:settings>"
        added.append(("rSettings", "settings", "settings.xml", xml))
    if theme:
        elements = f"<a:themeElements>{theme}</a:themeElements>"
        xml = f"<a:theme {NAMESPACES}>{elements}</a:theme>"
        added.append(("rTheme", "theme", "theme/theme1.xml", xml))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    links = "".join(
        f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for identity, kind, target, _ in added
    )
    parts[_RELS] = parts[_RELS].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    parts |= {f"word/{target}": xml.encode() for _, _, target, xml in added}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def section(
    *,
    size: str = 'w:w="11906" w:h="16838"',
    margins: str = 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"',
    extra: str = "",
) -> str:
    """A ``w:sectPr``: A4 with the margins of GB/T 9704-2012 unless told otherwise."""
    names = f'xmlns:r="{_OFFICE}"'
    return f"<w:sectPr {names}>{extra}<w:pgSz {size}/><w:pgMar {margins}/></w:sectPr>"


def footer_reference(identity: str, kind: str = "default") -> str:
    """A ``w:footerReference``."""
    return f'<w:footerReference w:type="{kind}" r:id="{identity}"/>'


MM = 25.4 / 1440  # of a twip
SIMPLE_PAGE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
COMPLEX_PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE  \\* MERGEFORMAT '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:rPr><w:rFonts w:ascii="宋体"/><w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r>'
    '<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
NUMBERED = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/>'
    '<w:pPr><w:ind w:left="1134" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>' + num(1, 1)
)


def layout(folder: Path, *blocks: str, **parts: str) -> LaidDocument:
    path = write_package(folder / "通知.docx", *blocks, **parts)  # type: ignore[arg-type]  # footers are not given here
    return read_layout(path, render=False)


def only(folder: Path, *blocks: str, **parts: str) -> LaidParagraph:
    (one,) = layout(folder, *blocks, **parts).paragraphs
    return one


def style(identity: str, properties: str, *, base: str = "", kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = ' w:default="1"' if identity == "a" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"{default}>'
        f'<w:name w:val="样式{identity}"/>{based}{properties}</w:style>'
    )


def fonts(chinese: str, latin: str = "") -> str:
    more = f' w:ascii="{latin}" w:hAnsi="{latin}"' if latin else ""
    return f'<w:rFonts w:eastAsia="{chinese}"{more}/>'


def defaults(run_properties: str, paragraph_properties: str = "") -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run_properties}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph_properties}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def side(name: str, eighths: int, kind: str = "single") -> str:
    return f'<w:{name} w:val="{kind}" w:sz="{eighths}"/>'


def rule_table(properties: str, *rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="5670"/><w:gridCol w:w="2835"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{grid}{''.join(rows)}</w:tbl>"
