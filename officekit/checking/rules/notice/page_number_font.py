"""NT513: page numbers are not in 宋体 of size 4."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_imprint import (
    page_footers,
)
from officekit.checking.notice_looks import Face, is_size
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity

_SIZE = 14


class PageNumberFont(NoticeRule):
    """页码不是4号半角宋体（7.5）。

    为什么
        页码一般用4号半角宋体阿拉伯数字。

    不好
        页码：五号，仿宋

    改为
        页码：四号（14磅），宋体
    """

    code = "NT513"
    severity = Severity.WARNING
    clause = "7.5"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """One finding for the first footer that looks otherwise."""
        for footer in page_footers(subject):
            faults = []
            if footer.font is not None and not Face.SONG.is_named(footer.font):
                faults.append(f"字体是{footer.font}")
            if not is_size(footer.size, _SIZE):
                faults.append(f"字号是{footer.size:g}磅")
            if faults:
                yield self.found(
                    subject.file,
                    f"页码的{'，'.join(faults)}。",
                    "请改为4号（14磅）宋体，或者用自动修正。",
                    value="，".join(faults),
                    expected="宋体，14磅",
                )
                return
