from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from officekit.checking.corrections import changes, corrections
from officekit.checking.subject import Subject
from officekit.errors import (
    FileEncryptedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OutputExistsError,
    UsageError,
)
from officekit.model.finding import Finding
from officekit.model.matrix import Change, Matrix
from officekit.workflows import build, read_matrix
from officekit.writing.matrix_edit import CellEdit, edit_workbook
from tests.libreoffice import convert

PLAN = """青禾区数字经济发展行动计划
一、夯实基础
1.建设数字平台。建设数字平台。整合数据资源,开放共享。。（牵头单位：区住房和城乡建设局；责任单位：区教育局）
2.完善网络设施。新建基站200个，覆盖全部街道；提升质量，优化体验。（牵头单位：区住建局；责任单位：区教育局）
3.推进试点示范。到2025年，建成试点3个，形成经验。（牵头单位：区教育局；责任单位：区住房和城乡建设局）
"""
TIME = "2025-03-01 09:30"
CHANGE = Change(TIME, "责任清单 第1项 主要举措", "甲。。", "甲。", "规则 MX306：重复的标点只留一个")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A workbook as officekit makes it."""
    plan = tmp_path / "计划.txt"
    plan.write_text(PLAN, encoding="utf-8")
    return build(plan, tmp_path / "矩阵.xlsx").path


def list_sheet(path: Path, *, rich: bool = False) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(path, rich_text=rich)
    return book, book["责任清单"]


def column(sheet: Worksheet, heading: str) -> int:
    return next(c.column for c in sheet[3] if c.value == heading)


def edits_for(matrix: Matrix) -> list[CellEdit]:
    """A cell edit for each correction."""
    made = corrections(Subject(matrix))
    edits = []
    for correction, change in zip(made, changes(matrix, made, time=TIME), strict=True):
        row = matrix.row(correction.row_key)
        assert row is not None
        place = row.at(correction.column)
        assert place.sheet is not None
        assert place.row is not None
        assert place.column is not None
        edits.append(
            CellEdit(
                place.sheet, place.row, place.column, correction.before, correction.after, (change,)
            )
        )
    return edits


def fix(source: Path, output: Path) -> tuple[Finding, ...]:
    return edit_workbook(source, output, edits_for(read_matrix(source)))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def log_lines(path: Path) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(path)["修改记录"]
    return list(sheet.iter_rows(min_row=4, values_only=True))


def style_of(cell: Any) -> Any:
    """All formats of a cell, by their numbers."""
    return cell._style


def test_it_sets_the_cells_and_logs_them(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "改正.xlsx"

    assert fix(built, out) == ()

    fixed = read_matrix(out)
    assert fixed.rows[0]["measures"] == "整合数据资源，开放共享。"
    assert fixed.rows[1]["measures"] == read_matrix(built).rows[1]["measures"]
    assert {change.time for change in fixed.changes} == {TIME}
    assert {change.note[:8] for change in fixed.changes} == {
        "规则 MX308",
        "规则 MX306",
        "规则 MX303",
    }
    book, _ = list_sheet(out)
    assert book["修改记录"]["A2"].value == f"共{len(fixed.changes)}处修改"


def test_running_twice_changes_nothing_the_second_time(built: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    fix(built, once)
    fix(once, twice)

    assert parts(twice) == parts(once)


def test_the_log_continues_behind_its_last_line_in_its_format(built: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    edit_workbook(built, once, (), [CHANGE])
    edit_workbook(once, twice, (), [CHANGE])

    assert [line[1] for line in log_lines(twice)] == ["责任清单 第1项 主要举措"] * 2
    sheet = openpyxl.load_workbook(twice)["修改记录"]
    assert sheet["C4"].has_style
    assert style_of(sheet["C4"]) == style_of(sheet["C5"])
    assert sheet["C4"].alignment.wrap_text
    assert sheet["A4"].alignment.horizontal == "center"
    assert sheet.protection.sheet


def test_a_missing_log_is_made(built: Path, tmp_path: Path) -> None:
    book, _ = list_sheet(built)
    del book["修改记录"]
    book.save(built)
    out = tmp_path / "改正.xlsx"
    edit_workbook(built, out, (), [CHANGE])

    assert read_matrix(out).changes == (CHANGE,)
    sheet = openpyxl.load_workbook(out)["修改记录"]
    assert sheet["A1"].value == "修改记录"
    assert sheet["A2"].value == "共1处修改"
    assert [c.value for c in sheet[3]] == ["时间", "位置", "原内容", "新内容", "说明"]


@pytest.fixture
def worked_in(built: Path) -> Path:
    """The workbook after a clerk has worked in it for weeks."""
    book, sheet = list_sheet(built)
    sheet.insert_cols(2)
    sheet.cell(3, 2, "我的进度")
    for row in range(4, 7):
        sheet.cell(row, 2, f"记{row}")
    sheet.cell(6, 2, "=1+1")
    measures = column(sheet, "主要举措")
    cell = sheet.cell(4, measures)
    cell.comment = Comment("请核对", "小李")
    cell.fill = PatternFill("solid", start_color="FFFF00")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["B"].width = 33
    sheet.auto_filter.ref = "A3:F6"
    sheet.auto_filter.add_filter_column(0, ["1", "3"])
    sheet.print_title_rows = "1:3"
    own = book.create_sheet("我的表")
    own["A1"] = "=SUM(1,2)"
    own.merge_cells("B2:C3")
    book.save(built)
    return built


def test_what_the_clerk_has_made_survives(worked_in: Path, tmp_path: Path) -> None:
    out = tmp_path / "改正.xlsx"
    _, before = list_sheet(worked_in)

    assert fix(worked_in, out) == ()

    book, sheet = list_sheet(out)
    cell = sheet.cell(4, column(sheet, "主要举措"))
    assert cell.value == "整合数据资源，开放共享。"
    assert cell.comment is not None
    assert cell.comment.text == "请核对"
    assert cell.fill.start_color.rgb == "00FFFF00"
    assert [sheet.cell(row, 2).value for row in (3, 4, 5, 6)] == ["我的进度", "记4", "记5", "=1+1"]
    assert sheet.row_dimensions[5].hidden
    assert sheet.column_dimensions["B"].width == 33
    assert sheet.auto_filter.ref == "A3:F6"
    assert sheet.auto_filter.filterColumn[0].filters.filter == ["1", "3"]
    assert sheet.print_title_rows == before.print_title_rows
    assert len(sheet.data_validations.dataValidation) == len(before.data_validations.dataValidation)
    assert len(sheet.conditional_formatting) == len(before.conditional_formatting)
    assert sheet.merged_cells.ranges == before.merged_cells.ranges
    assert book["我的表"]["A1"].value == "=SUM(1,2)"
    assert "B2:C3" in {str(r) for r in book["我的表"].merged_cells.ranges}
    for row in range(1, sheet.max_row + 1):
        for at in range(1, sheet.max_column + 1):
            old, new = before.cell(row, at), sheet.cell(row, at)
            assert style_of(new) == style_of(old)
            assert new.value == old.value or (row, at) == (4, cell.column)


def test_parts_that_hold_no_edited_cell_keep_their_bytes(worked_in: Path, tmp_path: Path) -> None:
    out = tmp_path / "改正.xlsx"
    fix(worked_in, out)
    before, after = parts(worked_in), parts(out)

    changed = {name for name in before if before[name] != after[name]}
    assert set(before) == set(after)
    assert len(changed & {f"xl/worksheets/sheet{i}.xml" for i in range(1, 10)}) == 2
    assert changed <= {"xl/workbook.xml", "xl/styles.xml"} | {
        name for name in before if name.startswith("xl/worksheets/sheet")
    }


def workbook_with(path: Path, *, formula: bool = False) -> Path:
    """A workbook with a picture, a sparkline (an extension) and stored results of formulas."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("责任清单")
        sheet.write_row(0, 0, ["序号", "重点任务", "主要举措", "牵头单位", "数"])
        sheet.write_row(1, 0, [1, "建设平台", "完成。。", "区教育局", 5])
        sheet.write_formula(1, 5, "=E2*2", None, 10)
        if formula:
            sheet.write_formula(1, 2, '="完成"&"。。"', None, "完成。。")
        sheet.add_sparkline(1, 6, {"range": "责任清单!E2:F2"})
        sheet.insert_image(5, 5, "点.png", {"image_data": BytesIO(_png())})
    return path


