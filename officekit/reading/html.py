"""Web pages (.html): the document without what the page puts around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from officekit.config import Config
from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.model.document import Document, Paragraph, Source, SourceKind
from officekit.model.finding import Finding
from officekit.model.location import Location
from officekit.model.residue import is_page_furniture, is_page_number
from officekit.model.table import Cell, Table
from officekit.reading.furniture import page_furniture_finding, page_number_finding
from officekit.reading.html_blocks import (
    TableBlock,
    TextBlock,
    blocks_of,
    parse_html,
    tag_of,
    visible_text,
)
from officekit.reading.text import clean, decode, rebuilt_finding
from officekit.reading.wrapped import is_hard_wrapped, rebuild

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_CHARSET_WITHIN = 4_096
_BYTES_PER_CHAR = 4
_CONTENT = re.compile(
    r"zoom|trs_(?:ueditor|editor)(?:_view)?|ucap-content|pages_content|(?:article|news|main|text|info"
    r"|detail|wz|xxgk|view)[-_]?(?:content|con|text|body|detail|main|box)s?|content|article|main"
    r"|neirong|wenzhang|zhengwen",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"share|crumb|position|location|weizhi|qr-?code|ewm|erweima|print|foot|copyright|nav|menu|sidebar"
    r"|relat|xgjd|xgwd|toolbar|tools|pagination|topbar|banner|search",
    re.IGNORECASE,
)
_PROSE = 25
_NAMED_SHARE = 0.6
_AROUND_SHARE = 0.1
_LINKED_SHARE = 0.8
_LINK_CHARS = 40
_DOCUMENT_NUMBER = re.compile(r"[^\s：:]{2,12}[〔\[【（(]\d{4}[〕\]】）)]第?\d{1,4}号")
_INDEX_TABLE = re.compile(r"索\s*引\s*号")
_INDEX_CHARS = 800
_NAME_CHARS = 60
_QUOTE = 30

_Block = TextBlock | TableBlock


def read_html(path: str, config: Config) -> Document:
    """Read a saved web page, or a table that was saved as HTML under the name of an .xls.

    Args:
        path: the file.
        config: ``text_chars``, ``paragraphs`` and ``cells`` bound what is read.

    Returns:
        Paragraphs and tables of the main content; RD005 tells what was left out of the page.

    Raises:
        FileUnreadableError: no text in it.
        FileRefusedError: more than the limits allow.
    """
    limits = config.limits
    if Path(path).stat().st_size > limits.text_chars * _BYTES_PER_CHAR:
        raise FileRefusedError("网页文件太大。", "请确认选对了文件，或只复制正文另存为文本。")
    text, encoding = _decode(Path(path).read_bytes())
    text, findings = clean(text, path)
    root = parse_html(text)
    blocks = blocks_of(root, limits)
    kept, dropped = _main_content(blocks)
    kept, page_numbers, rebuilt = _rebuilt(kept, path)
    findings += rebuilt
    page_numbers += [b.text for b in kept if isinstance(b, TextBlock) and is_page_number(b.text)]
    kept = [b for b in kept if isinstance(b, TableBlock) or not is_page_number(b.text)]
    title = _missing_title(root, kept)
    if not kept:
        raise FileUnreadableError(
            "网页里没有可读的文字。", "请在浏览器中打开网页，重新保存后再试。"
        )
    if len(kept) > limits.paragraphs:
        raise FileRefusedError(
            f"网页有 {len(kept)} 段，超过 {limits.paragraphs} 段的上限。", "请确认选对了文件。"
        )
    dropped = [text for text in dropped if text != title]
    findings += page_number_finding(page_numbers, path) + page_furniture_finding(dropped, path)
    source = Source(path, SourceKind.HTML, encoding)
    return Document(source, _model_blocks(kept, title, path), findings)


def _decode(data: bytes) -> tuple[str, str]:
    """Decode by byte order mark, then by what the page declares, then as plain text."""
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    if declared is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii", errors="replace").lower()
        name = "gb18030" if name in {"gb2312", "gbk", "gb18030", "x-gbk"} else name
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def _main_content(blocks: Sequence[_Block]) -> tuple[list[_Block], list[str]]:
    """The blocks of the document, and the texts of those that belong to the page."""
    prose: Counter[etree._Element] = Counter()
    total = 0
    for block in blocks:
        size = _prose_chars(block)
        total += size
        for element in (block.element, *block.element.iterancestors()):
            prose[element] += size
    container = _container(prose, total)
    kept: list[_Block] = []
    dropped: list[str] = []
    for block in blocks:
        chain = [block.element, *block.element.iterancestors()]
        inside = container is None or container in chain
        inner = chain[: chain.index(container)] if container in chain else chain
        around = any(
            _AROUND.search(_names(element)) and prose[element] <= _AROUND_SHARE * total
            for element in inner
        )
        if _is_document_number(block) or (
            inside
            and not _is_furniture(block)
            and not (around and _prose_chars(block) == 0)
            and not (container is None and _is_link(block))
        ):
            kept.append(block)
        else:
            dropped.append(block.text)
    return kept, dropped


def _is_document_number(block: _Block) -> bool:
    """A 发文字号 on its own line, which many pages show above the main content."""
    return isinstance(block, TextBlock) and bool(_DOCUMENT_NUMBER.fullmatch(block.text))


def _is_link(block: _Block) -> bool:
    """A line of navigation: short and nearly all link, and not the list of attachments."""
    return (
        isinstance(block, TextBlock)
        and len(block.text) <= _LINK_CHARS
        and block.linked >= _LINKED_SHARE * len(block.text)
        and not block.text.startswith("附件")
    )


def _prose_chars(block: _Block) -> int:
    """Characters of a block that make it look like a document's text, 0 for short or linked."""
    if _is_furniture(block):
        return 0
    if isinstance(block, TableBlock):
        return len(block.text)
    own = len(block.text) - block.linked
    return own if own >= _PROSE else 0


