"""Dates in answers: those that no calendar has, serial numbers, the last day of a deadline."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

_FULL = re.compile(
    r"(?<!\d)(20\d\d)(?:年|([-./]))([01]?\d)(?:月|\2)(\d{1,2})(?![\d.])日?|(?<![\d.])(1?\d)月(\d{1,2})日"
)
_DOUBTFUL_DAY = r"(?:29|3[01]|[4-9]\d|00?)(?!\d)"
_DOUBTFUL = (
    re.compile(f"月{_DOUBTFUL_DAY}"),
    re.compile("1[3-9]月"),
    re.compile(rf"[./\-](?:1[3-9][./\-]\d|\d{{1,2}}[./\-]{_DOUBTFUL_DAY})"),
)
_LEAP_YEAR = 2024
_MONTHS = 12
_SERIAL_FROM, _SERIAL_TO = 36526, 73051
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

_DAY = re.compile(r"(?:(20\d\d)[-年./])?(1[0-2]|0?[1-9])[-月./](3[01]|[12]\d|0?[1-9])日?")
_MONTH = re.compile(r"(?:(20\d\d)[-年./])?(1[0-2]|0?[1-9])(?:月份?)?(?:底|末)?")
_QUARTER = re.compile(r"(?:(20\d\d)年)?第?([一二三四1-4])季度(?:底|末)?")
_HALF = re.compile(r"(?:(20\d\d)年)?(上|下)半年(?:底|末)?")
_YEAR = re.compile(r"(?:(20\d\d)年?|全年|年|当年|本年)(?:底|末|内)?")
_ENDINGS = re.compile(r"(?:之?前|以前)?(?:完成|建成|完工)?$")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def impossible_dates(text: str) -> Iterator[str]:
    """Dates as printed that no calendar has: 2025年6月31日, 2025.13.1, 2月30日."""
    if not has_doubtful_date(text):
        return
    for match in _FULL.finditer(text):
        year = int(match[1]) if match[1] else _LEAP_YEAR
        if match[2] == "." and text[match.start() - 1 : match.start()] in ("V", "v"):
            continue
        if not _exists(year, int(match[3] or match[5]), int(match[4] or match[6])):
            yield match[0]


def has_doubtful_date(texts: str) -> bool:
    """Whether any date with a day above 28 or a month above 12 may occur; a quick look."""
    return any(pattern.search(texts) is not None for pattern in _DOUBTFUL)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= calendar.monthrange(year, month)[1]


def date_of_serial(number: float, *, since_1904: bool = False) -> date | None:
    """The date that a serial number of a workbook stands for.

    Args:
        number: as stored; only whole numbers of the years 2000 to 2099 are dates.
        since_1904: the workbook counts from 1904.
    """
    if not _SERIAL_FROM <= number < _SERIAL_TO or not float(number).is_integer():
        return None
    return (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=int(number))


@lru_cache(maxsize=4096)
def last_day(text: str, year: int | None = None) -> date | None:
    """The last day of a deadline; ``None`` where it names none (长期坚持) or several.

    Args:
        text: of the column 完成时限: 2025年12月底前, 第三季度, 2025.6.30, 年底.
        year: for deadlines that name no year.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = _ENDINGS.sub("", plain, count=1)
    if match := _DAY.fullmatch(plain):
        return _day(match[1], year, int(match[2]), int(match[3]))
    if (match := _MONTH.fullmatch(plain)) and not plain.isdigit():
        return _day(match[1], year, int(match[2]))
    if match := _QUARTER.fullmatch(plain):
        return _day(match[1], year, _QUARTERS[match[2]])
    if match := _HALF.fullmatch(plain):
        return _day(match[1], year, 6 if match[2] == "上" else _MONTHS)
    if match := _YEAR.fullmatch(plain):
        return _day(match[1], year, _MONTHS)
    return None


def _day(printed: str | None, year: int | None, month: int, day: int = 0) -> date | None:
    """A day, by default the last of the month; ``None`` where year or day are not there."""
    known = int(printed) if printed else year
    if known is None or (day and not _exists(known, month, day)):
        return None
    return date(known, month, day or calendar.monthrange(known, month)[1])
