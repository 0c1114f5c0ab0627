"""Parts of a notice whose place follows from what they say: red head, text, signature, 版记."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from officekit.data.notice_measures import (
    CELL,
    HALF_CELL,
    MIXED_GAP,
    PITCH,
    TEXT_WIDTH,
)
from officekit.model.notice import Notice, NoticeParagraph, TextLevel
from officekit.writing.layout import clean
from officekit.writing.notice_tables import fill_tables
from officekit.writing.notice_template import TemplateError
from officekit.writing.notice_values import (
    ATTACHMENT_STYLES,
    LEVEL_STYLES,
    PLAIN_TEXT,
    SEALED_DATE,
    SEALED_SIGNATURE,
    block_name,
)
from officekit.writing.word_xml import (
    W,
    el,
    own_text,
    paragraph_of,
    run_of,
    set_property,
    set_text,
    style_of,
)

if TYPE_CHECKING:
    from docx.document import Document

_HEAD_LINES = ("公文份号", "公文密级", "公文紧急程度")
_MARKS = ("公文发文机关标志", "公文信函标志")
_MAIN = (
    "公文主送机关",
    "公文正文",
    *LEVEL_STYLES.values(),
    *ATTACHMENT_STYLES,
    "公文署名",
    "公文成文日期",
    SEALED_SIGNATURE,
    SEALED_DATE,
    "公文附注",
)
_SLIVER, _IMPRINT = "公文分隔", "公文版记"
_MARK_EM = 880  # twips of a character of the mark
_MARK_WIDTH = 8500  # twips: 150 mm, so that it keeps off the edges of the type area
_NARROWEST = 33  # per cent of a character's width
_SLACK = 40  # twips: room for the rounding of a line's width
_MIXED = re.compile(r"(?<=[0-9A-Za-z])(?=[一-鿿])|(?<=[一-鿿])(?=[0-9A-Za-z])")


class ImprintPlace(Enum):
    """Where the 版记 stands."""

    NOWHERE = "left out, to count the pages of the text"
    HERE = "on the last page of the text"
    NEXT_PAGE = "on a page of its own"
    AFTER_BLANK = "on a page of its own behind a blank one, both without numbers"


@dataclass(frozen=True, slots=True)
class Adjustments:
    """What differs from the plain layout so that pages come out right.

    Attributes:
        pitch: line pitch of the notice itself (not of the issued text) in twips.
        keep_last: the last paragraph of the body stays with the signature.
        carry: characters at the end of the body that go to the next page.
        addressees_below: 主送机关 stand in the 版记.
        imprint: where the 版记 stands.
    """

    pitch: int = PITCH
    keep_last: bool = False
    carry: int = 0
    addressees_below: bool = False
    imprint: ImprintPlace = ImprintPlace.HERE


@dataclass(slots=True)
class _Draft:
    """A filled template with its styles by name."""

    document: Document
    body: Any
    styles: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def paragraphs(self, *names: str) -> Iterator[Any]:
        """Paragraphs of these styles, those of tables included."""
        for paragraph in list(self.body.iter(f"{W}p")):
            if self.names.get(style_of(paragraph)) in names:
                yield paragraph


def place(document: Document, notice: Notice, adjustments: Adjustments) -> None:
    """Put everything into a filled template that its placeholders only announce.

    Args:
        document: the filled template; changed in place.
        notice: what is written.
        adjustments: of the layout.

    Raises:
        TemplateError: a placeholder for paragraphs does not stand by itself.
    """
    styles = {style.name: style.style_id for style in document.styles if style.name}
    names = {key: name for name, key in styles.items()}
    draft = _Draft(document, document.element.body, styles, names)
    _place_blocks(draft, notice)
    _place_mark(draft)
    _place_signature(draft, notice)
    _adjust(draft, adjustments)
    _join_sections(draft)
    _place_imprint(draft, adjustments.imprint)
    fill_tables(draft.body, notice.annexes, styles.get("公文附表居中"))


def _place_blocks(draft: _Draft, notice: Notice) -> None:
    issued = notice.issued.paragraphs if notice.issued else ()
    for paragraph in list(draft.body.iter(f"{W}p")):
        text = own_text(paragraph)
        name = block_name(text)
        if name is None:
            continue
        if name == "附件说明":
            made = list(_attachments(draft, notice.attachments))
        elif name in {"正文", "印发正文"}:
            made = [
                _text(draft, each, paragraph)
                for each in (notice.body if name == "正文" else issued)
            ]
        else:
            raise TemplateError(
                "模板中的“{{正文}}”“{{附件说明}}”“{{印发正文}}”要单独成为一段。",
                "请在模板中把同一段里的其他文字移到另外的段落。",
            )
        for each in made:
            paragraph.addprevious(each)
        parent = paragraph.getparent()
        if made or parent is draft.body:
            parent.remove(paragraph)
        else:
            set_text(paragraph, "")  # a cell or text box needs a paragraph


def _text(draft: _Draft, item: NoticeParagraph, model: Any) -> Any:
    """A paragraph of text; its heading has the font of the level, the rest that of text."""
    text = clean(item.text).replace("\n", "").replace("\t", " ")
    if item.level is TextLevel.BODY:
        paragraph = el("p")
        properties = model.find(f"{W}pPr")
        if properties is not None:
            paragraph.append(copy.deepcopy(properties))
    else:
        paragraph = paragraph_of(draft.styles[LEVEL_STYLES[item.level]])
    head = text[: item.head] if item.head else text
    paragraph.append(run_of(head))
    if rest := text[len(head) :]:
        look = el("rPr")
        look.append(el("rStyle", val=draft.styles[PLAIN_TEXT]))
        paragraph.append(run_of(rest, look))
        if item.level is TextLevel.FIRST:
            set_property(paragraph, el("keepNext", val=0))
    return paragraph


def _attachments(draft: _Draft, attachments: Sequence[str]) -> Iterator[Any]:
    """附件说明: wrapped lines begin under the first character of the name (7.3.4)."""
    names = [clean(name).replace("\n", "").replace("\t", " ").strip() for name in attachments]
    single, first, other = (draft.styles[style] for style in ATTACHMENT_STYLES)
    for number, name in enumerate(names, 1):
        if len(names) == 1:
            style, text = single, f"附件：{name}"
        elif number == 1:
            style, text = first, f"附件：1.\t{name}"
        else:
            style, text = other, f"{number}.\t{name}"
        paragraph = paragraph_of(style)
        paragraph.append(run_of(text))
        yield paragraph


def _place_mark(draft: _Draft) -> None:
    """Keep the mark on one line, and its top edge where it is whatever stands above it."""
    above = sum(1 for _ in draft.paragraphs(*_HEAD_LINES))
    for paragraph in draft.paragraphs(*_MARKS):
        width = _MARK_EM * len(own_text(paragraph))
        share = max(_NARROWEST, min(100, _MARK_WIDTH * 100 // max(width, 1)))
        for run in paragraph.findall(f"{W}r"):
            if share < 100:  # noqa: PLR2004 -- per cent
                _run_look(run).append(el("w", val=share))
        if above and draft.names[style_of(paragraph)] == _MARKS[0]:
            spacing = _style_spacing(draft, paragraph)
            before = max(0, int(spacing.get(f"{W}before", "0")) - above * PITCH)
            set_property(paragraph, el("spacing", before=before))


def _run_look(run: Any) -> Any:
    look = run.find(f"{W}rPr")
    if look is None:
        look = el("rPr")
        run.insert(0, look)
    return look


def _style_spacing(draft: _Draft, paragraph: Any) -> Any:
    style = draft.document.styles.element.find(
        f"{W}style[@{W}styleId='{style_of(paragraph)}']/{W}pPr/{W}spacing"
    )
    return el("spacing") if style is None else style


def _place_signature(draft: _Draft, notice: Notice) -> None:
    """Signature and date by each other's width (7.3.5)."""
    signature = next(draft.paragraphs("公文署名"), None)
    signed_on = next(draft.paragraphs("公文成文日期"), None)
    if signature is None or signed_on is None:
        return
    name, day = text_width(notice.signature), text_width(notice.date_text)
    if notice.sealed:
        _restyle(signature, draft.styles[SEALED_SIGNATURE])
        _restyle(signed_on, draft.styles[SEALED_DATE])
        axis = TEXT_WIDTH - 4 * CELL - day // 2
        if axis + name // 2 + _SLACK > TEXT_WIDTH:
            # A long name: it ends at the edge, the date is centred under it.
            axis = TEXT_WIDTH - name // 2 - _SLACK
            set_property(signed_on, el("ind", left=max(0, 2 * axis - TEXT_WIDTH), right=0))
            set_property(signed_on, el("jc", val="center"))
        set_property(signature, el("ind", left=max(0, 2 * axis - TEXT_WIDTH), right=0))
        return
    start = TEXT_WIDTH - 2 * CELL - name
    if start >= 0 and start + 2 * CELL + day <= TEXT_WIDTH - 2 * CELL:
        set_property(signed_on, el("ind", left=start + 2 * CELL, right=0))
        return
    # A date longer than the name ends two characters from the edge and pushes the name left.
    set_property(signed_on, el("ind", left=0, right=2 * CELL))
    set_property(signed_on, el("jc", val="right"))
    if start < 0:
        return  # the name fills more than a line
    set_property(signature, el("ind", left=TEXT_WIDTH - 4 * CELL - day, right=0))
    set_property(signature, el("jc", val="left"))


