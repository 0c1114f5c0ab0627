from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officekit.model.packet import Packet
from officekit.model.period import Period
from officekit.writing import packet_file_name, packet_file_names
from tests.writing.packets import packet

TAIL = "-2023年9月重点工作任务进展.xlsx"
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])")


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("临河县水务局", "临河县水务局"),
        ("县委宣传部/文明办", "县委宣传部／文明办"),
        ('a\\b:c*d?e"f<g>h|i', "a＼b：c＊d？e＂f＜g＞h｜i"),
        ("水务局\u202e\u200b\x07\n一科", "水务局 一科"),
        ("e\u0301", "é"),
        ("~$临河县水务局", "临河县水务局"),
        ("..\\..\\局", "＼..＼局"),
        ("水务局. . ", "水务局"),
        ("con", "_con"),
        ("COM1.局", "_COM1.局"),
        ("lpt³ .局", "_lpt³ .局"),
        ("console", "console"),
        ("", "未命名单位"),
        (" . ", "未命名单位"),
    ],
)
def test_a_unit_is_written_as_windows_allows_it(unit: str, name: str) -> None:
    assert packet_file_name(packet(unit=unit)) == name + TAIL


def test_a_later_version_says_so() -> None:
    assert packet_file_name(packet(version=2)) == (
        "临河县水务局-2023年9月重点工作任务进展（第2版）.xlsx"
    )


def test_a_long_unit_is_cut_and_period_and_version_stay() -> None:
    name = packet_file_name(packet(unit="局" * 200, version=12))
    tail = "-2023年9月重点工作任务进展（第12版）.xlsx"
    assert name.endswith(tail)
    assert len(name) <= 80
    assert name.startswith("局" * 40)
    assert packet_file_name(packet(unit="局" * 28)) == "局" * 28 + TAIL


def test_a_period_of_another_kind_is_cut_and_cleaned() -> None:
    period = Period.parse("第3期/" + "长" * 100)
    name = packet_file_name(packet(period=period))
    assert name.startswith("临河县水务局-第3期／长长")
    assert len(name) <= 80


def test_units_that_look_alike_to_windows_get_different_names() -> None:
    units = ["A局", "a局", "Ａ局", "A局\u200b", "A局（2）", "B局"]
    packets = [packet(unit=unit, id=f"{n:016x}") for n, unit in enumerate(units)]
    assert list(packet_file_names(packets).values()) == [
        *(f"A局{TAIL}", f"a局（2）{TAIL}", f"Ａ局（3）{TAIL}", f"A局（4）{TAIL}"),
        *(f"A局（2）（2）{TAIL}", f"B局{TAIL}"),
    ]


def test_long_units_that_differ_at_the_end_get_different_names() -> None:
    packets = [packet(unit="局" * 200 + end, id=end) for end in "甲乙"]
    names = packet_file_names(packets)
    assert names["甲"] != names["乙"]
    assert all(len(name) <= 80 for name in names.values())
    assert names["乙"].endswith(f"（2）{TAIL}")


@given(
    st.lists(st.text(max_size=120), max_size=6),
    st.text(max_size=60),
    st.integers(min_value=1, max_value=999),
)
def test_any_units_get_names_that_any_disk_takes(
    units: list[str], period: str, version: int
) -> None:
    packets: list[Packet] = [
        packet(unit=unit, id=str(n), period=Period(period), version=version)
        for n, unit in enumerate(units)
    ]
    names = packet_file_names(packets)
    assert list(names) == [sent.id for sent in packets]
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in names.values()}) == len(
        units
    )
    for name in names.values():
        assert name == unicodedata.normalize("NFC", name)
        assert len(name) <= 80
        assert len(name.encode()) <= 255
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e]', name)
        assert not name.startswith((".", "~$", " "))
        assert name.endswith(".xlsx")
        assert not RESERVED.fullmatch(name.split(".")[0].rstrip())
