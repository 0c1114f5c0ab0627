from __future__ import annotations

from collections.abc import Sequence

import pytest

from officekit.exchange.merge import merge
from officekit.exchange.merge_returns import Return
from officekit.model.finding import Severity
from officekit.model.merging import (
    Aside,
    Conflict,
    ConflictKind,
    MergedValue,
    MergeHistory,
    MergeResult,
    Origin,
)
from officekit.model.packet import Role
from officekit.model.setting import DECIDE_EACH, JOIN_TEXTS, LEAD_DECIDES
from officekit.model.submission import ExtraRow
from tests.exchange.merge_samples import (
    FARM,
    ROADS,
    WATER,
    Texts,
    make_matrix,
    make_packet,
    make_return,
    make_round,
)

OF_WATER = make_packet(WATER, {"T001": Role.LEAD, "T002": Role.SUPPORT})
OF_FARM = make_packet(FARM, {"T001": Role.SUPPORT, "T002": Role.LEAD})
OF_ROADS = make_packet(ROADS, {"T001": Role.SUPPORT})
ROUND = make_round(OF_ROADS, OF_WATER, OF_FARM)
BLANK: Texts = {"T001": {}, "T002": {}}


def progress(text: str, column: str = "progress") -> Texts:
    return {"T001": {column: text}}


def texts_of(result: MergeResult) -> dict[tuple[str, str], str]:
    return {(value.row_key, value.column): value.after for value in result.values}


def codes(result: MergeResult) -> list[str]:
    return [finding.code for finding in result.findings]


def take(conflict: Conflict, *numbers: int) -> dict[str, tuple[str, ...]]:
    """The decision for the candidates at some places."""
    return {conflict.key: tuple(conflict.candidates[number].key for number in numbers)}


def two_units(column: str = "progress") -> list[Return]:
    return [
        make_return(OF_FARM, progress("配合清淤", column)),
        make_return(OF_WATER, progress("完成清淤", column)),
    ]


def test_an_answer_goes_into_the_matrix_with_its_origin() -> None:
    returned = make_return(OF_WATER, progress("完成清淤"), name="水务局.xlsx", sha="ab12")
    result = merge(make_matrix(BLANK), ROUND, [returned])
    origin = Origin(
        WATER, Role.LEAD, "水务局.xlsx", "ab12", "责任清单", "K4", "2025-09-20T10:00:00+08:00"
    )
    assert result == MergeResult(
        values=(MergedValue("T001", "progress", "", "完成清淤", (origin,)),),
        merged=1,
        taken={"ab12": 1},
    )


def test_an_answer_that_was_erased_is_erased() -> None:
    packet = make_packet(WATER, {"T001": Role.LEAD}, progress("正在勘察"))
    result = merge(
        make_matrix(progress("正在勘察")), make_round(packet), [make_return(packet, progress(""))]
    )
    assert texts_of(result) == {("T001", "progress"): ""}


def test_what_the_matrix_holds_already_is_counted_and_not_written() -> None:
    result = merge(
        make_matrix(progress("完成清淤")), ROUND, [make_return(OF_WATER, progress("完成清淤"))]
    )
    assert (result.values, result.unchanged, result.merged) == ((), 1, 1)


@pytest.mark.parametrize("master", ["75%", "75.0%", "75％", "0.75"])
def test_completion_is_compared_by_value(master: str) -> None:
    packet = make_packet(WATER, {"T001": Role.LEAD}, progress("60%", "completion"))
    result = merge(
        make_matrix(progress(master, "completion")),
        make_round(packet),
        [make_return(packet, progress("75%", "completion"))],
    )
    assert (result.values, result.conflicts, result.unchanged) == ((), (), 1)


def test_spaces_at_the_ends_of_the_matrix_are_no_edit() -> None:
    packet = make_packet(WATER, {"T001": Role.LEAD}, progress("正在勘察"))
    result = merge(
        make_matrix(progress("正在勘察 ")),
        make_round(packet),
        [make_return(packet, progress("完成清淤"))],
    )
    assert texts_of(result) == {("T001", "progress"): "完成清淤"}


def test_units_that_agree_are_both_origins_the_lead_first() -> None:
    both = [
        make_return(packet, progress("50%", "completion"))
        for packet in (OF_ROADS, OF_FARM, OF_WATER)
    ]
    result = merge(make_matrix(BLANK), ROUND, both)
    assert [origin.unit for origin in result.values[0].origins] == [WATER, ROADS, FARM]
    assert result.merged == 3


