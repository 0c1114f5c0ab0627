"""Blocks of a web page: paragraphs and tables in reading order, with the element they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from officekit.config import Limits
from officekit.errors import FileRefusedError, FileUnreadableError

_SKIPPED = re.compile(
    "script|style|noscript|template|head|nav|footer|aside|iframe|object|embed|svg|math|canvas"
    "|audio|video|map|button|select|input|textarea|option|datalist|dialog"
)
_BLOCKS = re.compile(
    "address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hgroup|hr|html|li|main|ol|p|pre|section|summary|table|tbody|td"
    "|tfoot|th|thead|tr|ul"
)
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTER = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_OTHER_ALIGN = re.compile(r"text-align\s*:\s*(?:left|right|justify)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SOURCE_BREAK = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*(?=[^\x00-\x7f])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LIST_NUMBER = re.compile(r"[\d（(一二三四五六七八九十①-⑳第]")
_LAYOUT_SHARE = 0.8
_LAYOUT_CHARS = 200
_MOST_SPAN = 1_000


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph.

    Attributes:
        element: the block element it stands in.
        text: visible text, white space as a browser shows it.
        linked: how many of its characters are links.
        centered: the page centres it.
        bold_lead: length of its bold beginning.
        indent: white space before it that a browser shows.
    """

    element: etree._Element
    text: str
    linked: int
    centered: bool
    bold_lead: int
    indent: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table; ``merged`` where another cell's span covers it."""

    text: str
    merged: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A data table.

    Attributes:
        element: the table element.
        rows: rows of equal length, spans filled in.
        caption: text of its caption, else empty.
    """

    element: etree._Element
    rows: tuple[tuple[GridCell, ...], ...]
    caption: str

    @property
    def text(self) -> str:
        """All cells once, in reading order."""
        return " ".join(c.text for row in self.rows for c in row if c.text and not c.merged)


@dataclass(slots=True)
class _Run:
    """The paragraph that is being collected."""

    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)


def parse_html(text: str) -> etree._Element:
    """Parse a page; network, DTD and entities of its own are never used.

    Raises:
        FileUnreadableError: there is no markup in it.
    """
    # huge_tree: without it whatever is nested deeper than 254 elements is dropped in silence.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, huge_tree=True
    )
    try:
        root = etree.fromstring(b"<html>" + text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_content() from error
    return root


def blocks_of(root: etree._Element, limits: Limits) -> list[TextBlock | TableBlock]:
    """All paragraphs and data tables of a page, in reading order.

    Raises:
        FileRefusedError: a table with more cells than ``limits.cells``.
    """
    return list(_Walker(limits).blocks(root))


def visible_text(element: etree._Element) -> str:
    """Text of an element with white space as a browser shows it."""
    return _normal("".join(str(t) for t in element.itertext()))


def tag_of(element: etree._Element) -> str:
    """Lower-case tag; empty for comments and processing instructions."""
    return str(element.tag).lower() if not callable(element.tag) else ""


def _no_content() -> FileUnreadableError:
    return FileUnreadableError("网页里没有可读的内容。", "请在浏览器中打开网页，重新保存后再试。")


def _normal(text: str) -> str:
    return _SPACES.sub(" ", _SOURCE_BREAK.sub("", text)).strip()


class _Walker:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def blocks(self, element: etree._Element) -> Iterator[TextBlock | TableBlock]:
        run = _Run()
        yield from self._walk(element, element, run, bold=False, linked=False)
        yield from self._flush(run, element)

    def _walk(
        self, element: etree._Element, block: etree._Element, run: _Run, *, bold: bool, linked: bool
    ) -> Iterator[TextBlock | TableBlock]:
        """Blocks inside an element; ``run`` collects the text of the paragraph it belongs to."""
        tag = tag_of(element)
        if not tag or _SKIPPED.fullmatch(tag) or _is_hidden(element) or _is_page_header(element):
            return
        if tag == "br":
            yield from self._flush(run, block)
            return
        is_block = _BLOCKS.fullmatch(tag) is not None
        if is_block:
            yield from self._flush(run, block)
            block = element
        if tag == "table" and not _is_layout(element):
            table = self._table(element)
            if table.rows:
                yield table
            return
        bold = bold or tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style", "")))
        linked = linked or tag == "a"
        if tag == "li":
            run.pieces.append((_list_number(element), bold, False))
        yield from self._text(element.text, tag, block, run, (bold, linked))
        for child in element:
            yield from self._walk(child, block, run, bold=bold, linked=linked)
            yield from self._text(child.tail, tag, block, run, (bold, linked))
        if is_block:
            yield from self._flush(run, block)

    def _text(
        self,
        text: str | None,
        tag: str,
        block: etree._Element,
        run: _Run,
        style: tuple[bool, bool],
    ) -> Iterator[TextBlock]:
        if not text:
            return
        lines = text.splitlines() if tag == "pre" else [text]
        for number, line in enumerate(lines):
            if number:
                yield from self._flush(run, block)
            run.pieces.append((line, *style))

    def _flush(self, run: _Run, block: etree._Element) -> Iterator[TextBlock]:
        pieces, run.pieces = run.pieces, []
        raw = "".join(piece for piece, _, _ in pieces)
        text = _normal(raw)
        if not text:
            return
        white = raw[: len(raw) - len(raw.lstrip())]
        indent = white if tag_of(block) == "pre" else _SPACES.sub("", white)
        lead = ""
        for piece, bold, _ in pieces:
            if not bold and piece.strip():
                break
            lead += piece
        linked = sum(len(piece.strip()) for piece, _, link in pieces if link)
        bold_lead = len(_normal(lead)) if text.startswith(_normal(lead)) else 0
        yield TextBlock(block, text, linked, _is_centered(block), bold_lead, indent)

    def _table(self, table: etree._Element) -> TableBlock:
        rows = [row for row in table.iter("tr") if _own_table(row) is table]
        grid: dict[tuple[int, int], GridCell] = {}
        for r, row in enumerate(rows):
            c = 0
            for cell in row:
                if tag_of(cell) not in {"td", "th"} or _is_hidden(cell):
                    continue
                while (r, c) in grid:
                    c += 1
                self._place(grid, (r, c), cell, len(rows))
        height = max((r for (r, c), cell in grid.items() if cell.text), default=-1) + 1
        width = max((c for (r, c), cell in grid.items() if cell.text), default=-1) + 1
        blank = GridCell("")
        caption = table.find("caption")
        return TableBlock(
            table,
            tuple(tuple(grid.get((r, c), blank) for c in range(width)) for r in range(height)),
            "" if caption is None else visible_text(caption),
        )

    def _place(
        self,
        grid: dict[tuple[int, int], GridCell],
        corner: tuple[int, int],
        cell: etree._Element,
        height: int,
    ) -> None:
        row, column = corner
        text = "\n".join(block.text for block in _Walker(self._limits).blocks(cell))
        down = min(_span(cell, "rowspan"), height - row)
        across = _span(cell, "colspan")
        if len(grid) + down * across > self._limits.cells:
            raise FileRefusedError(
                f"网页里的表格超过 {self._limits.cells} 格的上限。", "请确认选对了文件。"
            )
        for r in range(row, row + down):
            for c in range(column, column + across):
                grid.setdefault((r, c), GridCell(text, merged=(r, c) != corner))


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isascii() and value.isdigit() else 1


def _own_table(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors("table"), None)


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges the page.

    It does with another table in it, with nearly all text in one cell, or with no row that has
    text in two cells.
    """
    if next(table.iterdescendants("table"), None) is not None:
        return True
    rows = [
        [length for cell in row.iter("td", "th") if (length := len(visible_text(cell)))]
        for row in table.iter("tr")
    ]
    lengths = [length for row in rows for length in row]
    total = sum(lengths)
    return all(len(row) <= 1 for row in rows) or (
        total > _LAYOUT_CHARS and max(lengths) >= _LAYOUT_SHARE * total
    )


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _is_page_header(element: etree._Element) -> bool:
    """A header element that belongs to the page, not to the article."""
    return (
        tag_of(element) == "header" and next(element.iterancestors("article", "main"), None) is None
    )


def _is_centered(block: etree._Element) -> bool:
    for element in (block, *block.iterancestors()):
        style = element.get("style", "")
        align = element.get("align", "").lower()
        if tag_of(element) == "center" or align == "center" or _CENTER.search(style):
            return True
        if align or _OTHER_ALIGN.search(style) or tag_of(element) in {"td", "body"}:
            return False
    return False


def _list_number(item: etree._Element) -> str:
    """The automatic number of an item of an ordered list, unless the text brings its own."""
    parent = item.getparent()
    if parent is None or tag_of(parent) != "ol" or _LIST_NUMBER.match(visible_text(item)):
        return ""
    start = parent.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() else 1
    return f"{first + sum(1 for _ in item.itersiblings('li', preceding=True))}. "
