"""Entries F of the taxonomy of returned workbooks: what shows when all returns are in."""

from __future__ import annotations

from dataclasses import replace

from officekit.data import unit_families
from officekit.model.matrix import Matrix
from officekit.model.unit import Unit, UnitRegistry
from tests.exchange.taxonomy_cases import (
    INFO,
    OWN,
    WARNING,
    Case,
    Made,
    OneOf,
    cells,
    nowhere,
    on_file,
    own,
    saved,
    valid,
)
from tests.exchange.taxonomy_files import mailed
from tests.exchange.taxonomy_round import (
    ANSWERS,
    BLANK,
    BOOK,
    CULTURE,
    FARM,
    SHEET1,
    WATER,
    Answers,
    Bench,
    Files,
    name_of,
    replaced,
    substituted,
)

PATH: Answers = ("推进中", 0.3, "河道步道一段贯通，二段放线。", None, None, "陈云")
WHOLE: Answers = ("推进中", 0.6, "东片、西片全面铺开。", None, None, "林禾")
EAST: Answers = ("推进中", 0.6, "东片测土完成六成。", None, None, "林禾")
WEST: Answers = ("推进中", 0.5, "西片测土完成一半。", None, None, "林禾")
SHARED = {"T006": PATH, "T007": WHOLE, "T007-1": EAST, "T007-2": WEST}


def shared(changes: dict[str, Answers], *, blank: str = "") -> Made:
    """Returns of the round with two leads; one unit may leave the shared task blank."""

    def files(bench: Bench) -> Files:
        return {
            name_of(unit): bench.filled(
                unit, {**SHARED, **changes, **({"T006": BLANK} if unit == blank else {})}
            )
            for unit in bench.issued
        }

    return files


def _in_folders(first: str, second: str, *, again: bool) -> Made:
    """The same return in two folders: byte by byte, or saved again."""

    def files(bench: Bench) -> Files:
        returns = bench.valid()
        book = returns.pop(OWN)
        other = saved()(book) if again else book
        return {**returns, f"{first}/报送.xlsx": book, f"{second}/九月.xlsx": other}

    return files


def _renamed(matrix: Matrix) -> Matrix:
    """After a reform the unit has another name, and the old one is its alias."""
    units = tuple(
        Unit("青禾区水利和湖泊局", (WATER,)) if unit.name == WATER else unit
        for unit in matrix.registry.units
    )
    return replace(matrix, registry=UnitRegistry(units, unit_families()))


F_CASES = (
    Case(
        "F02",
        "two leads",
        shared({}),
        nowhere(INFO, f"{WATER}、{CULTURE}", row_key="T006"),
        shared({}, blank=CULTURE),
        bench="shared",
    ),
    Case(
        "F03",
        "whole above its parts",
        shared({"T007": (*WHOLE[:1], 0.95, *WHOLE[2:])}),
        nowhere(WARNING, "95%", row_key="T007"),
        shared({}),
        bench="shared",
    ),
    Case(
        "F04",
        "no return in August",
        shared({}),
        nowhere(INFO, f"{FARM}：2025年8月"),
        valid,
        bench="shared",
        passes_bench="usual",
    ),
    Case(
        "F05",
        "saved again in another folder",
        _in_folders(WATER, FARM, again=True),
        on_file(
            WARNING,
            OneOf(f"{WATER}、{FARM}", f"{FARM}、{WATER}"),
            file=OneOf("报送.xlsx", "九月.xlsx"),
        ),
        _in_folders(WATER, f"{WATER}补报", again=True),
    ),
    Case(
        "F05",
        "same bytes in another folder",
        _in_folders(WATER, FARM, again=False),
        on_file(
            WARNING,
            OneOf(f"{WATER}、{FARM}", f"{FARM}、{WATER}"),
            file=OneOf("报送.xlsx", "九月.xlsx"),
        ),
        _in_folders(WATER, WATER, again=False),
    ),
    Case(
        "F06",
        "renamed since",
        valid,
        on_file(WARNING, WATER, "青禾区水利和湖泊局"),
        valid,
        change=_renamed,
    ),
)


def _answers_sorted(bench: Bench) -> Files:
    """The answers of the first two tasks have changed places, everything else stands."""
    first, second = ANSWERS["T001"], ANSWERS["T002"]
    return {**bench.valid(), OWN: bench.filled(WATER, {"T001": second, "T002": first})}


NOT_TOLD: tuple[tuple[str, str, Made, str], ...] = (
    (
        "C07",
        "answers sorted without the tasks",
        _answers_sorted,
        "an answer does not say which task it belongs to",
    ),
    (
        "C10",
        "several tasks in one cell",
        cells({"J4": "1.清淤三公里；\n2.加固堤防一处。"}),
        "numbered points are how one task is reported, too",
    ),
    (
        "D04",
        "colours removed",
        own(
            lambda b: substituted(
                b, SHEET1, "<conditionalFormatting.*?</conditionalFormatting>", ""
            )
        ),
        "colours are an aid to the eye; there is no dictionary sheet, the list stands in its rule",
    ),
    (
        "D05",
        "hidden sheet less hidden",
        own(lambda b: replaced(b, BOOK, 'state="veryHidden"', 'state="hidden"')),
        "LibreOffice always does this",
    ),
    (
        "B01",
        "sender of another unit",
        mailed(OWN, sender="farm@qinghe.example"),
        "the registry knows no addresses",
    ),
)
"""What an entry names and no rule tells of: entry, what, files, why."""
