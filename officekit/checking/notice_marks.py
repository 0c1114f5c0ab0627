"""Small grammars of a notice: names in the 附件说明, dates, clauses of responsibility."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from officekit.checking.notice_structure import bare
from officekit.model.laid_document import LaidParagraph

_PREFIX = re.compile(r"附件?[：:]?")
_ITEM = re.compile(r"(\d{1,2})[.．、](?!\d)")
_CLAUSE = re.compile(
    r"[（(〔](?=[^。]{0,200}(?:单位|部门|负责|牵头|配合|落实))"
    r"[^（）()〔〕]{2,200}(?:[（(][^（）()]{1,40}[）)][^（）()〔〕]{0,200}){0,8}[）)〕][。；]?$"
)
_PLAIN_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def item_names(lines: Sequence[LaidParagraph]) -> list[tuple[str, str]]:
    """Number and name of each annex in the 附件说明; the number is blank for a single one."""
    names: list[tuple[str, str]] = []
    for index, line in enumerate(lines):
        text = bare(line.text)
        if index == 0:
            text = _PREFIX.sub("", text, count=1)
        match = _ITEM.match(text)
        if match:
            names.append((match[1], text[match.end() :]))
        elif names:
            names[-1] = (names[-1][0], names[-1][1] + text)
        elif text:
            names.append(("", text))
    return names


def clause_ends(text: str) -> bool:
    """Whether a text ends in a clause of responsibility."""
    return _CLAUSE.search(text.rstrip()) is not None


def plain_date(text: str) -> tuple[str, date | None] | None:
    """The date in a text as printed, with its value where the calendar has it."""
    match = _PLAIN_DATE.search(bare(text))
    if match is None:
        return None
    try:
        return match[0], date(*map(int, match.groups()))
    except ValueError:
        return match[0], None
