"""Files of which nothing could be taken: whose they are, as far as their names tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from officekit.exchange.submission_cells import plain
from officekit.model.packet import Round
from officekit.model.returned import Refusal
from officekit.model.submission import Received
from officekit.model.unit import UnitRegistry

_SHORTEST = 2


def unread_by_unit(
    round_: Round, received: Sequence[Received], registry: UnitRegistry | None
) -> dict[str, tuple[str, ...]]:
    """Names of files that answer no packet and don't say whose they are, by the unit they name.

    A file counts for a unit where its name, its containers' or its folder's hold the name of one
    unit of the round and of no other; of names within each other the longest counts.

    Args:
        round_: what was issued.
        received: all returns that came so far.
        registry: organisations, for the aliases of the round's units.
    """
    spellings = _spellings(round_, registry)
    found: dict[str, set[str]] = {}
    for each in received:
        submission = each.submission
        file = submission.file
        if submission.packet is None and not submission.unit and file.refusal != Refusal.LOCK_FILE:
            unit = _named(plain(f"{file.folder}›{file.shown_name}"), spellings)
            if unit:
                found.setdefault(unit, set()).add(file.shown_name)
    return {unit: tuple(sorted(names)) for unit, names in found.items()}


def unread_note(names: Sequence[str]) -> str:
    """What the clerk does about them."""
    several = f"等{len(names)}个文件" if len(names) > 1 else ""
    return f"报来的“{names[0]}”{several}打不开或不是下发的表，请该单位重报。"


def _spellings(round_: Round, registry: UnitRegistry | None) -> Mapping[str, str]:
    """Spelling → unit of the round; an alias of two units is none, a name goes before an alias."""
    units = {packet.unit for packet in round_.packets}
    aliases: dict[str, set[str]] = {}
    for each in registry.units if registry else ():
        if each.name in units:
            for alias in map(plain, each.aliases):
                if len(alias) >= _SHORTEST:
                    aliases.setdefault(alias, set()).add(each.name)
    clear = {alias: names.pop() for alias, names in aliases.items() if len(names) == 1}
    return clear | {plain(unit): unit for unit in units}


def _named(text: str, spellings: Mapping[str, str]) -> str:
    """The one unit that a text names; blank where it names none or several."""
    found = [spelling for spelling in spellings if spelling in text]
    longest = [one for one in found if not any(one != other and one in other for other in found)]
    units = {spellings[spelling] for spelling in longest}
    return units.pop() if len(units) == 1 else ""
