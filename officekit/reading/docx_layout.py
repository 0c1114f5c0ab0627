"""Word documents with their layout: what a checker of form needs beside the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from officekit.config import Config, Limits
from officekit.model.document import Source
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import LaidDocument, LaidParagraph, LaidTable
from officekit.model.location import Location
from officekit.reading.docx import REVISIONS, block_elements
from officekit.reading.docx_inline import Inline, InlineReader
from officekit.reading.docx_layout_footers import FooterReader
from officekit.reading.docx_layout_looks import rule
from officekit.reading.docx_layout_parts import LayoutParts, load_layout_parts
from officekit.reading.docx_layout_sections import SECTION, Sections, read_sections
from officekit.reading.docx_layout_styles import (
    LayoutStyles,
    alignment,
    indents,
    laid_runs,
    line_pitch,
    space,
)
from officekit.reading.docx_layout_tables import laid_table, table_style
from officekit.reading.docx_numbering import Numbering
from officekit.reading.docx_parts import VAL, integer, too_large, w
from officekit.reading.docx_styles import ParagraphProperties, Styles, paragraph_properties
from officekit.reading.docx_tables import arranges_text, own_rows
from officekit.reading.guards import check_file

_PARAGRAPH, _TABLE, _P_PR, _R_PR = w("p"), w("tbl"), w("pPr"), w("rPr")
_CELL_PR = w("tcPr")
_CHANGED_FORMS = tuple(
    w(f"{name}Change") for name in ("rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "numbering")
)
_WIDEST = 63  # columns that Word allows
_QUOTE = 30


def read_docx_layout(path: str, source: Source, config: Config) -> LaidDocument:
    """Read a Word package with its layout; pages are left to the caller.

    Tracked changes are accepted, a text box stands after its anchor, hidden paragraphs are left
    out. Locations count blocks as :func:`officekit.reading.docx.read_docx` does.

    Args:
        path: the package.
        source: the file that locations and findings name.
        config: bounds for reading.

    Raises:
        OfficekitError: as :func:`officekit.reading.docx.read_docx`.
    """
    check_file(path, config.limits)
    return _Reader(load_layout_parts(path, config.limits), source, config.limits).read()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a story stands: in the body, or in a cell of a table."""

    block: int | None = None
    row: int | None = None
    column: int | None = None
    in_table: bool = False
    table_style: str | None = None


_BODY = _Place()


