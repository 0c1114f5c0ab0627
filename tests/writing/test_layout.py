from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.writing.layout import (
    chunks,
    clean,
    content_width,
    display_width,
    fitted_row,
    fitting_width,
    line_count,
    row_height,
    unit_lines,
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


def test_a_row_that_excel_can_show_keeps_the_usual_size() -> None:
    assert fitted_row([("治理", 21.0)]) == (10.5, row_height([("治理", 21.0)], 10.5))
    assert fitted_row([("", 21.0)], least=48) == (10.5, 48)


def test_a_row_too_high_for_excel_is_set_smaller() -> None:
    size, height = fitted_row([("治" * 300, 21.0)])
    assert 6 <= size < 10.5
    assert height <= 409
    assert fitted_row([("治" * 9000, 21.0)]) == (6, 409)


def test_the_first_width_that_is_enough_is_taken() -> None:
    assert fitting_width(["治理"], (20.0, 40.0), 10.5) == 20
    assert fitting_width(["治" * 400], (20.0, 40.0, 60.0), 10.5) == 40
    assert fitting_width(["治" * 9000], (20.0, 40.0), 10.5) == 40


def test_a_column_is_as_wide_as_its_lines_up_to_a_limit() -> None:
    assert content_width("责任单位", ["县水务局"], 30, 10.5) == content_width(
        "序", ["县水务局"], 30, 10.5
    )
    assert content_width("责任单位", ["县" * 40], 30, 10.5) == 30
    assert content_width("责任单位", [], 30, 10.5) == content_width("责任单位", ["县"], 30, 10.5)


def test_each_unit_stands_on_a_line_of_its_own() -> None:
    assert unit_lines("县水务局、县财政局") == ["县水务局、", "县财政局、"]
