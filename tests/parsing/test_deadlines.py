"""Deadlines in prose and in table cells."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.model.plan import Deadline
from officekit.parsing.deadlines import deadline_of_cell, find_deadline
from tests.watchdog import ends

# The plan is of 2023.
PROSE = """
| text | deadline | date |
|------|----------|------|
| 2023年年底前完成改造。 | 2023年年底前 | 2023-12-31 |
| 2023年底前完成改造。 | 2023年底前 | 2023-12-31 |
| 争取2023年年内获批。 | 2023年年内 | 2023-12-31 |
| 2023年内完成改造。 | 2023年内 | 2023-12-31 |
| 力争年内新增5家。 | 2023年年内 | 2023-12-31 |
| 年底前完成改造。 | 2023年年底前 | 2023-12-31 |
| 今年年底前完成改造。 | 2023年年底前 | 2023-12-31 |
| 2023年6月底前完成改造。 | 2023年6月底前 | 2023-06-30 |
| 6月底前完成改造。 | 2023年6月底前 | 2023-06-30 |
| 9月1日前开学。 | 2023年9月1日前 | 2023-09-01 |
| 2024年2月底前完成改造。 | 2024年2月底前 | 2024-02-29 |
| 2023年一季度完成改造。 | 2023年一季度 | 2023-03-31 |
| 2023年第三季度完成改造。 | 2023年第三季度 | 2023-09-30 |
| 2023年上半年完成改造。 | 2023年上半年 | 2023-06-30 |
| 到2025年，全区达到5家。 | 2025年 | 2025-12-31 |
| 到 2025 年，全区达到5家。 | 2025年 | 2025-12-31 |
| 到２０２５年底，全区达到5家。 | 2025年底 | 2025-12-31 |
| 到2025年年末，全区达到5家。 | 2025年年末 | 2025-12-31 |
| 2025年，城镇化率达到60%。 | 2025年 | 2025-12-31 |
| 2025年城镇化率达到60%。 | 2025年 | 2025-12-31 |
| 确保2023年开工建设。 | 2023年 | 2023-12-31 |
| 2023—2025年，每年培育5家。 | 2023—2025年 | 2025-12-31 |
| 2025年前建成投用3处。 | 2025年前 | 2025-12-31 |
| 三年内建成投用。 | 三年内 | 2025-12-31 |
| 2年内建成投用。 | 2年内 | 2024-12-31 |
| 信息公开后30天内办结。 | 公开后30天内 | |
| 2023年6月底前开工，2024年底前完工。 | 2024年底前 | 2024-12-31 |
| 2024年底前完工，2023年6月底前开工。 | 2024年底前 | 2024-12-31 |
| 2025年底前建成，到2025年，达到5家。 | 2025年底前 | 2025-12-31 |
| 2024年3月底前完成设计，12月底前完工。 | 2024年12月底前 | 2024-12-31 |
| 以2020年为基数，到2025年下降10%。 | 2025年 | 2025-12-31 |
| 2023年2月30日前完成。 | 2023年2月30日前 | |
| 2023年13月底前完成。 | 2023年13月底前 | |
"""

CELLS = """
| cell | deadline | date |
|------|----------|------|
| 长期 | 长期 | |
| 持续推进 | 持续推进 | |
| 每季度 | 每季度 | |
| 常年 | 常年 | |
| 2023年底 | 2023年底 | 2023-12-31 |
| 12月底 | 2023年12月底 | 2023-12-31 |
| 6月底前 | 2023年6月底前 | 2023-06-30 |
| 年底前 | 2023年年底前 | 2023-12-31 |
| 二季度 | 2023年二季度 | 2023-06-30 |
| 2023年1月-6月 | 2023年1月-6月 | 2023-06-30 |
| 2023.10 | 2023.10 | 2023-10-31 |
| 2023/6/30 | 2023/6/30 | 2023-06-30 |
| 2023-11-30 00:00:00 | 2023-11-30 00:00:00 | 2023-11-30 |
| 2025年（长期坚持） | 2025年（长期坚持） | 2025-12-31 |
| 2023年2月30日 | 2023年2月30日 | |
"""


def _cases(table: str) -> list[tuple[str, Deadline]]:
    lines = table.strip().splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [
        (text, Deadline(deadline, date.fromisoformat(day) if day else None))
        for text, deadline, day in rows
    ]


@pytest.mark.parametrize(("text", "expected"), _cases(PROSE))
def test_it_reads_a_date_in_prose(text: str, expected: Deadline) -> None:
    assert find_deadline(text, year=2023) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(CELLS))
def test_it_reads_a_table_cell(text: str, expected: Deadline) -> None:
    assert deadline_of_cell(text, year=2023) == expected


@pytest.mark.parametrize("text", ["", "  ", "无", "-", "—", "——", "/"])
def test_an_empty_cell_sets_no_deadline(text: str) -> None:
    assert deadline_of_cell(text, year=2023) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("年内完成。", "年内"),
        ("6月底前完成。", "6月底前"),
        ("三年内建成。", "三年内"),
        ("今年年底前完成。", "今年年底前"),
    ],
)
def test_without_any_year_the_text_is_kept_and_the_date_is_open(text: str, words: str) -> None:
    assert find_deadline(text) == Deadline(words)


def test_a_date_inherits_the_year_that_stands_before_it() -> None:
    found = find_deadline("2021年3月底前完成设计，12月底前完工。")
    assert found == Deadline("2021年12月底前", date(2021, 12, 31))


@pytest.mark.parametrize("year", [None, 2023])
@pytest.mark.parametrize(
    "text",
    [
        "持续推进老旧小区改造，每季度调度。",
        "化肥施用量较2020年减少6%。",
        "排放量与2020年相比下降。",
        "推进2020年前建成的老旧小区改造。",
        "力争改造2000年前建成，设施老化的住宅。",
        "落实云政办字〔2022〕18号文件。",
        "承办2023年全区文旅发展大会。",
        "编制《空间规划（2021-2035年）》。",
        "申报项目库（2023-2027年）。",
        "落实支持沿河25县政策。",
        "本办法自2023年1月1日起施行。",
        "纳入省2023年度示范项目名单。",
        "每年年底前开展考核。",
        "加强中青年内部培训。",
        "近年内涝治理成效明显。",
        "",
    ],
)
def test_base_years_and_names_set_no_deadline(text: str, year: int | None) -> None:
    assert find_deadline(text, year=year) is None


@given(st.text(alphabet="到至今本年月日底末前内第一二季度上半0123459-—./， ", max_size=40))
def test_any_text_gives_a_deadline_with_words_or_none(text: str) -> None:
    for found in (find_deadline(text, year=2023), deadline_of_cell(text, year=2023)):
        assert found is None or found.text


@pytest.mark.parametrize(
    "unit", ["9", "年", "到", "2025年", "12月", "2025-", "1.", "（", "“", " ", "后1"]
)
def test_a_hostile_text_comes_to_an_end(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    with ends():
        find_deadline(text, year=2023)
        deadline_of_cell(text, year=2023)
