"""Where things stand on the rendered pages: lines by their text, page numbers, text areas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from officekit.checking.notice_looks import is_red
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import NoticeSubject, TypeArea
from officekit.model.laid_document import (
    LaidParagraph,
    RenderedLine,
    RenderedPage,
    RenderedRule,
)

_PAGE_NUMBER = re.compile(r"[—－–\-―─一·\s]*(\d{1,4})[—－–\-―─一·\s]*")
_SAME_START = 12
_BELOW = 1.0
_LONG_RULE = 100.0
_WIDE_FROM = 0x2000


@dataclass(frozen=True, slots=True)
class Found:
    """A line on its page."""

    page: RenderedPage
    line: RenderedLine


def lines_of(
    pages: Sequence[RenderedPage], paragraph: LaidParagraph, *, after: int = 1
) -> Iterator[Found]:
    """The lines of a paragraph's beginning, on the pages from ``after`` on, in order.

    A line counts where it begins the paragraph or the paragraph begins it: a short paragraph may
    share its line with another one, as number and 签发人 do.
    """
    text = bare(paragraph.text)
    start = text[:_SAME_START]
    for page in pages:
        if page.number < after:
            continue
        for line in page.lines:
            shown = bare(line.text)
            if shown.startswith(start) or (len(shown) > 1 and text.startswith(shown)):
                yield Found(page, line)


def first_line(
    pages: Sequence[RenderedPage], paragraph: LaidParagraph | None, *, after: int = 1
) -> Found | None:
    """The first line of a paragraph; ``None`` where it is not found or there is no paragraph."""
    if paragraph is None:
        return None
    return next(lines_of(pages, paragraph, after=after), None)


def whole_line(
    pages: Sequence[RenderedPage], paragraph: LaidParagraph | None, *, after: int = 1
) -> Found | None:
    """The line that is all of a short paragraph."""
    if paragraph is None:
        return None
    text = bare(paragraph.text)
    found = lines_of(pages, paragraph, after=after)
    return next((f for f in found if bare(f.line.text) == text), None)


def page_number(page: RenderedPage, area: TypeArea) -> tuple[int, RenderedLine] | None:
    """The number printed below the type area, with its line."""
    for line in reversed(page.lines):
        match = _PAGE_NUMBER.fullmatch(line.text)
        if match and line.top > area.bottom - _BELOW:
            return int(match[1]), line
    return None


def text_lines(page: RenderedPage, area: TypeArea) -> list[RenderedLine]:
    """Lines inside the type area, from top to bottom."""
    number = page_number(page, area)
    own = number[1] if number else None
    return [
        line
        for line in sorted(page.lines, key=lambda line: line.top)
        if line is not own and line.bottom <= area.bottom + _BELOW
    ]


def red_rules(page: RenderedPage) -> list[RenderedRule]:
    """Long red lines from top to bottom."""
    return [r for r in page.rules if is_red(r.colour) and r.right - r.left >= _LONG_RULE]


@cache
def cells(text: str) -> float:
    """Width of a text in Chinese characters; figures and Latin letters count half.

    Quotation marks, dashes and dots of Chinese text are full characters.
    """
    wide = sum(1.0 for char in text if ord(char) >= _WIDE_FROM)
    return wide + 0.5 * sum(1 for char in text if ord(char) < _WIDE_FROM)


def date_line(subject: NoticeSubject, pages: Sequence[RenderedPage]) -> Found | None:
    """The line of the 成文日期: the last one before the issued text that is this date."""
    date = subject.structure.date
    if date is None:
        return None
    text = bare(date.text)
    issued = first_line(pages, next(iter(subject.structure.issued_title), None))
    for found in lines_of(pages, date):
        if bare(found.line.text) == text and (
            issued is None or found.page.number <= issued.page.number
        ):
            return found
    return None
