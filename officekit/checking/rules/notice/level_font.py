"""NT307: a heading is not in the font of its level."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_looks import Face, look
from officekit.checking.notice_places import (
    leading_spaces,
)
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    LaidParagraph,
)
from officekit.model.notice import TextLevel

_FACES = {TextLevel.FIRST: Face.HEI, TextLevel.SECOND: Face.KAI}
_NAMES = {TextLevel.FIRST: "一级标题（一、）", TextLevel.SECOND: "二级标题（（一））"}


class LevelFont(NoticeRule):
    """层次标题的字体不对（7.3.3）。

    为什么
        一般第一层“一、”用黑体字，第二层“（一）”用楷体字，第三层“1.”和第四层“（1）”用仿宋体字。

    不好
        一、总体要求（仿宋体）

    改为
        一、总体要求（黑体）
    """

    code = "NT307"
    severity = Severity.WARNING
    clause = "7.3.3"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The headings of one level together; a whole sentence is no heading."""
        wrong: dict[TextLevel, list[LaidParagraph]] = {}
        for text in subject.texts:
            if text.level not in _FACES or not text.heading:
                continue
            paragraph = text.paragraph
            front = len(leading_spaces(paragraph))
            end = front + len(text.heading) - len(paragraph.automatic_number)
            if not look(paragraph, front, max(end, front + 1)).is_in(_FACES[text.level]):
                wrong.setdefault(text.level, []).append(paragraph)
        for level, places in wrong.items():
            face = _FACES[level].label
            yield from self.each(
                subject,
                places,
                f"的{_NAMES[level]}没有用{face}",
                f"请把标题文字改为{face}，或者用自动修正。",
                value=look(places[0], 0, 6).font,
                expected=face,
            )
