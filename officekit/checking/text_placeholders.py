"""What drafters leave behind: signs in place of a number or name, and notes to one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from officekit.checking.text_places import HAN

_MEASURES = (
    r"[万亿千百]?(?:个|家|项|名|人|户|亩|元|吨|米|公里|千米|平方|立方|千瓦|兆瓦|瓦|斤|公斤|套|条"
    r"|处|所|座|台|件|次|场|批|辆|株|头|只|艘|张|篇|支|种|期|倍|度|年|月|日|%|％|[万亿](?!["
    + HAN
    + r"]))"
)
_REACHES = (
    "达到|达|增长|下降|提高到|提升到|稳定在|保持在|控制在|突破|超过|不少于|不低于|完成|建成|新增|培育"
    "|引进|新建|改建|实施|打造|认定|争取|力争|约|近|至|到|为"
)
_BLANK = r"[ \u00a0\u3000]"
# 引进 人才 and 户数×人均 begin with the character of a unit of measure.
_NO_NOUN = rf"(?:(?![{HAN}])|(?=以上|以下|以内|左右))"
_PLACEHOLDER = re.compile(
    r"(?P<bold>(?:^|(?<=[\n。.．、）)]))\*\*[^*\n]{2,80}\*\*)"
    r"|(?<![*\d])\*{2,}(?![*\d])|(?<=[" + HAN + r"])\*(?=" + _MEASURES + r")"
    r"|(?<![A-Za-z0-9×xX])(?:[xX]{2,6}|×{2,6})(?![A-Za-z0-9×xX])"
    r"|(?<=[" + HAN + r"])(?:[xX](?=" + _MEASURES + r")|×(?=" + _MEASURES + _NO_NOUN + r"))"
    r"|(?:(?<=达到)|(?<=增长)|(?<=下降)|(?<=稳定在)|(?<=突破)|(?<=超过)|(?<=不少于)|(?<=不低于))"
    r"[xX×](?=[，。；、,;）)]|左右|以上|以下|$)"
    r"|(?<![一二三四五六七八九十零〇○])(?:○{2,}|〇{2,})(?![一二三四五六七八九十零])"
    r"|(?<![A-Za-z0-9_])_{2,}(?![A-Za-z0-9_])"
    r"|(?P<blank>" + _BLANK + r"+)(?=" + _MEASURES + _NO_NOUN + r")"
    r"|(?P<wide>" + _BLANK + r"{2,})(?=个(?![性人体])|家(?![电庭政居具园])|项(?!目))"
)
_CANDIDATE = re.compile(r"[*xX×○〇_ \u00a0\u3000]+")
_REACHES_AT_END = re.compile(f"(?:{_REACHES})$")
_LONGEST_VERB = 4
_WORDS = (
    r"待(?:定|核实|核准确|核对|核|查证|补充|补|填写|填|确认|完善|明确|更新)"
    r"|需核实|需确认|请核实|请确认|请补充|请提供数据|存疑"
)
_NOTE = re.compile(
    r"[（(【\[]\s*(?:[?？]{1,5}|[^（）()【】\[\]。]{0,12}(?:" + _WORDS + r")\s*[?？]?)\s*[）)】\]]"
    r"|[?？]{2,}"
)
_DIRECTION = re.compile(
    r"[（(](?:持续|稳定|稳步|逐年|逐步|不断|明显|保持|大幅)[" + HAN + r"]{1,6}[）)]"
    r"(?=(?:达到|达|到|为|增长|下降)?(?:\*+|[xX×]{1,4}|_{2,}))"
)
_LINE_OF_SIGNS = re.compile(r"[\s*_×xX○〇]*")


def placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Spans of signs that stand for a missing number or name; a blank before a unit of measure."""
    candidates = [match.start() for match in _CANDIDATE.finditer(text)]
    if not candidates or _LINE_OF_SIGNS.fullmatch(text):
        return
    behind = 0
    for start in candidates:
        match = _PLACEHOLDER.match(text, start) if start >= behind else None
        if match is None:
            continue
        behind = match.end()
        verb = text[max(0, start - _LONGEST_VERB) : start]
        blank = match["blank"] or match["wide"]
        blank_elsewhere = blank is not None and not _REACHES_AT_END.search(verb)
        if match["bold"] is None and not blank_elsewhere:
            yield match.span()


def notes(text: str) -> Iterator[tuple[int, int]]:
    """Spans of notes that drafters left for one another: (?), （待核实）, (稳定提高) before ***."""
    for pattern in (_NOTE, _DIRECTION):
        for match in pattern.finditer(text):
            yield match.span()
