"""Statements of the form 城镇化率达到65%以上: what, how much, by which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from officekit.checking.subject import Passage, Subject
from officekit.model.location import Location

_VERBS = (
    "达到|达|稳定在|保持在|维持在|控制在|提高到|提高至|提升到|提升至"
    "|增长到|增加到|增至|下降到|降至|降低到|突破|超过"
)
_CLAIM = re.compile(
    r"(?P<metric>[\u4e00-\u9fffA-Za-z（）()“”]{4,30}?) ?"
    rf"(?:分别)?(?P<verb>{_VERBS}) ?"
    r"(?P<value>\d{1,9}(?:\.\d{1,6})?) ?"
    r"(?P<unit>%|％|[\u4e00-\u9fff]{1,3}?)(?:以上|左右|以内|以下)?(?=[，。；;、,）)\s]|$)"
)
_SENTENCE = re.compile(r"[^。！？!?\n]+")
_YEAR = re.compile(r"(?<!\d)(20\d{2}) ?年")
_OPENING = re.compile(
    r"^(?:到|至|年底|年末|年内|底前|底|末|前|年|力争|确保|争取|努力|实现|其中|使|推动|全年|今年"
    r"|(?:全|我)(?:省|市|区|县|旗|镇|街道))+"
)
_SPREAD = re.compile(r"分别|年均|每年|各|新增|增速|增长率|累计|较|比上年|同比|上年|已|目前|由|从")
_LEAST = 6
_PERIOD = re.compile(r"(20\d{2}) ?年? ?[-—–~～至] ?(20\d{2}) ?年")


@dataclass(frozen=True, slots=True)
class Claim:
    """One value for one metric.

    Attributes:
        metric: normalised name.
        year: that the value is for.
        unit: of measure.
        value: as printed.
        text: the words.
        passage: where they stand.
    """

    metric: str
    year: int | None
    unit: str
    value: str
    text: str
    passage: Passage

    @property
    def location(self) -> Location:
        """The place, quoting the words."""
        return replace(self.passage.location, quote=self.text)


def claims(subject: Subject) -> Iterator[Claim]:
    """All statements whose metric is named in full."""
    usual = period(subject)
    for passage in subject.passages:
        for sentence in _SENTENCE.finditer(passage.text):
            yield from _claims_in(sentence[0], passage, usual[1] if usual else None)


def _claims_in(sentence: str, passage: Passage, usual: int | None) -> Iterator[Claim]:
    years = [(match.end(), int(match[1])) for match in _YEAR.finditer(sentence)]
    for match in _CLAIM.finditer(sentence):
        metric = _OPENING.sub("", match["metric"])
        if len(metric) < _LEAST or _SPREAD.search(match[0]):
            continue
        before = [year for end, year in years if end <= match.start("verb")]
        unit = match["unit"].replace("％", "%")
        value = f"{float(match['value']):g}"
        year = before[-1] if before else usual
        yield Claim(metric, year, unit, value, match[0].strip(), passage)


def period(subject: Subject) -> tuple[int, int] | None:
    """First and last year of the plan; the year twice for an annual list."""
    plan = subject.plan
    if plan is not None and plan.period:
        return plan.period
    year = (plan.year if plan else None) or subject.matrix.year
    named = subject.setting("年度")
    if year is None and re.fullmatch(r"20\d{2}", named):
        year = int(named)
    if year is not None:
        return year, year
    match = _PERIOD.search(subject.matrix.title)
    return (int(match[1]), int(match[2])) if match else None
