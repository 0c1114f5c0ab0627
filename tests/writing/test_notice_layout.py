"""Fitting of pages, with a printer of our own in the place of LibreOffice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from officekit.config import DEFAULT_CONFIG, Config
from officekit.errors import ToolFailedError, ToolMissingError
from officekit.model.laid_document import RenderedLine, RenderedPage
from officekit.model.notice import Notice
from officekit.writing.notice_document import write_notice
from officekit.writing.notice_layout import laid_out
from officekit.writing.notice_parts import Adjustments, ImprintPlace
from tests.writing.notices import NOTICE

_BODY = NOTICE.body[0].text
_END = ("云泽市人民政府", "2025年4月6日", "（此件公开发布）")
_HEAD = ("各县人民政府，市政府各部门：",)
_PITCH = 10.21


def _page(number: int, texts: Sequence[str], first: int = 0) -> RenderedPage:
    """A page with its texts on successive lines; ``first`` lines are left blank above."""
    lines = tuple(
        RenderedLine(text, top, top + 5, 28, 184, 16)
        for text, top in zip(texts, (40.8 + _PITCH * (first + i) for i in range(99)), strict=False)
    )
    return RenderedPage(number, 210, 297, lines)


def _pages(*texts: Sequence[str], first: int = 0) -> list[RenderedPage]:
    return [_page(i, each, first if i == 1 else 0) for i, each in enumerate(texts, 1)]


class _Printer:
    """Draws what the adjustments ask for, as if it had laid the document out."""

    def __init__(self, notice: Notice, text: dict[Adjustments, list[RenderedPage]]) -> None:
        self.notice = notice
        self.text = text
        self.asked: list[Adjustments] = []

    def build(self, adjustments: Adjustments) -> bytes:
        self.asked.append(adjustments)
        return b"docx"

    def draw(self, path: str, config: Config) -> Sequence[RenderedPage]:
        assert Path(path).read_bytes() == b"docx"
        assert config is DEFAULT_CONFIG
        wanted = self.asked[-1]
        plain = replace(wanted, imprint=ImprintPlace.NOWHERE)
        pages = self.text.get(plain) or self.text[Adjustments(imprint=ImprintPlace.NOWHERE)]
        more = {ImprintPlace.NEXT_PAGE: 1, ImprintPlace.AFTER_BLANK: 2}.get(wanted.imprint, 0)
        return [*pages, *(_page(len(pages) + 1 + i, ()) for i in range(more))]

    def laid(self) -> tuple[ImprintPlace, list[str]]:
        _, findings = laid_out(
            self.notice, self.build, self.draw, DEFAULT_CONFIG, Path("通知.docx")
        )
        return self.asked[-1].imprint, [finding.code for finding in findings]


def _printer(*texts: Sequence[str], notice: Notice = NOTICE, first: int = 0) -> _Printer:
    plain = Adjustments(imprint=ImprintPlace.NOWHERE)
    return _Printer(notice, {plain: _pages(*texts, first=first)})


def test_on_an_odd_page_the_imprint_takes_the_next() -> None:
    assert _printer((*_HEAD, _BODY, *_END)).laid() == (ImprintPlace.NEXT_PAGE, [])


def test_on_an_even_page_with_room_the_imprint_stands_there() -> None:
    printer = _printer((*_HEAD, _BODY), (_BODY, *_END))
    assert printer.laid() == (ImprintPlace.HERE, [])


def test_on_a_full_even_page_a_blank_page_comes_between() -> None:
    printer = _printer((*_HEAD, _BODY), (*(_BODY,) * 18, *_END))
    assert printer.laid() == (ImprintPlace.AFTER_BLANK, [])


def test_slightly_tighter_lines_save_a_blank_page() -> None:
    printer = _printer((*_HEAD, _BODY), (*(_BODY,) * 18, *_END))
    original = printer.draw

    def draw(path: str, config: Config) -> Sequence[RenderedPage]:
        if printer.asked[-1].pitch == 579:
            return original(path, config)
        return _pages((*_HEAD, _BODY), (*(_BODY,) * 16, *_END))

    _, findings = laid_out(NOTICE, printer.build, draw, DEFAULT_CONFIG, Path("通知.docx"))
    assert [finding.code for finding in findings] == ["NT953"]
    assert 540 <= printer.asked[-1].pitch < 579
    assert printer.asked[-1].imprint is ImprintPlace.HERE


def test_a_lying_last_page_has_no_room() -> None:
    printer = _printer((*_HEAD, _BODY, *_END), ("附件",))
    lying = Adjustments(imprint=ImprintPlace.NOWHERE)
    printer.text[lying][-1] = replace(printer.text[lying][-1], width=297, height=210)
    assert printer.laid() == (ImprintPlace.AFTER_BLANK, [])


def test_without_imprint_nothing_is_placed() -> None:
    bare = replace(NOTICE, copies_to="", printing_office="", printed_on=None)
    assert _printer((*_HEAD, _BODY, *_END), notice=bare).laid() == (ImprintPlace.HERE, [])


def test_a_signature_without_text_is_pulled_back_by_tighter_lines() -> None:
    printer = _printer((*_HEAD, *(_BODY,) * 18), _END)
    original = printer.draw

    def draw(path: str, config: Config) -> Sequence[RenderedPage]:
        asked = printer.asked[-1]
        if asked.pitch == 579:
            return original(path, config)
        tight = _page(1, (*_HEAD, *(_BODY,) * 18, *_END))
        return [tight] if asked.imprint is ImprintPlace.NOWHERE else [tight, _page(2, ())]

    _, findings = laid_out(NOTICE, printer.build, draw, DEFAULT_CONFIG, Path("通知.docx"))
    assert [finding.code for finding in findings] == ["NT953"]
    # 19 lines, a blank one and the three of the signature are to stand on a page of 22.
    assert printer.asked[-1].pitch == pytest.approx(579 * 22 / 23, abs=4)


def test_a_note_alone_on_a_page_is_pulled_back() -> None:
    printer = _printer((*_HEAD, *(_BODY,) * 14, "", *_END[:2]), _END[2:], first=3)
    tight = [_page(1, (*_HEAD, *(_BODY,) * 14, *_END))]
    original = printer.draw

    def draw(path: str, config: Config) -> Sequence[RenderedPage]:
        asked = printer.asked[-1]
        if asked.pitch == 579:
            return original(path, config)
        return tight if asked.imprint is ImprintPlace.NOWHERE else [*tight, _page(2, ())]

    _, findings = laid_out(NOTICE, printer.build, draw, DEFAULT_CONFIG, Path("通知.docx"))
    assert [finding.code for finding in findings] == ["NT953"]
    assert 500 <= printer.asked[-1].pitch < 579


def test_the_end_of_the_body_is_carried_over_where_nothing_else_helps() -> None:
    printer = _printer((*_HEAD, _BODY[:20], _BODY[20:]), _END, first=6)
    carried = Adjustments(carry=len(_BODY) - 20, imprint=ImprintPlace.NOWHERE)
    printer.text[carried] = _pages((*_HEAD, _BODY[:20]), (_BODY[20:], *_END))
    assert printer.laid() == (ImprintPlace.HERE, ["NT953"])
    assert printer.asked[-1].carry == len(_BODY) - 20


def test_what_can_t_be_mended_is_said() -> None:
    printer = _printer((*_HEAD, _BODY[:20], _BODY[20:]), _END, first=6)
    assert printer.laid() == (ImprintPlace.HERE, ["NT954"])


def test_addressees_that_fill_page_1_go_to_the_imprint() -> None:
    printer = _printer(_HEAD * 9, (_BODY, *_END), first=9)
    moved = Adjustments(addressees_below=True, imprint=ImprintPlace.NOWHERE)
    printer.text[moved] = _pages((_BODY, *_END))
    assert printer.laid() == (ImprintPlace.NEXT_PAGE, ["NT952"])
    assert printer.asked[-1].addressees_below


def test_a_quotation_in_the_title_is_no_body_text() -> None:
    title = RenderedLine(_BODY[:8], 150, 158, 40, 170, 22)
    printer = _printer(_HEAD * 9, (_BODY, *_END), first=9)
    plain = Adjustments(imprint=ImprintPlace.NOWHERE)
    page = printer.text[plain][0]
    printer.text[plain][0] = replace(page, lines=(title, *page.lines))
    moved = Adjustments(addressees_below=True, imprint=ImprintPlace.NOWHERE)
    printer.text[moved] = _pages((_BODY, *_END))
    assert printer.laid()[1][0] == "NT952"


def test_addressees_stay_where_moving_them_brings_no_text_to_page_1() -> None:
    printer = _printer(_HEAD * 9, (_BODY, *_END), first=9)
    assert "NT952" not in printer.laid()[1]
    assert not printer.asked[-1].addressees_below


def test_an_imprint_that_moves_pages_is_reported() -> None:
    printer = _printer((*_HEAD, _BODY, *_END))
    original = printer.draw

    def draw(path: str, config: Config) -> Sequence[RenderedPage]:
        pages = original(path, config)
        return [*pages, _page(9, ())] if printer.asked[-1].imprint.name == "NEXT_PAGE" else pages

    _, findings = laid_out(NOTICE, printer.build, draw, DEFAULT_CONFIG, Path("通知.docx"))
    assert [finding.code for finding in findings] == ["NT955"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ToolMissingError("没有"), "NT950"),
        (ToolFailedError("LibreOffice 转换超过 120 秒，已停止。"), "NT951"),
    ],
)
def test_a_printer_that_fails_leaves_a_complete_document(error: Exception, code: str) -> None:
    def draw(path: str, config: Config) -> Sequence[RenderedPage]:
        assert path
        assert config is DEFAULT_CONFIG
        raise error

    printer = _printer(())
    content, findings = laid_out(NOTICE, printer.build, draw, DEFAULT_CONFIG, Path("通知.docx"))
    assert content == b"docx"
    assert printer.asked[-1] == Adjustments()
    assert [finding.code for finding in findings] == [code]


def test_adjustments_reach_the_document(tmp_path: Path) -> None:
    def draw(path: str, config: Config) -> Sequence[RenderedPage]:
        assert config is DEFAULT_CONFIG
        if 'w:type="page"' in _xml(Path(path)):
            return _pages((*_HEAD, _BODY[:20]), (_BODY[20:], *_END))
        return _pages((*_HEAD, _BODY[:20], _BODY[20:]), _END, first=6)

    path = tmp_path / "通知.docx"
    findings = write_notice(NOTICE, path, draw=draw)
    assert [finding.code for finding in findings] == ["NT953"]
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert _BODY in [text.replace("\n", "") for text in texts]


def _xml(path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return package.read("word/document.xml").decode()