def text_width(text: str) -> int:
    """Width of a line of 三号 text in twips, gaps between figures and characters included."""
    cells = sum(CELL if unicodedata.east_asian_width(c) in "WFA" else HALF_CELL for c in text)
    return cells + MIXED_GAP * len(_MIXED.findall(text))


def _restyle(paragraph: Any, style: str) -> None:
    paragraph.find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)


def _adjust(draft: _Draft, adjustments: Adjustments) -> None:
    main = list(_main_paragraphs(draft))
    if main and draft.names.get(style_of(main[0])) != "公文主送机关":
        set_property(main[0], el("spacing", before=PITCH))
    if adjustments.pitch != PITCH:
        for paragraph in main:
            own = paragraph.find(f"{W}pPr/{W}spacing")
            usual = _style_spacing(draft, paragraph) if own is None else own
            before = int(usual.get(f"{W}before", "0")) * adjustments.pitch // PITCH
            spacing = el("spacing", before=before, line=adjustments.pitch, lineRule="exact")
            set_property(paragraph, spacing)
    texts = ("公文正文", *LEVEL_STYLES.values())
    body = [each for each in main if draft.names.get(style_of(each)) in texts]
    if body and adjustments.keep_last:
        for each in main[main.index(body[-1]) :][:-1]:
            set_property(each, el("keepNext"))
    if body and adjustments.carry:
        _carry(body[-1], adjustments.carry)


