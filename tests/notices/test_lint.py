"""Our own drafts have nothing to tell the rules on notices, and nothing to set right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from officekit import workflows
from officekit.checking import check
from officekit.checking.corrections_text import with_full_width_marks
from officekit.checking.notice_elements import placed_elements
from officekit.checking.notice_subject import NoticeSubject
from officekit.config import DEFAULT_CONFIG, Config
from officekit.data.bundled import bundled
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


SETTINGS = {
    "标题": "青禾区2025年重点工作任务",
    "发文机关": "青禾区人民政府办公室",
    "文号": "青政办发〔2025〕8号",
    "主送机关": "各镇人民政府，区政府各部门",
    "批准机关": "区政府",
    "成文日期": "2025年3月5日",
    "附注": "此件公开发布",
    "印发日期": "2025年3月6日",
    "抄送": "区委各部门，区人大常委会办公室",
    "反馈期限": "2025年3月9日",
    "联系方式": "李明，12345678",
}
OF_WORDS = {"NT308", "NT309", "NT601", "NT602", "NT603"}
"""Rules on what a text says: numbers, marks and clauses are those of the source."""


def told_of_drafts(source: Path, folder: Path) -> set[str]:
    """The codes that any kind of notice of a document yields."""
    alone = Config(soffice="没有这个程序")
    matrix, _ = workflows.import_matrix(source, config=alone)
    codes: set[str] = set()
    for kind in NoticeKind:
        path = folder / f"{kind.value}.docx"
        drafted = workflows.preview_notice(matrix, kind=kind, settings=SETTINGS)
        workflows.write_notice(drafted, path, config=alone)
        subject = NoticeSubject.of(read_layout(path, render=False))
        codes |= {finding.code for finding in check(subject).findings}
    return codes


@pytest.mark.parametrize("sample", sorted(bundled("samples").iterdir()), ids=lambda p: p.suffix)
def test_notices_of_the_samples_have_no_fault_in_their_layout(sample: Path, tmp_path: Path) -> None:
    assert told_of_drafts(sample, tmp_path) <= OF_WORDS


@pytest.mark.seeds
@pytest.mark.parametrize("seed", range(5))
def test_notices_of_the_real_documents_have_no_fault_in_their_layout(
    seeds: Path, seed: int, tmp_path: Path
) -> None:
    assert told_of_drafts(next(seeds.glob(f"{seed:03d}_*.txt")), tmp_path) <= OF_WORDS


def test_a_number_that_is_missing_is_no_title(tmp_path: Path) -> None:
    matrix, _ = workflows.import_matrix(bundled("samples") / "青禾区任务分工表.xlsx")
    output = tmp_path / "通知.docx"
    alone = Config(soffice="没有这个程序")
    workflows.write_notice(workflows.preview_notice(matrix), output, config=alone)
    codes = {finding.code for finding in workflows.lint(output, config=alone).result.findings}
    assert "NT206" in codes  # the number
    assert not codes & {"NT208", "NT209", "NT211"}  # the title
