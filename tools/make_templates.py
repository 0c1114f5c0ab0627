"""Build the Word templates in ``word_templates/``; the files have the same bytes on every run.

Usage: python tools/make_templates.py [FOLDER]
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from template_pieces import (
    NAMESPACES,
    annex_table,
    imprint,
    letter_footer,
    letter_head,
    number_footer,
    paragraph,
    run,
    section,
    side_footer,
)
from template_styles import LETTER_STYLES, SHARED_STYLES, styles_part

from officekit.data.notice_fonts import NOTICE_FONTS, PAGE_NUMBER
from officekit.data.notice_measures import PITCH

_FOLDER = Path(__file__).resolve().parent.parent / "word_templates"
_ZIP_TIME = (2025, 1, 1, 0, 0, 0)
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its body and what its footers hold, by relationship."""

    title: str
    body: str
    footers: Mapping[str, str]
    letter: bool = False


_PLAIN_FOOTERS = {
    "rIdOdd": number_footer("GwOddNumber"),
    "rIdEven": number_footer("GwEvenNumber"),
    "rIdSideOdd": side_footer("GwOddNumber", odd=True),
    "rIdSideEven": side_footer("GwEvenNumber", odd=False),
}
_LETTER_FOOTERS = {
    **_PLAIN_FOOTERS,
    "rIdOdd": number_footer("GwOddNumber", letter=True),
    "rIdEven": number_footer("GwEvenNumber", letter=True),
    "rIdFirst": letter_footer(),
}
_UPRIGHT = section("rIdOdd", "rIdEven")
_LYING = section("rIdSideOdd", "rIdSideEven", landscape=True)
_LETTER_FIRST = section("rIdOdd", "rIdEven", first="rIdFirst", letter=True)

_RED_HEAD = (
    paragraph("GwCopyNumber", "{{份号}}")
    + paragraph("GwSecrecy", "{{密级}}")
    + paragraph("GwUrgency", "{{紧急程度}}")
    + paragraph("GwMark", "{{发文机关标志}}")
    + paragraph("GwTag", "{%p if 签发人 %}")
    + paragraph("GwNumberUpward", run("{{发文字号}}\t签发人：") + run("{{签发人}}", "GwSigner"))
    + paragraph("GwTag", "{%p else %}")
    + paragraph("GwNumber", "{{发文字号}}")
    + paragraph("GwTag", "{%p endif %}")
)
_LETTER_HEAD = (
    letter_head()
    + paragraph("GwLetterNumber", run("{{版头首项}}", "GwHeadWord") + run("\t{{发文字号}}"))
    + paragraph("GwSecrecy", "{{版头次项}}")
    + paragraph("GwUrgency", "{{版头末项}}")
)
_TEXT = (
    paragraph("GwTitle", "{{标题}}")
    + paragraph("GwAddressees", "{{主送机关}}：")
    + paragraph("GwBody", "{{正文}}")
    + paragraph("GwAttachment", "{{附件说明}}")
    + paragraph("GwSignature", "{{署名}}")
    + paragraph("GwDate", "{{成文日期}}")
    + paragraph("GwNote", "（{{附注}}）")
)
_ISSUED = paragraph("GwIssuedTitle", "{{印发标题}}") + paragraph("GwBody", "{{印发正文}}")
_IMPRINT = imprint(
    (
        (("GwCopies", "主送：{{版记主送}}。"), ("GwCopies", "抄送：{{抄送}}。")),
        (("GwPrinted", "{{印发机关}}\t{{印发日期}}印发"),),
    )
)
_LETTER_IMPRINT = imprint(
    ((("GwCopies", "主送：{{版记主送}}。"), ("GwCopies", "抄送：{{抄送}}。")),), ruled=False
)


def _annexes(upright: str) -> str:
    return (
        paragraph("GwTag", "{%p if 附表清单 %}")
        + paragraph("GwSliver", "", upright)
        + paragraph("GwTag", "{%p endif %}")
        + paragraph("GwTag", "{%p for 附表 in 附表清单 %}")
        + paragraph("GwAnnexMark", "{{附表.标记}}")
        + paragraph("GwAnnexTitle", "{{附表.标题}}")
        + annex_table()
        + paragraph("GwSliver", "", _LYING)
        + paragraph("GwTag", "{%p endfor %}")
    )


