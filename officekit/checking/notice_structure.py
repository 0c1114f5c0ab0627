"""The elements of a notice (公文格式要素) that rules look at.

What is not found is ``None`` or empty: many offices print on paper that has its red head, and a
plan alone has neither head nor signature.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from officekit.model.laid_document import Alignment, LaidParagraph, LaidTable
from officekit.model.notice import TextLevel
from officekit.model.numbering import Level, OutlineNumber

_SPACE = re.compile(r"\s+")
_LEVELS = {
    Level.SECTION: TextLevel.FIRST,
    Level.SUBSECTION: TextLevel.SECOND,
    Level.ITEM: TextLevel.THIRD,
    Level.SUBITEM: TextLevel.FOURTH,
}
_LONGEST_HEADING = 40
_SPACES_SHIFT = 8
_FAR_RIGHT = 30.0


@dataclass(frozen=True, slots=True)
class BodyParagraph:
    """A paragraph of body text.

    Attributes:
        paragraph: of the document.
        number: its outline number.
        issued: belongs to the text that the notice issues.
    """

    paragraph: LaidParagraph
    number: OutlineNumber | None = None
    issued: bool = False

    @property
    def text(self) -> str:
        """The text without spaces at its ends."""
        return self.paragraph.text.strip()

    @property
    def level(self) -> TextLevel:
        """Level by the form of its number."""
        return _LEVELS.get(self.number.level, TextLevel.BODY) if self.number else TextLevel.BODY

    @property
    def heading(self) -> str:
        """The heading with its number: the first sentence, or all of a line without 。.

        Blank where the paragraph has no number or begins with a sentence too long for a heading.
        """
        if self.number is None:
            return ""
        heading = re.split("[。：:\n]", self.text, maxsplit=1)[0]
        return heading if len(heading) <= _LONGEST_HEADING else ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex behind the notice.

    Attributes:
        mark: the line 附件1.
        number: its number as printed; blank where it has none.
        title: lines of its title; empty where none is recognised.
        blanks: blank paragraphs between mark and title.
    """

    mark: LaidParagraph
    number: str
    title: tuple[LaidParagraph, ...]
    blanks: int


@dataclass(frozen=True, slots=True)
class Imprint:
    """The 版记.

    Attributes:
        paragraphs: all of it.
        copies: the line 抄送.
        printed: the line, or the paragraphs, of printing office and date.
        table: the table that it stands in.
    """

    paragraphs: tuple[LaidParagraph, ...]
    copies: LaidParagraph | None = None
    printed: tuple[LaidParagraph, ...] = ()
    table: LaidTable | None = None


@dataclass(frozen=True, slots=True)
class NoticeStructure:
    """Elements of a notice; names follow :class:`officekit.model.notice.Notice`.

    Attributes:
        copy_number, secrecy, urgency, mark, number, signer: of the head (版头); ``mark`` is the
            发文机关标志. ``signer`` may be the paragraph of the number.
        number_text: the 发文字号 without spaces; blank where there is none.
        title: its lines, where they are paragraphs.
        addressees: 主送机关.
        body: of the notice.
        attachment_list: 附件说明.
        signature: 发文机关署名.
        date: 成文日期.
        note: 附注.
        issued_title: of the text that is issued.
        issued: its paragraphs.
        annexes: behind the notice.
        imprint: 版记.
        letter: the notice is a letter (信函格式).
    """

    copy_number: LaidParagraph | None = None
    secrecy: LaidParagraph | None = None
    urgency: LaidParagraph | None = None
    mark: LaidParagraph | None = None
    number: LaidParagraph | None = None
    number_text: str = ""
    signer: LaidParagraph | None = None
    title: tuple[LaidParagraph, ...] = ()
    addressees: LaidParagraph | None = None
    body: tuple[BodyParagraph, ...] = ()
    attachment_list: tuple[LaidParagraph, ...] = ()
    signature: tuple[LaidParagraph, ...] = ()
    date: LaidParagraph | None = None
    note: LaidParagraph | None = None
    issued_title: tuple[LaidParagraph, ...] = ()
    issued: tuple[BodyParagraph, ...] = ()
    annexes: tuple[Annex, ...] = ()
    imprint: Imprint | None = None

    @property
    def title_text(self) -> str:
        """The title on one line, without spaces."""
        return "".join(bare(line.text) for line in self.title)

    @property
    def letter(self) -> bool:
        """A letter (10.1): a red head without 文件, the number at the right end."""
        mark = self.mark
        return (
            mark is not None
            and not bare(mark.text).endswith("文件")
            and self.number is not None
            and is_moved(self.number)
        )

    @property
    def is_notice(self) -> bool:
        """Whether this is a notice, and not only a plan or an annex."""
        return self.number is not None or self.date is not None or self.addressees is not None


def bare(text: str) -> str:
    """A text without white space."""
    return _SPACE.sub("", text)


def is_moved(paragraph: LaidParagraph) -> bool:
    """Whether a line is moved to the right: by alignment, indent, tab or spaces."""
    front = paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip())]
    return (
        paragraph.alignment is Alignment.RIGHT
        or paragraph.left + paragraph.first_line >= _FAR_RIGHT
        or len(front) >= _SPACES_SHIFT
        or "\t" in front
    )
