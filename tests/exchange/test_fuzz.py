"""Damaged returns end in findings, never in an exception; more of them: tools/fuzz_returns.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.fuzz_returns import Fuzzer, main

INPUTS = 150


@pytest.fixture(scope="module")
def fuzzer() -> Iterator[Fuzzer]:
    with Fuzzer(20_250_901) as made:
        yield made


@pytest.mark.parametrize("name", ["报送.xlsx", "报送.csv", "国标.csv", "报送.ods", "报送.xls"])
def test_each_sample_is_understood_as_it_is(fuzzer: Fuzzer, name: str) -> None:
    outcome = fuzzer.run(name, fuzzer.sample.files[name])

    assert (outcome.problem, outcome.refused, outcome.taken) == ("", (), 1)


@pytest.mark.parametrize("name", ["报送.html", "报送.eml", "报送.zip"])
def test_each_container_is_opened(fuzzer: Fuzzer, name: str) -> None:
    outcome = fuzzer.run(name, fuzzer.sample.files[name])

    assert (outcome.problem, outcome.refused) == ("", ())
    assert outcome.taken


@pytest.mark.parametrize("first", [0, INPUTS, 2 * INPUTS])
def test_damaged_returns_make_no_trouble(fuzzer: Fuzzer, first: int) -> None:
    taken = refused = 0
    for number in range(first, first + INPUTS):
        name, data = fuzzer.make(number)
        outcome = fuzzer.run(name, data)
        assert not outcome.problem, f"input {number} ({name}): {outcome.problem}"
        taken += outcome.taken
        refused += len(outcome.refused)

    # Damage that nobody can read through would prove nothing.
    assert taken > INPUTS // 4
    assert refused > INPUTS // 10


def test_the_same_number_makes_the_same_input(fuzzer: Fuzzer) -> None:
    assert fuzzer.make(17) == fuzzer.make(17)
    assert fuzzer.make(17) != fuzzer.make(18)


def test_the_tool_tells_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--inputs", "3", "--seed", "5", "--keep", str(tmp_path / "failures")]) == 0

    assert "3 inputs" in capsys.readouterr().out
    assert not (tmp_path / "failures").exists()
