"""Names of different units that are easily taken for one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from officekit.model.unit import UnitFamilies, UnitKind
from officekit.model.unit_families import skeleton
from officekit.model.unit_names import UnitName

_TWIN_STEMS = (
    ("水利", "水务"),
    ("水利", "城乡水务"),
    ("水务", "城乡水务"),
    ("综合执法", "综合行政执法"),
    ("综合执法", "城市管理综合执法"),
    ("自然资源", "自然资源和规划"),
    ("文化和旅游", "文化广电和旅游"),
    ("商务", "商务和投资促进"),
    ("教育", "教育和体育"),
)
"""Stems of which a place usually has one (reforms renamed the one to the other)."""

_TELLING = frozenset("东西南北中上下前后内外一二三四五六七八九十甲乙丙丁新老大小0123456789")
_KINDS = (UnitKind.DEPARTMENT, UnitKind.INSTITUTION, UnitKind.PARTY)
_LEAST_LENGTH = 6


def confusable_pairs(
    names: Mapping[str, UnitName], families: UnitFamilies
) -> Iterator[tuple[str, str]]:
    """Pairs of registered names, in the order given.

    Departments of stems that a place has only one of; and other names of the same scope that
    differ in one character, which is no direction and no number.

    Args:
        names: registered name → the name taken apart.
        families: knowledge of names.
    """
    yield from _twins(names, families)
    yield from _one_character_apart(names)


def _twins(names: Mapping[str, UnitName], families: UnitFamilies) -> Iterator[tuple[str, str]]:
    by_stem: dict[tuple[object, str, str], str] = {}
    for text, name in names.items():
        kind, _, number = name.keys[0][0].partition(":")
        if kind == "family" and name.kind is UnitKind.DEPARTMENT:
            stem = skeleton(families.departments[int(number)].stem)
            by_stem.setdefault((name.scope, name.ending, stem), text)
    for (scope, ending, stem), text in by_stem.items():
        for first, second in _TWIN_STEMS:
            other = by_stem.get((scope, ending, skeleton(second)))
            if stem == skeleton(first) and other:
                yield text, other


def _one_character_apart(names: Mapping[str, UnitName]) -> Iterator[tuple[str, str]]:
    """Names of no known family that agree when one character of each is left out."""
    shortened: dict[tuple[object, str], list[tuple[str, int]]] = {}
    for text, name in names.items():
        body = name.text.removeprefix(name.level)
        if name.known or name.kind not in _KINDS or len(body) < _LEAST_LENGTH:
            continue
        for i in range(len(body)):
            key = (name.scope, f"{body[:i]}\0{body[i + 1 :]}")
            shortened.setdefault(key, []).append((text, i + len(name.text) - len(body)))
    for found in shortened.values():
        for i, (first, place) in enumerate(found):
            for second, other in found[i + 1 :]:
                letters = {names[first].text[place], names[second].text[other]}
                if not letters & _TELLING:
                    yield first, second
