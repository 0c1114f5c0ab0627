"""NT103: the type area is not 156 × 225 mm."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    HEIGHT,
    LEFT,
    TOP,
    WIDTH,
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_TOLERANCE = 1.05


class TypeAreaWrong(NoticeRule):
    """版心不是156毫米×225毫米（5.2.1）。

    为什么
        版心尺寸为156毫米×225毫米，每面22行、每行28字由此而来。

    不好
        右边距3.17厘米，下边距2.54厘米

    改为
        右边距2.6厘米，下边距3.5厘米
    """

    code = "NT103"
    severity = Severity.WARNING
    clause = "5.2.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for the first section; a side with a wrong margin is left to NT102."""
        for section in subject.upright:
            wrong = []
            width = section.width - section.left - section.right
            height = section.height - section.top - section.bottom
            left_is_right = abs(section.left - LEFT) <= _TOLERANCE
            if left_is_right and abs(width - WIDTH) > _TOLERANCE:
                wrong.append(f"宽{width:.1f}毫米（应为156毫米，即右边距26毫米）")
            top_is_right = abs(section.top - TOP) <= _TOLERANCE
            if top_is_right and abs(height - HEIGHT) > _TOLERANCE:
                wrong.append(f"高{height:.1f}毫米（应为225毫米，即下边距35毫米）")
            if wrong and not subject.structure.letter:
                yield self.found(
                    subject.file,
                    f"版心{'，'.join(wrong)}。",
                    "请在“布局—页边距”中改正，或者用自动修正。",
                    value=f"{width:.1f}×{height:.1f}",
                    expected="156×225",
                )
                return
