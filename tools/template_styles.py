"""The named styles of the Word templates: everything a notice looks like (GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import dataclass

from officekit.data import notice_fonts as fonts
from officekit.data.notice_fonts import NoticeFont
from officekit.data.notice_measures import (
    CELL,
    IMPRINT_PITCH,
    PITCH,
    SMALL_CELL,
    SPACING,
    TEXT_WIDTH,
    twips,
)

RED = "FF0000"
RULE_MIDDLE, RULE_OUTER = 6, 8  # eighths of a point: 0.25 and 0.35 mm
_MARK_SIZE, _TITLE_SIZE, _BODY_SIZE, _SMALL_SIZE, _TABLE_SIZE = 88, 44, 32, 28, 24  # half points
_TITLE_PITCH = 640
_TABLE_PITCH = 360
_MARK_PITCH = 2 * PITCH
# The ink of the mark begins this far below the top of its line.
_MARK_INK = 186
_SLIVER = 10


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; lengths in twips, sizes in half points.

    Attributes:
        key: identifier inside the file.
        name: as Word shows it.
        font, size: of its text.
        align: ``both``, ``left``, ``center`` or ``right``.
        first, hanging: first-line indent, the other way round.
        left, right: indents.
        tabs: pairs of kind and position.
        line: exact line pitch.
        before, after: space.
        keep_next: stays on the page of the next paragraph.
        new_page: begins a page.
        outline: level in Word's navigation pane.
        colour: of the text.
        border: bottom border, its width in eighths of a point and its distance in points.
        mixed_gap: a gap where figures and Chinese characters meet.
    """

    key: str
    name: str
    font: NoticeFont = fonts.BODY
    size: int = _BODY_SIZE
    align: str = "both"
    first: int = 0
    hanging: int = 0
    left: int = 0
    right: int = 0
    tabs: tuple[tuple[str, int], ...] = ()
    line: int = PITCH
    before: int = 0
    after: int = 0
    keep_next: bool = False
    new_page: bool = False
    outline: int | None = None
    colour: str = ""
    border: tuple[int, int] | None = None
    mixed_gap: bool = False

    def xml(self) -> str:
        """The style as ``w:style``."""
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.key}">'
            f'<w:name w:val="{self.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._run()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        parts = ["<w:keepNext/><w:keepLines/>"] if self.keep_next else []
        if self.new_page:
            parts.append("<w:pageBreakBefore/>")
        if self.border:
            width, space = self.border
            parts.append(
                f'<w:pBdr><w:bottom w:val="single" w:sz="{width}" w:space="{space}" '
                f'w:color="{RED}"/></w:pBdr>'
            )
        if self.tabs:
            stops = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in self.tabs)
            parts.append(f"<w:tabs>{stops}</w:tabs>")
        if self.mixed_gap:
            parts.append('<w:autoSpaceDE w:val="1"/><w:autoSpaceDN w:val="1"/>')
        parts.append(
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" '
            'w:lineRule="exact"/>'
        )
        parts.append(self._indent())
        parts.append(f'<w:jc w:val="{self.align}"/>')
        if self.outline is not None:
            parts.append(f'<w:outlineLvl w:val="{self.outline}"/>')
        return "".join(parts)

    def _indent(self) -> str:
        edge = f'<w:ind w:left="{self.left}" w:right="{self.right}"'
        if self.hanging:
            return f'{edge} w:hanging="{self.hanging}"/>'
        # Word goes by the characters, other programs by the measure.
        chars = f' w:firstLineChars="{round(self.first / CELL * 100)}"' if self.first else ""
        return f'{edge}{chars} w:firstLine="{self.first}"/>'

    def _run(self) -> str:
        colour = f'<w:color w:val="{self.colour}"/>' if self.colour else ""
        spacing = SPACING if self.size == _BODY_SIZE else 0
        return (
            f'{font_xml(self.font)}{colour}<w:spacing w:val="{spacing}"/>'
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'
        )


