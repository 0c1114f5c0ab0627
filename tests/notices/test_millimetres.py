"""Notices as LibreOffice prints them, measured with GB/T 9704-2012 in hand."""

from __future__ import annotations

import itertools
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree

from officekit.config import Config
from officekit.model.laid_document import RenderedLine, RenderedPage, RenderedRule
from officekit.model.notice import Notice, NoticeKind
from officekit.reading.rendered import measure_pdf, render_pages
from officekit.writing.notice_document import write_notice
from tests.notices.fonts import NoticeFonts
from tests.notices.sample_notices import (
    FULL,
    ISSUE,
    ISSUED_TITLE_LINES,
    LETTER,
    LIST,
    LONG_ADDRESSEES,
    MEDIUM,
    SHORT,
    TITLE_LINES,
    WITH_LIST,
)

pytestmark = pytest.mark.libreoffice

_TOLERANCE = 0.5
_LEFT, _RIGHT, _TOP, _BOTTOM = 28.0, 184.0, 37.0, 262.0
_CELL = 15.75 * 25.4 / 72
_PITCH = 28.95 * 25.4 / 72
_RED = "FF0000"
_TEXT_MARK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"

_PLAIN = {
    "issue": ISSUE,
    "short": SHORT,
    "medium": MEDIUM,
    "letter": LETTER,
    "with list": WITH_LIST,
    "unsealed date": replace(SHORT, signature="区审计局"),
    "long signature": replace(SHORT, sealed=True, signature="青禾区绿色转型工作领导小组办公室"),
    "no copies": replace(MEDIUM, copies_to="", signer="", urgency=""),
    "one attachment": replace(
        SHORT, attachments=("青禾区绿色转型重点工作调度办法及有关部门工作联系人及联络员名单汇总表",)
    ),
    "annex": Notice(kind=NoticeKind.ANNEX, annexes=(LIST,)),
}
_FITTED = {
    "odd": SHORT,
    "even": MEDIUM,
    "even without room": FULL,
    "even to the last line": replace(MEDIUM, body=MEDIUM.body * 2),
    "list": WITH_LIST,
    "issue": ISSUE,
    "letter": replace(LETTER, body=LETTER.body + SHORT.body),
    "addressees": LONG_ADDRESSEES,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A notice on paper.

    Attributes:
        pages: as rendered.
        text: of the Word document.
        codes: of the findings.
    """

    pages: Sequence[RenderedPage]
    text: str
    codes: tuple[str, ...] = ()

    def line(self, start: str) -> RenderedLine:
        """The first line that begins like this."""
        return next(line for line in self.lines() if _squeezed(line.text).startswith(start))

    def page_of(self, start: str) -> RenderedPage:
        return next(
            page
            for page in self.pages
            if any(_squeezed(line.text).startswith(start) for line in page.lines)
        )

    def lines(self) -> list[RenderedLine]:
        return [line for page in self.pages for line in page.lines]


@pytest.fixture(scope="module")
def plain(
    tmp_path_factory: pytest.TempPathFactory, notice_fonts: NoticeFonts
) -> dict[str, Printed]:
    """Notices whose pages were not tried out, rendered in one run."""
    folder = tmp_path_factory.mktemp("plain")
    paths = {name: folder / f"{name}.docx" for name in _PLAIN}
    for name, notice in _PLAIN.items():
        write_notice(
            notice, paths[name], title_lines=_title(notice), issued_title_lines=ISSUED_TITLE_LINES
        )
    subprocess.run(
        [
            str(notice_fonts.config.soffice),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, paths.values()),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {
        name: Printed(
            measure_pdf(str(path.with_suffix(".pdf")), notice_fonts.config), _document_text(path)
        )
        for name, path in paths.items()
    }


@pytest.fixture(scope="module")
def fitted(
    tmp_path_factory: pytest.TempPathFactory, notice_fonts: NoticeFonts
) -> Callable[[str], Printed]:
    """Notices whose pages were tried out, each as it was last rendered."""
    folder = tmp_path_factory.mktemp("fitted")
    printed: dict[str, Printed] = {}

    def get(name: str) -> Printed:
        if name not in printed:
            drawn: list[Sequence[RenderedPage]] = []

            def draw(path: str, config: Config) -> Sequence[RenderedPage]:
                drawn.append(render_pages(path, config))
                return drawn[-1]

            notice = _FITTED[name]
            findings = write_notice(
                notice,
                folder / f"{name}.docx",
                title_lines=_title(notice),
                issued_title_lines=ISSUED_TITLE_LINES,
                draw=draw,
                config=notice_fonts.config,
            )
            codes = tuple(finding.code for finding in findings)
            printed[name] = Printed(drawn[-1], _document_text(folder / f"{name}.docx"), codes)
        return printed[name]

    return get


def _title(notice: Notice) -> tuple[str, ...]:
    return TITLE_LINES if notice.kind is NoticeKind.ISSUE else ()


def _document_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "".join(element.text or "" for element in root.iter(_TEXT_MARK))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _body(page: RenderedPage) -> list[RenderedLine]:
    """Lines of the type area of an upright page."""
    return [line for line in page.lines if line.top < _BOTTOM]


def _number(page: RenderedPage) -> RenderedLine | None:
    """The page number of an upright page."""
    return next((line for line in page.lines if line.top > _BOTTOM), None)


def _red_rules(page: RenderedPage) -> list[RenderedRule]:
    return [rule for rule in page.rules if rule.colour == _RED]


def test_every_character_is_on_paper(plain: dict[str, Printed]) -> None:
    for name, printed in plain.items():
        shown = Counter(_squeezed("".join(line.text for line in printed.lines())))
        missing = Counter(_squeezed(printed.text)) - shown
        assert not missing, name


def test_text_stays_in_the_type_area(plain: dict[str, Printed]) -> None:
    for name, printed in plain.items():
        for page in printed.pages:
            if page.height < page.width or name == "letter":
                continue
            for line in _body(page):
                assert line.left >= _LEFT - _TOLERANCE, (name, line)
                assert line.right <= _RIGHT + _TOLERANCE, (name, line)
                assert _TOP <= line.top < line.bottom <= _BOTTOM, (name, line)


def test_a_page_of_text_has_22_lines(plain: dict[str, Printed]) -> None:
    pages = plain["issue"].pages[3:-1]
    assert len(pages) >= 3
    for page in pages:
        lines = _body(page)
        assert len(lines) == 22
        assert lines[-1].top - lines[0].top == pytest.approx(21 * _PITCH, abs=_TOLERANCE)
        assert lines[0].left == pytest.approx(_LEFT, abs=_TOLERANCE) or lines[0].left > _LEFT


def test_a_line_of_text_has_28_characters(plain: dict[str, Printed]) -> None:
    full = [
        line
        for page in plain["issue"].pages[3:-1]
        for line in _body(page)
        if line.left < _LEFT + 0.1
        and line.right > _RIGHT - 1
        and all(
            unicodedata.east_asian_width(char) == "W" or char in "，。、；：（）"
            for char in line.text
        )
    ]
    assert full
    assert {len(line.text) for line in full} <= {27, 28}
    assert any(len(line.text) == 28 for line in full)


def test_first_lines_are_indented_by_two_characters(plain: dict[str, Printed]) -> None:
    printed = plain["short"]
    assert printed.line("请各单位").left == pytest.approx(_LEFT + 2 * _CELL, abs=_TOLERANCE)


@pytest.mark.parametrize("name", ["issue", "short", "medium", "no copies"])
def test_the_mark_begins_35_mm_below_the_edge(plain: dict[str, Printed], name: str) -> None:
    mark = plain[name].line("青禾区人民政府办公室文件")
    assert mark.colour == _RED
    assert mark.top == pytest.approx(_TOP + 35, abs=_TOLERANCE)
    assert (mark.left + mark.right) / 2 == pytest.approx((_LEFT + _RIGHT) / 2, abs=1)


def test_the_red_rule_lies_4_mm_below_the_number(plain: dict[str, Printed]) -> None:
    for name in ("issue", "medium"):
        number = plain[name].line("青政办发")
        (rule,) = _red_rules(plain[name].pages[0])
        assert rule.y - number.bottom == pytest.approx(4, abs=_TOLERANCE)
        assert rule.right - rule.left == pytest.approx(156, abs=_TOLERANCE)
        assert rule.left == pytest.approx(_LEFT, abs=_TOLERANCE)


def test_the_number_stands_two_lines_below_the_mark(plain: dict[str, Printed]) -> None:
    mark, number = plain["issue"].line("青禾区人民政府办公室文件"), plain["issue"].line("青政办发")
    # The ink of the mark ends 3 mm above its line's end, that of 三号 begins 3.5 mm below.
    assert number.top - mark.bottom == pytest.approx(2 * _PITCH + 5.5, abs=1)
    assert (number.left + number.right) / 2 == pytest.approx((_LEFT + _RIGHT) / 2, abs=_TOLERANCE)


def test_an_upward_notice_has_its_number_left_and_the_signer_right(
    plain: dict[str, Printed],
) -> None:
    line = plain["medium"].line("青政办发")
    assert line.text.replace(" ", "").endswith("签发人：王青禾")
    assert line.left == pytest.approx(_LEFT + _CELL, abs=_TOLERANCE)
    assert line.right == pytest.approx(_RIGHT - _CELL, abs=_TOLERANCE)


def test_head_lines_stand_in_order_at_the_left(plain: dict[str, Printed]) -> None:
    lines = _body(plain["medium"].pages[0])[:3]
    assert [line.text for line in lines] == ["000012", "机密★1年", "特急"]
    assert all(line.left == pytest.approx(_LEFT, abs=_TOLERANCE) for line in lines)


def test_the_title_stands_two_lines_below_the_rule(plain: dict[str, Printed]) -> None:
    page = plain["issue"].pages[0]
    (rule,) = _red_rules(page)
    title = [line for line in _body(page) if line.size > 20 and line.colour != _RED]
    assert [line.text for line in title] == list(TITLE_LINES)
    # The ink of 二号 begins 2.5 mm below the top of its line.
    assert title[0].top - rule.y == pytest.approx(2 * _PITCH + 2.7, abs=_TOLERANCE)
    for line in title:
        assert (line.left + line.right) / 2 == pytest.approx((_LEFT + _RIGHT) / 2, abs=_TOLERANCE)


def test_addressees_stand_one_line_below_the_title_and_flush_left(
    plain: dict[str, Printed],
) -> None:
    printed = plain["issue"]
    title, first = printed.line(TITLE_LINES[-1]), printed.line("各镇人民政府")
    second = printed.line("各部门、各直属单位：")
    assert first.top - title.bottom == pytest.approx(_PITCH + 5, abs=1)
    for line in (first, second):
        assert line.left == pytest.approx(_LEFT, abs=_TOLERANCE)


def test_names_of_attachments_are_aligned(plain: dict[str, Printed]) -> None:
    printed = plain["medium"]
    first, second = printed.line("附件：1."), printed.line("2.青禾区")
    wrapped = printed.lines()[printed.lines().index(second) + 1]
    assert first.left == pytest.approx(_LEFT + 2 * _CELL, abs=_TOLERANCE)
    assert second.left == pytest.approx(_LEFT + 5 * _CELL, abs=_TOLERANCE)
    assert wrapped.left == pytest.approx(_LEFT + 6.25 * _CELL, abs=_TOLERANCE)
    last_body = max(
        line.bottom for line in printed.page_of("附件：1.").lines if line.bottom < first.top
    )
    assert first.top - last_body == pytest.approx(2 * _PITCH - 5.6, abs=1)


def test_the_name_of_a_single_attachment_is_aligned(plain: dict[str, Printed]) -> None:
    printed = plain["one attachment"]
    wrapped = printed.line("系人及")
    assert wrapped.left == pytest.approx(_LEFT + 5 * _CELL, abs=_TOLERANCE)


def test_without_seal_the_date_begins_two_characters_behind_the_name(
    plain: dict[str, Printed],
) -> None:
    name = _signature(plain["short"], "青禾区人民政府办公室")
    date = plain["short"].line("2025年3月22日")
    assert name.right == pytest.approx(_RIGHT - 2 * _CELL, abs=_TOLERANCE)
    assert date.left - name.left == pytest.approx(2 * _CELL, abs=_TOLERANCE)


def test_without_seal_a_date_longer_than_the_name_ends_two_characters_from_the_edge(
    plain: dict[str, Printed],
) -> None:
    name = _signature(plain["unsealed date"], "区审计局")
    date = plain["unsealed date"].line("2025年3月22日")
    assert date.right == pytest.approx(_RIGHT - 2 * _CELL, abs=_TOLERANCE)
    assert date.left - name.left == pytest.approx(2 * _CELL, abs=_TOLERANCE)


def test_without_seal_one_line_is_left_above_the_name(plain: dict[str, Printed]) -> None:
    page = plain["short"].pages[0]
    name = _signature(plain["short"], "青禾区人民政府办公室")
    above = max(line.top for line in _body(page) if line.top < name.top - 1)
    assert name.top - above == pytest.approx(2 * _PITCH, abs=_TOLERANCE)


def test_with_seal_the_date_ends_four_characters_from_the_edge_under_the_name(
    plain: dict[str, Printed],
) -> None:
    name = _signature(plain["medium"], "青禾区人民政府办公室")
    date = plain["medium"].line("2025年3月22日")
    assert date.right == pytest.approx(_RIGHT - 4 * _CELL, abs=_TOLERANCE)
    assert (name.left + name.right) / 2 == pytest.approx(
        (date.left + date.right) / 2, abs=_TOLERANCE
    )


def test_with_seal_a_long_name_stays_in_the_type_area_over_the_date(
    plain: dict[str, Printed],
) -> None:
    name = _signature(plain["long signature"], "青禾区绿色转型工作领导小组办公室")
    date = plain["long signature"].line("2025年3月22日")
    assert name.right <= _RIGHT + _TOLERANCE
    assert (name.left + name.right) / 2 == pytest.approx(
        (date.left + date.right) / 2, abs=_TOLERANCE
    )


def _signature(printed: Printed, text: str) -> RenderedLine:
    return next(line for line in printed.lines() if line.text == text and line.size < 18)


def test_the_note_is_indented_in_brackets(plain: dict[str, Printed]) -> None:
    note, date = plain["medium"].line("（此件"), plain["medium"].line("2025年3月22日")
    assert note.text == "（此件公开发布）"
    assert note.left == pytest.approx(_LEFT + 2 * _CELL, abs=_TOLERANCE)
    assert note.top - date.top == pytest.approx(_PITCH, abs=_TOLERANCE)


def test_the_issued_text_begins_a_page_without_the_word_annex(plain: dict[str, Printed]) -> None:
    page = plain["issue"].pages[2]
    assert [line.text for line in _body(page)[:2]] == list(ISSUED_TITLE_LINES)
    assert not any(line.text.startswith("附件") for line in plain["issue"].lines())


def test_page_numbers_stand_outside_7_mm_below_the_text(plain: dict[str, Printed]) -> None:
    for page in plain["issue"].pages:
        number = _number(page)
        assert number is not None
        assert number.text == f"— {page.number} —"
        assert number.size == pytest.approx(14, abs=0.1)
        # A dash lies in the middle of the figures' height.
        assert (number.top + number.bottom) / 2 == pytest.approx(_BOTTOM + 7, abs=_TOLERANCE)
        margin = 14 * 25.4 / 72
        if page.number % 2:
            assert number.right == pytest.approx(_RIGHT - margin, abs=_TOLERANCE)
        else:
            assert number.left == pytest.approx(_LEFT + margin, abs=_TOLERANCE)


def _check_imprint(page: RenderedPage) -> None:
    """Rules 0.35, 0.25, 0.35 mm; the last on the lower edge of the type area (7.4)."""
    rules = [rule for rule in page.rules if rule.colour != _RED]
    widths = [rule.width for rule in rules]
    middle = [0.25] if len(rules) == 3 else []
    assert widths == pytest.approx([0.35, *middle, 0.35], abs=0.05)
    assert rules[-1].y == pytest.approx(_BOTTOM, abs=_TOLERANCE)
    for rule in rules:
        assert rule.left == pytest.approx(_LEFT, abs=_TOLERANCE)
        assert rule.right == pytest.approx(_RIGHT, abs=_TOLERANCE)
    printed = next(line for line in page.lines if line.text.endswith("印发"))
    margin = 14 * 25.4 / 72
    assert printed.left == pytest.approx(_LEFT + margin, abs=_TOLERANCE)
    assert printed.right == pytest.approx(_RIGHT - margin, abs=_TOLERANCE)


def test_the_imprint_has_its_rules_at_the_bottom(plain: dict[str, Printed]) -> None:
    for name in ("issue", "short", "medium", "no copies"):
        _check_imprint(plain[name].pages[-1])


def test_copies_are_indented_and_wrap_behind_the_colon(plain: dict[str, Printed]) -> None:
    page = plain["medium"].pages[-1]
    lines = sorted(page.lines, key=lambda line: line.top)
    first = next(line for line in lines if line.text.startswith("抄送："))
    wrapped = lines[lines.index(first) + 1]
    cell = 14 * 25.4 / 72
    assert first.left == pytest.approx(_LEFT + cell, abs=_TOLERANCE)
    assert wrapped.left == pytest.approx(_LEFT + 4 * cell, abs=_TOLERANCE)
    assert wrapped.text.endswith("。")


def test_a_list_lies_with_its_head_repeated(plain: dict[str, Printed]) -> None:
    lying = [page for page in plain["with list"].pages if page.width > page.height]
    assert len(lying) >= 2
    for page in lying:
        assert any("序号板块重点任务" in _squeezed(line.text) for line in page.lines)


def test_an_annex_has_its_mark_on_line_1_and_its_title_on_line_3(
    plain: dict[str, Printed],
) -> None:
    printed = plain["with list"]
    page = next(page for page in printed.pages if page.width > page.height)
    mark = next(line for line in page.lines if line.text == "附件")
    title = next(line for line in page.lines if line.size > 20)
    assert mark.left == pytest.approx(35, abs=_TOLERANCE)
    assert mark.top == pytest.approx(28 + 3.9, abs=_TOLERANCE)
    assert title.top - mark.top == pytest.approx(2 * _PITCH - 1.2, abs=1)
    assert (title.left + title.right) / 2 == pytest.approx(35 + 225 / 2, abs=_TOLERANCE)


def test_numbers_of_lying_pages_stand_where_those_of_upright_pages_are(
    plain: dict[str, Printed],
) -> None:
    printed = plain["with list"]
    for page in printed.pages:
        if page.width < page.height:
            continue
        # The sheet is turned clockwise: its lower edge is the left one.
        edge = [line for line in page.lines if line.left < 34.5 and "—" in line.text]
        assert edge, page.number
        assert min(line.left for line in edge) == pytest.approx(35 - 7 - 2.3, abs=1.5)
        low = max(line.bottom for line in edge)
        assert low > 150 if page.number % 2 else low < 60


def test_a_letter_has_its_double_rules(plain: dict[str, Printed]) -> None:
    page = plain["letter"].pages[0]
    rules = _red_rules(page)
    assert [rule.width > 0.5 for rule in rules] == [True, False, False, True]
    for rule in rules:
        assert rule.right - rule.left == pytest.approx(170, abs=_TOLERANCE)
        assert rule.left == pytest.approx(20, abs=_TOLERANCE)
    mark = plain["letter"].line("青禾区发展改革局")
    assert mark.top == pytest.approx(30, abs=_TOLERANCE)
    assert rules[0].y - mark.bottom == pytest.approx(4, abs=_TOLERANCE)
    assert 297 - rules[-1].y == pytest.approx(20, abs=_TOLERANCE)


def test_a_letter_has_its_number_at_the_right_end(plain: dict[str, Printed]) -> None:
    page = plain["letter"].pages[0]
    number = plain["letter"].line("青发改函")
    assert number.right == pytest.approx(_RIGHT, abs=_TOLERANCE)
    assert number.top - _red_rules(page)[1].y == pytest.approx(14 * 25.4 / 72, abs=_TOLERANCE)


def test_page_1_of_a_letter_has_no_number_and_its_imprint_no_rules(
    plain: dict[str, Printed],
) -> None:
    printed = plain["letter"]
    assert not any(line.text.startswith("—") for line in printed.pages[0].lines)
    copies = printed.page_of("抄送：")
    assert not [rule for rule in copies.rules if rule.colour != _RED]
    assert max(line.bottom for line in _body(copies)) == pytest.approx(_BOTTOM - 1, abs=1)


@pytest.mark.parametrize(
    ("name", "pages"),
    [("odd", 2), ("even", 2), ("even without room", 4), ("even to the last line", 4)],
)
def test_the_imprint_stands_on_the_last_even_page(
    fitted: Callable[[str], Printed], name: str, pages: int
) -> None:
    printed = fitted(name)
    assert len(printed.pages) == pages
    _check_imprint(printed.pages[-1])


def test_the_imprint_of_an_issued_text_stands_on_an_even_page(
    fitted: Callable[[str], Printed],
) -> None:
    printed = fitted("issue")
    assert len(printed.pages) % 2 == 0
    _check_imprint(printed.pages[-1])


def test_a_blank_page_and_the_imprint_behind_it_have_no_numbers(
    fitted: Callable[[str], Printed],
) -> None:
    pages = fitted("even without room").pages
    assert [_number(page) is not None for page in pages] == [True, True, False, False]
    assert not pages[2].lines


def test_an_imprint_on_a_page_of_its_own_keeps_the_number(
    fitted: Callable[[str], Printed],
) -> None:
    assert all(_number(page) for page in fitted("odd").pages)


def test_the_imprint_behind_a_lying_list_stands_upright_on_an_even_page(
    fitted: Callable[[str], Printed],
) -> None:
    pages = fitted("list").pages
    assert len(pages) % 2 == 0
    assert pages[-1].height > pages[-1].width
    _check_imprint(pages[-1])


@pytest.mark.parametrize("name", ["odd", "even", "even without room", "list", "issue", "letter"])
def test_page_1_and_the_signature_page_show_body_text(
    fitted: Callable[[str], Printed], name: str
) -> None:
    printed, notice = fitted(name), _FITTED[name]
    text = "".join(paragraph.text for paragraph in notice.body)
    signed = printed.page_of("2025年3月22日")
    for page in (printed.pages[0], signed):
        lines = [line for line in _body(page) if line.size < 18]
        assert any(len(line.text) > 3 and _squeezed(line.text) in text for line in lines)
    assert not {"NT950", "NT951", "NT954", "NT955"} & set(printed.codes)


def test_addressees_that_fill_page_1_go_to_the_imprint(
    fitted: Callable[[str], Printed],
) -> None:
    printed = fitted("addressees")
    assert "NT952" in printed.codes
    assert any("请各单位" in line.text for line in printed.pages[0].lines)
    assert any(line.text.startswith("主送：") for line in printed.pages[-1].lines)


def test_every_character_of_fitted_notices_is_on_paper(
    fitted: Callable[[str], Printed],
) -> None:
    for name in _FITTED:
        printed = fitted(name)
        shown = Counter(_squeezed("".join(line.text for line in printed.lines())))
        assert not Counter(_squeezed(printed.text)) - shown, name


def test_pages_are_a4(plain: dict[str, Printed]) -> None:
    pages = itertools.chain.from_iterable(printed.pages for printed in plain.values())
    for page in pages:
        assert sorted((page.width, page.height)) == pytest.approx([210, 297], abs=_TOLERANCE)
