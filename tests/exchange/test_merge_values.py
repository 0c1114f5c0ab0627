from __future__ import annotations

import pytest

from officekit.exchange.merge_values import canonical, join_texts, quoted, same


@pytest.mark.parametrize(
    ("one", "other"),
    [("75%", "0.75"), ("100%", "1"), ("0%", "0"), ("33.30%", "33.3％"), (" 5 %", "5%")],
)
def test_completion_means_the_same_in_every_spelling(one: str, other: str) -> None:
    assert same("completion", one, other)


@pytest.mark.parametrize("text", ["75", "约75%", "nan%", "1e2%", "1_0%", "²%", ".", "%", "-5%"])
def test_what_is_no_clear_share_stays_as_it_is(text: str) -> None:
    assert canonical("completion", text) == text


def test_texts_differ_in_everything_but_spaces_at_their_ends() -> None:
    assert same("progress", " 完成\n", "完成")
    assert not same("progress", "0.75", "75%")


def test_blank_texts_are_not_joined() -> None:
    assert join_texts([(["甲局"], "完成"), (["乙局"], " ")]) == "完成"


def test_texts_of_one_unit_are_joined_without_its_name() -> None:
    assert join_texts([(["甲局"], "完成"), (["甲局"], "验收")]) == "完成\n验收"


def test_messages_show_the_beginning_on_one_line() -> None:
    assert (
        quoted("一二三四五\n六七八九十一二三四五六七八九十")
        == "“一二三四五 六七八九十一二三四五六七八九…”"
    )
    assert quoted(" ") == "（空）"