def _is_furniture(block: _Block) -> bool:
    if isinstance(block, TableBlock):
        return len(block.text) <= _INDEX_CHARS and bool(_INDEX_TABLE.search(block.text))
    return is_page_furniture(block.text)


def _container(prose: Counter[etree._Element], total: int) -> etree._Element | None:
    """The innermost element of a known name that holds most of the prose; ``None`` without one."""
    named = [
        element
        for element, size in prose.items()
        if size and size >= _NAMED_SHARE * total and _is_content_name(element)
    ]
    return max(named, key=lambda element: (prose[element], _depth(element)), default=None)


def _is_content_name(element: etree._Element) -> bool:
    if tag_of(element) in {"article", "main"}:
        return True
    return any(_CONTENT.fullmatch(name) for name in _names(element).split())


def _names(element: etree._Element) -> str:
    return f"{element.get('id', '')} {element.get('class', '')}".strip()


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _rebuilt(
    blocks: list[_Block], path: str
) -> tuple[list[_Block], list[str], tuple[Finding, ...]]:
    """Blocks with lines joined where the page breaks its text at a width; page numbers; RD003."""
    texts = [block for block in blocks if isinstance(block, TextBlock)]
    if not is_hard_wrapped([block.text for block in texts]):
        return blocks, [], ()
    result: list[_Block] = []
    page_numbers: list[str] = []
    run: list[TextBlock] = []
    for block in [*blocks, None]:
        if isinstance(block, TextBlock):
            run.append(block)
            continue
        joined, numbers = _joined(run)
        result += joined
        page_numbers += numbers
        run = []
        if block is not None:
            result.append(block)
    finding = rebuilt_finding(len(texts) - len(page_numbers), len(result), path)
    return result, page_numbers, (finding,)


def _joined(run: Sequence[TextBlock]) -> tuple[list[TextBlock], tuple[str, ...]]:
    """Paragraphs from lines of a text, with a blank line where the element changes."""
    lines: list[str] = []
    starts: dict[int, TextBlock] = {}
    for n, block in enumerate(run):
        if n and block.element is not run[n - 1].element:
            lines.append("")
        lines.append(block.indent + block.text)
        starts[len(lines)] = block
    outcome = rebuild(lines)
    paragraphs = [replace(starts[p.line], text=p.text) for p in outcome.paragraphs]
    return paragraphs, outcome.page_numbers


def _missing_title(root: etree._Element, kept: Sequence[_Block]) -> str:
    """The title, where the page shows it only outside the main content; else empty."""
    meta = root.xpath(
        "//meta[translate(@name,'ARTICLETITLE','articletitle')='articletitle']/@content"
    )
    headings = [visible_text(h) for h in root.iter("h1")]
    present = "".join("".join(block.text.split()) for block in kept[:_QUOTE])
    titles = ([str(meta[0]).strip()] if isinstance(meta, list) and meta else []) + headings
    title = next((t for t in titles if t), "")
    return "" if "".join(title.split()) in present else title


def _model_blocks(kept: Sequence[_Block], title: str, path: str) -> tuple[Paragraph | Table, ...]:
    blocks: list[Paragraph | Table] = []
    if title:
        blocks.append(Paragraph(title, _place(path, 1, title), centered=True))
    for block in kept:
        number = len(blocks) + 1
        if isinstance(block, TextBlock):
            blocks.append(
                Paragraph(
                    block.text,
                    _place(path, number, block.text),
                    centered=block.centered,
                    bold_lead=block.bold_lead,
                )
            )
        else:
            above = blocks[-1].text if blocks and isinstance(blocks[-1], Paragraph) else ""
            heading = above if len(above) <= _NAME_CHARS and not above.endswith("。") else ""
            blocks.append(_model_table(block, block.caption or heading, path, number))
    return tuple(blocks)


def _place(path: str, number: int, text: str) -> Location:
    return Location(file=path, paragraph=number, quote=text[:_QUOTE])


def _model_table(block: TableBlock, name: str, path: str, number: int) -> Table:
    def place(row: int, column: int) -> Location:
        return Location(file=path, paragraph=number, sheet=name or None, row=row, column=column)

    rows = tuple(
        tuple(
            Cell(cell.text or None, place(r, c), merged=cell.merged)
            for c, cell in enumerate(row, 1)
        )
        for r, row in enumerate(block.rows, 1)
    )
    return Table(rows, name, place(1, 1))
