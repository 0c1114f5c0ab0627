"""Automatic numbering of a Word document: counters, levels and the printed number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from officekit.reading.docx_number_formats import format_number
from officekit.reading.docx_parts import VAL, integer, switched_on, w
from officekit.reading.docx_styles import Styles

_LEVEL, _INDEX, _START, _FORMAT, _TEXT = w("lvl"), w("ilvl"), w("start"), w("numFmt"), w("lvlText")
_SUFFIX, _LEGAL, _RESTART, _STYLE = w("suff"), w("isLgl"), w("lvlRestart"), w("pStyle")
_NUM_ID, _ABSTRACT_ID, _STYLE_LINK = w("numId"), w("abstractNumId"), w("numStyleLink")
_PLACEHOLDER = re.compile(r"%([1-9])")
_SELF_SUFFICIENT = re.compile(r"[、．.)）\s]\Z")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    zeros: int = 0
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    paragraph: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class _Abstract:
    levels: dict[int, _Level]
    linked_style: str | None


@dataclass(frozen=True, slots=True)
class _Override:
    start: int | None
    level: _Level | None


@dataclass(frozen=True, slots=True)
class _List:
    """A ``w:num`` with its overrides applied."""

    counters: str
    levels: dict[int, _Level]
    restarted: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which list a paragraph stands."""

    num_id: str
    numbers: _List
    level: int


