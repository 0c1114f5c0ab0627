"""LibreOffice plays the department's clerk: each thing she does has its expected outcome."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.exchange import clerk_scenarios, clerk_scenarios_book, clerk_scenarios_table
from tests.exchange.clerk_round import FORMAT_CODES, ClerkRound, Outcome, Played, Scenario

SCENARIOS = (*clerk_scenarios.ALL, *clerk_scenarios_table.ALL, *clerk_scenarios_book.ALL)
_LEAST = 150

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def clerk_round(tmp_path_factory: pytest.TempPathFactory) -> ClerkRound:
    return ClerkRound(tmp_path_factory.mktemp("填报"))


@pytest.fixture(scope="module")
def outcomes(clerk_round: ClerkRound) -> Mapping[Played, Outcome]:
    """What came out of every file of every scenario."""
    return clerk_round.play(SCENARIOS)


@pytest.mark.parametrize(
    ("scenario", "ending"),
    [
        pytest.param(scenario, ending, id=f"{scenario.name}{ending}")
        for scenario in SCENARIOS
        for ending in scenario.formats
    ],
)
def test_what_the_clerk_does_is_found_and_the_rest_is_merged(
    outcomes: Mapping[Played, Outcome], scenario: Scenario, ending: str
) -> None:
    expected = scenario.expects(ending)
    assert (scenario.name, ending) in outcomes, "LibreOffice has not saved the file"

    outcome = outcomes[scenario.name, ending]

    assert outcome.findings == tuple(sorted((*expected.findings, FORMAT_CODES[ending]))), (
        outcome.told
    )
    assert outcome.values == expected.values
    assert (outcome.refused, outcome.kept) == (expected.refused, expected.kept)
    assert outcome.proposals == expected.proposals
    if expected.remarks is not None:
        assert sorted(outcome.remarks) == sorted(expected.remarks)
    assert outcome.balanced


def test_there_are_enough_scenarios_and_no_two_have_one_name() -> None:
    names = [scenario.name for scenario in SCENARIOS]

    assert len(names) == len(set(names))
    assert len(names) >= _LEAST
