"""A file that came back, as a reader found it: cells, and what else it says of itself.

Nothing here is dense, no object is made for a blank cell: a thousand files are read in a few
seconds. Rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from officekit.model.document import SourceKind
from officekit.model.table import CellValue

Place = tuple[int, int]
"""Row and column."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; the last ones belong to it."""


class SheetState(StrEnum):
    """How a sheet shows."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


class Refusal(StrEnum):
    """Why nothing of a file could be taken; the value is the entry of the taxonomy."""

    LOCK_FILE = "A01"
    OTHER_CONTENT = "A02"  # readable by nobody as a table: a picture, a Word document, …
    DAMAGED = "A03"  # zero bytes, truncated, random, broken XML
    ENCRYPTED = "A04"
    BOMB = "A05"  # too large unpacked, too many parts, ratio, or declared sizes that lie
    BAD_PARTS = "A06"
    DTD = "A07"
    TOO_MUCH = "A08"  # too many cells, too much time or memory


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on a cell.

    Attributes:
        place: the cell.
        text: whole text; replies of a thread are joined by line breaks.
        author: where the file tells it.
    """

    place: Place
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class DataRule:
    """A data validation.

    Attributes:
        kind: ``list``, ``decimal``, ``textLength`` … as in the file.
        areas: cells that it covers.
        formula: its first formula, as stored.
    """

    kind: str
    areas: tuple[Area, ...]
    formula: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """One worksheet.

    Attributes:
        name: as shown.
        state: visible or hidden.
        rows: row → column → value; cells that are blank are left out, error values are their
            text (``#REF!``), dates are dates where the format shows one.
        formulas: cell → formula without ``=``.
        errors: cells that hold an error value.
        uncached: cells with a formula and no stored value.
        merges: merged areas.
        hidden_rows: rows that the file hides, filtered ones included.
        hidden_columns: first and last column of each hidden range.
        filtered: a filter is on (criteria set), so that rows may be hidden by it.
        grouped_rows: rows in an outline group.
        protected: the sheet is protected; ``None`` where the format does not tell.
        protection_hash: password hash of the protection, blank where there is none.
        rules: data validations, those of extensions (x14) included.
        conditional_formats: how many areas have conditional formats.
        percent: cells whose number format shows a percentage.
        text_format: cells formatted as text (``@``).
        scientific: number cells whose format shows exponents.
        struck: cells struck through, or with struck parts.
        invisible: cells that hold something and don't show it: white on white or tiny.
        phonetic: cells whose text has phonetic guides.
        notes: comments, threaded ones included.
        shapes: texts of text boxes and shapes.
        pictures: how many pictures stand on it.
        dimension: extent as the file declares it (``A1:N32``), blank where it does not.
    """

    name: str
    state: SheetState = SheetState.VISIBLE
    rows: Mapping[int, Mapping[int, CellValue]] = field(default_factory=dict)
    formulas: Mapping[Place, str] = field(default_factory=dict)
    errors: frozenset[Place] = frozenset()
    uncached: frozenset[Place] = frozenset()
    merges: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    filtered: bool = False
    grouped_rows: frozenset[int] = frozenset()
    protected: bool | None = None
    protection_hash: str = ""
    rules: tuple[DataRule, ...] = ()
    conditional_formats: int = 0
    percent: frozenset[Place] = frozenset()
    text_format: frozenset[Place] = frozenset()
    scientific: frozenset[Place] = frozenset()
    struck: frozenset[Place] = frozenset()
    invisible: frozenset[Place] = frozenset()
    phonetic: frozenset[Place] = frozenset()
    notes: tuple[Note, ...] = ()
    shapes: tuple[str, ...] = ()
    pictures: int = 0
    dimension: str = ""

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell, ``None`` where it is blank."""
        return self.rows.get(row, {}).get(column)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file without its sheets; small enough to be kept for each of thousands.

    Attributes:
        name: as the sender named it: text, never part of a path.
        origin: containers around it from outside in (名称.zip, 邮件.eml).
        size: bytes.
        sha256: of its bytes, 64 hexadecimal digits.
        kind: format by content; ``None`` where it is none that is read.
        extension_kind: what the extension promises, where that differs; else blank (``.xls``).
        refusal: why it could not be read; ``None`` where it was.
        reason, remedy: the reader's message and hint in Chinese where it was refused.
        sent_at: ISO time of the mail it came with, or of its last saving; blank where unknown.
        sender: address of the mail it came with; blank where unknown.
        folder: name of the folder it lay in; blank for a file that was named itself.
        application: program that saved it, as the file says.
        encoding, delimiter: of delimited text.
        macros: it carries macros (VBA or macro sheets).
        external: links, connections, embedded objects and the like, each in a few words.
        strict: Strict Office Open XML.
        date1904: dates count from 1904.
        properties: custom properties by name.
        names: workbook-wide defined names → formula.
        far_cells: cells far away from the others that stay outside the table, as ``XFD1048576``.
        body: text of the mail it came with, subject in front; only one file of a mail carries it.
    """

    name: str
    origin: tuple[str, ...] = ()
    size: int = 0
    sha256: str = ""
    kind: SourceKind | None = None
    extension_kind: str = ""
    refusal: Refusal | None = None
    reason: str = ""
    remedy: str = ""
    sent_at: str = ""
    sender: str = ""
    folder: str = ""
    application: str = ""
    encoding: str = ""
    delimiter: str = ""
    macros: bool = False
    external: tuple[str, ...] = ()
    strict: bool = False
    date1904: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    far_cells: tuple[str, ...] = ()
    body: str = ""

    @property
    def shown_name(self) -> str:
        """Its name with the containers around it, for messages."""
        return "›".join((*self.origin, self.name))


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that came back.

    Attributes:
        facts: what is known of it as a whole.
        sheets: worksheets in order, hidden ones included; empty where it was refused.
    """

    facts: FileFacts
    sheets: tuple[ReturnedSheet, ...] = ()
