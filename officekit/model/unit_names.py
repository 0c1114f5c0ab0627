"""How a unit's name is built: place, level, body, ending; and what looks like a unit at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from officekit.model.unit_families import Form, UnitFamilies, UnitKind, fold_ending, skeleton

_IGNORED = re.compile(r"[\s“”\"'‘’「」『』\u200b\ufeff]+")
_BRACKETS = str.maketrans("〔〕[]【】{}", "()()()()")
_BRACKETED = re.compile(r"\([^()]*\)")
_GROUP_MARKS = str.maketrans("", "", "()、/")
_LEAGUE = re.compile(r"(?:共青团|团)(.*?)([省市州盟区县旗镇乡])委(?:员会)?(机关)?")
_LEADING_PLACE = re.compile(r"(.{1,2}(?:自治区|[省市州区县旗镇乡]|街道))(.{3,})")
_SENTENCE = re.compile(r"[，。；：！？!?;:,《》<>=%]|等$")
_NOT_IN_A_NAME = re.compile(r"[，。；：！？!?;:,《》<>=%+、\d]|等$")
_TOWNS = ("镇", "乡", "街道")
_TOWN_OFFICES = frozenset({"", "政府", "人民政府", "办事处", "办"})
_MANAGEMENT = ("管理委员会", "管委会", "管委")
_ONLY_A_WORD = frozenset("即含仅由等及和与")
_LONGEST = 30

Scope = tuple[str, str]
"""Place (青禾区, or empty) and level (区, or empty)."""


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name taken apart.

    Attributes:
        text: the normalised name.
        scope: place and level that the name gives.
        keys: identities that the name may have, each with its form, most certain first.
        ending: folded ending of a department (局, 委), else empty.
        kind: kind of unit.
        known: a family or a body was recognised.
    """

    text: str
    scope: Scope
    keys: tuple[tuple[str, Form], ...]
    ending: str = ""
    kind: UnitKind = UnitKind.OTHER
    known: bool = False

    @property
    def level(self) -> str:
        """Level that the name gives, else empty."""
        return self.scope[1]

    @property
    def form(self) -> Form:
        """Form of the most certain identity."""
        return self.keys[0][1]


@dataclass(frozen=True, slots=True)
class _Core:
    """What is left of a name without place and level."""

    keys: tuple[tuple[str, Form], ...]
    ending: str
    kind: UnitKind


def _folded(text: str, families: UnitFamilies) -> str:
    """One spelling for width, script, brackets and quotes; brackets keep their content."""
    if not text.isalpha():
        text = unicodedata.normalize("NFKC", text)
        text = _IGNORED.sub("", text).translate(_BRACKETS)
    return text.translate(families.simplified) if families.simplified else text


def normalise(text: str, families: UnitFamilies) -> str:
    """The name that identifies the unit: without spaces, quotes and bracketed second name."""
    text = _folded(text, families)
    if "(" in text:
        text = _BRACKETED.sub("", text) or text
    for beginning, meaning in families.synonyms.items():
        if text.startswith(beginning):
            text = meaning + text.removeprefix(beginning)
    return text


def group_key(text: str, families: UnitFamilies) -> str | None:
    """One spelling of a group's name, ``None`` where the text names no group.

    各县（市、区）人民政府 and 各县市区政府 are one group; 各区、区发改局 is none.
    """
    folded = _folded(text, families)
    if len(folded) > _LONGEST or _SENTENCE.search(folded):
        return None
    if "、" in folded:
        _, *further = _BRACKETED.sub("", folded).split("、")
        if not all(families.group_nouns_pattern.fullmatch(part) for part in further):
            return None
    flat = folded.translate(_GROUP_MARKS).replace("人民政府", "政府")
    if not families.group_hint.search(flat):
        return None
    if flat in families.group_names or families.group_pattern.fullmatch(flat):
        return skeleton(flat)
    return None


def analyse(text: str, families: UnitFamilies) -> UnitName:
    """Take a printed name apart.

    Args:
        text: a unit's name as printed.
        families: knowledge of names.
    """
    group = group_key(text, families)
    name = normalise(text, families)
    if group is not None:
        level = _first_level(name, families)[0]
        return UnitName(group, ("", level), ((f"group:{group}", Form.FULL),), "", UnitKind.GROUP)
    return _league(name) or _known(name, families) or _by_ending(name, families)


