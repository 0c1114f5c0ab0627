"""Data files of officekit, as typed values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from officekit.model.unit_families import Body, Family, UnitFamilies, UnitKind


@cache
def unit_families() -> UnitFamilies:
    """How government units are named, from ``unit_families.json``; read once."""
    text = resources.files(__name__).joinpath("unit_families.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return UnitFamilies(
        departments=tuple(_family(entry) for entry in data["departments"]),
        bodies=tuple(
            Body(entry["key"], tuple(entry["names"]), UnitKind(entry["kind"]))
            for entry in data["bodies"]
        ),
        endings=data["endings"],
        levels=data["levels"],
        own_words=tuple(data["own_words"]),
        suffixes=_kinds(data["suffixes"]),
        weak_suffixes=_kinds(data["weak_suffixes"]),
        zones=tuple(data["zones"]),
        vertical_starts=tuple(data["vertical_starts"]),
        synonyms=data["synonyms"],
        group_starts=tuple(data["group_starts"]),
        group_words=tuple(data["group_words"]),
        group_nouns=tuple(data["group_nouns"]),
        group_ends=tuple(data["group_ends"]),
        group_names=frozenset(data["group_names"]),
        generic_names=frozenset(data["generic_names"]),
        generic_endings=tuple(data["generic_endings"]),
        refused_starts=tuple(data["refused_starts"]),
        traditional=data["traditional"],
    )


def _family(entry: Mapping[str, Any]) -> Family:
    return Family(
        stem=entry["stem"],
        full=tuple(entry.get("full", ())),
        short=tuple(entry.get("short", ())),
        loose=tuple(entry.get("loose", ())),
        endings=tuple(entry["endings"]),
        kind=UnitKind(entry.get("kind", UnitKind.DEPARTMENT)),
    )


def _kinds(entries: Mapping[str, str]) -> dict[str, UnitKind]:
    return {suffix: UnitKind(kind) for suffix, kind in entries.items()}
