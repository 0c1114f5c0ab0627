import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.model.numbering import Level, chinese_numeral, numeral_value, outline_number


@given(st.integers(min_value=0, max_value=9999))
def test_chinese_numerals_go_there_and_back(value: int) -> None:
    assert numeral_value(chinese_numeral(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十", 20), ("一百零五", 105), ("２３", 23), ("二〇二三", 2023), ("甲", None)],
)
def test_it_knows_the_value_of_a_numeral(text: str, value: int | None) -> None:
    assert numeral_value(text) == value


@pytest.mark.parametrize(
    ("text", "level", "printed", "rest"),
    [
        ("一、总体要求", Level.SECTION, "一", "总体要求"),
        ("（十二）加强培训。", Level.SUBSECTION, "十二", "加强培训。"),
        ("(三) 加强培训", Level.SUBSECTION, "三", "加强培训"),
        ("13.建设平台。", Level.ITEM, "13", "建设平台。"),
        ("28．建设平台。", Level.ITEM, "28", "建设平台。"),
        ("7、建设平台。", Level.ITEM, "7", "建设平台。"),
        ("01. 建设平台", Level.ITEM, "01", "建设平台"),
        ("（2）分项", Level.SUBITEM, "2", "分项"),
        ("③分项", Level.CIRCLED, "③", "分项"),
        ("第一条 为了", Level.ARTICLE, "一", "为了"),
        ("第二部分 重点任务", Level.CHAPTER, "二", "重点任务"),
    ],
)
def test_it_reads_the_number_at_the_beginning(
    text: str, level: Level, printed: str, rest: str
) -> None:
    number = outline_number(text)
    assert number is not None
    assert (number.level, number.printed, text[number.end :]) == (level, printed, rest)


@pytest.mark.parametrize(
    "text",
    [
        "5.3亿美元",
        "2023年是关键之年",
        "一是加强领导",
        "（区发展改革局负责）",
        "(2023-2025年)",
        "",
        "0.5",
    ],
)
def test_it_takes_nothing_else_for_a_number(text: str) -> None:
    assert outline_number(text) is None
