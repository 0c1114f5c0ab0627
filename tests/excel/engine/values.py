"""What Excel (Chinese, mainland) makes of a text that is put into a cell."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date has no time zone
LONGEST_TEXT = 32_767
LONGEST_TOLD = 8_221
"""Range.Formula fails for a longer text."""
ERRORS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
}
"""Error values with the numbers that COM hands over."""

Scalar = str | float | bool | dt.datetime | None

_DATE = "yyyy/m/d"
_MONTH = 'yyyy"年"m"月"'
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = "|".join(_MONTHS)

_NUMBER = re.compile(
    r"([+-]?)([¥￥$]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(e[+-]?\d+)?(%?)"
)
_BRACKETED = re.compile(r"\((\d[\d,]*\.?\d*)\)")
_FRACTION = re.compile(r"([+-]?)(\d+) (\d{1,5})/(\d{1,5})")
_YMD = re.compile(r"(\d{4}|\d{2})([-/])(\d{1,2})\2(\d{1,2})")
_YMD_CHINESE = re.compile(r"(\d{4}|\d{2})年(\d{1,2})月(\d{1,2})[日号]")
_YM = re.compile(r"(\d{4})[-/](\d{1,2})")
_MY = re.compile(r"(\d{1,2})[-/](\d{4})")
_YM_CHINESE = re.compile(r"(\d{4}|\d{2})年(\d{1,2})月")
_MD = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_MD_CHINESE = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_MD_ENGLISH = re.compile(rf"({_ENGLISH})[a-z]*[-/ ]?(\d{{1,2}})", re.IGNORECASE)
_DM_ENGLISH = re.compile(rf"(\d{{1,2}})[-/ ]?({_ENGLISH})", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?(?: ?(am|pm))?", re.IGNORECASE)
_TIME_CHINESE = re.compile(r"(上午|下午)?(\d{1,2})时(\d{1,2})分(?:(\d{1,2})秒)?")

_LITERAL = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')
_ARRAY = re.compile(r"\{[^{}]*\}")
_NAME = r"[^\W\d][\w.?\\]*"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d+"
_REFERENCE = rf'(?:(?:{_NAME}|"")!)?(?:{_CELL}(?::{_CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?\d+:\$?\d+|{_NAME}(?:\[[^\]]*\])?|"")'
_CONSTANT = r"\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|#[A-Z/0]+[!?]?"
_OPERAND = rf"[-+@]*(?>(?:{_REFERENCE}|{_CONSTANT})(?![\w.:!(\[])%*)"
_EXPRESSION = re.compile(rf"{_OPERAND}(?:(?><>|<=|>=|[-+*/^&=<> ]){_OPERAND})*")
_AROUND_OPERATOR = re.compile(r" *([-+*/^&=<>,@%]) *")
_HYPERLINK = re.compile(
    r'=\s*HYPERLINK\(\s*"(?:[^"]|"")*".*,\s*"((?:[^"]|"")*)"\s*\)', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the cell afterwards.

    Attributes:
        value: the value; the text of the formula, with =, where ``is_formula``.
        number_format: the format that Excel gives a cell that had none; None to leave it.
        is_formula: whether ``value`` is a formula.
        has_prefix: whether an apostrophe marked the text as text.
        is_error: whether ``value`` is the name of an error value.
    """

    value: Scalar
    number_format: str | None = None
    is_formula: bool = False
    has_prefix: bool = False
    is_error: bool = False


_SHEET_NAME = re.compile(r'""!|\b\w+!')
_WHOLE_COLUMNS = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}")
_GUARDED = re.compile(r'=IFERROR\((HYPERLINK\(.*\)),"[^"]*"\)', re.IGNORECASE)


def parse_entry(text: str, today: dt.date) -> Entry | None:
    """What Excel makes of a text put into a cell that is not formatted as text.

    Args:
        text: the text, not empty.
        today: the day whose year completes a date without one.

    Returns:
        The entry; None if Excel refuses the text as a broken formula.
    """
    if text.startswith("'"):
        return Entry(text[1:], has_prefix=True)
    if text.startswith("=") and len(text) > 1:
        return Entry(text, is_formula=True) if is_expression(text[1:]) else None
    plain = text.translate(_FULL_WIDTH).strip(" ")
    for reader in (_number, _time):
        if (entry := reader(plain)) is not None:
            return entry
    if (entry := _date(plain, today)) is not None:
        return entry
    if plain.upper() in ("TRUE", "FALSE"):
        return Entry(plain.upper() == "TRUE")
    if plain.upper() in ERRORS:
        return Entry(plain.upper(), is_error=True)
    if text[0] in "+-@" and is_expression(text[1:]):
        return Entry("=" + text.lstrip("+@"), is_formula=True)
    return Entry(text)


