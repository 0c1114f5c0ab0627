"""Word documents (.docx, .docm, .dotx): paragraphs and tables with automatic numbers as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from officekit.config import DEFAULT_CONFIG, Config, Limits
from officekit.model.document import Document, Paragraph, ParagraphKind, Source, SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.table import Table
from officekit.reading.docx_inline import Inline, InlineReader
from officekit.reading.docx_numbering import Numbering
from officekit.reading.docx_parts import (
    ALTERNATE_CONTENT,
    WordParts,
    chosen_alternative,
    load_parts,
    too_large,
    w,
)
from officekit.reading.docx_styles import ParagraphProperties, Styles, paragraph_properties
from officekit.reading.docx_tables import arranges_text, own_cells, read_grid, to_table
from officekit.reading.guards import check_file

_PARAGRAPH, _TABLE, _P_PR = w("p"), w("tbl"), w("pPr")
REVISIONS = (w("ins"), w("del"), w("moveFrom"), w("moveTo"), w("cellIns"), w("cellDel"))
_NOT_BLOCKS = frozenset(
    w(name) for name in ("del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr", "tcPr", "sectPr")
)
_LONGEST_TABLE_NAME = 40


def read_docx(path: str, config: Config = DEFAULT_CONFIG) -> Document:
    """Read a Word document as a careful reader sees it.

    Automatic numbers become text, tracked changes are accepted, a text box stands once after its
    anchor, notes stand at the end; comments, hidden text, headers and footers are left out. What
    was accepted or left out is reported (RD010 to RD014).

    Args:
        path: the file.
        config: bounds for reading.

    Raises:
        FileUnreadableError: missing, truncated or malformed.
        FileEncryptedError: the file asks for a password.
        FileRefusedError: hostile, or beyond the limits.
        FormatUnsupportedError: a package of another office program.
    """
    return read_package(path, Source(path, SourceKind.DOCX), config)


def read_package(path: str, source: Source, config: Config) -> Document:
    """Read a Word package that stands for another file, such as a converted .doc.

    Args:
        path: the package.
        source: the file that locations and findings name.
        config: bounds for reading.

    Raises:
        OfficekitError: as :func:`read_docx`.
    """
    check_file(path, config.limits)
    return _Reader(load_parts(path, config.limits), source, config.limits).read()


@dataclass(slots=True)
class _Line:
    """A paragraph of a story, before it has its place in the document."""

    text: str
    kind: ParagraphKind
    centered: bool
    bold_lead: int


class _Reader:
    """Walks through one document; counters and findings live as long as the walk."""

    def __init__(self, parts: WordParts, source: Source, limits: Limits) -> None:
        self._parts = parts
        self._source = source
        self._limits = limits
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, self._styles)
        self._inline = InlineReader(self._styles)
        self._blocks: list[Paragraph | Table] = []
        self._notes: list[tuple[str, str]] = []
        self._hidden = 0
        self._characters = 0
        self._rows = 0
        self._cells = 0

    def read(self) -> Document:
        """The whole document."""
        body = self._parts.document.find(w("body"))
        if body is not None:
            for item in self._story(body, ParagraphKind.BODY):
                self._emit(item)
        notes = self._read_notes()
        return Document(self._source, tuple(self._blocks), tuple(self._findings(notes)))

    def _emit(self, item: _Line | etree._Element) -> None:
        file, block = self._source.path, len(self._blocks) + 1
        if isinstance(item, _Line):
            place = Location(file=file, paragraph=block)
            self._blocks.append(
                Paragraph(item.text, place, item.kind, item.centered, item.bold_lead)
            )
        else:
            name = self._line_above()
            grid = read_grid(item, self._cell_text, self._count_row)
            self._blocks.append(to_table(grid, file=file, block=block, name=name))

    def _line_above(self) -> str:
        """The text right above the next block, blank paragraphs apart, if it may be a heading."""
        for block in reversed(self._blocks):
            if not isinstance(block, Paragraph):
                return ""
            if text := block.text.strip():
                return text if len(text) <= _LONGEST_TABLE_NAME else ""
        return ""

    def _story(
        self, parent: etree._Element, kind: ParagraphKind
    ) -> Iterator[_Line | etree._Element]:
        """Paragraphs and tables of the body, a cell, a text box or a note."""
        pending: Inline | None = None
        for element in block_elements(parent):
            if element.tag == _TABLE:
                if pending is not None and pending.text:
                    yield from self._lines(pending, ParagraphProperties(num_id="0"), kind)
                pending = None
                if arranges_text(element):
                    for cell in own_cells(element):
                        yield from self._story(cell, kind)
                else:
                    yield element
                continue
            properties = paragraph_properties(element.find(_P_PR))
            inline = self._inline.read(element, properties.style)
            if pending is not None:
                pending.append(inline)
                inline = pending
            pending = inline if properties.mark_removed else None
            if pending is None:
                yield from self._lines(inline, properties, kind)
        if pending is not None and pending.text:
            yield from self._lines(pending, ParagraphProperties(num_id="0"), kind)

    def _lines(
        self, inline: Inline, properties: ParagraphProperties, kind: ParagraphKind
    ) -> Iterator[_Line | etree._Element]:
        """One paragraph and the text boxes anchored in it."""
        text = inline.text
        self._hidden += inline.hidden
        self._notes += inline.notes
        if not inline.hidden or text or not properties.mark_hidden:
            style = properties.style
            number = self._numbering.label(properties.num_id, properties.level, style)
            lead = inline.bold_lead
            centered = properties.centered
            whole = number + text if text else number.rstrip()
            self._count_characters(len(whole))
            yield _Line(
                text=whole,
                kind=kind,
                centered=self._styles.centers(style) if centered is None else centered,
                bold_lead=lead and lead + len(number),
            )
        for box in inline.boxes:
            yield from self._story(box, ParagraphKind.TEXTBOX)

    def _cell_text(self, cell: etree._Element) -> str:
        lines: list[str] = []
        for item in self._story(cell, ParagraphKind.BODY):
            if isinstance(item, _Line):
                lines.append(item.text)
            else:
                grid = read_grid(item, self._cell_text, self._count_row)
                lines += [c.text for row in grid for c in row if c.text and not c.covered]
        # Word asks for a paragraph after a nested table: it says nothing.
        return "\n".join(lines).rstrip("\n")

    def _read_notes(self) -> int:
        """Append the notes in the order of their references; returns how many there are."""
        roots = {"footnotes": self._parts.footnotes, "endnotes": self._parts.endnotes}
        texts: dict[tuple[str, str], etree._Element] = {
            (part, note.get(w("id")) or ""): note
            for part, root in roots.items()
            if root is not None
            for note in root
        }
        count = 0
        for reference in self._notes:  # a note may refer to further notes
            note = texts.pop(reference, None)
            if note is not None:
                count += 1
                for item in self._story(note, ParagraphKind.FOOTNOTE):
                    if isinstance(item, _Line):
                        item.text, item.kind = item.text.strip(), ParagraphKind.FOOTNOTE
                    self._emit(item)
        return count

    def _count_characters(self, count: int) -> None:
        self._characters += count
        if self._characters > self._limits.text_chars:
            self._refuse(f"的文字超过 {self._limits.text_chars} 字的上限")

    def _count_row(self, width: int) -> None:
        self._rows += 1
        self._cells += width
        if self._rows > self._limits.paragraphs or self._cells > self._limits.cells:
            self._refuse("里的表格过大，超出可处理的范围")

    def _refuse(self, what: str) -> None:
        raise too_large(Path(self._source.path).name, what)

    def _findings(self, notes: int) -> Iterator[Finding]:
        revisions = sum(1 for _ in self._parts.document.iter(*REVISIONS))
        comments = sum(1 for _ in self._parts.document.iter(w("commentReference")))
        if revisions:
            yield self._finding(
                "RD010",
                Severity.INFO,
                f"文档里有 {revisions} 处修订痕迹，已按“接受全部修订”读取。",
                "如需按原文读取，请先在 Word 中拒绝修订并保存。",
            )
        if comments:
            yield self._finding(
                "RD011",
                Severity.INFO,
                f"文档里有 {comments} 条批注，没有读取。",
                "如批注中有需要采纳的内容，请先改入正文。",
            )
        if self._hidden:
            yield self._finding(
                "RD012",
                Severity.WARNING,
                f"文档里有 {self._hidden} 个字设为隐藏，没有读取。",
                "如果这些内容需要保留，请在 Word 中取消“隐藏”后保存。",
            )
        for name in sorted(self._numbering.unknown_formats):
            yield self._finding(
                "RD013",
                Severity.WARNING,
                f"文档用了不认识的自动编号格式“{name}”，已改用阿拉伯数字。",
                "请核对相关段落的编号。",
            )
        if notes:
            yield self._finding(
                "RD014",
                Severity.INFO,
                f"文档里有 {notes} 条脚注或尾注，已放在正文之后，不并入正文。",
                "如脚注中有任务要求，请改入正文。",
            )

    def _finding(self, code: str, severity: Severity, message: str, hint: str) -> Finding:
        return Finding(code, severity, message, hint, Location(file=self._source.path))


def block_elements(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, through content controls and the like."""
    for child in parent:
        tag = child.tag
        if tag in (_PARAGRAPH, _TABLE):
            yield child
        elif tag == ALTERNATE_CONTENT:
            branch = chosen_alternative(child)
            if branch is not None:
                yield from block_elements(branch)
        elif tag not in _NOT_BLOCKS:
            yield from block_elements(child)
