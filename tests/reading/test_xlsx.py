from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from officekit.config import Config, Limits
from officekit.errors import (
    FileRefusedError,
    FileUnreadableError,
    FormatUnsupportedError,
    OfficekitError,
)
from officekit.model.document import SourceKind, Workbook
from officekit.model.table import CellValue, Table
from officekit.reading.number_formats import FormatKind, format_kind, from_serial
from officekit.reading.sheets import read_workbook
from officekit.reading.xlsx import read_xlsx
from officekit.reading.xlsx_references import shift_formula
from tests.reading.sheet_files import (
    MAIN,
    PACKAGE,
    RELATIONS,
    SHEET_PART,
    STRICT_MAIN,
    STRICT_RELATIONS,
    date_styles,
    moment,
    package,
)
from tests.watchdog import ends


def codes(workbook: Workbook) -> list[str]:
    return [finding.code for finding in workbook.findings]


def values(table: Table) -> list[list[CellValue]]:
    return [[cell.value for cell in row] for row in table.rows]


def only(path: str) -> Table:
    (table,) = read_xlsx(path).sheets
    return table


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


# values ------------------------------------------------------------------------------------


def test_it_reads_every_type_of_cell(tmp_path: Path) -> None:
    path = package(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><r><t>青禾</t></r><rPh sb="0" eb="1"><t>qing</t></rPh>'
        '<r><t>区</t></r></is></c><c r="D1"><v>12</v></c><c r="E1"><v>1.5E-1</v></c>'
        '<c r="F1" t="b"><v>1</v></c><c r="G1" t="str"><v>文本</v></c>'
        '<c r="H1" t="d"><v>2025-06-30T00:00:00</v></c><c r="I1" t="s"><v>2</v></c></row>',
        strings="<si><t>序号</t></si><si><r><t>重点</t></r><r><t>任务</t></r>"
        '<rPh sb="0" eb="2"><t>zhongdian</t></rPh></si><si><t>甲_x000D_乙_x005F_x0041_</t></si>',
    )
    expected = ["序号", "重点任务", "青禾区", 12, 0.15, True, "文本", dt.date(2025, 6, 30)]
    assert values(only(path)) == [[*expected, "甲\r乙_x0041_"]]


