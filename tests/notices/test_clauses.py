from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.data import unit_families
from officekit.model.notice import ClauseStyle
from officekit.model.plan import Role
from officekit.notices.clauses import ClauseForm, clause, clause_text, default_style
from officekit.parsing.clauses import find_clauses, with_first_listed_lead
from tests.notices.matrices import matrix, row

UNITS = (
    *("区发展和改革局", "区财政局", "区科学技术局", "区教育和体育局", "区委组织部", "团区委"),
    *("区市场监督管理局（区知识产权局）", "国网青禾供电公司", "各乡镇街道", "区城投集团"),
)
LABELS, SUPPORTING = ClauseStyle.LEAD_AND_RESPONSIBLE, ClauseStyle.LEAD_AND_SUPPORTING
VERB, BARE = ClauseStyle.RESPONSIBLE_WITH_VERB, ClauseStyle.VERB_ONLY
FIRST = ClauseStyle.FIRST_LEADS


@pytest.mark.parametrize(
    ("style", "lead", "support", "expected"),
    [
        (LABELS, "甲局", "", "（牵头单位：甲局）"),
        (LABELS, "甲局", "乙局、丙局", "（牵头单位：甲局；责任单位：乙局、丙局）"),
        (LABELS, "", "乙局", "（责任单位：乙局）"),
        (SUPPORTING, "甲局", "乙局、丙局", "（牵头单位：甲局；配合单位：乙局、丙局）"),
        (SUPPORTING, "", "乙局", "（责任单位：乙局）"),
        (VERB, "甲局", "", "（责任单位：甲局牵头负责）"),
        (VERB, "甲局、乙局", "", "（责任单位：甲局、乙局牵头负责）"),
        (VERB, "", "乙局、丙局", "（责任单位：乙局、丙局按职责分工负责）"),
        (VERB, "", "乙局", "（责任单位：乙局负责）"),
        (VERB, "甲局", "乙局", "（责任单位：甲局牵头，乙局按职责分工负责）"),
        (BARE, "甲局", "乙局、丙局", "（甲局牵头，乙局、丙局按职责分工负责）"),
        (BARE, "甲局", "", "（甲局牵头）"),
        (BARE, "", "乙局、丙局", "（乙局、丙局按职责分工负责）"),
        (FIRST, "甲局", "乙局、丙局", "（责任单位：甲局、乙局、丙局）"),
        (FIRST, "甲局、乙局", "丙局", "（责任单位：甲局、乙局牵头，丙局按职责分工负责）"),
    ],
)
def test_each_style_has_the_form_of_published_plans(
    style: ClauseStyle, lead: str, support: str, expected: str
) -> None:
    names = [[name for name in text.split("、") if name] for text in (lead, support)]
    assert clause(names[0], names[1], style) == expected


@pytest.mark.parametrize("style", list(ClauseStyle))
def test_a_task_without_units_has_no_clause(style: ClauseStyle) -> None:
    assert clause([], [], style) == ""


def test_an_open_list_keeps_its_ending() -> None:
    assert (
        clause(["甲局"], ["乙局"], LABELS, open_ended=True)
        == "（牵头单位：甲局；责任单位：乙局等）"
    )
    assert clause([], ["乙局"], BARE, open_ended=True) == "（乙局等有关单位按职责分工负责）"
    assert clause(["甲局"], [], LABELS, open_ended=True) == "（牵头单位：甲局等）"


def test_noun_and_separator_can_be_chosen() -> None:
    form = ClauseForm(LABELS, "部门", "，")
    assert clause_text(form, ["甲局"], ["乙局"]) == "（牵头部门：甲局，责任部门：乙局）"


def test_details_stand_behind_the_units() -> None:
    form = ClauseForm(LABELS)
    details = ["责任领导：张某", "完成时限：2025年6月底前"]
    assert clause_text(form, ["甲局"], [], details=details) == (
        "（牵头单位：甲局；责任领导：张某；完成时限：2025年6月底前）"
    )


@given(
    st.sampled_from(list(ClauseStyle)),
    st.lists(st.sampled_from(UNITS), unique=True, max_size=7),
    st.integers(0, 4),
    st.booleans(),
)
def test_what_is_written_is_read_with_the_same_roles(
    style: ClauseStyle, names: list[str], leads: int, open_ended: bool
) -> None:
    lead, support = names[:leads], names[leads:]
    if style is FIRST and not lead:
        return  # under this rule a task without a lead can't be told (NT907)
    text = "建成平台。" + clause(lead, support, style, open_ended=open_ended)
    found = find_clauses(text, unit_families())
    if not names:
        assert not found
        return
    assert len(found) == 1
    read = with_first_listed_lead(found[0].clause) if style is FIRST else found[0].clause
    roles = [(unit.role, unit.printed) for unit in read.responsibilities]
    assert roles == [(Role.LEAD, n) for n in lead] + [(Role.SUPPORT, n) for n in support]
    assert read.open_ended is open_ended
    assert text[: found[0].start] == "建成平台。"


def test_a_matrix_where_one_unit_leads_or_several_support_tells_roles_by_the_verb() -> None:
    found = default_style(matrix(row(lead="甲局"), row(support="乙局、丙局")))
    assert found is ClauseStyle.RESPONSIBLE_WITH_VERB


def test_a_matrix_that_never_names_a_lead_uses_the_verb() -> None:
    assert default_style(matrix(row(support="乙局、丙局"))) is ClauseStyle.RESPONSIBLE_WITH_VERB


def test_a_matrix_with_lead_and_support_names_both() -> None:
    found = default_style(matrix(row(lead="甲局", support="乙局"), row(support="乙局")))
    assert found is ClauseStyle.LEAD_AND_RESPONSIBLE