def _notice(title: str) -> Template:
    body = _RED_HEAD + _TEXT + _ISSUED + _annexes(_UPRIGHT) + _IMPRINT + paragraph("GwSliver")
    return Template(title, body + _UPRIGHT, _PLAIN_FOOTERS)


def _letter(title: str) -> Template:
    body = _LETTER_HEAD + _TEXT + _ISSUED + _annexes(_LETTER_FIRST) + _LETTER_IMPRINT
    # Without annexes the last section is the first one too; with them, writing takes the
    # different first page out of it.
    return Template(
        title, body + paragraph("GwSliver") + _LETTER_FIRST, _LETTER_FOOTERS, letter=True
    )


def _annex_only(title: str) -> Template:
    """A list by itself: its only section lies."""
    body = (
        paragraph("GwTag", "{%p for 附表 in 附表清单 %}")
        + paragraph("GwAnnexMark", "{{附表.标记}}")
        + paragraph("GwAnnexTitle", "{{附表.标题}}")
        + annex_table()
        + paragraph("GwSliver")
        + paragraph("GwTag", "{%p endfor %}")
    )
    return Template(title, body + _LYING, _PLAIN_FOOTERS)


TEMPLATES = (
    _notice("印发通知"),
    _letter("信函"),
    _letter("征求意见函"),
    _notice("任务分解通知"),
    _annex_only("责任清单附表"),
)


def template_bytes(template: Template) -> bytes:
    """The template as a .docx file."""
    styles = SHARED_STYLES + (LETTER_STYLES if template.letter else ())
    footers = {
        f"footer{number}.xml": (key, content)
        for number, (key, content) in enumerate(template.footers.items(), 1)
    }
    parts = {
        "[Content_Types].xml": _content_types(tuple(footers)),
        "_rels/.rels": _relations(
            ("rId1", f"{_RELATION}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(template.title),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{template.body}</w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{_RELATION}/styles", "styles.xml"),
            ("rId2", f"{_RELATION}/settings", "settings.xml"),
            ("rId3", f"{_RELATION}/fontTable", "fontTable.xml"),
            *((key, f"{_RELATION}/footer", name) for name, (key, _) in footers.items()),
        ),
        "word/styles.xml": f"<w:styles {_MAIN}>{styles_part(styles)}</w:styles>",
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        **{
            f"word/{name}": f"<w:ftr {NAMESPACES}>{content}</w:ftr>"
            for name, (_, content) in footers.items()
        },
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _ZIP_TIME), (_HEADER + content).encode())
    return buffer.getvalue()


def _content_types(footers: tuple[str, ...]) -> str:
    kinds = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/word/{name}": f"{_WORD}.footer+xml" for name in footers},
    }
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
        )
        + "</Types>"
    )


def _relations(*entries: tuple[str, str, str]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
            for key, kind, target in entries
        )
        + "</Relationships>"
    )


def _core(title: str) -> str:
    saved = "2025-01-01T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>officekit</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{saved}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{saved}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _settings() -> str:
    return (
        f'<w:settings {_MAIN}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        f'<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/>'
        "<w:evenAndOddHeaders/>"
        f'<w:drawingGridVerticalSpacing w:val="{PITCH}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    return (
        f"<w:fonts {_MAIN}>"
        + "".join(
            f'<w:font w:name="{font.name}"><w:altName w:val="{",".join(font.alternatives)}"/>'
            f'<w:charset w:val="86"/><w:family w:val="{_family(font.name)}"/>'
            '<w:pitch w:val="variable"/></w:font>'
            for font in NOTICE_FONTS
        )
        + "</w:fonts>"
    )


def _family(name: str) -> str:
    return "roman" if name == PAGE_NUMBER.name else "auto"


def make_templates(folder: Path) -> list[Path]:
    """Write all templates; returns their paths."""
    paths = []
    for template in TEMPLATES:
        path = folder / f"{template.title}.docx"
        path.write_bytes(template_bytes(template))
        paths.append(path)
    return paths


if __name__ == "__main__":
    for made in make_templates(Path(sys.argv[1]) if sys.argv[1:] else _FOLDER):
        print(made)
