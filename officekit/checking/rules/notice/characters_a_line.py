"""NT112: full lines do not have 28 characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    text_lines,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_structure import bare
from officekit.checking.notice_subject import (
    CHARACTER,
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedLine,
    RenderedPage,
)

_EXPECTED = 28
_LEAST, _MOST = 22, 34
_ENOUGH = 10
_RARE = 0.05
_HALF_WIDTH = re.compile(r"[\x21-\x7e ]")


class CharactersALine(PageRule):
    """正文排满的行不是每行28字（5.2.3）。

    为什么
        一般每行排28个字；三号字的字距不收紧0.25磅时，每行只排得下27个字。

    不好
        排满的行每行27字

    改为
        排满的行每行28字
    """

    code = "NT112"
    severity = Severity.INFO
    clause = "5.2.3"

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """One finding with the most characters that lines take.

        Lines with one or two fewer are no fault: a mark may not begin a line.
        """
        counts = Counter(
            len(bare(line.text))
            for page in pages
            if page.width < page.height
            for line in text_lines(page, subject.area)
            if _full(line, subject)
        )
        if counts.total() < _ENOUGH:
            return
        usual = max(n for n, lines in counts.items() if lines >= _RARE * counts.total())
        if usual != _EXPECTED and _LEAST <= usual <= _MOST:
            yield self.found(
                subject.file,
                f"排满的行每行是{usual}字，标准是28字。",
                "请核对左右页边距、字号，并把正文字距设为紧缩0.25磅；确需调整的，可以不改。",
                value=str(usual),
                expected=str(_EXPECTED),
            )


def _full(line: RenderedLine, subject: NoticeSubject) -> bool:
    """Whether a line of full-width characters reaches from edge to edge, no mark beyond it."""
    area = subject.area
    return (
        not _HALF_WIDTH.search(line.text)
        and abs(line.left - area.left) <= 1
        and area.right - CHARACTER <= line.right <= area.right + 1
    )
