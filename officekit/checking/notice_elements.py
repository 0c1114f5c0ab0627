"""Tells what each recognised paragraph is, for those who set its layout."""

from __future__ import annotations

from collections.abc import Iterator

from officekit.checking.notice_places import goes_on, leading_spaces, raw_text
from officekit.checking.notice_structure import BodyParagraph
from officekit.checking.notice_subject import NoticeSubject
from officekit.model.laid_document import LaidParagraph
from officekit.model.notice import TextLevel
from officekit.model.notice_element import NoticeElement, PlacedElement

_LITTLE = 6  # characters behind a heading that are no text of their own


def placed_elements(subject: NoticeSubject) -> tuple[PlacedElement, ...]:
    """The recognised paragraphs of a notice in their order."""
    return tuple(sorted(_elements(subject), key=lambda placed: placed.number))


def _elements(subject: NoticeSubject) -> Iterator[PlacedElement]:
    found = subject.structure
    single = (
        (NoticeElement.SECRECY, found.secrecy),
        (NoticeElement.URGENCY, found.urgency),
        (NoticeElement.NUMBER, found.number),
        (NoticeElement.ADDRESSEES, found.addressees),
        (NoticeElement.DATE, found.date),
        (NoticeElement.NOTE, found.note),
        (NoticeElement.COPIES, found.imprint.copies if found.imprint else None),
    )
    for element, paragraph in single:
        if paragraph is not None:
            yield PlacedElement(paragraph.number, element)
    several: tuple[tuple[NoticeElement, tuple[LaidParagraph, ...]], ...] = (
        (NoticeElement.TITLE, (*found.title, *found.issued_title)),
        (NoticeElement.SIGNATURE, found.signature),
        (NoticeElement.ANNEX_MARK, tuple(annex.mark for annex in found.annexes)),
        (NoticeElement.PRINTED, found.imprint.printed if found.imprint else ()),
    )
    for element, paragraphs in several:
        for paragraph in paragraphs:
            yield PlacedElement(paragraph.number, element)
    for index, line in enumerate(found.attachment_list):
        yield PlacedElement(line.number, NoticeElement.ATTACHMENTS, begins=not index)
    before: BodyParagraph | None = None
    for text in subject.texts:
        yield _text(before, text)
        before = text


def _text(before: BodyParagraph | None, text: BodyParagraph) -> PlacedElement:
    paragraph = text.paragraph
    heading = 0
    if text.level in (TextLevel.FIRST, TextLevel.SECOND) and text.heading:
        heading = len(leading_spaces(paragraph)) + len(text.heading)
        heading -= len(paragraph.automatic_number)
        whole = len(raw_text(paragraph))
        heading = whole if whole - heading < _LITTLE else heading
    return PlacedElement(
        paragraph.number,
        NoticeElement.TEXT,
        text.level,
        max(heading, 0),
        begins=not goes_on(before, text),
        issued=text.issued,
    )
