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
from officekit.parsing.deadlines import DatePhrase, find_date_phrases
from officekit.parsing.quantities import (
    MASK,
    Quantity,
    UnitKind,
    find_quantities,
    half_width,
    mask_names,
)

_PHRASE_LIMIT = 90  # characters; longer phrases hold no metric that a reader would name

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_CLAUSE_END = re.compile(
    r"[。！？!?\n，；;]|(?<!\d),|,(?!\d{3})|(?<!\d)[:：]|[:：](?! ?\d)|—{2}|[（(](?=其中)"
)
_CONJUNCTION = re.compile(r" *(?:、|和|及|与|以及|并|且|，|,)? *\Z")
_FOLLOWS_CLOSED = re.compile(
    r" {0,3}(?:\Z|[^\u4e00-\u9fffA-Za-z0-9“‘「\"\ufffc《 ]|和|及|与|以及|并|且|其中|全覆盖|大关|关口|目标[，。；])"
)
_NOUN_END = re.compile(r"[、和及与](?= ?[\d*])|[）)]\Z|、(?=[^、]{0,20}[\d*])")

_PREFIXES: tuple[tuple[Comparator, tuple[str, ...]], ...] = (
    (
        Comparator.AT_LEAST,
        ("不少于", "不低于", "不小于", "不得少于", "不得低于", "至少", "至少达到", "最低达到"),
    ),
    (
        Comparator.AT_MOST,
        ("不超过", "不高于", "不大于", "不多于", "不得超过", "控制在", "控制到", "至多", "最多"),
    ),
    (Comparator.MORE_THAN, ("突破", "超过", "超", "过", "高于", "大于", "多于", "超出")),
    (Comparator.LESS_THAN, ("低于", "小于", "少于")),
    (
        Comparator.EQUAL,
        (
            *("达到", "达", "稳定在", "稳定到", "保持在", "维持在", "保持", "目标值为", "目标为"),
            *("提高到", "提高至", "提升到", "提升至", "增加到", "增加至", "增长到", "增至", "升至"),
            *("扩大到", "扩大至", "上升到", "上升至", "压缩至", "压缩到", "压减至", "压减到"),
            *("缩短至", "缩短到", "缩小到", "缩小至", "降至", "降到", "降低到", "降低至", "下降到"),
            *("下降至", "减少到", "减少至", "减至", "控制为", "拓展到", "拓展至", "实现"),
        ),
    ),
    (Comparator.INCREASE, ("增长", "增加", "提高", "提升", "上升", "增幅", "增速", "增幅为")),
    (
        Comparator.DECREASE,
        ("降低", "下降", "减少", "压减", "压缩", "缩短", "缩小", "削减", "降幅", "降幅为"),
    ),
)
_PREFIX_OF = {word: comparator for comparator, words in _PREFIXES for word in words}
_PREFIX = re.compile(
    rf"(?:{'|'.join(sorted(_PREFIX_OF, key=len, reverse=True))})(?=了? {{0,3}}(?:约|近|了)? {{0,3}}\Z)"
)
_NOT_PREFIX = re.compile(r"[通经路不]\Z")
_SUFFIXES = {
    "以上": Comparator.AT_LEAST,
    "及以上": Comparator.AT_LEAST,
    "余": Comparator.MORE_THAN,
    "左右": Comparator.ABOUT,
    "上下": Comparator.ABOUT,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "以下": Comparator.AT_MOST,
    "及以下": Comparator.AT_MOST,
}

