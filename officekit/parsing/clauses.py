"""Responsibility clauses: （牵头单位：A；责任单位：B、C按职责分工负责）.

A lead is named by a label with 牵头 or by the verb 牵头; every other unit supports. Forms and
traps: see ``docs/decisions/0004-responsibility-clauses.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from officekit.model.plan import Clause, Responsibility, Role
from officekit.model.unit import UnitFamilies, looks_like_unit
from officekit.model.unit_names import join_group_parts
from officekit.parsing.brackets import bracket_spans, split_outside

_BODY = r"(?:责任)?(?:单位|部门|处室|科室|股室|主体|机构)"
_ROLE_LABEL = (
    rf"(?:(?P<lead>牵头)(?:{_BODY})?"
    rf"|(?:(?:主要|其他|第一|直接|落实|市级|区级|县级)?责任|主责|配合|参与|参加|协同|协办"
    rf"|协助|协作|支持|落实|实施|承办|主办|会办|联办|共同|指导|督导|监督)"
    rf"{_BODY})"
)
_LABEL = re.compile(
    rf"(?:{_ROLE_LABEL}|配合"
    r"|(?P<leader>(?:牵头|责任|分管|包保|挂包|包联)(?:[省市区县]级?)?领导|责任人|负责人|联系人)"
    r"|(?P<deadline>(?:完成|办结|整改)(?:时限|时间)|时限(?:要求)?|完成期限))"
    r"(?:[：:]|为(?=[^\s：:]))"
)
_SENTENCE_LABEL = re.compile(
    r"(?:^|(?<=[。；;！!\n]))\s*[【\[]?(?=(?:牵头|配合|参与|协同|责任|主要责任)"
    r"(?:责任)?(?:单位|部门)[】\]]?[：:])"
)
_LINE_LABEL = re.compile(
    r"\s*(?=(?:(?:牵头|责任|分管|包保|挂包|包联)(?:[省市区县]级?)?领导|责任人"
    r"|(?:完成|办结|整改)(?:时限|时间)|时限要求|完成期限)[：:])"
)
_ADVERB = (
    r"(?:按照?|依据?|根据)(?:各自)?(?:的)?(?:职责|责任|职能|任务)?(?:权限)?(?:和)?分工"
    r"|按(?:照)?(?:各自)?职责|依职责|共同|联合|分别|分工|结合(?:各自|工作)?实际|具体|积极|密切|抓好"
)
_VERB = re.compile(
    rf"(?:{_ADVERB})*(?P<verb>牵头|负责|落实|配合|参与|协同|协助|指导|实施|推进|组织|承担|督导)"
    rf"(?:{_ADVERB}|牵头|负责|落实|配合|参与|协同|协助|指导|实施|推进|组织)*$"
)
_ADVERB_ONLY = re.compile(rf"(?:{_ADVERB})+$")
_SUPPORT_VERBS = ("配合", "参与", "协同", "协助", "指导", "督导")
_FIRST_LISTED = re.compile(
    r"[，,；;。]?(?:排(?:名|列|序|在)*|列|居|位列)?在?"
    r"(?:首位|第一位|第一|第1位?|首个|首家|最前面?)(?:的|者|个)*(?:责任)?(?:单位|部门)?的?"
    r"均?为(?:总)?牵头(?:责任)?(?:单位|部门)?(?:[，,、]?(?:以)?下同)?"
)
_OPEN_END = re.compile(r"等(?:[^、，,；;等]{0,8}?(?:单位|部门|机构|方面|地区|成员))?$")
_WITH_OTHERS = re.compile(r"会同各?(?:有关|相关)(?:单位|部门|方面)$")
_COORDINATION = re.compile(
    r"(?<=局|办|部|厅|府|心|司|团|道|镇|院|会|行|署|队|室|校|委)(?:以及|和|及|与)(?=[^、，；]{2,})"
)
_NOT_A_CLAUSE = re.compile(
    r"^(?:即|含|包括|如|其中|不含|指|以下简称|注|仅|详见|附|原|又称|简称|见)"
)
_NO_UNIT = frozenset({"", "无", "暂无", "/", "-", "—", "——"})
_DUE = re.compile(
    r"于?(?P<date>(?:20\d{2}年|今年|年内|\d{1,2}月)[\d年月日底末初中上下旬份季度之以前内]*)(?:完成|完工)?"
)
_LEADS = re.compile(r"[（(](?:总)?牵头(?:单位|部门)?[）)]$")
_BETWEEN_LINES = re.compile(r"(?<![）)〕】\]。；;\n])\n(?![（(〔【\[])")
_MAX_UNIT = 30
_SPACE = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[、，,；;。：:]")


@dataclass(frozen=True, slots=True)
class ClauseSpan:
    """A clause and the part of the text that it takes up (brackets included)."""

    start: int
    end: int
    clause: Clause


@dataclass(slots=True)
class _Reading:
    """What the reading of one clause has found so far."""

    families: UnitFamilies
    units: list[Responsibility] = field(default_factory=list)
    open_ended: bool = False
    leaders: list[str] = field(default_factory=list)
    deadline: str | None = None
    remainder: list[str] = field(default_factory=list)
    verbs: int = 0

    def add(self, name: str, role: Role) -> None:
        """Take one list entry: a unit, an 等, or words that are neither; A（牵头） leads."""
        name = name.strip("“”\"' ") if name.count("“") != name.count("”") else name.strip()
        name = name.removeprefix("由")
        if _LEADS.search(name):
            role, name = Role.LEAD, _LEADS.sub("", name)
        stripped = _OPEN_END.sub("", name)
        if stripped != name:
            self.open_ended = True
            name = stripped
        if name in _NO_UNIT:
            return
        if due := _DUE.fullmatch(name):
            self.deadline = due["date"]
            return
        if "下同" in name or name.startswith("以下") or len(name) > _MAX_UNIT:
            self.remainder.append(name)
        else:
            self.units.append(Responsibility(role, name))


def _without_spaces(content: str, families: UnitFamilies) -> str:
    """The content without white space; where a space parts labels or units, with a separator."""
    joined = ""
    words = content.split()
    for word in words:
        before, after = _SEPARATORS.split(joined)[-1], _SEPARATORS.split(word)[0]
        if joined and _LABEL.match(word):
            joined += "；"
        elif (
            before[:1] == after[:1]
            and looks_like_unit(before, families)
            and looks_like_unit(after, families)
        ):
            joined += "、"
        joined += word
    return joined


def _labelled_segments(content: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """The content cut at its labels: the words before the first, then label and words."""
    protected = bracket_spans(content)
    labels = [
        m
        for m in _LABEL.finditer(content)
        if not any(s.start < m.start() < s.end for s in protected)
        and (m.start() == 0 or content[m.start() - 1] in "，,；;、。：: ")
    ]
    head = content[: labels[0].start()] if labels else content
    if head.strip("，,；;、。 "):
        yield None, head
    ends = [m.start() for m in labels[1:]] + [len(content)]
    for label, end in zip(labels, ends, strict=False):
        yield label, content[label.end() : end]


def _coordinated(token: str) -> list[str]:
    """Parts of 区财政局和区税务局, A等和各有关单位, A会同B; a name with 和 inside stays whole."""
    parts: list[str] = []
    for part in split_outside(_WITH_OTHERS.sub("等", token), ("会同",)):
        rest = part
        match = re.search(r"(?:以及|和|及)(?=各|有关|相关|其他)", rest)
        if match and match.start():
            parts.append(rest[: match.start()])
            rest = rest[match.end() :]
        match = _COORDINATION.search(rest)
        if match and not rest.startswith("各"):
            parts.append(rest[: match.start()])
            rest = rest[match.end() :]
        parts.append(rest)
    return [p for p in parts if p]


def _read_units(reading: _Reading, text: str, default: Role) -> None:
    """Take the units of one segment; a verb decides for the list entries before it."""
    for group in split_outside(text, ("，", ",", "；", ";", "。")):
        pending: list[str] = []
        for token in join_group_parts(split_outside(group, ("、", "/", "|"))):
            verb = _VERB.search(token) or _ADVERB_ONLY.search(token)
            name = token[: verb.start()] if verb else token
            pending.extend(_coordinated(name))
            if verb is None:
                continue
            reading.verbs += 1
            role = default
            if "牵头" in verb[0]:
                role = Role.LEAD
            elif any(v in verb[0] for v in _SUPPORT_VERBS):
                role = Role.SUPPORT
            for unit in pending:
                reading.add(unit, role)
            pending = []
        for unit in pending:
            reading.add(unit, default)


def _read_labelled(reading: _Reading, label: re.Match[str], words: str) -> bool:
    """Take the words behind a label; whether it is one of units."""
    if label["leader"]:
        reading.leaders += split_outside(words, ("、", "，", ",", "；", ";"))
        return False
    if label["deadline"]:
        reading.deadline = words.strip("，,；;。 ") or None
        return False
    _read_units(reading, words, Role.LEAD if label["lead"] else Role.SUPPORT)
    return True


def read_clause(
    content: str,
    families: UnitFamilies,
    *,
    printed: str = "",
    bare_names: int = 1,
    needs_units: bool = True,
) -> Clause | None:
    """Read the words of a clause.

    Args:
        content: the clause without its outer brackets.
        families: how units are named.
        printed: the clause as printed; the content by default.
        bare_names: how many names make a clause without label and verb (区委宣传部); 0 for none.
        needs_units: refuse words that name only leaders or a deadline.

    Returns:
        The clause, or ``None`` if the words are no responsibility clause.
    """
    content = _without_spaces(content, families)
    if not content or _NOT_A_CLAUSE.match(content):
        return None
    rule = _FIRST_LISTED.search(content)
    if rule:
        content = content[: rule.start()] + content[rule.end() :]
    reading = _Reading(families)
    labelled = False
    content, *further = split_outside(content, ("。",)) or [""]
    for sentence in further:
        if _LABEL.match(sentence):
            content += f"；{sentence}"
        else:
            reading.remainder.append(sentence)
    for label, words in _labelled_segments(content):
        if label is None:
            if "：" in words or ":" in words:
                return None
            _read_units(reading, words, Role.SUPPORT)
        else:
            labelled |= _read_labelled(reading, label, words)
    if not needs_units and (reading.leaders or reading.deadline):
        labelled = True
    if not labelled and not rule and not _plausible(reading, families, bare_names):
        return None
    if not reading.units and not labelled:
        return None
    return Clause(
        text=_SPACE.sub("", printed) or content,
        responsibilities=tuple(reading.units),
        open_ended=reading.open_ended,
        leaders=tuple(reading.leaders),
        deadline=reading.deadline,
        first_listed_leads=rule is not None,
        remainder="，".join(reading.remainder),
    )


def _plausible(reading: _Reading, families: UnitFamilies, bare_names: int) -> bool:
    """Whether words without a label are a list of units after all."""
    bare = 0 < bare_names <= len(reading.units)
    if not reading.units or not (reading.verbs or bare):
        return False
    known = sum(looks_like_unit(r.printed, families) for r in reading.units)
    if reading.verbs or reading.open_ended:
        return known * 2 >= len(reading.units)
    return known == len(reading.units) and not reading.remainder


def find_clauses(text: str, families: UnitFamilies) -> tuple[ClauseSpan, ...]:
    """All responsibility clauses of a paragraph, in brackets or as a sentence of their own.

    A clause with a label is found anywhere; one that is recognised by its verb or by the names
    alone must end the paragraph or its sentence.
    """
    found: list[ClauseSpan] = []
    for span in bracket_spans(text, unclosed=True):
        content = text[span.start + 1 : span.end - 1 if span.closed else span.end]
        behind = text[span.end :].lstrip()
        ends = not behind.strip("。；;，,.） )") or behind[:1] in "。；;\n"
        before = text[: span.start].rstrip()
        bare = ends and (not before or before[-1] in "。；;！!？?\n”")
        several = 0 if behind.strip("。") else 2  # one name may explain the word before it
        has_label = _LABEL.match(_SPACE.sub("", content)) is not None
        if not has_label and not (ends and span.closed):
            continue
        clause = read_clause(
            content,
            families,
            printed=text[span.start : span.end],
            bare_names=1 if bare else several,
        )
        if clause is not None:
            found.append(ClauseSpan(span.start, span.end, clause))
    return tuple(found) or _sentence_clauses(text, families)


def _sentence_clauses(text: str, families: UnitFamilies) -> tuple[ClauseSpan, ...]:
    """A clause without brackets: 责任单位：A、B。 as a sentence or on its own line."""
    match = _LINE_LABEL.match(text) or _SENTENCE_LABEL.search(text)
    if match is None:
        return ()
    start, end = match.end(), len(text)
    position = start
    while True:
        stop = re.compile(r"[。\n]").search(text, position)
        if stop is None:
            break
        following = _SENTENCE_LABEL.match(text, stop.end())
        if following is None:
            end = stop.end()
            break
        position = following.end()
    words = text[start:end]
    clause = read_clause(
        re.sub(r"[。\n]\s*", "；", words.strip().rstrip("。")),
        families,
        printed=words.strip(),
        needs_units=False,
    )
    return (ClauseSpan(match.start(), end, clause),) if clause else ()


def merge_clauses(clauses: list[Clause]) -> Clause | None:
    """One clause from several of the same task: units in order, each once in a role."""
    if not clauses:
        return None
    if len(clauses) == 1:
        return clauses[0]
    units = tuple(dict.fromkeys(r for c in clauses for r in c.responsibilities))
    return Clause(
        text=_BETWEEN_LINES.sub("；", "\n".join(c.text for c in clauses)).replace("\n", ""),
        responsibilities=units,
        open_ended=any(c.open_ended for c in clauses),
        leaders=tuple(dict.fromkeys(n for c in clauses for n in c.leaders)),
        deadline=next((c.deadline for c in clauses if c.deadline), None),
        first_listed_leads=any(c.first_listed_leads for c in clauses),
        remainder="".join(c.remainder for c in clauses),
    )


def with_first_listed_lead(clause: Clause) -> Clause:
    """The clause under the rule that the first-listed unit leads, where none is named."""
    units = clause.responsibilities
    if not units or any(r.role is Role.LEAD for r in units):
        return clause
    return replace(clause, responsibilities=(replace(units[0], role=Role.LEAD), *units[1:]))