def _league(name: str) -> UnitName | None:
    """共青团青禾区委, 团市委: the level stands inside."""
    found = _LEAGUE.fullmatch(name)
    if not found:
        return None
    place, level = found[1], found[2]
    scope = (place + level if place else "", level)
    return UnitName(name, scope, (("body:团委", Form.FULL),), "", UnitKind.MASS, known=True)


def _known(name: str, families: UnitFamilies) -> UnitName | None:
    """A name whose body is in the families, after every possible place and level."""
    core = _core(name, families)
    if core and core.kind is not UnitKind.GOVERNMENT and not name.startswith("委"):
        return UnitName(name, ("", ""), core.keys, core.ending, core.kind, known=True)
    for end in range(1, min(len(name), 12) + 1):
        if name[end - 1] not in families.level_ends:
            continue
        prefix, rest = name[:end], name[end:]
        if not prefix.isalpha():
            break
        level = _level_at_end(prefix, families)
        if not level:
            continue
        place = "" if prefix in families.levels else prefix
        if len(place) == 2 and place[0] in _ONLY_A_WORD:  # noqa: PLR2004 - 即区, 含县
            continue
        if level in _TOWNS and place and rest in _TOWN_OFFICES and name not in families.own_words:
            keys = (("body:政府", Form.FULL),)
            return UnitName(name, (place, level), keys, "", UnitKind.GOVERNMENT, known=True)
        core = _core(rest, families)
        if core:
            return UnitName(name, (place, level), core.keys, core.ending, core.kind, known=True)
    return None


def _level_at_end(prefix: str, families: UnitFamilies) -> str:
    """Level of the longest word of level at the end of a prefix."""
    for size in (3, 2, 1):
        level = families.levels.get(prefix[-size:])
        if level and size <= len(prefix):
            return level
    return ""


def _core(rest: str, families: UnitFamilies) -> _Core | None:
    """Body or family department that the rest of a name is."""
    number = families.body_names.get(rest)
    if number is not None:
        body = families.bodies[number]
        return _Core(((f"body:{body.key}", Form.FULL),), "", body.kind)
    for printed, folded in families.endings_by_last.get(rest[-1:], ()):
        if rest.endswith(printed):
            found = families.stems.get(skeleton(rest.removesuffix(printed)))
            if found:
                return _department(found, folded, families)
    return None


def _department(found: tuple[tuple[int, Form], ...], ending: str, families: UnitFamilies) -> _Core:
    keys = tuple((f"family:{number}", form) for number, form in found)
    kind = families.departments[found[0][0]].kind
    return _Core(keys, ending, UnitKind.VERTICAL if ending == "分局" else kind)


def _first_level(name: str, families: UnitFamilies) -> tuple[str, str]:
    """Level word that a name begins with (level, rest); empty level where there is none."""
    for size in (3, 2, 1):
        word = name[:size]
        if word in families.levels and len(name) > size:
            if size == 1 and name.startswith(families.own_words):
                break
            return families.levels[word], name[size:]
    return "", name


def _by_ending(name: str, families: UnitFamilies) -> UnitName:
    """A name of no known family: identical only to itself, apart from 和 and the ending."""
    level, rest = _first_level(name, families)
    unit = UnitName(name, ("", level), (), "", _kind_by_ending(name, rest, families))
    for ending in _MANAGEMENT:
        if families.suffixes and rest.endswith(ending) and rest != ending:
            return replace(unit, keys=((f"zone:{rest.removesuffix(ending)}", Form.FULL),))
    if families.zones and rest.endswith(families.zones):
        return replace(unit, keys=((f"zone:{rest}", Form.SHORT),), kind=UnitKind.MANAGEMENT)
    place = _LEADING_PLACE.fullmatch(rest)
    if not level and place and unit.kind not in (UnitKind.COMPANY, UnitKind.OTHER):
        prefix = place[1]
        word = prefix in families.generic_names or prefix.endswith(families.zones or ("\0",))
        if not word and not prefix.endswith(("小区", "社区", "园区", "片区", "地区", "城市")):
            unit = replace(unit, scope=(prefix, _level_at_end(prefix, families)))
            rest = place[2]
    key = skeleton(fold_ending(rest)) or rest
    return replace(unit, keys=((f"name:{key}", Form.FULL),))


