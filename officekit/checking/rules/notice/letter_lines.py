"""NT225: the red double lines of a letter are not where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from officekit.checking.notice_pages import (
    first_line,
    red_rules,
)
from officekit.checking.notice_rule import PageRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.checking.rule import Parameter
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    RenderedLine,
    RenderedPage,
)

_PAIR = 3.0
_WIDTH = 170.0
_HALF = 0.5


class LetterLines(PageRule):
    """信函格式的红色双线位置或长度不对（10.1）。

    为什么
        标志下4毫米处印一条红色双线（上粗下细），距下页边20毫米处印一条红色双线（上细下粗），线长均为170毫米，居中排布。

    不好
        只有标志下面的一条双线

    改为
        上、下各一条170毫米长的红色双线
    """

    code = "NT225"
    severity = Severity.WARNING
    clause = "10.1"
    parameters = (Parameter("容差", "1.5", "允许相差的毫米数；大字的笔画下缘各字不同"),)

    def check_pages(
        self, subject: NoticeSubject, pages: Sequence[RenderedPage]
    ) -> Iterator[Finding]:
        """One finding for the first fault."""
        mark = first_line(pages[:1], subject.structure.mark)
        if not subject.structure.letter or mark is None:
            return
        fault = self._fault(pages[0], mark.line)
        if fault:
            yield self.found(
                subject.file,
                f"信函格式的红色双线{fault}。",
                "请使上线在标志下4毫米、下线距下页边20毫米，线长170毫米，居中。",
            )

    def _fault(self, page: RenderedPage, mark: RenderedLine) -> str:
        slack = float(self.parameter("容差"))
        rules = red_rules(page)
        upper = [r for r in rules if r.y < page.height * _HALF]
        lower = [r for r in rules if r.y >= page.height * _HALF]
        if not upper or not lower:
            return "缺少上面的一条" if not upper else "缺少下面的一条"
        if any(abs(r.right - r.left - _WIDTH) > slack for r in rules):
            return "不是170毫米长"
        below = upper[0].y - upper[0].width / 2 - mark.bottom
        if abs(below - 4) > slack:
            return f"的上线在标志下{below:.1f}毫米"
        from_edge = page.height - lower[-1].y
        if abs(from_edge - 20) > slack:
            return f"的下线距下页边{from_edge:.1f}毫米"
        if len(upper) > 1 and upper[0].width <= upper[1].width:
            return "的上线没有排成上粗下细"
        if len(lower) > 1 and lower[-1].width <= lower[-2].width:
            return "的下线没有排成上细下粗"
        return ""
