"""What must hold for any round, matrix, set of returns and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.exchange.merge import merge
from officekit.exchange.merge_aside import not_merged
from officekit.exchange.merge_history import remember
from officekit.exchange.merge_returns import Return
from officekit.exchange.merge_values import canonical
from officekit.exchange.status import account
from officekit.model.matrix import Matrix
from officekit.model.merging import Aside, Decisions, MergeHistory, MergeResult
from officekit.model.packet import Packet, Role, Round
from officekit.model.setting import DECIDE_EACH, JOIN_TEXTS, LEAD_DECIDES
from tests.exchange.merge_samples import (
    FARM,
    ROADS,
    WATER,
    apply,
    changed_in,
    make_matrix,
    make_packet,
    make_return,
    make_round,
)

KEYS, COLUMNS = ("T001", "T002"), ("progress", "completion")
TEXTS = st.sampled_from(("", "甲", "乙", "50%", "0.5"))
CELLS = st.fixed_dictionaries(
    {key: st.fixed_dictionaries(dict.fromkeys(COLUMNS, TEXTS)) for key in KEYS}
)
SOME = st.dictionaries(st.sampled_from(KEYS), st.dictionaries(st.sampled_from(COLUMNS), TEXTS))
POLICIES = st.sampled_from((DECIDE_EACH, LEAD_DECIDES, JOIN_TEXTS))


@dataclass
class Office:
    """A clerk at work: her matrix, what was merged, what she decided."""

    matrix: Matrix
    round: Round
    policy: str
    decisions: Decisions
    history: MergeHistory

    def collect(self, returns: Sequence[Return]) -> MergeResult:
        """Merge and write."""
        result = merge(
            self.matrix, self.round, returns, self.history, self.decisions, policy=self.policy
        )
        self.matrix = apply(self.matrix, result.values)
        self.history = remember(self.history, result.values)
        return result


def held(matrix: Matrix) -> list[str]:
    """What cells hold; 0.5 and 50% are the same completion."""
    return [canonical(column, row[column]) for row in matrix.rows for column in COLUMNS]


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    issued = draw(CELLS)
    roles = st.sampled_from(Role)
    return make_round(
        *(
            make_packet(unit, {key: draw(roles) for key in keys}, issued)
            for unit, keys in ((WATER, KEYS), (FARM, KEYS), (ROADS, KEYS[:1]))
        )
    )


@st.composite
def some_returns(draw: st.DrawFn, round_: Round) -> list[Return]:
    old = make_packet(WATER, {"T001": Role.LEAD}, period="2025年8月")
    packets: list[Packet] = draw(st.lists(st.sampled_from((*round_.packets, old)), max_size=5))
    found: list[Return] = []
    for packet in packets:
        hashes = ["", *(received.submission.content_hash for received, _ in found)]
        found.append(
            make_return(
                packet,
                draw(SOME),
                refused=draw(st.sampled_from(((), (("T001", "progress"),)))),
                whole=draw(st.integers(0, 5)) == 0,
                run=draw(st.integers(1, 3)),
                reply_to=draw(st.sampled_from(hashes)),
                name=f"第{len(found)}份.xlsx",
                sha=f"{len(found):064x}",
            )
        )
    return found


@st.composite
def some_decisions(draw: st.DrawFn, result: MergeResult) -> Decisions:
    return {
        conflict.key: tuple(
            candidate.key for candidate in conflict.candidates if draw(st.booleans())
        )
        for conflict in result.conflicts
        if draw(st.booleans())
    }


@st.composite
def offices(draw: st.DrawFn) -> tuple[Office, list[Return]]:
    """A clerk who has edited cells, merged other returns before, edited again, and decided."""
    round_ = draw(rounds())
    edits = draw(SOME)
    base = {key: dict(row.answers) for row in round_.packets[0].rows for key in [row.key]}
    for key, row in edits.items():
        base[key].update(row)
    office = Office(make_matrix(base), round_, draw(POLICIES), {}, MergeHistory())
    returns = draw(some_returns(round_))
    if draw(st.booleans()):
        office.collect(returns[:2])
        texts = {row.key: {c: f.text for c, f in row.fields.items()} for row in office.matrix.rows}
        for key, row in draw(SOME).items():
            texts[key].update(row)
        office.matrix = make_matrix(texts)
    first = merge(office.matrix, round_, returns, office.history, policy=office.policy)
    office.decisions = draw(some_decisions(first))
    return office, returns


@given(offices(), st.randoms(use_true_random=False))
def test_the_order_of_returns_makes_no_difference(
    given_: tuple[Office, list[Return]], random: Random
) -> None:
    office, returns = given_
    other = list(returns)
    random.shuffle(other)
    one, two = (
        merge(
            office.matrix,
            office.round,
            each,
            office.history,
            office.decisions,
            policy=office.policy,
        )
        for each in (returns, other)
    )
    assert one == two


@given(offices())
def test_every_changed_answer_is_merged_kept_or_refused(
    given_: tuple[Office, list[Return]],
) -> None:
    office, returns = given_
    result = office.collect(returns)
    counted = (result.merged, result.kept, result.refused, result.replaced)
    assert sum(counted) == changed_in(returns)
    assert min(counted) >= 0
    assert result.unchanged <= result.merged
    accounts = [account(received, accepted, result) for received, accepted in returns]
    assert tuple(map(sum, zip((0,) * 4, *accounts, strict=True))) == counted
    assert all(count >= 0 for each in accounts for count in each)


@given(offices())
def test_every_answer_that_is_not_merged_is_listed_with_its_reason(
    given_: tuple[Office, list[Return]],
) -> None:
    office, returns = given_
    result = office.collect(returns)
    for received, accepted in returns:
        _, kept, refused, replaced = account(received, accepted, result)
        listed = list(not_merged(received, accepted, result))
        assert len(listed) == kept + refused + replaced
        assert all(each.why for each in listed)
        assert sum(each.why == Aside.REPLACED for each in listed) == replaced


@given(offices())
def test_collecting_again_changes_nothing(given_: tuple[Office, list[Return]]) -> None:
    office, returns = given_
    first = office.collect(returns)
    again = office.collect(returns)
    assert again.values == ()
    assert again.conflicts == first.conflicts
    assert (again.merged, again.kept, again.refused) == (first.merged, first.kept, first.refused)
    assert again.unchanged == again.merged


@given(offices(), st.data())
def test_a_withdrawn_return_leaves_no_trace(
    given_: tuple[Office, list[Return]], data: st.DataObject
) -> None:
    office, returns = given_
    count = data.draw(st.integers(0, len(returns)))
    office.collect(returns[:count])
    before = held(office.matrix)
    office.collect(returns)
    office.collect(returns[:count])
    assert held(office.matrix) == before


@given(offices(), st.data())
def test_runs_may_come_in_any_number(
    given_: tuple[Office, list[Return]], data: st.DataObject
) -> None:
    office, returns = given_
    at_once = Office(office.matrix, office.round, office.policy, office.decisions, office.history)
    at_once.collect(returns)
    count = data.draw(st.integers(0, len(returns)))
    office.collect(returns[count:])
    office.collect(returns)
    assert held(office.matrix) == held(at_once.matrix)


@given(offices())
def test_an_open_question_changes_no_edited_cell(given_: tuple[Office, list[Return]]) -> None:
    office, returns = given_
    result = office.collect(returns)
    own = {
        (conflict.row_key, conflict.column): conflict.candidates[0].text
        for conflict in result.conflicts
        if conflict.row_key and not conflict.candidates[0].origin.unit
    }
    for (key, column), text in own.items():
        row = office.matrix.row(key)
        assert row is not None
        assert row[column] == text


@given(offices())
def test_a_decision_about_everything_leaves_nothing_open(
    given_: tuple[Office, list[Return]],
) -> None:
    office, returns = given_
    for _ in range(3):  # files, then units and the clerk's own values
        conflicts = office.collect(returns).conflicts
        office.decisions = {
            **office.decisions,
            **{conflict.key: (conflict.candidates[-1].key,) for conflict in conflicts},
        }
    result = office.collect(returns)
    assert result.conflicts == ()
    assert not {"SB701", "SB704"} & {finding.code for finding in result.findings}


@pytest.mark.parametrize("policy", [DECIDE_EACH, LEAD_DECIDES, JOIN_TEXTS])
def test_an_own_value_that_gave_way_is_asked_about_when_it_comes_back(policy: str) -> None:
    packet = make_packet(WATER, {"T001": Role.LEAD})
    office = Office(
        make_matrix({"T001": {"progress": "已约谈"}}),
        make_round(packet),
        policy,
        {},
        MergeHistory(),
    )
    returns = [make_return(packet, {"T001": {"progress": "完成清淤"}})]
    conflict = office.collect(returns).conflicts[0]
    office.decisions = {conflict.key: (conflict.candidates[1].key,)}
    office.collect(returns)
    office.collect([])
    result = office.collect([make_return(packet, {"T001": {"progress": "完成验收"}})])
    assert [candidate.text for candidate in result.conflicts[0].candidates] == [
        "已约谈",
        "完成验收",
    ]
