"""Rules on notices: a conforming notice is clean, and one fault yields exactly its finding."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from officekit.checking import check
from officekit.checking.engine import discover_notice_rules
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import NoticeSubject
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    Alignment,
    LaidDocument,
    LaidParagraph,
    RenderedPage,
    Rule,
)
from tests.checking.notice_cases import (
    FANGSONG,
    LINE,
    SECTION,
    TITLE,
    TWO,
    Change,
    centred,
    changed,
    conforming,
    document,
    footer,
    notice,
    paragraph,
    placed,
    plain,
    restyled,
    reworded,
    run,
    typeset,
)

RULES = discover_notice_rules()


def findings(laid: LaidDocument) -> tuple[Finding, ...]:
    return check(NoticeSubject.of(laid)).findings


def codes(laid: LaidDocument) -> list[str]:
    return [finding.code for finding in findings(laid)]


def test_a_conforming_notice_has_nothing_to_tell() -> None:
    assert findings(conforming()) == ()


def test_without_pages_it_has_nothing_to_tell_either() -> None:
    assert findings(replace(conforming(), pages=None)) == ()


# ---------------------------------------------------------------- what properties tell


def with_section(**changes: object) -> LaidDocument:
    section = replace(SECTION, **changes)  # type: ignore[arg-type]  # named in the cases
    return document(notice(), section)


def at(text: str, change: Change) -> LaidDocument:
    """The notice with one paragraph changed, typeset anew."""
    return document(changed(text, change))


def swapped(first: str, second: str) -> LaidDocument:
    paragraphs = notice()
    a, b = (next(i for i, p in enumerate(paragraphs) if p.text == t) for t in (first, second))
    paragraphs[a], paragraphs[b] = paragraphs[b], paragraphs[a]
    return document(paragraphs)


def inserted(before: str, *new: LaidParagraph) -> LaidDocument:
    paragraphs = notice()
    place = next(i for i, p in enumerate(paragraphs) if p.text.startswith(before))
    return document([*paragraphs[:place], *new, *paragraphs[place:]])


def with_table(**changes: object) -> LaidDocument:
    laid = conforming()
    table = replace(laid.tables[0], **changes)  # type: ignore[arg-type]  # named in the cases
    return replace(laid, tables=(table,))


def annex_after_imprint() -> LaidDocument:
    """The second annex stands behind the 版记 in the document."""
    paragraphs = notice()
    start = next(i for i, p in enumerate(paragraphs) if p.text == "附件2")
    return replace(
        document([*paragraphs[:start], *paragraphs[-2:], *paragraphs[start:-2]]), pages=None
    )


def theme_fonts() -> LaidDocument:
    return at("本通知", restyled(font="等线", theme_font=True))


def latin_marks() -> LaidDocument:
    def change(p: LaidParagraph) -> LaidParagraph:
        runs = [replace(r, font="Times New Roman") if r.text in "“”" else r for r in p.runs]
        return replace(p, runs=tuple(runs))

    return at("要加强", change)


def chinese_date() -> LaidDocument:
    figures = reworded("2023年9月22日", "二〇二三年九月二十二日")
    return replace(at("2023年9月22日", figures), pages=None)


BODY = "本通知自"
LAST = "抄送"
PROPERTIES: list[tuple[str, Callable[[], LaidDocument]]] = [
    ("NT101", lambda: with_section(width=215.9, right=31.9)),
    ("NT102", lambda: with_section(top=30, bottom=42)),
    ("NT102", lambda: with_section(left=31.8, right=22.2)),
    ("NT103", lambda: with_section(bottom=25.4)),
    ("NT104", lambda: at(BODY, placed(line_pitch=24))),
    ("NT104", lambda: at("为做好", placed(line_pitch=26.5))),
    ("NT105", lambda: replace(conforming(), revisions=3)),
    ("NT105", lambda: replace(conforming(), comments=1)),
    ("NT201", lambda: at("000001", reworded("000001", "12"))),
    ("NT202", lambda: at("秘密", reworded("★", "*"))),
    ("NT202", lambda: at("秘密", restyled(font="仿宋"))),
    ("NT203", lambda: at("特急", reworded("特急", "紧急"))),
    ("NT203", lambda: at("特急", restyled(font="仿宋"))),
    ("NT204", lambda: swapped("秘密★1年", "特急")),
    ("NT205", lambda: replace(at("青禾区人民政府办公室文件", restyled(colour="auto")), pages=None)),
    ("NT206", lambda: at("青政办发", reworded("〔2023〕8号", "[2023]8号"))),
    ("NT206", lambda: at("青政办发", reworded("〔2023〕8号", "〔2023〕第8号"))),
    ("NT206", lambda: at("青政办发", reworded("〔2023〕8号", "〔2023〕08号"))),
    ("NT206", lambda: at("青政办发", reworded("〔2023〕8号", "〔23〕8号"))),
    ("NT207", lambda: at("青政办发", placed(alignment=Alignment.LEFT))),
    ("NT208", lambda: at("青禾区人民政府办公室关于", restyled(font="宋体"))),
    ("NT208", lambda: at("青禾区2023年", restyled(size=18))),
    ("NT209", lambda: at("2023年重点", placed(alignment=Alignment.LEFT))),
    ("NT210", lambda: at("2023年重点", reworded("2023年", "的2023年"))),
    ("NT211", lambda: at("2023年重点", reworded("通知", "安排表"))),
    ("NT211", lambda: at("2023年重点", reworded("任务的", "任务，保障的"))),
    ("NT212", lambda: at("青禾区人民政府办公室关于", reworded("青禾区人民政府办公室", ""))),
    ("NT213", lambda: at("各镇人民政府", placed(first_line=TWO))),
    ("NT213", lambda: at("各镇人民政府", reworded("各镇人民政府", "　　各镇人民政府"))),
    ("NT214", lambda: at("各镇人民政府", reworded("：", ":"))),
    ("NT214", lambda: at("各镇人民政府", reworded("区直各企业：", "各有关单位"))),
    ("NT301", lambda: at(BODY, restyled(font="宋体"))),
    ("NT302", lambda: at(BODY, restyled(size=14))),
    ("NT303", theme_fonts),
    ("NT304", lambda: at(BODY, restyled(colour="FF0000"))),
    ("NT305", lambda: at(BODY, reworded("本通知", "　　本通知"))),
    ("NT306", lambda: at(BODY, placed(first_line=0.0, first_line_chars=None))),
    ("NT307", lambda: at("一、", restyled(font="仿宋"))),
    ("NT307", lambda: at("（一）", restyled(font="仿宋"))),
    ("NT308", lambda: at("2.培育", reworded("2.", "2、"))),
    ("NT308", lambda: at("（一）", reworded("（一）", "（一）、"))),
    ("NT309", lambda: at("5.培育", reworded("5.", "15."))),
    ("NT310", lambda: inserted("1.完善", paragraph("（1）夯实平台基础。"))),
    ("NT312", latin_marks),
    ("NT401", lambda: at("附件：", reworded("附件：", "附件:"))),
    ("NT401", lambda: at("2.联系", reworded("2.", "2、"))),
    ("NT402", lambda: at("2.联系", reworded("方式", "方式。"))),
    ("NT404", lambda: at("2.联系", reworded("联系方式", "通讯录"))),
    ("NT404", lambda: at("2.联系", lambda _: None)),
    ("NT405", lambda: replace(at("附件1", placed(page_break_before=False)), pages=None)),
    ("NT406", lambda: at("附件1", reworded("附件1", "附件1："))),
    ("NT406", lambda: at("附件2", restyled(font="仿宋"))),
    ("NT407", lambda: inserted("责任清单", plain(""))),
    ("NT408", lambda: at("2023年9月22日", reworded("9月22日", "09月22日"))),
    ("NT408", chinese_date),
    ("NT409", lambda: at("2023年9月22日", reworded("9月22日", "2月30日"))),
    ("NT410", lambda: at("2023年9月22日", reworded("22日", "23日"))),
    ("NT413", lambda: at("（联系人", reworded("（", ""))),
    ("NT413", lambda: at("（联系人", placed(first_line=0.0, first_line_chars=None))),
    ("NT501", lambda: with_table(top_rule=Rule(0.176))),
    ("NT501", lambda: with_table(inner_rules=(Rule(0.353),))),
    ("NT502", lambda: with_table(width=140.0)),
    ("NT503", lambda: at(LAST, reworded("办公室。", "办公室"))),
    ("NT503", lambda: at(LAST, restyled(size=16))),
    ("NT505", lambda: at("青禾区人民政府办公室\t", reworded("9月22日", "09月22日"))),
    ("NT508", annex_after_imprint),
    ("NT511", lambda: replace(with_section(odd_footer=None, even_footer=None), pages=None)),
    ("NT511", lambda: with_section(even_footer=None)),
    ("NT512", lambda: with_section(odd_footer=footer(Alignment.RIGHT, text="第#页"))),
    ("NT513", lambda: with_section(odd_footer=footer(Alignment.RIGHT, size=10.5))),
    ("NT513", lambda: with_section(odd_footer=footer(Alignment.RIGHT, font="黑体"))),
    ("NT514", lambda: replace(with_section(odd_footer=footer(Alignment.CENTER)), pages=None)),
    ("NT514", lambda: replace(conforming(), odd_and_even=False, pages=None)),
    ("NT601", lambda: at(BODY, reworded("之日起施行，", "之日起施行,"))),
    ("NT602", lambda: at(BODY, reworded("本通知", "本《关于《办法》的通知》"))),
    ("NT603", lambda: at("3.优化", reworded("（牵头单位：区发展改革局；责任单位：区财政局）", ""))),
]


@pytest.mark.parametrize(
    ("code", "make"), PROPERTIES, ids=[f"{n}-{c}" for n, (c, _) in enumerate(PROPERTIES)]
)
def test_one_fault_yields_exactly_its_finding(code: str, make: Callable[[], LaidDocument]) -> None:
    assert codes(make()) == [code]


def test_a_long_name_that_wraps_to_the_margin_is_told() -> None:
    name = "青禾区2023年重点工作任务责任单位和完成时限一览表及填报说明"
    paragraphs = changed("附件：", reworded("责任清单", name))
    at_title = next(i for i, p in enumerate(paragraphs) if p.text == "责任清单")
    paragraphs[at_title] = centred(name, run(name, TITLE, 22))
    assert codes(document(paragraphs)) == ["NT403"]


# ---------------------------------------------------------------- what pages tell


def pages_of(change: Callable[[RenderedPage], RenderedPage]) -> LaidDocument:
    laid = conforming()
    return replace(laid, pages=tuple(change(page) for page in laid.pages or ()))


def moved(
    text: str, *, page: int | None = None, down: float = 0.0, right: float = 0.0
) -> LaidDocument:
    """Lines that contain a text stand elsewhere on their page."""

    def change(p: RenderedPage) -> RenderedPage:
        if page is not None and p.number != page:
            return p
        lines = [
            replace(
                line,
                top=line.top + down,
                bottom=line.bottom + down,
                left=line.left + right,
                right=line.right + right,
            )
            if text in line.text
            else line
            for line in p.lines
        ]
        return replace(p, lines=tuple(lines))

    return pages_of(change)


def red_line(**changes: Any) -> LaidDocument:
    def change(p: RenderedPage) -> RenderedPage:
        rules = [replace(r, **changes) if r.colour == "FF0000" else r for r in p.rules]
        return replace(p, rules=tuple(rules))

    return pages_of(change)


def without_red_line() -> LaidDocument:
    return pages_of(lambda p: replace(p, rules=tuple(r for r in p.rules if r.colour != "FF0000")))


def number_bottom() -> float:
    pages = conforming().pages or ()
    return next(line.bottom for line in pages[0].lines if "〔" in line.text)


def with_pitch(points: float) -> LaidDocument:
    """Full pages have another number of lines: the area is as high as so many lines."""
    laid = conforming()
    pages = []
    for page in laid.pages or ():
        if page.number != 4:
            pages.append(page)
            continue
        scale = points / 28.95
        lines = [
            replace(line, top=37 + (line.top - 37) * scale, bottom=37 + (line.bottom - 37) * scale)
            if line.bottom < 262
            else line
            for line in page.lines
        ]
        pages.append(
            replace(
                page, lines=tuple(line for line in lines if line.bottom < 262 or "—" in line.text)
            )
        )
    return replace(laid, pages=tuple(pages))


def last_page(change: Callable[[RenderedPage], RenderedPage]) -> LaidDocument:
    laid = conforming()
    pages = laid.pages or ()
    return replace(laid, pages=(*pages[:-1], change(pages[-1])))


def lower_imprint(down: float) -> LaidDocument:
    def change(p: RenderedPage) -> RenderedPage:
        rules = tuple(replace(r, y=r.y + down) for r in p.rules)
        return replace(p, rules=rules)

    return last_page(change)


def odd_imprint() -> LaidDocument:
    """One annex, on page 5, with the 版记 below it."""
    paragraphs = changed("附件2", lambda _: None)
    start = next(i for i, p in enumerate(paragraphs) if p.text == "联系方式") - 1
    kept = [p for p in (*paragraphs[:start], *paragraphs[-2:]) if p.text != "2.联系方式"]
    change = reworded("1.责任清单", "责任清单")
    laid = document(new for p in kept if (new := change(p)))
    *pages, annex, imprint = laid.pages or ()
    lines = [line for line in imprint.lines if not line.text.startswith("— ")]
    together = replace(annex, lines=(*annex.lines, *lines), rules=imprint.rules)
    return replace(laid, pages=(*pages, together))


def blank_before_imprint(*, numbered: bool) -> LaidDocument:
    """The annexes end on an even page; a blank page and the page of the 版记 follow."""
    laid = conforming()
    pages = list(laid.pages or ())
    last = pages[-1]
    imprint = [line for line in last.lines if "印发" in line.text or "抄送" in line.text]
    rest = [line for line in last.lines if line not in imprint]
    pages[-1] = replace(last, lines=tuple(rest), rules=())
    for number in (7, 8):
        lines = [line for line in rest if line.text.startswith("— ")]
        edge = 184 - 14 * 25.4 / 72 if number % 2 else 28 + 14 * 25.4 / 72 + 12
        printed = replace(lines[0], text=f"— {number} —", left=edge - 12, right=edge)
        shown = [printed] if numbered else []
        page = RenderedPage(number, 210, 297, tuple(shown))
        pages.append(
            page if number == 7 else replace(page, lines=(*shown, *imprint), rules=last.rules)
        )
    return replace(laid, pages=tuple(pages))


def stranded_signature() -> LaidDocument:
    """Page 2 begins with the signature; what stood above it went to page 1 by its own means."""
    laid = conforming()
    pages = list(laid.pages or ())
    sign = next(i for i, line in enumerate(pages[1].lines) if line.text == "青禾区人民政府办公室")
    gone = [line for line in pages[1].lines[:sign] if not line.text.startswith("— ")]
    kept = tuple(line for line in pages[1].lines if line not in gone)
    pages[1] = replace(pages[1], lines=kept)
    pages[0] = replace(pages[0], lines=(*pages[0].lines, *gone))
    return replace(laid, pages=tuple(pages))


def body_on_page_two() -> LaidDocument:
    """All body lines of page 1 stand on page 2."""
    laid = conforming()
    pages = list(laid.pages or ())
    start = next(i for i, line in enumerate(pages[0].lines) if line.text.startswith("《"))
    gone = pages[0].lines[start:]
    pages[0] = replace(pages[0], lines=pages[0].lines[:start])
    pages[1] = replace(pages[1], lines=(*gone, *pages[1].lines))
    return replace(laid, pages=tuple(pages))


def narrow_lines() -> LaidDocument:
    """Full lines have 27 characters; the 28th begins the next line."""
    laid = conforming()

    def change(page: RenderedPage) -> RenderedPage:
        lines, carried = [], ""
        for line in page.lines:
            full = len(line.text) == 28 and abs(line.left - 28) < 1
            lines.append(replace(line, text=line.text[:27]) if full else line)
            carried += line.text[27:] if full else ""
        lines.append(replace(page.lines[0], text=carried, top=285, bottom=290, left=100))
        return replace(page, lines=tuple(lines))

    return replace(laid, pages=tuple(change(page) for page in laid.pages or ()))


def two_line_mark() -> LaidDocument:
    def change(page: RenderedPage) -> RenderedPage:
        lines = []
        for line in page.lines:
            if line.text.endswith("办公室文件"):
                lines.append(replace(line, text="青禾区人民政府"))
                lines.append(
                    replace(line, text="办公室文件", top=line.top + 12, bottom=line.bottom + 12)
                )
            else:
                lines.append(line)
        return replace(page, lines=tuple(lines))

    return pages_of(change)


PAGES: list[tuple[str, Callable[[], LaidDocument]]] = [
    ("NT111", lambda: with_pitch(24 * 28.95 / 20)),
    ("NT112", narrow_lines),
    (
        "NT113",
        lambda: pages_of(
            lambda p: replace(
                p,
                lines=tuple(
                    replace(line, text=line.text.replace("施行，", "施行")) for line in p.lines
                ),
            )
        ),
    ),
    ("NT221", lambda: moved("办公室文件", down=3)),
    ("NT222", lambda: red_line(y=number_bottom() + 6)),
    ("NT222", without_red_line),
    ("NT223", lambda: red_line(left=40.0)),
    ("NT224", lambda: moved("关于印发", page=1, down=-LINE)),
    ("NT226", two_line_mark),
    ("NT311", body_on_page_two),
    ("NT411", lambda: moved("2023年9月22日", page=2, right=15)),
    ("NT412", stranded_signature),
    ("NT504", lambda: moved("抄送", right=-4.9)),
    ("NT506", lambda: lower_imprint(-30)),
    ("NT507", odd_imprint),
    ("NT514", lambda: moved("— 2 —", right=70)),
    ("NT515", lambda: moved("— ", down=5)),
    ("NT516", lambda: blank_before_imprint(numbered=True)),
]


@pytest.mark.parametrize(
    ("code", "make"), PAGES, ids=[f"{n}-{c}" for n, (c, _) in enumerate(PAGES)]
)
def test_one_fault_on_the_pages_yields_exactly_its_finding(
    code: str, make: Callable[[], LaidDocument]
) -> None:
    assert codes(make()) == [code]


def test_a_last_line_kept_with_the_next_page_is_not_missing() -> None:
    def shorter(page: RenderedPage) -> RenderedPage:
        last = max(line.bottom for line in page.lines if line.bottom < 262.5)
        kept = (line for line in page.lines if line.bottom != last)
        return replace(page, lines=tuple(replace(line, bottom=line.bottom + 3) for line in kept))

    assert "NT111" not in codes(pages_of(shorter))


def test_a_blank_page_and_the_imprint_behind_it_may_be_unnumbered() -> None:
    assert codes(blank_before_imprint(numbered=False)) == []


def test_a_notice_without_a_seal_has_its_signature_two_characters_from_the_right() -> None:
    cell = 156 / 28
    sign = changed("青禾区人民政府办公室", placed())
    at_sign = next(i for i, p in enumerate(sign) if p.text == "青禾区人民政府办公室")
    sign[at_sign] = replace(sign[at_sign], right=2 * cell)
    # ten characters and two at the right: the date begins four characters behind the middle
    sign[at_sign + 1] = replace(sign[at_sign + 1], right=(12 - 2 - 6.5) * cell)
    assert codes(document(sign)) == []


# ---------------------------------------------------------------- letters


def letter(**changes: object) -> LaidDocument:
    """A letter: the mark without 文件, the number at the right, red double lines on page 1."""
    paragraphs = [
        centred("青禾区人民政府", run("青禾区人民政府", TITLE, 36, "FF0000"), line_pitch=None),
        plain("青政函〔2023〕8号", alignment=Alignment.RIGHT),
        plain(""),
        centred("青禾区人民政府关于商请支持的函", run("青禾区人民政府关于商请支持的函", TITLE, 22)),
        plain(""),
        plain("云泽市人民政府："),
        paragraph("现就有关事项函商如下，请予支持。"),
        plain(""),
        plain("青禾区人民政府", alignment=Alignment.RIGHT, right=4 * 156 / 28 - 1.4),
        plain("2023年9月22日", alignment=Alignment.RIGHT, right=4 * 156 / 28),
    ]
    section = replace(SECTION, first_page_differs=True, first_footer=None)
    section = replace(section, **changes)  # type: ignore[arg-type]  # named in the cases
    laid = replace(document(paragraphs, section), pages=None)
    page = typeset(laid)[0]
    lines = [line for line in page.lines if not line.text.startswith("— ")]
    mark = replace(lines[0], top=30.0, bottom=42.0)
    rules = [
        *((46.4, 0.7), (47.6, 0.25)),
        *((275.8, 0.25), (277.0, 0.7)),
    ]
    drawn = tuple(
        replace((conforming().pages or ())[0].rules[0], left=20, right=190, y=y, width=w)
        for y, w in rules
    )
    return replace(laid, pages=(replace(page, lines=(mark, *lines[1:]), rules=drawn),))


def test_a_conforming_letter_has_nothing_to_tell() -> None:
    assert codes(letter()) == []


def test_a_letter_without_its_lower_line_is_told() -> None:
    laid = letter()
    page = (laid.pages or ())[0]
    assert codes(replace(laid, pages=(replace(page, rules=page.rules[:2]),))) == ["NT225"]


def test_a_letter_whose_first_page_is_numbered_is_told() -> None:
    assert codes(letter(first_page_differs=False)) == ["NT227"]


# ---------------------------------------------------------------- what is no fault


def in_font(font: str) -> LaidDocument:
    """仿宋 of another name throughout."""
    return document(
        replace(
            p,
            runs=tuple(replace(r, font=font if r.font == FANGSONG else r.font) for r in p.runs),
        )
        for p in notice()
    )


HARMLESS: list[Callable[[], LaidDocument]] = [
    partial(in_font, font)
    for font in ("仿宋", "方正仿宋_GBK", "华文仿宋", "FangSong_GB2312", "STFangsong")
]
HARMLESS += [
    lambda: at("青禾区人民政府办公室关于", restyled(font="方正小标宋_GBK")),
    lambda: at("一、", restyled(font="SimHei")),
    lambda: at("一、", restyled(font="方正黑体_GBK")),
    lambda: at(BODY, restyled(colour="0D0D0D")),
    lambda: at(BODY, placed(line_pitch=26.5)),
    lambda: at(BODY, placed(line_pitch=28)),
    lambda: at(BODY, placed(line_pitch=30)),
    lambda: at(BODY, placed(line_pitch=None)),
    lambda: at(BODY, placed(first_line=11.1, first_line_chars=None)),
    lambda: with_section(top=37.9, bottom=34.1),
    lambda: at("1.完善", reworded("1.", "1．")),
    lambda: at("（联系人", lambda _: None),
    lambda: at("000001", lambda _: None),
    lambda: at("特急", lambda _: None),
    lambda: at("青政办发", reworded("8号", "号")),
    lambda: at("2023年9月22日", reworded("9月22日", "9月 日")),
]


@pytest.mark.parametrize("make", HARMLESS)
def test_what_offices_do_without_harm_is_not_told(make: Callable[[], LaidDocument]) -> None:
    assert codes(make()) == []


def test_a_plan_alone_is_not_taken_for_a_notice() -> None:
    texts = notice()
    start = next(i for i, p in enumerate(texts) if p.text == "青禾区2023年重点工作任务")
    end = next(i for i, p in enumerate(texts) if p.text == "附件1")
    assert codes(document(texts[start:end])) == []


def test_printed_paper_has_no_head() -> None:
    texts = notice()
    assert codes(document([plain(""), *texts[9:]])) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        [plain("")],
        [plain("：")],
        [plain("附件")],
        [plain("附件："), plain("2023年9月22日")],
        [centred("通知")],
        [plain("抄送："), plain("印发")],
        [plain("2023年99月99日")],
        [plain("（" * 500)],
    ],
)
def test_fragments_do_not_break_a_rule(paragraphs: list[LaidParagraph]) -> None:
    laid = document(paragraphs)
    for pages in (laid.pages, None, ()):
        assert "XX001" not in codes(replace(laid, pages=pages))
    assert "XX001" not in codes(replace(laid, sections=(), pages=None))


@pytest.mark.parametrize(
    "text",
    [
        "（" * 5_000,
        "“《" * 3_000,
        "牵头（" * 2_000,
        "1.1." * 2_000,
        ",（a)" * 2_000,
        "年月日" * 2_000,
    ],
)
def test_long_hostile_text_is_checked_in_time(text: str) -> None:
    paragraphs = changed(BODY, lambda _: paragraph(text))
    told = codes(replace(document(paragraphs), pages=None))
    assert "XX001" not in told


def test_many_places_are_told_once() -> None:
    paragraphs = [
        replace(p, first_line=0.0, first_line_chars=None) if p.text[:1].isdigit() else p
        for p in notice()
    ]
    (found,) = [f for f in findings(document(paragraphs)) if f.code == "NT306"]
    assert found.message.startswith("共有9段没有首行缩进2字符")


# ---------------------------------------------------------------- the rules themselves


def test_every_rule_is_broken_by_a_test() -> None:
    tested = {code for code, _ in (*PROPERTIES, *PAGES)} | {"NT225", "NT227", "NT403"}
    assert tested == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_every_rule_is_documented_and_names_its_clause(rule: type[NoticeRule]) -> None:
    written = rule.__doc__ or ""
    assert all(f"\n    {part}\n" in written for part in ("为什么", "不好", "改为")), written
    assert re.fullmatch(r"NT[1-6]\d\d", rule.code)
    assert rule.clause[:1].isdecimal() is (f"{rule.clause}" in written.split("\n")[0]) or (
        not rule.clause[:1].isdecimal()
    )


def test_every_message_cites_what_it_goes_by_and_every_hint_says_what_to_do() -> None:
    for code, make in (*PROPERTIES, *PAGES):
        (found,) = (f for f in findings(make()) if f.code == code)
        assert found.message.endswith("）。")
        assert found.hint.endswith("。")
        rule = next(r for r in RULES if r.code == code)
        assert rule.authority() in found.message


def test_errors_are_few() -> None:
    assert {r.code for r in RULES if r.severity is Severity.ERROR} == {"NT105", "NT409", "NT410"}


def test_settings_change_tolerances() -> None:
    laid = moved("办公室文件", down=3)
    subject = NoticeSubject.of(laid, {"NT221.容差": "5"})
    assert check(subject).findings == ()
