"""Plain text (.txt): encoding, invisible characters, paragraphs."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from officekit.config import Config
from officekit.errors import FileRefusedError, FileUnreadableError
from officekit.model.document import Document, Paragraph, Source, SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.residue import is_bare_number, is_page_furniture, is_page_number
from officekit.reading.furniture import page_furniture_finding, page_number_finding
from officekit.reading.wrapped import is_hard_wrapped, rebuild

_LINE_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_PLAUSIBLE = re.compile("[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…·]")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BYTES_PER_CHAR = 4
_SAMPLE = 65_536
_QUOTE = 30


def decode(data: bytes) -> tuple[str, str]:
    """Text of a file and the name of its encoding.

    A byte order mark decides; without one strict UTF-8 is tried before GB18030, and UTF-16
    first where NUL bytes give it away.

    Returns:
        The text, and ``utf-8``, ``utf-8-sig``, ``gb18030`` or ``utf-16``.

    Raises:
        FileUnreadableError: no encoding fits; the content is not text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            candidates = [(encoding, encoding)]
            break
    else:
        candidates = [("utf-8", "utf-8"), ("gb18030", "gb18030")]
        guess = _utf16_without_mark(data)
        if guess is not None:
            candidates.insert(0, (guess, "utf-16"))
    for codec, name in candidates:
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise FileUnreadableError(
        "文件内容不是文字，或文字编码无法识别。",
        "请确认选对了文件；如果是文本，请用记事本打开后另存为 UTF-8 编码。",
    )


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(data) % 2:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, errors="replace")
        if len(_PLAUSIBLE.findall(text)) * 10 >= len(text) * 9:
            return codec
    return None


def read_text(path: str, config: Config) -> Document:
    """Read a text file: a paragraph a line, or rebuilt where lines were broken at a width.

    Args:
        path: the file.
        config: ``text_chars`` and ``paragraphs`` bound what is read.

    Returns:
        The paragraphs without indentation; ``Source.encoding`` says how the file was decoded.

    Raises:
        FileUnreadableError: not text, or nothing visible in it.
        FileRefusedError: more text than the limits allow.
    """
    limit = config.limits.text_chars
    if Path(path).stat().st_size > limit * _BYTES_PER_CHAR:
        raise _too_long(limit)
    text, encoding = decode(Path(path).read_bytes())
    if len(text) > limit:
        raise _too_long(limit)
    text, findings = clean(text, path)
    return document_of_lines(
        _LINE_BREAK.split(text), Source(path, SourceKind.TXT, encoding), config, findings
    )


def clean(text: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    """The text without control and zero-width characters, and RD002 if there were any."""
    cleaned, count = _INVISIBLE.subn("", text)
    if not count:
        return text, ()
    finding = Finding(
        "RD002",
        Severity.INFO,
        f"去掉了 {count} 个看不见的控制字符。",
        "一般不影响内容；如果文字看起来不完整，请对照原文件。",
        Location(file=path),
    )
    return cleaned, (finding,)


def document_of_lines(
    lines: list[str], source: Source, config: Config, findings: tuple[Finding, ...] = ()
) -> Document:
    """A document from the lines of a text: joins wrapped lines, leaves out residue.

    Raises:
        FileUnreadableError: there is no visible text.
        FileRefusedError: more paragraphs than the limit.
    """
    path = source.path
    if is_hard_wrapped(lines):
        rebuilt = rebuild(lines)
        texts = [paragraph.text for paragraph in rebuilt.paragraphs]
        page_numbers = list(rebuilt.page_numbers)
        count = sum(1 for line in lines if line.strip()) - len(page_numbers)
        findings += (rebuilt_finding(count, len(texts), path),)
    else:
        stripped = [text for line in lines if (text := line.strip())]
        last = len(stripped) - 1
        numbers = [
            is_page_number(t) or (n == last > 0 and is_bare_number(t))
            for n, t in enumerate(stripped)
        ]
        texts = [t for t, number in zip(stripped, numbers, strict=True) if not number]
        page_numbers = [t for t, number in zip(stripped, numbers, strict=True) if number]
    furniture = [text for text in texts if is_page_furniture(text)]
    kept = [text for raw in texts if not is_page_furniture(raw) and (text := raw.strip())]
    if not kept:
        raise FileUnreadableError("文件里没有可读的文字。", "请打开文件确认内容，或换一个文件。")
    if len(kept) > config.limits.paragraphs:
        raise FileRefusedError(
            f"文件有 {len(kept)} 段，超过 {config.limits.paragraphs} 段的上限。",
            "请确认选对了文件，或拆成几个文件后再试。",
        )
    blocks = tuple(
        Paragraph(text, Location(file=path, paragraph=n, quote=text[:_QUOTE]))
        for n, text in enumerate(kept, 1)
    )
    findings += page_number_finding(page_numbers, path) + page_furniture_finding(furniture, path)
    return Document(source, blocks, findings)


def rebuilt_finding(lines: int, paragraphs: int, path: str) -> Finding:
    """RD003: how many wrapped lines became how many paragraphs."""
    return Finding(
        "RD003",
        Severity.INFO,
        f"原文每行都被强制换行，已把 {lines} 行接成 {paragraphs} 段。",
        "请抽查几段，看接得对不对。",
        Location(file=path),
    )


def _too_long(limit: int) -> FileRefusedError:
    return FileRefusedError(
        f"文件的文字超过 {limit // 10_000} 万字的上限。",
        "请确认选对了文件，或拆成几个文件后再试。",
    )
