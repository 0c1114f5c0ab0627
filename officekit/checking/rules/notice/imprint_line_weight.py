"""NT501: the lines of the 版记 do not have the weights of the standard."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_imprint import (
    imprint_lines,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_THICK, _THIN = 0.35, 0.25
_TOLERANCE = 0.06


class ImprintLineWeight(NoticeRule):
    """版记分隔线的粗细不对（7.4.1）。

    为什么
        版记的首条分隔线和末条分隔线用粗线（推荐高度0.35毫米），中间的分隔线用细线（推荐高度0.25毫米）。

    不好
        三条线都是0.5磅

    改为
        首末两条1磅，中间0.75磅
    """

    code = "NT501"
    severity = Severity.WARNING
    clause = "7.4.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding in all, from table or paragraph borders; drawn lines are not looked at."""
        imprint = subject.structure.imprint
        if imprint is None or subject.structure.letter:
            return
        outer, inner = imprint_lines(imprint)
        wrong = [line.width for line in outer if abs(line.width - _THICK) > _TOLERANCE]
        thin = [line.width for line in inner if abs(line.width - _THIN) > _TOLERANCE]
        if not wrong and not thin:
            return
        what = (
            f"首条或末条分隔线粗{wrong[0]:.2f}毫米（应为0.35毫米）"
            if wrong
            else f"中间的分隔线粗{thin[0]:.2f}毫米（应为0.25毫米）"
        )
        yield self.found(
            subject.at(imprint.paragraphs[0]),
            f"版记的{what}。",
            "请把首末两条线设为1磅，中间的线设为0.75磅。",
            value=f"{(wrong or thin)[0]:.2f}",
            expected="0.35" if wrong else "0.25",
        )