def test_units_that_differ_are_asked_about_and_nothing_is_written() -> None:
    result = merge(make_matrix(BLANK), ROUND, two_units())
    conflict = result.conflicts[0]
    assert conflict.kind is ConflictKind.UNITS
    assert (conflict.row_key, conflict.column) == ("T001", "progress")
    assert conflict.label == "第1项“疏浚青禾河”"
    assert [(c.origin.unit, c.text) for c in conflict.candidates] == [
        (WATER, "完成清淤"),
        (FARM, "配合清淤"),
    ]
    assert conflict.joinable
    assert (len(conflict.key), len(conflict.candidates[0].key)) == (16, 8)
    assert (result.values, result.merged, result.kept) == ((), 0, 2)


def test_an_open_conflict_is_told_with_task_column_values_and_units() -> None:
    finding = merge(make_matrix(BLANK), ROUND, two_units()).findings[0]
    assert (finding.code, finding.severity) == ("SB701", Severity.WARNING)
    assert finding.message == (
        "第1项“疏浚青禾河”的“进展情况”几个单位填报不同：青禾区水务局为“完成清淤”，"
        "青禾区农业农村局为“配合清淤”。"
    )
    assert "“报送冲突”的“处理”列" in finding.hint
    assert "“采用”" in finding.hint
    assert finding.location.row_key == "T001"


def test_a_matrix_that_was_edited_meanwhile_is_asked_about() -> None:
    result = merge(
        make_matrix(progress("已约谈")), ROUND, [make_return(OF_WATER, progress("完成清淤"))]
    )
    conflict = result.conflicts[0]
    assert conflict.kind is ConflictKind.MASTER
    assert [(c.origin.unit, c.text) for c in conflict.candidates] == [
        ("", "已约谈"),
        (WATER, "完成清淤"),
    ]
    assert "责任清单为“已约谈”，青禾区水务局为“完成清淤”" in result.findings[0].message
    assert (result.values, result.kept) == ((), 1)


def test_an_edit_of_which_no_unit_says_anything_stays() -> None:
    result = merge(
        make_matrix({**progress("已约谈"), "T002": {}}),
        ROUND,
        [make_return(OF_WATER, {"T002": {"person": "李四"}})],
    )
    assert texts_of(result) == {("T002", "person"): "李四"}


def test_what_a_merge_has_written_is_no_edit() -> None:
    history = MergeHistory(
        {("T001", "progress"): frozenset({"正在清淤"})}, {("T001", "progress"): ""}
    )
    result = merge(
        make_matrix(progress("正在清淤")),
        ROUND,
        [make_return(OF_WATER, progress("完成清淤"))],
        history,
    )
    assert texts_of(result) == {("T001", "progress"): "完成清淤"}


def test_a_withdrawn_answer_gives_way_to_what_stood_there_before() -> None:
    history = MergeHistory(
        {("T001", "progress"): frozenset({"完成清淤"})}, {("T001", "progress"): "已约谈"}
    )
    result = merge(make_matrix(progress("完成清淤")), ROUND, [], history)
    assert result == MergeResult(values=(MergedValue("T001", "progress", "完成清淤", "已约谈"),))


def test_a_disputed_answer_gives_way_to_what_stood_there_before() -> None:
    history = MergeHistory(
        {("T001", "progress"): frozenset({"完成清淤"})}, {("T001", "progress"): ""}
    )
    result = merge(make_matrix(progress("完成清淤")), ROUND, two_units(), history)
    assert texts_of(result) == {("T001", "progress"): ""}
    assert len(result.conflicts) == 1


