from __future__ import annotations

import pytest

from officekit.model.period import Period


@pytest.mark.parametrize(
    ("written", "text", "length"),
    [
        ("2023年9月", "2023年9月", 1),
        ("２０２３年０９月份", "2023年9月", 1),
        ("2023.9", "2023年9月", 1),
        ("2023-12", "2023年12月", 1),
        ("2023年第三季度", "2023年第3季度", 3),
        ("2023年3季度", "2023年第3季度", 3),
        ("2023年下半年", "2023年下半年", 6),
        (" 2023 年度 ", "2023年", 12),
        ("202309", "2023年9月", 1),
        ("202312", "2023年12月", 1),
        ("23年9月", "2023年9月", 1),
        ("２３年０９月份", "2023年9月", 1),
        ("2023年九月", "2023年9月", 1),
        ("2023年十月", "2023年10月", 1),
        ("2023年十二月份", "2023年12月", 1),
        ("2023Q3", "2023年第3季度", 3),
        ("2023年三季度", "2023年第3季度", 3),
        ("23年第三季度", "2023年第3季度", 3),
        ("23年上半年", "2023年上半年", 6),
        ("23年", "2023年", 12),
    ],
)
def test_spellings_of_a_period_are_one(written: str, text: str, length: int) -> None:
    period = Period.parse(written)
    assert (period.text, period.length, period.year) == (text, length, 2023)


@pytest.mark.parametrize(
    "written",
    ["第3期", "2023年13月", "近期", "", "202313", "202300", "1999年9月", "2309", "2023Q5", "23.9"],
)
def test_what_is_no_month_stays_as_it_is_written(written: str) -> None:
    period = Period.parse(written)
    assert (period.text, period.first, period.length, period.year) == (written, None, None, None)


def test_a_later_period_follows() -> None:
    august, september = Period.parse("2023年8月"), Period.parse("2023年9月")
    assert september.follows(august)
    assert not august.follows(september)
    assert not september.follows(Period.parse("第3期"))
    assert Period.parse("2024年1月").follows(Period.parse("2023年12月"))
    assert Period.parse("2023年第3季度").follows(august)
