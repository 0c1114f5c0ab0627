"""What rules on notices look at: the document's layout and the elements recognised in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from officekit.checking.notice_recognition import recognise
from officekit.checking.notice_structure import BodyParagraph, NoticeStructure
from officekit.model.finding import Finding
from officekit.model.laid_document import (
    LaidDocument,
    LaidParagraph,
    LaidSection,
    RenderedPage,
)
from officekit.model.location import Location

if TYPE_CHECKING:
    from officekit.checking.rule import RuleBase

A4 = (210.0, 297.0)
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
"""Type area (版心) of 5.2.1 in millimetres: distances from the page's edges, and its size."""
CHARACTER = 16 * 25.4 / 72
"""Width of a character of 3号 in millimetres."""
LINE = HEIGHT / 22
"""A line (行) in millimetres: twenty-two fill the type area."""
_QUOTED = 30


@dataclass(frozen=True)
class TypeArea:
    """Edges of the type area on a page, in millimetres from the page's top left."""

    top: float = TOP
    left: float = LEFT
    right: float = LEFT + WIDTH
    bottom: float = TOP + HEIGHT

    @property
    def width(self) -> float:
        """Distance between the edges at the sides."""
        return self.right - self.left


@dataclass(frozen=True)
class NoticeSubject:
    """A notice to be checked.

    Attributes:
        document: with its layout.
        structure: the elements of a notice found in it.
        settings: lines of the sheet 设置 that change rules.
    """

    document: LaidDocument
    structure: NoticeStructure
    settings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: LaidDocument, settings: Mapping[str, str] | None = None) -> NoticeSubject:
        """Recognise the elements of a document by text, position and look."""
        return cls(document, recognise(document), settings or {})

    def rule_kind(self) -> type[RuleBase[Any]]:
        """Rules on notices."""
        from officekit.checking.notice_rule import NoticeRule

        return NoticeRule

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading has found."""
        return self.document.findings

    @property
    def row_keys(self) -> tuple[str, ...]:
        """None: a notice has no rows."""
        return ()

    @property
    def pages(self) -> tuple[RenderedPage, ...] | None:
        """The pages as rendered; ``None`` where nothing could render them."""
        return self.document.pages

    @property
    def file(self) -> Location:
        """The document as a whole."""
        return Location(file=self.document.source.path)

    def at(self, paragraph: LaidParagraph) -> Location:
        """Where a paragraph stands, with its first words as the quotation."""
        place = paragraph.location
        if not place.file:
            place = Location(file=self.document.source.path, paragraph=paragraph.number)
        return place.quoting(paragraph.text.strip()[:_QUOTED])

    @property
    def texts(self) -> Iterator[BodyParagraph]:
        """Body paragraphs of the notice, then of the text that it issues."""
        yield from self.structure.body
        yield from self.structure.issued

    def section(self, paragraph: LaidParagraph | None = None) -> LaidSection | None:
        """The section of a paragraph, by default the first one; ``None`` where none is known."""
        index = paragraph.section if paragraph else 0
        sections = self.document.sections
        return sections[index] if 0 <= index < len(sections) else None

    @cached_property
    def upright(self) -> tuple[LaidSection, ...]:
        """The sections whose pages stand: those that the measures of 5.2 are about."""
        return tuple(s for s in self.document.sections if not s.landscape and s.width < s.height)

    @cached_property
    def area(self) -> TypeArea:
        """The type area as the first section sets it, so that wrong margins are told once."""
        section = self.section()
        if section is None:
            return TypeArea()
        return TypeArea(
            section.top,
            section.left,
            section.width - section.right,
            section.height - section.bottom,
        )


def place_name(paragraph: LaidParagraph) -> str:
    """How a message names a paragraph."""
    return f"第{paragraph.location.paragraph or paragraph.number}段"