def test_a_surrogate_pair_in_escapes_becomes_one_character(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", f"<row>{text_cell('A1', '_xD83D__xDE00_')}</row>")
    assert only(path).rows[0][0].value == "😀"


def test_every_cell_knows_its_place(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", f'<row r="3">{text_cell("B3", "任务")}</row>')
    table = only(path)
    assert values(table) == [[None, None], [None, None], [None, "任务"]]
    location = table.rows[2][1].location
    assert (location.file, location.sheet, location.cell) == (path, "表一", "B3")
    assert table.rows[0][0].location.cell == "A1"


def test_an_error_value_is_text_with_a_finding(tmp_path: Path) -> None:
    body = '<row r="2"><c r="C2" t="e"><f>A9/0</f><v>#REF!</v></c></row>'
    workbook = read_xlsx(package(tmp_path / "a.xlsx", body))
    cell = workbook.sheets[0].rows[1][2]
    assert (cell.value, cell.formula) == ("#REF!", "A9/0")
    (finding,) = workbook.findings
    assert (finding.code, finding.severity, finding.value) == ("RD020", "warning", "#REF!")
    assert finding.message == "工作表“表一”的 C2 单元格是错误值“#REF!”。"


def test_a_formula_without_value_is_kept_and_reported(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = 1
    sheet["B1"] = "=A1+1"
    path = str(tmp_path / "a.xlsx")
    book.save(path)
    workbook = read_xlsx(path)
    cell = workbook.sheets[0].rows[0][1]
    assert (cell.value, cell.formula) == (None, "A1+1")
    assert codes(workbook) == ["RD021"]
    assert workbook.findings[0].location.cell == "B1"


def test_a_formula_that_gives_empty_text_is_no_finding(tmp_path: Path) -> None:
    body = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    workbook = read_xlsx(package(tmp_path / "a.xlsx", body))
    assert values(workbook.sheets[0]) == [[1]]
    assert workbook.findings == ()


def test_the_followers_of_a_shared_formula_have_their_own_text(tmp_path: Path) -> None:
    body = (
        '<row r="1"><c r="A1"><v>1</v></c>'
        '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$A$1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    table = only(package(tmp_path / "a.xlsx", body))
    assert [row[1].formula for row in table.rows] == ["A1*$A$1", "A2*$A$1"]


def test_shifting_leaves_text_names_and_functions_alone() -> None:
    assert shift_formula("LOG10(A1)&\"A1\"&B$2&'A1'!C3", 1, 1) == "LOG10(B2)&\"A1\"&C$2&'A1'!D4"
    assert shift_formula("A1", -1, 0) == "#REF!"


# dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ('yyyy"年"m"月"d"日"', FormatKind.DATE),
        ("[$-804]yyyy\\-mm\\-dd;@", FormatKind.DATE),
        ('m"月"d"日"', FormatKind.DATE),
        ("mmm", FormatKind.DATE),
        ("h:mm AM/PM", FormatKind.TIME),
        ("mm:ss.0", FormatKind.TIME),
        ("[h]:mm", FormatKind.NUMBER),
        ("[mm]:ss", FormatKind.NUMBER),
        ("0.00%", FormatKind.NUMBER),
        ("General", FormatKind.NUMBER),
        ("G/通用格式", FormatKind.NUMBER),
        ("0.00E+00", FormatKind.NUMBER),
        ('0"day"', FormatKind.NUMBER),
        ("[Red]0;[Blue]-0", FormatKind.NUMBER),
        ("_-* #,##0_-", FormatKind.NUMBER),
    ],
)
def test_a_format_code_says_whether_a_number_is_a_date(code: str, kind: FormatKind) -> None:
    assert format_kind(170, code) is kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (0, "number"),
        (9, "number"),
        (14, "date"),
        (20, "time"),
        (22, "date"),
        (31, "date"),
        (32, "time"),
        (46, "number"),
        (49, "number"),
        (57, "date"),
    ],
)
def test_built_in_formats_include_the_chinese_ones(number: int, kind: str) -> None:
    assert format_kind(number, None).value == kind


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (1, dt.date(1900, 1, 1)),
        (59, dt.date(1900, 2, 28)),
        (60, 60),
        (61, dt.date(1900, 3, 1)),
        (45838, dt.date(2025, 6, 30)),
        (45838.75, moment(2025, 6, 30, 18)),
        (45837.99999999999, dt.date(2025, 6, 30)),
        (2958465, dt.date(9999, 12, 31)),
        (2958466, 2958466),
        (0, 0),
        (-3, -3),
    ],
)
def test_serial_numbers_of_the_1900_system(serial: float, expected: CellValue) -> None:
    assert from_serial(serial, FormatKind.DATE, date1904=False) == expected


def test_serial_numbers_of_the_1904_system() -> None:
    assert from_serial(0, FormatKind.DATE, date1904=True) == dt.date(1904, 1, 1)
    assert from_serial(44376, FormatKind.DATE, date1904=True) == dt.date(2025, 6, 30)


def test_a_time_of_day_is_a_time() -> None:
    assert from_serial(0.5, FormatKind.TIME, date1904=False) == dt.time(12)
    assert from_serial(0, FormatKind.TIME, date1904=False) == dt.time(0)


@pytest.mark.parametrize(("date1904", "serial"), [(False, 45838), (True, 44376)])
def test_dates_are_found_by_style_in_both_systems(
    tmp_path: Path, *, date1904: bool, serial: int
) -> None:
    body = (
        f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c><c r="B1"><v>{serial}</v></c>'
        '<c r="C1" s="2"><v>1.5</v></c><c r="D1" s="3"><v>0.75</v></c></row>'
    )
    styles = date_styles('yyyy"年"m"月"d"日"', "[h]:mm", "0%")
    path = package(tmp_path / "a.xlsx", body, styles=styles, date1904=date1904)
    assert values(only(path)) == [[dt.date(2025, 6, 30), serial, 1.5, 0.75]]


# shape -------------------------------------------------------------------------------------


