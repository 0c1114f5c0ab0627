"""What Excel is handed, so that it takes a text for a text."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from officekit.excel.cell_input import as_input, needs_quote, rectangle
from officekit.model.sheet_content import Formula


@pytest.mark.parametrize(
    "text",
    [
        *("2023年6月", "1-2", "007", "=1+1", "＝1", "@x", "＠x", "TRUE", " false ", "ＴＲＵＥ"),
        *("50%", "'a", "#N/A", "-", "+", "第１项", "①", "一、2024年"),
    ],
)
def test_a_text_that_excel_could_misread_is_quoted(text: str) -> None:
    assert needs_quote(text)
    assert as_input(text) == f"'{text}"


@pytest.mark.parametrize("text", ["一、总体要求", "（一）", "TRUE值", "甲=乙", "★", " =x", "——"])
def test_other_texts_are_handed_over_as_they_are(text: str) -> None:
    assert as_input(text) == text


def test_a_text_cell_needs_a_quote_only_before_an_apostrophe() -> None:
    assert as_input("=1+1", text_cell=True) == "=1+1"
    assert as_input("'a", text_cell=True) == "''a"


def test_other_values_are_handed_over_as_excel_knows_them() -> None:
    assert as_input("") is None
    assert as_input(None) is None
    assert as_input(15) == 15.0
    assert isinstance(as_input(15), float)
    assert as_input(True) is True
    assert as_input(Formula("=A1", "甲")) == "=A1"
    assert as_input(date(2025, 6, 30)) == datetime(2025, 6, 30)  # noqa: DTZ001 -- as in cells
    assert as_input(time(6, 0)) == 0.25


def test_rows_are_filled_up_to_a_rectangle() -> None:
    rows = [("甲", 1), ("1-2", "1-2", "乙")]
    assert rectangle(rows, 3, frozenset({1})) == [["甲", 1.0, None], ["'1-2", "1-2", "乙"]]


def test_a_heading_over_a_text_column_is_quoted() -> None:
    rows = [("2025年6月",), ("2025年6月",)]
    assert rectangle(rows, 1, frozenset({0}), 2) == [["'2025年6月"], ["2025年6月"]]
