"""What a row says in its other columns and its text does not: targets, deadline, persons."""

from __future__ import annotations

import re

from officekit.model.matrix import MatrixRow
from officekit.model.schema import PLACEHOLDER_MARK

_SPACE = re.compile(r"\s+")
_YEAR = re.compile(r"(20\d\d)年(.*)")
_THIS_YEAR = re.compile(r"今年|本年|当年|全年|年内")
_YEAR_END = frozenset(
    {"", "内", "年内", "底前", "年底前", "年末前", "12月底前", "底", "年底", "全年"}
)


def unsaid_targets(row: MatrixRow) -> tuple[str, ...]:
    """Lines of 量化目标 that stand neither in the title nor in the measures."""
    said = _plain(row["title"] + row["measures"])
    lines = (line.strip() for line in row["targets"].split("\n"))
    return tuple(
        line for line in lines if line and _plain(line.removesuffix(PLACEHOLDER_MARK)) not in said
    )


def unsaid_details(row: MatrixRow, year: int | None) -> tuple[str, ...]:
    """责任领导, 责任人 and 完成时限 with their labels, as far as the text does not say them.

    Args:
        row: of the matrix.
        year: of an annual list, whose title says the end of that year.
    """
    said = _plain(row["title"] + row["measures"])
    found = []
    for key, label in (("leader", "责任领导"), ("person", "责任人")):
        text = _one_line(row[key])
        if text and _plain(text) not in said:
            found.append(f"{label}：{text}")
    deadline = _one_line(row["deadline"])
    if deadline and not _says(said, _plain(deadline), year):
        found.append(f"完成时限：{deadline}")
    return tuple(found)


def _says(said: str, deadline: str, year: int | None) -> bool:
    """Whether a text names a deadline, perhaps without the year that governs it."""
    if deadline in said:
        return True
    match = _YEAR.fullmatch(deadline)
    if match is None:
        return False
    own_year, rest = int(match[1]), match[2]
    if own_year == year and rest in _YEAR_END:
        return True
    if own_year != year and f"{own_year}年" not in said:
        return False
    if not rest:
        return _THIS_YEAR.search(said) is not None
    words = rest if rest[0] in "年全上下第一二三四" or rest[0].isdecimal() else f"年{rest}"
    return re.search(rf"(?<!\d)(?<!\d年){re.escape(words)}", said) is not None


def _plain(text: str) -> str:
    return _SPACE.sub("", text)


def _one_line(text: str) -> str:
    return "、".join(line.strip() for line in text.split("\n") if line.strip())
