"""What a return says of itself, from its three places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from officekit.exchange.submission_identity import read_identity
from officekit.model.packet import IDENTITY_KEYS
from officekit.model.returned import FileFacts, ReturnedFile, ReturnedSheet
from officekit.model.table import CellValue
from tests.exchange.returned_files import FileBuilder, packet_of

PACKET = packet_of()


def test_all_parts_are_told_by_all_places() -> None:
    identity = read_identity(FileBuilder.of(PACKET).build())
    assert identity.values == PACKET.identity()
    assert set(identity.sources) == set(IDENTITY_KEYS)
    assert identity.sources["unit"] == dict.fromkeys(("property", "sheet", "name"), PACKET.unit)
    assert identity.contradictions == ()


def test_the_property_goes_before_the_sheet_and_the_sheet_before_the_name() -> None:
    file = ReturnedFile(
        FileFacts(
            "x.xlsx",
            properties={"officekit.packet": "aa"},
            names={"officekit_packet": '="cc"', "officekit_unit": '="丙"'},
        ),
        (ReturnedSheet("_officekit", rows={1: {1: "packet", 2: "bb"}, 2: {1: "unit", 2: "乙"}}),),
    )
    identity = read_identity(file)
    assert identity.values == {"packet": "aa", "unit": "乙"}
    assert identity.sources["packet"] == {"property": "aa", "sheet": "bb", "name": "cc"}
    assert identity.contradictions == ("packet", "unit")


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("officekit_unit", '="临河县"'),
        ("officekit_unit", '"临河县"'),
        ("OFFICEKIT_UNIT", '= "临河县"'),
        ("责任清单!officekit_unit", 'of:="临河县"'),
        ("'责任清单 (2)'!officekit_unit", '="临河县 "'),
    ],
)
def test_names_are_read_in_all_spellings(name: str, formula: str) -> None:
    assert read_identity(ReturnedFile(FileFacts("x", names={name: formula})))["unit"] == "临河县"


@pytest.mark.parametrize("formula", ["=责任清单!$A$1", "#REF!", "", '=WEBSERVICE("x")', '="'])
def test_names_that_are_no_constant_tell_nothing(formula: str) -> None:
    file = ReturnedFile(FileFacts("x", names={"officekit_unit": formula}))
    assert read_identity(file).values == {}


def test_doubled_quotes_of_a_name_are_one() -> None:
    file = ReturnedFile(FileFacts("x", names={"officekit_unit": '="""两新""办"'}))
    assert read_identity(file)["unit"] == '"两新"办'


def test_the_hidden_sheet_is_read_whatever_its_case_and_spaces() -> None:
    lines: dict[int, dict[int, CellValue]] = {
        1: {1: " Packet ", 2: " a1 "},
        4: {1: "VERSION", 2: 2.0},
        5: {1: "row", 2: "T001"},
    }
    identity = read_identity(
        ReturnedFile(FileFacts("x"), (ReturnedSheet(" _OfficeKit ", rows=lines),))
    )
    assert identity.values == {"packet": "a1", "version": "2"}


def test_blank_and_foreign_properties_tell_nothing() -> None:
    facts = FileFacts("x", properties={"officekit.unit": " ", "officekit.other": "a", "unit": "b"})
    assert read_identity(ReturnedFile(facts)).values == {}


def test_a_copy_that_went_back_names_the_return_that_it_replaces() -> None:
    built = FileBuilder.of(PACKET).build()
    facts = replace(built.facts, properties={"officekit.reply_to": "0123456789abcdef"})
    assert read_identity(replace(built, facts=facts))["reply_to"] == "0123456789abcdef"