def font_xml(font: NoticeFont) -> str:
    """``w:rFonts`` that holds for every character, quotation marks and dashes too."""
    names = "".join(f' w:{kind}="{font.name}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts w:hint="eastAsia"{names}/>'


_HEAD = (
    Style("GwCopyNumber", "公文份号", align="left"),
    Style("GwSecrecy", "公文密级", font=fonts.FIRST_LEVEL, align="left"),
    Style("GwUrgency", "公文紧急程度", font=fonts.FIRST_LEVEL, align="left"),
    Style(
        "GwMark",
        "公文发文机关标志",
        font=fonts.TITLE,
        size=_MARK_SIZE,
        align="center",
        line=_MARK_PITCH,
        before=twips(35) - _MARK_INK,
        colour=RED,
    ),
    Style(
        "GwNumber",
        "公文发文字号",
        align="center",
        before=2 * PITCH,
        border=(18, 8),
    ),
    Style(
        "GwNumberUpward",
        "公文上行文字号",
        align="left",
        first=CELL,
        border=(18, 8),
        before=2 * PITCH,
        tabs=(("right", TEXT_WIDTH - CELL),),
    ),
    Style(
        "GwTitle",
        "公文标题",
        font=fonts.TITLE,
        size=_TITLE_SIZE,
        align="center",
        line=_TITLE_PITCH,
        before=2 * PITCH,
        keep_next=True,
    ),
    Style("GwAddressees", "公文主送机关", align="left", before=PITCH),
)
_TEXT = (
    Style("GwBody", "公文正文", first=2 * CELL),
    Style("GwFirst", "公文一级", font=fonts.FIRST_LEVEL, first=2 * CELL, keep_next=True, outline=0),
    Style("GwSecond", "公文二级", font=fonts.SECOND_LEVEL, first=2 * CELL, outline=1),
    Style("GwThird", "公文三级", first=2 * CELL, outline=2),
    Style("GwFourth", "公文四级", first=2 * CELL, outline=3),
    Style("GwAttachment", "公文附件说明", left=5 * CELL, hanging=3 * CELL, before=PITCH),
    Style(
        "GwFirstAttachment",
        "公文附件说明首项",
        left=6 * CELL + 80,
        hanging=4 * CELL + 80,
        tabs=(("left", 6 * CELL + 80),),
        before=PITCH,
    ),
    Style(
        "GwNextAttachment",
        "公文附件说明各项",
        left=6 * CELL + 80,
        hanging=CELL + 80,
        tabs=(("left", 6 * CELL + 80),),
    ),
    Style(
        "GwSignature",
        "公文署名",
        align="right",
        right=2 * CELL,
        before=PITCH,
        keep_next=True,
        mixed_gap=True,
    ),
    Style("GwDate", "公文成文日期", align="left", mixed_gap=True),
    Style(
        "GwSealedSignature",
        "公文署名盖章",
        align="center",
        before=2 * PITCH,
        keep_next=True,
        mixed_gap=True,
    ),
    Style("GwSealedDate", "公文成文日期盖章", align="right", right=4 * CELL, mixed_gap=True),
    Style("GwNote", "公文附注", first=2 * CELL),
)
_BEHIND = (
    Style(
        "GwIssuedTitle",
        "公文印发标题",
        font=fonts.TITLE,
        size=_TITLE_SIZE,
        align="center",
        line=_TITLE_PITCH,
        before=PITCH,
        after=PITCH,
        keep_next=True,
        new_page=True,
    ),
    Style("GwAnnexMark", "公文附件标记", font=fonts.FIRST_LEVEL, align="left", keep_next=True),
    Style(
        "GwAnnexTitle",
        "公文附件标题",
        font=fonts.TITLE,
        size=_TITLE_SIZE,
        align="center",
        line=_TITLE_PITCH,
        before=PITCH,
        after=PITCH // 2,
        keep_next=True,
    ),
    Style(
        "GwTableHead",
        "公文附表表头",
        font=fonts.FIRST_LEVEL,
        size=_TABLE_SIZE,
        align="center",
        line=_TABLE_PITCH,
    ),
    Style("GwTableText", "公文附表文字", size=_TABLE_SIZE, align="left", line=_TABLE_PITCH),
    Style("GwTableCode", "公文附表居中", size=_TABLE_SIZE, align="center", line=_TABLE_PITCH),
    Style(
        "GwCopies",
        "公文抄送",
        size=_SMALL_SIZE,
        left=4 * SMALL_CELL,
        right=SMALL_CELL,
        hanging=3 * SMALL_CELL,
        line=IMPRINT_PITCH,
    ),
    Style(
        "GwPrinted",
        "公文印发机关",
        size=_SMALL_SIZE,
        align="left",
        left=SMALL_CELL,
        right=SMALL_CELL,
        tabs=(("right", TEXT_WIDTH - SMALL_CELL),),
        line=IMPRINT_PITCH,
    ),
    Style(
        "GwOddNumber",
        "公文页码单页",
        font=fonts.PAGE_NUMBER,
        size=_SMALL_SIZE,
        align="right",
        right=SMALL_CELL,
        line=SMALL_CELL,
    ),
    Style(
        "GwEvenNumber",
        "公文页码双页",
        font=fonts.PAGE_NUMBER,
        size=_SMALL_SIZE,
        align="left",
        left=SMALL_CELL,
        line=SMALL_CELL,
    ),
    Style("GwTag", "公文模板标记", size=18, align="left", line=300, colour="808080"),
    Style("GwSliver", "公文分隔", size=2, line=_SLIVER),
)
_LETTER = (
    Style(
        "GwLetterMark",
        "公文信函标志",
        font=fonts.TITLE,
        size=_MARK_SIZE,
        align="center",
        line=_MARK_PITCH,
        after=74,
        colour=RED,
    ),
    Style(
        "GwLetterNumber",
        "公文信函字号",
        font=fonts.BODY,
        align="left",
        tabs=(("right", TEXT_WIDTH),),
    ),
)

SHARED_STYLES = (*_HEAD, *_TEXT, *_BEHIND)
"""Styles of every template."""

LETTER_STYLES = _LETTER
"""Styles of 信函格式 alone."""


def styles_part(styles: tuple[Style, ...]) -> str:
    """``word/styles.xml``."""
    normal = (
        '<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:overflowPunct w:val="1"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{PITCH}" '
        'w:lineRule="exact"/><w:jc w:val="both"/>'
    )
    run = (
        f'{font_xml(fonts.BODY)}<w:color w:val="000000"/><w:spacing w:val="{SPACING}"/>'
        f'<w:kern w:val="0"/><w:sz w:val="{_BODY_SIZE}"/><w:szCs w:val="{_BODY_SIZE}"/>'
    )
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    name = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/>'
        "<w:qFormat/><w:rPr>{}</w:rPr></w:style>"
    )
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}{language}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{normal}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        "</w:style>"
        + name.format("GwPlain", "公文正文文字", font_xml(fonts.BODY))
        + name.format("GwSigner", "公文签发人姓名", font_xml(fonts.SECOND_LEVEL))
        + name.format("GwHeadWord", "公文黑体文字", font_xml(fonts.FIRST_LEVEL))
        + _table_style()
        + "".join(style.xml() for style in styles)
    )


def _table_style() -> str:
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="GwAnnexTable">'
        '<w:name w:val="公文附表"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="GwImprint">'
        '<w:name w:val="公文版记"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        f'<w:top w:val="single" w:sz="{RULE_OUTER}" w:space="0" w:color="000000"/>'
        f'<w:bottom w:val="single" w:sz="{RULE_OUTER}" w:space="0" w:color="000000"/>'
        f'<w:insideH w:val="single" w:sz="{RULE_MIDDLE}" w:space="0" w:color="000000"/>'
        "</w:tblBorders></w:tblPr></w:style>"
    )
