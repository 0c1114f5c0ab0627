"""What a reader yields: paragraphs and tables in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from officekit.model.finding import Finding
from officekit.model.location import NOWHERE, Location
from officekit.model.table import Table


class SourceKind(StrEnum):
    """Format of a source file, by content."""

    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    TXT = "txt"
    HTML = "html"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


class ParagraphKind(StrEnum):
    """Where in the source a paragraph stands."""

    BODY = "body"
    TEXTBOX = "textbox"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from.

    Attributes:
        path: as the user gave it.
        kind: format by content, not by extension.
        encoding: of text files, else ``None``.
    """

    path: str
    kind: SourceKind
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    r"""One paragraph.

    Attributes:
        text: visible text; automatic numbers are part of it, a soft line break is ``\n``.
        location: file and paragraph number, and the page where the format has pages.
        kind: body, text box or footnote.
        centered: the source centres it (titles, signatures); ``None`` where unknown.
        bold_lead: length of the bold beginning of the text; 0 where there is none or unknown.
    """

    text: str
    location: Location = NOWHERE
    kind: ParagraphKind = ParagraphKind.BODY
    centered: bool | None = None
    bold_lead: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A source in reading order.

    Attributes:
        source: where it came from.
        blocks: paragraphs and tables in reading order. ``Location.paragraph`` counts blocks
            from 1.
        findings: what the reader dropped, accepted or could not understand (codes ``RD``).
    """

    source: Source
    blocks: tuple[Paragraph | Table, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs without the tables."""
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables without the paragraphs."""
        return tuple(b for b in self.blocks if isinstance(b, Table))


@dataclass(frozen=True, slots=True)
class Workbook:
    """A spreadsheet file: its sheets as tables.

    Attributes:
        source: where it came from.
        sheets: one table a sheet, in order, hidden ones included.
        findings: what the reader reports (codes ``RD``).
    """

    source: Source
    sheets: tuple[Table, ...]
    findings: tuple[Finding, ...] = ()
