"""Number formats of spreadsheets: which ones show a date, and serial numbers as dates.

ECMA-376 part 1, 18.8.30 (numFmt, built-in ids) and 18.17.4 (date and time serial numbers).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_BUILT_IN_TIMES = frozenset({*range(18, 22), *range(32, 36), 45, 47, 55, 56})
_PERCENTAGES = frozenset({9, 10})
_EXPONENTS = frozenset({11, 48})
_TEXT = 49
_SECTIONS_THAT_HIDE = 3
_EXPONENT = re.compile(r"e[+-]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETED = re.compile(r"\[[^\]]*\]")
_WORDS = re.compile(r"general|standard|am/pm|a/p|e[+-]", re.IGNORECASE)

_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - spreadsheets know no time zones
_FALSE_LEAP_DAY = 60
_MILLISECONDS_A_DAY = 86_400_000


class FormatKind(Enum):
    """What a number format shows."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"


def format_kind(number: int, code: str | None) -> FormatKind:
    """What a number format shows.

    Args:
        number: ``numFmtId``.
        code: its format code where the file defines one; it goes before the built-in meaning.

    Returns:
        ``NUMBER`` also for elapsed time (``[h]:mm``), which is an amount and no moment.
    """
    if code is None:
        if number in _BUILT_IN_DATES:
            return FormatKind.DATE
        return FormatKind.TIME if number in _BUILT_IN_TIMES else FormatKind.NUMBER
    bare = _QUOTED.sub("", code)
    if _ELAPSED.search(bare):
        return FormatKind.NUMBER
    section = _BRACKETED.sub("", bare).split(";", 1)[0]
    letters = set(_WORDS.sub(lambda m: "h" if "/" in m[0] else "", section).lower())
    if letters & set("yde"):
        return FormatKind.DATE
    if letters & set("hs"):
        return FormatKind.TIME
    return FormatKind.DATE if "m" in letters else FormatKind.NUMBER


class FormatTraits(NamedTuple):
    """What else a number format does.

    Attributes:
        percent: it shows a percentage.
        text: it takes all that is typed for text.
        scientific: it shows numbers with an exponent.
        hides: it shows nothing at all (``;;;``).
    """

    percent: bool
    text: bool
    scientific: bool
    hides: bool


def format_traits(number: int, code: str | None) -> FormatTraits:
    """What a number format does, besides dates; arguments as for :func:`format_kind`."""
    if code is None:
        return FormatTraits(
            number in _PERCENTAGES, number == _TEXT, number in _EXPONENTS, hides=False
        )
    sections = _BRACKETED.sub("", _QUOTED.sub("", code)).split(";")
    return FormatTraits(
        any("%" in section for section in sections),
        sections[0].strip() == "@",
        _EXPONENT.search(sections[0]) is not None,
        hides=len(sections) >= _SECTIONS_THAT_HIDE
        and not "".join(sections).strip()
        and '"' not in code,
    )


def from_serial(
    serial: float, kind: FormatKind, *, date1904: bool
) -> date | datetime | time | float:
    """The date, moment or time of day that a serial number means.

    The 1900 system counts a 29 February 1900 that never was: numbers below 60 are one day
    later than plain counting says, and 60 itself is no day.

    Args:
        serial: days since the epoch, times of day as fractions.
        kind: what the cell's format shows.
        date1904: the workbook counts from 1904-01-01.

    Returns:
        A date for whole days, a time below one day, else a datetime to the millisecond. The
        number itself where it is no day (0 shown as a date, negative, beyond year 9999).
    """
    milliseconds = round(serial * _MILLISECONDS_A_DAY)
    days, rest = divmod(milliseconds, _MILLISECONDS_A_DAY)
    if days < 0 or kind is FormatKind.NUMBER:
        return serial
    if days == 0 and (kind is FormatKind.TIME or (rest and not date1904)):
        return (_EPOCH_1904 + timedelta(milliseconds=rest)).time()
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    if not date1904 and days <= _FALSE_LEAP_DAY:
        if days in (0, _FALSE_LEAP_DAY):
            return serial
        days += 1
    try:
        moment = epoch + timedelta(days=days, milliseconds=rest)
    except OverflowError:
        return serial
    return moment if rest else moment.date()


def from_iso(text: str) -> date | datetime | time | str:
    """A cell of type ``d`` (ISO 8601); the text itself where it is no date."""
    try:
        if ":" not in text:
            return date.fromisoformat(text)
        if "-" not in text:
            return time.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.date() if moment.time() == time() else moment