def _main_paragraphs(draft: _Draft) -> Iterator[Any]:
    """Paragraphs of the notice itself: from 主送机关 to what the notice issues."""
    for paragraph in draft.body.findall(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            return
        name = draft.names.get(style_of(paragraph))
        if name == "公文印发标题":
            return
        if name in _MAIN:
            yield paragraph


def _carry(paragraph: Any, characters: int) -> None:
    """Begin a new page inside a paragraph, this many characters before its end."""
    run = paragraph.findall(f"{W}r")[-1]
    text = run.find(f"{W}t")
    if text is None or characters >= len(text.text or ""):
        return
    rest = run_of(text.text[-characters:], copy.deepcopy(run.find(f"{W}rPr")))
    text.text = text.text[:-characters]
    rest.insert(1 if rest.find(f"{W}rPr") is not None else 0, el("br", type="page"))
    run.addnext(rest)


def _join_sections(draft: _Draft) -> None:
    """End a section with its last paragraph of text: an own one might begin another page."""
    for paragraph in draft.body.findall(f"{W}p"):
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        before = paragraph.getprevious()
        if section is None or own_text(paragraph):
            continue
        if before is not None and before.tag == f"{W}p":
            set_property(before, section)
            draft.body.remove(paragraph)
    for section in list(draft.body.iter(f"{W}sectPr"))[1:]:
        for first in section.findall(f"{W}titlePg"):
            section.remove(first)


def _place_imprint(draft: _Draft, where: ImprintPlace) -> None:
    tables = (
        table
        for table in draft.body.findall(f"{W}tbl")
        if draft.names.get(_table_style(table)) == _IMPRINT
    )
    table = next(tables, None)
    if table is not None and where is ImprintPlace.NOWHERE:
        draft.body.remove(table)
        table = None
    if table is None:
        _drop_empty_section(draft)
    elif where is ImprintPlace.NEXT_PAGE and not _ends_section(table.getprevious()):
        table.addprevious(_new_page(draft))
    elif where is ImprintPlace.AFTER_BLANK:
        _end_section(draft, table)
        table.addprevious(paragraph_of(draft.styles[_SLIVER]))
        table.addprevious(_new_page(draft))
    elif _ends_section(table.getprevious()):
        # LibreOffice takes a floating table for the end of the section before it.
        table.addprevious(paragraph_of(draft.styles[_SLIVER]))


def _drop_empty_section(draft: _Draft) -> None:
    """Let the document end with its text or annexes where nothing stands behind them."""
    last = draft.body.find(f"{W}sectPr")
    rest = last.getprevious()
    before = rest.getprevious()
    if rest.tag != f"{W}p" or own_text(rest) or before is None or before.tag != f"{W}p":
        return
    draft.body.remove(rest)  # behind a full page it would begin another one
    if _ends_section(before):
        draft.body.replace(last, before.find(f"{W}pPr/{W}sectPr"))


def _ends_section(element: Any) -> bool:
    return element is not None and element.find(f"{W}pPr/{W}sectPr") is not None


def _table_style(table: Any) -> str:
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def _new_page(draft: _Draft) -> Any:
    paragraph = paragraph_of(draft.styles[_SLIVER])
    set_property(paragraph, el("pageBreakBefore"))
    return paragraph


def _end_section(draft: _Draft, table: Any) -> None:
    """End the section before the 版记; the pages of the new one carry no numbers (7.5)."""
    last = draft.body.find(f"{W}sectPr")
    before = table.getprevious()
    if before is None or before.tag != f"{W}p":
        before = paragraph_of(draft.styles[_SLIVER])
        table.addprevious(before)
    if not _ends_section(before):
        set_property(before, copy.deepcopy(last))
    for old in (*last.findall(f"{W}footerReference"), *last.findall(f"{W}titlePg")):
        last.remove(old)
    main: Any = draft.document.part
    part, key = main.add_footer_part()
    for style in part.element.iter(f"{W}pStyle"):
        style.set(f"{W}val", draft.styles[_SLIVER])
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    for position, kind in enumerate(("default", "even")):
        reference = el("footerReference", type=kind)
        reference.set(relation, key)
        last.insert(position, reference)
