"""NT101: the paper is not A4."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    A4,
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_TOLERANCE = 1.0
_A3 = (297.0, 420.0)


class PaperNotA4(NoticeRule):
    """纸张不是 A4（5.1）。

    为什么
        公文用纸采用 A4 型，210毫米×297毫米；别的纸型打印时会缩放，边距和字号都随着改变。

    不好
        纸张：16开（184毫米×260毫米）

    改为
        纸张：A4（210毫米×297毫米）
    """

    code = "NT101"
    severity = Severity.WARNING
    clause = "5.1"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for the first section on other paper; annexes may be on A3."""
        for index, section in enumerate(subject.document.sections):
            size = tuple(sorted((section.width, section.height)))
            if _is(size, A4) or (index and _is(size, _A3)):
                continue
            yield self.found(
                subject.file,
                f"第{index + 1}节的纸张是{size[0]:.0f}毫米×{size[1]:.0f}毫米，不是 A4。",
                "请在“布局—纸张大小”中选择 A4。",
                value=f"{size[0]:.0f}×{size[1]:.0f}",
                expected="210×297",
            )
            return


def _is(size: tuple[float, ...], paper: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _TOLERANCE for a, b in zip(size, paper, strict=True))
