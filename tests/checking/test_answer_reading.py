"""Reading percentages, dates, statuses and characters of answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.checking.answer_characters import UNSEEN, cleaned
from officekit.checking.answer_dates import date_of_serial, last_day
from officekit.checking.answer_formulas import dangerous_part, other_file
from officekit.checking.answer_percent import percent_of
from officekit.checking.answer_words import is_placeholder, status_of
from officekit.model.schema import Status
from officekit.model.submission import Answer


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        *(("75%", "75%"), ("75", "75%"), ("0.75", "75%"), ("７５％", "75%"), (" 75 ％", "75%")),
        *(("百分之八", "8%"), ("百分之二十", "20%"), ("百分之一百", "100%"), ("0", "0%")),
        *(("1", None), ("约75%", None), ("七成", None), ("7500%", None), ("120%", None)),
        *(
            ("-1", None),
            ("", None),
            ("百分之一百二十", None),
            ("1,200%", None),
            ("99.95", "99.95%"),
        ),
    ],
)
def test_a_percentage_is_read_where_it_is_certain(text: str, percent: str | None) -> None:
    assert percent_of(Answer(text, 4, 10)) == percent


@pytest.mark.parametrize(
    ("number", "shown", "percent"),
    [
        *((0.75, True, "75%"), (0.75, False, "75%"), (1.0, True, "100%"), (1.0, False, None)),
        *((75.0, True, "75%"), (1.2, True, None), (1.2, False, None), (0.0, False, "0%")),
        *((1 / 3, True, "33.3333%"), (100.0, False, "100%"), (7500.0, True, None)),
        *((float("nan"), True, None), (float("inf"), True, None), (-0.5, True, None)),
    ],
)
def test_a_stored_number_is_read_where_it_is_certain(
    number: float, shown: bool, percent: str | None
) -> None:
    answer = Answer(str(number), 4, 10, number=number)
    assert percent_of(answer, shown_as_percent=shown) == percent


@given(st.integers(0, 100))
def test_every_whole_percentage_is_read_as_it_stands(value: int) -> None:
    assert percent_of(Answer(f"{value}%", 4, 10)) == f"{value}%"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年12月底前", date(2023, 12, 31)),
        ("2023年2月", date(2023, 2, 28)),
        ("2023.6.30", date(2023, 6, 30)),
        ("2023-06-30", date(2023, 6, 30)),
        ("6月底", date(2025, 6, 30)),
        ("第三季度", date(2025, 9, 30)),
        ("2023年上半年", date(2023, 6, 30)),
        ("年底前完成", date(2025, 12, 31)),
        ("全年", date(2025, 12, 31)),
        ("长期坚持", None),
        ("2023年3月—10月", None),
        ("2023年6月31日", None),
        ("12", None),
    ],
)
def test_the_last_day_of_a_deadline_is_known(text: str, day: date | None) -> None:
    assert last_day(text, 2025) == day


def test_a_deadline_without_a_year_has_no_day_where_none_is_given() -> None:
    assert last_day("6月底") is None


def test_a_serial_number_is_a_date_of_its_calendar() -> None:
    assert date_of_serial(45838) == date(2025, 6, 30)
    assert date_of_serial(44376, since_1904=True) == date(2025, 6, 30)
    assert date_of_serial(75) is None
    assert date_of_serial(45838.5) is None


def test_a_status_is_known_in_its_spellings() -> None:
    assert status_of("已完成") is Status.DONE
    assert status_of(" 正在推进中 ") is Status.UNDER_WAY
    assert status_of("（未开始）") is Status.NOT_STARTED
    assert status_of("进度滞后") is Status.DELAYED
    assert status_of("基本完成") is None


def test_words_for_nothing_are_known() -> None:
    assert all(is_placeholder(text) for text in ("", " ", "无", "／", "－", "n/a", "(同上)", "……"))
    assert not any(is_placeholder(text) for text in ("无人机巡查12次", "略有进展", "0"))


@given(st.text())
def test_cleaned_text_is_clean_and_cleaning_again_changes_nothing(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


def test_what_separates_stays_a_separator() -> None:
    assert cleaned("一\r\n二\u2028三\xa0四\t五\u200b六\u0000") == "一\n二\n三 四 五六"
    assert UNSEEN.search("一\n二　三 四") is None


def test_formulas_that_leave_the_workbook_are_known() -> None:
    assert other_file("'C:\\台账\\[a.xlsx]汇总'!A1")
    assert not other_file("SUM(表1[完成率])")
    assert dangerous_part('=hyperlink("x")') == "HYPERLINK"
    assert dangerous_part("cmd|'/c calc'!A0") == "DDE"
    assert dangerous_part('IF(A1="a|b",1,2)') == ""
