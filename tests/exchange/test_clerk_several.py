"""LibreOffice plays the clerks of several departments, or one who sends more than one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from officekit.model.merging import ConflictKind
from tests.exchange.clerk_round import (
    BASE_VALUES,
    FARM,
    WATER,
    ClerkRound,
    Scenario,
    do,
    outcome_of,
)

pytestmark = pytest.mark.libreoffice

_FILLED = Scenario("填好", ())


@pytest.fixture
def clerk_round(tmp_path: Path) -> ClerkRound:
    return ClerkRound(tmp_path)


def test_a_return_saved_in_three_formats_counts_once(
    clerk_round: ClerkRound, tmp_path: Path
) -> None:
    files = clerk_round.perform([Scenario("填好", (), formats=(".xlsx", ".ods", ".csv"))])

    collection = clerk_round.collect(files, tmp_path / "登记")
    outcome = outcome_of(collection)

    assert outcome.values == BASE_VALUES
    # Which of the files stands for all depends on their hashes, so that order does not matter.
    assert "SB204 I" in outcome.findings
    assert set(outcome.findings) - {"SB204 I"} < {"SB114 I", "SB115 I"}
    assert not collection.result.conflicts
    assert outcome.refused == 0


def test_what_two_returns_of_a_unit_say_differently_waits_for_a_decision(
    clerk_round: ClerkRound, tmp_path: Path
) -> None:
    changed = Scenario("另一份", (do("type", cell="J4", text="清淤四公里，护岸一公里。"),))

    collection = clerk_round.collect(clerk_round.perform([_FILLED, changed]), tmp_path / "登记")
    outcome = outcome_of(collection)

    assert outcome.findings == ("SB114 I", "SB114 I", "SB205 W")
    assert [each.kind for each in collection.result.conflicts] == [ConflictKind.FILES]
    agreed = {place: text for place, text in BASE_VALUES.items() if place != ("T001", "progress")}
    assert outcome.values == agreed
    assert (outcome.refused, outcome.kept) == (0, 2)


def test_two_units_that_say_different_things_of_a_task_wait_for_a_decision_on_it_alone(
    clerk_round: ClerkRound, tmp_path: Path
) -> None:
    farm = Scenario(
        "配合单位",
        (
            do("fill", cells={"H4": "滞后", "K4": "临时用地手续尚未办结。"}),
            do("fill", cells={"H5": "推进中", "J5": "支渠衬砌八条，放水试验合格。"}),
            do("fill", cells={"H7": "未启动"}),
        ),
        base=False,
        file=f"{FARM}_2025年9月",
        unit=FARM,
    )

    collection = clerk_round.collect(clerk_round.perform([_FILLED, farm]), tmp_path / "登记")
    outcome = outcome_of(collection)

    # T005 progress: the lead and the supporting unit have both written something.
    disputed = {("T001", "status"), ("T005", "progress")}
    assert {(each.row_key, each.column) for each in collection.result.conflicts} == disputed
    assert {each.kind for each in collection.result.conflicts} == {ConflictKind.UNITS}
    assert outcome.findings == ("SB114 I", "SB114 I", "SB208 W T001", "SB208 W T005")
    of_water = {place: text for place, text in BASE_VALUES.items() if place not in disputed}
    assert outcome.values == of_water | {
        ("T005", "status"): "推进中",
        ("T008", "status"): "未启动",
    }


def test_a_return_of_the_period_before_is_refused_as_a_whole(
    clerk_round: ClerkRound, tmp_path: Path
) -> None:
    files = clerk_round.perform([_FILLED])
    clerk_round.issue("2025年10月", "2025-10-25")

    outcome = outcome_of(clerk_round.collect(files, tmp_path / "登记"))

    assert "SB202 E" in outcome.findings
    assert outcome.values == {}
    assert outcome.refused == len(BASE_VALUES)


def test_a_file_that_is_saved_again_without_a_change_changes_nothing(
    clerk_round: ClerkRound, tmp_path: Path
) -> None:
    first, again = clerk_round.perform([_FILLED, Scenario("再存一次", ())])

    assert first.name == again.name == f"{WATER}_2025年9月.xlsx"
    collection = clerk_round.collect([first, again], tmp_path / "登记")

    assert outcome_of(collection).values == BASE_VALUES
    assert not collection.result.conflicts


def test_a_clerk_mends_the_marked_copy_that_came_back(
    clerk_round: ClerkRound, tmp_path: Path
) -> None:
    wrong = Scenario("写错状态", (do("type", cell="H4", text="基本完成"),))
    (copy,) = clerk_round.send_back(clerk_round.perform([wrong]))
    mended = Scenario("改正", (do("enter", cell="H4", text="推进中"),), base=False, opened=copy)

    collection = clerk_round.collect(clerk_round.perform([mended]), tmp_path / "登记")
    outcome = outcome_of(collection)

    (taken,) = collection.taken
    assert [finding.code for finding in taken.findings] == ["SB114"]
    assert outcome.values == BASE_VALUES
    # Of the first return one answer was refused; the correction replaces the others.
    assert (outcome.refused, outcome.kept) == (1, 0)
    assert collection.result.replaced == len(BASE_VALUES) - 1
    assert not collection.result.conflicts
