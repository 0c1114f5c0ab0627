"""A conforming notice as a value, typeset on pages; tests break one thing in it at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from officekit.model.document import Source, SourceKind
from officekit.model.laid_document import (
    Alignment,
    Footer,
    LaidDocument,
    LaidParagraph,
    LaidRun,
    LaidSection,
    LaidTable,
    RenderedLine,
    RenderedPage,
    RenderedRule,
    Rule,
)

FANGSONG, KAI, HEI, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LINE = 225 / 22
CELL = 156 / 28
SMALL = 14 * 25.4 / 72
TWO = 2 * 16 * 25.4 / 72
THICK, THIN = Rule(0.353), Rule(0.265)
SENTENCE = (
    "各镇各部门要切实提高政治站位压紧压实工作责任逐项细化推进措施强化协同配合确保年度任务落地见效"
)


def run(text: str, font: str = FANGSONG, size: float = 16, colour: str = "auto") -> LaidRun:
    return LaidRun(text, font, font, size, colour=colour)


def paragraph(text: str, *runs: LaidRun, **look: object) -> LaidParagraph:
    """A paragraph of body text: 仿宋, size 3, indented by two characters."""
    form: dict[str, object] = {
        "alignment": Alignment.BOTH,
        "first_line": TWO,
        "first_line_chars": 2.0,
        "line_pitch": 28.95,
    }
    form |= look
    pieces = runs or ((run(text),) if text else ())
    return LaidParagraph(0, text, pieces, **form)  # type: ignore[arg-type]  # named in the tests


def plain(text: str, *runs: LaidRun, **look: object) -> LaidParagraph:
    """A paragraph without indent."""
    return paragraph(text, *runs, **{"first_line": 0.0, "first_line_chars": None, **look})


def centred(text: str, *runs: LaidRun, **look: object) -> LaidParagraph:
    return plain(text, *runs, **{"alignment": Alignment.CENTER, **look})


def second(number: str, title: str) -> LaidParagraph:
    head, rest = f"（{number}）{title}", f"。{SENTENCE}。"
    return paragraph(head + rest, run(head, KAI), run(rest))


def issued_text() -> Iterator[LaidParagraph]:
    """Three sections with tasks, each with its clause; long enough for a full page."""
    yield centred(
        "青禾区2023年重点工作任务",
        run("青禾区2023年重点工作任务", TITLE, 22),
        page_break_before=True,
    )
    yield plain("")
    yield paragraph(f"为做好全年工作，{SENTENCE}，制定如下任务。")
    task = 0
    for number, name in (("一", "产业发展"), ("二", "城乡建设"), ("三", "民生保障")):
        yield paragraph(f"{number}、{name}", run(f"{number}、{name}", HEI))
        yield second("一", "总体要求")
        for title in ("完善平台体系", "培育骨干企业", "优化营商环境"):
            task += 1
            yield paragraph(
                f"{task}.{title}。{SENTENCE}。（牵头单位：区发展改革局；责任单位：区财政局）"
            )


def notice() -> list[LaidParagraph]:
    """All paragraphs, blank ones included; the last two stand in the table of the 版记."""
    red = run("青禾区人民政府办公室文件", TITLE, 36, "FF0000")
    small = [run("抄送：区委各部门，区人大常委会办公室，区政协办公室。", size=14)]
    printed = [run("青禾区人民政府办公室\t2023年9月22日印发", size=14)]
    body = f"《青禾区2023年重点工作任务》已经区政府同意，现印发给你们，请认真贯彻落实。{SENTENCE}。"
    return [
        plain("000001"),
        plain("秘密★1年", run("秘密★1年", HEI)),
        plain("特急", run("特急", HEI)),
        centred(red.text, red, line_pitch=None),
        *(plain(""),) * 2,
        centred("青政办发〔2023〕8号"),
        *(plain(""),) * 2,
        centred("青禾区人民政府办公室关于印发", run("青禾区人民政府办公室关于印发", TITLE, 22)),
        centred("2023年重点工作任务的通知", run("2023年重点工作任务的通知", TITLE, 22)),
        plain(""),
        plain("各镇人民政府，区政府各部门，区直各企业："),
        paragraph(body),
        paragraph(f"要加强“重点工作”调度，{SENTENCE}。", *quoted()),
        paragraph(f"本通知自印发之日起施行，{SENTENCE}。"),
        plain(""),
        paragraph("附件：1.责任清单"),
        plain("2.联系方式", left=5 * CELL),
        *(plain(""),) * 2,
        plain("青禾区人民政府办公室", alignment=Alignment.RIGHT, right=2.25 * CELL),
        plain("2023年9月22日", alignment=Alignment.RIGHT, right=4 * CELL),
        paragraph("（联系人：李明，联系电话：12345678）"),
        *issued_text(),
        plain("附件1", run("附件1", HEI), page_break_before=True),
        plain(""),
        centred("责任清单", run("责任清单", TITLE, 22)),
        plain(""),
        paragraph(f"一览表说明：{SENTENCE}。"),
        plain("附件2", run("附件2", HEI), page_break_before=True),
        plain(""),
        centred("联系方式", run("联系方式", TITLE, 22)),
        plain(""),
        paragraph("李明，12345678。"),
        plain(small[0].text, *small, in_table=True, left=SMALL, line_pitch=24),
        plain(printed[0].text, *printed, in_table=True, left=SMALL, line_pitch=24),
    ]


def quoted() -> tuple[LaidRun, ...]:
    """Quotation marks as pieces of their own, as the reader yields them where fonts differ."""
    return (
        run("要加强"),
        run("“"),
        run("重点工作"),
        run("”"),
        run(f"调度，{SENTENCE}。"),
    )


def footer(side: Alignment, **changes: object) -> Footer:
    form = Footer("— # —", True, side, SMALL, SMALL, "宋体", 14)
    return replace(form, **changes)  # type: ignore[arg-type]  # named in the tests


SECTION = LaidSection(
    width=210,
    height=297,
    top=37,
    bottom=35,
    left=28,
    right=26,
    header=15,
    footer=25.5,
    line_pitch=28.95,
    odd_footer=footer(Alignment.RIGHT),
    even_footer=footer(Alignment.LEFT),
)


def document(
    paragraphs: Iterable[LaidParagraph],
    section: LaidSection = SECTION,
    **changes: object,
) -> LaidDocument:
    """A document with its pages; the paragraphs are numbered."""
    numbered = tuple(replace(p, number=n) for n, p in enumerate(paragraphs, start=1))
    tables = [n.number for n in numbered if n.in_table]
    table = (
        (LaidTable(tables[0], tables[-1], THICK, THICK, (THIN,), width=156, floating=True),)
        if tables
        else ()
    )
    made = LaidDocument(
        Source("通知.docx", SourceKind.DOCX), numbered, (section,), table, odd_and_even=True
    )
    made = replace(made, pages=typeset(made))
    return replace(made, **changes)  # type: ignore[arg-type]  # named in the tests


def conforming() -> LaidDocument:
    """A notice without any fault."""
    return document(notice())


# ---------------------------------------------------------------- what a test changes


Change = Callable[[LaidParagraph], LaidParagraph | None]


def changed(text: str, change: Change) -> list[LaidParagraph]:
    """The notice with the first paragraph that begins so changed, or left out for ``None``."""
    paragraphs = notice()
    at = next(i for i, p in enumerate(paragraphs) if p.text.startswith(text))
    new = change(paragraphs[at])
    return [*paragraphs[:at], *([new] if new else []), *paragraphs[at + 1 :]]


def reworded(old: str, new: str) -> Change:
    """Changes words, with the look as it is."""

    def change(p: LaidParagraph) -> LaidParagraph:
        runs = tuple(replace(r, text=r.text.replace(old, new)) for r in p.runs)
        return replace(p, text=p.text.replace(old, new), runs=runs)

    return change


def restyled(**look: object) -> Change:
    """Changes the look of all runs."""
    return lambda p: replace(
        p,
        runs=tuple(replace(r, **look) for r in p.runs),  # type: ignore[arg-type]  # named in tests
    )


def placed(**form: object) -> Change:
    """Changes properties of the paragraph."""
    return lambda p: replace(p, **form)  # type: ignore[arg-type]  # named in the tests


# ---------------------------------------------------------------- a plain typesetter


@dataclass
class _Sheet:
    """Pages while they are filled; ``y`` is the top of the next line."""

    section: LaidSection
    pages: list[RenderedPage] = field(default_factory=list)
    y: float = 0.0

    def turn(self) -> None:
        number = len(self.pages) + 1
        page = RenderedPage(number, self.section.width, self.section.height)
        self.pages.append(page)
        self.y = self.section.top
        half, middle = CELL * 0.3, self.section.height - self.section.bottom + 7
        edge = self.section.width - self.section.right - SMALL
        left = edge - 12 if number % 2 else self.section.left + SMALL
        self.add(RenderedLine(f"— {number} —", middle - half, middle + half, left, left + 12, 14))

    def add(self, line: RenderedLine) -> None:
        self.pages[-1] = replace(self.pages[-1], lines=(*self.pages[-1].lines, line))

    def draw(self, y: float, width: float, colour: str) -> None:
        right = self.section.width - self.section.right
        drawn = RenderedRule(self.section.left, right, y, width, colour)
        self.pages[-1] = replace(self.pages[-1], rules=(*self.pages[-1].rules, drawn))


def typeset(laid: LaidDocument) -> tuple[RenderedPage, ...]:
    """Pages of 22 lines of 28 characters, with head and 版记 where the standard has them."""
    section = laid.sections[0]
    sheet = _Sheet(section)
    sheet.turn()
    bottom = section.height - section.bottom
    for p in laid.paragraphs:
        if p.in_table:
            continue
        size = p.runs[0].size if p.runs else 16
        if p.page_break_before and sheet.y > section.top:
            sheet.turn()
        if size and size > 30:
            sheet.y = section.top + 35 - 2
        for text, left in _wrapped(p, section, size or 16):
            if sheet.y + LINE > bottom + 0.01:
                sheet.turn()
            ink, tall = sheet.y + 2, (size or 16) * 25.4 / 72 * 0.95
            colour = "FF0000" if p.runs and p.runs[0].colour == "FF0000" else "000000"
            if text:
                width = _cells(text) * (size or 16) * (CELL / 16)
                line = RenderedLine(text, ink, ink + tall, left, left + width, size or 16, colour)
                sheet.add(line)
            if text.startswith("青政办发"):
                sheet.draw(ink + tall + 4 + 0.35, 0.7, "FF0000")
            sheet.y += max(LINE, tall + 2)
    cells = [p for p in laid.paragraphs if p.in_table]
    if cells:
        if len(sheet.pages) % 2:
            sheet.turn()
        _imprint(sheet, cells, bottom)
    return tuple(sheet.pages)


def _imprint(sheet: _Sheet, cells: list[LaidParagraph], bottom: float) -> None:
    right = sheet.section.width - sheet.section.right
    top = bottom - 8.5 * len(cells)
    sheet.draw(top, 0.353, "000000")
    for n, p in enumerate(cells):
        left = sheet.section.left + p.left
        text = p.text.replace("\t", " ")
        end = right - SMALL if "\t" in p.text else left + _cells(text) * SMALL
        y = top + n * 8.5
        sheet.add(RenderedLine(text, y + 2, y + 6.7, left, end, 14))
        last = n == len(cells) - 1
        sheet.draw(bottom - 0.1765 if last else y + 8.5, 0.353 if last else 0.265, "000000")


def _wrapped(p: LaidParagraph, section: LaidSection, size: float) -> Iterator[tuple[str, float]]:
    """Lines with their left edges; a blank paragraph is one blank line."""
    cell = size * CELL / 16
    left, right = section.left + p.left, section.width - section.right - p.right
    text, first = p.text.replace("\u3000", ""), p.first_line
    if not text:
        yield "", left
    while text:
        room, length = right - left - first, 0
        while length < len(text) and _cells(text[: length + 1]) * cell <= room + 0.5:
            length += 1
        shown, text = text[:length], text[length:]
        width = _cells(shown) * cell
        start = left + first
        if p.alignment is Alignment.CENTER:
            start = (left + right - width) / 2
        elif p.alignment is Alignment.RIGHT:
            start = right - width
        yield shown, start
        first = 0.0


def _cells(text: str) -> float:
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)
