"""NT304: text is not black."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_looks import is_black
from officekit.checking.notice_rule import NoticeRule
from officekit.checking.notice_subject import (
    NoticeSubject,
)
from officekit.model.finding import Finding, Severity
from officekit.model.laid_document import (
    LaidParagraph,
)


class TextColour(NoticeRule):
    """文字不是黑色（5.2.4）。

    为什么
        如无特殊说明，公文中文字的颜色均为黑色；起草时标红、超链接的蓝色都应当去掉。

    不好
        请于9月底前报送（红色）

    改为
        请于9月底前报送（黑色）
    """

    code = "NT304"
    severity = Severity.WARNING
    clause = "5.2.4"

    def check(self, subject: NoticeSubject) -> Iterator[Finding]:
        """The coloured paragraphs below the head."""
        found = subject.structure
        places = [text.paragraph for text in subject.texts]
        single = (found.addressees, found.date, found.note, found.number)
        places += [p for p in single if p is not None]
        places += [*found.title, *found.issued_title, *found.attachment_list, *found.signature]
        coloured: dict[str, list[LaidParagraph]] = {}
        for place in sorted(places, key=lambda p: p.number):
            colour = _colour(place)
            if colour:
                coloured.setdefault(colour, []).append(place)
        for colour, paragraphs in coloured.items():
            yield from self.each(
                subject,
                paragraphs,
                "有不是黑色的文字",
                "请把字体颜色改为黑色或自动，或者用自动修正。",
                value=colour,
                expected="000000",
            )


def _colour(paragraph: LaidParagraph) -> str:
    return next(
        (run.colour for run in paragraph.runs if run.text.strip() and not is_black(run.colour)), ""
    )
