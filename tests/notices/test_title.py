from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.notices.title import WIDTH, break_title, display_width, split_words


@pytest.mark.parametrize(
    "lines",
    [
        ("关于做好2025年防汛工作的通知",),
        (
            "云泽市青禾区人民政府办公室",
            "关于印发青禾区优化营商环境三年行动计划",
            "（2024—2026年）的通知",
        ),
    ],
)
def test_titles_are_broken_as_an_office_would(lines: tuple[str, ...]) -> None:
    assert break_title("".join(lines)) == lines


@pytest.mark.parametrize(
    "title",
    [
        "云泽市人民政府办公室关于印发云泽市推动绿色低碳高质量发展2025年重点工作任务的通知",
        "青禾区发展和改革局关于公布2025年区级重点建设项目名单的通知",
        "云泽市青禾区人民政府关于进一步加强安全生产工作的实施意见",
    ],
)
def test_the_lines_form_a_trapezoid_or_a_diamond(title: str) -> None:
    widths = [display_width(line) for line in break_title(title)]
    top = widths.index(max(widths))
    assert widths[: top + 1] == sorted(widths[: top + 1])
    assert widths[top:] == sorted(widths[top:], reverse=True)


def test_breaks_that_the_clerk_has_set_are_kept() -> None:
    assert break_title("青禾区\n重点工作任务") == ("青禾区", "重点工作任务")


def test_an_empty_title_has_no_lines() -> None:
    assert break_title("  ") == ()


@pytest.mark.parametrize("word", ["高质量发展", "三年行动计划", "2025年", "青禾区", "人民政府"])
def test_words_stay_whole(word: str) -> None:
    assert word in split_words(f"关于推进{word}工作的通知")


def test_a_figure_stays_with_what_it_counts() -> None:
    title = "青禾区发展和改革局关于印发青禾区为民办实事2025年12项重点任务分工方案的通知"
    lines = break_title(title)
    assert not any(line.startswith(("年", "项", "月")) for line in lines)
    assert "".join(lines) == title


def test_two_issuers_stand_without_the_space_between_them() -> None:
    lines = break_title("中共青禾区委办公室 青禾区人民政府办公室关于印发数字经济发展实施方案的通知")
    assert all(line == line.strip() for line in lines)


def test_a_word_longer_than_a_line_is_cut() -> None:
    lines = break_title("A" * 100)
    assert "".join(lines) == "A" * 100
    assert max(map(display_width, lines)) <= WIDTH


@given(
    st.text(
        alphabet="青禾区关于印发重点工作任务的通知《》（）2025年、和与绿色低碳发展", max_size=70
    )
)
def test_nothing_is_lost_and_no_line_is_too_wide(title: str) -> None:
    lines = break_title(title)
    assert "".join(lines) == title.strip()
    assert all(display_width(line) <= WIDTH for line in lines)


@given(st.text(alphabet="区委 　办公室关于印发", max_size=60))
def test_spaces_are_no_words_and_make_no_empty_line(title: str) -> None:
    lines = break_title(title)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", title)
    assert all(line and line == line.strip() for line in lines)
