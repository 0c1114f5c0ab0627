"""Dates by which a task is due: 2023年年底前, 到2025年, 6月底前, 年内; 长期 in a table cell."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from officekit.model.plan import Deadline
from officekit.parsing.quantities import chinese_number, half_width, mask_names

_DATE = re.compile(
    r"(?P<lead>到|至|截至|截止到?)? ?"
    r"(?P<base>(?:(?<!\d)20\d{2} ?年? ?(?:-|—{1,2}|–|~|～|至) ?)?(?<!\d)(?P<year>20\d{2}) ?年"
    r"|今年|本年|当年)? ?"
    r"(?P<period>年?度?[底末终]|年中|年度?(?=内)|全年"
    r"|(?P<month>\d{1,2}) ?月份? ?(?:(?P<day>\d{1,2}) ?[日号]|月?[底末]|[上中下]旬)?"
    r"|第?(?P<quarter>[一二三四1-4]) ?季度[底末]?|(?P<half>[上下])半年[底末]?)?"
    r"(?P<before> ?(?:之前|以前|前|之内|以内|内(?![部容外涵需])))?"
)
_SPAN = re.compile(
    r"(?P<years>[一二两三四五六七八九十]|(?<!\d)\d{1,2}) ?年(?:之内|以内|内(?![部容外涵需]))"
    r"|(?:公开|发布|印发|受理|批复|立项|开工|签约|收到|下达|备案|审批|出台|完成"
    r"|办结|验收|竣工|投产)?后 ?\d{1,3} ?"
    r"(?:个工作日|工作日|天|日|个月|小时)(?:之内|以内|内)"
)
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?P<year>20\d{2})"
    r"(?: ?[-./] ?(?P<month>\d{1,2})(?!\d)(?: ?[-./] ?(?P<day>\d{1,2})(?!\d))?)?"
)
_BASE_BEFORE = re.compile(r"(?:较|相较|比|与|同|自|从|以|对|将|版) ?\Z")
_BASE_AFTER = re.compile(
    r" ?(?:相比|同期|起|以来|以后|之后|后(?!年)|为基|基础|水平|的|是|版|度"
    r"|建成 ?(?:的|老|住|小区|未)"
    r"|(?:印发|发布|出台|公布|召开|批准|发生|成立)的)"
)
_EVENT_AFTER = re.compile(r" ?(?:印发|发布|出台|公布|召开|批准|发生|成立)")
_BUILT = re.compile(r" ?建成 ?[，,。；]")  # 2000年前建成，…
_GOAL_BEFORE = re.compile(
    r"(?:\A|[，,。；;：:、\n！？!?（(—]|力争|确保|争取|计划|预计|努力|保证"
    r"|目标|在|于|由|年|及|和) ?\Z"
)
_NO_BARE_YEAR_END = re.compile(r"(?:每年|[\d一二两三四五六七八九十几多数近每全周半青]) ?\Z")
_MONTHS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_NO_ENTRY = frozenset({"", "无", "-", "—", "——", "/", "－", "–", "\\"})


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date in running text.

    Attributes:
        start, end: span with 到, 至.
        text: without 到 and spaces, the year added where it is inherited.
        date: last day, ``None`` where it can't be fixed.
    """

    start: int
    end: int
    text: str
    date: date | None


def _last_day(year: int, month: int, day: int | None = None) -> date | None:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of the year
        return None
    last = calendar.monthrange(year, month)[1]
    day = last if day is None else day
    return date(year, month, day) if 1 <= day <= last else None


def _due(match: re.Match[str], year: int) -> date | None:
    """Last day of the period that a match names within a year."""
    period = match["period"] or ""
    if match["month"]:
        month = int(match["month"])
        if match["day"]:
            return _last_day(year, month, int(match["day"]))
        if period.endswith(("上旬", "中旬")):
            return _last_day(year, month, 10 if period.endswith("上旬") else 20)
        return _last_day(year, month)
    if match["quarter"]:
        return _last_day(year, _MONTHS[match["quarter"]])
    if match["half"] == "上" or period == "年中":
        return _last_day(year, 6)
    return _last_day(year, 12)


