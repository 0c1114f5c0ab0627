"""Quantified targets in the body of a task: what, how much, in which unit, by when.

A quantity is a target where the words around it say so. It either closes its phrase
(高新技术企业达到150家以上), and what is measured stands before it, or stands before its noun
(打造4个以上示范点), and needs a goal verb. A figure that merely describes is left out: a false
target costs the reader more than a missing one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from officekit.model.plan import Comparator, Target
from officekit.parsing import target_words as words
from officekit.parsing.deadlines import DatePhrase, find_date_phrases
from officekit.parsing.quantities import (
    MASK,
    Quantity,
    UnitKind,
    find_quantities,
    half_width,
    mask_names,
)

_BARE_VERB = 4  # 新改建、 is no item of a list but shares the object of the next verb
_LISTED_NAME = 25  # characters of a listed name that needs no verb of its own
_GROUP_LIMIT = 8  # values after 分别
_PHRASE_LIMIT = 90  # characters; longer phrases hold no metric that a reader would name

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_CLAUSE_END = re.compile(
    r"[。！？!?\n，；;]|(?<!\d),|,(?!\d{3})|(?<!\d)[:：]|[:：](?! ?\d)|—{2}|[（(](?=其中)"
)
_CONJUNCTION = re.compile(r" *(?:、|和|及|与|以及|并|且|，|,)? *\Z")
_FOLLOWS_CLOSED = re.compile(
    r" {0,3}(?:\Z|[^\u4e00-\u9fffA-Za-z0-9“‘「\"\ufffc《 ]"
    r"|和|及|与|以及|并|且|其中|全覆盖|大关|关口|目标[，。；])"
)
_JOINT = re.compile(r" ?(?:、|和|及|与|以及) ?")
_LISTED = re.compile("、")
_NOUN_END = re.compile(r"[、和及与](?= ?[\d*])|[）)]\Z|、(?=[^、]{0,20}[\d*])")


@dataclass(frozen=True, slots=True)
class _Found:
    """A target with its place: where its words and its clause are."""

    target: Target
    start: int
    end: int
    group_end: int
    attributive: bool = False


class _Scan:
    """One text with the positions of its sentences, clauses and dates."""

    def __init__(self, text: str, year: int | None) -> None:
        self.plain = half_width(text)
        self.masked = mask_names(self.plain)
        self.printed = text
        self.quantities = find_quantities(self.masked)
        self.sentence_ends = [m.end() for m in _SENTENCE_END.finditer(self.masked)]
        self.clause_ends = [m.end() for m in _CLAUSE_END.finditer(self.masked)]
        self.dates: list[DatePhrase] = find_date_phrases(self.masked, year=year)
        self.date_starts = [phrase.start for phrase in self.dates]
        self.date_at = {phrase.start: phrase for phrase in self.dates}
        self.date_ending_at = {phrase.end: phrase for phrase in self.dates}

    def clause_start(self, at: int) -> int:
        """Start of the clause around a place, at most ``_PHRASE_LIMIT`` characters before it."""
        index = bisect_right(self.clause_ends, at)
        start = self.clause_ends[index - 1] if index else 0
        return max(start, at - _PHRASE_LIMIT)

    def clause_stop(self, at: int) -> int:
        """End of the clause after a place, without its punctuation."""
        index = bisect_right(self.clause_ends, at)
        stop = self.clause_ends[index] - 1 if index < len(self.clause_ends) else len(self.masked)
        return min(stop, at + _PHRASE_LIMIT)

    def same_sentence(self, first: int, second: int) -> bool:
        """Whether no full stop stands between two places."""
        return bisect_right(self.sentence_ends, first) == bisect_right(self.sentence_ends, second)

    def clauses_between(self, first: int, second: int) -> int:
        """Number of clause ends between two places."""
        return bisect_right(self.clause_ends, second) - bisect_right(self.clause_ends, first)

    def by(self, at: int) -> str | None:
        """The date phrase that governs a place: the last one before it in its sentence."""
        index = bisect_left(self.date_starts, at) - 1
        if index < 0 or not self.same_sentence(self.dates[index].start, at):
            return None
        return self.dates[index].text

    def skip_lead(self, start: int, stop: int) -> int:
        """Start of the metric: dates, conjunctions and 力争 are passed over."""
        while start < stop:
            phrase = self.date_at.get(start)
            if phrase and phrase.end <= stop:
                start = phrase.end
                continue
            word = words.LEAD_WORDS.match(self.masked, start, stop)
            if not word or not word[0]:
                break
            start = word.end()
        return start


def _groups(scan: _Scan) -> list[list[Quantity]]:
    """Quantities, those that are only joined by 、 or 和 together (99%、90%以上)."""
    groups: list[list[Quantity]] = []
    for quantity in scan.quantities:
        if groups:
            last = groups[-1][-1]
            alike = quantity.unit == last.unit or "" in {quantity.unit, last.unit}
            joined = _JOINT.fullmatch(scan.masked, last.end, quantity.start)
            if (
                joined
                and len(groups[-1]) < _GROUP_LIMIT
                and (alike or _FOLLOWS_CLOSED.match(scan.masked, quantity.end))
            ):
                groups[-1].append(quantity)
                continue
        groups.append([quantity])
    return groups


def _last_item_with_verb(scan: _Scan, start: int, stop: int) -> int:
    """Start of the last listed item that begins with a verb of its own (…、改造管网55公里)."""
    item = start
    for match in _LISTED.finditer(scan.masked, start, stop):
        item_before, item = item, match.end()
        if item - item_before > _BARE_VERB and words.STARTS_WITH_VERB.match(
            scan.masked, item, stop
        ):
            start = item
    return start


def _trim(scan: _Scan, start: int, stop: int) -> int:
    """End of the metric without 力争, 年均, 较2020年 before the comparator."""
    while start < stop:
        window = scan.masked[max(start, stop - 20) : stop]
        match = words.TAIL_WORDS.search(window) or words.TAIL_BASE.search(window)
        if match and match[0]:
            stop -= len(window) - match.start()
            continue
        phrase = scan.date_ending_at.get(stop)
        if phrase is None or phrase.start <= start:
            break
        stop = phrase.start
    return stop


def _comparator(prefix: str | None, suffix: str, phrase: str) -> Comparator:
    named = words.PREFIX_OF[prefix] if prefix else None
    if named in {Comparator.INCREASE, Comparator.DECREASE, Comparator.AT_LEAST}:
        return named or Comparator.EQUAL
    if suffix:
        return words.SUFFIXES[suffix]
    if named is None and ("至少" in phrase or "不少于" in phrase):
        return Comparator.AT_LEAST
    return named or Comparator.EQUAL


def _split_metric(metric: str, count: int) -> list[str]:
    """One metric for each of several values: A、B分别达到99%、90%."""
    before, _, after = metric.partition("分别")
    if before and after:  # A、B分别新建小学2所、3所
        names = words.AND.split(before)
        if len(names) == count and all(names):
            return [name + after for name in names]
    verb = words.STARTS_WITH_VERB.match(after) if after else None
    lead = before + verb[0] if verb else before if after else ""
    parts = words.AND.split((before + after)[len(lead) :])
    if len(parts) != count or not all(parts):
        return [before + after] * count
    levels = [words.LEVEL.fullmatch(part) for part in parts[:-1]]
    last = words.LEVEL.match(parts[-1])
    if last and all(levels):  # 省、市、县三级试点 shares 试点
        shared = words.LEVEL_COUNT.sub("", parts[-1][last.end() :])
        names = [level[1] for level in levels if level] + [last[1]]
        parts = [name + last[2] + shared for name in names]
    return [lead + part for part in parts]


def _targets_of(
    scan: _Scan, group: Sequence[Quantity], span: tuple[int, int], metric: str, prefix: str | None
) -> list[_Found]:
    """The targets of a group; the last unit and 以上 hold for those that have none."""
    start, end = span
    text, last = scan.printed[start:end].strip(), group[-1]
    metrics = _split_metric(metric, len(group)) if len(group) > 1 else [metric.replace("分别", "")]
    found = []
    for quantity, name in zip(group, metrics, strict=True):
        target = Target(
            text=text,
            metric=name.strip(),
            comparator=_comparator(prefix, quantity.suffix or last.suffix, metric),
            value=quantity.value,
            value_high=quantity.value_high,
            unit=quantity.unit or last.unit,
            by=scan.by(quantity.start),
            placeholder=quantity.placeholder,
        )
        found.append(_Found(target, start, end, last.end))
    return found


def _says_goal(last: Quantity, lead: str, phrase: str, prefix: str | None, *, listed: bool) -> bool:
    """Whether the words before a closing quantity make it a target.

    Args:
        last: the quantity.
        lead: words before the metric (到2025年，力争).
        phrase: the metric.
        prefix: the comparator before the quantity.
        listed: a target stands directly before it.
    """
    if words.CONDITION.match(phrase) or words.PAST.search(phrase):
        return False
    if prefix:
        return True
    if last.kind is UnitKind.NONE or not phrase:
        return False
    if last.placeholder:
        return True
    if words.DESCRIPTIVE.search(phrase):
        return False
    if last.kind is UnitKind.TIME:
        return last.suffix in {"以内", "之内"}
    if last.words:
        return (last.value or 0) > 1 and bool(words.VERB.search(phrase))
    if last.suffix or (last.kind is UnitKind.RATE and words.RATE_NOUN.search(phrase)):
        return True
    if last.kind is UnitKind.RATE:
        return False
    if words.INTENT.search(lead) or words.VERB.search(phrase):
        return True
    return listed and len(phrase) <= _LISTED_NAME


def _read_closing(
    scan: _Scan, group: Sequence[Quantity], floor: int, before: _Found | None
) -> list[_Found]:
    """Targets whose quantity closes the phrase: 高新技术企业达到150家以上."""
    first, last = group[0], group[-1]
    clause = max(scan.clause_start(first.start), floor)
    start = scan.skip_lead(clause, first.start)
    lead = scan.masked[clause:start]
    match = words.PREFIX.search(scan.masked, max(start, first.start - 12), first.start)
    if match and words.NOT_PREFIX.search(
        scan.masked[max(start, match.start() - 1) : match.start()]
    ):
        match = None
    stop = match.start() if match else first.start
    start = _last_item_with_verb(scan, start, stop)
    stop = _trim(scan, start, stop)
    pace = words.PACE.match(scan.masked, start, stop)
    metric = scan.printed[pace.end() if pace else start : stop].strip()
    prefix = match[0] if match else None
    if prefix == "实现" and not metric:
        prefix = None
    if not _says_goal(last, lead, scan.masked[start:stop], prefix, listed=before is not None):
        return []
    if not metric and before:
        metric = before.target.metric
    return _targets_of(scan, group, (start, last.end), metric, prefix)


def _attributive_goal(scan: _Scan, quantity: Quantity, lead: str, *, listed: bool) -> bool:
    """Whether a quantity before its noun is a target: 打造4个以上示范点."""
    if scan.masked[quantity.end : quantity.end + 3].lstrip().startswith("的"):
        return False
    if words.CONDITION.match(lead):
        return False
    if quantity.words:
        least = quantity.suffix == "以上" or "至少" in lead or "不少于" in lead
        return bool(words.WORDS_VERB_AT_END.search(lead)) and (least or (quantity.value or 0) > 1)
    if quantity.kind is UnitKind.COUNT:
        if quantity.suffix.endswith("以下"):
            return False
        prefixed = lead.rstrip().endswith(
            ("不少于", "不低于", "至少", "突破", "超过", "达到", "超")
        )
        named = quantity.placeholder and lead.rstrip().endswith(("提升", "提高"))
        return bool(
            prefixed or quantity.suffix or listed or named or words.VERB_AT_END.search(lead)
        )
    if quantity.kind is UnitKind.MEASURE:
        return not quantity.suffix and bool(words.WORK_VERB_AT_END.search(lead))
    return quantity.kind is UnitKind.RATE and (
        (quantity.suffix == "以上" and not lead.strip())
        or bool(re.search(r"(?:实现|力争|确保)[^，]{0,6}\Z", lead))
    )


def _read_attributive(
    scan: _Scan, quantity: Quantity, floor: int, before: _Found | None
) -> list[_Found]:
    """A target whose quantity stands before its noun: 打造4个以上示范点."""
    clause = max(scan.clause_start(quantity.start), floor)
    lead = scan.masked[clause : quantity.start]
    listed = bool(before and before.attributive and _CONJUNCTION.fullmatch(lead))
    if not _attributive_goal(scan, quantity, lead, listed=listed):
        return []
    start = scan.skip_lead(clause, quantity.start)
    start = _last_item_with_verb(scan, start, quantity.start)
    end = scan.clause_stop(quantity.end)
    noun_end = _NOUN_END.search(scan.masked, quantity.end, end)
    end = noun_end.start() if noun_end else end
    match = words.PREFIX.search(scan.masked, max(start, quantity.start - 12), quantity.start)
    prefix = match[0] if match and words.PREFIX_OF[match[0]] not in words.VERB_LIKE else None
    pace = words.PACE.match(scan.masked, start, quantity.start)
    metric_start = pace.end() if pace else start
    left = scan.printed[metric_start : match.start() if match and prefix else quantity.start]
    left = left.strip().removesuffix("力争").removesuffix("至少")
    metric = left.strip() + scan.printed[quantity.end : end].strip()
    found = _targets_of(scan, [quantity], (start, end), metric, prefix)
    return [replace(item, attributive=True) for item in found]


def _read_coverage(scan: _Scan) -> list[_Found]:
    """Full coverage and clearance in words: 实现便民生活圈全覆盖, 动态清零."""
    found: list[_Found] = []
    floor = 0
    for match in words.COVERAGE.finditer(scan.masked):
        if not _FOLLOWS_CLOSED.match(scan.masked, match.end()) or scan.masked[
            max(0, match.start() - 1) : match.start()
        ] in {"%", "、"}:
            continue
        start = scan.skip_lead(max(scan.clause_start(match.start()), floor), match.start())
        stop = _trim(scan, start, match.start())
        metric = scan.printed[start:stop].strip()
        if metric and metric != MASK:
            target = Target(
                text=scan.printed[start : match.end()].strip(),
                metric=metric,
                comparator=Comparator.EQUAL,
                value=None,
                by=scan.by(match.start()),
            )
            found.append(_Found(target, start, match.end(), match.end()))
        floor = match.end()
    return found


def find_targets(text: str, *, year: int | None = None) -> tuple[Target, ...]:
    """The quantified targets of a task, in order of print.

    Args:
        text: body of a task, paragraphs joined by a newline.
        year: year of the plan, for date phrases that name none (年内).

    Returns:
        The targets; one for each value of A、B分别达到99%、90%, all with the same text.
    """
    scan = _Scan(text, year)
    found: list[_Found] = []
    floor = 0
    previous_end = -1
    for group in _groups(scan):
        first, last = group[0], group[-1]
        floor = floor if floor <= first.start else previous_end
        before = found[-1] if found and found[-1].group_end == previous_end else None
        if before and (
            not scan.same_sentence(before.group_end, first.start)
            or scan.clauses_between(before.end, first.start) > 1
        ):
            before = None
        closed = _FOLLOWS_CLOSED.match(scan.masked, last.end)
        targets: list[_Found] = []
        if closed:
            found += _read_closing(scan, group, floor, before)
            floor = last.end
        elif len(group) == 1:
            targets = _read_attributive(scan, first, floor, before)
            found += targets
            floor = targets[-1].end if targets else floor
        if closed or targets:
            previous_end = last.end
    found += _read_coverage(scan)
    return tuple(item.target for item in sorted(found, key=lambda item: item.start))
