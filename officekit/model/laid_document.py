"""A Word document as it is laid out: what a checker of form needs beside the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from officekit.model.document import Source
from officekit.model.finding import Finding
from officekit.model.location import NOWHERE, Location


class Alignment(StrEnum):
    """Horizontal alignment of a paragraph."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTH = "both"
    DISTRIBUTE = "distribute"


@dataclass(frozen=True, slots=True)
class LaidRun:
    """Text of one look, resolved through styles and defaults.

    Attributes:
        text: the text.
        font: font of Chinese characters by name, ``None`` where nothing names one.
        latin_font: font of Latin letters and figures.
        size: in points.
        bold: set in bold.
        colour: ``RRGGBB`` or ``auto``.
        theme_font: the font comes from the theme, so that it differs between computers.
    """

    text: str
    font: str | None = None
    latin_font: str | None = None
    size: float | None = None
    bold: bool = False
    colour: str = "auto"
    theme_font: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line: border of a paragraph or table.

    Attributes:
        width: in millimetres.
        colour: ``RRGGBB`` or ``auto``.
        double: a double line.
    """

    width: float
    colour: str = "auto"
    double: bool = False


@dataclass(frozen=True, slots=True)
class LaidParagraph:
    """A paragraph with its resolved properties; lengths in millimetres.

    Attributes:
        number: 1-based position among all paragraphs of the body, those of tables included.
        text: visible text with an automatic number.
        runs: the text in pieces of one look (without the automatic number).
        style: name of the paragraph style.
        alignment: horizontal alignment.
        left, right: indents.
        first_line: first-line indent; negative for a hanging one.
        first_line_chars: the same in characters where it is given so.
        line_pitch: exact or least line spacing in points, ``None`` for a multiple.
        before, after: space in points.
        page_break_before: begins a new page.
        section: index of its section.
        in_table: stands in a table cell.
        top_rule, bottom_rule: borders.
        automatic_number: the number is automatic and not typed.
        location: file and paragraph.
    """

    number: int
    text: str
    runs: tuple[LaidRun, ...] = ()
    style: str = ""
    alignment: Alignment = Alignment.LEFT
    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0
    first_line_chars: float | None = None
    line_pitch: float | None = None
    before: float = 0.0
    after: float = 0.0
    page_break_before: bool = False
    section: int = 0
    in_table: bool = False
    top_rule: Rule | None = None
    bottom_rule: Rule | None = None
    automatic_number: str = ""
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer.

    Attributes:
        text: visible text; the page field shows as ``#``.
        has_page_field: a PAGE field is there.
        alignment, left, right: of its paragraph, indents in millimetres.
        font: font of the dash and the figure.
        size: in points.
    """

    text: str
    has_page_field: bool = False
    alignment: Alignment = Alignment.LEFT
    left: float = 0.0
    right: float = 0.0
    font: str | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class LaidSection:
    """Page layout of a section; lengths in millimetres.

    Attributes:
        width, height: of the page.
        top, bottom, left, right: margins.
        header, footer: distances from the page's edges.
        landscape: the page lies.
        line_pitch: of the grid in points, ``None`` without a grid.
        odd_footer, even_footer, first_footer: what stands there, ``None`` where there is none.
        first_page_differs: the first page has its own header and footer.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float = 0.0
    footer: float = 0.0
    landscape: bool = False
    line_pitch: float | None = None
    odd_footer: Footer | None = None
    even_footer: Footer | None = None
    first_footer: Footer | None = None
    first_page_differs: bool = False


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table.

    Attributes:
        first, last: numbers of its first and last paragraph.
        top_rule, bottom_rule: outermost lines.
        inner_rules: lines between its rows.
        width: in millimetres.
        floating: positioned freely on the page.
        heading_rows: rows that are repeated on every page.
    """

    first: int
    last: int
    top_rule: Rule | None = None
    bottom_rule: Rule | None = None
    inner_rules: tuple[Rule, ...] = ()
    width: float | None = None
    floating: bool = False
    heading_rows: int = 0


@dataclass(frozen=True, slots=True)
class RenderedLine:
    """A line of a rendered page; millimetres from the page's top left.

    Attributes:
        text: characters from left to right.
        top, bottom, left, right: of the glyphs' boxes.
        size: font size in points of most characters.
        colour: ``RRGGBB`` of most characters.
    """

    text: str
    top: float
    bottom: float
    left: float
    right: float
    size: float
    colour: str = "000000"


@dataclass(frozen=True, slots=True)
class RenderedRule:
    """A horizontal line drawn on a page, in millimetres."""

    left: float
    right: float
    y: float
    width: float
    colour: str = "000000"


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page as a printer gives it, counted from 1."""

    number: int
    width: float
    height: float
    lines: tuple[RenderedLine, ...] = ()
    rules: tuple[RenderedRule, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidDocument:
    """A Word document with its layout.

    Attributes:
        source: the file.
        paragraphs: in order, those of tables included.
        sections: in order.
        tables: in order.
        odd_and_even: odd and even pages have different footers.
        revisions, comments: how many are left in the document.
        pages: as rendered; ``None`` where nothing could render them.
        findings: of reading (codes ``RD``).
    """

    source: Source
    paragraphs: tuple[LaidParagraph, ...]
    sections: tuple[LaidSection, ...] = ()
    tables: tuple[LaidTable, ...] = ()
    odd_and_even: bool = False
    revisions: int = 0
    comments: int = 0
    pages: tuple[RenderedPage, ...] | None = None
    findings: tuple[Finding, ...] = ()