def _is_goal(match: re.Match[str], masked: str) -> bool:
    """Whether a match in prose sets a date, and is no base year, name or date of an event."""
    start, end = match.span()
    before, after = masked[max(0, start - 4) : start], masked[end : end + 8]
    if _BASE_BEFORE.search(before) or (_BASE_AFTER.match(after) and not match["lead"]):
        return False
    if _EVENT_AFTER.match(after) and not (match["lead"] or match["before"]):
        return False
    period, marked = match["period"] or "", bool(match["lead"] or match["before"])
    if match["base"] is None:
        if period.startswith("年"):
            return not _NO_BARE_YEAR_END.search(before) and (marked or after[:1] in "，,。；;")
        return bool(period) and period[:1] not in "度底末终全" and marked
    if not period and match["before"] and _BUILT.match(after):
        return False
    if not period and not match["before"]:
        return bool(match["lead"] or _GOAL_BEFORE.search(before))
    return marked or not match["day"] or bool(_GOAL_BEFORE.search(before))


def _date_phrases(masked: str, *, year: int | None, prose: bool) -> Iterator[DatePhrase]:
    """Dates with a year, or with one inherited from an earlier date or from the plan."""
    current = year
    for match in _DATE.finditer(masked):
        if match["base"] is None and match["period"] is None:
            continue
        if prose and not _is_goal(match, masked):
            continue
        if match["year"]:
            current = int(match["year"])
            if prose and year is not None and current < year:
                continue
        words = re.sub(r"^(?:到|至|截至|截止到?)", "", match[0].replace(" ", ""))
        reference = current if match["base"] is None or match["year"] else year
        if reference is None:
            yield DatePhrase(*match.span(), words, None)
            continue
        if match["year"] is None:
            words = f"{reference}年{re.sub('^(?:今|本|当)年', '', words)}"
        yield DatePhrase(*match.span(), words, _due(match, reference))


def find_date_phrases(masked: str, *, year: int | None = None) -> list[DatePhrase]:
    """Goal dates in prose, in order.

    Args:
        masked: text from :func:`officekit.parsing.quantities.mask_names`.
        year: year of the plan, for 年内 and the like; earlier years are no goals.
    """
    found = list(_date_phrases(masked, year=year, prose=True))
    for match in _SPAN.finditer(masked):
        due, years = None, match["years"]
        if years and year is not None:
            count = int(years) if years.isdecimal() else int(chinese_number(years) or 1)
            due = _last_day(year + max(count, 1) - 1, 12)
        found.append(DatePhrase(*match.span(), match[0].replace(" ", ""), due))
    return sorted(found, key=lambda phrase: phrase.start)


def _latest(phrases: list[DatePhrase]) -> DatePhrase | None:
    dated = [phrase for phrase in phrases if phrase.date is not None]
    if dated:
        return max(dated, key=lambda phrase: phrase.date or date.min)
    return phrases[0] if phrases else None


def find_deadline(text: str, *, year: int | None = None) -> Deadline | None:
    """The date by which the task is due.

    Of several dates the latest wins; base years (较2020年), names and 持续推进 are none.

    Args:
        text: title and body of a task.
        year: year of the plan, for dates that name none.

    Returns:
        The deadline without 到; its date is ``None`` where no year is known, or the date does
        not exist (2月30日). ``None`` where the text sets no date.
    """
    phrase = _latest(find_date_phrases(mask_names(half_width(text)), year=year))
    return Deadline(phrase.text, phrase.date) if phrase else None


def deadline_of_cell(text: str, *, year: int | None = None) -> Deadline | None:
    """The deadline in a table cell or after the label 完成时限.

    Args:
        text: any entry; 长期, 每季度 and 持续推进 are kept as text.
        year: year of the plan, for dates that name none.

    Returns:
        The entry as printed (the year added where it is a date without one), ``None`` for an
        empty cell, 无 and dashes.
    """
    printed = text.strip()
    if printed in _NO_ENTRY:
        return None
    plain = half_width(printed)
    phrases = list(_date_phrases(plain, year=year, prose=False))
    if len(phrases) == 1 and (phrases[0].start, phrases[0].end) == (0, len(plain)):
        inherited = "20" not in plain and phrases[0].date is not None
        return Deadline(phrases[0].text if inherited else printed, phrases[0].date)
    dates = [phrase.date for phrase in phrases if phrase.date]
    for match in _NUMERIC_DATE.finditer(plain) if not phrases else ():
        day = int(match["day"]) if match["day"] else None
        due = _last_day(int(match["year"]), int(match["month"] or 12), day)
        dates += [due] if due else []
    return Deadline(printed, max(dates, default=None))
