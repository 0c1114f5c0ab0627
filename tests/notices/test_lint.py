"""Our own drafts have nothing to tell the rules on notices, and nothing to set right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from officekit.checking import check
from officekit.checking.corrections_text import with_full_width_marks
from officekit.checking.notice_elements import placed_elements
from officekit.checking.notice_subject import NoticeSubject
from officekit.config import DEFAULT_CONFIG
from officekit.model.laid_document import LaidDocument
from officekit.model.notice import Notice, NoticeKind
from officekit.notices.title import break_title
from officekit.reading import read_layout
from officekit.reading.rendered import render_pages
from officekit.writing.notice_document import write_notice
from officekit.writing.notice_fix import fix_notice
from tests.notices.fonts import NoticeFonts
from tests.notices.sample_notices import (
    FULL,
    ISSUE,
    LETTER,
    LONG_ADDRESSEES,
    MEDIUM,
    SHORT,
    WITH_LIST,
)

DRAFTS = {
    "issue": ISSUE,
    "short": SHORT,
    "medium": MEDIUM,
    "full": FULL,
    "letter": LETTER,
    "with list": WITH_LIST,
    "long addressees": LONG_ADDRESSEES,
    "opinions": replace(LETTER, kind=NoticeKind.OPINIONS, copies_to=""),
    "breakdown": replace(ISSUE, kind=NoticeKind.BREAKDOWN),
    "long signature": replace(SHORT, sealed=True, signature="青禾区绿色转型工作领导小组办公室"),
    "short signature": replace(SHORT, signature="区审计局"),
}
RENDERED = ("issue", "medium", "letter", "with list", "short signature")


def draft(notice: Notice, path: Path, fonts: NoticeFonts | None = None) -> None:
    issued: Sequence[str] = break_title(notice.issued.title) if notice.issued else ()
    write_notice(
        notice,
        path,
        title_lines=break_title(notice.title),
        issued_title_lines=issued,
        draw=None if fonts is None else render_pages,
        config=DEFAULT_CONFIG if fonts is None else fonts.config,
    )


def told(laid: LaidDocument) -> list[str]:
    return [f"{f.code} {f.message}" for f in check(NoticeSubject.of(laid)).findings]


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_lints_clean_and_needs_no_fix(name: str, tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    draft(DRAFTS[name], path)
    laid = read_layout(path, render=False)
    assert told(laid) == []
    subject = NoticeSubject.of(laid)
    changes = fix_notice(
        path,
        tmp_path / "修正.docx",
        laid,
        placed_elements(subject),
        full_width=with_full_width_marks,
        letter=subject.structure.letter,
    )
    assert changes == ()


@pytest.mark.parametrize("name", DRAFTS)
def test_the_elements_of_a_draft_are_recognised(name: str, tmp_path: Path) -> None:
    notice, path = DRAFTS[name], tmp_path / "通知.docx"
    draft(notice, path)
    found = NoticeSubject.of(read_layout(path, render=False)).structure
    assert found.number_text == notice.number
    assert found.title_text == notice.title
    assert found.date is not None
    assert "".join(line.text.strip() for line in found.signature) == notice.signature
    assert len(found.attachment_list) == len(notice.attachments)
    assert bool(found.issued) is bool(notice.issued)
    assert bool(found.imprint) is bool(notice.copies_to)
    assert [p.text for p in found.body] == [p.text for p in notice.body]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", RENDERED)
def test_a_printed_draft_lints_clean(name: str, tmp_path: Path, notice_fonts: NoticeFonts) -> None:
    path = tmp_path / "通知.docx"
    draft(DRAFTS[name], path, notice_fonts)
    laid = read_layout(path, notice_fonts.config)
    assert laid.pages
    assert told(laid) == []
