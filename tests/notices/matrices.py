"""Small matrices of invented places, and a way back from a notice to a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from officekit import reading
from officekit.matrix import build_matrix
from officekit.model.document import Document
from officekit.model.location import Location
from officekit.model.matrix import Field, Matrix, MatrixRow
from officekit.model.notice import Notice
from officekit.model.schema import BY_KEY, COLUMNS
from officekit.parsing import parse_plan

FILE = "矩阵.xlsx"


def row(key: str = "T001", /, **texts: str) -> MatrixRow:
    """A row; columns by key."""
    unknown = set(texts) - set(BY_KEY)
    assert not unknown, unknown
    return MatrixRow(key, {name: Field(text, _place(key)) for name, text in texts.items()})


def with_own(source: MatrixRow, heading: str, text: str) -> MatrixRow:
    """The row with a text in an own column."""
    return replace(source, own=(*source.own, (heading, Field(text, _place(source.key)))))


def matrix(*rows: MatrixRow, **settings: str) -> Matrix:
    """The list of 2025 with settings by name."""
    own = tuple(dict.fromkeys(heading for each in rows for heading, _ in each.own))
    return Matrix(
        title="青禾区2025年重点工作任务",
        rows=rows,
        own_columns=own,
        column_order=(*(column.heading for column in COLUMNS), *own),
        settings=settings,
        year=2025,
        source=FILE,
    )


def _place(key: str) -> Location:
    return Location(file=FILE, sheet="责任清单", row_key=key)


def lines_of(notice: Notice) -> list[str]:
    """The issued text line by line, its title first."""
    assert notice.issued is not None
    return [notice.issued.title, *(p.text for p in notice.issued.paragraphs)]


def read_back(lines: Iterable[str], folder: Path) -> Matrix:
    """The matrix of a text file with these lines."""
    path = folder / "通知.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    document = reading.read(path)
    assert isinstance(document, Document)
    return build_matrix(parse_plan(document))


_HALF_WIDTH = str.maketrans(",;:()?!", "，；：（）？！")


def compared(text: str) -> str:
    """Text without white space, its punctuation in full width: web copies have lost both."""
    return re.sub(r"\s+", "", text).translate(_HALF_WIDTH)


def similarity(first: str, second: str) -> tuple[float, list[tuple[str, str]]]:
    """Share of common characters from 0 to 1, and the differences."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    differences = [
        (first[a:b], second[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    ]
    return matcher.ratio(), differences
