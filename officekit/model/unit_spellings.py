"""Puts together the spellings under which one document prints an organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from officekit.model.unit_families import Form, UnitFamilies, UnitKind
from officekit.model.unit_names import UnitName, analyse

_ORDER = (
    UnitKind.PARTY,
    UnitKind.DEPARTMENT,
    UnitKind.INSTITUTION,
    UnitKind.VERTICAL,
    UnitKind.COMPANY,
    UnitKind.MASS,
    UnitKind.OTHER,
    UnitKind.MANAGEMENT,
    UnitKind.GOVERNMENT,
    UnitKind.GROUP,
)

_Identity = tuple[str, str, str, str]
"""Place, level, key and ending."""


@dataclass(slots=True)
class PrintedName:
    """A spelling with its frequency.

    Attributes:
        text: the name as first printed, without a bracketed second name.
        name: the name taken apart.
        first: position of its first appearance.
        count: how often it is printed.
    """

    text: str
    name: UnitName
    first: int
    count: int = 0


def put_together(names: Iterable[str], families: UnitFamilies) -> list[list[PrintedName]]:
    """Spellings by organisation, the registered name first in each list.

    Args:
        names: printed names in order, with repetition.
        families: knowledge of names.
    """
    printed = _printed_names(names, families)
    certain = {
        (*p.name.scope, p.name.keys[0][0], p.name.ending) for p in printed if _is_certain(p.name)
    }
    identities = [_identity(p.name, certain) for p in printed]
    present = set(identities)
    levels: dict[tuple[str, str], set[_Identity]] = {}
    for identity in present:
        if identity[1]:
            levels.setdefault(identity[2:], set()).add(identity)
    organisations: dict[_Identity, list[PrintedName]] = {}
    for spelling, identity in zip(printed, identities, strict=True):
        joined = identity
        at_levels = levels.get(identity[2:], set())
        if identity[:2] == ("", "") and len(at_levels) == 1:
            joined = next(iter(at_levels))
        organisations.setdefault(joined, []).append(spelling)
    for spellings in organisations.values():
        spellings.sort(key=_fullness)
    return list(organisations.values())


def matrix_order(spellings: list[PrintedName], families: UnitFamilies) -> tuple[int, int, int]:
    """Sort key of an organisation in a matrix: kind, rank within the kind, first appearance."""
    name = spellings[0].name
    kind, _, value = name.keys[0][0].partition(":")
    rank = len(families.departments)
    if kind == "family":
        rank = int(value)
    elif kind == "body":
        rank = next(i for i, body in enumerate(families.bodies) if body.key == value)
        if name.kind is UnitKind.DEPARTMENT:
            rank -= len(families.bodies)
    return _ORDER.index(name.kind), rank, min(spelling.first for spelling in spellings)


def _printed_names(names: Iterable[str], families: UnitFamilies) -> list[PrintedName]:
    """Distinct spellings with their frequencies, in order of appearance."""
    found: dict[str, PrintedName] = {}
    by_text: dict[str, PrintedName] = {}
    for position, text in enumerate(names):
        spelling = by_text.get(text)
        if spelling is None:
            name = analyse(text, families)
            if not name.text:
                continue
            shown = "".join(text.split())
            if name.kind is not UnitKind.GROUP and ("（" in shown or "(" in shown):
                shown = name.text
            spelling = found.setdefault(shown, PrintedName(shown, name, position))
            by_text[text] = spelling
        spelling.count += 1
    return list(found.values())


def _is_certain(name: UnitName) -> bool:
    """Whether the name can mean only one family."""
    return name.form is Form.FULL or sum(form is Form.SHORT for _, form in name.keys) == 1


def _identity(name: UnitName, certain: set[_Identity]) -> _Identity:
    """Place, level, family and ending; an ambiguous short stem joins the one family printed."""
    if _is_certain(name):
        return (*name.scope, name.keys[0][0], name.ending)
    keys = [key for key, form in name.keys if form is Form.SHORT]
    meant = [
        identity
        for identity in certain
        if identity[2] in keys
        and identity[3] == name.ending
        and name.scope in (identity[:2], ("", ""))
    ]
    return meant[0] if len(meant) == 1 else (*name.scope, "|".join(keys), name.ending)


def _fullness(spelling: PrintedName) -> tuple[bool, Form, int, int, int]:
    """Sort key: with its level, official stem, longest, most frequent, first."""
    name = spelling.name
    return not name.level, name.form, -len(spelling.text), -spelling.count, spelling.first
