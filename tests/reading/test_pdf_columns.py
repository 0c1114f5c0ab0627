from __future__ import annotations

from dataclasses import dataclass

from officekit.reading.pdf_columns import in_columns

SIZE = 10.0
RIGHT_COLUMN = 240.0


@dataclass(frozen=True)
class Char:
    text: str
    x: float
    right: float
    size: float


def chars(text: str, left: float) -> list[Char]:
    return [Char(char, left + n * SIZE, left + (n + 1) * SIZE, SIZE) for n, char in enumerate(text)]


def texts(bands: list[list[list[Char]]]) -> list[list[str]]:
    return [["".join(char.text for char in row) for row in band] for band in bands]


def test_two_columns_are_read_one_after_the_other() -> None:
    title = chars("云泽市绿色发展三年行动计划及其重点任务清单", 120)
    left, right = (
        "推进工业园区绿色改造支持企业开展技术攻关",
        "完善城乡供水一体化管网提升水资源利用效率",
    )
    rows = [title] + [chars(left, 0) + chars(right, RIGHT_COLUMN) for _ in range(8)]
    assert texts(in_columns(rows)) == [
        ["云泽市绿色发展三年行动计划及其重点任务清单"],
        [left] * 8,
        [right] * 8,
    ]


def test_the_columns_of_a_table_stay_in_their_rows() -> None:
    rows = [
        chars("推进工业园区绿色改造支持企业开展技术攻关", 0) + chars("市科技局", RIGHT_COLUMN)
        for _ in range(12)
    ]
    rows[0] += chars("（本列填写全部责任单位）", RIGHT_COLUMN + 60)
    assert in_columns(rows) == [rows]


def test_lines_over_the_whole_width_are_one_piece() -> None:
    rows = [chars("推进工业园区绿色改造" * 4, 0) for _ in range(12)]
    assert in_columns(rows) == [rows]


def test_a_page_without_text_has_no_rows() -> None:
    assert in_columns([]) == [[]]
