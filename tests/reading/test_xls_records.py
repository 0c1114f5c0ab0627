from __future__ import annotations

import random
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from officekit.config import RETURN_LIMITS, Config
from officekit.model.incoming import Incoming
from officekit.model.returned import DataRule, Note, Refusal, ReturnedFile
from officekit.reading.returned import read_returned
from officekit.reading.xls_records import TooManyRecordsError
from officekit.reading.xls_told import tell
from tests.clerk import Step, at_work
from tests.reading.xls_streams import (
    END,
    EXPONENT,
    HIDING,
    OWN_PERCENT,
    PERCENT,
    STRUCK,
    TEXT,
    TINY,
    WHITE,
    begin,
    formula,
    long,
    looks,
    number,
    object_,
    record,
    short,
    text_of_object,
    told,
    told_book,
    with_values,
    words,
    workbook,
)

DIVISION_BY_ZERO = b"\x02\x00\x07\x00\x00\x00\xff\xff"
NOTE, TEXT_BOX, PICTURE = 0x19, 0x06, 0x08
ONE_SHEET = record(0x0017, words(1, 0, 0, 0))
THIS_BOOK = record(0x01AE, words(1, 0x0401)) + ONE_SHEET


def ref(row: int, column: int) -> bytes:
    """Token of a cell; rows and columns count from 0."""
    return b"\x44" + words(row, column | 0xC000)


def text(value: str) -> bytes:
    """Token of a text."""
    return b"\x17" + short(value)


def shown(tokens: bytes, *around: bytes) -> str:
    """The text of a formula in A1."""
    return told(formula(0, 0, tokens), around=b"".join(around)).formulas[1, 1]


def test_error_values_are_cells_with_the_text_that_they_show() -> None:
    sheet = with_values(
        {1: {1: "完成率", 3: "甲"}},
        formula(0, 1, b"\x1e\x01\x00", DIVISION_BY_ZERO),
        record(0x0205, words(4, 0, 0) + b"\x2a\x01"),
        record(0x0205, words(5, 0, 0) + b"\x01\x00"),
    )
    assert sheet.rows == {1: {1: "完成率", 2: "#DIV/0!", 3: "甲"}, 5: {1: "#N/A"}}
    assert sheet.errors == {(1, 2), (5, 1)}
    assert sheet.formulas == {(1, 2): "1"}


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (b"\x1e\x03\x00\x1e\x05\x00\x06", "3/5"),
        (b"\x1f" + struct.pack("<d", 0.75) + b"\x14", "0.75%"),
        (ref(0, 1) + b"\x13" + text('甲"乙') + b"\x08", '-B1&"甲""乙"'),
        (b"\x45" + words(3, 7, 0, 0) + b"\x19\x10\x00\x00", "SUM($A$4:$A$8)"),
        (ref(0, 1) + b"\x1e\x02\x00\x41\x1b\x00", "ROUND(B1,2)"),
        (b"\x1d\x01" + text("是") + text("否") + b"\x42\x03\x01\x00", 'IF(TRUE,"是","否")'),
        (text("http://x.invalid") + b"\x42\x01\x67\x01", 'HYPERLINK("http://x.invalid")'),
        (b"\x1e\x01\x00\x15\x16\x1c\x2a\x42\x03\x65\x00", "HLOOKUP((1),,#N/A)"),
        (b"\x2a\0\0\0\0", "#REF!"),
        (ref(0, 1) + b"\x42\x01\xfe\x01", "…(B1)"),
        (b"\x41\xfe\x01", "…"),
        (b"\x03", "…"),
        (b"\x18\x02", "…"),
        (b"\x17\xff\x00a", "…"),
        (ref(0, 1) * 2, "…"),
        ((b"\x15" * 20_000).join([ref(0, 1), b""]), "…"),
    ],
)
def test_formulas_are_told_as_excel_shows_them(tokens: bytes, expected: str) -> None:
    assert shown(tokens) == expected


def test_a_formula_of_several_cells_counts_from_each_of_them() -> None:
    one = b"\x01" + words(1, 1)
    near = b"\x4c" + words(0, 0xC0FF) + b"\x1e\x02\x00\x05"
    shared = record(0x04BC, words(1, 2) + b"\x01\x01\x00\x02" + words(len(near)) + near)
    sheet = told(formula(1, 1, one), shared, formula(2, 1, one), formula(9, 9, b"\x01\x09\0\x09\0"))
    assert sheet.formulas == {(2, 2): "A2*2", (3, 2): "A3*2", (10, 10): "…"}


