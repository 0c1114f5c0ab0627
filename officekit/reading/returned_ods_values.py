"""Values of cells as OpenDocument writes them (part 3, 19.385 and 20.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from math import isfinite
from typing import Final

from officekit.model.table import CellValue

_FORMULA_PREFIX: Final = re.compile(r"(?:[a-z]+:)?=?")
_DURATION: Final = re.compile(r"-?PT([0-9]{1,9})H([0-9]{1,9})M([0-9]{1,9})(?:[.,][0-9]*)?S")
_DAY: Final = timedelta(days=1)
_HOURS: Final = 24
_SIXTY: Final = 60
_DIGITS: Final = 9


def count_of(text: str | None) -> int:
    """A number of repetitions or spanned cells; 1 where there is none."""
    if text and text.isascii() and text.isdigit():
        return max(int(text[:_DIGITS]), 1)
    return 1


def formula_of(text: str) -> str:
    """A formula or condition without the name of its grammar and the equals sign."""
    matched = _FORMULA_PREFIX.match(text)
    return text[matched.end() :] if matched else text


def value_of(found: Mapping[str, str], text: str) -> CellValue:
    """The value of a cell.

    Args:
        found: its attributes without namespaces.
        text: its paragraphs, joined by line breaks.

    Returns:
        The value; the text where the value is not what its type promises; ``None`` for nothing.
    """
    value: CellValue = None
    try:
        match found.get("value-type"):
            case "float" | "percentage" | "currency":
                value = _number(found.get("value", ""))
            case "boolean":
                value = found.get("boolean-value") == "true"
            case "date":
                value = _date(found.get("date-value", ""))
            case "time":
                value = _time(found.get("time-value", ""))
            case "string":
                value = found.get("string-value")
    except (ValueError, OverflowError):
        value = None
    return (text or None) if value is None or value == "" else value


def _number(text: str) -> CellValue:
    number = float(text)
    if not isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def _date(text: str) -> CellValue:
    moment = datetime.fromisoformat(text)
    return moment.date() if moment.time() == time() else moment


def _time(text: str) -> CellValue:
    """A time of day, or days as a number where it is longer; spreadsheets store both alike."""
    matched = _DURATION.fullmatch(text)
    if matched is None:
        return None
    hours, minutes, seconds = (int(part) for part in matched.groups())
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if hours < _HOURS and max(minutes, seconds) < _SIXTY and not text.startswith("-"):
        return time(hours, minutes, seconds)
    return -(span / _DAY) if text.startswith("-") else span / _DAY
