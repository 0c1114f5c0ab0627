"""What a file is, by its content; the extension decides only between .txt and .csv."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from officekit.config import Limits
from officekit.errors import FileEncryptedError, FileUnreadableError, FormatUnsupportedError
from officekit.model.document import SourceKind
from officekit.reading.guards import open_package, read_part
from officekit.reading.ole import SIGNATURE as OLE_SIGNATURE
from officekit.reading.ole import root_names

_HEAD = 65_536
_PDF_WITHIN = 1_024
_DELIMITERS = {"\t": 1, ",": 2, ";": 2}
_CSV_LINES = 3
_CSV_SAMPLE = 20
_CSV_FIELD = 30

_SAVE_AS_WORD = "请打开后另存为 Word 文档（.docx）再试。"
_SAVE_AS_EXCEL = "请打开后另存为 Excel 工作簿（.xlsx）再试。"
_EXTRACT = "请先解压，再选择里面的文档。"
_OCR = "请先用 WPS 或扫描软件识别成文字（OCR），存为 .docx 或 .txt 再试。"
_WRONG_FILE = "请确认选对了文件；可以读取的有 Word、WPS、PDF、文本、网页和 Excel 文件。"
_SAVE_OFD = "请在阅读器中另存为 PDF 或 Word 再试。"

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG 图片", _OCR),
    (b"\xff\xd8\xff", "JPEG 图片", _OCR),
    (b"GIF87a", "GIF 图片", _OCR),
    (b"GIF89a", "GIF 图片", _OCR),
    (b"II*\0", "TIFF 图片", _OCR),
    (b"MM\0*", "TIFF 图片", _OCR),
    (b"RIFF", "图片或音视频", _WRONG_FILE),
    (b"Rar!\x1a\x07", "RAR 压缩包", _EXTRACT),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", _EXTRACT),
    (b"\x1f\x8b", "gzip 压缩包", _EXTRACT),
    (b"MSCF", "CAB 压缩包", _EXTRACT),
    (b"\x7fELF", "Linux 程序", _WRONG_FILE),
    (b"%!PS", "PostScript 文件", "请转换成 PDF 再试。"),
    (b"SQLite format 3\0", "数据库", _WRONG_FILE),
)
_PROGRAM = re.compile(rb"MZ.{1,60}\0", re.DOTALL)
_BITMAP = re.compile(rb"BM.{4}\0{4}", re.DOTALL)
_ZIP = b"PK\x03\x04"
_BINARY_MAIN_PART = "xl/workbook.bin"
_EMPTY_ZIP = (b"PK\x05\x06", b"PK\x07\x08")
_MIME = re.compile(
    r"(?:mime-version|from|message-id|date):.*?multipart/related", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+"
    r"<(?:!doctype\s+html|html|head|body|table|meta|title|style|div|article|section|h[1-6]|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\b")


def sniff(path: str, limits: Limits) -> SourceKind:
    """Find the format of a file from its content.

    Args:
        path: a file that :func:`officekit.reading.guards.check_file` accepts.
        limits: bounds for looking into zip packages.

    Returns:
        The kind; text of any sort that has no markup is ``TXT`` or ``CSV``.

    Raises:
        FormatUnsupportedError: a known format that officekit does not read.
        FileEncryptedError: an office file with a password.
        FileUnreadableError, FileRefusedError: a broken or hostile package.
    """
    with Path(path).open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(_ZIP):
        with open_package(path, limits) as package:
            return kind_of_package(package, limits)
    if head.startswith(_EMPTY_ZIP):
        raise _unsupported("空的或分卷的 ZIP 压缩包", _EXTRACT)
    if head.startswith(OLE_SIGNATURE):
        return _sniff_ole(path)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return SourceKind.PDF
    if head.startswith(b"{\\rtf"):
        return SourceKind.DOC
    for signature, name, hint in _SIGNATURES:
        if head.startswith(signature):
            raise _unsupported(name, hint)
    if _PROGRAM.match(head):
        raise _unsupported("Windows 程序", _WRONG_FILE)
    if _BITMAP.match(head):
        raise _unsupported("BMP 图片", _OCR)
    return _sniff_text(head, path)


def is_package(path: str) -> bool:
    """Whether a file begins like a zip package."""
    with Path(path).open("rb") as stream:
        return stream.read(len(_ZIP)) == _ZIP


def is_binary_workbook(package: zipfile.ZipFile) -> bool:
    """Whether an open package is a binary workbook (.xlsb)."""
    return _BINARY_MAIN_PART in (name.lower() for name in package.namelist())


def kind_of_package(package: zipfile.ZipFile, limits: Limits) -> SourceKind:
    """Find the format of an open zip package.

    Args:
        package: opened by :func:`officekit.reading.guards.open_package`.
        limits: bounds for looking into it.

    Raises:
        FormatUnsupportedError: a known format that officekit does not read.
        FileUnreadableError, FileRefusedError: a broken or hostile part.
    """
    names = package.namelist()
    lowered = {name.lower() for name in names}
    mimetype = read_part(package, "mimetype", limits)[:200] if "mimetype" in names else b""
    folders = {name.partition("/")[0] for name in lowered if "/" in name}
    if "[content_types].xml" in lowered:
        for folder, kind in (("word", SourceKind.DOCX), ("xl", SourceKind.XLSX)):
            if folder in folders:
                return kind
        if "ppt" in folders:
            raise _unsupported("PowerPoint 演示文稿", "请把文字复制到 Word 文档再试。")
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return SourceKind.ODS
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return SourceKind.DOC
    if "ofd.xml" in lowered:
        raise _unsupported("OFD 版式文件", _SAVE_OFD)
    if mimetype.startswith(b"application/epub"):
        raise _unsupported("EPUB 电子书", _SAVE_AS_WORD)
    raise _unsupported("ZIP 压缩包", _EXTRACT)


def _sniff_ole(path: str) -> SourceKind:
    names = root_names(path)
    if "EncryptedPackage" in names:
        raise FileEncryptedError(
            f"文件“{Path(path).name}”设有密码。",
            "请向发送人要密码，打开后取消密码另存一份再试。",
        )
    if "WordDocument" in names:
        return SourceKind.DOC
    if names & {"Workbook", "Book"}:
        return SourceKind.XLS
    if "PowerPoint Document" in names:
        raise _unsupported("PowerPoint 演示文稿", "请把文字复制到 Word 文档再试。")
    if any(name.startswith("__substg1.0") for name in names):
        raise _unsupported("Outlook 邮件", "请把邮件里的附件另存出来，再选择附件。")
    if names:
        raise _unsupported("旧版办公软件文件", _SAVE_AS_WORD)
    raise FileUnreadableError(
        f"文件“{Path(path).name}”已损坏，打不开。",
        "文件可能没有传完整，请重新下载或请对方重新发送。",
    )


def _sniff_text(head: bytes, path: str) -> SourceKind:
    text = _text_of(head)
    if _MARKUP.match(text):
        return SourceKind.HTML
    if _XML.match(text):
        return _sniff_xml(text)
    if _MIME.match(text):
        raise _unsupported("单个文件网页（MHT）", _SAVE_AS_WORD)
    named = Path(path).suffix.lower() in (".csv", ".tsv")
    return SourceKind.CSV if named or _has_columns(text) else SourceKind.TXT


def _text_of(head: bytes) -> str:
    """The beginning of a text, decoded well enough to see markup and delimiters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    text = head.decode("utf-8-sig", errors="replace")
    return text if "\ufffd" not in text[:-1] else head.decode("gb18030", errors="replace")


def _sniff_xml(text: str) -> SourceKind:
    if "Word.Document" in text or "/office/word/" in text:
        return SourceKind.DOC
    if "http://www.w3.org/1999/xhtml" in text:
        return SourceKind.HTML
    if "Excel.Sheet" in text or "office:spreadsheet" in text:
        raise _unsupported("XML 电子表格", _SAVE_AS_EXCEL)
    raise _unsupported("XML 数据文件", _WRONG_FILE)


def _has_columns(text: str) -> bool:
    """Whether the first lines have the same number of delimiters and short fields."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > _CSV_SAMPLE:
        lines = lines[:_CSV_SAMPLE]
    elif len(text) >= _HEAD:
        lines = lines[:-1]
    if len(lines) < _CSV_LINES:
        return False
    for delimiter, fewest in _DELIMITERS.items():
        counts = {line.count(delimiter) for line in lines}
        if len(counts) == 1 and (count := counts.pop()) >= fewest:
            return sum(map(len, lines)) <= _CSV_FIELD * (count + 1) * len(lines)
    return False


def _unsupported(name: str, hint: str) -> FormatUnsupportedError:
    return FormatUnsupportedError(f"这是{name}，不能直接读取。", hint)
