from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from officekit.errors import OutputExistsError
from officekit.matrix import build_matrix, cross_table, from_tables
from officekit.model.finding import Finding, Severity
from officekit.model.location import Location
from officekit.model.matrix import Change, Field, Matrix, MatrixRow
from officekit.model.unit import Unit, UnitRegistry
from officekit.writing.matrix_workbook import matrix_workbook_bytes, write_matrix_workbook
from tests.libreoffice import convert
from tests.matrix.sample_plan import sample_plan
from tests.writing.read_back import tables_of

SHEETS = ["责任清单", "责任矩阵", "问题清单", "单位名录", "设置", "修改记录", "_officekit"]
A3_MM = (420, 297)


@pytest.fixture(scope="module")
def sample() -> Matrix:
    matrix = build_matrix(sample_plan())
    change = Change("2025-03-01 09:30", "责任清单 G8", "区教体局", "区教育局", "按单位名录统一")
    return replace(matrix, changes=(change,), confirmed_units=frozenset({"区妇联"}))


@pytest.fixture(scope="module")
def path(sample: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("输出") / "责任矩阵 样表.xlsx"
    write_matrix_workbook(sample, cross_table(sample), path)
    return path


@pytest.fixture(scope="module")
def workbook(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def written(matrix: Matrix, folder: Path) -> openpyxl.Workbook:
    path = folder / "出.xlsx"
    write_matrix_workbook(matrix, cross_table(matrix), path, overwrite=True)
    return openpyxl.load_workbook(path)


def column_of(sheet: Worksheet, heading: str) -> int:
    return next(c.column for c in sheet[3] if c.value == heading)


def rules_of(sheet: Worksheet, heading: str) -> list[tuple[str, str | None, str | None]]:
    letter = get_column_letter(column_of(sheet, heading))
    return [
        (rule.type, rule.formula1, rule.formula2)
        for rule in sheet.data_validations.dataValidation
        if str(rule.sqref).startswith(f"{letter}4:")
    ]


def test_it_has_all_sheets_the_last_one_very_hidden(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == SHEETS
    assert workbook["_officekit"].sheet_state == "veryHidden"
    assert [workbook[name].sheet_state for name in SHEETS[:-1]] == ["visible"] * 6
    assert workbook.active is not None
    assert workbook.active.title == "责任清单"


def test_everything_is_read_back_from_the_file(sample: Matrix, path: Path) -> None:
    again = from_tables(tables_of(path), file=str(path))
    assert [dict(row.texts()) for row in again.rows] == [dict(r.texts()) for r in sample.rows]
    assert [row.key for row in again.rows] == [row.key for row in sample.rows]
    assert again.column_order == sample.column_order
    assert again.title == sample.title
    assert again.year == 2025
    assert dict(again.settings) == dict(sample.settings)
    assert again.registry.units == sample.registry.units
    assert again.changes == sample.changes
    assert again.confirmed_units == sample.confirmed_units
    assert not again.findings
    assert again.fingerprint() == sample.fingerprint()


def test_the_list_is_printed_on_a3_with_its_head_on_every_page(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["责任清单"]
    assert sheet.page_setup.paperSize == 8
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth in {None, 1}  # 1 is what the format means by silence
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'责任清单'!$A$1:$L$47"
    assert sheet.cell(3, 12).value == "年度"
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center is not None
    assert "第 &P 页" in str(footer.center.text)


def test_the_list_has_a_title_frozen_head_and_filter(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["责任清单"]
    assert sheet["A1"].value == "青禾区2025年重点工作任务责任清单"
    assert sheet["A2"].value == "共44项任务，涉及45个单位"
    assert sheet.freeze_panes == "E4"
    assert str(sheet.auto_filter.ref).startswith("A3:")
    assert sheet.cell(3, 1).fill.start_color.rgb == "FF1F3864"
    assert sheet.column_dimensions["T"].hidden


def test_progress_columns_are_grouped_and_not_printed(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["责任清单"]
    letter = get_column_letter(column_of(sheet, "进展状态"))
    assert sheet.column_dimensions[letter].outlineLevel == 1
    assert not sheet.column_dimensions[letter].hidden


def test_it_has_dropdowns(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["责任清单"]
    assert rules_of(sheet, "进展状态") == [("list", '"未启动,推进中,已完成,滞后"', None)]
    assert rules_of(sheet, "完成率") == [("decimal", "0", "1")]
    assert rules_of(sheet, "年度") == [("whole", "2000", "2100")]
    assert rules_of(sheet, "牵头单位") == [("list", "'单位名录'!$A$4:$A$48", None)]
    (lead,) = [r for r in sheet.data_validations.dataValidation if "名录" in str(r.formula1)]
    assert not lead.showErrorMessage


def test_numbers_are_numbers_and_texts_are_texts(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["责任清单"]
    assert sheet["A4"].value == 1
    assert sheet["A19"].value == "15-1"
    assert sheet.cell(4, column_of(sheet, "年度")).value == 2025
    assert sheet.cell(4, column_of(sheet, "重点任务")).data_type == "s"


def test_only_made_sheets_are_protected(workbook: openpyxl.Workbook) -> None:
    protected = {sheet.title for sheet in workbook.worksheets if sheet.protection.sheet}
    assert protected == {"责任矩阵", "问题清单", "修改记录"}
    assert all(sheet.protection.password is None for sheet in workbook.worksheets)
    assert not workbook["问题清单"]["J4"].protection.locked
    assert workbook["问题清单"]["E4"].protection.locked


def test_the_cross_table_shows_roles_and_totals(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["责任矩阵"]
    units = [sheet.cell(3, c).value for c in range(3, 48)]
    assert units[:2] == ["青禾区发展和改革局", "青禾区教育和体育局"]
    assert sheet["C3"].alignment.textRotation == 255
    assert sheet.cell(4, 3 + units.index("青禾区教育和体育局")).value == "★"
    assert [sheet.cell(3, c).value for c in (48, 49, 50)] == ["牵头数", "配合数", "合计"]
    marks = [[c.value for c in line] for line in sheet["C4:AU47"]]
    leads = sum(line.count("★") for line in marks)
    supports = sum(line.count("●") for line in marks)
    assert sheet["AV48"].value == leads
    assert sheet["AW49"].value == supports
    assert sheet["AX50"].value == leads + supports
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.page_setup.fitToWidth in {None, 1}


def test_many_units_are_spread_over_pages_rather_than_shrunk(tmp_path: Path) -> None:
    names = tuple(f"第{i}办公室" for i in range(160))
    row = MatrixRow("T001", {"number": Field("1"), "support": Field("、".join(names))})
    matrix = Matrix(rows=(row,), registry=UnitRegistry(tuple(map(Unit, names))))
    assert written(matrix, tmp_path)["责任矩阵"].page_setup.fitToWidth == 2


def link(column: str, key: str, key_column: str, shown: str) -> str:
    """The link that finds a row by its key, wherever sorting has put it."""
    row = f"MATCH(\"{key}\",'责任清单'!${key_column}:${key_column},0)"
    return f'=IFERROR(HYPERLINK("#\'责任清单\'!{column}"&{row},"{shown}"),"已删除")'


def test_findings_stand_worst_first_with_a_link_to_their_row(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["问题清单"]
    assert [sheet.cell(r, 1).value for r in (4, 5, 6)] == ["错误", "提醒", "提示"]
    tasks = workbook["责任清单"]
    key, letter = tasks.cell(14, tasks.max_column).value, get_column_letter(tasks.max_column)
    assert sheet["C4"].value == link("A", str(key), letter, "第11项")
    assert workbook["责任清单"]["A14"].value == 11
    assert sheet["C6"].value is None


def test_a_finding_about_a_cell_links_to_the_cell_where_it_is_now(tmp_path: Path) -> None:
    place = Location("旧.xlsx", sheet="责任清单", row=9, column=3, row_key="T001")
    row = MatrixRow("T001", {"lead": Field("区教体局", place), "title": Field("甲")})
    finding = Finding(
        "MX099", Severity.WARNING, "单位名称不一致。", "请核对。", place, "区教体局", "区教育体育局"
    )
    sheet = written(Matrix(rows=(row,), findings=(finding,)), tmp_path)["问题清单"]
    assert sheet["C4"].value == link("G", "T001", "T", "第T001项")
    assert sheet["L4"].value == "T001/牵头单位"
    assert [sheet[f"{c}4"].value for c in "EFG"] == ["G4 牵头单位", "区教体局", "区教育体育局"]


def test_no_findings_are_good_news(tmp_path: Path) -> None:
    matrix = Matrix(rows=(MatrixRow("T001", {"title": Field("甲")}),))
    assert "没有发现问题" in str(written(matrix, tmp_path)["问题清单"]["A2"].value)


def test_the_registry_shows_aliases_and_workload(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["单位名录"]
    assert [c.value for c in sheet[4]][:4] == ["青禾区发展和改革局", "区发展和改革局", "区", "部门"]
    assert isinstance(sheet["E4"].value, int)
    assert [r[0].value for r in sheet["A4:G48"] if r[6].value == "是"] == ["区妇联"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "{=1}", "http://a.b", "007", "\t=1"],
)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str, tmp_path: Path) -> None:
    finding = Finding(text, Severity.INFO, text, text, Location(text, row_key="T001"))
    matrix = Matrix(
        title=text,
        rows=(MatrixRow("T001", {k: Field(text) for k in ("title", "lead")}, ((text, Field(text)),)),),
        own_columns=(text,),
        column_order=("重点任务", "牵头单位", text),
        settings={text: text},
        registry=UnitRegistry((Unit(text, (text,)),)),
        findings=(finding,),
        changes=(Change(text, text, text, text, text),),
    )  # fmt: skip
    workbook = written(matrix, tmp_path)
    cells = [c for s in workbook.worksheets for row in s.iter_rows() for c in row]
    formulas = [c for c in cells if c.data_type == "f"]
    assert [(c.parent.title, c.coordinate) for c in formulas] == [("问题清单", "C4")]  # the link
    assert formulas[0].value == link("A", "T001", "D", "第T001项")
    assert workbook["责任清单"]["A4"].value == text
    assert workbook["责任清单"]["C3"].value == text
    assert workbook["责任清单"]["A4"].hyperlink is None


def test_characters_that_xml_forbids_are_left_out(tmp_path: Path) -> None:
    matrix = Matrix(
        rows=(MatrixRow("T001", {"title": Field("甲\x00\x0b乙\ud800\uffff\r\n丙_x0041_")}),)
    )
    written(matrix, tmp_path)
    with zipfile.ZipFile(tmp_path / "出.xlsx") as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    assert "甲乙\n丙_x005F_x0041_" in strings


def test_a_text_too_long_for_a_cell_is_carried_on_and_reported(tmp_path: Path) -> None:
    text = "长" * 40_000
    row = MatrixRow("T001", {"number": Field("1"), "measures": Field(text)})
    workbook = written(Matrix(rows=(row,)), tmp_path)
    sheet = workbook["责任清单"]
    assert sheet.cell(3, 6).value == "主要举措（续1）"
    assert f"{sheet.cell(4, 5).value}{sheet.cell(4, 6).value}" == text
    assert workbook["问题清单"]["B4"].value == "MX013"
    again = from_tables(tables_of(tmp_path / "出.xlsx"))
    assert again.rows[0]["measures"] == text


def test_a_long_setting_says_what_is_missing(tmp_path: Path) -> None:
    sheet = written(Matrix(settings={"说明": "长" * 40_000}), tmp_path)["设置"]
    texts = [str(sheet.cell(r, 2).value) for r in range(4, sheet.max_row + 1)]
    assert any("字没有列出" in text for text in texts)


def test_rows_are_high_enough_for_their_text(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["责任清单"]
    width = sheet.column_dimensions["E"].width
    for row in range(4, 48):
        text, size = str(sheet.cell(row, 5).value), sheet.cell(row, 5).font.size
        per_line = width * 7 / (size * 96 / 72)
        assert sheet.row_dimensions[row].height >= len(text) / per_line * size * 1.2
        assert sheet.row_dimensions[row].height <= 409


def test_a_very_long_row_gets_a_wider_column_and_a_smaller_font(tmp_path: Path) -> None:
    row = MatrixRow("T001", {"measures": Field("长" * 3000)})
    sheet = written(Matrix(rows=(row,)), tmp_path)["责任清单"]
    assert sheet.column_dimensions["E"].width > 100
    assert sheet["E4"].font.size < 10
    assert sheet.row_dimensions[4].height <= 409


def test_an_empty_matrix_is_a_valid_workbook(tmp_path: Path) -> None:
    assert written(Matrix(), tmp_path).sheetnames == SHEETS


def test_the_same_matrix_gives_the_same_bytes(sample: Matrix) -> None:
    cross = cross_table(sample)
    assert matrix_workbook_bytes(sample, cross) == matrix_workbook_bytes(sample, cross)


def test_an_existing_file_is_replaced_only_on_request(sample: Matrix, tmp_path: Path) -> None:
    path = tmp_path / "已有.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(OutputExistsError):
        write_matrix_workbook(sample, cross_table(sample), path)
    assert path.read_bytes() == b"old"
    write_matrix_workbook(sample, cross_table(sample), path, overwrite=True)
    assert path.read_bytes()[:2] == b"PK"


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_keeps_every_text(
    sample: Matrix, path: Path, tmp_path: Path
) -> None:
    saved = convert(path, "xlsx:Calc MS Excel 2007 XML", tmp_path)
    again = from_tables(tables_of(saved), file=str(saved))
    assert [dict(row.texts()) for row in again.rows] == [dict(r.texts()) for r in sample.rows]
    assert [row.key for row in again.rows] == [row.key for row in sample.rows]
    workbook = openpyxl.load_workbook(saved)
    assert workbook["责任矩阵"].protection.sheet
    assert rules_of(workbook["责任清单"], "进展状态")[0][0] == "list"


@pytest.mark.libreoffice
def test_libreoffice_prints_it_on_a3_with_all_text(
    sample: Matrix, path: Path, tmp_path: Path
) -> None:
    with pypdfium2.PdfDocument(convert(path, "pdf", tmp_path)) as document:
        width, height = document[0].get_size()
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == A3_MM
    text = "".join(text.split())
    assert all(row["measures"] in text for row in sample.rows)
    assert "进展情况" not in text


def test_a_plan_without_units_has_a_friendly_line_in_place_of_an_empty_grid(
    sample: Matrix, tmp_path: Path
) -> None:
    rows = tuple(
        MatrixRow(row.key, {**row.fields, "lead": Field(), "support": Field()})
        for row in sample.rows
    )
    book = written(replace(sample, rows=rows, registry=UnitRegistry()), tmp_path)
    texts = [str(cell.value) for line in book["责任矩阵"] for cell in line if cell.value]
    assert len(texts) == 2
    assert "还没有写明牵头单位和责任单位" in texts[1]
    assert "没有写明责任单位" in str(book["单位名录"]["A2"].value)


def test_a_title_wider_than_its_columns_gets_a_second_line(sample: Matrix, tmp_path: Path) -> None:
    few = replace(sample, rows=sample.rows[:1], title="青禾区" * 16)
    sheet = written(few, tmp_path)["责任矩阵"]
    assert sheet["A1"].alignment.wrap_text
    assert (sheet.row_dimensions[1].height or 0) >= 2 * 18 * 1.3


@pytest.mark.parametrize(("length", "size"), [(20, 10.5), (26, 10.5), (30, 9.0), (60, 6.0)])
def test_a_long_unit_name_has_room_in_the_head_of_the_cross_table(
    sample: Matrix, tmp_path: Path, length: int, size: float
) -> None:
    first = sample.rows[0]
    row = MatrixRow(first.key, {**first.fields, "lead": Field("青" * length)})
    sheet = written(replace(sample, rows=(row, *sample.rows[1:])), tmp_path)["责任矩阵"]
    head = next(cell for cell in sheet[3] if cell.value == "青" * length)
    assert head.font.size == size
    assert (sheet.row_dimensions[3].height or 0) >= min(408, length * size * 1.43)
