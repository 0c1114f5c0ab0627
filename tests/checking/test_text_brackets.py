"""Brackets and quotation marks: pairs, and those that stand alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.checking.text_brackets import is_balanced, match_marks

MARKS = "（）()《》〈〉“”‘’【】〔〕中a1。"


def test_a_bracket_that_an_outer_pair_closes_over_stands_alone() -> None:
    pairs, alone = match_marks("《青禾区计划（2023—2025年》")
    assert [(p.start, p.end) for p in pairs] == [(0, 17)]
    assert [(a.offset, a.mark, a.missing, a.opens) for a in alone] == [(6, "（", "）", True)]


def test_round_brackets_match_whatever_their_width() -> None:
    assert match_marks("（牵头单位：区科技局)")[1] == []


@pytest.mark.parametrize("text", ["1)建设平台；2）培育企业", "a)引进人才", "it’s"])
def test_ends_of_enumerations_and_apostrophes_are_no_brackets(text: str) -> None:
    assert match_marks(text) == ([], [])


def test_an_inner_pair_knows_the_marks_around_it() -> None:
    pairs, _ = match_marks("“《甲〈乙〉》”")
    assert [p.parents for p in pairs] == ["“《", "“", ""]


@given(st.text(MARKS, max_size=30))
def test_the_quick_look_never_misses_a_mark_that_stands_alone(text: str) -> None:
    if is_balanced(text):
        assert match_marks(text)[1] == []


@given(st.text(MARKS, max_size=30))
def test_every_mark_is_in_one_pair_or_alone_or_no_mark(text: str) -> None:
    pairs, alone = match_marks(text)
    places = [p.start for p in pairs] + [p.end for p in pairs] + [a.offset for a in alone]
    assert len(places) == len(set(places))
    assert all(text[place] in MARKS[:-4] for place in places)
