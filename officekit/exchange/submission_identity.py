"""What a return says of itself: custom properties, the hidden sheet, defined names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from officekit.exchange.submission_cells import clean, is_meta_sheet
from officekit.model.packet import IDENTITY_KEYS, NAME_PREFIX, PROPERTY_PREFIX, REPLY_KEY
from officekit.model.returned import ReturnedFile, ReturnedSheet
from officekit.model.submission import Identity

_PARTS = frozenset((*IDENTITY_KEYS, REPLY_KEY))
_CONSTANT = re.compile(r'(?:of:)?\s*=?\s*(?:"(.*)"|(\d+))', re.DOTALL)


def read_identity(file: ReturnedFile) -> Identity:
    """Collect the parts of the identity from the three places where they stand.

    Args:
        file: as it was read.

    Returns:
        The parts with a value; the first of ``property``, ``sheet`` and ``name`` that tells one
        counts, and all that they say is kept.
    """
    sources: dict[str, dict[str, str]] = {}
    for place, said in (
        ("property", _from_properties(file.facts.properties)),
        ("sheet", _from_sheets(file.sheets)),
        ("name", _from_names(file.facts.names)),
    ):
        for part, value in said:
            if part in _PARTS and value:
                sources.setdefault(part, {}).setdefault(place, value)
    return Identity({part: next(iter(said.values())) for part, said in sources.items()}, sources)


def _from_properties(properties: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in properties.items():
        plain = name.strip().casefold()
        if plain.startswith(PROPERTY_PREFIX):
            yield plain.removeprefix(PROPERTY_PREFIX), value.strip()


def _from_sheets(sheets: Iterable[ReturnedSheet]) -> Iterator[tuple[str, str]]:
    """Lines ``part | value`` of the hidden sheet, whatever its state is now."""
    for sheet in sheets:
        if is_meta_sheet(sheet.name):
            for row in sorted(sheet.rows):
                cells = sheet.rows[row]
                name = clean(cells.get(1)).casefold()
                if name in _PARTS:
                    yield name, clean(cells.get(2))


def _from_names(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names whose formula is a text constant; a sheet's name may stand before theirs."""
    for name, formula in names.items():
        plain = name.rpartition("!")[2].strip().casefold()
        match = _CONSTANT.fullmatch(formula.strip())
        if plain.startswith(NAME_PREFIX) and match:
            text = match[1] if match[1] is not None else match[2]
            yield plain.removeprefix(NAME_PREFIX), text.replace('""', '"').strip()
