"""A responsibility matrix (责任清单): rows with stable keys and a location for every field."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING

from officekit.model.finding import Finding
from officekit.model.location import Location
from officekit.model.schema import BY_KEY, COLUMNS, UNIT_SEPARATOR, Column, columns_for
from officekit.model.unit import Unit, UnitRegistry
from officekit.model.unit_names import join_group_parts

if TYPE_CHECKING:
    import pandas as pd

_OPENING, _CLOSING = "（(〔[【“《", "）)〕]】”》"
_SEPARATORS = "、，,；;\n"
_UNSTORABLE = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_OPEN_END = re.compile(r"等(?:有关|相关|各有关|各相关)?(?:单位|部门)?$")


def split_units(text: str) -> tuple[str, ...]:
    """The units in a cell, in order of print.

    Separators are 、 ， ； and line breaks outside brackets and quotation marks; a closing 等 or
    等有关单位 is left off. A group with a 、 inside (各区、县级市) stays one.
    """
    parts, depth, current = [], 0, ""
    for char in text:
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        if char in _SEPARATORS and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    parts.append(current)
    names = [part.strip() for part in parts]
    if names[-1]:
        names[-1] = _OPEN_END.sub("", names[-1])
    return tuple(join_group_parts([name for name in names if name]))


@dataclass(frozen=True, slots=True)
class Field:
    """A text and the place where it was read."""

    text: str = ""
    location: Location = dataclass_field(default_factory=Location)


_NO_FIELD = Field()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One task.

    Attributes:
        key: stable, unique in the matrix (T013, T015-2).
        fields: fields by column key; a missing one is blank.
        own: fields of the clerk's own columns, by heading.
    """

    key: str
    fields: Mapping[str, Field]
    own: tuple[tuple[str, Field], ...] = ()

    def __getitem__(self, key: str) -> str:
        return self.field(key).text

    def field(self, key: str) -> Field:
        """Text and location of a column, by key.

        Raises:
            KeyError: there is no such column in the schema.
        """
        if key not in BY_KEY:
            raise KeyError(key)
        return self.fields.get(key, _NO_FIELD)

    def own_field(self, heading: str) -> Field:
        """Text and location of an own column, by heading; blank where the row has none."""
        return dict(self.own).get(heading, _NO_FIELD)

    def at(self, key: str) -> Location:
        """Where a column's text was read."""
        return self.field(key).location

    def units(self, key: str) -> tuple[str, ...]:
        """The units of a column (``lead`` or ``support``) as printed."""
        return split_units(self[key])

    def texts(self) -> tuple[tuple[str, str], ...]:
        """The texts that are not blank: by column key in schema order, then by own heading."""
        known = [(c.key, self.fields[c.key].text) for c in COLUMNS if c.key in self.fields]
        own = [(f"own:{heading}", value.text) for heading, value in self.own]
        return tuple((name, text) for name, text in known + own if text)

    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with any text of the row."""
        return _digest([self.key, *(part for pair in self.texts() for part in pair)])


def _digest(parts: Iterable[str]) -> str:
    # Characters that no workbook can store do not count, so that a file read back agrees.
    joined = "\x1f".join(_UNSTORABLE.sub("", part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of 修改记录.

    Attributes:
        time: when, as text.
        place: where, in words or as a cell.
        before, after: the contents.
        note: why, or by what rule.
    """

    time: str
    place: str
    before: str
    after: str
    note: str = ""


def finding_key(finding: Finding) -> str:
    """Sixteen hexadecimal digits: the same for the same problem of the same row."""
    said = finding.value if finding.value is not None else finding.message
    return _digest([finding.code, finding.location.row_key or "", said])


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column as it stands in the sheet.

    Attributes:
        heading: as shown, which may be an alias.
        column: its meaning; ``None`` for an own column.
    """

    heading: str
    column: Column | None

    def field_of(self, row: MatrixRow) -> Field:
        """The column's field in a row."""
        if self.column is None:
            return row.own_field(self.heading)
        return row.field(self.column.key)


