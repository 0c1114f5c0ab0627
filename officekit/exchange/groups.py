"""Groups of units (各乡镇街道): which registered units they mean."""

from __future__ import annotations

from officekit.model.unit import Unit, UnitKind, UnitRegistry
from officekit.model.unit_names import group_key

_NO_PLACES = ("部门", "单位", "企业", "机构", "公司", "成员", "专班")
_LEVELS = (("镇", "镇"), ("乡", "乡"), ("街", "街道"), ("县", "县"), ("市", "市"), ("旗", "旗"))
_ZONES = ("园区", "开发区", "功能区", "管委会", "新区", "示范区", "板块")
_DISTRICT = "区"


def members(name: str, registry: UnitRegistry) -> tuple[Unit, ...]:
    """The registered units that a group means.

    Units that the registry puts into the group go before what its words say: 各镇街 are the
    governments of towns and sub-districts, 各县（市、区） those of counties, 各园区 the
    management committees.

    Args:
        name: the group as printed.
        registry: organisations.

    Returns:
        The units in the order of the registry; empty where nothing tells them (各有关部门).
    """
    wanted = group_key(name, registry.families) or name
    registered = tuple(
        unit
        for unit in registry.units
        if any((group_key(group, registry.families) or group) == wanted for group in unit.groups)
    )
    return registered or _by_words(wanted, registry)


def _by_words(group: str, registry: UnitRegistry) -> tuple[Unit, ...]:
    if any(word in group for word in _NO_PLACES):
        return ()
    zones = any(word in group for word in _ZONES)
    rest = group
    for word in _ZONES:
        rest = rest.replace(word, "")
    levels = {level for mark, level in _LEVELS if mark in rest}
    if _DISTRICT in rest:
        levels.add(_DISTRICT)
    return tuple(
        unit
        for unit in registry.units
        if (unit.kind is UnitKind.GOVERNMENT and unit.level in levels)
        or (zones and unit.kind is UnitKind.MANAGEMENT)
    )
