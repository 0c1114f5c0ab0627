"""A notice as a Word document: template, contents, layout, file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from officekit.config import DEFAULT_CONFIG, Config
from officekit.data.bundled import bundled
from officekit.model.finding import Finding
from officekit.model.notice import Notice, NoticeKind
from officekit.writing.atomic import atomic_output
from officekit.writing.layout import clean
from officekit.writing.notice_layout import Draw, laid_out
from officekit.writing.notice_parts import Adjustments, place
from officekit.writing.notice_template import TemplateError, check_template, fill
from officekit.writing.notice_values import VOCABULARY, values_of

if TYPE_CHECKING:
    from docx.document import Document

_PROPERTY_LENGTH = 255
_ZIP_TIME = (2025, 1, 1, 0, 0, 0)


def template_of(kind: NoticeKind) -> Path:
    """The template that travels with officekit for a kind of notice.

    Raises:
        TemplateError: the installation is incomplete.
    """
    try:
        return bundled("word_templates") / f"{kind.value}.docx"
    except FileNotFoundError as error:
        raise TemplateError(
            "安装不完整，缺少 word_templates 文件夹。", "请重新安装 officekit。"
        ) from error


def check_notice_template(path: Path, config: Config = DEFAULT_CONFIG) -> None:
    """Find out whether a Word document can serve as template of a notice.

    Raises:
        TemplateError: it can't; the message names the first fault and its place.
    """
    check_template(path, VOCABULARY, config)


def write_notice(
    notice: Notice,
    path: Path,
    *,
    template: Path | None = None,
    title_lines: Sequence[str] = (),
    issued_title_lines: Sequence[str] = (),
    overwrite: bool = False,
    draw: Draw | None = None,
    config: Config = DEFAULT_CONFIG,
) -> tuple[Finding, ...]:
    """Write a notice; the same input gives the same bytes.

    Args:
        notice: what it says.
        path: output, ``.docx``.
        template: a Word document with placeholders; that of the notice's kind by default.
        title_lines: the title as it is broken into lines; blank for one line.
        issued_title_lines: the same for the title of the issued text.
        overwrite: replace an existing file.
        draw: renders a document to pages (``reading.rendered.render_pages``); without it the
            layout is not tried out.
        config: limits, LibreOffice.

    Returns:
        What was changed so that the pages come out right, what is left to look at (``NT950`` to
        ``NT955``).

    Raises:
        TemplateError: the template can't be filled.
        OutputExistsError: the file exists and ``overwrite`` is false.
        OutputNotWritableError: folder missing, no permission, open in Word, disk full.
    """
    chosen = template or template_of(notice.kind)

    def build(adjustments: Adjustments) -> bytes:
        values = values_of(
            notice,
            title_lines,
            issued_title_lines,
            addressees_below=adjustments.addressees_below,
        )
        document = fill(chosen, values, VOCABULARY, config)
        place(document, notice, adjustments)
        _describe(document, notice)
        return _packed(document)

    with atomic_output(path, overwrite=overwrite) as stream:
        content, findings = laid_out(notice, build, draw, config, path)
        stream.write(content)
    return findings


def _describe(document: Document, notice: Notice) -> None:
    """Title and author as Word's file properties show them."""
    properties = document.core_properties
    properties.title = clean(notice.title)[:_PROPERTY_LENGTH]
    properties.author = clean(notice.issuer)[:_PROPERTY_LENGTH]


def _packed(document: Document) -> bytes:
    """The document as bytes, without the time of writing."""
    saved = io.BytesIO()
    document.save(saved)
    buffer = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