def test_an_array_formula_is_told() -> None:
    tokens = ref(0, 1)
    array = record(0x0221, words(0, 0) + bytes(8) + words(len(tokens)) + tokens)
    assert told(formula(0, 0, b"\x01\0\0\0\0"), array).formulas == {(1, 1): "B1"}


def test_another_sheet_is_named_in_a_formula() -> None:
    tokens = b"\x5a" + words(0, 2, 0xC001)
    assert shown(tokens, THIS_BOOK) == "表1!B3"


def test_a_formula_that_reads_another_workbook_names_it() -> None:
    path = "\x01\x01D工作\x03台账.xlsx"
    other = record(0x01AE, words(1, len(path)) + long(path)[2:] + long("汇 总"))
    tokens = b"\x5a" + words(0, 2, 0xC001)
    stream = workbook([formula(0, 0, tokens)], other, ONE_SHEET)
    facts, (sheet,) = told_book(stream)
    assert sheet.formulas == {(1, 1): "'[台账.xlsx]汇 总'!B3"}
    assert facts["external"] == ["外部链接“台账.xlsx”"]


def test_a_link_to_another_program_is_told_as_such() -> None:
    path = "cmd\x03/c calc"
    program = record(0x01AE, words(0, len(path)) + long(path)[2:])
    item = record(0x0023, bytes(6) + short("甲"))
    stream = workbook([formula(0, 0, b"\x59" + words(0, 1, 0))], program, item, ONE_SHEET)
    facts, (sheet,) = told_book(stream)
    assert sheet.formulas == {(1, 1): 'DDE("cmd","/c calc","甲")'}
    assert facts["external"] == ["其他程序的链接“cmd|/c calc”"]


def test_a_function_newer_than_the_format_has_its_plain_name() -> None:
    add_ins = record(0x01AE, words(1, 0x3A01))
    name = record(0x0023, bytes(6) + short("_xlfn.WEBSERVICE"))
    tokens = b"\x59" + words(0, 1, 0) + text("http://x.invalid") + b"\x42\x02\xff\x00"
    assert shown(tokens, add_ins, name, ONE_SHEET) == 'WEBSERVICE("http://x.invalid")'


def test_defined_names_of_the_workbook_are_told() -> None:
    def name(called: str, tokens: bytes, *, flags: int = 0, sheet: int = 0) -> bytes:
        head = words(flags) + bytes([0, len(called)]) + words(len(tokens), 0, sheet) + bytes(4)
        return record(0x0018, head + long(called)[2:] + tokens)

    facts, _ = told_book(
        workbook(
            [b""],
            name("officekit_unit", text("青禾区水务局")),
            name("本表", text("甲"), sheet=1),
            name("\x06", text("甲"), flags=0x20),
            name("officekit_version", b"\x1e\x02\x00"),
        )
    )
    assert facts["names"] == {"officekit_unit": '"青禾区水务局"', "officekit_version": "2"}


def test_comments_have_their_text_and_author() -> None:
    sheet = told(
        object_(NOTE, 7),
        text_of_object("请领导", "审阅\r三公里"),
        record(0x001C, words(3, 9, 0, 7) + long("周一帆")),
        record(0x001C, words(4, 9, 0, 8) + long(" ")),
    )
    assert sheet.notes == (Note((4, 10), "请领导审阅\n三公里", "周一帆"), Note((5, 10), "", ""))
    assert sheet.shapes == ()


def test_text_boxes_and_pictures_are_told() -> None:
    sheet = told(
        object_(TEXT_BOX, 1),
        text_of_object("现场已经开工 "),
        object_(PICTURE, 2),
        object_(TEXT_BOX, 3),
    )
    assert (sheet.shapes, sheet.pictures, sheet.notes) == (("现场已经开工",), 1, ())


def test_looks_of_cells_are_told() -> None:
    styles = (PERCENT, TEXT, EXPONENT, STRUCK, WHITE, TINY, OWN_PERCENT, HIDING)
    sheet = told(
        *(number(i, 0, style) for i, style in enumerate(styles, 1)),
        record(0x00FD, words(20, 0, EXPONENT) + bytes(4)),
        record(0x00BD, words(21, 2, 0) + bytes(4) + words(PERCENT) + bytes(4) + words(3)),
        number(22, 0, 500),
        around=looks(),
    )
    assert sheet.percent == {(2, 1), (8, 1), (22, 4)}
    assert sheet.text_format == {(3, 1)}
    assert sheet.scientific == {(4, 1)}
    assert sheet.struck == {(5, 1)}
    assert sheet.invisible == {(6, 1), (7, 1), (9, 1)}