def is_expression(text: str) -> bool:
    """Whether Excel would take a text, without its =, as a formula."""
    rest = _ARRAY.sub("1", _LITERAL.sub('""', text.strip()))
    rest = _AROUND_OPERATOR.sub(r"\1", re.sub(r"\s+", " ", rest))
    while (close := rest.find(")")) >= 0:
        start = opening = rest.rfind("(", 0, close)
        if opening < 0:
            return False
        while start > 0 and (rest[start - 1].isalnum() or rest[start - 1] in "_."):
            start -= 1
        parts = rest[opening + 1 : close].split(",")
        empty_call = parts == [""] and start < opening
        if not empty_call and not all(_is_argument(part, start < opening) for part in parts):
            return False
        rest = f"{rest[:start]}f{rest[close + 1 :]}"
    return _EXPRESSION.fullmatch(rest) is not None


def _is_argument(text: str, may_be_empty: bool) -> bool:
    plain = text.strip(" ")
    return (not plain and may_be_empty) or _EXPRESSION.fullmatch(plain) is not None


def evaluate(formula: str) -> str | None:
    """The value of a formula that the double can evaluate: the text of a HYPERLINK."""
    if guarded := _GUARDED.fullmatch(formula):
        formula = f"={guarded[1]}"
    match = _HYPERLINK.fullmatch(formula)
    return match[1].replace('""', '"') if match else None


def serial(value: dt.datetime) -> float:
    """The number of a date in Excel's calendar."""
    return (value.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1)


def as_general(value: float) -> str:
    """A number as Excel writes it in the format General."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    return f"{mantissa}E{exponent[0]}{int(exponent[1:]):02d}"


def _number(text: str) -> Entry | None:
    if match := _BRACKETED.fullmatch(text):
        return Entry(-float(match[1].replace(",", "")))
    if match := _FRACTION.fullmatch(text):
        sign, whole, top, bottom = match.groups()
        if int(bottom) == 0:
            return None
        value = int(whole) + int(top) / int(bottom)
        return Entry(-value if sign == "-" else value, "# ?/?")
    match = _NUMBER.fullmatch(text.lower())
    if match is None:
        return None
    sign, currency, digits, exponent, percent = match.groups()
    value = float(digits.replace(",", "") + (exponent or "")) * (-1 if sign == "-" else 1)
    decimals = ".00" if "." in digits else ""
    if percent:
        return Entry(float(f"{value / 100:.15g}"), f"0{decimals}%")
    if currency:
        return Entry(value, f'"¥"#,##0{decimals}')
    if exponent:
        return Entry(value, "0.00E+00")
    return Entry(value, f"#,##0{decimals}" if "," in digits else None)


def _time(text: str) -> Entry | None:
    pattern = "h:mm"
    if match := _TIME.fullmatch(text):
        hour, minute, second, half = match.groups()
        pattern = "h:mm:ss" if second else "h:mm"
        later = (half or "").lower() == "pm"
    elif match := _TIME_CHINESE.fullmatch(text):
        half, hour, minute, second = match.groups()
        pattern = 'h"时"mm"分"ss"秒"' if second else 'h"时"mm"分"'
        later = half == "下午"
    else:
        return None
    hours = int(hour) % 12 + 12 if later else int(hour)
    if hours > 23 and not half:
        pattern = "[h]:mm:ss"
    if hours > 9999 or int(minute) > 59 or int(second or 0) > 59:
        return None
    return Entry((hours * 3600 + int(minute) * 60 + int(second or 0)) / 86400, pattern)


def _date(text: str, today: dt.date) -> Entry | None:
    day_part, _, time_part = text.partition(" ")
    if time_part and (clock := _time(time_part)) and isinstance(clock.value, float):
        day = _date(day_part, today)
        if day and isinstance(day.value, dt.datetime):
            return Entry(day.value + dt.timedelta(days=clock.value), f"{_DATE} h:mm")
        return None
    year, this_year = 0, today.year
    if match := _YMD.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]), _DATE)
    if match := _YMD_CHINESE.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), 'yyyy"年"m"月"d"日"')
    if match := _YM_CHINESE.fullmatch(text):
        return _day(int(match[1]), int(match[2]), 1, _MONTH)
    if match := _YM.fullmatch(text):
        return _day(int(match[1]), int(match[2]), 1, "mmm-yy")
    if match := _MY.fullmatch(text):
        return _day(int(match[2]), int(match[1]), 1, "mmm-yy")
    if match := _MD_CHINESE.fullmatch(text):
        return _day(this_year, int(match[1]), int(match[2]), 'm"月"d"日"')
    if match := _MD.fullmatch(text):
        month, year = int(match[1]), int(match[2])
        return _day(this_year, month, year, 'm"月"d"日"') or _day(year, month, 1, "mmm-yy")
    if match := _MD_ENGLISH.fullmatch(text):
        month, year = _MONTHS.index(match[1].lower()) + 1, int(match[2])
        return _day(this_year, month, year, "d-mmm") or _day(year, month, 1, "mmm-yy")
    if match := _DM_ENGLISH.fullmatch(text):
        return _day(this_year, _MONTHS.index(match[2].lower()) + 1, int(match[1]), "d-mmm")
    return None


def _day(year: int, month: int, day: int, pattern: str) -> Entry | None:
    if year < 100:
        year += 2000 if year < 30 else 1900
    if not 1900 <= year <= 9999:
        return None
    try:
        return Entry(dt.datetime(year, month, day), pattern)  # noqa: DTZ001 - no time zone in cells
    except ValueError:
        return None
