"""NT312: quotation marks and dashes are in a Latin font."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.notice_looks import Face
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    LaidParagraph,
)

_SHARED = re.compile("[“”‘’—…]+")


class MarksInLatinFont(NoticeRule):
    """引号、破折号、省略号用了西文字体（5.2.2）。

    为什么
        这些标点没有指明按中文处理时会用西文字体，只占半个字宽，样子也与正文不同。

    不好
        "重点工作"两侧是西文引号（Times New Roman）

    改为
        “重点工作”两侧是仿宋体引号
    """

    code = "NT312"
    severity = Severity.WARNING
    clause = "5.2.2"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The paragraphs with such marks together."""
        found = subject.structure
        texts = [*found.title, *(t.paragraph for t in subject.texts), *found.issued_title]
        wrong = {p.number: font for p in texts if (font := _latin(p))}
        places = sorted((p for p in texts if p.number in wrong), key=lambda p: p.number)
        yield from self.each(
            subject,
            places,
            "的引号或破折号用了西文字体",
            "请选中这些标点，把字体设为仿宋_GB2312，或者用自动修正。",
            value=wrong[places[0].number] if places else None,
            expected="仿宋_GB2312",
        )


def _latin(paragraph: LaidParagraph) -> str:
    """The Latin font of marks; blank where there is none."""
    for run in paragraph.runs:
        font = run.font or ""
        chinese = not font.isascii() or any(face.is_named(font) for face in Face)
        if font and not chinese and not run.theme_font and _SHARED.fullmatch(run.text.strip()):
            return font
    return ""