class _Reader:
    """Walks through one document; what it has found lives as long as the walk."""

    def __init__(self, parts: LayoutParts, source: Source, limits: Limits) -> None:
        self._parts = parts
        self._source = source
        self._limits = limits
        self._texts = Styles(parts.word.styles)
        self._numbering = Numbering(parts.word.numbering, self._texts)
        self._inline = InlineReader(self._texts)
        self._styles = LayoutStyles(parts, self._numbering)
        self._body = parts.word.document.find(w("body"))
        body = etree.Element(w("body")) if self._body is None else self._body
        footers = FooterReader(parts, self._styles, self._texts)
        self._sections: Sections = read_sections(parts, body, footers)
        self._numbers = {element: n for n, element in enumerate(body.iter(_PARAGRAPH), 1)}
        self._paragraphs: list[LaidParagraph] = []
        self._tables: list[LaidTable] = []
        self._block = 0
        self._section = 0
        self._section_begins = False
        self._break_pending = False
        self._characters = 0

    def read(self) -> LaidDocument:
        """The whole document without its pages."""
        if self._body is not None:
            self._story(self._body, _BODY)
        document = self._parts.word.document
        return LaidDocument(
            self._source,
            tuple(self._paragraphs),
            self._sections.laid,
            tuple(self._tables),
            odd_and_even=self._sections.parity,
            revisions=sum(1 for _ in document.iter(*REVISIONS, *_CHANGED_FORMS)),
            comments=sum(1 for _ in document.iter(w("commentReference"))),
            findings=tuple(self._findings()),
        )

    def _story(self, parent: etree._Element, place: _Place) -> None:
        """Paragraphs and tables of the body, a cell or a text box."""
        pending: Inline | None = None
        for element in block_elements(parent):
            if element.tag == _TABLE:
                pending = None
                self._table(element, place)
                continue
            p_pr = element.find(_P_PR)
            properties = paragraph_properties(p_pr)
            inline = self._inline.read(element, properties.style)
            if pending is not None:
                pending.append(inline)
                inline = pending
            pending = inline if properties.mark_removed else None
            if pending is None:
                self._paragraph(element, inline, properties, place)
            self._end_section(p_pr)

    def _paragraph(
        self,
        element: etree._Element,
        inline: Inline,
        properties: ParagraphProperties,
        place: _Place,
    ) -> None:
        """One paragraph and the text boxes anchored in it."""
        if not inline.hidden or inline.pieces or not properties.mark_hidden:
            breaks = self._breaks_page(inline)
            laid = self._laid(element, inline, properties, place)
            self._paragraphs.append(
                replace(laid, page_break_before=breaks or laid.page_break_before)
            )
            self._characters += len(laid.text)
            if self._characters > self._limits.text_chars:
                name = Path(self._source.path).name
                raise too_large(name, f"的文字超过 {self._limits.text_chars} 字的上限")
        waiting, self._break_pending = self._break_pending, False
        for box in inline.boxes:
            self._story(box, replace(place, table_style=None))
        self._break_pending = waiting

    def _laid(
        self,
        element: etree._Element,
        inline: Inline,
        properties: ParagraphProperties,
        place: _Place,
    ) -> LaidParagraph:
        p_pr, style = element.find(_P_PR), properties.style
        label = self._numbering.label(properties.num_id, properties.level, style)
        text = label + inline.text if inline.pieces else label.rstrip()
        looks = [self._styles.run(look, style, place.table_style) for look in inline.looks]
        mark = None if p_pr is None else p_pr.find(_R_PR)
        size = (looks[0] if looks else self._styles.run(mark, style, place.table_style)).size
        look = self._styles.paragraph(p_pr, place.table_style)
        indent = indents(look, size)
        grid_line = self._sections.laid[self._section].line_pitch
        return LaidParagraph(
            number=self._numbers[element],
            text=text,
            runs=laid_runs(
                (piece, form) for (piece, _), form in zip(inline.pieces, looks, strict=True)
            ),
            style=self._styles.name(style),
            alignment=alignment(look),
            left=indent.left,
            right=indent.right,
            first_line=indent.first_line,
            first_line_chars=indent.first_line_chars,
            line_pitch=line_pitch(look),
            before=space(look, "before", grid_line),
            after=space(look, "after", grid_line),
            page_break_before=bool(look.get("pageBreakBefore")),
            section=self._section,
            in_table=place.in_table,
            top_rule=rule(look.get("border.top")),
            bottom_rule=rule(look.get("border.bottom")),
            automatic_number=label.rstrip(),
            location=self._location(place, text),
        )

    def _location(self, place: _Place, text: str) -> Location:
        if place.block is None:
            self._block += 1
        return Location(
            file=self._source.path,
            paragraph=place.block or self._block,
            row=place.row,
            column=place.column,
            quote=text[:_QUOTE],
        )

    def _breaks_page(self, inline: Inline) -> bool:
        """Whether a break stands right before the paragraph; its own breaks go to the next one."""
        pieces = [text for text, _ in inline.pieces]
        inked = [n for n, text in enumerate(pieces) if text.strip()]
        before = self._break_pending or self._section_begins
        if inked:
            self._break_pending = any(n > inked[-1] for n in inline.page_breaks)
            before = before or any(n <= inked[0] for n in inline.page_breaks)
        else:
            self._break_pending = bool(inline.page_breaks)
        self._section_begins = False
        return before

    def _end_section(self, p_pr: etree._Element | None) -> None:
        end = None if p_pr is None else p_pr.find(SECTION)
        if end is not None and end in self._sections.ends:
            self._section = self._sections.ends[end] + 1
            self._section_begins = self._sections.new_page[self._section]

    def _table(self, element: etree._Element, outer: _Place) -> None:
        rows = list(own_rows(element))
        style = table_style(element)
        section = self._sections.laid[self._section]
        index, first = len(self._tables), len(self._paragraphs)
        self._tables.append(laid_table(element, rows, styles=self._styles, section=section))
        inner = replace(outer, in_table=True, table_style=style)
        if outer.block is None and not arranges_text(element):
            self._block += 1
            inner = replace(inner, block=self._block)
        for r, row in enumerate(rows, 1):
            for c, cell in _columns(row.cells):
                placed = inner.block is not None and outer.block is None
                self._story(cell, replace(inner, row=r, column=c) if placed else inner)
        if len(self._paragraphs) == first:
            del self._tables[index:]
        else:
            numbers = self._paragraphs[first].number, self._paragraphs[-1].number
            self._tables[index] = replace(self._tables[index], first=numbers[0], last=numbers[1])

    def _findings(self) -> Iterator[Finding]:
        for name in sorted(self._numbering.unknown_formats):
            yield Finding(
                "RD013",
                Severity.WARNING,
                f"文档用了不认识的自动编号格式“{name}”，已改用阿拉伯数字。",
                "请核对相关段落的编号。",
                Location(file=self._source.path),
            )


def _columns(cells: list[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    """Cells with their 1-based columns, without those that a cell above covers."""
    column = 1
    for cell in cells:
        span = cell.find(f"{_CELL_PR}/{w('gridSpan')}")
        merge = cell.find(f"{_CELL_PR}/{w('vMerge')}")
        if merge is None or merge.get(VAL) == "restart":
            yield column, cell
        width = 1 if span is None else integer(span.get(VAL), 1)
        column += min(max(width, 1), _WIDEST)
