"""NT301: body text is not in 仿宋."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_looks import Face, look
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_structure import BodyParagraph
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    LaidParagraph,
)
from officekit.model.notice import TextLevel

_ENOUGH = 6


class BodyFont(NoticeRule):
    """正文没有用仿宋体（5.2.2）。

    为什么
        如无特殊说明，公文格式各要素一般用3号仿宋体字；仿宋、仿宋_GB2312、方正仿宋、华文仿宋都可以。

    不好
        正文：宋体

    改为
        正文：仿宋_GB2312
    """

    code = "NT301"
    severity = Severity.WARNING
    clause = "5.2.2"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs of one wrong font together; headings are left to NT307."""
        wrong: dict[str, list[LaidParagraph]] = {}
        for text in subject.texts:
            font = _font(text)
            if font is not None and not Face.FANGSONG.is_named(font):
                wrong.setdefault(font, []).append(text.paragraph)
        for font, places in wrong.items():
            yield from self.each(
                subject,
                places,
                f"的正文用的是{font}",
                "请改为3号仿宋体（仿宋_GB2312），或者用自动修正。",
                value=font,
                expected="仿宋_GB2312",
            )


def _font(text: BodyParagraph) -> str | None:
    """The font of what is no heading in 黑体 or 楷体; ``None`` where there is little or none."""
    start = 0
    if text.level in (TextLevel.FIRST, TextLevel.SECOND):
        if not text.heading:
            return None
        start = len(text.heading) - len(text.paragraph.automatic_number)
        if len(text.text) - len(text.heading) < _ENOUGH:
            return None
    return look(text.paragraph, start).font