_VERB_WORDS = (
    "新增|新建|改建|扩建|建成|建设|建|完成|培育|引进|引育|招引|培养|打造|创建|争创|认定|入库|改造|实施|开展"
    "|举办|承办|组织|实现|发展|落地|孵化|吸引|集聚|推荐|申报|新上|开工|竣工|投产|开发|绿化|植树|造林|抚育"
    "|治理|修复|储备|推出|制定|制修订|修订|选树|选派|备案|争取|列入|纳入|安置|帮扶|救助|发放|培训|放流|签约"
    "|上岗|整治|组建|设立|成立|招聘|招募|开通|新开|拓宽|铺设|架设|更新|更换|淘汰|关停|退出|盘活|消化|化解"
    "|压减|压缩|创作|出版|演出|放映|检查|抽检|检测|推广|征集|遴选|评选|评定|命名|培树|选育|新培育|布局"
    "|配备|购置|投放|安装|栽植|种植|补植|确定|搭建|建立|提升|发布|达成|获批|获评|挂牌|转化|交付|供应|筹集"
)
_VERB = re.compile(_VERB_WORDS)
_STARTS_WITH_VERB = re.compile(rf"(?:新|再|累计|拟|重点|积极|加快)?(?:{_VERB_WORDS})")
_VERB_AT_END = re.compile(
    rf"(?:{_VERB_WORDS}|力争)(?:了|各类|全区|全市|全县|全省|市级|省级|区级)? {{0,3}}(?:约|近)? {{0,3}}\Z"
)
_WORK_VERB_AT_END = re.compile(r"(?:新增|新建|完成|改造|治理|修复|整治|减少|压减) {0,3}\Z")
_WORDS_VERB_AT_END = re.compile(
    r"(?:新增|新建|建成|培育|创建|引进|达到|不少于|不低于|至少|争创|突破|超过) {0,3}\Z"
)
_RATE_NOUN = re.compile(r"(?:率|比例|占比|比重|比率|增速|增幅|浓度|强度|覆盖面)\Z")
_DESCRIPTIVE = re.compile(
    r"(?:投资|投资额|资金|概算|估算|年产|产能|占地|占地面积|总面积|注册资本|规模为|总长|全长|现有|已有|原有"
    r"|共有|拥有|年龄|满|近|前|为|每|距|环|投入)\Z"
)
_CONDITION = re.compile(r"(?:对|凡|给予|针对|围绕|聚焦|每)(?!接|外|标)")

_COVERAGE = re.compile(r"全覆盖|(?:动态)?清零")
_LEAD_WORDS = re.compile(
    r" |、|，|和(?!谐)|及|以及|与(?=20)|并(?!网)|且|其中|同时|力争|确保|争取(?!列|与|上)|努力|计划|预计|保证|今年|每年|全年"
    r"|使(?!用)|实现(?=.)|到(?= ?\d)|逐步|加快(?=实现|推进|推动)|推动|推进|[（(—]"
)
_TAIL_WORDS = re.compile(
    r"(?:力争|也|均|都(?!市)|分别|全部|要|年均|每年|同比|约|总体|逐步|确保|努力| |，|、|实现|年度内)\Z"
)
_TAIL_BASE = re.compile(
    r"(?:较|比|与) ?(?:20\d\d ?年|上年|去年|“?十三五”?末?)(?:[底末]|相比|同期)?(?:相比|同期)? {0,3}\Z"
)
_LEVEL = re.compile(r"(国家|省|市|县|区|镇|乡)(级?)")


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
            word = _LEAD_WORDS.match(self.masked, start, stop)
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
            joint = scan.masked[last.end : min(quantity.start, last.end + 4)].strip()
            if quantity.start - last.end <= len("以及") + 1 and joint in {"、", "和", "及", "与", "以及"}:
                groups[-1].append(quantity)
                continue
        groups.append([quantity])
    return groups


def _cut_to_last_verb(scan: _Scan, start: int, stop: int) -> int:
    """Start of the last listed item that begins with a verb of its own (…、改造管网55公里)."""
    previous = start
    for match in re.finditer("、", scan.masked[start:stop]):
        item = start + match.end()
        listed_verbs = item - previous <= len("新改建、")
        if _STARTS_WITH_VERB.match(scan.masked, item, stop) and not listed_verbs:
            start_of_item = item
        else:
            previous = item
            continue
        previous = start = start_of_item
        return _cut_to_last_verb(scan, start, stop)
    return start


