"""Reading a percentage from what people write: 75, 0.75, 75%, ７５％, 百分之七十五, 约八成."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from officekit.checking.answer_words import is_placeholder
from officekit.model.submission import Answer

_WHOLE = 100
_MIXED = 10
_LONGEST = 60
_CANONICAL = re.compile(r"(?:0|[1-9]\d?)(?:\.\d*[1-9])?%|100%")
_WITH_SIGN = re.compile(r"([+-]?\d{1,9}(?:\.\d{1,9})?)%")
_BARE = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9})?|[+-]?\.\d{1,9}")
_IN_WORDS = re.compile(r"百分之([零〇一二三四五六七八九十百两\d]{1,7}(?:\.\d{1,4})?)")
_TENTHS = re.compile(r"([一二两三四五六七八九十\d])成([半一二三四五六七八九])?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_SIGNS = str.maketrans({"﹪": "%", "٪": "%", "−": "-", "–": "-", "。": ".", "、": "."})
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


class PercentKind(Enum):
    """What can be said of an answer that should be a percentage."""

    PLAIN = auto()
    """Written as it should be."""
    FORM = auto()
    """Certain, written otherwise: full width, spaces, words."""
    SCALE = auto()
    """Certain, on another scale: 75, or 0.75 without a percentage format."""
    SCALE_WRONG = auto()
    """A hundred times too much (7500%)."""
    SCALE_UNCLEAR = auto()
    """A number of which two readings make sense (1 is 1% or 100%)."""
    OUT_OF_RANGE = auto()
    """Below 0 or above 100."""
    NOT_APPLICABLE = auto()
    """A sign for nothing: /, 无, -."""
    WORDS = auto()
    """Words, or an estimate (约75%, 七成)."""


@dataclass(frozen=True, slots=True)
class PercentReading:
    """An answer as a percentage.

    Attributes:
        kind: what can be said of it.
        percent: the percentage as it is merged (``75%``); where it is not certain a proposal for
            a person, blank where there is none.
    """

    kind: PercentKind
    percent: str = ""

    @property
    def certain(self) -> bool:
        """Whether it can be merged."""
        return self.kind in (PercentKind.PLAIN, PercentKind.FORM, PercentKind.SCALE)


def percent_of(answer: Answer, *, shown_as_percent: bool = True) -> str | None:
    """The percentage that an answer means, ``None`` where that is not certain.

    Args:
        answer: of the column 完成率.
        shown_as_percent: the cell's number format shows a percentage.
    """
    reading = read_percent(answer, shown_as_percent=shown_as_percent)
    return reading.percent if reading.certain else None


def read_percent(answer: Answer, *, shown_as_percent: bool = True) -> PercentReading:
    """Read an answer of the column 完成率.

    Args:
        answer: with text or number.
        shown_as_percent: the cell's number format shows a percentage; without it 0.75 could be
            0.75%, which nobody reports, so that 75% is certain but worth a word.
    """
    if len(answer.text) > _LONGEST:
        return PercentReading(PercentKind.WORDS)
    return _read(answer.text, answer.number, shown_as_percent)


@lru_cache(maxsize=4096)
def _read(text: str, number: float | None, shown_as_percent: bool) -> PercentReading:
    shown_large = number is not None and number > 1 and "%" in text
    if number is not None and not shown_large:
        reading = _of_number(number, shown_as_percent=shown_as_percent)
        without_sign = reading.kind is PercentKind.PLAIN and "%" not in text
        return replace(reading, kind=PercentKind.SCALE) if without_sign else reading
    if _CANONICAL.fullmatch(text):
        return PercentReading(PercentKind.PLAIN, text)
    return _of_text(text)


def percent_of_text(text: str) -> str:
    """The percentage that a text means, blank where that is not certain."""
    reading = _read(text[: _LONGEST + 1], None, True)
    return reading.percent if reading.certain else ""


@lru_cache(maxsize=4096)
def value_of(percent: str) -> float | None:
    """The number of a percentage as it is merged: 75.0 of ``75%``; ``None`` for other texts."""
    return float(percent[:-1]) if _CANONICAL.fullmatch(percent) else None


def _written(value: float) -> str:
    """At most four decimals, as a reader of the list would write it."""
    return f"{round(value, 4):.10g}%"


def _of_number(number: float, *, shown_as_percent: bool) -> PercentReading:
    if not 0 <= number <= _WHOLE:
        hundredth = number / _WHOLE
        if number > _WHOLE and float(hundredth).is_integer() and hundredth <= _WHOLE:
            return PercentReading(PercentKind.SCALE_WRONG, _written(hundredth))
        return PercentReading(PercentKind.OUT_OF_RANGE)
    if number == 0 or (number <= 1 and shown_as_percent):
        return PercentReading(PercentKind.PLAIN, _written(number * _WHOLE))
    if number < 1:
        return PercentReading(PercentKind.SCALE, _written(number * _WHOLE))
    if number == 1:
        return PercentReading(PercentKind.SCALE_UNCLEAR)
    if number < _MIXED and not float(number).is_integer():
        kind = PercentKind.OUT_OF_RANGE if shown_as_percent else PercentKind.SCALE_UNCLEAR
        return PercentReading(kind)
    return PercentReading(PercentKind.SCALE, _written(number))


def _of_text(text: str) -> PercentReading:
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    if is_placeholder(plain):
        return PercentReading(PercentKind.NOT_APPLICABLE)
    plain = plain.translate(_SIGNS)
    if _GROUPED.fullmatch(plain.removesuffix("%")):
        plain = plain.replace(",", "")
    if match := _WITH_SIGN.fullmatch(plain):
        return _of_signed(float(match[1]))
    if _BARE.fullmatch(plain):
        return _of_bare(float(plain))
    if (match := _IN_WORDS.fullmatch(plain)) and (value := _numeral(match[1])) is not None:
        kind = PercentKind.FORM if value <= _WHOLE else PercentKind.OUT_OF_RANGE
        return PercentReading(kind, _written(value) if value <= _WHOLE else "")
    return PercentReading(PercentKind.WORDS, _proposal(plain))


def _of_signed(value: float) -> PercentReading:
    if 0 <= value <= _WHOLE:
        return PercentReading(PercentKind.FORM, _written(value))
    hundredth = value / _WHOLE
    if value >= _WHOLE * _MIXED and hundredth <= _WHOLE:
        return PercentReading(PercentKind.SCALE_WRONG, _written(hundredth))
    return PercentReading(PercentKind.OUT_OF_RANGE)


def _of_bare(value: float) -> PercentReading:
    if value == 0:
        return PercentReading(PercentKind.SCALE, "0%")
    return _of_number(value, shown_as_percent=False)


def _proposal(plain: str) -> str:
    """The number that words seem to mean: 70% of 近七成, 75% of 约75%."""
    found = re.search(r"(?<![\d.])(\d{1,2}(?:\.\d{1,2})?|100)%", plain)
    if found:
        return _written(float(found[1]))
    tenths = _TENTHS.search(plain)
    if tenths:
        value = (_numeral(tenths[1]) or 0) * 10
        half = tenths[2]
        value += 5 if half == "半" else (_numeral(half) or 0) if half else 0
        return _written(value) if value <= _WHOLE else ""
    return "50%" if "一半" in plain else ""


def _numeral(text: str) -> float | None:
    """A number up to 199 in digits or in Chinese numerals."""
    if text.replace(".", "", 1).isdigit() and text.isascii():
        return float(text)
    if "百" in text:
        before, _, behind = text.partition("百")
        rest = _below_hundred(behind.lstrip("零〇")) if behind else 0
        return None if before not in ("", "一") or rest is None else _WHOLE + rest
    return _below_hundred(text)


def _below_hundred(text: str) -> int | None:
    before, ten, behind = text.partition("十")
    if not ten:
        return _DIGITS.get(text)
    tens = _DIGITS.get(before) if before else 1
    ones = _DIGITS.get(behind) if behind else 0
    return None if tens is None or ones is None else tens * 10 + ones