def test_protection_is_told_and_so_is_its_absence() -> None:
    assert told().protected is False
    locked = told(record(0x0012, words(1)), record(0x0013, words(0xCBEB)))
    assert (locked.protected, locked.protection_hash) == (True, "CBEB")


def test_validations_are_told() -> None:
    def rule(kind: int, tokens: bytes) -> bytes:
        hints = long("\0") * 4
        areas = words(2, 3, 7, 7, 7, 9, 18, 7, 7)
        return record(
            0x01BE,
            struct.pack("<I", kind) + hints + words(len(tokens), 0) + tokens + words(0, 0) + areas,
        )

    covered = ((4, 8, 8, 8), (10, 8, 19, 8))
    assert told(rule(3, text("推进中\0滞后")), rule(6, b"\x1e\x88\x13")).rules == (
        DataRule("list", covered, '"推进中,滞后"'),
        DataRule("textLength", covered, "5000"),
    )


def test_hidden_and_grouped_rows_and_hidden_columns_are_told() -> None:
    def row(place: int, flags: int, height: int = 300) -> bytes:
        return record(0x0208, words(place, 0, 9, height, 0, 0, flags, 0))

    sheet = told(
        row(3, 0x20),
        row(4, 0x01),
        row(5, 0, 0),
        row(6, 0x140),
        record(0x007D, words(13, 13, 2000, 0, 1, 0)),
        record(0x007D, words(255, 256, 0, 0, 0, 0)),
        record(0x007D, words(0, 3, 2000, 0, 0, 0)),
    )
    assert sheet.hidden_rows == {4, 6}
    assert sheet.grouped_rows == {5}
    assert sheet.hidden_columns == ((14, 14), (256, 256))


def test_a_filter_with_criteria_is_told_and_its_buttons_are_not() -> None:
    assert told(record(0x009E, bytes(24))).filtered
    assert not told(record(0x009D, words(5))).filtered


def test_areas_with_conditional_formats_are_counted_once() -> None:
    one = record(0x01B0, bytes(12) + words(1, 3, 7, 7, 7))
    two = record(0x01B0, bytes(12) + words(2, 3, 7, 7, 7, 3, 7, 8, 8))
    assert told(one, two).conditional_formats == 2


def test_charts_inside_a_sheet_are_left_out() -> None:
    chart = begin(0x0020) + number(5, 0, PERCENT) + record(0x0012, words(1)) + END
    sheet = told(number(0, 0, PERCENT), chart, number(1, 0, PERCENT), around=looks())
    assert sheet.percent == {(1, 1), (2, 1)}
    assert sheet.protected is False


def test_only_worksheets_are_read_and_macro_sheets_are_macros() -> None:
    protection = record(0x0012, words(1))
    stream = workbook([protection, protection], record(0x0022, words(1)), kinds=(1, 0))
    facts, (macros, sheet) = told_book(stream)
    assert (facts["macros"], facts["date1904"]) == (True, True)
    assert (macros.protected, sheet.protected) == (None, True)


def test_nothing_is_told_of_older_formats() -> None:
    assert tell(workbook([record(0x0012, words(1))], version=0x0500), 100) == ({}, [])


def test_what_many_sheets_point_to_counts_for_each_of_them() -> None:
    body = begin(0x0010) + number(0, 0) * 50 + END
    listed = [record(0x0085, struct.pack("<IBB", 0, 0, 0) + short("表")) for _ in range(50)]
    head = len(begin(5)) + len(b"".join(listed)) + len(END)
    listed = [record(0x0085, struct.pack("<IBB", head, 0, 0) + short("表")) for _ in range(50)]
    stream = begin(5) + b"".join(listed) + END + body
    assert len(tell(stream, 2_652)[1]) == 50
    with pytest.raises(TooManyRecordsError):
        tell(stream, 2_651)


