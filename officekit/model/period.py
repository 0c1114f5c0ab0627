"""The period that a report covers: 2023年9月, 2023年第3季度, 2023年上半年, 2023年, 第3期."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MONTHS_A_YEAR = 12
_NUMBERS = {"元": 1, "正": 1, **{word: i for i, word in enumerate("一二三四五六七八九", start=1)}}
_NUMBERS |= {"十": 10, "十一": 11, "十二": 12}
_YEAR = r"(20\d\d|\d\d(?=年))(?:年度?|[-./])"
_MONTH = re.compile(
    rf"{_YEAR}(?:0?(?P<number>1[0-2]|[1-9])(?:月份?)?|(?P<word>十[一二]?|[元正一二三四五六七八九])月份?)"
)
_MONTH_IN_DIGITS = re.compile(r"(20\d\d)(0[1-9]|1[0-2])")
_QUARTER = re.compile(rf"{_YEAR}第?([一二三四1-4])季度?|(20\d\d)[-.]?Q([1-4])", re.IGNORECASE)
_HALF = re.compile(_YEAR + r"(上|下)半年")
_WHOLE = re.compile(r"(20\d\d|\d\d(?=年))年?度?")


@dataclass(frozen=True, slots=True)
class Period:
    """A period of reporting.

    Attributes:
        text: in one spelling (2023年9月); as written where it is no month, quarter, half or year.
        first, last: months counted from year 0 (year × 12 + month − 1); ``None`` where unknown.
    """

    text: str
    first: int | None = None
    last: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """A period from text: full width and half width, 2023.9 and 2023年09月份 are the same.

        Also 202309, 23年9月, 2023年九月 and 2023Q3.
        """
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        if match := _MONTH.fullmatch(plain):
            year, month = _year(match[1]), _number(match["number"] or match["word"])
            return cls._of(f"{year}年{month}月", year, month, month)
        if match := _MONTH_IN_DIGITS.fullmatch(plain):
            year, month = int(match[1]), int(match[2])
            return cls._of(f"{year}年{month}月", year, month, month)
        if match := _QUARTER.fullmatch(plain):
            year, quarter = _year(match[1] or match[3]), _number(match[2] or match[4])
            return cls._of(f"{year}年第{quarter}季度", year, quarter * 3 - 2, quarter * 3)
        if match := _HALF.fullmatch(plain):
            year, first = _year(match[1]), 1 if match[2] == "上" else 7
            return cls._of(f"{year}年{match[2]}半年", year, first, first + 5)
        if match := _WHOLE.fullmatch(plain):
            year = _year(match[1])
            return cls._of(f"{year}年", year, 1, _MONTHS_A_YEAR)
        return cls(text.strip())

    @classmethod
    def _of(cls, text: str, year: int, first: int, last: int) -> Period:
        base = year * _MONTHS_A_YEAR - 1
        return cls(text, base + first, base + last)

    @property
    def year(self) -> int | None:
        """The year of its last month, where it is known."""
        return None if self.last is None else self.last // _MONTHS_A_YEAR

    @property
    def length(self) -> int | None:
        """Number of months, where it is known."""
        return None if self.first is None or self.last is None else self.last - self.first + 1

    def follows(self, other: Period) -> bool:
        """Whether it is later than another; false where either is unknown."""
        return self.last is not None and other.last is not None and self.last > other.last

    def __str__(self) -> str:
        return self.text


def _year(text: str) -> int:
    """A year of this century, of four digits or two."""
    return int(text) % 100 + 2000


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)