class TestDecisions:
    def test_the_value_taken_is_written_with_its_origin(self) -> None:
        conflict = merge(make_matrix(BLANK), ROUND, two_units()).conflicts[0]
        result = merge(make_matrix(BLANK), ROUND, two_units(), decisions=take(conflict, 1))
        value = result.values[0]
        assert (value.after, value.decided) == ("配合清淤", True)
        assert [origin.unit for origin in value.origins] == [FARM]
        assert (result.conflicts, result.findings) == ((), ())
        assert (result.merged, result.kept) == (1, 1)

    def test_taking_none_leaves_the_matrix_as_it_is(self) -> None:
        conflict = merge(make_matrix(BLANK), ROUND, two_units()).conflicts[0]
        result = merge(make_matrix(BLANK), ROUND, two_units(), decisions=take(conflict))
        place = ("T001", "progress")
        aside = {each[0].submission.file.sha256: {place: Aside.DECIDED} for each in two_units()}
        assert result == MergeResult(kept=2, settled=(conflict,), aside=aside)

    def test_several_texts_are_joined_with_the_names_of_their_units(self) -> None:
        conflict = merge(make_matrix(BLANK), ROUND, two_units()).conflicts[0]
        result = merge(make_matrix(BLANK), ROUND, two_units(), decisions=take(conflict, 1, 0))
        assert result.values[0].after == ("青禾区水务局：完成清淤\n青禾区农业农村局：配合清淤")
        assert result.merged == 2

    def test_the_first_of_several_counts_where_they_cannot_be_joined(self) -> None:
        returns = two_units("person")
        conflict = merge(make_matrix(BLANK), ROUND, returns).conflicts[0]
        result = merge(make_matrix(BLANK), ROUND, returns, decisions=take(conflict, 0, 1))
        assert texts_of(result) == {("T001", "person"): "完成清淤"}

    def test_the_clerk_may_give_way_to_a_unit(self) -> None:
        matrix, returns = (
            make_matrix(progress("已约谈")),
            [make_return(OF_WATER, progress("完成清淤"))],
        )
        conflict = merge(matrix, ROUND, returns).conflicts[0]
        result = merge(matrix, ROUND, returns, decisions=take(conflict, 1))
        assert texts_of(result) == {("T001", "progress"): "完成清淤"}

    def test_the_clerk_may_keep_her_own_value(self) -> None:
        matrix, returns = (
            make_matrix(progress("已约谈")),
            [make_return(OF_WATER, progress("完成清淤"))],
        )
        conflict = merge(matrix, ROUND, returns).conflicts[0]
        result = merge(matrix, ROUND, returns, decisions=take(conflict, 0))
        aside = {returns[0][0].submission.file.sha256: {("T001", "progress"): Aside.DECIDED}}
        assert result == MergeResult(kept=1, settled=(conflict,), aside=aside)

    def test_the_clerk_may_put_her_own_text_before_that_of_a_unit(self) -> None:
        matrix, returns = (
            make_matrix(progress("已约谈")),
            [make_return(OF_WATER, progress("完成清淤"))],
        )
        conflict = merge(matrix, ROUND, returns).conflicts[0]
        result = merge(matrix, ROUND, returns, decisions=take(conflict, 0, 1))
        assert result.values[0].after == "已约谈\n青禾区水务局：完成清淤"

    def test_a_candidate_that_changed_is_asked_about_again(self) -> None:
        conflict = merge(make_matrix(BLANK), ROUND, two_units()).conflicts[0]
        changed = [two_units()[0], make_return(OF_WATER, progress("完成全部清淤"))]
        result = merge(make_matrix(BLANK), ROUND, changed, decisions=take(conflict, 0))
        assert result.conflicts[0].key[:8] == conflict.key[:8]
        assert result.conflicts[0].key != conflict.key
        assert codes(result) == ["SB701", "SB704"]
        assert result.values == ()

    def test_her_own_value_that_changed_is_asked_about_again(self) -> None:
        returns = [make_return(OF_WATER, progress("完成清淤"))]
        conflict = merge(make_matrix(progress("已约谈")), ROUND, returns).conflicts[0]
        result = merge(make_matrix(progress("已通报")), ROUND, returns, decisions=take(conflict, 1))
        assert codes(result) == ["SB701", "SB704"]

    def test_a_decision_about_nothing_is_ignored(self) -> None:
        returns = [make_return(OF_WATER, progress("完成清淤"))]
        result = merge(
            make_matrix(BLANK), ROUND, returns, decisions={"0123456789abcdef": ("01234567",)}
        )
        assert texts_of(result) == {("T001", "progress"): "完成清淤"}

    def test_a_decision_of_another_round_does_not_count(self) -> None:
        conflict = merge(make_matrix(BLANK), ROUND, two_units()).conflicts[0]
        other = make_round(*ROUND.packets, id_=8)
        result = merge(make_matrix(BLANK), other, two_units(), decisions=take(conflict, 0))
        assert codes(result) == ["SB701"]


