"""A small notice and broken templates for the tests of the Word notice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx

from officekit.model.notice import (
    AnnexTable,
    IssuedText,
    Notice,
    NoticeKind,
    NoticeParagraph,
    TextLevel,
)
from officekit.writing.notice_document import template_of

NOTICE = Notice(
    kind=NoticeKind.ISSUE,
    issuer="云泽市人民政府",
    number="云政发〔2025〕3号",
    title="云泽市人民政府关于印发水网建设任务的通知",
    addressees="各县人民政府，市政府各部门",
    body=(NoticeParagraph("《水网建设任务》已经市政府同意，现印发给你们，请认真贯彻落实。"),),
    signature="云泽市人民政府",
    signed_on=date(2025, 4, 6),
    note="此件公开发布",
    issued=IssuedText(
        "水网建设任务",
        (
            NoticeParagraph("为做好水网建设，制定本任务。"),
            NoticeParagraph("一、骨干工程", TextLevel.FIRST),
            NoticeParagraph("（一）河湖。连通河湖。", TextLevel.SECOND, head=6),
            NoticeParagraph("1.治理“三河”。", TextLevel.THIRD),
            NoticeParagraph("（1）清淤。", TextLevel.FOURTH),
        ),
    ),
    copies_to="市委办公室，市人大常委会办公室",
    printing_office="云泽市人民政府办公室",
    printed_on=date(2025, 4, 7),
)

TABLE = AnnexTable(
    title="水网建设责任清单",
    headings=("序号", "板块", "任务"),
    rows=(("1", "骨干工程", "治理三河"), ("2", None, "疏浚渠系"), ("3", "配套工程", "修建泵站")),
    widths=(15, 40, 120),
)


def changed_template(folder: Path, old: str, new: str) -> Path:
    """The template 印发通知 with the text of one paragraph replaced."""
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    paragraph = next(each for each in _paragraphs(document) if each.text == old)
    paragraph.text = new
    return _saved(document, folder)


def template_without_style(folder: Path, name: str) -> Path:
    """The template 印发通知 without a style."""
    document = docx.Document(str(template_of(NoticeKind.ISSUE)))
    document.styles[name].delete()
    return _saved(document, folder)


def _paragraphs(document: Any) -> list[Any]:
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]


def _saved(document: Any, folder: Path) -> Path:
    path = folder / "模板.docx"
    document.save(str(path))
    return path
