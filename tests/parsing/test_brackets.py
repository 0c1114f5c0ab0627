from __future__ import annotations

import pytest

from officekit.parsing.brackets import Span, bracket_spans


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("甲（乙）丙", [Span(1, 4)]),
        ("（甲（乙）丙）（丁）", [Span(0, 7), Span(7, 10)]),
        ("（甲)与(乙）", [Span(0, 3), Span(4, 7)]),
        ("（甲〔乙）丙〕", [Span(2, 7)]),
        ("（甲（乙）丙", [Span(2, 5)]),
        ("甲）乙", []),
    ],
)
def test_it_finds_the_outermost_closed_brackets(text: str, spans: list[Span]) -> None:
    assert list(bracket_spans(text)) == spans


def test_brackets_that_are_never_closed_can_be_asked_for() -> None:
    spans = bracket_spans("甲（乙（丙）丁", unclosed=True)
    assert list(spans) == [Span(1, 7, closed=False), Span(3, 6)]


def test_many_open_brackets_take_no_longer_each() -> None:
    assert bracket_spans("（" * 300_000 + "）") == (Span(299_999, 300_001),)