class TestPolicies:
    def test_the_lead_unit_decides(self) -> None:
        result = merge(make_matrix(BLANK), ROUND, two_units(), policy=LEAD_DECIDES)
        assert texts_of(result) == {("T001", "progress"): "完成清淤"}
        assert codes(result) == ["SB705"]
        assert result.findings[0].severity is Severity.INFO
        assert result.findings[0].message == (
            "第1项“疏浚青禾河”的“进展情况”以牵头单位青禾区水务局填报的为准，"
            "另行保存：青禾区农业农村局为“配合清淤”。"
        )
        assert (result.merged, result.kept) == (1, 1)

    def test_without_a_lead_the_clerk_decides(self) -> None:
        returns = [
            make_return(OF_FARM, progress("配合清淤")),
            make_return(OF_ROADS, progress("封闭道路")),
        ]
        result = merge(make_matrix(BLANK), ROUND, returns, policy=LEAD_DECIDES)
        assert codes(result) == ["SB701"]

    def test_the_one_unit_that_is_responsible_decides_where_none_leads(self) -> None:
        water = make_packet(WATER, {"T001": Role.RESPONSIBLE})
        returns = [
            make_return(OF_ROADS, progress("封闭道路")),
            make_return(water, progress("完成清淤")),
        ]
        result = merge(
            make_matrix(BLANK), make_round(OF_ROADS, water), returns, policy=LEAD_DECIDES
        )
        assert texts_of(result) == {("T001", "progress"): "完成清淤"}

    def test_two_responsible_units_that_differ_are_asked_about(self) -> None:
        water = make_packet(WATER, {"T001": Role.RESPONSIBLE})
        roads = make_packet(ROADS, {"T001": Role.RESPONSIBLE})
        returns = [
            make_return(roads, progress("封闭道路")),
            make_return(water, progress("完成清淤")),
        ]
        result = merge(make_matrix(BLANK), make_round(roads, water), returns, policy=LEAD_DECIDES)
        assert codes(result) == ["SB701"]

    def test_two_leads_that_differ_are_asked_about(self) -> None:
        roads = make_packet(ROADS, {"T001": Role.LEAD})
        returns = [
            make_return(roads, progress("封闭道路")),
            make_return(OF_WATER, progress("完成清淤")),
        ]
        result = merge(
            make_matrix(BLANK), make_round(roads, OF_WATER), returns, policy=LEAD_DECIDES
        )
        assert codes(result) == ["SB701"]

    def test_the_lead_unit_does_not_overrule_the_clerk(self) -> None:
        result = merge(make_matrix(progress("已约谈")), ROUND, two_units(), policy=LEAD_DECIDES)
        assert [c.text for c in result.conflicts[0].candidates] == ["已约谈", "完成清淤"]
        assert result.conflicts[0].kind is ConflictKind.MASTER

    def test_texts_are_joined_the_lead_unit_first(self) -> None:
        returns = [*two_units(), make_return(OF_ROADS, progress("封闭道路"))]
        result = merge(make_matrix(BLANK), ROUND, returns, policy=JOIN_TEXTS)
        assert result.values[0].after == (
            "青禾区水务局：完成清淤\n青禾区交通运输局：封闭道路\n青禾区农业农村局：配合清淤"
        )
        assert result.merged == 3

    def test_the_same_text_is_joined_once(self) -> None:
        returns = [*two_units(), make_return(OF_ROADS, progress("配合清淤"))]
        result = merge(make_matrix(BLANK), ROUND, returns, policy=JOIN_TEXTS)
        assert result.values[0].after == (
            "青禾区水务局：完成清淤\n青禾区交通运输局、青禾区农业农村局：配合清淤"
        )

    def test_one_text_stays_without_a_name(self) -> None:
        result = merge(
            make_matrix(BLANK),
            ROUND,
            [make_return(OF_FARM, progress("配合清淤"))],
            policy=JOIN_TEXTS,
        )
        assert texts_of(result) == {("T001", "progress"): "配合清淤"}

    @pytest.mark.parametrize("column", ["status", "completion", "person"])
    def test_what_is_no_text_is_not_joined(self, column: str) -> None:
        result = merge(make_matrix(BLANK), ROUND, two_units(column), policy=JOIN_TEXTS)
        assert texts_of(result) == {("T001", column): "完成清淤"}