def full() -> bytes:
    """A stream with a record of every kind that is read."""
    near = b"\x4c" + words(0, 0xC0FF)
    return workbook(
        [
            number(0, 0, PERCENT)
            + formula(0, 1, b"\x42\x01\x67\x01", DIVISION_BY_ZERO)
            + formula(1, 1, b"\x01" + words(1, 1))
            + record(0x04BC, words(1, 2) + b"\x01\x01\x00\x02" + words(len(near)) + near)
            + formula(3, 3, b"\x5a" + words(0, 2, 0xC001))
            + formula(4, 3, b"\x59" + words(1, 1, 0))
            + record(0x00BD, words(21, 2, 0) + bytes(4) + words(PERCENT) + bytes(4) + words(3))
            + record(0x0205, words(4, 0, 0) + b"\x2a\x01")
            + object_(NOTE, 7)
            + text_of_object("请领导", "审阅")
            + record(0x001C, words(3, 9, 0, 7) + long("周一帆"))
            + record(0x01B0, bytes(12) + words(1, 3, 7, 7, 7))
            + record(0x007D, words(13, 13, 2000, 0, 1, 0))
        ],
        looks(),
        record(0x0092, words(2) + bytes(8)),
        record(0x01AE, words(1, 0x0401)),
        record(0x01AE, words(0, 5) + long("a\x03b c")[2:]),
        record(0x0023, bytes(6) + short("甲")),
        record(0x0017, words(2, 0, 0, 0, 1, 0, 0)),
    )


def test_a_stream_that_ends_anywhere_tells_what_stands_before() -> None:
    stream = full()
    whole, _ = told_book(stream)
    for end in range(len(stream)):
        told_book(stream[:end])
    assert whole["external"] == ["其他程序的链接“a|b c”"]


def test_changed_bytes_never_raise_anything_else() -> None:
    stream, dice = full(), random.Random(20250920)  # noqa: S311 - no secret
    for _ in range(1_500):
        changed = bytearray(stream)
        for _ in range(dice.randint(1, 12)):
            changed[dice.randrange(len(changed))] = dice.choice((0, 1, 0x3C, 0x7F, 0x80, 0xFF))
        try:
            told_book(bytes(changed), most=2_000)
        except TooManyRecordsError:
            continue


def read(path: Path) -> ReturnedFile:
    return read_returned(Incoming(path, path.name), Config(limits=RETURN_LIMITS))


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_read_whole(tmp_path: Path) -> None:
    start, path = tmp_path / "空.csv", tmp_path / "报送.xls"
    start.write_text("1,2\n", encoding="ascii")
    sheet = "空"
    steps: list[Step] = [
        {"do": "open", "path": str(start)},
        {"do": "fill", "sheet": sheet, "cells": {"A2": "1", "B2": "甲", "C2": "=1/0"}},
        {"do": "type", "sheet": sheet, "cell": "C3", "text": "=SUM(A2:A2)*2"},
        {"do": "format", "sheet": sheet, "cells": "D2", "code": "0.0%"},
        {"do": "number", "sheet": sheet, "cell": "D2", "value": 0.75},
        {"do": "note", "sheet": sheet, "cell": "B2", "text": "请领导审阅\n尽快"},
        {"do": "text_box", "sheet": sheet, "text": "现场已经开工"},
        {"do": "font", "sheet": sheet, "cells": "B2", "name": "CharStrikeout", "value": 1},
        {"do": "validation_list", "sheet": sheet, "cells": "E2:E4", "entries": '"正常";"滞后"'},
        {"do": "hide_rows", "sheet": sheet, "first": 3, "last": 3},
        {"do": "show_columns", "sheet": sheet, "first": 5, "last": 5, "visible": False},
        {"do": "protect", "sheet": sheet, "password": "qinghe"},
        {"do": "save", "path": str(path)},
    ]
    at_work(steps)
    file = read(path)
    (page,) = file.sheets
    assert page.rows[2] == {1: 1, 2: "甲", 3: "#DIV/0!", 4: 0.75}
    assert page.rows[3] == {3: 2}
    assert page.formulas == {(2, 3): "1/0", (3, 3): "SUM(A2:A2)*2"}
    assert [*page.errors, *page.percent, *page.struck] == [(2, 3), (2, 4), (2, 2)]
    assert [(note.place, note.text) for note in page.notes] == [((2, 2), "请领导审阅\n尽快")]
    assert page.shapes == ("现场已经开工",)
    assert page.rules == (DataRule("list", ((2, 5, 4, 5),), '"正常,滞后"'),)
    assert page.hidden_rows == {4}
    assert page.hidden_columns == ((6, 6),)
    assert page.protected
    assert page.protection_hash


@pytest.mark.libreoffice
def test_more_records_than_the_limits_allow_are_refused(tmp_path: Path) -> None:
    start, path = tmp_path / "空.csv", tmp_path / "报送.xls"
    start.write_text("1,2\n", encoding="ascii")
    at_work([{"do": "open", "path": str(start)}, {"do": "save", "path": str(path)}])
    limits = replace(RETURN_LIMITS, cells=20, blank_cells=20)
    file = read_returned(Incoming(path, path.name), Config(limits=limits))
    assert file.facts.refusal is Refusal.TOO_MUCH
