from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from officekit.exchange.submission import understand
from officekit.model.document import SourceKind
from officekit.model.finding import Finding, Severity
from officekit.model.incoming import Incoming
from officekit.model.location import Location
from officekit.model.packet import REPLY_SHEET, Round
from officekit.model.returned import FileFacts, Refusal, ReturnedFile, ReturnedSheet, SheetState
from officekit.model.submission import Submission
from officekit.reading.returned import read_returned
from officekit.writing import packet_workbook_bytes, write_marked_return
from tests.clerk import at_work
from tests.writing.packets import LEAD_KEY, SUPPORT_KEY, UNIT, packet

RED, AMBER = "FFFFC7CE", "FFFFEB9C"
LIST = "责任清单"
Made = tuple[ReturnedFile, Submission]


def understood(path: Path) -> Made:
    sent = packet()
    file = read_returned(Incoming(path, "水务局.xlsx"))
    return file, understand(file, {sent.id: sent}, Round(1, "m1", sent.period, 1, (sent,)))


def found(severity: Severity, location: Location, *, code: str = "SB521") -> Finding:
    return Finding(code, severity, "完成率写成60。", "请写成60%。", location, None, "60%")


def problems(submission: Submission) -> list[Finding]:
    led, supported = submission.rows
    return [
        found(Severity.WARNING, submission.at(led, "progress")),
        found(Severity.ERROR, submission.at(led, "completion")),
        found(Severity.ERROR, submission.at(supported, "status")),
        found(Severity.WARNING, submission.at()),
        found(Severity.INFO, submission.at(led, "title")),
    ]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("收到") / "水务局.xlsx"
    path.write_bytes(packet_workbook_bytes(packet()))
    return path


