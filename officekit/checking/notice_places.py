"""Where a paragraph stands by its own properties: indents, spaces in front, page breaks."""

from __future__ import annotations

from officekit.checking.notice_pages import text_lines
from officekit.checking.notice_structure import BodyParagraph, bare
from officekit.checking.notice_subject import CHARACTER, NoticeSubject
from officekit.model.laid_document import LaidParagraph

_SPACES = " \u3000\xa0\t"
INDENT = 2 * CHARACTER
"""Two characters of 3号 in millimetres (7.3.3)."""
_ROUGHLY = 1.5
_ENDS = tuple("。：；！？”）》…:;!?)")


def raw_text(paragraph: LaidParagraph) -> str:
    """The text of its runs with spaces in front, so without an automatic number."""
    return "".join(run.text for run in paragraph.runs) or paragraph.text


def leading_spaces(paragraph: LaidParagraph) -> str:
    """Spaces typed in front of the text."""
    text = raw_text(paragraph)
    return text[: len(text) - len(text.lstrip(_SPACES))]


def indent(paragraph: LaidParagraph) -> float:
    """Where the first line begins, in millimetres from the margin."""
    first = paragraph.first_line
    if not first and paragraph.first_line_chars:
        first = paragraph.first_line_chars * CHARACTER
    return paragraph.left + first


def is_indented(paragraph: LaidParagraph) -> bool:
    """Whether the first line begins two characters from the margin."""
    chars = paragraph.first_line_chars
    by_characters = chars is not None and abs(chars - 2) < _ROUGHLY / CHARACTER
    return (by_characters and not paragraph.left) or abs(indent(paragraph) - INDENT) <= _ROUGHLY


def goes_on(before: BodyParagraph | None, text: BodyParagraph) -> bool:
    """Whether a paragraph goes on with the sentence before it, as at the top of a page."""
    if before is None or text.number is not None:
        return False
    return before.number is None and not before.text.endswith(_ENDS)


def begins_page(subject: NoticeSubject, paragraph: LaidParagraph) -> bool:
    """Whether a paragraph begins a page: on paper, or by its own properties."""
    if subject.pages:
        for page in subject.pages:
            lines = text_lines(page, subject.area)
            if lines and bare(paragraph.text).startswith(bare(lines[0].text)):
                return True
        return paragraph.page_break_before
    if paragraph.page_break_before:
        return True
    before = [p for p in subject.document.paragraphs if p.number < paragraph.number]
    return not before or before[-1].section != paragraph.section
