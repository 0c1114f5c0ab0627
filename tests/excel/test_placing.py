"""Which value belongs into which cell of a live sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officekit.excel.live import label_counts
from officekit.excel.merges import areas_in, areas_of
from officekit.excel.placing import anchor, laid_like, restored_values, runs, same
from officekit.excel.problems import WrongWorkbookError
from officekit.model.finding import Finding, Severity
from officekit.model.schema import SheetName
from officekit.model.sheet_content import Formula, SheetContent
from officekit.model.table import CellValue, Table

UNITS, CROSS = SheetName.UNITS, SheetName.CROSS


def table(*rows: list[CellValue], merged: set[tuple[int, int]] = frozenset()) -> Table:  # type: ignore[assignment]  # a frozen default
    """A table; covered cells, counted from 1, repeat what their first cell holds."""
    plain = Table.from_values(rows)
    return replace(
        plain,
        rows=tuple(
            tuple(replace(cell, merged=(r, c) in merged) for c, cell in enumerate(row, 1))
            for r, row in enumerate(plain.rows, 1)
        ),
    )


def content(*lines: tuple[str, ...]) -> SheetContent:
    return SheetContent(UNITS, (("单位名录",), ("",), ("单位名称", "层级"), *lines))


def test_values_follow_the_order_of_the_live_columns() -> None:
    live = table(["单位名录"], [None], ["层级", "电话", "单位名称"], ["区级", "12", "区水利局"])
    laid = laid_like(content(("区财政局", "区级"), ("区水利局", "区级")), live, "单位名称")
    assert laid[2:] == [
        ("层级", "电话", "单位名称"),
        ("区级", None, "区财政局"),
        ("区级", "12", "区水利局"),
    ]


def test_a_formula_of_an_own_column_stays_where_its_line_stays() -> None:
    live = table(["单位名录"], [None], ["单位名称", "层级", "注"], ["甲局", "", 1], ["乙局", "", 2])
    formulas = [[""] * 3] * 3 + [["甲局", "", "=1"], ["乙局", "", "=2"]]
    laid = laid_like(content(("甲局", ""), ("丙局", ""), ("乙局", "")), live, "单位名称", formulas)
    assert [line[2] for line in laid[3:]] == [Formula("=1", ""), None, 2]


def test_headings_that_are_not_there_are_told() -> None:
    with pytest.raises(WrongWorkbookError, match="第3行不是表头"):
        laid_like(content(("甲局", "")), table(["甲"], ["乙"], ["丙"]), None)


def test_a_small_cross_table_keeps_its_totals_at_the_end() -> None:
    heads = ("序号", "重点任务", "甲局", "牵头数", "配合数", "合计")
    totals = tuple((name, None, 1, 1, None, None) for name in heads[3:])
    rows = (("题",), ("注",), heads, (1, "修堤", "★", 1, 0, 1), *totals)
    laid = laid_like(SheetContent(CROSS, rows), table(["题"]), None)
    assert laid[2] == ("序号", "重点任务", "甲局", None, "牵头数", "配合数", "合计")
    assert [row[0] if row else None for row in laid[3:]] == [1, None, "牵头数", "配合数", "合计"]


def test_adjacent_cells_of_a_column_are_one_block() -> None:
    cells = {(4, 2): "a", (5, 2): "b", (7, 2): "c", (4, 3): "d"}
    assert runs(cells) == [(4, 2, ["a", "b"]), (7, 2, ["c"]), (4, 3, ["d"])]


def test_merged_areas_are_found_again() -> None:
    merged = {(1, 2), (1, 3), (3, 1), (4, 1), (3, 2), (4, 2)}
    rows: list[list[CellValue]] = [["题", "题", "题"], ["一", "甲", "x"], ["一", "甲", "y"]]
    found = table(*rows, ["一", "甲", "z"], ["一", "甲", "w"], merged=merged)
    assert areas_in(found) == {((1, 1), (1, 3)), ((2, 1), (4, 1)), ((2, 2), (4, 2))}
    assert areas_of({(1, 2): (1, 1), (1, 3): (1, 1)}) == {((1, 1), (1, 3))}
    assert anchor(found, 4, 2) == (2, 2)


def test_merged_blank_cells_stay_with_the_area_that_is_there() -> None:
    merged = {(2, 2), (3, 1), (3, 2)}
    blank = table(["甲", None], [None, None], [None, None], merged=merged)
    there = {((2, 1), (3, 2)), ((3, 1), (4, 1)), ((6, 1), (7, 3))}
    assert areas_in(blank, there) == {((2, 1), (3, 2)), ((6, 1), (7, 3))}


def test_an_area_that_would_hide_a_text_is_not_taken() -> None:
    found = table(["甲", "乙"], ["甲", "丙"], merged={(2, 1)})
    assert areas_in(found, {((1, 1), (1, 2)), ((1, 1), (2, 2))}) == {((1, 1), (2, 1))}


def test_covered_cells_hold_nothing_when_a_sheet_is_restored() -> None:
    found = table(["一", 1], ["一", 2], merged={(2, 1)})
    assert restored_values(found, 3, 2) == [["一", 1], [None, 2], [None, None]]


@pytest.mark.parametrize(
    ("wanted", "now", "formula", "is_same"),
    [
        (1, 1.0, "1", True),
        (None, "", "", True),
        ("", None, "", True),
        ("甲", "甲", "甲", True),
        ("甲", "甲", "=A1", False),
        ("=1+1", "=1+1", "=1+1", True),
        (Formula("=A1", ""), "甲", "=A1", True),
        (Formula("=A1", ""), "甲", "甲", False),
        (True, 1.0, "1", False),
        ("1", 1.0, "1", False),
    ],
)
def test_what_is_there_already_is_not_written(
    wanted: object, now: object, formula: str, is_same: bool
) -> None:
    assert same(wanted, now, formula) is is_same


def test_findings_are_counted_worst_first() -> None:
    kinds = (Severity.INFO, Severity.ERROR, Severity.INFO)
    assert label_counts(Finding("MX001", kind, "", "") for kind in kinds) == "错误1条、提示2条"
