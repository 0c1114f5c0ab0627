"""The five real documents: every defect of form is found at its place, no error is wrong.

Expected places are those of the careful reader (``gold/seed_defects.json``).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit import parsing, reading
from officekit.checking import CheckResult, check
from officekit.model.document import Document
from officekit.model.finding import Severity
from officekit.workflows import subject_of_plan

pytestmark = pytest.mark.seeds


@pytest.fixture(scope="module")
def results(seeds: Path) -> dict[int, CheckResult]:
    found = {}
    for seed in range(5):
        document = reading.read(next(seeds.glob(f"{seed:03d}_*.txt")))
        assert isinstance(document, Document)
        found[seed] = check(subject_of_plan(document, parsing.parse_plan(document)))
    return found


def numbers(result: CheckResult, code: str) -> set[str]:
    """Tasks with a finding, by number; ``-`` for places outside of the tasks."""
    keys = [f.location.row_key for f in result.findings if f.code == code]
    return {key.removeprefix("T").lstrip("0").split("-")[0] if key else "-" for key in keys}


def test_placeholders_are_errors_at_the_tasks_that_have_them(
    results: dict[int, CheckResult],
) -> None:
    expected = {"13", "18", "19", "34", "53", "64", "65", "66", "72", "110"}
    assert numbers(results[2], "MX301") - {"-"} == expected
    outside = [f for f in results[2].findings if f.code == "MX301" and not f.location.row_key]
    assert len(outside) >= 4  # the lead-ins of 四, 五, 七 and 十, and a heading in 九
    assert "97" in numbers(results[2], "MX302")


def test_no_error_is_wrong(results: dict[int, CheckResult]) -> None:
    errors = {
        seed: {f.code for f in result.findings if f.severity is Severity.ERROR}
        for seed, result in results.items()
    }
    assert errors == {0: set(), 1: set(), 2: {"MX301", "MX302", "MX306"}, 3: set(), 4: set()}


@pytest.mark.parametrize(
    ("seed", "code", "expected"),
    [
        (2, "MX303", {"16", "24", "63", "70", "80", "95", "96", "115"}),
        (4, "MX303", {"17", "48"}),
        (2, "MX306", {"70"}),
        (2, "MX202", {"2", "14", "25", "116", "130"}),
        (2, "MX203", {"32", "33", "90"}),
        (2, "MX106", {"57"}),
        (4, "MX106", {"55"}),
        (4, "MX101", {"50"}),
        (4, "MX404", {"28", "68"}),
        (3, "MX109", {"16", "25", "30"}),
        (3, "MX110", {"16", "17", "35", "37", "39", "40", "41"}),
        (1, "MX314", {"23"}),
        (1, "MX103", {"77", "78", "79", "80"}),
        (4, "MX103", {"87", "88", "89"}),
    ],
)
def test_defects_are_found_where_the_reader_found_them(
    results: dict[int, CheckResult], seed: int, code: str, expected: set[str]
) -> None:
    assert numbers(results[seed], code) == expected


def test_defects_of_the_whole_document_are_found(results: dict[int, CheckResult]) -> None:
    codes = {seed: {f.code for f in result.findings} for seed, result in results.items()}
    assert {"MX307", "MX308", "MX315", "MX604", "MX103"} <= codes[0]  # lost ）, width, +, annex
    assert {"MX308", "MX605"} <= codes[1]  # half-width throughout, two forms of the number
    assert {"MX305", "MX310", "MX311", "MX107"} <= codes[2]
    assert {"MX304", "MX311"} <= codes[3]
    assert {"MX308", "MX313", "MX317"} <= codes[4]


def test_no_rule_crashes(results: dict[int, CheckResult]) -> None:
    assert [f for r in results.values() for f in r.findings if f.code.startswith("XX")] == []
