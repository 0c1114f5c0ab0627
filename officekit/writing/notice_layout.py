"""Pages that come out right: signature page, page 1, 版记 on the last even page."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from officekit.config import Config
from officekit.data.notice_measures import (
    BOTTOM,
    IMPRINT_PITCH,
    PAGE_HEIGHT,
    PITCH,
    SMALL_CELL,
    TEXT_WIDTH,
    TOP,
    TWIPS_PER_MM,
)
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    ToolFailedError,
    ToolMissingError,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import RenderedLine, RenderedPage
from officekit.model.location import Location
from officekit.model.notice import Notice, NoticeKind
from officekit.writing.notice_parts import Adjustments, ImprintPlace

Draw = Callable[[str, Config], Sequence[RenderedPage]]
"""Renders a document: path and settings to pages."""

_Build = Callable[[Adjustments], bytes]
_LOWER_EDGE = (PAGE_HEIGHT - BOTTOM) / TWIPS_PER_MM
_UPPER_EDGE = TOP / TWIPS_PER_MM
_PITCH = PITCH / TWIPS_PER_MM
_TIGHTEST, _WIDEST = 500, 660  # twips: 25 and 33 points
_SLIGHTLY_TIGHTER = 540  # twips: 27 points
_ABOVE_INK = 3.7  # mm from the top of a line to that of its ink
_MARGIN = 2.0  # mm that stay free above the 版记
_QUOTED = 4  # characters that make a line a line of the body
_CARRIED_LINES = 2
_TITLE_SIZE = 18  # points; titles are larger, and the body may quote one


@dataclass(frozen=True, slots=True)
class _Look:
    """What the pages of a notice show.

    Attributes:
        pages: as rendered, without 版记.
        body: text of the notice itself without spaces.
        date: 成文日期.
        last: what stands lowest of the notice itself: 附注 or 成文日期.
    """

    pages: Sequence[RenderedPage]
    body: str
    date: str
    last: str

    @property
    def signature_page(self) -> int | None:
        """Index of the page with 成文日期."""
        return self._page_with(self.date)

    @property
    def last_page(self) -> int | None:
        """Index of the page on which the notice itself ends."""
        return self._page_with(self.last)

    def _page_with(self, text: str) -> int | None:
        for index, page in enumerate(self.pages):
            if any(_squeezed(line.text) == text for line in page.lines):
                return index
        return None

    def body_lines(self, index: int) -> list[RenderedLine]:
        """Lines of body text on a page."""
        return [
            line
            for line in _type_area(self.pages[index])
            if line.size < _TITLE_SIZE
            and len(_squeezed(line.text)) >= _QUOTED
            and _squeezed(line.text) in self.body
        ]


def laid_out(
    notice: Notice, build: _Build, draw: Draw | None, config: Config, path: Path
) -> tuple[bytes, tuple[Finding, ...]]:
    """The document with its pages as they should be, as far as they can be looked at.

    Args:
        notice: what is written.
        build: makes the document with adjustments.
        draw: renders it; ``None`` where nothing can.
        config: handed to ``draw``.
        path: of the output, for findings.

    Returns:
        The document's bytes and findings ``NT950`` to ``NT955``.
    """
    plain = Adjustments()
    where = Location(file=str(path))
    if notice.kind is NoticeKind.ANNEX:
        return build(plain), ()
    if draw is None:
        return build(plain), (_not_looked_at(where),)
    try:
        return _fitted(notice, build, _Renderer(draw, config), where)
    except ToolMissingError:
        return build(plain), (_not_looked_at(where),)
    except (ToolFailedError, FileUnreadableError, FileRefusedError) as error:
        return build(plain), (
            Finding(
                "NT951",
                Severity.WARNING,
                f"通知已经生成，但没有核对分页：{error.message}",
                _LOOK,
                where,
            ),
        )


@dataclass(frozen=True, slots=True)
class _Renderer:
    draw: Draw
    config: Config

    def pages(self, content: bytes) -> Sequence[RenderedPage]:
        with tempfile.TemporaryDirectory(prefix="officekit-", ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "notice.docx"
            path.write_bytes(content)
            return self.draw(str(path), self.config)


_LOOK = (
    "请打开通知看三处：首页和落款页有没有正文，版记是不是在最后一个双数页的底部，"
    "空白页和它后面的版记页有没有页码。"
)


def _not_looked_at(where: Location) -> Finding:
    return Finding(
        "NT950",
        Severity.INFO,
        "通知已经生成；本机没有 LibreOffice，没有核对分页。",
        _LOOK,
        where,
    )


def _fitted(
    notice: Notice, build: _Build, renderer: _Renderer, where: Location
) -> tuple[bytes, tuple[Finding, ...]]:
    """Three steps: the notice's own pages, the number of pages, the 版记."""
    adjustments, pages, findings = _fit_text(notice, build, renderer, where)
    if not _has_imprint(notice, adjustments):
        return build(replace(adjustments, imprint=ImprintPlace.HERE)), tuple(findings)
    closer = _closer(notice, adjustments, pages)
    if closer is not None:
        tried = _look(notice, renderer.pages(build(closer)))
        fits = _places(notice, closer, tried.pages)[0] is ImprintPlace.HERE
        if fits and _signed_with_text(tried) and tried.body_lines(0):
            adjustments, pages = closer, tried.pages
            findings.append(_moved(closer, where, "使版记与正文同页"))
    for place in _places(notice, adjustments, pages):
        content = build(replace(adjustments, imprint=place))
        final = renderer.pages(content)
        expected = len(pages) + {ImprintPlace.HERE: 0, ImprintPlace.NEXT_PAGE: 1}.get(place, 2)
        if len(final) == expected:
            return content, tuple(findings)
    findings.append(
        Finding(
            "NT955",
            Severity.WARNING,
            "版记没有能够放到最后一个双数页的底部。",
            "请打开通知，在版记前面插入或删去分页符；主送、抄送机关占满一页时请精简。",
            where,
        )
    )
    return content, tuple(findings)


