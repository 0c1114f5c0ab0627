"""What stands beside the list in a workbook: 单位名录, 设置, 修改记录 and the hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Change, split_units
from officekit.model.merging import LEAVE, TAKE
from officekit.model.schema import (
    CANDIDATE_KEY,
    CONFLICT_KEY,
    FINDING_KEY,
    SheetName,
    normalize_heading,
)
from officekit.model.setting import YES
from officekit.model.table import Table
from officekit.model.unit import Unit, UnitFamilies, UnitKind, UnitRegistry

UNKNOWN_CHOICE = "SB707"
_HEADER_ROWS = 10
_SHOWN_WORDS, _SHOWN_LENGTH = 3, 20


@dataclass(frozen=True, slots=True)
class SideSheets:
    """Contents of the sheets beside the list.

    Attributes:
        registry: from 单位名录; empty where there is none.
        confirmed_units: names with 是 under 确认.
        settings: 项目 → 内容.
        changes: 修改记录.
        row_keys: keys that were written; empty where the hidden sheet is missing.
        own_columns: headings of own columns that were written.
        opinions: 处理意见 by finding key.
        id: of the workbook; blank where the hidden sheet does not tell.
        decisions: candidates taken, by conflict key.
        findings: what is wrong with these sheets.
    """

    registry: UnitRegistry = field(default_factory=UnitRegistry)
    confirmed_units: frozenset[str] = frozenset()
    settings: dict[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    row_keys: frozenset[str] = frozenset()
    own_columns: frozenset[str] = frozenset()
    opinions: dict[str, str] = field(default_factory=dict)
    id: str = ""
    decisions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_side_sheets(sheets: Sequence[Table], families: UnitFamilies | None) -> SideSheets:
    """The sheets beside the list; what is missing stays empty."""
    by_name = {normalize_heading(sheet.name): sheet for sheet in reversed(sheets)}
    units = _records(
        by_name, SheetName.UNITS, ("单位名称", "别名", "层级", "类别", "确认", "所属集体")
    )
    settings = _records(by_name, SheetName.SETTINGS, ("项目", "内容"))
    changes = _records(by_name, SheetName.CHANGES, ("时间", "位置", "原内容", "新内容", "说明"))
    opinions = _records(by_name, SheetName.FINDINGS, ("处理意见", FINDING_KEY))
    meta = by_name.get(normalize_heading(SheetName.META))
    pairs = [tuple(row[:2]) for row in meta.texts()] if meta and meta.width > 1 else []
    return SideSheets(
        registry=UnitRegistry(_units(units), families),
        confirmed_units=frozenset(r[0] for r in units if r[0] and r[4] == YES),
        settings={record[0]: record[1] for record in settings if record[0]},
        changes=tuple(Change(*record) for record in changes),
        row_keys=frozenset(value for name, value in pairs if name == "row"),
        own_columns=frozenset(value for name, value in pairs if name == "own"),
        opinions={key: opinion for opinion, key in opinions if opinion and key},
        id=next((value for name, value in pairs if name == "id"), ""),
        decisions=_decisions(_choices(by_name)),
        findings=unknown_choices(sheets),
    )


def _records(
    by_name: dict[str, Table], name: SheetName, headings: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """The texts under the wanted headings, row by row, blank rows left out."""
    sheet = by_name.get(normalize_heading(name))
    if sheet is None:
        return []
    grid = sheet.texts()
    for start, line in enumerate(grid[:_HEADER_ROWS]):
        places: dict[str, int] = {}
        for i, text in enumerate(line):
            # 别名（原文写法） is found by its beginning.
            wanted = next((h for h in headings if normalize_heading(text).startswith(h)), None)
            if wanted is not None:
                places.setdefault(wanted, i)
        if headings[0] in places and len(places) > 1:
            records = [
                tuple(row[places[h]] if h in places else "" for h in headings)
                for row in grid[start + 1 :]
            ]
            return [record for record in records if any(record)]
    return []


def decisions_of(sheets: Sequence[Table]) -> dict[str, tuple[str, ...]]:
    """What a clerk has decided in the sheet 报送冲突 of a workbook."""
    by_name = {normalize_heading(sheet.name): sheet for sheet in reversed(sheets)}
    return _decisions(_choices(by_name))


def unknown_choices(sheets: Sequence[Table]) -> tuple[Finding, ...]:
    """SB707: words under 处理 in 报送冲突 that decide nothing; none where all are known."""
    by_name = {normalize_heading(sheet.name): sheet for sheet in reversed(sheets)}
    odd = [
        word
        for word, conflict, _ in _choices(by_name)
        if conflict and word not in {"", TAKE, LEAVE}
    ]
    if not odd:
        return ()
    words = "、".join(f"“{word[:_SHOWN_LENGTH]}”" for word in dict.fromkeys(odd[:_SHOWN_WORDS]))
    sheet = by_name[normalize_heading(SheetName.CONFLICTS)]
    return (
        Finding(
            UNKNOWN_CHOICE,
            Severity.WARNING,
            f"“{SheetName.CONFLICTS}”的“处理”列有{len(odd)}处写的不是规定的词（{words}），没有照办。",
            f"请改为“{TAKE}”或“{LEAVE}”，然后再收集一次。",
            Location(file=sheet.location.file, sheet=SheetName.CONFLICTS),
            words,
        ),
    )


def _choices(by_name: dict[str, Table]) -> list[tuple[str, ...]]:
    return _records(by_name, SheetName.CONFLICTS, ("处理", CONFLICT_KEY, CANDIDATE_KEY))


def _decisions(choices: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What is taken of each conflict that the clerk has dealt with."""
    taken: dict[str, tuple[str, ...]] = {}
    for choice, conflict, candidate in choices:
        if conflict and choice in {TAKE, LEAVE}:
            taken[conflict] = (*taken.get(conflict, ()), *([candidate] if choice == TAKE else []))
    return taken


def _units(records: Sequence[tuple[str, ...]]) -> tuple[Unit, ...]:
    kinds = {kind.value: kind for kind in UnitKind}
    units: dict[str, Unit] = {}
    for name, aliases, level, kind, _, groups in records:
        if name and name not in units:
            # One alias a line as written; a clerk may also put several on one line.
            lines = aliases.splitlines()
            parts = lines if len(lines) > 1 else split_units(aliases)
            others = tuple(dict.fromkeys(a for p in parts if (a := p.strip()) not in {"", name}))
            belongs = tuple(group for part in groups.splitlines() for group in split_units(part))
            units[name] = Unit(name, others, level, kinds.get(kind, UnitKind.OTHER), belongs)
    return tuple(units.values())
