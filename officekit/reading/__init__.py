"""Reading: a file becomes a :class:`Document` or a :class:`Workbook`, or a :class:`LaidDocument`.

The format is found from the content. Readers are imported when their format is met, so that
reading a .docx starts no PDF library.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OfficekitError,
    ToolFailedError,
    ToolMissingError,
)
from officekit.model.document import Document, Source, SourceKind, Workbook
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import LaidDocument
from officekit.model.location import Location

__all__ = ["read", "read_layout"]

_NAMES = {
    SourceKind.DOCX: "Word 文档",
    SourceKind.DOC: "旧版 Word、WPS 文字、RTF 或 ODT 文档",
    SourceKind.PDF: "PDF 文件",
    SourceKind.TXT: "纯文本",
    SourceKind.HTML: "网页",
    SourceKind.XLSX: "Excel 工作簿",
    SourceKind.XLS: "旧版 Excel 或 WPS 表格",
    SourceKind.ODS: "ODS 表格",
    SourceKind.CSV: "CSV 表格",
}
_EXTENSIONS = {
    SourceKind.DOCX: {".docx", ".docm", ".dotx", ".dotm"},
    SourceKind.DOC: {".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".xml"},
    SourceKind.PDF: {".pdf"},
    SourceKind.TXT: {".txt", ".text", ".md", ".log"},
    SourceKind.HTML: {".html", ".htm", ".xhtml", ".shtml"},
    SourceKind.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm"},
    SourceKind.XLS: {".xls", ".xlt", ".et", ".ett"},
    SourceKind.ODS: {".ods", ".ots"},
    SourceKind.CSV: {".csv", ".tsv", ".txt"},
}
_KNOWN_EXTENSIONS = frozenset().union(*_EXTENSIONS.values())


def read(path: str | os.PathLike[str], config: Config = DEFAULT_CONFIG) -> Document | Workbook:
    """Read a plan or a table from a file of any supported format.

    Args:
        path: the file.
        config: limits, and where LibreOffice is.

    Returns:
        A document for text formats, a workbook for spreadsheets; each with its findings.

    Raises:
        OfficekitError: nothing can be read; the message says why. No other exception leaves.
    """
    from officekit.reading.guards import check_file
    from officekit.reading.sniff import sniff

    name = os.fspath(path)
    with _shielded(name):
        check_file(name, config.limits)
        kind = sniff(name, config.limits)
        return _with_extension_finding(_read_kind(name, kind, config), name, kind)


def read_layout(
    path: str | os.PathLike[str], config: Config = DEFAULT_CONFIG, *, render: bool = True
) -> LaidDocument:
    """Read a Word document with its layout, and its pages as LibreOffice draws them.

    Args:
        path: a .docx, or a .doc, .wps or .rtf that LibreOffice converts.
        config: limits, and where LibreOffice is.
        render: whether to draw the pages; it takes some seconds.

    Returns:
        The document; ``pages`` is ``None`` without ``render``, and where drawing was not possible
        (RD015 LibreOffice is missing, RD016 it failed).

    Raises:
        OfficekitError: nothing can be read; the message says why. No other exception leaves.
    """
    from officekit.reading.guards import check_file
    from officekit.reading.sniff import sniff

    name = os.fspath(path)
    with _shielded(name):
        check_file(name, config.limits)
        document = _layout_of_kind(name, sniff(name, config.limits), config)
        return _with_pages(document, config) if render else document


@contextmanager
def _shielded(path: str) -> Iterator[None]:
    """Turn whatever goes wrong while reading a file into an error that a clerk understands."""
    try:
        yield
    except OfficekitError:
        raise
    except MemoryError as error:
        raise FileRefusedError(
            f"读取“{Path(path).name}”时内存不够。", "请关闭其他程序，或把文件拆小后再试。"
        ) from error
    except Exception as error:
        raise FileUnreadableError(
            f"文件“{Path(path).name}”的内容有错误，读不下去。",
            "请用 WPS 或 Word、Excel 打开后另存一份再试；还不行请把文件发给技术人员。",
        ) from error


def _layout_of_kind(path: str, kind: SourceKind, config: Config) -> LaidDocument:
    from officekit.reading.docx_layout import read_docx_layout

    source = Source(path, kind)
    match kind:
        case SourceKind.DOCX:
            return read_docx_layout(path, source, config)
        case SourceKind.DOC:
            import tempfile

            from officekit.reading.office import convert

            with tempfile.TemporaryDirectory(prefix="officekit-") as folder:
                converted = convert(path, "docx", config, Path(folder))
                return read_docx_layout(str(converted), source, config)
        case _:
            raise FormatUnsupportedError(
                f"“{Path(path).name}”是{_NAMES[kind]}，不能检查公文格式。",
                "请选择 Word 文档（.docx）。",
            )


def _with_pages(document: LaidDocument, config: Config) -> LaidDocument:
    """Add the pages, or the finding that says why there are none."""
    from officekit.reading.rendered import render_pages

    path = document.source.path
    try:
        return replace(document, pages=render_pages(path, config))
    except ToolMissingError as error:
        finding = Finding("RD015", Severity.INFO, error.message, error.hint, Location(file=path))
    except (ToolFailedError, FileRefusedError, FileUnreadableError) as error:
        finding = Finding("RD016", Severity.WARNING, error.message, error.hint, Location(file=path))
    return replace(document, findings=(*document.findings, finding))


def _read_kind(path: str, kind: SourceKind, config: Config) -> Document | Workbook:

    match kind:
        case SourceKind.DOCX:
            from officekit.reading.docx import read_docx

            return read_docx(path, config)
        case SourceKind.DOC:
            from officekit.reading.office import read_doc

            return read_doc(path, config)
        case SourceKind.PDF:
            from officekit.reading.pdf import read_pdf

            return read_pdf(path, config)
        case SourceKind.TXT:
            from officekit.reading.text import read_text

            return read_text(path, config)
        case SourceKind.HTML:
            from officekit.reading.html import read_html

            return read_html(path, config)
        case SourceKind.CSV:
            from officekit.reading.sheets import read_csv

            return read_csv(path, config)
        case SourceKind.XLSX | SourceKind.XLS | SourceKind.ODS:
            from officekit.reading.sheets import read_workbook

            return read_workbook(path, kind, config)


def _with_extension_finding(
    result: Document | Workbook, path: str, kind: SourceKind
) -> Document | Workbook:
    """Add RD001 where the extension promises another format."""
    extension = Path(path).suffix.lower()
    if extension not in _KNOWN_EXTENSIONS or extension in _EXTENSIONS[kind]:
        return result
    finding = Finding(
        "RD001",
        Severity.INFO,
        f"扩展名是 {extension}，内容其实是{_NAMES[kind]}，已按内容读取。",
        "建议把文件另存为正确的格式，以免在别的软件里打不开。",
        Location(file=path),
        value=extension,
    )
    return replace(result, findings=(finding, *result.findings))