def _kind_by_ending(name: str, rest: str, families: UnitFamilies) -> UnitKind:
    if families.vertical_starts and name.startswith(families.vertical_starts):
        return UnitKind.VERTICAL
    for suffix, kind in families.long_suffixes:
        if name.endswith(suffix):
            party = rest.startswith("委") and kind is UnitKind.DEPARTMENT
            return UnitKind.PARTY if party else kind
    for suffix, kind in families.weak_suffixes.items():
        if name.endswith(suffix):
            return UnitKind.PARTY if rest.startswith("委") else kind
    return UnitKind.OTHER


def level_of(name: str, families: UnitFamilies) -> str:
    """Level that a name gives: 区 of 区发改局, 市 of 市生态环境局青禾分局; else empty."""
    return analyse(name, families).level


def is_group(token: str, families: UnitFamilies) -> bool:
    """Whether the token names several units at once (各乡镇街道, 市政府有关部门)."""
    return group_key(token, families) is not None


def looks_like_unit(token: str, families: UnitFamilies) -> bool:
    """Whether the token is a bare name of an organisation or a group, and nothing else."""
    if group_key(token, families) is not None:
        return True
    name = normalise(token, families)
    if not 2 <= len(name) <= _LONGEST or _NOT_IN_A_NAME.search(name):  # noqa: PLR2004 - 区委
        return False
    if name.endswith(families.generic_endings or ("\0",)) or name in families.generic_names:
        return False
    unit = _league(name) or _known(name, families)
    if unit:
        return not (unit.scope[0] and name.startswith(families.refused_starts or ("\0",)))
    if name.startswith(families.refused_starts or ("\0",)):
        return False
    level, rest = _first_level(name, families)
    if families.zones and name.endswith(families.zones):
        return rest not in families.generic_names and len(rest) <= 8  # noqa: PLR2004 - a place
    strong = any(
        rest.endswith(suffix) and len(rest) > len(suffix) + (not level)
        for suffix in families.suffixes
    )
    placed = bool(level) or _LEADING_PLACE.fullmatch(name) is not None
    weak = any(rest.endswith(suffix) for suffix in families.weak_suffixes)
    return strong or (placed and weak and len(rest) > 2)  # noqa: PLR2004 - stem and ending


def expand_elided(previous: str, token: str, families: UnitFamilies) -> str:
    """The token with the level that it shares with the name before it.

    省科技厅、工业和信息化厅 lists 省工业和信息化厅. Only departments of a known family without
    a level of their own take it, and only from a name that begins with a one-character level.
    """
    unit = analyse(token, families)
    elided = unit.known and unit.ending not in ("", "分局") and unit.scope == ("", "")
    if not elided or unit.kind is UnitKind.VERTICAL:
        return token
    before = analyse(previous, families)
    level = before.text[:1]
    if before.kind in (UnitKind.GROUP, UnitKind.COMPANY) or before.scope != ("", level):
        return token
    return level + token.strip() if level in families.levels else token


_GROUP_PART = re.compile(
    r"(?:省|市|州|盟|区|县|旗|乡|镇|街道|乡镇|镇街|县级市|功能区|开发区|经济功能区|园区|新区|区县|市区|自治县)"
    r"(?:街道)?(?:人民政府|政府|办事处|管委会|党委|党工委)*"
    r"(?=$|等|按|依|根据|结合|分|共同|牵头|负责|落实|配合|参与)"
)


def join_group_parts(names: list[str]) -> list[str]:
    """Put a group with a 、 inside together again: 各区 and 县级市 are 各区、县级市.

    Args:
        names: a list of units cut at every 、; words behind a name (按职责分工负责) may follow it.
    """
    joined: list[str] = []
    for name in names:
        if joined and joined[-1].startswith("各") and _GROUP_PART.match(name):
            joined[-1] += f"、{name}"
        else:
            joined.append(name)
    return joined
