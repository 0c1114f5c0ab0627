"""Number formats of automatic numbering (ECMA-376 part 1, 17.18.59 ``ST_NumberFormat``)."""

from __future__ import annotations

from collections.abc import Callable

_LARGEST = 32_767  # Word counts no further
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_IDEOGRAPHS = str.maketrans("0123456789", "〇一二三四五六七八九")


def format_number(value: int, number_format: str) -> str | None:
    """A counter's value as Word prints it.

    Args:
        value: the counter.
        number_format: ``w:numFmt`` value, e.g. ``chineseCountingThousand``.

    Returns:
        The printed number, ``None`` for an unknown format. A value outside the range that a
        format can show is printed in decimal, as Word does.
    """
    formatter = _FORMATS.get(number_format)
    if formatter is None:
        return None
    return formatter(value) if 0 < value <= _LARGEST else str(value)


def _counting(digits: str, units: str, *, leading_one: bool) -> Callable[[int], str]:
    """Chinese counting up to 99,999; ``units`` are the words for 10, 100, 1000 and 10000."""

    def formatted(value: int) -> str:
        text, gap = "", False
        for place, digit in reversed(list(enumerate(int(d) for d in reversed(str(value))))):
            if digit == 0:
                gap = True
                continue
            text += digits[0] * (gap and bool(text)) + digits[digit]
            text += units[place - 1] if place else ""
            gap = False
        teens = digits[1] + units[0]
        return text[1:] if text.startswith(teens) and not leading_one else text

    return formatted


def _enclosed(first: int, count: int) -> Callable[[int], str]:
    """Consecutive code points for 1 to ``count``, decimal beyond."""
    return lambda value: chr(first + value - 1) if value <= count else str(value)


def _symbols(symbols: str) -> Callable[[int], str]:
    """One symbol each, decimal beyond."""
    return lambda value: symbols[value - 1] if value <= len(symbols) else str(value)


def _letters(first: str) -> Callable[[int], str]:
    """A to Z, then AA, BB …: Word repeats the letter."""
    return lambda value: chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    text = ""
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        text += letters * count
    return text


def _stem_and_branch(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


_SIMPLE = _counting("零一二三四五六七八九", "十百千万", leading_one=False)
_LEGAL = _counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", leading_one=True)
_LEGAL_TRADITIONAL = _counting("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", leading_one=True)

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _enclosed(ord("①"), 20),
    "decimalEnclosedCircleChinese": _enclosed(ord("①"), 20),
    "decimalEnclosedParen": _enclosed(ord("⑴"), 20),
    "decimalEnclosedFullstop": _enclosed(ord("⒈"), 20),
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _SIMPLE,
    "chineseCountingThousand": _SIMPLE,
    "japaneseCounting": _SIMPLE,
    "taiwaneseCounting": _SIMPLE,
    "taiwaneseCountingThousand": _SIMPLE,
    "chineseLegalSimplified": _LEGAL,
    "ideographLegalTraditional": _LEGAL_TRADITIONAL,
    "ideographDigital": lambda value: str(value).translate(_IDEOGRAPHS),
    "taiwaneseDigital": lambda value: str(value).translate(_IDEOGRAPHS),
    "japaneseDigitalTenThousand": lambda value: str(value).translate(_IDEOGRAPHS),
    "ideographTraditional": _symbols(_STEMS),
    "ideographZodiac": _symbols(_BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
    "ideographEnclosedCircle": _enclosed(ord("㊀"), 10),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "none": lambda _: "",
}
