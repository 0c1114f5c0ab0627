"""Every entry of the taxonomy of returned workbooks, with real files through the whole way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from officekit.checking.engine import discover_return_set_rules, discover_submission_rules
from officekit.exchange.submission_remarks import count
from officekit.model.finding import Finding
from officekit.workflows.round_state import Collection
from tests.exchange.taxonomy_cases import ERROR, OWN, Case, Made, Told, saved, told
from tests.exchange.taxonomy_cells import E_CASES
from tests.exchange.taxonomy_files import A_CASES, B_CASES
from tests.exchange.taxonomy_round import CULTURE, FARM, TASKS, WATER, Bench, make_bench
from tests.exchange.taxonomy_sets import F_CASES, NOT_TOLD
from tests.exchange.taxonomy_tables import C_CASES, D_CASES

CASES = (*A_CASES, *B_CASES, *C_CASES, *D_CASES, *E_CASES, *F_CASES)
COUNTS = {"A": 17, "B": 8, "C": 13, "D": 5, "E": 24, "F": 6}
"""Entries of each part of the taxonomy."""
WITHOUT_FILE = {
    "F01": "a check of the program on itself: no file makes it, so that a fault is put in by hand",
}
"""Entries that no file can show."""
SHARED_TASKS = {
    **TASKS,
    "T006": ("建设河道步道", "沿青禾河建步道两段", f"{WATER}、{CULTURE}", ""),
    "T007": ("治理农田面源污染", "三个片区分别治理", FARM, ""),
    "T007-1": ("治理东片农田", "东片测土配方全覆盖", FARM, ""),
    "T007-2": ("治理西片农田", "西片测土配方全覆盖", FARM, ""),
}


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    """The usual round, and one with two leads, a task with parts, and a month left out."""
    folder = tmp_path_factory.mktemp("轮次")
    return {
        "usual": make_bench(folder / "一"),
        "shared": make_bench(folder / "二", SHARED_TASKS, missing_in_august=FARM),
    }


def found(collection: Collection, code: str) -> list[Finding]:
    return [finding for finding in collection.all_findings if finding.code == code]


def name_of_case(case: Case) -> str:
    return f"{case.entry} {case.name}"


@pytest.mark.parametrize("case", CASES, ids=name_of_case)
def test_it_is_told_of_at_its_place(case: Case, benches: dict[str, Bench], tmp_path: Path) -> None:
    bench = benches[case.bench]

    collection = bench.collect(case.fails(bench), tmp_path, now=case.now, change=case.change)

    assert tuple(told(finding) for finding in found(collection, case.code)) == case.told
    assert not found(collection, "XX001")
    assert all(each.submission.ledger.balanced for each in collection.received)


@pytest.mark.parametrize("case", CASES, ids=name_of_case)
def test_a_near_miss_is_not(case: Case, benches: dict[str, Bench], tmp_path: Path) -> None:
    bench = benches[case.passes_bench or case.bench]

    collection = bench.collect(case.passes(bench), tmp_path, now=case.passes_now)

    assert not found(collection, case.code)
    assert not found(collection, "XX001")


def test_a_valid_return_gives_no_finding_at_all(benches: dict[str, Bench], tmp_path: Path) -> None:
    bench = benches["usual"]

    collection = bench.collect(bench.valid(), tmp_path)

    assert not collection.all_findings
    assert (collection.result.merged, collection.result.kept, collection.result.refused) == (
        25,
        0,
        0,
    )


def test_a_valid_return_that_another_program_has_saved_gives_none_either(
    benches: dict[str, Bench], tmp_path: Path
) -> None:
    bench = benches["usual"]
    again = {name: saved()(book) for name, book in bench.valid().items()}

    collection = bench.collect(again, tmp_path)

    assert not collection.all_findings
    assert collection.result.merged == 25


@pytest.mark.parametrize(
    ("entry", "files"),
    [(entry, files) for entry, _, files, _ in NOT_TOLD],
    ids=lambda v: str(v)[:3],
)
def test_what_no_rule_can_tell_passes(
    entry: str, files: Made, benches: dict[str, Bench], tmp_path: Path
) -> None:
    collection = benches["usual"].collect(files(benches["usual"]), tmp_path)

    assert not found(collection, Case(entry, "", files, (), files).code)
    assert collection.result.refused == 0


def test_a_cell_that_is_lost_on_the_way_is_told_of(
    benches: dict[str, Bench], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(file: Any, head: Any, collected: Any) -> Any:
        ledger = count(file, head, collected)
        return replace(ledger, answers=ledger.answers - (file.facts.name == OWN))

    monkeypatch.setattr("officekit.exchange.submission.count", losing)
    collection = benches["usual"].collect(benches["usual"].valid(), tmp_path)

    said = [told(finding) for finding in found(collection, "SB601")]
    assert [replace(each, value=None, expected=None) for each in said] == [Told(ERROR, OWN)]


def test_the_cases_cover_every_entry_and_every_rule() -> None:
    entries = {f"{part}{n:02}" for part, count in COUNTS.items() for n in range(1, count + 1)}
    rules = [(rule.entry, rule.code) for rule in discover_submission_rules()]
    rules += [(rule.entry, rule.code) for rule in discover_return_set_rules()]

    assert {case.entry for case in CASES} | WITHOUT_FILE.keys() == entries
    assert {entry for entry, _ in rules} == entries
    assert {case.code for case in CASES} >= {
        code for entry, code in rules if entry not in WITHOUT_FILE
    }