@dataclass(slots=True)
class _Counters:
    """Counters that all lists of one abstract definition share."""

    values: dict[int, int] = field(default_factory=dict)
    seen: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """The numbering part with its counters: ask for the numbers in reading order.

    Attributes:
        unknown_formats: number formats that were printed in decimal for want of a rule.

    Args:
        root: ``w:numbering``, or ``None`` where the document has none.
        styles: the document's styles.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.unknown_formats: set[str] = set()
        self._styles = styles
        self._abstracts: dict[str, _Abstract] = {}
        self._nums: dict[str, tuple[str, dict[int, _Override]]] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, _Counters] = {}
        for element in () if root is None else root:
            if element.tag == w("abstractNum"):
                self._abstracts[element.get(_ABSTRACT_ID) or ""] = _read_abstract(element)
            elif element.tag == w("num"):
                self._nums[element.get(_NUM_ID) or ""] = _read_num(element)

    def label(self, num_id: str | None, level: int | None, style: str | None) -> str:
        """Count one paragraph and return its printed number.

        Args:
            num_id: the paragraph's own list, ``None`` where its style decides.
            level: the paragraph's own 0-based level, ``None`` where its style or the list decides.
            style: the paragraph's style.

        Returns:
            The number with what separates it from the text; empty for an unnumbered paragraph.
        """
        place = self._place(num_id, level, style)
        if place is None:
            return ""
        values = self._count(place.num_id, place.numbers, place.level)
        return self._printed(place.numbers.levels, place.level, values)

    def paragraph_properties(
        self, num_id: str | None, level: int | None, style: str | None
    ) -> etree._Element | None:
        """``w:pPr`` that the level of a list gives its paragraphs; counts nothing.

        Args:
            num_id: as for :meth:`label`.
            level: as for :meth:`label`.
            style: as for :meth:`label`.
        """
        place = self._place(num_id, level, style)
        return None if place is None else place.numbers.levels[place.level].paragraph

    def _place(self, num_id: str | None, level: int | None, style: str | None) -> _Place | None:
        """List and level of a paragraph; ``None`` for an unnumbered one."""
        style_level: int | None = None
        if num_id is None:
            num_id, style_level = self._styles.list_of(style)
        numbers = self._list(num_id) if num_id is not None else None
        if num_id is None or numbers is None:
            return None
        if level is None:
            linked = self._linked_level(numbers, style)
            level = linked if linked is not None else style_level or 0
        return _Place(num_id, numbers, level) if level in numbers.levels else None

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._resolve(num_id)
        return self._lists[num_id]

    def _resolve(self, num_id: str) -> _List | None:
        """Follow list styles (``numStyleLink``) to the definition that has the levels."""
        if num_id not in self._nums or num_id == "0":
            return None
        abstract_id, overrides = self._nums[num_id]
        visited: set[str] = set()
        while abstract_id in self._abstracts and abstract_id not in visited:
            visited.add(abstract_id)
            abstract = self._abstracts[abstract_id]
            if abstract.levels or abstract.linked_style is None:
                return _with_overrides(abstract_id, abstract.levels, overrides)
            target, _ = self._styles.list_of(abstract.linked_style)
            abstract_id = self._nums[target][0] if target in self._nums else ""
        return None

    def _linked_level(self, numbers: _List, style: str | None) -> int | None:
        for name in self._styles.chain(style):
            for index, level in numbers.levels.items():
                if level.style == name:
                    return index
        return None

    def _count(self, num_id: str, numbers: _List, level: int) -> dict[int, int]:
        counters = self._counters.setdefault(numbers.counters, _Counters())
        values = counters.values
        if level in numbers.restarted and (num_id, level) not in counters.seen:
            values.pop(level, None)
        counters.seen.add((num_id, level))
        for upper in range(level):
            if upper in numbers.levels:
                values.setdefault(upper, numbers.levels[upper].start)
        values[level] = values[level] + 1 if level in values else numbers.levels[level].start
        for deeper in [index for index in values if index > level]:
            below = numbers.levels.get(deeper)
            if below is None or below.restart is None or level < below.restart:
                del values[deeper]
        return values

    def _printed(self, levels: dict[int, _Level], index: int, values: dict[int, int]) -> str:
        level = levels[index]
        if level.number_format == "bullet":
            number = "•" if level.text else ""
        else:
            number = _PLACEHOLDER.sub(
                lambda match: self._value(levels, int(match[1]) - 1, values, legal=level.legal),
                level.text,
            )
        if not number or level.suffix == "nothing":
            return number
        if level.suffix == "tab" and _SELF_SUFFICIENT.search(number):
            return number
        return number + " "

    def _value(
        self, levels: dict[int, _Level], index: int, values: dict[int, int], *, legal: bool
    ) -> str:
        level = levels.get(index)
        if level is None:
            return ""
        value = values.get(index, level.start)
        if level.zeros:
            return str(value).zfill(level.zeros)
        text = format_number(value, "decimal" if legal else level.number_format)
        if text is None:
            self.unknown_formats.add(level.number_format)
            return str(value)
        return text


def _read_abstract(element: etree._Element) -> _Abstract:
    link = element.find(_STYLE_LINK)
    levels = {
        integer(level.get(_INDEX), 0): _read_level(level) for level in element.iterchildren(_LEVEL)
    }
    return _Abstract(levels, None if link is None else link.get(VAL))


def _read_level(element: etree._Element) -> _Level:
    settings = {child.tag: child for child in element.iter("*")}

    def value(tag: str) -> str | None:
        return settings[tag].get(VAL) if tag in settings else None

    # Custom formats stand in mc:AlternateContent: the last numFmt is the fallback.
    formats = list(element.iter(_FORMAT))
    custom = next((f.get(w("format")) or "" for f in formats if f.get(VAL) == "custom"), "")
    first = custom.split(",")[0].strip()
    restart = value(_RESTART)
    return _Level(
        start=integer(value(_START), 0),
        number_format=value(_FORMAT) or "decimal",
        zeros=len(first) if first.isdecimal() else 0,
        text=value(_TEXT) or "",
        suffix=value(_SUFFIX) or "tab",
        legal=_LEGAL in settings and switched_on(settings[_LEGAL]),
        restart=None if restart is None else integer(restart, 0),
        style=value(_STYLE),
        paragraph=element.find(w("pPr")),
    )


def _read_num(element: etree._Element) -> tuple[str, dict[int, _Override]]:
    abstract = element.find(_ABSTRACT_ID)
    overrides: dict[int, _Override] = {}
    for override in element.iterchildren(w("lvlOverride")):
        start = override.find(w("startOverride"))
        level = override.find(_LEVEL)
        overrides[integer(override.get(_INDEX), 0)] = _Override(
            None if start is None else integer(start.get(VAL), 1),
            None if level is None else _read_level(level),
        )
    return ("" if abstract is None else abstract.get(VAL) or "", overrides)


def _with_overrides(
    abstract_id: str, levels: dict[int, _Level], overrides: dict[int, _Override]
) -> _List:
    changed = dict(levels)
    for index, override in overrides.items():
        level = override.level or changed.get(index)
        if level is not None and override.start is not None:
            level = replace(level, start=override.start)
        if level is not None:
            changed[index] = level
    restarted = frozenset(i for i, override in overrides.items() if override.start is not None)
    return _List(abstract_id, changed, restarted)