def _fit_text(
    notice: Notice, build: _Build, renderer: _Renderer, where: Location
) -> tuple[Adjustments, Sequence[RenderedPage], list[Finding]]:
    """Page 1 and the signature page show body text; otherwise the layout gives way."""
    adjustments = Adjustments(imprint=ImprintPlace.NOWHERE)
    findings: list[Finding] = []
    look = _look(notice, renderer.pages(build(adjustments)))
    if not look.body or not look.date:
        return adjustments, look.pages, findings
    if notice.addressees and not look.body_lines(0):
        moved = replace(adjustments, addressees_below=True)
        tried = _look(notice, renderer.pages(build(moved)))
        if tried.body_lines(0):
            adjustments, look = moved, tried
            findings.append(_addressees_moved(where))
    for attempt in _attempts(notice, look, adjustments):
        tried = _look(notice, renderer.pages(build(attempt)))
        if _signed_with_text(tried) and tried.body_lines(0):
            findings.append(_moved(attempt, where, "使落款所在的页有正文"))
            return attempt, tried.pages, findings
    if not _signed_with_text(look) or not look.body_lines(0):
        findings.append(
            Finding(
                "NT954",
                Severity.WARNING,
                "首页或者落款所在的页没有正文。",
                "请在 Word 中调整行距、字距，使首页和落款页都有正文。",
                where,
            )
        )
    return adjustments, look.pages, findings


def _addressees_moved(where: Location) -> Finding:
    return Finding(
        "NT952",
        Severity.INFO,
        "主送机关太多，首页排不下正文，已经把主送机关移到版记。",
        "这是 GB/T 9704-2012 第 7.3.2 条的规定；不需要移动时，请精简主送机关。",
        where,
    )


def _moved(adjustments: Adjustments, where: Location, purpose: str) -> Finding:
    how = (
        "把正文末尾移到了落款页"
        if adjustments.keep_last or adjustments.carry
        else f"把通知正文的行距调为 {adjustments.pitch / 20:g} 磅"
    )
    return Finding(
        "NT953",
        Severity.INFO,
        f"为{purpose}，已经{how}。",
        "这是 GB/T 9704-2012 第 7.3.5 条允许的调整，不需要处理。",
        where,
    )


def _look(notice: Notice, pages: Sequence[RenderedPage]) -> _Look:
    date = notice.date_text
    note = _squeezed(f"（{notice.note}）") if notice.note else ""
    body = "\n".join(_squeezed(each.text) for each in notice.body)
    return _Look(pages, body, date, note or date)


def _signed_with_text(look: _Look) -> bool:
    """Body text, signature, date and 附注 share a page."""
    page = look.signature_page
    return page is None or (bool(look.body_lines(page)) and look.last_page == page)


