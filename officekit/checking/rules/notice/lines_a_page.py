"""NT111: full pages do not have 22 lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from officekit.checking.notice_pages import (
    text_lines,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    LINE,
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedPage,
)

_EXPECTED = 22
_UNEVEN = 1.6
_INK = 0.1  # of a line; ink does not end at the same height in every line
_SMALLEST, _LARGEST = 15.0, 17.0


class LinesAPage(PageRule):
    """正文排满的页面不是每面22行（5.2.3）。

    为什么
        一般每面排22行，特定情况可以作适当调整；行数不同多半是行距或者边距没有设对。

    不好
        排满的页面每面25行

    改为
        排满的页面每面22行
    """

    code = "NT111"
    severity = Severity.INFO
    clause = "5.2.3"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """One finding with the number of lines that most full pages have."""
        counts = Counter(n for page in pages[1:] if (n := _full(page, subject)))
        if not counts:
            return
        (usual, _), *_ = counts.most_common(1)
        if usual != _EXPECTED:
            yield self.found(
                subject.file,
                f"排满正文的页面每面是{usual}行，标准是22行。",
                "请核对页边距和行距（固定值28.95磅）；为了版面确需调整的，可以不改。",
                value=str(usual),
                expected=str(_EXPECTED),
            )


def _full(page: RenderedPage, subject: NoticeSubject) -> int:
    """Number of lines of a page that is full of plain text, else 0."""
    lines = text_lines(page, subject.area)
    long_enough = len(lines) > _EXPECTED // 2
    if not long_enough or page.rules or page.width > page.height:
        return 0
    if any(not _SMALLEST <= line.size <= _LARGEST for line in lines):
        return 0
    gaps = [b.bottom - a.bottom for a, b in pairwise(lines)]
    even = max(gaps) <= _UNEVEN * median(gaps)
    fills = lines[0].top < subject.area.top + LINE and lines[-1].bottom > (
        subject.area.bottom - 1.2 * LINE
    )
    if not (even and fills):
        return 0
    # The last line of a page may have been kept with the next page's first (widow control).
    fits = int((subject.area.bottom - subject.area.top) / median(gaps) + _INK)
    return max(len(lines), min(fits, len(lines) + 1))