def _trim(scan: _Scan, start: int, stop: int) -> int:
    """End of the metric without 力争, 年均, 较2020年 before the comparator."""
    while start < stop:
        window = scan.masked[max(start, stop - 20) : stop]
        match = _TAIL_WORDS.search(window) or _TAIL_BASE.search(window)
        if match and match[0]:
            stop -= len(window) - match.start()
            continue
        dates = [p for p in scan.dates if p.end == stop and p.start > start]
        if not dates:
            break
        stop = dates[0].start
    return stop


def _comparator(prefix: str | None, suffix: str, phrase: str) -> Comparator:
    named = _PREFIX_OF[prefix] if prefix else None
    if named in {Comparator.INCREASE, Comparator.DECREASE, Comparator.AT_LEAST}:
        return named or Comparator.EQUAL
    if suffix:
        return _SUFFIXES[suffix]
    if named is None and ("至少" in phrase or "不少于" in phrase):
        return Comparator.AT_LEAST
    return named or Comparator.EQUAL


def _split_metric(metric: str, count: int) -> list[str]:
    """One metric for each of several values: A、B分别达到99%、90%."""
    verb, _, rest = metric.partition("分别")
    if rest:
        lead = rest[: len(rest) - len(rest.lstrip("新增累计"))] if not verb else ""
        verb_match = _STARTS_WITH_VERB.match(rest)
        lead = verb_match[0] if verb_match and not verb else lead
        metric = verb + rest if verb else rest
    else:
        lead = ""
        metric = verb or metric.replace("分别", "")
    parts = re.split(r"、|和|及|与", metric[len(lead) :])
    if len(parts) != count or not all(parts):
        return [metric] * count
    levels = [_LEVEL.fullmatch(part) for part in parts[:-1]]
    last = _LEVEL.match(parts[-1])
    if all(levels) and last:
        shared = re.sub(r"^[两二三四]级", "", parts[-1][last.end() :])
        suffix = last[2]
        parts = [f"{m[1]}{m[2] or suffix}{shared}" for m in levels if m] + [
            f"{last[1]}{suffix}{shared}"
        ]
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
            comparator=_comparator(prefix, quantity.suffix or last.suffix, text),
            value=quantity.value,
            value_high=quantity.value_high,
            unit=quantity.unit or last.unit,
            by=scan.by(quantity.start),
            placeholder=quantity.placeholder,
        )
        found.append(_Found(target, start, end, last.end))
    return found


def _says_goal(group: Sequence[Quantity], phrase: str, prefix: str | None, *, listed: bool) -> bool:
    """Whether the words before a closing quantity make it a target."""
    last = group[-1]
    if _CONDITION.match(phrase):
        return False
    if prefix:
        return True
    if last.kind is UnitKind.NONE or not phrase:
        return False
    if last.placeholder:
        return True
    if _DESCRIPTIVE.search(phrase):
        return False
    if last.kind is UnitKind.TIME:
        return last.suffix in {"以内", "之内"}
    if last.words:
        return (last.value or 0) > 1 and bool(_VERB.search(phrase))
    if last.suffix or (last.kind is UnitKind.RATE and _RATE_NOUN.search(phrase)):
        return True
    if last.kind is UnitKind.RATE:
        return False
    return bool(_VERB.search(phrase)) or (listed and len(phrase) <= 25)  # noqa: PLR2004 - a name


