from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.writing.layout import (
    chunks,
    clean,
    display_width,
    line_count,
    row_height,
    units_per_line,
)


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("责任", 4), ("５", 2), ("（a）", 5), ("“”", 4)]
)
def test_a_chinese_character_is_two_units_wide(text: str, width: int) -> None:
    assert display_width(text) == width


def test_a_column_of_21_digits_holds_20_half_width_units_of_10_5_point() -> None:
    assert units_per_line(21, 10.5) == 20


def test_texts_wrap_at_the_column_and_at_line_breaks() -> None:
    assert line_count("", 21, 10.5) == 0
    assert line_count("一二三四五六七八九十", 21, 10.5) == 1
    assert line_count("一二三四五六七八九十一", 21, 10.5) == 2
    assert line_count("一\n\n二", 21, 10.5) == 3


def test_a_word_is_not_broken_unless_it_is_wider_than_the_column() -> None:
    assert line_count("一二三四五六 information", 21, 10.5) == 2
    assert line_count("x" * 50, 21, 10.5) == 3


def test_a_closing_mark_takes_its_character_along_to_the_next_line() -> None:
    assert line_count("一二三四五六七八九十。", 21, 10.5) == 2
    assert line_count("一二三四五六七八九“十”" + "甲乙丙丁戊己庚辛壬", 21, 10.5) == 3


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    short, long = ("一", 21.0), ("一二三四五六七八九十" * 4, 21.0)
    assert row_height([short, long], 10.5) == row_height([long], 10.5)
    assert row_height([long], 10.5) >= 4 * 10.5 * 1.2
    assert row_height([], 10.5, least=20) == 20


@given(st.text(max_size=60), st.integers(2, 20))
def test_chunks_together_are_the_text_and_each_fits(text: str, limit: int) -> None:
    pieces = chunks(text, limit)
    assert "".join(pieces) == text
    assert all(len(p.encode("utf-16-le", "surrogatepass")) // 2 <= limit for p in pieces)


def test_forbidden_characters_are_removed_and_line_ends_unified() -> None:
    assert clean("甲\x00乙\r\n丙\r丁\ufffe\t戊") == "甲乙\n丙\n丁\t戊"
