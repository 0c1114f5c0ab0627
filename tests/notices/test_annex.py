from __future__ import annotations

import pytest

from officekit.notices.annex import WIDTH, responsibility_annex
from tests.notices.matrices import matrix, row, with_own


def test_sections_are_merged_and_empty_columns_left_out() -> None:
    table = responsibility_annex(
        matrix(
            row(
                "T001", number="1", section="一、兴业", title="甲", measures="子。", lead="区科技局"
            ),
            row(
                "T002", number="2", section="一、兴业", title="乙", measures="丑。", lead="区财政局"
            ),
            row("T002-1", number="2-1", section="一、兴业", title="乙一", measures="寅。"),
            row("T003", number="3", section="二、惠民", title="丙", measures="卯。"),
        ),
        "青禾区责任清单",
    )
    assert table.title == "青禾区责任清单"
    assert table.headings == ("序号", "板块", "重点任务", "主要举措", "牵头单位")
    assert table.rows == (
        ("1", "一、兴业", "甲", "子。", "区科技局"),
        ("2", None, "乙", "丑。", "区财政局"),
        ("2-1", None, "乙一", "寅。", ""),
        ("3", "二、惠民", "丙", "卯。", ""),
    )


def test_a_subsection_of_another_section_begins_a_cell_of_its_own() -> None:
    table = responsibility_annex(
        matrix(
            row("T001", number="1", section="一、兴业", subsection="（一）总体", title="甲"),
            row("T002", number="2", section="一、兴业", subsection="（一）总体", title="乙"),
            row("T003", number="3", section="二、惠民", subsection="（一）总体", title="丙"),
        ),
        "清单",
    )
    assert [line[1:3] for line in table.rows] == [
        ("一、兴业", "（一）总体"),
        (None, None),
        ("二、惠民", "（一）总体"),
    ]


def test_every_column_that_is_filled_is_there() -> None:
    table = responsibility_annex(
        matrix(
            with_own(
                row(
                    number="1",
                    section="一、兴业",
                    subsection="（一）工业",
                    title="甲",
                    measures="子。",
                    targets="企业达到5家",
                    lead="区科技局",
                    support="区财政局",
                    leader="张某",
                    person="李某",
                    deadline="6月底前",
                    year="2026",
                    remarks="待定",
                ),
                "资金来源",
                "区级",
            )
        ),
        "清单",
    )
    assert table.rows == (
        (
            *("1", "一、兴业", "（一）工业", "甲", "子。\n量化目标：企业达到5家。", "区科技局"),
            *("区财政局", "张某", "李某", "6月底前", "2026", "区级", "待定"),
        ),
    )
    assert sum(table.widths) == pytest.approx(WIDTH)
    assert table.widths[4] >= 59


@pytest.mark.parametrize("columns", [{}, {"lead": "甲局"}, {"lead": "甲局", "support": "乙局"}])
def test_widths_fill_the_type_area(columns: dict[str, str]) -> None:
    table = responsibility_annex(matrix(row(number="1", title="甲", **columns)), "清单")
    assert len(table.widths) == len(table.headings)
    assert sum(table.widths) == pytest.approx(WIDTH)
    assert min(table.widths) > 0
