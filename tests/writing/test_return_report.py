from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from officekit.errors import OutputExistsError
from officekit.matrix import decisions_of
from officekit.model.location import Location
from officekit.model.merging import ConflictKind
from officekit.model.period import Period
from officekit.model.return_report import ReturnReport
from officekit.model.schema import SheetName
from officekit.writing import return_contents, write_return_report
from officekit.writing.matrix_workbook import add_blank_sheets
from officekit.writing.new_workbook import new_workbook
from officekit.writing.styles import Styles
from tests.clerk import at_work
from tests.writing.read_back import tables_of
from tests.writing.return_reports import UNITS, conflict, report

SHEETS = [
    *("报送情况", "报送冲突", "未并入内容", "问题明细", "新增任务建议", "其他内容", "收支对账"),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("报送") / "报送情况.xlsx"
    write_return_report(report(), path)
    return path


@pytest.fixture(scope="module")
def workbook(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def rows(workbook: openpyxl.Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(workbook[sheet].iter_rows(min_row=4, values_only=True))


def test_a_report_has_seven_sheets_and_opens_at_the_receipts(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == SHEETS
    assert workbook.active is not None
    assert workbook.active.title == "报送情况"


def test_each_unit_has_a_line_and_the_numbers_stand_below(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["报送情况"]
    assert sheet["A1"].value == "临河县2023年重点工作报送情况"
    assert sheet["A2"].value == (
        "2023年9月（第2版）　应报30个，已报12个　截止日期：2023年9月25日　截至2023-09-26 09:00"
    )
    assert [sheet.cell(4 + i, 2).value for i in range(len(UNITS))] == list(UNITS)
    fourth = [cell.value for cell in sheet[7]]
    assert fourth == [
        *(4, UNITS[3], "退回、迟报", 9, 6, 2, 0, "2023-09-24 15:20"),
        *(f"{UNITS[3]}2023年9月进展.xlsx", "有2处错误，已退回，请督促改正后重新报送。"),
    ]
    counts = {sheet.cell(row, 2).value: sheet.cell(row, 3).value for row in range(35, 44)}
    assert counts == {
        "报送情况": "单位数",
        "已报": 12,
        "迟报": 3,
        "未填": 3,
        "退回": 3,
        "过期版本": 3,
        "重复": 3,
        "未报": 3,
        "合计": 30,
    }


def test_the_chart_stands_below_the_table_and_is_printed(
    path: Path, workbook: openpyxl.Workbook
) -> None:
    with zipfile.ZipFile(path) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert "<xdr:row>34</xdr:row>" in drawing  # counted from 0, behind the last unit
    sheet = workbook["报送情况"]
    assert sheet.print_area == "'报送情况'!$A$1:$J$43"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"


def test_conflicts_offer_two_words_in_the_only_open_column(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["报送冲突"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ('"采用,不采用"', "G4:G18")
    line = list(sheet[4])
    assert [cell.protection.locked for cell in line] == [True] * 6 + [False] + [True] * 3
    assert sheet.column_dimensions["I"].hidden
    assert [cell.value for cell in sheet[3]][-2:] == ["冲突标识", "候选标识"]


def test_candidates_say_where_they_come_from(workbook: openpyxl.Workbook) -> None:
    first, second, third = rows(workbook, "报送冲突")[:3]
    key = conflict(1).key
    keys = [candidate.key for candidate in conflict(1).candidates]
    shown = (1, "1 整治山塘水库", "进展情况", "几个单位填报不同")
    assert first == (*shown, "责任清单现有", "已完成7座。", None, None, key, keys[0])
    place = f"{UNITS[1]}.xlsx 责任清单!J5"
    lead = f"{UNITS[1]}（牵头）"
    assert second == (*shown, lead, "已完成9座，在建3座。", None, place, key, keys[1])
    assert third[5] == "=1+1"


def test_decisions_are_read_back(path: Path) -> None:
    decided = conflict(2)
    assert decisions_of(tables_of(path)) == {decided.key: (decided.candidates[1].key,)}


@pytest.mark.libreoffice
def test_a_clerk_decides_in_libreoffice(path: Path, tmp_path: Path) -> None:
    saved = tmp_path / "处理后.xlsx"
    names, offered, typed, *_ = at_work(
        [
            {"do": "open", "path": str(path)},
            {"do": "validation", "sheet": "报送冲突", "cell": "G6"},
            {"do": "enter", "sheet": "报送冲突", "cell": "G6", "text": "采用"},
            {"do": "enter", "sheet": "报送冲突", "cell": "G5", "text": "采用"},
            {"do": "enter", "sheet": "报送冲突", "cell": "G10", "text": "不采用"},
            {"do": "save", "path": str(saved)},
        ]
    )
    assert names == SHEETS
    assert offered["entries"] == ["采用", "不采用"]
    assert typed == "采用"
    one, two, three = (conflict(number) for number in (1, 2, 3))
    assert decisions_of(tables_of(saved)) == {
        one.key: (one.candidates[1].key, one.candidates[2].key),
        two.key: (two.candidates[1].key,),
        three.key: (),
    }


def test_nothing_that_a_unit_wrote_becomes_a_formula(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in package.read(part) for part in parts)
    workbook = openpyxl.load_workbook(path)
    assert rows(workbook, "其他内容")[0][6] == "=cmd|'/c calc'!A1"
    assert rows(workbook, "问题明细")[0][5] == '=HYPERLINK("x")'


def test_findings_stand_worst_first(workbook: openpyxl.Workbook) -> None:
    lines = rows(workbook, "问题明细")
    assert [(line[0], line[2], line[3], line[4]) for line in lines] == [
        (UNITS[3], "错误", "SB523", "责任清单!J4"),
        (UNITS[3], "提醒", "SB501", "责任清单!J5"),
        ("（各单位）", "提示", "SB601", None),
    ]
    assert workbook["问题明细"].auto_filter.ref == "A3:I6"


def test_what_is_not_in_the_list_stands_in_full_with_its_reason(
    workbook: openpyxl.Workbook,
) -> None:
    first, second = rows(workbook, "未并入内容")
    assert first == (
        *(UNITS[1], "教育局.xlsx", "责任清单!J5", "第2项“整治山塘水库”", "进展情况"),
        *("已完成7座。" * 100, "待决定，见“报送冲突”"),
    )
    assert second[0] == "（单位不明）"
    assert second[5] == "（清空）"
    height = workbook["未并入内容"].row_dimensions[4].height
    assert height is not None
    assert 200 < height < 409


def test_a_finding_on_a_file_of_no_known_unit_is_not_put_on_all_units(tmp_path: Path) -> None:
    one = report()
    finding = replace(one.findings[0][1], location=Location("教育局.xlsx"))
    path = tmp_path / "报送情况.xlsx"
    write_return_report(replace(one, findings=(("", finding),)), path)
    assert rows(openpyxl.load_workbook(path), "问题明细")[0][0] == "（单位不明）"


def test_long_texts_of_a_finding_are_quoted_with_the_place_of_the_whole(tmp_path: Path) -> None:
    one = report()
    finding = replace(one.findings[0][1], code="SB401", value="乙" * 121, expected="甲" * 400)
    path = tmp_path / "报送情况.xlsx"
    write_return_report(replace(one, findings=(("", finding),)), path)
    line = rows(openpyxl.load_workbook(path), "问题明细")[0]
    assert line[5] == "乙" * 120 + "…（全文见报送的文件）"
    assert line[6] == "甲" * 120 + "…（全文见下发原件）"


def test_of_two_returns_of_a_unit_the_place_of_the_full_texts_is_told(tmp_path: Path) -> None:
    one = report()
    both = replace(one.conflicts[0], kind=ConflictKind.FILES)
    path = tmp_path / "报送情况.xlsx"
    taken = {both.key: (both.candidates[1].key,)}
    write_return_report(replace(one, conflicts=(both,), decisions=taken), path)
    texts = [line[5] for line in rows(openpyxl.load_workbook(path), "报送冲突")]
    assert texts[1] == "已完成9座，在建3座。"
    assert str(texts[2]).endswith("\n（全文见报送情况工作簿的“未并入内容”）")


def test_of_a_proposal_no_text_is_lost(workbook: openpyxl.Workbook) -> None:
    (line,) = rows(workbook, "新增任务建议")
    assert line == (
        *(UNITS[0], "新建泵站", None, None, None, None, "2023年12月"),
        *("责任人：李青", "水务局.xlsx 责任清单!A9"),
    )


def test_accounts_are_added_up_and_say_which_is_not_balanced(workbook: openpyxl.Workbook) -> None:
    first, second, total = rows(workbook, "收支对账")
    assert first[3:] == (60, 40, 12, 4, 4, 0, 9, 6, 1, 2, "是", 10, 1, 1, 2)
    assert second[13] == "否"
    assert total[3:] == (121, 80, 24, 8, 8, 0, 18, 12, 2, 4, "否", 22, 1, 1, 2)
    assert "其中1份不平衡" in str(workbook["收支对账"]["A2"].value)


def test_where_there_is_nothing_each_sheet_says_so(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    write_return_report(ReturnReport("临河县责任清单", Period.parse("2023年9月"), 1), path)
    workbook = openpyxl.load_workbook(path)
    assert [workbook[name]["A4"].value for name in SHEETS] == [
        *("还没有下发。", "没有需要决定的冲突。", "收到的填报内容都已并入责任清单。"),
        *("没有发现问题。", "没有单位提出新增任务。"),
        *("各单位没有在表格以外另写内容。", "还没有收到报送文件。"),
    ]


def test_the_same_report_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "再.xlsx"
    write_return_report(report(), again)
    assert again.read_bytes() == path.read_bytes()
    with pytest.raises(OutputExistsError):
        write_return_report(report(), again)
    write_return_report(report(), again, overwrite=True)


def test_a_text_too_long_for_a_cell_says_how_much_is_missing(tmp_path: Path) -> None:
    long = report()
    unit, file, remark = long.remarks[0]
    path = tmp_path / "长.xlsx"
    remarks = ((unit, file, replace(remark, text="长" * 40_000)),)
    write_return_report(replace(long, remarks=remarks), path)
    shown = str(rows(openpyxl.load_workbook(path), "其他内容")[0][6])
    assert shown.startswith("长长")
    assert "没有列出" in shown


def test_live_excel_is_given_the_same_two_sheets(workbook: openpyxl.Workbook) -> None:
    contents = return_contents(report())
    assert set(contents) == {SheetName.RECEIPTS, SheetName.CONFLICTS}
    for name, content in contents.items():
        sheet = workbook[name]
        for i, line in enumerate(content.rows, start=1):
            shown = [sheet.cell(i, j).value for j in range(1, len(line) + 1)]
            assert shown == [None if value in ("", None) else value for value in line]


def test_the_shipped_workbook_has_two_blank_lines_in_each(tmp_path: Path) -> None:
    stream = BytesIO()
    book = new_workbook(stream, title="", subject="", author="")
    add_blank_sheets(book, Styles(book))
    book.close()
    path = tmp_path / "空白.xlsx"
    path.write_bytes(stream.getvalue())
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames[-4:] == ["修改记录", "报送情况", "报送冲突", "_officekit"]
    sheet = workbook["报送冲突"]
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "G4:G5"
    assert not sheet["G4"].protection.locked
    assert sheet["A4"].border.left.style == "thin"
    assert sheet.column_dimensions["I"].hidden
    assert decisions_of(tables_of(path)) == {}