class TestWhatHasNoPlace:
    def test_an_answer_to_a_task_that_is_gone_is_kept_and_told(self) -> None:
        returned = make_return(
            OF_WATER, {"T002": {"progress": "完成选址", "person": "李四"}}, name="水务局.xlsx"
        )
        result = merge(make_matrix({"T001": {}}), ROUND, [returned])
        assert codes(result) == ["SB702"]
        assert result.findings[0].message.startswith("青禾区水务局填报了第2项“修建村级粮仓”")
        assert set(*result.aside.values()) == {("T002", "progress"), ("T002", "person")}
        assert (result.findings[0].location.file, result.findings[0].location.row) == (
            "水务局.xlsx",
            5,
        )
        assert (result.merged, result.kept) == (0, 2)

    def test_answers_to_a_column_that_is_gone_are_kept_and_told_once(self) -> None:
        matrix = make_matrix(BLANK, ["序号", "重点任务", "进展情况"])
        returned = make_return(
            OF_WATER,
            {"T001": {"person": "李四", "progress": "完成清淤"}, "T002": {"person": "王五"}},
        )
        result = merge(matrix, ROUND, [returned])
        assert codes(result) == ["SB703"]
        assert "“责任人”这一列，2条填报" in result.findings[0].message
        assert (result.merged, result.kept) == (1, 2)
        assert set(*(each.values() for each in result.aside.values())) == {Aside.COLUMN_GONE}

    def test_answers_of_another_round_are_kept(self) -> None:
        old = make_packet(WATER, {"T001": Role.LEAD}, period="2025年8月")
        returned = make_return(old, progress("正在勘察"))
        result = merge(make_matrix(BLANK), ROUND, [returned])
        files = {returned[0].submission.file.sha256: Aside.OTHER_ROUND}
        assert result == MergeResult(kept=1, aside_files=files)

    def test_refused_answers_are_counted(self) -> None:
        said = {"T001": {"progress": "完成清淤", "completion": "150%"}}
        returned = make_return(OF_WATER, said, refused=[("T001", "completion")])
        result = merge(make_matrix(BLANK), ROUND, [returned])
        assert texts_of(result) == {("T001", "progress"): "完成清淤"}
        assert (result.merged, result.kept, result.refused) == (1, 0, 1)

    def test_nothing_of_a_refused_file_is_taken(self) -> None:
        extra = ExtraRow(20, {"title": "新建泵站"})
        returned = make_return(OF_WATER, progress("完成清淤"), whole=True, extra=[extra])
        assert merge(make_matrix(BLANK), ROUND, [returned]) == MergeResult(refused=1)


def proposed(*extra: ExtraRow) -> Sequence[str]:
    result = merge(make_matrix(BLANK), ROUND, [make_return(OF_WATER, BLANK, extra=extra)])
    return [proposal.texts["title"] for proposal in result.proposals]


class TestProposals:
    def test_a_new_task_is_proposed_with_its_unit_and_row(self) -> None:
        extra = ExtraRow(20, {"title": "新建泵站", "progress": ""})
        returned = make_return(OF_WATER, BLANK, extra=[extra])
        proposal = merge(make_matrix(BLANK), ROUND, [returned]).proposals[0]
        assert (proposal.unit, proposal.texts) == (WATER, {"title": "新建泵站"})
        assert (proposal.origin.sheet, proposal.origin.cell) == ("责任清单", "20")

    def test_copies_signatures_and_continued_rows_are_no_proposals(self) -> None:
        texts = {"title": "新建泵站"}
        assert not proposed(ExtraRow(20, texts, key="T001"))
        assert not proposed(ExtraRow(20, texts, label=True))
        assert not proposed(ExtraRow(20, texts, continues="T001"))
        assert not proposed(ExtraRow(20, {"title": ""}))

    def test_the_same_task_is_proposed_once(self) -> None:
        texts = {"title": "新建泵站"}
        assert proposed(ExtraRow(20, texts), ExtraRow(21, texts)) == ["新建泵站"]


def test_an_unknown_policy_is_told_and_asks() -> None:
    result = merge(make_matrix(BLANK), ROUND, two_units(), policy="合并文字")
    asked = merge(make_matrix(BLANK), ROUND, two_units())
    assert codes(result) == ["SB706", *codes(asked)]
    assert "“合并文字”" in result.findings[0].message
    assert result.conflicts == asked.conflicts


def test_the_default_is_to_ask() -> None:
    result = merge(make_matrix(BLANK), ROUND, two_units())
    assert result == merge(make_matrix(BLANK), ROUND, two_units(), policy=DECIDE_EACH)


def test_half_of_a_decision_that_names_no_candidate_leaves_it_open() -> None:
    conflict = merge(make_matrix(BLANK), ROUND, two_units()).conflicts[0]
    result = merge(make_matrix(BLANK), ROUND, two_units(), decisions={conflict.key: ("ffffffff",)})
    assert [c.key for c in result.conflicts] == [conflict.key]