def test_covered_cells_repeat_the_first_one(tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("清单")
        sheet.merge_range("A1:C1", "青禾区责任清单")
        sheet.merge_range("A2:A3", "一")
        sheet.write_row("B2", ["甲", "乙"])
        sheet.write_row("B3", ["丙", "丁"])
    table = only(path)
    title = "青禾区责任清单"
    assert values(table) == [[title] * 3, ["一", "甲", "乙"], ["一", "丙", "丁"]]
    merged = [[cell.merged for cell in row] for row in table.rows]
    assert merged == [[False, True, True], [False] * 3, [True, False, False]]
    assert table.rows[0][2].location.cell == "C1"


def test_a_merge_of_whole_rows_does_not_widen_the_table(tmp_path: Path) -> None:
    body = f'<row r="1">{text_cell("A1", "标题")}</row><row r="2">{text_cell("B2", "甲")}</row>'
    merge = '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'
    table = only(package(tmp_path / "a.xlsx", body, after=merge))
    assert values(table) == [["标题", "标题"], [None, "甲"]]


def test_what_a_merge_covers_is_reported(tmp_path: Path) -> None:
    body = f'<row r="1">{text_cell("A1", "甲")}{text_cell("B1", "盖住的话")}</row>'
    merge = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    workbook = read_xlsx(package(tmp_path / "a.xlsx", body, after=merge))
    assert values(workbook.sheets[0]) == [["甲", "甲"]]
    assert codes(workbook) == ["RD025"]
    assert workbook.findings[0].value == "盖住的话"


def test_overlapping_merges_without_end_are_refused(tmp_path: Path) -> None:
    body = f'<row r="1">{text_cell("A1", "甲")}</row><row r="900">{text_cell("Z900", "乙")}</row>'
    merges = "".join(f'<mergeCell ref="A{i}:Z900"/>' for i in range(1, 800))
    path = package(tmp_path / "a.xlsx", body, after=f"<mergeCells>{merges}</mergeCells>")
    with pytest.raises(FileRefusedError):
        read_xlsx(path)


def test_hidden_rows_and_columns_are_told_and_reported_when_they_hold_data(tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("清单")
        for row in range(4):
            sheet.write_row(row, 0, ["甲", "乙", "丙"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.set_column("D:XFD", None, None, {"hidden": True})
    workbook = read_xlsx(path)
    table = workbook.sheets[0]
    assert table.hidden_rows == {3}
    assert table.hidden_columns == {2}
    assert len(table.rows) == 4
    (finding,) = workbook.findings
    assert (finding.code, finding.severity) == ("RD024", "info")
    assert "第 3 行和B 列" in finding.message


def test_rows_and_cells_without_references_are_counted(tmp_path: Path) -> None:
    body = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>"
    assert values(only(package(tmp_path / "a.xlsx", body))) == [[1, 2], [None, None], [None, 3]]


def test_a_wrong_dimension_loses_nothing(tmp_path: Path) -> None:
    body = f'<row r="1">{text_cell("A1", "甲")}</row><row r="5">{text_cell("D5", "乙")}</row>'
    path = package(tmp_path / "a.xlsx", body, before='<dimension ref="A1"/>')
    assert only(path).rows[4][3].value == "乙"


def test_strict_and_prefixed_files_read_the_same(tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
        f'Type="{STRICT_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="{STRICT_MAIN}" xmlns:q="{STRICT_RELATIONS}">'
        '<x:sheets><x:sheet name="表" q:id="b"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="b" '
        f'Type="{STRICT_RELATIONS}/worksheet" Target="../xl/worksheets/sheet1.xml"/>'
        "</Relationships>",
        SHEET_PART: f'<x:worksheet xmlns:x="{STRICT_MAIN}"><x:sheetData><x:row><x:c t="inlineStr">'
        "<x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>",
    }
    package(Path(path), replaced=parts)
    assert values(only(path)) == [["甲"]]


def test_hidden_sheets_are_read_and_chart_sheets_skipped(tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("清单").write("A1", 5)
        hidden = book.add_worksheet("参数")
        hidden.write("A1", "x")
        hidden.very_hidden()
        book.add_worksheet("空表")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=清单!$A$1:$A$1"})
        book.add_chartsheet("图表").set_chart(chart)
    workbook = read_xlsx(path)
    assert [sheet.name for sheet in workbook.sheets] == ["清单", "参数", "空表"]
    assert workbook.sheets[2].rows == ()
    assert codes(workbook) == ["RD023", "RD023"]
    assert [finding.location.sheet for finding in workbook.findings] == ["空表", "图表"]


def test_a_macro_workbook_is_read_for_its_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    replaced = {"xl/vbaProject.bin": "binary"}
    package(path, f"<row>{text_cell('A1', '甲')}</row>", replaced=replaced)
    assert values(read_workbook(str(path), SourceKind.XLSX).sheets[0]) == [["甲"]]


# stray cells -------------------------------------------------------------------------------


def test_a_far_cell_is_left_out_and_told(tmp_path: Path) -> None:
    body = (
        f'<row r="1">{text_cell("A1", "甲")}{text_cell("DA1", "远处")}</row>'
        f'<row r="1048576">{text_cell("XFD1048576", "落单")}</row>'
    )
    workbook = read_xlsx(package(tmp_path / "a.xlsx", body))
    assert values(workbook.sheets[0]) == [["甲"]]
    assert codes(workbook) == ["RD022", "RD022"]
    assert [(f.location.cell, f.value) for f in workbook.findings] == [
        ("DA1", "远处"),
        ("XFD1048576", "落单"),
    ]


def test_a_gap_of_a_hundred_columns_is_still_one_table(tmp_path: Path) -> None:
    body = f'<row r="1">{text_cell("A1", "甲")}{text_cell("CX1", "乙")}</row>'
    workbook = read_xlsx(package(tmp_path / "a.xlsx", body))
    assert workbook.sheets[0].width == 102
    assert workbook.findings == ()


def test_a_lonely_far_cell_leaves_an_empty_table(tmp_path: Path) -> None:
    body = f'<row r="1048576">{text_cell("XFD1048576", "落单")}</row>'
    workbook = read_xlsx(package(tmp_path / "a.xlsx", body))
    assert workbook.sheets[0].rows == ()
    assert codes(workbook) == ["RD022"]


def test_many_stray_cells_are_told_in_one_finding_without_loss(tmp_path: Path) -> None:
    near = "".join(f'<row r="{r}"><c><v>{r}</v></c><c><v>0</v></c></row>' for r in range(1, 201))
    far = "".join(f'<row r="{r}"><c><v>{r}</v></c></row>' for r in range(5001, 5151))
    workbook = read_xlsx(package(tmp_path / "a.xlsx", near + far))
    assert len(workbook.findings) == 101
    assert (workbook.findings[-1].value or "").count("\n") == 49
    assert (workbook.findings[-1].value or "").endswith("A5150\t5150")


# hostile files -----------------------------------------------------------------------------


def test_empty_styled_cells_cost_little(tmp_path: Path) -> None:
    row = '<c s="1"/>' * 10
    blank = "".join(f'<row r="{r}">{row}</row>' for r in range(2, 30_002))
    path = package(tmp_path / "a.xlsx", f"<row>{text_cell('A1', '甲')}</row>{blank}")
    with ends():
        table = read_xlsx(path, Config(limits=Limits(cells=100, part_ratio=10_000))).sheets[0]
    assert values(table) == [["甲"]]


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", f"<row>{'<c><v>1</v></c>' * 11}</row>")
    with pytest.raises(FileRefusedError, match="10 个单元格"):
        read_xlsx(path, Config(limits=Limits(cells=10)))


def test_a_shared_formula_cannot_fill_the_memory(tmp_path: Path) -> None:
    master = '<c><f t="shared" si="0">' + "1+" * 600_000 + "1</f><v>1</v></c>"
    followers = '<c><f t="shared" si="0"/><v>1</v></c>' * 99
    path = package(tmp_path / "a.xlsx", f"<row>{master}{followers}</row>")
    with pytest.raises(FileRefusedError):
        read_xlsx(path, Config(limits=Limits(part_ratio=10_000)))


def test_cells_that_span_a_huge_grid_without_gaps_are_refused(tmp_path: Path) -> None:
    body = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 90_000, 900))
    wide = "".join(f'<c r="{c}1"><v>1</v></c>' for c in ("A", "BA", "DA", "FA", "HA", "JA"))
    body = body.replace('<c r="A1"><v>1</v></c>', wide, 1)
    with pytest.raises(FileRefusedError):
        read_xlsx(package(tmp_path / "a.xlsx", body))


@pytest.mark.parametrize("part", [SHEET_PART, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_document_type_is_refused(tmp_path: Path, part: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    with pytest.raises(FileRefusedError):
        read_xlsx(package(tmp_path / "a.xlsx", replaced={part: bomb}))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", " " * 5_000_000)
    with pytest.raises(FileRefusedError):
        read_xlsx(path)


def test_a_duplicate_part_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", "<row/>")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET_PART, "<worksheet/>")
    with pytest.raises(FileRefusedError):
        read_xlsx(path)


@pytest.mark.parametrize(
    "replaced",
    [
        {SHEET_PART: None},
        {"xl/workbook.xml": None},
        {"xl/_rels/workbook.xml.rels": None},
        {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'},
        {SHEET_PART: "<html/>"},
        {SHEET_PART: f'<worksheet xmlns="{MAIN}"><sheetData><row>'},
        {SHEET_PART: ""},
        {"xl/styles.xml": '<s><cellXfs><xf numFmtId="x"/></cellXfs></s>'},
        {"xl/workbook.xml": f'<w xmlns:r="{RELATIONS}"><sheet r:id="rId1"/></w>'},
    ],
)
def test_missing_and_broken_parts_are_named(
    tmp_path: Path, replaced: dict[str, str | None]
) -> None:
    with pytest.raises(FileUnreadableError) as caught:
        read_xlsx(package(tmp_path / "a.xlsx", replaced=replaced))
    assert caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    "body",
    [
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="1"><v>1</v></c></row>',
        '<c r="A1"><v>1</v></c>',
    ],
)
def test_impossible_cells_are_unreadable(tmp_path: Path, body: str) -> None:
    with pytest.raises(FileUnreadableError):
        read_xlsx(package(tmp_path / "a.xlsx", body))


@pytest.mark.parametrize("text", ["nan", "inf", "1,5", "1_000x"])
def test_a_number_that_is_none_stays_text(tmp_path: Path, text: str) -> None:
    path = package(tmp_path / "a.xlsx", f"<row><c><v>{text}</v></c></row>")
    assert values(only(path)) == [[text]]


def test_a_truncated_file_never_shows_a_traceback(tmp_path: Path) -> None:
    data = Path(package(tmp_path / "a.xlsx", f"<row>{text_cell('A1', '甲')}</row>")).read_bytes()
    for size in range(0, len(data), 97):
        broken = tmp_path / "broken.xlsx"
        broken.write_bytes(data[:size])
        with pytest.raises(OfficekitError):
            read_xlsx(str(broken))


def test_other_kinds_are_not_read_as_sheets(tmp_path: Path) -> None:
    with pytest.raises(FormatUnsupportedError):
        read_workbook(str(tmp_path / "a.docx"), SourceKind.DOCX)


# independent readers -----------------------------------------------------------------------


def plain(value: object) -> object:
    return None if value == "" else value


def test_calamine_reads_the_same_cells(tmp_path: Path) -> None:
    path = str(tmp_path / "a.xlsx")
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        minute = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = book.add_worksheet("清单")
        for row in range(40):
            sheet.write_string(row, 0, f"第{row}项\n推进云泽市项目")
            sheet.write_number(row, 1, row / 7)
            sheet.write_datetime(row, 2, moment(2025, 1, 1) + dt.timedelta(row), day)
            sheet.write_datetime(row, 3, moment(2025, 1, 1, 7, row), minute)
            sheet.write_boolean(row, 4, row % 2 == 0)
            sheet.write_formula(row, 5, f"=B{row + 1}*2", None, row * 2)
            if row % 3:
                sheet.write_string(row, 7, "_x0041_ 末列")
    oracle = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    assert values(only(path)) == [[plain(value) for value in row] for row in oracle]


def test_openpyxl_writes_what_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows: list[list[str | float | None]] = [
        ["序号", "任务", None],
        [1, "临河县道路改造", 0.25],
        [2, " 前后空格 ", True],
    ]
    for row in rows:
        sheet.append(row)
    path = str(tmp_path / "a.xlsx")
    book.save(path)
    assert values(only(path)) == rows


# "\ufffe" and "\uffff" are no XML characters, and surrogates no characters at all
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(XML_TEXT, min_size=1, max_size=8))
def test_text_survives_the_round_trip(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = f"{folder}/a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for row, text in enumerate(texts):
                sheet.write_string(row, 0, text)
        assert values(only(path)) == [[text] for text in texts]
