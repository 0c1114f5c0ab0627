"""Formulas are read in few blocks, and texts too long for Excel to tell do no harm."""

from __future__ import annotations

from typing import Any

from officekit.excel.formulas import formulas_of
from tests.excel.clerk import Clerk


def test_rows_with_a_long_text_are_read_cell_by_cell_and_all_others_at_once(clerk: Clerk) -> None:
    sheet = clerk.sheet("设置")
    long = "=" + "长" * 9_000
    values: list[list[Any]] = [["甲", 1.0], [long, 2.0], ["乙", None], ["丙", 3.0]]
    for r, row in enumerate(values, start=1):
        for c, value in enumerate(row, start=30):
            sheet.range((r, c)).value = f"'{value}" if value == long else value
    wanted = formulas_of(sheet, sheet.range("A1:AE4").value)
    assert [row[29:] for row in wanted] == [["甲", "1"], [long, "2"], ["乙", ""], ["丙", "3"]]


def test_a_single_cell_and_a_single_row_have_the_same_shape(clerk: Clerk) -> None:
    sheet = clerk.sheet("设置")
    sheet.range("A1:B1").unmerge()
    sheet.range("A1").number_format = "General"
    sheet.range("A1").formula = "=1+1"
    assert formulas_of(sheet, [[2.0]]) == [["=1+1"]]
    assert formulas_of(sheet, [[2.0, None]]) == [["=1+1", ""]]
    assert formulas_of(sheet, []) == []