@pytest.fixture(scope="module")
def marked(source: Path) -> Path:
    file, submission = understood(source)
    output = source.parent / "退回.xlsx"
    return write_marked_return(file, source, submission, problems(submission), output)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def rebuilt(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The workbook with changed parts, beside it."""
    parts = parts_of(path)
    change(parts)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    other = path.parent / f"改{len(list(path.parent.iterdir()))}.xlsx"
    other.write_bytes(buffer.getvalue())
    return other


# ------------------------------------------------------------------ their own workbook


def test_only_what_has_to_change_changes(source: Path, marked: Path) -> None:
    before, after = parts_of(source), parts_of(marked)
    assert set(after) - set(before) == {"xl/worksheets/sheet4.xml"}
    assert {name for name in before if before[name] != after[name]} == {
        *("[Content_Types].xml", "docProps/custom.xml", "xl/_rels/workbook.xml.rels"),
        *("xl/styles.xml", "xl/workbook.xml"),
        *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"),  # the list, the hidden sheet
    }


def test_cells_with_errors_are_red_and_those_with_warnings_amber(
    source: Path, marked: Path
) -> None:
    before, after = (openpyxl.load_workbook(path)[LIST] for path in (source, marked))
    fills = {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in after.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb in {RED, AMBER}
    }
    assert fills == {"J4": RED, "I5": RED, "K4": AMBER}
    for place in fills:
        old, new = before[place], after[place]
        assert (old.value, old.number_format, old.font.name, old.border.left.style) == (
            *(new.value, new.number_format, new.font.name, new.border.left.style),
        )
        assert not new.protection.locked
    assert after.protection.sheet
    conditions = [
        (set(str(area.sqref).split()), rule.priority)
        for area in after.conditional_formatting
        for rule in area.rules
    ]
    assert conditions[:2] == [({"J4", "I5"}, 1), ({"K4"}, 2)]
    assert min(priority for _, priority in conditions[2:]) == 3


def test_it_opens_at_numbered_problems_that_link_to_their_cells(marked: Path) -> None:
    workbook = openpyxl.load_workbook(marked)
    assert workbook.active is not None
    sheet = workbook.active
    assert sheet.title == REPLY_SHEET
    assert [each.title for each in workbook if each.sheet_view.tabSelected] == [REPLY_SHEET]
    assert sheet["A2"].value == (
        f"{UNIT}　2023年9月进展情况　报送文件“水务局.xlsx”　错误2处，必须改正；提醒2处，请核实"
    )
    assert "重新报送此文件" in sheet["A3"].value
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    led, supported = "第2项“整治山塘水库”", "第（七）项“改造老旧管网”"
    said = ("60%", "完成率写成60。", "请写成60%。")
    assert lines == [
        ["1", "错误", "J4", led, "60%", *said],
        ["2", "错误", "I5", supported, None, *said],
        ["3", "提醒", "工作表“责任清单”", None, None, *said],
        ["4", "提醒", "K4", led, "已完成7座。", *said],
    ]
    links = [cell.hyperlink and cell.hyperlink.location for cell in sheet["C"][5:]]
    assert links == ["'责任清单'!J4", "'责任清单'!I5", None, "'责任清单'!K4"]


def test_it_says_which_return_its_correction_replaces(source: Path, marked: Path) -> None:
    _, before = understood(source)
    file, after = understood(marked)
    assert after.identity["reply_to"] == before.content_hash
    assert set(after.identity.sources["reply_to"]) == {"property", "sheet"}
    assert after.packet == packet()
    assert after.rows == before.rows
    assert after.remarks == ()
    assert after.ledger.balanced
    assert after.content_hash == before.content_hash
    states = {sheet.name: sheet.state for sheet in file.sheets}
    assert states["_officekit"] is SheetState.VERY_HIDDEN


def test_a_second_round_replaces_the_sheet_and_the_reply(marked: Path) -> None:
    file, submission = understood(marked)
    findings = problems(submission)[1:2]
    again = write_marked_return(file, marked, submission, findings, marked.parent / "再退回.xlsx")
    workbook = openpyxl.load_workbook(again)
    assert workbook.sheetnames.count(REPLY_SHEET) == 1
    assert workbook[REPLY_SHEET].max_row == 6
    _, after = understood(again)
    assert after.identity["reply_to"] == submission.content_hash
    assert after.identity.contradictions == ()
    lines = [row[0].value for row in workbook["_officekit"].iter_rows()]
    assert lines.count("reply_to") == 1


@pytest.mark.libreoffice
def test_a_unit_mends_it_in_libreoffice(marked: Path, source: Path, tmp_path: Path) -> None:
    saved = tmp_path / "改正后.xlsx"
    _, view, told, *_ = at_work(
        [
            {"do": "open", "path": str(marked)},
            {"do": "view"},
            {"do": "show", "sheet": REPLY_SHEET, "cells": "A6:C6"},
            {"do": "enter", "sheet": LIST, "cell": "J4", "text": "75%"},
            {"do": "save", "path": str(saved)},
        ]
    )
    assert view["active"] == REPLY_SHEET
    assert told == [["1", "错误", "J4"]]
    _, before = understood(source)
    _, after = understood(saved)
    assert after.identity["reply_to"] == before.content_hash
    assert [(row.key, row.text("completion")) for row in after.rows] == [
        *((LEAD_KEY, "75%"), (SUPPORT_KEY, "")),
    ]
    assert after.remarks == ()
    assert after.ledger.balanced


def test_what_a_unit_adds_to_the_sheet_is_kept_as_a_remark(marked: Path) -> None:
    workbook = openpyxl.load_workbook(marked)
    sheet = workbook[REPLY_SHEET]
    sheet["I6"] = "此数无误"
    sheet["A20"] = "已全部改正"
    path = marked.parent / "带说明.xlsx"
    workbook.save(path)
    _, submission = understood(path)
    assert [remark.text for remark in submission.remarks] == ["此数无误", "已全部改正"]
    assert submission.ledger.balanced


def test_a_cell_that_the_file_leaves_out_is_made(source: Path) -> None:
    def without_status(parts: dict[str, bytes]) -> None:
        part = "xl/worksheets/sheet1.xml"
        start = parts[part].index(b'<c r="I5"')
        end = parts[part].index(b'<c r="J5"')
        parts[part] = parts[part][:start] + parts[part][end:]

    path = rebuilt(source, without_status)
    file, submission = understood(path)
    finding = found(Severity.ERROR, submission.at(submission.rows[1], "status"))
    output = write_marked_return(file, path, submission, [finding], path.parent / "补格.xlsx")
    sheet = openpyxl.load_workbook(output)[LIST]
    assert sheet["I5"].fill.fgColor.rgb == RED
    assert sheet["J5"].value is None


def test_a_workbook_that_lost_its_identity_gets_it_back(source: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(source)
    del workbook["_officekit"]
    for name in list(workbook.defined_names):
        del workbook.defined_names[name]
    bare = tmp_path / "无标识.xlsx"
    workbook.save(bare)

    def without_properties(parts: dict[str, bytes]) -> None:
        del parts["docProps/custom.xml"]
        for part, element in (("_rels/.rels", "Relationship"), ("[Content_Types].xml", "Override")):
            pattern = rf"<{element} [^>]*custom[.-][^>]*/>".encode()
            parts[part] = re.sub(pattern, b"", parts[part])

    bare = rebuilt(bare, without_properties)
    file, submission = understood(bare)
    assert submission.matched_by == "content"
    output = write_marked_return(file, bare, submission, problems(submission), tmp_path / "回.xlsx")
    _, after = understood(output)
    assert after.matched_by == "identity"
    assert after.identity["reply_to"] == submission.content_hash


def test_macros_go_back_as_they_came_in_an_xlsm(source: Path) -> None:
    def with_macros(parts: dict[str, bytes]) -> None:
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        types = parts["[Content_Types].xml"].replace(kind, macro)
        parts["[Content_Types].xml"] = types.replace(
            b"<Default Ext",
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            b"<Default Ext",
            1,
        )
        parts["xl/vbaProject.bin"] = b"\x00macro"

    path = rebuilt(source, with_macros)
    file, submission = understood(path)
    output = write_marked_return(
        *(file, path, submission, problems(submission), path.parent / "带宏.xlsx")
    )
    assert output.name == "带宏.xlsm"
    assert parts_of(output)["xl/vbaProject.bin"] == b"\x00macro"


# ------------------------------------------------------------------ made anew


def test_a_signed_workbook_is_made_anew(source: Path) -> None:
    def signed(parts: dict[str, bytes]) -> None:
        parts["_xmlsignatures/sig1.xml"] = b"<x/>"

    path = rebuilt(source, signed)
    file, submission = understood(path)
    output = write_marked_return(
        *(file, path, submission, problems(submission), path.parent / "签名.xlsx")
    )
    assert not any("signature" in name for name in parts_of(output))
    assert "转换而成" in str(openpyxl.load_workbook(output)[REPLY_SHEET]["A4"].value)


def test_a_dangerous_formula_is_never_sent_on(source: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(source)
    workbook[LIST]["L4"] = '=WEBSERVICE("http://x.invalid")'
    path = tmp_path / "公式.xlsx"
    workbook.save(path)
    file, submission = understood(path)
    finding = found(Severity.ERROR, submission.at(submission.rows[0], "problems"), code="SB523")
    output = write_marked_return(file, path, submission, [finding], tmp_path / "回.xlsx")
    assert not any(b"WEBSERVICE" in data or b"<f>" in data for data in parts_of(output).values())
    copy = openpyxl.load_workbook(output)
    assert "公式都已换成" in str(copy[REPLY_SHEET]["A4"].value)
    assert copy[LIST]["L4"].fill.fgColor.rgb == RED


def odd_file() -> ReturnedFile:
    sheet = ReturnedSheet(
        "表/一:二",
        rows={
            1: {1: "标题"},
            2: {1: "=1+1", 2: 0.75, 3: date(2023, 9, 1), 4: True, 5: float("inf")},
            3: {1: "被盖住", 2: "第二"},
        },
        merges=((1, 1, 1, 5), (1, 2, 2, 6), (3, 1, 3, 2), (5, 1, 1_048_576, 16_384)),
        percent=frozenset({(2, 2)}),
    )
    hidden = ReturnedSheet("表/一:二" + "长" * 40, state=SheetState.HIDDEN, rows={1: {1: "x\x01y"}})
    facts = FileFacts("报送.ods", kind=SourceKind.ODS, sha256="1" * 64)
    return ReturnedFile(facts, (sheet, hidden))


def test_another_format_is_made_anew_with_its_values(tmp_path: Path) -> None:
    file = odd_file()
    submission = Submission(file.facts, sheets=tuple(sheet.name for sheet in file.sheets))
    place = Location("报送.ods", sheet="表/一:二", row=2, column=1)
    finding = found(Severity.ERROR, place)
    output = write_marked_return(
        file, tmp_path / "没有.ods", submission, [finding], tmp_path / "回.ods"
    )
    assert output == tmp_path / "回.xlsx"
    workbook = openpyxl.load_workbook(output)
    assert workbook.sheetnames[:2] == [REPLY_SHEET, "表_一_二"]
    assert workbook.worksheets[2].sheet_state == "hidden"
    assert workbook.worksheets[2]["A1"].value == "xy"
    sheet = workbook.worksheets[1]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert (sheet["B2"].value, sheet["B2"].number_format) == (0.75, "0%")
    assert str(sheet["C2"].value)[:10] == "2023-09-01"
    assert sheet["D2"].value is True
    assert sheet["E2"].value == "inf"
    assert [sheet["A3"].value, sheet["B3"].value] == ["被盖住", "第二"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:E1"]
    assert sheet["A2"].fill.fgColor.rgb == RED
    link = workbook[REPLY_SHEET]["C6"].hyperlink
    assert link is not None
    assert link.location == "'表_一_二'!A2"


def test_made_anew_it_is_still_recognised(source: Path, tmp_path: Path) -> None:
    file, submission = understood(source)
    # As an .xls before Excel 97 is read: nothing tells which cells show a percentage.
    plain = tuple(replace(each, percent=frozenset(), protected=None) for each in file.sheets)
    other = ReturnedFile(replace(file.facts, kind=SourceKind.XLS), plain)
    output = write_marked_return(
        other, source, submission, problems(submission), tmp_path / "回.xlsx"
    )
    _, after = understood(output)
    assert after.matched_by == "identity"
    assert after.identity["reply_to"] == submission.content_hash
    assert after.content_hash == submission.content_hash
    assert after.ledger.balanced


def test_a_refused_file_is_answered_by_the_sheet_alone(tmp_path: Path) -> None:
    facts = FileFacts("加密.xlsx", refusal=Refusal.ENCRYPTED, sha256="2" * 64)
    finding = replace(
        found(Severity.ERROR, Location("加密.xlsx"), code="SB104"), message="文件设有密码。"
    )
    output = write_marked_return(
        *(ReturnedFile(facts), tmp_path / "加密.xlsx", Submission(facts), [finding]),
        tmp_path / "回.xlsx",
    )
    workbook = openpyxl.load_workbook(output)
    assert workbook.sheetnames == [REPLY_SHEET]
    sheet = workbook[REPLY_SHEET]
    assert "报送单位不明" in str(sheet["A2"].value)
    assert [cell.value for cell in sheet[6]][1:3] == ["错误", "整个文件"]


def test_a_zip_that_is_no_workbook_is_made_anew_not_raised(source: Path, tmp_path: Path) -> None:
    file, submission = understood(source)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(source.read_bytes()[:2_000])
    output = write_marked_return(
        file, broken, submission, problems(submission), tmp_path / "回.xlsx"
    )
    assert openpyxl.load_workbook(output).sheetnames[0] == REPLY_SHEET
