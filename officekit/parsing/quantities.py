"""Numbers with units of measure in Chinese prose, and the names whose figures are none.

Every helper keeps offsets: the text that is searched has the length of the text as printed, so
that a span found in one can be cut from the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

MASK = "\ufffc"  # stands for one character of a name, never for a number or a word

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％＊／＋＿　\xa0", "0123456789.%*/+_  ")
_WIDE_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")

# Names in quotes and brackets, first the innermost ones that may hold the others.
_QUOTED = re.compile(
    r"《[^《》\n]{1,150}》|“[^“”\n]{1,80}”|‘[^‘’\n]{1,80}’|「[^「」\n]{1,80}」|\"[^\"\n]{1,80}\""
)
_BRACKETED = re.compile(
    r"（(?!其中|[ ?？]{0,10}）)[^（）\n]{1,120}）"
    r"|\((?!其中|[ ?？]{0,10}\))[^()\n]{1,120}\)"
    r"|〔[^〔〕\n]{1,80}〕|【[^【】\n]{1,80}】|\[[^\[\]\n]{1,80}\]"
)
_BOLD = re.compile(r"(?:(?<=\n)|(?<=。)|^)\*\*(?=[^*\n]{2,80}\*\*)|(?<=。)\*\*")
_FIGURE_NAMES = re.compile(
    r"第 ?\d{1,6}"
    r"|\d{1,6} ?(?:[+×] ?[\dA-Z]{1,6} ?){1,8}"  # 1+3+N, 2×300
    r"|[A-Za-z]{1,12}[-]?\d{1,6}(?:\.\d{1,3})?"  # PM2.5, G205
    r"|\d{1,6}(?:\.\d{1,3})? ?(?!(?:km|kW|MW|GW|TEU|PB|EB|dB)(?![A-Za-z]))[A-WYZa-wyz]"
    r"|\d{1,6}(?:\.\d{1,3})? ?"
    r"(?:强(?!县)|号|级|师|热线|国道|省道|县道|千伏|周年|届|行动计划|线(?!上))"
    r"|每 ?\d{1,4} ?[百千万]{0,2}人口?"
    r"|前 ?\d{1,4}(?! ?%)"
)


class UnitKind(Enum):
    """What a unit of measure counts; decides how much evidence a target needs."""

    COUNT = "count"
    MEASURE = "measure"
    TIME = "time"
    RATE = "rate"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a drafter's placeholder with its unit.

    Attributes:
        start, end: span of number, unit and words such as 以上.
        value, value_high: the number, upper end of a range.
        unit: as printed, without spaces.
        kind: what the unit counts.
        suffix: 以上, 左右, 以内 …, else empty.
        placeholder: the number is missing (``***``, ``xx``, a blank).
        words: the number is written in Chinese numerals.
    """

    start: int
    end: int
    value: float | None
    value_high: float | None
    unit: str
    kind: UnitKind
    suffix: str = ""
    placeholder: bool = False
    words: bool = False