def _attempts(notice: Notice, look: _Look, start: Adjustments) -> list[Adjustments]:
    """Adjustments that bring body text to the signature page, the least noticeable first."""
    end = look.last_page
    if end is None or end == 0 or _signed_with_text(look):
        return []
    before, body = _type_area(look.pages[end - 1]), look.body_lines(end - 1)
    if not body:
        return []
    first = _first_of_notice(notice, before, body[0]) if end == 1 else before[0]
    room = (_LOWER_EDGE - first.top + _ABOVE_INK) / _PITCH
    used = round((before[-1].top - first.top) / _PITCH) + 1
    behind = _type_area(look.pages[end])
    last = next(line for line in behind if _squeezed(line.text) == look.last)
    needed = round((last.top - behind[0].top) / _PITCH) + 1
    if look.signature_page == end and _squeezed(behind[0].text) == _squeezed(notice.signature):
        needed += 2 if notice.sealed else 1
    attempts = []
    tight = int(PITCH * room / (used + needed)) - 1
    if tight >= _TIGHTEST:
        attempts.append(replace(start, pitch=tight))
    for carried in range(_CARRIED_LINES, 0, -1):
        wide = int(PITCH * room / max(used - carried + 1, 1)) + 3
        if PITCH < wide <= _WIDEST:
            attempts.append(replace(start, pitch=wide))
    if len(notice.body) > 1:
        attempts.append(replace(start, keep_last=True))
    tails = [
        len(_squeezed(line.text))
        for line in before
        if line.top >= body[0].top and _squeezed(line.text) in look.body
    ]
    carries = [sum(tails[-lines:]) for lines in range(_CARRIED_LINES, 0, -1)]
    return attempts + [replace(start, carry=carry) for carry in carries]


def _first_of_notice(
    notice: Notice, lines: Sequence[RenderedLine], first: RenderedLine
) -> RenderedLine:
    """The first line of 主送机关, or of the body where they stand elsewhere."""
    names = _squeezed(f"{notice.addressees}：")
    return next(
        (line for line in lines if line.top < first.top and _squeezed(line.text) in names), first
    )


def _has_imprint(notice: Notice, adjustments: Adjustments) -> bool:
    printed = notice.printing_office or notice.printed_on
    return bool(
        notice.copies_to
        or (printed and not _is_letter(notice))
        or (adjustments.addressees_below and notice.addressees)
    )


def _closer(
    notice: Notice, adjustments: Adjustments, pages: Sequence[RenderedPage]
) -> Adjustments | None:
    """Slightly tighter lines that give the 版记 room on the last page, saving a page or two."""
    look = _look(notice, pages)
    beyond = {ImprintPlace.AFTER_BLANK} | (
        {ImprintPlace.NEXT_PAGE} if _is_letter(notice) else set()
    )
    if look.last_page != len(pages) - 1 or _places(notice, adjustments, pages)[0] not in beyond:
        return None
    lines, body = _type_area(pages[-1]), look.body_lines(len(pages) - 1)
    first = lines[0] if len(pages) > 1 or not body else _first_of_notice(notice, lines, body[0])
    used = lines[-1].bottom - first.top
    room = _LOWER_EDGE - _MARGIN - _imprint_height(notice, adjustments) - first.top
    pitch = int(adjustments.pitch * room / used)
    return replace(adjustments, pitch=pitch) if pitch >= _SLIGHTLY_TIGHTER else None


def _is_letter(notice: Notice) -> bool:
    return notice.kind in {NoticeKind.LETTER, NoticeKind.OPINIONS}


def _places(
    notice: Notice, adjustments: Adjustments, pages: Sequence[RenderedPage]
) -> list[ImprintPlace]:
    """Where the 版记 may stand, best first: a letter's on its last page, others on an even one."""
    last = pages[-1]
    upright = last.height > last.width
    lowest = max((line.bottom for line in _type_area(last)), default=_UPPER_EDGE)
    room = upright and lowest + _imprint_height(notice, adjustments) + _MARGIN <= _LOWER_EDGE
    if _is_letter(notice):
        return [ImprintPlace.HERE, ImprintPlace.NEXT_PAGE][0 if room else 1 :]
    if len(pages) % 2:
        return [ImprintPlace.NEXT_PAGE]
    return [ImprintPlace.HERE, ImprintPlace.AFTER_BLANK][0 if room else 1 :]


def _imprint_height(notice: Notice, adjustments: Adjustments) -> float:
    """Height of the 版记 in millimetres, estimated."""
    width = (TEXT_WIDTH - 5 * SMALL_CELL) // SMALL_CELL
    texts = [notice.copies_to, notice.addressees if adjustments.addressees_below else ""]
    lines = sum(-(-(len(text) + 1) // width) for text in texts if text)
    lines += 1 if notice.printing_office or notice.printed_on else 0
    return lines * IMPRINT_PITCH / TWIPS_PER_MM


def _type_area(page: RenderedPage) -> list[RenderedLine]:
    """Lines of the type area from top to bottom, without the page number."""
    inside = (line for line in page.lines if line.top < _LOWER_EDGE)
    return sorted(inside, key=lambda line: line.top)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