def _read_closing(
    scan: _Scan, group: Sequence[Quantity], floor: int, before: _Found | None
) -> list[_Found]:
    """Targets whose quantity closes the phrase: 高新技术企业达到150家以上."""
    first, last = group[0], group[-1]
    start = scan.skip_lead(max(scan.clause_start(first.start), floor), first.start)
    match = _PREFIX.search(scan.masked, max(start, first.start - 12), first.start)
    if match and _NOT_PREFIX.search(scan.masked[max(start, match.start() - 1) : match.start()]):
        match = None
    stop = match.start() if match else first.start
    start = _cut_to_last_verb(scan, start, stop)
    stop = _trim(scan, start, stop)
    metric = scan.printed[start:stop].strip()
    prefix = match[0] if match else None
    if prefix == "实现" and not metric:
        prefix = None
    if not _says_goal(group, scan.masked[start:stop], prefix, listed=before is not None):
        return []
    if not metric and match:
        start = match.start()
        metric = before.target.metric if before else ""
    return _targets_of(scan, group, (start, last.end), metric, prefix)


def _attributive_goal(scan: _Scan, quantity: Quantity, lead: str, *, listed: bool) -> bool:
    """Whether a quantity before its noun is a target: 打造4个以上示范点."""
    if scan.masked[quantity.end : quantity.end + 3].lstrip().startswith("的"):
        return False
    if _CONDITION.match(lead):
        return False
    if quantity.words:
        least = quantity.suffix == "以上" or "至少" in lead or "不少于" in lead
        return bool(_WORDS_VERB_AT_END.search(lead)) and (least or (quantity.value or 0) > 1)
    if quantity.kind is UnitKind.COUNT:
        if quantity.suffix.endswith("以下"):
            return False
        prefixed = lead.rstrip().endswith(("不少于", "不低于", "至少", "突破", "超过", "达到", "超"))
        named = quantity.placeholder and lead.rstrip().endswith(("提升", "提高"))
        return bool(prefixed or quantity.suffix or listed or named or _VERB_AT_END.search(lead))
    if quantity.kind is UnitKind.MEASURE:
        return not quantity.suffix and bool(_WORK_VERB_AT_END.search(lead))
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
    start = _cut_to_last_verb(scan, start, quantity.start)
    end = scan.clause_stop(quantity.end)
    noun_end = _NOUN_END.search(scan.masked, quantity.end, end)
    end = noun_end.start() if noun_end else end
    match = _PREFIX.search(scan.masked, max(start, quantity.start - 12), quantity.start)
    prefix = match[0] if match and match[0] != "实现" else None
    left = scan.printed[start : match.start() if match and prefix else quantity.start]
    left = left.strip().removesuffix("力争").removesuffix("至少")
    metric = left.strip() + scan.printed[quantity.end : end].strip()
    found = _targets_of(scan, [quantity], (start, end), metric, prefix)
    return [replace(item, attributive=True) for item in found]


def _read_coverage(scan: _Scan) -> list[_Found]:
    """Full coverage and clearance in words: 实现便民生活圈全覆盖, 动态清零."""
    found: list[_Found] = []
    floor = 0
    for match in _COVERAGE.finditer(scan.masked):
        if not _FOLLOWS_CLOSED.match(scan.masked, match.end()) or scan.masked[
            max(0, match.start() - 1) : match.start()
        ] in {"%", "、"}:
            continue
        start = scan.skip_lead(max(scan.clause_start(match.start()), floor), match.start())
        stop = _trim(scan, start, match.start())
        metric = scan.printed[start:stop].strip()
        if metric and MASK != metric:
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
        before = found[-1] if found and found[-1].group_end == previous_end else None
        if before and (
            not scan.same_sentence(before.group_end, first.start)
            or scan.clauses_between(before.end, first.start) > 1
        ):
            before = None
        if _FOLLOWS_CLOSED.match(scan.masked, last.end):
            found += _read_closing(scan, group, floor, before)
            floor = last.end
        elif len(group) == 1:
            targets = _read_attributive(scan, first, floor, before)
            found += targets
            floor = last.end if targets else floor
        previous_end = last.end
    found += _read_coverage(scan)
    return tuple(item.target for item in sorted(found, key=lambda item: item.start))