def _png() -> bytes:
    """A picture of one point."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )


EDIT = CellEdit("责任清单", 2, 3, "完成。。", "完成。", (CHANGE,))


def test_pictures_extensions_and_stored_results_survive(tmp_path: Path) -> None:
    source = workbook_with(tmp_path / "原.xlsx")
    out = tmp_path / "改正.xlsx"
    assert edit_workbook(source, out, [EDIT]) == ()

    before, after = parts(source), parts(out)
    assert b"sparkline" in after["xl/worksheets/sheet1.xml"]
    assert after["xl/media/image1.png"] == before["xl/media/image1.png"]
    assert after["xl/drawings/drawing1.xml"] == before["xl/drawings/drawing1.xml"]
    (row,) = read_matrix(out).rows
    assert row["measures"] == "完成。"
    assert row.own_field("未命名列F").text == "10"
    assert b"<f>E2*2</f>" in after["xl/worksheets/sheet1.xml"]


def test_a_formula_is_never_touched_and_not_logged(tmp_path: Path) -> None:
    source = workbook_with(tmp_path / "原.xlsx", formula=True)
    out = tmp_path / "改正.xlsx"

    further = CellEdit("责任清单", 2, 3, "完成。", "完成", (CHANGE,))

    (finding,) = edit_workbook(source, out, [EDIT, further])

    assert finding.code == "MX391"
    assert finding.location.cell == "C2"
    assert parts(out) == parts(source)


def test_a_cell_with_another_text_is_left_alone_and_reported(tmp_path: Path) -> None:
    source = workbook_with(tmp_path / "原.xlsx")
    out = tmp_path / "改正.xlsx"
    stale = CellEdit("责任清单", 2, 3, "从前的", "别的", (CHANGE,))
    gone = CellEdit("没有的表", 2, 3, "甲", "乙", (CHANGE,))

    findings = edit_workbook(source, out, [stale, gone])

    assert [finding.code for finding in findings] == ["MX392", "MX392"]
    assert parts(out) == parts(source)


def test_a_merge_is_edited_in_its_first_cell(built: Path, tmp_path: Path) -> None:
    book, sheet = list_sheet(built)
    section = column(sheet, "板块")
    for row in (4, 5, 6):
        sheet.cell(row, section, "夯实基础,打牢支撑")
    sheet.merge_cells(start_row=4, end_row=6, start_column=section, end_column=section)
    book.save(built)
    out = tmp_path / "改正.xlsx"

    assert fix(built, out) == ()

    assert [row["section"] for row in read_matrix(out).rows] == ["夯实基础，打牢支撑"] * 3
    _, fixed = list_sheet(out)
    assert fixed.cell(5, section).value is None


def test_a_merge_never_takes_the_text_of_one_row_over_that_of_another(
    built: Path, tmp_path: Path
) -> None:
    book, sheet = list_sheet(built)
    at = column(sheet, "进展情况")
    sheet.merge_cells(start_row=4, end_row=6, start_column=at, end_column=at)
    book.save(built)
    out = tmp_path / "汇总.xlsx"
    texts = {4: "平台已开工。", 5: "基站已建成。", 6: "平台已开工。"}
    edits = [CellEdit("责任清单", row, at, None, text) for row, text in texts.items()]

    (finding,) = edit_workbook(built, out, edits)

    assert (finding.code, finding.location.row, finding.expected) == ("MX392", 5, "基站已建成。")
    _, filled = list_sheet(out)
    assert filled.cell(4, at).value == "平台已开工。"


def test_formats_within_a_text_survive(built: Path, tmp_path: Path) -> None:
    book, sheet = list_sheet(built)
    at = column(sheet, "主要举措")
    bold = TextBlock(InlineFont(b=True), "整合资源,")
    sheet.cell(4, at).value = CellRichText(bold, "开放共享。。")
    book.save(built)
    out = tmp_path / "改正.xlsx"
    fix(built, out)

    _, fixed = list_sheet(out, rich=True)
    value = fixed.cell(4, at).value
    assert isinstance(value, CellRichText)
    assert str(value) == "整合资源，开放共享。"
    first = value[0]
    assert isinstance(first, TextBlock)
    assert first.text == "整合资源，"
    assert first.font.b


def test_what_looks_like_an_escape_stays_as_typed(tmp_path: Path) -> None:
    source = workbook_with(tmp_path / "原.xlsx")
    out = tmp_path / "改正.xlsx"
    edit_workbook(source, out, [CellEdit("责任清单", 2, 3, "完成。。", "型号_x0041_\n甲")])

    assert read_matrix(out).rows[0]["measures"] == "型号_x0041_\n甲"


def test_a_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    source = workbook_with(tmp_path / "原.xlsx")
    out = tmp_path / "改正.xlsx"
    edit_workbook(source, out, [CellEdit("责任清单", 2, 3, "完成。。", "=1+1")])

    assert read_matrix(out).rows[0]["measures"] == "=1+1"
    assert b"<f>1+1" not in parts(out)["xl/worksheets/sheet1.xml"]


def test_an_existing_file_is_not_overwritten_unasked(built: Path) -> None:
    with pytest.raises(OutputExistsError):
        edit_workbook(built, built, ())
    edit_workbook(built, built, (), [CHANGE], overwrite=True)
    assert read_matrix(built).changes == (CHANGE,)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "error", "word"),
    [
        (OLE + b"\0" * 600, FormatUnsupportedError, "另存为 .xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), FileEncryptedError, "取消密码"),
        ("一段文字".encode(), FormatUnsupportedError, "另存为 .xlsx"),
        (b"PK\x03\x04" + b"\0" * 50, FileUnreadableError, "另存"),
        (b"", FormatUnsupportedError, "另存为 .xlsx"),
    ],
    ids=["xls", "password", "text", "broken", "empty"],
)
def test_it_refuses_what_it_cannot_edit(
    data: bytes, error: type[Exception], word: str, tmp_path: Path
) -> None:
    source = tmp_path / "原.xlsx"
    source.write_bytes(data)
    with pytest.raises(error, match=word):
        edit_workbook(source, tmp_path / "出.xlsx", ())
    assert not (tmp_path / "出.xlsx").exists()


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError, match="检查文件名"):
        edit_workbook(tmp_path / "没有.xlsx", tmp_path / "出.xlsx", ())


def test_a_workbook_with_a_broken_or_hostile_part_is_refused(built: Path, tmp_path: Path) -> None:
    for text in (b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'):
        changed = parts(built) | {"xl/workbook.xml": text}
        source = tmp_path / "坏.xlsx"
        with zipfile.ZipFile(source, "w") as package:
            for name, data in changed.items():
                package.writestr(name, data)
        with pytest.raises(Exception, match=r"已损坏|文档类型声明"):
            edit_workbook(source, tmp_path / "出.xlsx", ())


def test_macros_stay_in_a_file_that_may_have_them(tmp_path: Path) -> None:
    source = tmp_path / "宏.xlsm"
    project = tmp_path / "vbaProject.bin"
    project.write_bytes(b"vba")
    with xlsxwriter.Workbook(source) as book:
        book.add_worksheet("责任清单").write(0, 0, "甲。。")
        book.add_vba_project(str(project))
    out = tmp_path / "出.xlsm"
    edit_workbook(source, out, [CellEdit("责任清单", 1, 1, "甲。。", "甲。")])

    assert parts(out)["xl/vbaProject.bin"] == b"vba"
    with pytest.raises(UsageError, match=r"\.xlsm"):
        edit_workbook(source, tmp_path / "出.xlsx", ())


@pytest.mark.libreoffice
def test_libreoffice_reads_what_was_edited_and_what_it_saved_can_be_edited(
    worked_in: Path, tmp_path: Path
) -> None:
    saved = convert(worked_in, "xlsx:Calc MS Excel 2007 XML", tmp_path / "另存")
    out = tmp_path / "改正.xlsx"
    assert fix(saved, out) == ()
    again = convert(out, "xlsx:Calc MS Excel 2007 XML", tmp_path / "再存")

    fixed = read_matrix(again)
    assert fixed.rows[0]["measures"] == "整合数据资源，开放共享。"
    assert len(fixed.changes) == len(edits_for(read_matrix(worked_in)))
    assert fixed.rows[0].own_field("我的进度").text == "记4"