STANDARD_ORDER = tuple(column.heading for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A responsibility matrix.

    Attributes:
        title: of the list; empty where it has none.
        rows: one a task, in order.
        own_columns: headings of columns that the schema does not know.
        column_order: all headings as shown, left to right, without the row key.
        settings: 项目 → 内容.
        registry: the organisations.
        findings: problems found so far.
        changes: the log of corrections, oldest first.
        year: of an annual list, else ``None``.
        source: file that the matrix was built or read from.
        confirmed_units: registered names that the clerk has confirmed.
        opinions: 处理意见 of 问题清单, by :func:`finding_key`.
        id: of the workbook, kept through all edits and copies; blank where no workbook has it yet.
        decisions: 处理 of 报送冲突: conflict key → keys of the candidates taken, top to bottom;
            empty where the clerk takes none of them.
    """

    title: str = ""
    rows: tuple[MatrixRow, ...] = ()
    own_columns: tuple[str, ...] = ()
    column_order: tuple[str, ...] = STANDARD_ORDER
    settings: Mapping[str, str] = dataclass_field(default_factory=dict)
    registry: UnitRegistry = dataclass_field(default_factory=UnitRegistry)
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    year: int | None = None
    source: str = ""
    confirmed_units: frozenset[str] = frozenset()
    opinions: Mapping[str, str] = dataclass_field(default_factory=dict)
    id: str = ""
    decisions: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        """The columns of the sheet, left to right, without the row key."""
        known = [heading for heading in self.column_order if heading not in self.own_columns]
        meaning = dict(zip(known, columns_for(known), strict=True))
        return tuple(SheetColumn(h, meaning.get(h)) for h in self.column_order)

    def row(self, key: str) -> MatrixRow | None:
        """The row with a key."""
        return next((row for row in self.rows if row.key == key), None)

    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change with any text, row or order of rows."""
        return _digest([self.title, *(row.fingerprint() for row in self.rows)])

    def resolved_units(self, row: MatrixRow, key: str) -> tuple[tuple[str, Unit | None], ...]:
        """The units of ``lead`` or ``support``: name as printed and the organisation it means.

        A registered name that contains a separator (各区、县级市) is found in one piece.
        """
        names = list(row.units(key))
        found: list[tuple[str, Unit | None]] = []
        while names:
            joined = UNIT_SEPARATOR.join(names[:2])
            both = self.registry.resolve(joined).unit if len(names) > 1 else None
            if both is not None and joined in (both.name, *both.aliases):
                found.append((joined, both))
                names = names[2:]
            else:
                found.append((names[0], self.registry.resolve(names[0]).unit))
                names = names[1:]
        return tuple(found)

    def to_frame(self) -> pd.DataFrame:
        """Texts as a data frame: a row a task, Chinese headings as columns, row keys as index."""
        import pandas as pd

        columns = self.columns
        return pd.DataFrame(
            [[column.field_of(row).text for column in columns] for row in self.rows],
            index=pd.Index([row.key for row in self.rows], name="行标识", dtype=object),
            columns=list(self.column_order),
            dtype=object,
        )

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, *, title: str = "") -> Matrix:
        """A matrix from a data frame as :meth:`to_frame` makes it.

        Headings may be aliases; unknown ones become own columns. Missing values are blank.
        """
        headings = tuple(str(heading) for heading in frame.columns)
        meanings = columns_for(headings)
        texts = frame.astype(object).where(frame.notna(), "").to_numpy()
        rows = [
            make_row(str(key), headings, meanings, [Field(str(text)) for text in line])
            for key, line in zip(frame.index, texts, strict=True)
        ]
        own = tuple(h for h, m in zip(headings, meanings, strict=True) if m is None)
        return cls(title, tuple(rows), own, headings)


def make_row(
    key: str,
    headings: Iterable[str],
    meanings: Iterable[Column | None],
    fields: Iterable[Field],
) -> MatrixRow:
    """A row from fields in sheet order; ``meanings`` are ``None`` for own columns."""
    known: dict[str, Field] = {}
    own: list[tuple[str, Field]] = []
    for heading, meaning, value in zip(headings, meanings, fields, strict=True):
        if meaning is None:
            own.append((heading, value))
        else:
            known[meaning.key] = value
    return MatrixRow(key, known, tuple(own))


@dataclass(frozen=True, slots=True)
class CrossTable:
    """责任矩阵: tasks × units.

    Attributes:
        units: names in registry order, unregistered ones behind in order of appearance.
        registered: whether each unit is in the registry.
        row_keys: one a task.
        roles: a row a task, a column a unit: ``★`` lead, ``●`` support or blank.
    """

    units: tuple[str, ...]
    registered: tuple[bool, ...]
    row_keys: tuple[str, ...]
    roles: tuple[tuple[str, ...], ...]

    def unit_counts(self, mark: str) -> tuple[int, ...]:
        """How often each unit has a mark."""
        return tuple(sum(row[i] == mark for row in self.roles) for i in range(len(self.units)))

    def task_counts(self, mark: str) -> tuple[int, ...]:
        """How many units have a mark in each task."""
        return tuple(row.count(mark) for row in self.roles)


LEAD_MARK, SUPPORT_MARK = "★", "●"