_COUNT = (
    r"人次|场次|户次|家次|亩次|件次|批次|台次|架次|班次|车次|标准箱|标箱|台套|台（套）|TEU"
    r"|家(?!庭|具|电|长)|个(?!人(?!才|次)|体|性|税|百分点|月|工作日|小时)"
    r"|名(?!单|牌|称|录|优|校|师|企)|人(?!民|才|口|员|大|社|力|均|事|工|类|群|体|文|防|居|行)"
    r"|项(?!目)|件(?!均)|场(?!所|景|馆|地|站)|处(?!理|置|罚|级)|所(?!有|在|需)|座(?!谈)"
    r"|条(?!件|例|块)|种(?!植|子|业|类|养|粮|质)|户(?!籍|外|数)|张|位(?!于|置|居|列|次)"
    r"|株|尾|头(?!部)|只|羽|匹|辆|艘|架|列(?!入|为)|台(?!账|风|资|商)|套(?!餐)|部(?!门|分|署|位|级|委)"
    r"|册|篇|本(?!地|级|科)|幅|首(?!批|次|台|店|发)|间(?!隔)|栋|幢|片(?!区)|块|口(?!岸|袋)|眼|盏|颗|棵|份"
    r"|笔|宗(?!旨|教|地)|单(?!位)|例|支(?!持)|门(?!店|槛|诊|户|类)|类(?!型|别)|批|轮|次(?!数|级|要)"
    r"|期(?!间|限|货|末)|款|组(?!织|建)|对(?!接|口|外|标|象|比)|班(?!级|子|组)|枚|道(?!路|德)|节(?!点|能|约|水)"
)
_MEASURE = (
    r"平方公里|平方千米|平方米|平米|㎡|立方米|m³|微克|毫克|千克|公斤|吨标准煤|吨标煤|吨|斤|克"
    r"|公里|千米|海里|米(?!粉)|km|公顷|亩|千瓦时|兆瓦时|千瓦|兆瓦|吉瓦|kWh|kW|MW|GW|千伏安|伏安"
    r"|美元|欧元|港元|元(?!素|宇宙|旦)|升(?!级)|标准煤|PB|EB|dB|分贝|℃|度(?!假)"
)
_TIME = (
    r"个工作日|工作日|个小时|小时|个月|分钟|秒"
    r"|天(?!然|候|气|空)|日(?!常)|周(?!年|边|期)|年(?!度|均)|岁"
)
_RATE = r"%|‰|个百分点|百分点|倍(?!增)"
_PER = r"立方米|平方米|平方公里|公里|小时|日|天|年|月|周|人|户|亩|吨|升|万元|元|公顷|千瓦时|件|次"
_SUFFIX = r"(?:[（(]含[）)])? ?(?:及?以上|及?以下|左右|上下|以内|之内)|余"
_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?(?![\d.])"
_BLANK_UNIT = r"[百千万亿]{0,2}[个家名项件场处所座条户张亩吨元人]"
_HOLE = (
    r"\*{1,10}|(?<![A-Za-z])[xX]{1,4}(?![A-Za-z])|[〇○]{1,6}|_{1,20}"
    r"|[（(][ ?？]{0,10}[）)](?= {0,3}[%百千万亿个家名项])"
    rf"|(?<=[\u4e00-\u9fff]) {{2,20}}(?={_BLANK_UNIT}(?:[，。；、,;以左]|\Z))"
    rf"|(?<=[到破过于在设成建育展增进造]) {{1,20}}(?={_BLANK_UNIT}|%)"
)
_QUANTITY = re.compile(
    rf"(?<![\d.*_])(?:(?P<low>{_NUMBER})"
    rf"(?: ?(?P<lowunit>[%万亿家个名项])? ?(?:-|—{{1,2}}|–|~|～|至) ?(?P<high>{_NUMBER}))?"
    r"|百分之(?P<percent>[零一二三四五六七八九十百点]{1,10})"
    r"|(?P<words>[一二两三四五六七八九十百千]{1,7})(?= ?[万]?[个家名项所座处条人])"
    rf"|(?P<hole>{_HOLE}))"
    rf" {{0,3}}(?P<unit>(?:[百千万亿]{{0,3}} ?(?:(?P<count>{_COUNT})|(?P<measure>{_MEASURE})"
    rf"|(?P<time>{_TIME})|(?P<rate>{_RATE})))(?:/(?:{_PER}))?|[百千万亿]{{1,2}}(?![\u4e00-\u9fff])"
    r"|[:：] ?1(?!\d)"
    r"|(?![年月日号多余倍])[\u4e00-\u9fff](?=[，。；、,;]|\Z|以上|左右|以内))?"
    rf"(?: {{0,3}}(?P<suffix>{_SUFFIX}))?"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def half_width(text: str) -> str:
    """The text with half-width digits, signs and spaces, character by character."""
    return _WIDE_COMMA.sub(",", text.translate(_HALF_WIDTH))


def mask_names(text: str) -> str:
    """Hide names, so that neither their figures nor their commas are read as text.

    Quoted titles, bracketed remarks (all but 其中 …), 5G, PM2.5, G205, 500强, 第19届, 1+3+N.

    Args:
        text: half-width text.

    Returns:
        Text of the same length; quotes and brackets themselves are kept.
    """
    text = _BOLD.sub(lambda m: MASK * len(m[0]), text)
    for pattern in (_QUOTED, _BRACKETED):
        text = pattern.sub(lambda m: m[0][0] + MASK * (len(m[0]) - 2) + m[0][-1], text)
    return _FIGURE_NAMES.sub(lambda m: MASK * len(m[0]), text)


def chinese_number(words: str) -> float | None:
    """The value of Chinese numerals up to 9999 (十二, 一百零五, 九十九点五).

    Returns:
        The number, ``None`` where the numerals make no number.
    """
    whole, point, decimals = words.partition("点")
    total = digit = 0
    for character in whole:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _POWERS:
            total += (digit or 1) * _POWERS[character]
            digit = 0
        else:
            return None
    total += digit
    if not point:
        return float(total)
    if not decimals or any(c not in _DIGITS for c in decimals):
        return None
    return float(f"{total}.{''.join(str(_DIGITS[c]) for c in decimals)}")


def _kind(match: re.Match[str]) -> UnitKind:
    for kind in (UnitKind.COUNT, UnitKind.MEASURE, UnitKind.TIME, UnitKind.RATE):
        if match[kind.value]:
            return kind
    return UnitKind.RATE if match["percent"] else UnitKind.NONE


def find_quantities(masked: str) -> list[Quantity]:
    """All numbers and placeholders outside names, in order.

    Args:
        masked: text from :func:`mask_names`.
    """
    found = []
    for match in _QUANTITY.finditer(masked):
        low, high, words = match["low"], match["high"], match["words"] or match["percent"]
        kind = _kind(match)
        if match["hole"] and (
            kind is UnitKind.TIME or (match["hole"].isspace() and not match["unit"])
        ):
            continue
        value = float(low.replace(",", "")) if low else chinese_number(words) if words else None
        if value is None and not match["hole"]:
            continue
        found.append(
            Quantity(
                start=match.start(),
                end=match.end(),
                value=value,
                value_high=float(high.replace(",", "")) if high else None,
                unit="%" if match["percent"] else (match["unit"] or "").replace(" ", ""),
                kind=kind,
                suffix=(match["suffix"] or "").replace(" ", ""),
                placeholder=match["hole"] is not None,
                words=match["words"] is not None,
            )
        )
    return found
