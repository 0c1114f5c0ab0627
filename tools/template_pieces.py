"""Pieces of the Word templates as WordprocessingML."""

from __future__ import annotations

from xml.sax.saxutils import escape

from officekit.data.notice_measures import (
    BOTTOM,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SMALL_CELL,
    TEXT_WIDTH,
    TOP,
    twips,
)

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_EMU = 635  # in a twip
_LETTER_RULE = twips(170)
_LETTER_LEFT = (PAGE_WIDTH - _LETTER_RULE) // 2
_LETTER_TOP = twips(30) - 186
_LETTER_GAP = 88
_THICK, _THIN = 18, 6  # eighths of a point
_RED = "FF0000"
_PAGE_NUMBER = 25.5  # mm from the page's edge to the lower edge of the number's line
_LETTER_FOOT = 20  # mm from the page's edge to the lower red line of a letter


def run(text: str, style: str = "") -> str:
    """A run of text; a tab in it becomes ``w:tab``."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
        for piece in text.split("\t")
    )
    return f"<w:r>{look}{pieces}</w:r>"


def paragraph(style: str, content: str = "", extra: str = "") -> str:
    """A paragraph of a style.

    Args:
        style: its key.
        content: text, or runs as XML.
        extra: further paragraph properties as XML.
    """
    body = content if content.startswith("<") else run(content) if content else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{body}</w:p>'


def imprint(rows: tuple[tuple[tuple[str, str], ...], ...], *, ruled: bool = True) -> str:
    """The 版记: a table at the bottom of the type area; rows of paragraphs (style, text)."""
    cells = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" '
        f'w:type="dxa"/></w:tcPr>{"".join(paragraph(*each) for each in row)}</w:tc></w:tr>'
        for row in rows
    )
    bare = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "bottom", "insideH"))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="GwImprint"/>'
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="0" w:bottomFromText="0" '
        f'w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{LEFT}" w:tblpYSpec="bottom"/>'
        f'<w:tblOverlap w:val="never"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
        f"{'' if ruled else f'<w:tblBorders>{bare}</w:tblBorders>'}"
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{cells}</w:tbl>'
    )


def letter_head() -> str:
    """标志 of a letter over a red double line, 30 mm below the page's edge (10.1)."""

    def row(content: str, height: str, rule: int) -> str:
        return (
            f"<w:tr><w:trPr>{height}</w:trPr><w:tc><w:tcPr>"
            f'<w:tcW w:w="{_LETTER_RULE}" w:type="dxa"/><w:tcBorders><w:bottom w:val="single" '
            f'w:sz="{rule}" w:space="0" w:color="{_RED}"/></w:tcBorders></w:tcPr>{content}'
            "</w:tc></w:tr>"
        )

    flat = '<w:trHeight w:val="60" w:hRule="exact"/>'
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="0" '
        f'w:bottomFromText="{_LETTER_GAP}" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{_LETTER_LEFT}" w:tblpY="{_LETTER_TOP}"/><w:tblOverlap w:val="never"/>'
        f'<w:tblW w:w="{_LETTER_RULE}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{_LETTER_RULE}"/></w:tblGrid>'
        f"{row(paragraph('GwLetterMark', '{{发文机关标志}}'), '', _THICK)}"
        f"{row(paragraph('GwSliver'), flat, _THIN)}</w:tbl>"
    )


def annex_table() -> str:
    """The model of an annex table: one cell of its head and one of its text."""

    def row(content: str, properties: str) -> str:
        return (
            f"<w:tr><w:trPr>{properties}</w:trPr><w:tc><w:tcPr>"
            f'<w:tcW w:w="12756" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{content}'
            "</w:tc></w:tr>"
        )

    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="GwAnnexTable"/><w:tblW w:w="12756" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="12756"/></w:tblGrid>'
        f"{row(paragraph('GwTableHead', '{{附表.表头}}'), '<w:cantSplit/><w:tblHeader/>')}"
        f"{row(paragraph('GwTableText', '{{附表.单元格}}'), '')}</w:tbl>"
    )


def section(
    odd: str, even: str, *, landscape: bool = False, first: str = "", letter: bool = False
) -> str:
    """Page layout.

    Args:
        odd: relationship of the footer of odd pages.
        even: that of even pages.
        first: that of page 1, which then differs.
        landscape: a page that lies with its top at the left edge of the sheet (8).
        letter: the page number's line ends above the lower red line.
    """
    footers = "".join(
        f'<w:footerReference w:type="{kind}" r:id="{key}"/>'
        for kind, key in (("default", odd), ("even", even), ("first", first))
        if key
    )
    top, right, bottom, left = TOP, RIGHT, BOTTOM, LEFT
    size = f'w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"'
    if landscape:
        top, right, bottom, left = LEFT, TOP, RIGHT, BOTTOM
        size = f'w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"'
    grid = "" if landscape else '<w:docGrid w:type="lines" w:linePitch="579"/>'
    foot = twips(_LETTER_FOOT if letter else 10 if landscape else _PAGE_NUMBER)
    return (
        f'<w:sectPr>{footers}<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="851" w:footer="{foot}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if first else ''}"
        # LibreOffice centres whole lines of a grid on the page: no grid on a lying page.
        f"{grid}</w:sectPr>"
    )


def _number() -> str:
    return (
        f"{run('— ')}"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run('1')}"
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(" —")}'
    )


def number_footer(style: str, *, letter: bool = False) -> str:
    """A page number between dashes, 7 mm below the type area (7.5)."""
    lift = twips(_PAGE_NUMBER) - twips(_LETTER_FOOT)
    spacer = f'<w:spacing w:before="0" w:after="0" w:line="{lift}" w:lineRule="exact"/>'
    below = paragraph("GwSliver", "", spacer) if letter else ""
    return paragraph(style, _number()) + below


def letter_footer() -> str:
    """The lower red double line of a letter, thin over thick, 20 mm above the page's edge."""
    beyond = LEFT - _LETTER_LEFT, RIGHT - _LETTER_LEFT
    indent = f'<w:ind w:left="{-beyond[0]}" w:right="{-beyond[1]}"/>'

    def rule(width: int) -> str:
        return (
            f'<w:pBdr><w:bottom w:val="single" w:sz="{width}" w:space="0" w:color="{_RED}"/>'
            f"</w:pBdr>{indent}"
        )

    return paragraph("GwSliver", "", rule(_THIN)) + paragraph("GwSliver", "", rule(_THICK))


def side_footer(style: str, *, odd: bool) -> str:
    """A page number of a landscape page where the upright pages have theirs (8).

    The sheet is turned clockwise to be read, so the number runs down the left edge.
    """
    deep = SMALL_CELL
    x = BOTTOM - twips(BOTTOM_TO_NUMBER_MM)
    return paragraph(
        "GwSliver",
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>'
        f'{(x - deep) * _EMU}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page">'
        f"<wp:posOffset>{LEFT * _EMU}</wp:posOffset></wp:positionV>"
        f'<wp:extent cx="{deep * _EMU}" cy="{TEXT_WIDTH * _EMU}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{1 if odd else 2}" name="页码"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{deep * _EMU}" cy="{TEXT_WIDTH * _EMU}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{paragraph(style, _number())}</w:txbxContent>"
        '</wps:txbx><wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></w:r>",
    )


BOTTOM_TO_NUMBER_MM = 35 - _PAGE_NUMBER - 14 * 25.4 / 72
"""From the lower edge of the type area to the upper edge of the number's line."""
